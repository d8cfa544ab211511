"""From trained weights to the files that argmap ships: ONNX, eight bits, one table of words.

Both networks stand on the same frozen word embeddings, which are half of each file: they are
written once and shared as external data.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import onnx
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

from training.network import CrossEncoder

__all__ = ["export_encoder", "export_scorer", "share_words"]

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Embedder(nn.Module):
    """Mean of the token states, of length 1: what all-MiniLM-L6-v2 was trained for."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager"
        )

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Vectors ``(batch, 384)``."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.to(states.dtype).unsqueeze(-1)
        return nn.functional.normalize((states * mask).sum(1) / mask.sum(1).clamp(min=1e-9))


def _export(network: nn.Module, path: Path, output: str) -> None:
    ids = torch.randint(1000, 2000, (2, 16))
    types = torch.cat([torch.zeros(2, 8), torch.ones(2, 8)], 1).long()
    axes = {name: {0: "batch", 1: "length"} for name in _INPUTS} | {output: {0: "batch"}}
    full = path.with_suffix(".fp32.onnx")
    network.eval()
    torch.onnx.export(
        network,
        (ids, torch.ones_like(ids), types),
        str(full),
        input_names=list(_INPUTS),
        output_names=[output],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    # Seven bits a weight: without VNNI, sums of two products of eight bits overflow their sixteen,
    # and the same file would answer differently on an older machine.
    quantize_dynamic(full, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    full.unlink()


def export_scorer(model: CrossEncoder, path: Path) -> None:
    """Write the cross-encoder as ``stance.onnx``."""
    model.bert.set_attn_implementation("eager")
    _export(model, path, "logits")


def export_encoder(base: Path, path: Path) -> None:
    """Write the bi-encoder as ``encoder.onnx``."""
    _export(Embedder(base), path, "vector")


def share_words(paths: list[Path], words: Path) -> None:
    """Move the word embeddings, which are the same in all files, to one file beside them.

    Raises ``ValueError`` where they are not the same.
    """
    first: bytes | None = None
    for path in paths:
        model = onnx.load(path)
        tensor = max(model.graph.initializer, key=lambda t: len(t.raw_data))
        raw = tensor.raw_data
        if first is None:
            first = raw
            words.write_bytes(raw)
        elif raw != first:
            raise ValueError(f"{path.name} has word embeddings of its own")
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        del tensor.external_data[:]
        for key, value in (("location", words.name), ("offset", "0"), ("length", str(len(raw)))):
            entry = tensor.external_data.add()
            entry.key, entry.value = key, value
        path.write_bytes(model.SerializeToString())


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
