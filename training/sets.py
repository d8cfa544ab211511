"""The labelled pairs: public sets read from a folder that the user supplies, and our own."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path

from training.labelled import Example, read_jsonl

__all__ = ["OWN", "PUBLIC", "checksums", "held_out", "read_set"]

OWN = Path(__file__).parent / "data"
"""The set written for the project (CC BY 4.0)."""

PUBLIC = {
    "perspectrum": "Perspectrum, Chen et al. 2019, CC BY-SA 4.0",
    "argkp": "IBM ArgKP-21 / KPA 2021 shared task, CDLA-Sharing 1.0",
    "ibm_claim_stance": "IBM Debater Claim Stance, Bar-Haim et al. 2017, CC BY-SA 3.0",
    "mnli_dev": "MultiNLI development sets, Williams et al. 2018, OANC terms",
    "snli_dev": "SNLI development set, Bowman et al. 2015, CC BY-SA 4.0",
}
"""The public sets the shipped weights may be trained on, with the notice each asks for."""


def held_out(claim: str, share: float = 0.1) -> bool:
    """Whether a claim of a public set is kept from training, to choose models on.

    Decided by the words of the claim alone, so that no claim is ever on both sides.
    """
    return zlib.crc32(" ".join(claim.casefold().split()).encode()) % 1000 < 1000 * share


def read_set(folder: Path, name: str) -> tuple[list[Example], list[Example]]:
    """Training and held-out pairs of one public set, no claim in both."""
    train: list[Example] = []
    kept: list[Example] = []
    for example in read_jsonl(folder / f"{name}.jsonl"):
        (kept if held_out(example.claim) else train).append(example)
    return train, kept


def checksums(paths: Sequence[Path]) -> dict[str, str]:
    """SHA-256 of each file, for the model card."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}
