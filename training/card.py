"""Writes ``docs/model-card.md`` and its pictures: ``python -m training.card``.

Every figure on the page comes from ``argmap/stance/weights/card.json`` (``python -m
training.evaluate``); a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from training import card_words
from training.curves import Curve, reliability_svg, risk_coverage_svg

__all__ = ["MEASURED", "page", "pages", "pictures"]

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "argmap" / "stance" / "weights" / "card.json"
_PAGE = ROOT / "docs" / "model-card.md"
_IMAGES = ROOT / "docs" / "images"
_SHARES = ("20", "50", "80", "100")

_ENOUGH = 0.85
"""Share of a behaviour test's items from which a model may be said to manage it."""

Card = dict[str, Any]

# What, where it is measured, figure, baseline, at least, aim; the last: whether less is better.
_GOALS: tuple[tuple[str, str, str, str, float, float, bool], ...] = (
    ("VAST (comments), two sides", "vast_dev", "macro_f1_sides", ".50–.54", 0.62, 0.72, False),
    ("VAST, three classes", "vast_dev", "macro_f1", ".46", 0.55, 0.66, False),
    ("own frozen test, three classes", "own_test", "macro_f1", "", 0.72, 0.85, False),
    ("Perspectrum, two sides", "perspectrum", "macro_f1_sides", ".75", 0.77, 0.80, False),
    ("ArgKP-21, two sides", "argkp", "macro_f1_sides", ".88", 0.89, 0.92, False),
    ("IBM claim stance, two sides", "ibm_claim_stance", "macro_f1_sides", ".67", 0.69, 0.75, False),
    ("IAM (articles), two sides", "iam_dev", "macro_f1_sides", ".75", 0.77, 0.82, False),
    ("VAST, calibration error", "vast_dev", "ece", ".28", 0.10, 0.05, True),
    ("VAST, surest fifth right", "vast_dev", "edge_precision_at.20", ".54", 0.70, 0.85, False),
    ("behaviour: negation", "behaviour", "negation.rate", ".71", 0.85, 0.95, False),
    ("behaviour: comparison", "behaviour", "comparison.rate", ".69", 0.85, 0.95, False),
    ("behaviour: irony", "behaviour", "irony.rate", ".61", 0.85, 0.95, False),
    ("behaviour: concession", "behaviour", "concession.rate", ".50", 0.85, 0.95, False),
    ("behaviour: quoted opponent", "behaviour", "quoted opponent.rate", ".48", 0.85, 0.95, False),
    ("behaviour: mention without a side", "behaviour", "mention.rate", ".39", 0.85, 0.95, False),
)  # fmt: skip


def figure(value: float | None, digits: int = 2) -> str:
    """``.71``; a dash where nothing could be measured."""
    if value is None:
        return "–"
    return f"{value:.{digits}f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.{digits}f}"


def _at(entry: Any, path: str) -> Any:
    for key in path.split("."):
        entry = entry.get(key) if isinstance(entry, dict) else None
    return entry


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        "|" + "---|" * len(head),
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _all(card: Card, entry: dict[str, Any], path: str) -> list[float]:
    """The figure in each training: the shipped one's, unless that is a mean, and the others'."""
    found = [] if card.get("average") else [_at(entry, path)]
    found += [_at(seed, path) for seed in entry.get("seeds", ())]
    return [value for value in found if value is not None]


def _range(values: Sequence[float]) -> str:
    if len(values) < 2:
        return "–"
    low, high = figure(min(values)), figure(max(values))
    return low if low == high else f"{low}–{high}"


def _goals(card: Card) -> list[str]:
    rows = []
    for what, name, path, baseline, least, aim, less in _GOALS:
        entry = card.get("behaviour", {}) if name == "behaviour" else card["sets"].get(name)
        value = _at(entry, path)
        if value is None:
            continue
        value, sign = round(value, 3), -1 if less else 1
        state = "missed" if sign * value < sign * least else "reached"
        state = "aim reached" if sign * value >= sign * aim else state
        rows.append([what, baseline, figure(least), figure(aim), f"**{figure(value, 3)}**", state])
    for kind, pairs, before, slowest, fastest in (
        ("short", "short pairs a second, one core", 640, 600, 2000),
        ("comment", "comment-length pairs a second, one core", 96, 90, 300),
    ):
        rate = _at(card, f"speed.pairs_per_second.{kind}.int8")
        if rate is not None:
            state = "missed on this machine" if rate < slowest else "reached"
            state = "aim reached" if rate >= fastest else state
            cells = [f"{before}", f"{slowest}", f"{fastest:,}", f"**{rate:,.0f}**"]
            rows.append([pairs, *cells, state])
    return _table(["what", "baseline", "at least", "aim", "measured", ""], rows)


def _weak(card: Card) -> list[str]:
    """The behaviour tests that fail most, in words."""
    tests = card.get("behaviour", {})
    weak = sorted((row["rate"], test) for test, row in tests.items() if row["rate"] < _ENOUGH)
    if not weak:
        return []
    names = ", ".join(f"{test} ({figure(rate)})" for rate, test in weak)
    return [f"- **Weak at**, by the behaviour tests below: {names}."]


