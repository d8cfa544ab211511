from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from argmap.cli import main
from argmap.model import Stance
from argmap.stance.scores import Score
from argmap.workspace import Workspace, open_map
from tests.stance.fakes import WordScorer

PAGE = """\
# The pier of Oldhaven

The council says yes, the pier must go before the winter.

The harbour master has counted nine boats at the pier.

## Comments

- **Bo Lind**: No pier, no town. Everybody I know wants it kept. My father built it.
  - **Cia**: Yes, tear it down at last, that pier.
- **Dan Roe**: I sold fish on the pier for years.
- **Mallory \x1b[31m**: No, the pier \u202e stays.
"""
MAP = """\
[Tear it down]: The pier should be torn down.

[Boats need it]: Boats need the pier more than the town does.

<A reason>: Wood rots in salt water.
"""


@pytest.fixture
def pier(tmp_path: Path) -> Workspace:
    folder = tmp_path / "pier"
    page = tmp_path / "pier.md"
    page.write_text(PAGE, encoding="utf-8")
    for arguments in (["new", str(folder)], ["add", "-m", str(folder), str(page)]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert not stopped.value.code
    (folder / "map.argdown").write_text(MAP, encoding="utf-8")
    return open_map(folder)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], pier: Workspace, monkeypatch: pytest.MonkeyPatch):
    """Run ``argmap suggest`` in the map's folder: (exit code, output, messages)."""
    monkeypatch.chdir(pier.file.parent)
    capsys.readouterr()

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["suggest", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err and "internal error" not in err, err
        return int(stopped.value.code or 0), out, err

    return call


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> WordScorer:
    """The scorer of the tests in place of the one that would be chosen."""
    scorer = WordScorer("openai:words")
    monkeypatch.setattr("argmap.cli.suggest._scorer", lambda *_: (scorer, False))
    return scorer


def reread(workspace: Workspace) -> Workspace:
    assert workspace.folder is not None
    return open_map(workspace.folder)


def test_both_sides_beside_each_other_and_what_was_left_out(run, words, pier, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    code, out, err = run("--claim", "Tear it down")
    assert code == 0
    heads = next(line for line in out.splitlines() if "Supporting" in line)
    assert "+ Supporting   2" in heads and "│ − Opposing   2" in heads
    assert "very likely, 0.90 · Cia" in out
    assert "likely, 0.78 · Bo Lind" in out
    assert "4 suggestions, 4 new" in out
    assert "2 abstentions: 2 neutral" in out
    assert "Experimental for comments and paragraphs" in out
    assert out.rstrip().endswith("Next: argmap review .")
    assert "[####" not in err  # nobody watches
    monkeypatch.setenv("COLUMNS", "70")
    out = run("--claim", "Tear it down")[1]
    assert "│" not in out and out.index("+ Supporting") < out.index("− Opposing")
    assert "4 suggestions, 0 new" in out
    assert len(reread(pier).suggestions) == 4


def test_nothing_foreign_acts_on_the_terminal(run, words) -> None:
    out = run()[1]
    assert "\x1b" not in out and "\u202e" not in out
    assert "\\x1b[31m" in out or "Mallory" in out


def test_all_claims_but_no_arguments_unless_named(run, words) -> None:
    out = run("--dry-run")[1]
    assert "Claim [Tear it down]" in out and "Claim [Boats need it]" in out
    assert "! the claim is a comparison" in out
    assert "A reason" not in out
    assert "Claim [A reason]" in run("--claim", "A reason", "--dry-run")[1]


def test_as_json(run, words, pier) -> None:
    code, out, _ = run("--json")
    data = json.loads(out)
    assert code == 0
    assert data["scorer"] == {"id": "openai:words", "version": "1"}
    assert [c["title"] for c in data["claims"]] == ["Tear it down", "Boats need it"]
    first = data["claims"][0]
    assert (first["new"], first["abstentions"], first["ranked_by"]) == (
        4,
        {"neutral": 2},
        "relevance",
    )
    one = first["suggestions"][0]
    assert one["suggestion"] and one["new"] and one["state"] == "exact"
    assert set(one["proposal"]) >= {"supports", "opposes", "neutral", "model", "reasons", "blank"}
    assert data["waiting"] == 8 == len(reread(pier).suggestions)


def test_dry_run(run, words, pier) -> None:
    code, out, _ = run("--dry-run")
    assert code == 0 and "nothing was written" in out
    assert not (pier.file.parent / "evidence" / "stance.jsonl").exists()


def test_words_alone(run, pier) -> None:
    code, out, err = run("--scorer", "lexical")
    assert code == 0 and err == ""
    assert "abstention" in out


def test_a_damaged_model_is_said_and_words_go_on(run, pier, monkeypatch) -> None:
    from argmap.stance import choose
    from argmap.stance.runtime import BrokenModel

    def broken(*_args: object, **_more: object) -> None:
        raise BrokenModel("The stance model is damaged: stance.onnx is not what was shipped.")

    run("--scorer", "lexical")
    monkeypatch.setattr(choose, "choose", broken)
    code, out, err = run()
    assert code == 0
    assert "stance.onnx" in err and "words alone" in err
    assert "abstention" in out


def test_a_damaged_encoder_is_said_and_words_go_on(run, words, monkeypatch) -> None:
    from argmap.stance import encoder
    from argmap.stance.runtime import BrokenModel

    def broken(_self: object, *_args: object) -> None:
        raise BrokenModel("The stance model cannot be read: encoder.onnx is missing.")

    monkeypatch.setattr(encoder.Encoder, "__init__", broken)
    code, out, err = run()
    assert code == 0 and "encoder.onnx" in err and "4 suggestions" in out


def test_a_stopped_run(run, pier, monkeypatch) -> None:
    class Stopped(WordScorer):
        def score(self, pairs):
            if any(p.claim.startswith("Boats") for p in pairs):
                raise KeyboardInterrupt
            return super().score(pairs)

    monkeypatch.setattr("argmap.cli.suggest._scorer", lambda *_: (Stopped("openai:x"), False))
    code, out, err = run()
    assert code == 130
    assert "Stopped after 1 of 2 claims" in err
    assert "Claim [Tear it down]" in out
    assert {s.claim for s in reread(pier).suggestions} == {"Tear it down"}
    code, out, _ = run("--json")
    assert code == 130 and len(json.loads(out)["claims"]) == 1


def test_bad_input(run, words, pier, tmp_path) -> None:
    folder = pier.file.parent
    for arguments, code, says in (
        (("--claim", "No such thing at all"), 1, "no claim"),
        (("--source", "nowhere"), 1, "no source"),
        (("--top", "-1"), 2, "--top"),
        (("--min", "1.5"), 2, "--min"),
        (("--engine", "abacus"), 2, "no engine"),
        (("no-such-map",), 1, "no such file"),
    ):
        found, _, err = run(*arguments)
        assert found == code and says in err, (arguments, err)
    single = tmp_path / "one.argdown"
    single.write_text("[A]: B c d.\n")
    code, _, err = run(str(single))
    assert code == 1 and "single Argdown file" in err and "argmap new" in err
    pier.file.write_text("")
    code, _, err = run()
    assert code == 1 and "no claim yet" in err
    pier.file.write_text(MAP)
    shutil.rmtree(folder / "sources")
    code, _, err = run()
    assert code == 1 and "no sources yet" in err and "argmap add" in err


def test_odd_claims(run, words, pier) -> None:
    pier.file.write_text(f"[Pier]: Pier\n\n[Long]: {'The pier is old and wet. ' * 200}\n")
    code, out, _ = run()
    assert code == 0
    assert "left out: it is one word" in out
    assert "only its first" in out


def test_an_odd_map_folder(run, words, pier) -> None:
    folder = pier.file.parent
    path = folder / "evidence" / "stance.jsonl"
    path.write_text('{"id": 3}\n[]\nnot json\n')
    code, out, err = run()
    assert code == 1 and "AM302" in err and "AM301" in err
    assert "8 in all wait" in out
    # A damaged cache is nothing to speak of.
    (folder / ".argmap" / "stance.sqlite3").write_bytes(b"junk" * 1000)
    code, out, err = run("--json")
    assert [c["new"] for c in json.loads(out)["claims"]] == [0, 0]
    # Nor is a place where nothing can be cached.
    shutil.rmtree(folder / ".argmap")
    (folder / ".argmap").write_text("")
    assert "0 new suggestions" in run()[1]


def test_where_nothing_can_be_written_it_says_so_before_working(run, words, pier) -> None:
    evidence = pier.file.parent / "evidence"
    shutil.rmtree(evidence, ignore_errors=True)
    evidence.write_text("in the way")
    code, _, err = run()
    assert code == 1 and "cannot write" in err
    assert words.asked == []
    assert run("--dry-run")[0] in (0, 1)  # the evidence folder is broken, the sources are not


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder(run, words, pier) -> None:
    pier.file.parent.chmod(0o555)
    (pier.file.parent / "evidence").chmod(0o555)
    code, _, err = run()
    assert code == 1 and "cannot write" in err
    assert run("--dry-run")[0] == 0


def test_other_languages_are_left_alone(run, pier, monkeypatch) -> None:
    class Shipped(WordScorer):
        def __init__(self) -> None:
            super().__init__("argmap-stance")

    scorer = Shipped()
    monkeypatch.setattr("argmap.cli.suggest._scorer", lambda *_: (scorer, False))
    pier.file.write_text(MAP + "\n[Die Brücke]: Die alte Brücke über den Fluss soll bleiben.\n")
    code, out, _ = run()
    assert code == 0 and "left out: it is not in English" in out
    assert not any("Brücke" in p.claim for p in scorer.asked)


def test_a_megabyte_in_a_comment(run, words, pier, tmp_path, capsys) -> None:
    page = tmp_path / "long.md"
    page.write_text(
        "# T\n\nWords here, they say.\n\n## Comments\n\n- **Lo**: " + "The pier yes. " * 70_000
    )
    with pytest.raises(SystemExit):
        main(["add", str(page)])
    capsys.readouterr()
    code, out, _ = run("--claim", "Tear it down", "--json")
    assert code == 0
    assert len(json.loads(out)["claims"][0]["suggestions"]) >= 4
    assert max(len(p.passage) for p in words.asked) <= 1000


def test_the_calibration_is_fitted_to_what_people_decided(pier) -> None:
    from argmap.stance.calibration import ENOUGH
    from argmap.stance.suggest import calibration_for
    from tests.stance.fakes import suggest

    class Sure(WordScorer):
        def _one(self, passage: str) -> Score:
            return Score(0.9, 0.05, 0.05)

    scorer = Sure("openai:words")
    assert calibration_for(pier, scorer).decisions == 0
    pier.file.write_text("".join(f"[C{n}]: Claim number {n} is right.\n\n" for n in range(ENOUGH)))
    pier = reread(pier)
    suggest(pier, scorer, top=1)
    for number, suggestion in enumerate(list(pier.suggestions)):
        if number % 4:
            pier.reject(suggestion, "ada")
        else:
            pier.accept(suggestion, "ada", Stance.SUPPORTS)
    fitted = calibration_for(pier, scorer)
    assert fitted.decisions == ENOUGH
    assert fitted.apply(Score(0.9, 0.05, 0.05)).supports < 0.9
    # Another version of the scorer begins anew.
    assert calibration_for(pier, Sure("openai:words", "2")).decisions == 0
