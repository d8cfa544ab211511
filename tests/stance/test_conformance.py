"""The scorer of labelled files: its last line, and files that are not as they should be."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from argmap.stance.calibration import Calibration
from argmap.stance.lexical import LexicalScorer
from argmap.stance.scores import Pair, Score
from tests.conformance.stance import main
from training.labelled import read_rows
from training.measure import Reader, measure, rounded
from training.wordsonly import WordsOnly, cross_validated

CLAIM = "The ferry should run at night"
ROWS = [
    (CLAIM, "I agree, the ferry should run at night.", "supports"),
    (CLAIM, "Exactly, the night ferry is needed, let it run.", "supports"),
    (CLAIM, "The ferry should not run at night.", "opposes"),
    (CLAIM, "It is wrong and useless to run the ferry at night.", "opposes"),
    (CLAIM, "My aunt sells marmalade.", "neutral"),
    ("The market should move", "It rained in March.", "neutral"),
]


def _file(folder: Path, rows: list[tuple[str, str, str]], name: str = "ferry.jsonl") -> Path:
    path = folder / name
    lines = [json.dumps({"claim": c, "passage": p, "stance": s}) for c, p, s in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict, str]:
    code = main([*arguments, "--scorer", "lexical"])
    out = capsys.readouterr()
    return code, json.loads(out.out.splitlines()[-1]), out.err


def test_the_last_line_has_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, err = _run(capsys, str(_file(tmp_path, ROWS)))
    figures = found["ferry.jsonl"]
    assert (code, err) == (0, "")
    assert {
        *("n", "macro_f1", "macro_f1_sides", "recall_opposes", "per_class", "ece", "accuracy"),
        *("accuracy_at", "edge_precision_at", "text_only", "claim_blanked", "claim_shuffled"),
        *("classes_present", "seconds", "skipped"),
    } <= set(figures)
    assert figures["n"] == 6
    assert set(figures["accuracy_at"]) == {"20", "50", "80", "100"}
    # This scorer goes by words that anybody can count.
    assert figures["macro_f1_sides"] == 1.0
    assert figures["claim_shuffled"]["neutral"] == 1.0


def test_classes_that_are_missing_are_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(_file(tmp_path, ROWS[:4])), "--scorer", "lexical"])
    out = capsys.readouterr().out
    assert "mean of supports, opposes\n" in out
    figures = json.loads(out.splitlines()[-1])["ferry.jsonl"]
    assert figures["classes_present"] == ["supports", "opposes"]
    assert set(figures["per_class"]) == {"supports", "opposes"}
    neutral = _file(tmp_path, ROWS[4:], "quiet.jsonl")
    figures = _run(capsys, str(neutral))[1]["quiet.jsonl"]
    assert figures["macro_f1"] == 1.0
    assert figures["macro_f1_sides"] is None
    assert figures["recall_opposes"] is None


BAD = {
    b"{": "not JSON",
    b"[1]": "not a JSON object",
    b'{"claim": "a b", "passage": "c"}': "“stance” is missing",
    b'{"claim": "a b", "passage": 3, "stance": "neutral"}': "“passage” is missing or not a text",
    b'{"claim": " ", "passage": "c", "stance": "neutral"}': "“claim” is empty",
    b'{"claim": "a b", "passage": "c", "stance": "\x1b[31mpro"}': "not",
    b'{"claim": "a b", "passage": "c", "stance": "maybe"}': "“maybe”, not supports",
    b'{"claim": "caf\xe9", "passage": "c", "stance": "neutral"}': "not UTF-8",
    b"[" * 100_000: "too deep",
    b'{"claim": ' + b"9" * 5000 + b"}": "too large",
}


@pytest.mark.parametrize("line", BAD, ids=lambda b: b[:24].decode("latin-1"))
def test_a_bad_line_is_told_and_the_others_are_scored(
    line: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, ROWS)
    path.write_bytes(line + b"\n" + path.read_bytes())
    code, found, err = _run(capsys, str(path), "--quick")
    assert code == 1
    assert f"{path}:1: " in err
    assert BAD[line] in err
    assert "\x1b" not in err
    assert (found["ferry.jsonl"]["n"], found["ferry.jsonl"]["skipped"]) == (6, 1)


def test_missing_and_empty_files_do_not_hide_the_good_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\xef\xbb\xbf\n\n")
    good = _file(tmp_path, ROWS)
    code, found, err = _run(
        capsys, str(tmp_path / "none.jsonl"), str(empty), str(tmp_path), str(good), "--quick"
    )
    assert code == 1
    assert list(found) == ["ferry.jsonl"]
    assert "No such file" in err
    assert "no labelled pairs" in err


def test_files_of_one_name_stay_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b").mkdir()
    one, two = _file(tmp_path, ROWS), _file(tmp_path / "b", ROWS[:2])
    found = _run(capsys, str(one), str(two), "--quick")[1]
    assert {name: f["n"] for name, f in found.items()} == {"ferry.jsonl": 6, str(two): 2}


def test_byte_order_mark_line_ends_and_odd_spellings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    line = '{"claim": "a b", "passage": "", "stance": " Supports "}\r\n'
    path.write_bytes(("\ufeff" + line * 2).encode())
    rows, wrong = read_rows(path)
    assert (len(rows), wrong) == (2, [])
    assert rows[0].label == 0


@pytest.mark.parametrize(
    "arguments",
    [[], ["--limit", "x", "f"], ["--limit", "-1", "f"], ["--what"], ["f", "--model", "nowhere"]],
)
def test_wrong_usage_is_status_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out = capsys.readouterr()
    assert out.err.strip()
    assert "Traceback" not in out.err


class _Counts:
    """Supports as much of the text as is ``yes``; keeps what it was asked."""

    id, version, window = "counts", "1", 200

    def __init__(self) -> None:
        self.asked: list[Pair] = []

    def score(self, pairs: list[Pair]) -> list[Score]:
        self.asked += pairs
        out = []
        for pair in pairs:
            words = pair.passage.casefold().split()
            share = sum(w.startswith("yes") for w in words) / max(1, len(words))
            out.append(Score(0.1 + 0.8 * share, 0.1, 0.8 - 0.8 * share))
        return out


def test_nothing_is_asked_about_an_empty_passage_and_it_is_neutral() -> None:
    scorer = _Counts()
    [score] = Reader(scorer, Calibration()).raw([Pair("a b", " \n… ")])
    assert scorer.asked == []
    assert score.neutral == 1.0


def test_a_huge_passage_is_read_in_windows_and_the_surest_speaks() -> None:
    scorer = _Counts()
    passage = "It rained on the quay all day. " * 3000 + "Yes yes yes. " + "The sun came. " * 2000
    [score] = Reader(scorer, Calibration()).raw([Pair("a b", passage)])
    assert max(len(pair.passage) for pair in scorer.asked) <= scorer.window
    assert score.stance is not None
    assert len(set(scorer.asked)) == len(scorer.asked)


def test_calibration_is_applied() -> None:
    reader = Reader(_Counts(), Calibration(bias=(5.0, 0.0, 0.0)))
    shares = reader.shares(reader.raw([Pair("a b", "It rained.")]))
    assert shares[0, 0] > 0.9


def test_probes_and_voices_are_measured(tmp_path: Path) -> None:
    rows = read_rows(_file(tmp_path, ROWS))[0]
    voiced = [replace(row, voice="plain" if i % 2 else "irony") for i, row in enumerate(rows)]
    found = rounded(measure(voiced, Reader(LexicalScorer(), Calibration()), curves=True))
    assert found["by_voice"]["irony"]["n"] == 3
    assert sum(n for _, _, n in found["curves"]["calibrated"]) == 6
    assert found["claim_blanked"]["n"] == 6
    json.dumps(found, allow_nan=False)


def test_words_alone_find_what_words_give_away_and_no_more() -> None:
    tell = [f"{'hurrah' if i % 2 else 'alas'} the ferry number {i}" for i in range(60)]
    labels = [i % 2 for i in range(60)]
    said = cross_validated(tell, labels).argmax(axis=1)
    assert (said == labels).all()
    rng = np.random.default_rng(0)
    noise = [" ".join(rng.choice(list("abcdefghij"), 6)) for _ in range(200)]
    right = (
        cross_validated(noise, [i % 2 for i in range(200)]).argmax(axis=1) == np.arange(200) % 2
    ).mean()
    assert 0.3 < right < 0.7


def test_words_only_never_sees_the_text_it_answers_for() -> None:
    texts = ["ferry yes"] * 10 + ["harbour no"] * 10  # two texts: nothing to learn from
    assert np.allclose(cross_validated(texts, [0] * 10 + [1] * 10), 1 / 3)


def test_words_only_weighs_rare_classes_evenly_and_takes_unknown_words() -> None:
    model = WordsOnly().fit(["red boat"] * 50 + ["blue boat"] * 5, [0] * 50 + [1] * 5)
    shares = model.shares(["blue", "red", "", "zebra"])
    assert shares[:2].argmax(axis=1).tolist() == [1, 0]
    assert np.allclose(shares.sum(axis=1), 1)
    assert not math.isnan(float(shares.sum()))
