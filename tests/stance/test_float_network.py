"""The peer that the benchmark holds eight bits against: the same answers in 32-bit floats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the package onnx is for training and benchmarks only")
quantization = pytest.importorskip("onnxruntime.quantization")


def _network(path: Path) -> None:
    """Two words' vectors, added up, through one layer."""
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(0)
    words = numpy_helper.from_array(rng.normal(size=(50, 16)).astype(np.float32), "words")
    layer = numpy_helper.from_array(rng.normal(size=(16, 3)).astype(np.float32), "layer")
    axes = numpy_helper.from_array(np.array([1]), "axes")
    nodes = [
        helper.make_node("Gather", ["words", "ids"], ["states"], name="gather"),
        helper.make_node("ReduceSum", ["states", "axes"], ["sum"], keepdims=0, name="sum"),
        helper.make_node("MatMul", ["sum", "layer"], ["logits"], name="layer"),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])],
        [words, layer, axes],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, str(path))


def _run(path: Path, ids: np.ndarray) -> np.ndarray:
    import onnxruntime as ort

    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"ids": ids})[0])


def test_the_twin_answers_alike_without_eight_bits(tmp_path: Path) -> None:
    from benchmarks.float_network import float_twin

    full, small, twin = (tmp_path / f"{n}.onnx" for n in ("full", "small", "twin"))
    _network(full)
    quantization.quantize_dynamic(
        full, small, per_channel=True, weight_type=quantization.QuantType.QInt8
    )
    float_twin(small, twin)
    operations = {node.op_type for node in onnx.load(str(twin)).graph.node}
    assert operations == {"Gather", "ReduceSum", "MatMul"}
    ids = np.random.default_rng(1).integers(0, 50, (20, 4))
    assert np.allclose(_run(full, ids), _run(twin, ids), atol=0.2)
    assert np.allclose(_run(small, ids), _run(twin, ids), atol=0.2)


def test_a_network_of_floats_has_no_twin(tmp_path: Path) -> None:
    from benchmarks.float_network import float_twin

    _network(tmp_path / "full.onnx")
    with pytest.raises(ValueError, match="eight bits"):
        float_twin(tmp_path / "full.onnx", tmp_path / "twin.onnx")


def test_made_up_pairs_are_the_same_each_time() -> None:
    from benchmarks.stance import KINDS, pairs_of

    for kind in KINDS:
        assert pairs_of(kind) == pairs_of(kind)
