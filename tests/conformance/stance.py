"""Scores labelled files with the shipped stance model: ``python -m tests.conformance.stance
FILE.jsonl... [--model FOLDER] [--scorer SPEC] [--limit N] [--quick]``, or ``--behaviour``.

A file has a JSON object a line with ``claim``, ``passage`` and ``stance`` (supports, opposes,
neutral). Prints tables and, as the last line, one JSON object with every figure by file name, or
``{"behaviour": {...}}``. Exit status: 0, 1 where lines or files could not be read, 2 for wrong
usage.

* ``macro_f1`` is the mean F1 of those of the three classes that occur in the file
  (``classes_present``); the answer is the likeliest class after calibration.
* ``macro_f1_sides`` looks at rows that take a side only and takes the likelier side as the answer.
* ``edge_precision_at``: of the answers that take a side, the surest 20, 50, 80, 100 per cent: the
  share whose side is right.
* ``text_only``: TF-IDF and logistic regression over the passages alone, five-fold cross-validated
  on the same file (at most 3,000 rows). ``claim_blanked``: the model with no claim.
  ``claim_shuffled``: with another claim of the file; ``neutral`` is how often it then says so,
  ``macro_f1`` what is left of the score on the old labels (at most 1,000 rows each).
* ``ece``: expected calibration error, 15 bins, of the likeliest class; ``ece_raw`` before
  calibration.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from argmap.diagnostics import Refused
from argmap.display import one_line, shorten
from training.labelled import read_rows
from training.measure import Reader, calibration_of, measure, rounded

_SHOWN = 5


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.stance")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--behaviour", action="store_true", help="run the behaviour suite")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="show N that failed")
    parser.add_argument("--model", type=Path, help="folder of other networks than the shipped")
    parser.add_argument("--scorer", default="", help="lexical, or what argmap suggest takes")
    parser.add_argument("--base-url", help="where a model of --scorer openai:MODEL is served")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="the first N rows only")
    parser.add_argument("--whole", action="store_true", help="do not ask the sentences too")
    parser.add_argument("--quick", action="store_true", help="no baselines, blanks and shuffles")
    found = parser.parse_args(argv)
    if not found.files and not found.behaviour:
        parser.error("name a file, or --behaviour")
    if found.limit < 0 or found.failures < 0:
        parser.error("--limit and --failures take a number from 0 on")
    if found.model and found.scorer:
        parser.error("--model and --scorer exclude each other")
    return found


def _reader(options: argparse.Namespace) -> Reader:
    """Raises :class:`Refused`."""
    from argmap.stance.calibration import Calibration

    if options.scorer in ("", "onnx"):
        from argmap.stance.onnx_scorer import OnnxScorer
        from argmap.stance.runtime import WEIGHTS

        folder = options.model or WEIGHTS
        return Reader(OnnxScorer(folder), calibration_of(folder), by_sentence=not options.whole)
    from argmap.stance.choose import choose

    # Scorers of other people come without a calibration, here as in argmap suggest.
    scorer = choose(
        options.scorer,
        options.base_url,
        announce=lambda text: print(one_line(text), file=sys.stderr),
    )
    return Reader(scorer, Calibration.shipped(scorer.id), by_sentence=not options.whole)


def main(argv: list[str]) -> int:
    """The command line."""
    try:
        options = _arguments(argv)
        reader = _reader(options)
    except SystemExit as stop:
        return 2 if stop.code else 0
    except Refused as refused:
        print(refused.line, file=sys.stderr)
        return 2
    result: dict[str, Any] = {}
    problems = 0
    if options.behaviour:
        result["behaviour"] = _behaviour(reader, options.failures)
    for path in options.files:
        try:
            rows, wrong = read_rows(path)
        except OSError as error:
            print(f"{one_line(str(path))}: {error.strerror or error}", file=sys.stderr)
            problems += 1
            continue
        for line in wrong[:_SHOWN]:
            print(f"{one_line(str(path))}:{one_line(line)}; skipped", file=sys.stderr)
        if len(wrong) > _SHOWN:
            print(f"… and {len(wrong) - _SHOWN} more lines like that", file=sys.stderr)
        problems += len(wrong)
        if not rows:
            print(f"{one_line(str(path))}: no labelled pairs in it", file=sys.stderr)
            problems += 1
            continue
        if options.limit:
            rows = rows[: options.limit]
        try:
            figures = measure(rows, reader, probes=not options.quick, progress=_progress)
        except Refused as refused:  # a scorer that fails half way
            print(f"{one_line(str(path))}: {refused.line}", file=sys.stderr)
            problems += 1
            continue
        figures["skipped"] = len(wrong)
        name = path.name if path.name not in result else str(path)
        result[name] = figures
        _table(name, figures)
    print(json.dumps(rounded(result), ensure_ascii=False))
    return 1 if problems else 0


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        end = "\r" if done < of else "\r\033[K"
        print(f"\rscored {done:,} of {of:,}", end=end, file=sys.stderr, flush=True)


def _table(name: str, figures: dict[str, Any]) -> None:
    present = ", ".join(figures["classes_present"])
    print(f"\n{shorten(one_line(name), 60)}: {figures['n']} pairs, {figures['seconds']:.1f} s")
    print(f"  macro-F1                  {_f(figures['macro_f1'])}   mean of {present}")
    print(f"  macro-F1, two sides       {_f(figures['macro_f1_sides'])}   chance is about .500")
    for label, row in figures["per_class"].items():
        print(
            f"  {label:10} precision {_f(row['precision'])}  recall {_f(row['recall'])}"
            f"  F1 {_f(row['f1'])}  {row['n']} in the file, said {figures['said'][label]} times"
        )
    print(f"  calibration error (ECE)   {_f(figures['ece'])}   before calibration "
          f"{_f(figures['ece_raw'])}")  # fmt: skip
    for key, words in (
        ("accuracy_at", "accuracy of the surest"),
        ("edge_precision_at", "right sides of the surest"),
    ):
        cells = "  ".join(f"{share} % {_f(value)}" for share, value in figures[key].items())
        print(f"  {words:25} {cells}")
    if "text_only" not in figures:
        return
    for key, words in (
        ("text_only", "words of the passage only"),
        ("claim_blanked", "no claim"),
        ("claim_shuffled", "another claim"),
    ):
        row = figures[key]
        tail = f"   called neutral {_f(row['neutral'])}" if "neutral" in row else ""
        print(f"  {words:25} {_f(row['macro_f1'])}   two sides {_f(row['macro_f1_sides'])}{tail}")


def _f(value: float | None) -> str:
    """Three decimals, without the zero before the point."""
    if value is None or value != value:
        return " –  "
    return f"{value:.3f}".replace("0.", ".", 1) if value < 1 else "1.00"


def _behaviour(reader: Reader, shown: int) -> dict[str, Any]:
    from tests.stance.behaviour.check import behaviour
    from tests.stance.behaviour.suite import TITLES

    figures, failed = behaviour(reader)
    print(
        f"{'behaviour test':16} {'n':>4}  {'passed':>6}  {'plain':>5}  {'implied':>7}  {'right':>5}"
    )
    for test, row in figures.items():
        print(
            f"{test:16} {row['n']:4}  {_f(row['rate']):>6}  {_f(row['plain']):>5}  "
            f"{_f(row['implied']):>7}  {_f(row['right']):>5}  {TITLES[test]}"
        )
    counts: dict[str, int] = {}
    for item, got in failed:
        counts[item.test] = counts.get(item.test, 0) + 1
        if counts[item.test] > shown:
            continue
        for (claim, passage), gold, shares in zip(item.pairs, item.gold, got, strict=True):
            cells = " ".join(f"{value:.2f}" for value in shares)
            print(f"{item.test}, wanted {gold}, got {cells}: {claim} | {passage}")
    return figures


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
