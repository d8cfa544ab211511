"""Speed of the stance model on one core: ``python -m benchmarks.stance [FOLDER]``.

CPU seconds, everything included (tokens, batches, network). In the same run, turn by turn: the
same network in 32-bit floats, and TF-IDF with a linear model, which never sees the claim.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from argmap.stance.onnx_scorer import OnnxScorer
from argmap.stance.runtime import WEIGHTS, BrokenModel
from argmap.stance.scores import Pair
from benchmarks import maps
from benchmarks.measure import PYTHON, process
from training.wordsonly import WordsOnly

ROUNDS = 5
KINDS = {"short": (10, 14, 240), "comment": (95, 115, 96)}
"""Kind: words of a passage, from and to; how many pairs."""


def pairs_of(kind: str, seed: int = 3) -> list[Pair]:
    """Made-up pairs, the same at each call: about 30 tokens, or about 130."""
    low, high, count = KINDS[kind]
    rng = random.Random(seed)
    return [Pair(maps.sentence(rng, 7, 10), maps.sentence(rng, low, high)) for _ in range(count)]


def _turns(works: dict[str, Callable[[Sequence[Pair]], object]], pairs: list[Pair]) -> Any:
    """Pairs a CPU second of each, measured turn by turn so that noise hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(ROUNDS + 1):
        for name, work in works.items():
            start = time.process_time()
            work(pairs)
            if turn:  # the first is a warm-up
                times[name].append(time.process_time() - start)
    return {name: len(pairs) / statistics.median(spent) for name, spent in times.items()}


def _by_words(model: WordsOnly, pairs: Sequence[Pair]) -> object:
    return model.shares([pair.passage for pair in pairs])


def _float_scorer(folder: Path, target: Path) -> OnnxScorer | None:
    """The same scorer on the float twin; ``None`` without ``onnx``."""
    import hashlib
    import shutil

    from benchmarks.float_network import float_twin

    try:
        float_twin(folder / "stance.onnx", target / "stance.onnx")
    except ImportError:
        return None
    shutil.copy(folder / "tokenizer.json", target)
    about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    about["parts"] = {}
    about["files"]["stance.onnx"] = hashlib.sha256(
        (target / "stance.onnx").read_bytes()
    ).hexdigest()
    (target / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    return OnnxScorer(target)


def measure(folder: Path = WEIGHTS) -> dict[str, Any]:
    """Pairs a second by kind and by scorer, tokens a pair, CPU seconds to load.

    Raises :class:`~argmap.stance.runtime.BrokenModel`.
    """
    from tokenizers import Tokenizer

    os.environ["ARGMAP_THREADS"] = "1"
    loads = []
    for _ in range(ROUNDS):
        start = time.process_time()
        scorer = OnnxScorer(folder)
        loads.append(time.process_time() - start)
    code = (
        "import pathlib; from argmap.stance.onnx_scorer import OnnxScorer; "
        f"OnnxScorer(pathlib.Path({str(folder)!r}))"
    )
    result: dict[str, Any] = {
        "load": statistics.median(loads[1:]),
        "start": process([PYTHON, "-c", code], runs=5)[0],
        "interpreter": process([PYTHON, "-c", "pass"], runs=5)[0],
        "bytes": sum(path.stat().st_size for path in folder.iterdir() if path.is_file()),
        "pairs_per_second": {},
        "tokens": {},
    }
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    with tempfile.TemporaryDirectory() as name:
        twin = _float_scorer(folder, Path(name))
        for kind in KINDS:
            pairs = pairs_of(kind)
            words = WordsOnly().fit([p.passage for p in pairs], [i % 3 for i in range(len(pairs))])
            works: dict[str, Callable[[Sequence[Pair]], object]] = {"int8": scorer.score}
            if twin is not None:
                works["float"] = twin.score
            works["tfidf"] = partial(_by_words, words)
            result["pairs_per_second"][kind] = _turns(works, pairs)
            lengths = [len(tokenizer.encode(p.claim, p.passage).ids) for p in pairs]
            result["tokens"][kind] = statistics.mean(lengths)
        if twin is not None:
            asked = pairs_of("short")
            both = zip(scorer.score(asked), twin.score(asked), strict=True)
            result["same_answers"] = statistics.mean(a.stance == b.stance for a, b in both)
    return result


def main(folder: Path = WEIGHTS) -> int:
    """Print Markdown; the last line is JSON."""
    try:
        found = measure(folder)
    except BrokenModel as error:
        print(error.line, file=sys.stderr)
        return 1
    print("| stance, one core | short pairs/s | comments/s |\n|---|---|---|")
    rates = found["pairs_per_second"]
    names = {"int8": "shipped network, eight bits", "float": "the same network, 32-bit floats",
             "tfidf": "TF-IDF and a linear model, without the claim"}  # fmt: skip
    for key, name in names.items():
        if key in rates["short"]:
            print(f"| {name} | {rates['short'][key]:.0f} | {rates['comment'][key]:.0f} |")
        else:
            print(f"| {name} | needs `pip install onnx` | |")
    if "float" in rates["short"]:
        cells = [f"{rates[kind]['int8'] / rates[kind]['float']:.2f} ×" for kind in KINDS]
        print(f"| eight bits against floats | {cells[0]} | {cells[1]} |")
    tokens = [f"{found['tokens'][kind]:.0f}" for kind in KINDS]
    print(f"| tokens a pair | {tokens[0]} | {tokens[1]} |")
    print(
        f"\nLoading: {found['load']:.2f} s of CPU in a running process, {found['start']:.2f} s "
        f"from the start of one (a bare interpreter: {found['interpreter']:.2f} s)."
    )
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS))
