"""The shipped networks: found in the package, checked, and run by ONNX Runtime."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["WEIGHTS", "BrokenModel", "Network", "manifest", "threads"]

WEIGHTS = Path(__file__).parent / "weights"
"""Networks, tokenizer and ``manifest.json``, which names each file's SHA-256."""

_BATCH_TOKENS = 1024
_HINT = "Install argmap again; until then words alone are compared (--scorer lexical)."


class BrokenModel(Refused):
    """A file of the shipped model is missing or is not what was shipped."""


def threads() -> int:
    """Threads a network may use: ``ARGMAP_THREADS``, else one a core."""
    wanted = os.environ.get("ARGMAP_THREADS", "")
    return int(wanted) if wanted.isdigit() and wanted != "0" else os.cpu_count() or 1


@functools.cache
def manifest(folder: Path = WEIGHTS) -> dict[str, Any]:
    """What is shipped: model ids, versions, checksums, calibration.

    Raises :class:`BrokenModel`.
    """
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenModel(
            f"The stance model cannot be read: {folder / 'manifest.json'} is missing or damaged.",
            hint=_HINT,
        ) from error
    if not isinstance(found, dict):
        raise BrokenModel("The stance model's manifest.json is damaged.", hint=_HINT)
    return found


def _checked(folder: Path, name: str) -> Path:
    path = folder / name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BrokenModel(
            f"The stance model cannot be read: {path.name}: {error.strerror}.", hint=_HINT
        ) from error
    if digest != manifest(folder).get("files", {}).get(name):
        raise BrokenModel(
            f"The stance model is damaged: {path.name} is not the file that was shipped.",
            hint=_HINT,
        )
    return path


class Network:
    """One ONNX file with the tokenizer: texts or pairs of texts in, rows of numbers out.

    Raises :class:`BrokenModel` when made, not later.
    """

    def __init__(self, name: str, longest: int, folder: Path = WEIGHTS) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        for shared in manifest(folder).get("parts", {}).get(name, ()):
            _checked(folder, shared)
        path = _checked(folder, name)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads()
        options.log_severity_level = 3
        # A waiting thread that spins takes the core from whatever else the reader is doing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = ort.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Tokenizer = Tokenizer.from_file(
                str(_checked(folder, "tokenizer.json"))
            )
        except BrokenModel:
            raise
        except Exception as error:  # what a damaged file raises differs between releases
            raise BrokenModel(
                f"The stance model cannot be loaded: {type(error).__name__}.", hint=_HINT
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest, strategy="longest_first")
        self._output: str = self._session.get_outputs()[0].name
        self._width: int = int(self._session.get_outputs()[0].shape[-1])

    def __call__(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Rows ``(n, width)`` in the order of ``texts``."""
        import numpy as np

        out = np.zeros((len(texts), self._width), dtype=np.float32)
        # Tokens of a chunk at a time, so that memory stays small however many texts there are.
        for start in range(0, len(texts), 8192):
            part = [_clean(text) for text in texts[start : start + 8192]]
            codes = self._tokenizer.encode_batch(part)
            order = sorted(range(len(codes)), key=lambda i: len(codes[i].ids))
            for batch in _batches(order, [len(code.ids) for code in codes]):
                width = max(len(codes[i].ids) for i in batch)
                ids = np.zeros((len(batch), width), dtype=np.int64)
                types, mask = np.zeros_like(ids), np.zeros_like(ids)
                for row, index in enumerate(batch):
                    code = codes[index]
                    ids[row, : len(code.ids)] = code.ids
                    types[row, : len(code.ids)] = code.type_ids
                    mask[row, : len(code.ids)] = 1
                feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
                rows = self._session.run([self._output], feed)[0]
                out[[start + i for i in batch]] = rows
        return out


def _clean(text: Any) -> Any:
    # Lone surrogates (bytes of a file that is not UTF-8) are no text to the tokenizer.
    if isinstance(text, str):
        return text.encode("utf-8", "replace").decode("utf-8")
    return tuple(_clean(part) for part in text)


def _batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices sorted by length, in batches of about :data:`_BATCH_TOKENS` tokens."""
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * lengths[index] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