def _accuracy(card: Card) -> list[str]:
    head = ["set", "pairs", "three classes", "95 %", "trainings", "two sides", "95 %",
            "trainings", "recall of *opposes*"]  # fmt: skip
    rows = []
    for entry in card["sets"].values():
        row = [entry["title"], f"{entry['n']:,}"]
        three = len(entry["classes_present"]) == 3
        for key in ("macro_f1", "macro_f1_sides"):
            if key == "macro_f1" and not three:
                row += ["–", "–", "–"]  # the two-sided figure says it
                continue
            low, high = entry["interval"][key]
            row += [figure(entry[key]), f"{figure(low)}–{figure(high)}"]
            row.append(_range(_all(card, entry, key)))
        rows.append([*row, figure(entry["recall_opposes"])])
    return _table(head, rows)


def _classes(card: Card) -> list[str]:
    rows = []
    for entry in card["sets"].values():
        for name, f in entry["per_class"].items():
            cells = [figure(f[key]) for key in ("precision", "recall", "f1")]
            rows.append([entry["title"], name, *cells, str(f["n"]), str(entry["said"][name])])
    return _table(["set", "class", "precision", "recall", "F1", "in the set", "said"], rows)


def _sureness(card: Card) -> list[str]:
    head = ["set", "ECE raw", "ECE calibrated", "ECE cross-fitted"]
    head += [f"accuracy {share} %" for share in _SHARES]
    head += [f"right sides {share} %" for share in _SHARES]
    rows = []
    for entry in card["sets"].values():
        row = [entry["title"], figure(entry["ece_raw"]), figure(entry["ece"])]
        row.append(figure(_at(entry, "cross_fitted.ece")))
        for key in ("accuracy_at", "edge_precision_at"):
            row += [figure(entry[key][share]) for share in _SHARES]
        rows.append(row)
    return _table(head, rows)


def _alarms(card: Card) -> list[str]:
    head = ["set", "model", "words only", "no claim", "another claim", "then called neutral"]
    rows = []
    for entry in card["sets"].values():
        key = "macro_f1_sides"
        cells = [entry[key], *(entry[p][key] for p in ("text_only", "claim_blanked"))]
        cells += [entry["claim_shuffled"][key], entry["claim_shuffled"]["neutral"]]
        rows.append([entry["title"], *map(figure, cells)])
    return _table(head, rows)


def _behaviour(card: Card) -> list[str]:
    rows = []
    for test, row in card.get("behaviour", {}).items():
        values = [] if card.get("average") else [row["rate"]]
        rows.append(
            [test, card_words.TESTS.get(test, ""), str(row["n"]), f"**{figure(row['rate'])}**",
             _range([*values, *row.get("seeds", ())]), figure(row["plain"]), figure(row["implied"]),
             figure(row["right"])]
        )  # fmt: skip
    head = ["test", "what is tried", "items", "passed", "trainings", "plain", "implied",
            "right"]  # fmt: skip
    return _table(head, rows)


def _voices(card: Card) -> list[str]:
    voices = _at(card["sets"], "own_test.by_voice")
    if not voices:
        return []
    rows = [
        [voice, str(row["n"]), figure(row["accuracy"]), figure(row["macro_f1_sides"])]
        for voice, row in voices.items()
    ]
    head = ["voice", "pairs", "accuracy, three classes", "macro-F1, two sides"]
    return ["### By the manner of the passage (own frozen test)", "", *_table(head, rows)]


def _speed(card: Card) -> list[str]:
    speed = card.get("speed")
    if not speed:
        return []
    rates = speed["pairs_per_second"]
    rows = []
    for key, name in card_words.PEERS.items():
        if key in rates["short"]:
            rows.append([name, f"{rates['short'][key]:,.0f}", f"{rates['comment'][key]:,.0f}"])
    if "float" in rates["short"]:
        ratio = [f"{rates[kind]['int8'] / rates[kind]['float']:.2f} ×" for kind in rates]
        rows.append(["eight bits against floats, same run", *ratio])
    tokens = speed["tokens"]
    head = ["one core, CPU time", f"short pairs a second (≈ {tokens['short']:.0f} tokens)",
            f"comments a second (≈ {tokens['comment']:.0f} tokens)"]  # fmt: skip
    return [
        "## Speed and size",
        "",
        *_table(head, rows),
        f"Loading takes {speed['load']:.2f} s of CPU in a running process, {speed['start']:.2f} s "
        "from the start of one. Measure your own machine with `python -m benchmarks.stance`.",
        "",
    ]


def _files(card: Card) -> list[str]:
    rows = [
        [f"`{name}`", f"{what['bytes'] / 1e6:.1f} MB", f"`{what['sha256']}`"]
        for name, what in card["files"].items()
    ]
    total = sum(what["bytes"] for what in card["files"].values()) / 1e6
    return [*_table(["file", "size", "SHA-256"], rows), f"Together {total:.1f} MB.", ""]


