"""The shipped network with its weights as 32-bit floats: the peer that eight bits are held against.

The same weights, undone from their eight bits, so both files do the same sums; only the way of
multiplying differs. Needs the package ``onnx``, which training needs as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def float_twin(source: Path, target: Path) -> None:
    """Write ``target``, which answers as ``source`` does but calculates in 32-bit floats.

    Raises ``ImportError`` without ``onnx``, ``ValueError`` where the network is built otherwise
    than ``onnxruntime``'s dynamic quantisation builds one.
    """
    import numpy as np
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    maker = {name: node for node in graph.node for name in node.output}
    users: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)

    def only(name: str, operation: str) -> Any:
        found = [node for node in users.get(name, []) if node.op_type == operation]
        if len(found) != 1:
            raise ValueError(f"{name}: {operation} expected once, found {len(found)} times")
        return found[0]

    added, replaced = {}, {}
    for node in list(graph.node):
        if node.op_type == "MatMulInteger":
            quantised, weight, _, zero = node.input
            last = only(only(node.output[0], "Cast").output[0], "Mul")
            scales = next(n for n in last.input if maker[n].op_type == "Mul")
            scale = next(values[n] for n in maker[scales].input if n in values)
            table = (values[weight].astype(np.float32) - values[zero]) * scale
            name = f"{weight}_float"
            added[name] = table.astype(np.float32)
            whole = maker[quantised].input[0]
            replaced[last.output[0]] = helper.make_node("MatMul", [whole, name], [last.output[0]])
        elif node.op_type == "DequantizeLinear":
            gather = maker[node.input[0]]
            scale, zero = values[node.input[1]], values[node.input[2]]
            name = f"{gather.input[0]}_float"
            table = values[gather.input[0]].astype(np.float32) - zero.astype(np.float32)
            added[name] = (table * scale).astype(np.float32)
            replaced[node.output[0]] = helper.make_node(
                "Gather", [name, gather.input[1]], [node.output[0]]
            )
    if not added:
        raise ValueError(f"{source.name} holds no weights in eight bits")
    nodes = [replaced.get(node.output[0], node) for node in graph.node]
    wanted = {output.name for output in graph.output}
    kept = []
    for node in reversed(nodes):
        if wanted & set(node.output):
            kept.append(node)
            wanted |= set(node.input)
    tables = [t for t in graph.initializer if t.name in wanted]
    tables += [numpy_helper.from_array(table, name) for name, table in added.items()]
    twin = helper.make_graph(
        kept[::-1], f"{graph.name}_float", list(graph.input), list(graph.output), tables
    )
    made = helper.make_model(twin, opset_imports=list(model.opset_import))
    made.ir_version = model.ir_version
    onnx.save(made, str(target))
