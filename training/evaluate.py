"""Measures all that the model card tells, into one JSON file: ``python -m training.evaluate``.

The networks as they are shipped (eight bits, calibrated) and, with ``--seed FOLDER``, those of the
other trainings, on the development sets, on the held-out parts of the public sets, on the frozen
test of our own set, on the behaviour suite; and their speed. Choose models by development sets
only; the frozen test is for the card.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from argmap.stance.onnx_scorer import OnnxScorer
from argmap.stance.runtime import WEIGHTS, manifest
from training.labelled import Example, read_rows
from training.measure import Reader, calibration_of, measure, rounded
from training.metrics import CLASSES
from training.sets import OWN, PUBLIC, checksums, read_set

__all__ = ["DEVELOPMENT", "Sets", "evaluate", "sets_of"]

ROOT = Path(__file__).parents[1]
DEVELOPMENT = {
    "vast_dev": "VAST, zero-shot development: readers' comments",
    "iam_dev": "IAM, development: sentences of articles",
    "procon_dev": "ProCon20, development: long arguments",
    "pstance_dev": "P-Stance, development: tweets on politicians",
}
"""Sets to choose models and to calibrate on; no network is trained on them."""

_HELD_OUT = {
    "perspectrum": "Perspectrum, held-out claims",
    "argkp": "ArgKP-21, held-out topics and key points",
    "ibm_claim_stance": "IBM claim stance, held-out topics",
    "mnli_dev": "MultiNLI, held out",
    "snli_dev": "SNLI, held out",
}
_OTHER_SEEDS = ("macro_f1", "macro_f1_sides", "recall_opposes", "ece", "edge_precision_at", "aurc")


Sets = dict[str, tuple[str, str, list[Example]]]
"""Name → title, what it is (``development``, ``held out``, ``own test``, ``other``), rows."""


def sets_of(shared: Path, own: Path, also: Sequence[Path]) -> Sets:
    """The sets to measure on. Files that are not there are left out."""
    found: Sets = {}
    for name, title, kind in (
        ("test", "own frozen test: claims not in training", "own test"),
        ("develop", "own development part: claims not in training", "development"),
    ):
        if (own / f"{name}.jsonl").exists():
            found[f"own_{name}"] = (title, kind, read_rows(own / f"{name}.jsonl")[0])
    for name, title in DEVELOPMENT.items():
        path = shared / "develop" / f"{name}.jsonl"
        if path.exists():
            found[name] = (title, "development", read_rows(path)[0])
    for name, title in _HELD_OUT.items():
        if (shared / "train" / f"{name}.jsonl").exists():
            found[name] = (title, "held out", read_set(shared / "train", name)[1])
    for path in also:
        found[path.stem] = (path.stem.replace("_", " "), "other", read_rows(path)[0])
    return {name: entry for name, entry in found.items() if entry[2]}


def evaluate(
    folder: Path,
    seeds: Sequence[Path],
    sets: Sets,
    *,
    behaviours: bool = True,
    limit: int = 0,
    say: Callable[[str], None] = lambda _text: None,
) -> dict[str, Any]:
    """All figures of the networks in ``folder``, and the main ones of the other ``seeds``.

    Raises :class:`~argmap.stance.runtime.BrokenModel`.
    """
    readers = [Reader(OnnxScorer(f), calibration_of(f)) for f in (folder, *seeds)]
    result: dict[str, Any] = {"sets": {}}
    for name, (title, kind, rows) in sets.items():
        rows = rows[:limit] if limit else rows
        say(f"{title} ({len(rows)} pairs)")
        figures = measure(rows, readers[0], intervals=True, curves=kind != "held out")
        figures["seeds"] = [
            {key: other[key] for key in _OTHER_SEEDS}
            for other in (measure(rows, reader, probes=False) for reader in readers[1:])
        ]
        figures.pop("seconds")
        result["sets"][name] = {"title": title, "kind": kind, **figures}
    if behaviours:
        from tests.stance.behaviour.check import behaviour

        say("behaviour suite")
        tests = [behaviour(reader)[0] for reader in readers]
        result["behaviour"] = tests[0]
        for test, row in result["behaviour"].items():
            row["seeds"] = [other[test]["rate"] for other in tests[1:]]
    return result


def _about(folder: Path, shared: Path, own: Path) -> dict[str, Any]:
    """What the networks are made of: files, checksums, rows, terms."""
    what = manifest(folder)
    files = {
        name: {"sha256": digest, "bytes": (folder / name).stat().st_size}
        for name, digest in what.get("files", {}).items()
    }
    public = {name: shared / "train" / f"{name}.jsonl" for name in PUBLIC}
    trained = []
    for name, path in public.items():
        if path.exists():
            rows = read_rows(path)[0]
            digest = checksums([path])[path.name]
            trained.append(
                {"file": path.name, "terms": PUBLIC[name], "rows": len(rows), "sha256": digest}
            )
    for path in sorted(own.glob("*.jsonl")):
        rows = read_rows(path)[0]
        splits = {s: sum(row.split == s for row in rows) for s in sorted({r.split for r in rows})}
        trained.append(
            {
                "file": path.name,
                "terms": "written for argmap, CC BY 4.0",
                "rows": len(rows),
                "splits": splits,
                "claims": len({row.claim for row in rows}),
                "sha256": checksums([path])[path.name],
            }
        )
    model = {key: what[key] for key in ("id", "version", "calibration") if key in what}
    return {"model": model, "files": files, "data": trained, "classes": list(CLASSES)}


def main(argv: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the networks to measure")
    parser.add_argument("--seed", type=Path, action="append", default=[], help="another training")
    parser.add_argument(
        "--average", action="store_true", help="the networks are a mean of the other trainings"
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "stance")
    parser.add_argument("--own", type=Path, default=OWN, help="folder of our own set")
    parser.add_argument("--also", type=Path, action="append", default=[], help="another test set")
    parser.add_argument("--notes", type=Path, help="JSON of what a training tells of itself")
    parser.add_argument("--limit", type=int, default=0, help="the first rows of each set only")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--out", type=Path, default=WEIGHTS / "card.json")
    options = parser.parse_args(argv)
    sets = sets_of(options.shared, options.own, options.also)
    result = _about(options.weights, options.shared, options.own)
    result |= evaluate(
        options.weights,
        options.seed,
        sets,
        limit=options.limit,
        say=lambda text: print(text, file=sys.stderr),  # noqa: T201
    )
    result["average"] = options.average
    if options.notes:
        result["training"] = json.loads(options.notes.read_text(encoding="utf-8"))
    if not options.no_speed:
        from benchmarks import stance

        result["speed"] = stance.measure(options.weights)
    text = json.dumps(rounded(result), indent=1, ensure_ascii=False)
    options.out.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
