"""Floors on the labelled pages, read in place where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conformance import sources as conformance

DEV = Path(__file__).parents[2].parent / "shared" / "sources" / "dev"


@pytest.mark.skipif(not DEV.is_dir(), reason="no labelled pages beside this project")
def test_labelled_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main([str(DEV)]) == 0
    rates = json.loads(capsys.readouterr().out.splitlines()[-1])
    for layout, f1, author, reply in [
        ("resi_main", 0.95, 0.97, 0.93),
        ("resi_full", 0.95, 0.97, 0.93),
        ("inscriptis", 0.93, 0.97, 0.93),
    ]:
        assert rates[layout]["f1"] >= f1
        assert rates[layout]["author"] >= author
        assert rates[layout]["reply"] >= reply


def test_the_score_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The lamp\n\nIt burns.\n\n2 Comments\n\n  • Ann Lee says:\n\n    Put it out.\n"
    start = text.index("Put")
    (tmp_path / "x__a.txt").write_text(text, encoding="utf-8")
    label = {
        "layout": "x",
        "title": "The lamp",
        "comments": [
            {"i": 0, "author": "Ann Lee", "span": [start, start + 11], "reply_to": None},
            {"i": 1, "author": "Bo Chan", "span": [0, 8], "reply_to": 0},
        ],
    }
    (tmp_path / "x__a.json").write_text(json.dumps(label), encoding="utf-8")
    assert conformance.main([str(tmp_path)]) == 0
    rates = json.loads(capsys.readouterr().out.splitlines()[-1])["x"]
    assert (rates["recall"], rates["author"], rates["title"]) == (0.5, 1.0, 1.0)
    assert conformance.main([]) == 2
