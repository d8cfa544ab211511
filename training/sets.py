"""The labelled pairs: public sets read from a folder that the user supplies, and our own."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["LABELS", "OWN", "PUBLIC", "Example", "checksums", "held_out", "read_jsonl", "read_set"]

LABELS = ("supports", "opposes", "neutral")
"""The classes, in the order of the network's outputs."""

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


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled pair."""

    claim: str
    passage: str
    label: int
    """Index into :data:`LABELS`."""
    kind: str
    split: str = "train"
    voice: str = ""
    topic: str = ""
    weight: float = 1.0

    def with_claim(self, claim: str, label: int) -> Example:
        """The same passage with another claim."""
        return replace(self, claim=claim, label=label)


def read_jsonl(path: Path) -> Iterator[Example]:
    """The pairs of one file of JSON objects with ``claim``, ``passage`` and ``stance``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Example(
                claim=row["claim"],
                passage=row["passage"],
                label=LABELS.index(row["stance"]),
                kind=row.get("kind", path.stem),
                split=row.get("split", "train"),
                voice=row.get("voice", ""),
                topic=row.get("topic", ""),
            )


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