def _data(card: Card) -> list[str]:
    rows = [
        [f"`{d['file']}`", d["terms"], f"{d['rows']:,}", f"`{d['sha256']}`"] for d in card["data"]
    ]
    return _table(["file", "what it is, terms", "pairs", "SHA-256"], rows)


def _training(card: Card) -> list[str]:
    notes = card.get("training", {})
    return [*(f"- {key.replace('_', ' ')}: {value}" for key, value in notes.items()), ""]


def page(card: Card) -> str:
    """The model card as Markdown."""
    model = card["model"]
    calibration = model.get("calibration", {})
    kinds = [card_words.KINDS.get(k, k) for k in calibration.get("experimental", ())]
    shown = " and ".join(kinds) if kinds else "nothing"
    parts = [
        f"# Model card: {model['id']} {model['version']}",
        "",
        "<!-- written by python -m training.card from argmap/stance/weights/card.json -->",
        "",
        *card_words.INTRODUCTION,
        f"Marked *experimental* in everything argmap shows, because a gate was missed: {shown}.",
        "",
        "## What it must reach, and what it reaches",
        "",
        *card_words.GOALS,
        *_goals(card),
        *card_words.USES,
        *_weak(card),
        *card_words.LIMITS,
        "## Accuracy",
        "",
        *card_words.ACCURACY,
        *_accuracy(card),
        "### By class",
        "",
        *_classes(card),
        *_voices(card),
        "## How sure it may be believed",
        "",
        *card_words.SURENESS,
    ]
    if calibration:
        bias = ", ".join(figure(b) for b in calibration["bias"])
        parts += [
            f"Shipped: temperature {calibration['temperature']:.2f}, biases {bias} (supports, "
            f"opposes, neutral); nothing is suggested below {figure(calibration['threshold'])}.",
            "",
        ]
    parts += [
        *_sureness(card),
        *(f"![{words}](images/{name})\n" for name, (words, _) in _drawn(card).items()),
        "## What words alone give away",
        "",
        *card_words.ALARMS,
        *_alarms(card),
        "## Behaviour tests",
        "",
        *card_words.BEHAVIOUR,
        *_behaviour(card),
        *_speed(card),
        "## What it is made of",
        "",
        *_files(card),
        *card_words.DATA,
        *_data(card),
        *_training(card),
        *card_words.LICENCE,
        *card_words.ETHICS,
        *card_words.REPEAT,
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _drawn(card: Card) -> dict[str, tuple[str, Callable[[], str]]]:
    """File name → words for it, and what draws it."""
    found: dict[str, tuple[str, Callable[[], str]]] = {}
    vast = _at(card["sets"], "vast_dev.curves")
    if vast:
        found["stance-reliability.svg"] = (
            "Reliability diagram: confidence against the share of right answers",
            lambda: _reliability(card["sets"]["vast_dev"]),
        )
    if any(_at(entry, "curves.risk") for entry in card["sets"].values()):
        found["stance-risk-coverage.svg"] = (
            "Risk against coverage: the share of wrong sides among the surest suggestions",
            lambda: _risk(card),
        )
    return found


def _reliability(entry: Card) -> str:
    def curve(label: str, bins: Sequence[Sequence[float]]) -> Curve:
        points = tuple((confidence, right) for confidence, right, _ in bins)
        return Curve(label, points, tuple(n / entry["n"] for _, _, n in bins))

    note = (
        f"{entry['title']}, {entry['n']:,} pairs. Calibration error {figure(entry['ece_raw'])} "
        f"before, {figure(entry['ece'])} after calibration."
    )
    drawn = [
        curve("as argmap shows it, calibrated", entry["curves"]["calibrated"]),
        curve("as the network says it", entry["curves"]["raw"]),
    ]
    return reliability_svg("How sure it is, and how often right", note, drawn)


def _risk(card: Card) -> str:
    drawn = [
        Curve(
            card_words.SHORT.get(name, entry["title"]), tuple(map(tuple, entry["curves"]["risk"]))
        )
        for name, entry in card["sets"].items()
        if name in card_words.SHORT and _at(entry, "curves.risk")
    ]
    note = "The surer a suggestion, the less often its side should be wrong. By kind of text."
    return risk_coverage_svg("How many suggestions are wrong", note, drawn)


def pictures(card: Card) -> dict[str, str]:
    """File name → SVG."""
    return {name: draw() for name, (_, draw) in _drawn(card).items()}


def pages(measured: Path = MEASURED) -> dict[Path, str]:
    """Each file with the text it should have; none where nothing was measured yet."""
    if not measured.exists():
        return {}
    card = json.loads(measured.read_text(encoding="utf-8"))
    return {_PAGE: page(card)} | {_IMAGES / name: svg for name, svg in pictures(card).items()}


def main() -> None:
    """Write them."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
