"""The model card says what was measured, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from argmap.stance.calibration import Calibration
from argmap.stance.lexical import LexicalScorer
from tests.stance.behaviour.check import behaviour
from training import card as model_card
from training.evaluate import sets_of
from training.labelled import Example
from training.measure import Reader, measure, rounded

ROWS = [
    Example("The ferry should run", f"{words} The ferry should run, trip {i}.", gold)
    for i in range(12)
    for words, gold in (("I agree.", 0), ("No, it is wrong.", 1), ("Marmalade.", 2))
]


@pytest.fixture(scope="module")
def card() -> dict:
    reader = Reader(LexicalScorer(), Calibration())
    figures = measure(ROWS, reader, intervals=True, curves=True)
    other = {"macro_f1": 0.1234, "macro_f1_sides": 0.2345}
    entry = {**figures, "seeds": [other, other | {"macro_f1": 0.1}]}
    tests = behaviour(reader)[0]
    for row in tests.values():
        row["seeds"] = [0.111, 0.222]
    made = {
        "model": {
            "id": "argmap-stance",
            "version": "7",
            "calibration": {"temperature": 1.5, "bias": [0.1, -0.2, 0.0], "threshold": 0.55,
                            "experimental": ["comment"]},
        },
        "files": {"stance.onnx": {"sha256": "ab" * 32, "bytes": 11_684_415}},
        "data": [{"file": "x.jsonl", "terms": "own words", "rows": 4321, "sha256": "cd" * 32}],
        "average": False,
        "sets": {
            "vast_dev": {"title": "comments", "kind": "development", **entry},
            "own_test": {"title": "own", "kind": "own test", **entry, "by_voice": {
                "irony": {"n": 5, "accuracy": 0.987, "macro_f1_sides": None}}},
        },
        "behaviour": tests,
        "training": {"minutes": 97, "seeds": "1, 2, 3"},
        "speed": {
            "load": 0.123, "start": 0.456, "interpreter": 0.02, "bytes": 1,
            "pairs_per_second": {"short": {"int8": 651.0, "float": 300.0},
                                 "comment": {"int8": 89.0, "float": 45.0}},
            "tokens": {"short": 26.2, "comment": 120.6},
        },
    }  # fmt: skip
    found: dict = rounded(made)
    return found


def test_the_page_has_every_figure(card: dict) -> None:
    page = model_card.page(card)
    entry = card["sets"]["own_test"]
    for value in (entry["macro_f1"], entry["ece"], entry["text_only"]["macro_f1_sides"]):
        assert f"| {model_card.figure(value)} |" in page
    for row in card["behaviour"].values():
        assert f"**{model_card.figure(row['rate'])}**" in page
    for text in ("4,321", "ab" * 32, "cd" * 32, "11.7 MB", ".987"[:3], "minutes: 97", "651"):
        assert text in page
    assert "temperature 1.50, biases .10, -.20, .00" in page
    assert "a gate was missed: readers' comments." in page


def test_gates_are_judged_as_they_are_shown(card: dict) -> None:
    near = json.loads(json.dumps(card))
    near["sets"]["own_test"]["macro_f1"] = 0.7196
    assert "| **.720** | reached |" in model_card.page(near)
    near["sets"]["own_test"]["macro_f1"] = 0.7194
    assert "| **.719** | missed |" in model_card.page(near)
    near["sets"]["vast_dev"]["ece"] = 0.049  # less is better
    assert "| **.049** | aim reached |" in model_card.page(near)
    page = model_card.page(card)
    assert "| **651** | reached |" in page
    assert "| **89** | missed on this machine |" in page


def test_the_spread_is_that_of_the_trainings(card: dict) -> None:
    shipped = card["sets"]["own_test"]["macro_f1"]
    assert f"| .10–{model_card.figure(shipped)} |" in model_card.page(card)
    assert "| .10–.12 |" in model_card.page(card | {"average": True})


def test_tables_are_whole(card: dict) -> None:
    page = model_card.page(card)
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        widths = {line.count("|") for line in block.splitlines()}
        assert len(widths) == 1, block
    assert "None" not in page
    assert "nan" not in page


def test_it_tells_what_the_licences_ask_for(card: dict) -> None:
    page = model_card.page(card)
    for name in ("all-MiniLM-L6-v2", "Perspectrum", "ArgKP-21", "IBM Debater Claim Stance",
                 "MultiNLI", "SNLI", "CC BY-SA 4.0", "CDLA-Sharing", "Apache"):  # fmt: skip
        assert name in page


def test_pictures_are_whole_and_named_on_the_page(card: dict) -> None:
    page, drawn = model_card.page(card), model_card.pictures(card)
    assert len(drawn) == 2
    for name, svg in drawn.items():
        ElementTree.fromstring(svg)
        assert f"](images/{name})" in page


@pytest.mark.skipif(not model_card.MEASURED.exists(), reason="no model has been measured yet")
def test_the_published_page_is_what_was_measured() -> None:
    for path, text in model_card.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: make docs"


@pytest.mark.skipif(not model_card.MEASURED.exists(), reason="no model has been measured yet")
def test_what_was_measured_is_what_is_shipped() -> None:
    from argmap.stance.runtime import manifest

    measured = json.loads(model_card.MEASURED.read_text(encoding="utf-8"))
    shipped = manifest()
    assert measured["model"]["version"] == shipped["version"]
    assert {n: f["sha256"] for n, f in measured["files"].items()} == shipped["files"]
    assert measured["model"]["calibration"] == shipped["calibration"]


def test_sets_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert sets_of(tmp_path, tmp_path, []) == {}
    line = json.dumps({"claim": "a b", "passage": "c", "stance": "supports", "split": "test"})
    (tmp_path / "test.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "else.jsonl").write_text(line, encoding="utf-8")
    found = sets_of(tmp_path, tmp_path, [tmp_path / "else.jsonl"])
    assert {name: kind for name, (_, kind, _) in found.items()} == {
        "own_test": "own test",
        "else": "other",
    }
