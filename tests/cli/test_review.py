from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from argmap.cli import main
from argmap.cli.reviewing import Review, card, converse
from argmap.model import Stance
from argmap.stance.queue import review_order
from argmap.workspace import Workspace, open_map
from tests.workspace.test_suggestions import propose

ROOT = Path(__file__).parents[2]
WORDS = (
    ("never seen ten people", Stance.SUPPORTS),
    ("Charge more for the ticket", Stance.SUPPORTS),
    ("my child in January", Stance.OPPOSES),
)


@pytest.fixture
def proposed(boat: Workspace) -> Workspace:
    for words, stance in WORDS:
        propose(boat, words, stance=stance)
    assert boat.folder is not None
    return open_map(boat.folder)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], proposed: Workspace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(proposed.file.parent)
    monkeypatch.setenv("ARGMAP_AS", "cleo")

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["review", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(stopped.value.code or 0), out, err

    return call


def ids(workspace: Workspace) -> list[str]:
    return [s.id.removeprefix("urn:uuid:") for s in workspace.suggestions]


def reread(workspace: Workspace) -> Workspace:
    assert workspace.folder is not None
    return open_map(workspace.folder)


def test_without_a_terminal_the_list_in_turns(run) -> None:
    code, out, _ = run()
    assert code == 0
    signs = [line[0] for line in out.splitlines() if line[:2] in ("+ ", "− ")]
    assert signs == ["+", "−", "+"]
    assert "Claim [It is empty]" in out
    assert "rather likely, 0.70 · Bo Lind" in out
    assert "! a question" in out
    assert "3 suggestions to answer" in out


def test_as_json(run) -> None:
    data = json.loads(run("--list", "--json")[1])
    assert [d["stance"] for d in data] == ["supports", "opposes", "supports"]
    assert data[0]["proposal"]["experimental"] is True
    assert data[0]["suggestion"] is True


def test_by_id(run, proposed) -> None:
    one, two, three = ids(proposed)
    code, out, err = run("--accept", one[:8], "--reject", two, "--flip", f"urn:uuid:{three}")
    assert code == 0
    assert "Accepted: + [It is empty]" in out
    found = reread(proposed)
    assert found.suggestions == []
    answers = {d.suggestion.id[9:]: d.stance for d in found.decisions()}
    assert answers == {one: Stance.SUPPORTS, two: None, three: Stance.SUPPORTS}
    assert {d.annotator for d in found.decisions()} == {"cleo"}
    code, _, err = run("--accept", one[:8])
    assert code == 1
    assert "cleo has accepted this suggestion already" in err
    code, out, err = run("--undo", one[:8], "--undo", two[:8])
    assert code == 0 and "Taken back" in out and "2 suggestions still to answer" in err
    assert len(reread(proposed).suggestions) == 2


def test_what_is_asked_wrongly(run, proposed) -> None:
    one = ids(proposed)[0]
    for arguments, says in (
        (("--accept", "zzzz"), "no open suggestion"),
        (("--accept", " "), "no open suggestion"),
        (("--undo", one), "has answered no suggestion"),
        (("--accept", one, "--as", "stance"), "machine proposes"),
        (("--claim", "No such thing at all"), "no claim"),
        (("--source", "nowhere"), "no source"),
    ):
        code, _, err = run(*arguments)
        assert code == 1 and says in err, (arguments, err)
    code, _, err = run("--accept", one, "--reject", one)
    assert code == 2 and "twice" in err
    # All are looked up before any is answered.
    code, _, err = run("--accept", one, "--reject", "zzzz")
    assert code == 1
    assert len(reread(proposed).suggestions) == 3


def test_an_id_that_fits_several(run, proposed) -> None:
    path = proposed.file.parent / "evidence" / "stance.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    for number, line in enumerate(lines):
        line["id"] = f"urn:uuid:abc{number}"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    code, _, err = run("--accept", "abc")
    assert code == 1 and "begins the ids of 3 suggestions" in err
    assert run("--accept", "abc1")[0] == 0


def test_filters(run) -> None:
    assert "No suggestion waits" in run("--claim", "It saves lives", "--list")[1]
    assert "3 suggestions" in run("--source", "ferry")[1]


def test_a_single_file_has_nothing_to_review(run, proposed, tmp_path) -> None:
    path = tmp_path / "one.argdown"
    path.write_text("[A]: B c.\n")
    code, _, err = run(str(path))
    assert code == 1 and "single Argdown file" in err


def test_no_suggestions(run, proposed) -> None:
    (proposed.file.parent / "evidence" / "stance.jsonl").unlink()
    code, out, _ = run()
    assert code == 0 and "argmap suggest" in out


def test_broken_lines_are_told_and_the_rest_is_listed(run, proposed) -> None:
    path = proposed.file.parent / "evidence" / "stance.jsonl"
    path.write_text('{"id": 3}\n' + path.read_text())
    code, out, err = run()
    assert code == 1 and "3 suggestions" in out and "AM302" in err


def queue(workspace: Workspace) -> Review:
    waiting = review_order(workspace.suggestions, list(workspace.map.claims))
    return Review(workspace, waiting, "cleo")


def test_one_key_each(proposed) -> None:
    review = queue(proposed)
    assert review.total == 3
    assert "accepted" in review.answer("y")
    assert review.answer("n") == "rejected"
    assert review.answer("x") == "" and review.place == 2
    assert review.answer("s") == "skipped"
    assert review.current is None
    assert review.answer("y") == ""
    found = reread(proposed)
    assert [d.stance for d in found.decisions()] == [Stance.SUPPORTS, None]
    assert len(found.suggestions) == 1


def test_undo_goes_back_to_the_last_answer(proposed) -> None:
    review = queue(proposed)
    review.answer("n")
    review.answer("f")
    review.answer(" ")
    assert (review.accepted, review.rejected) == (1, 1)
    assert "undone" in review.answer("u")
    assert review.place == 1
    review.answer("u")
    assert (review.place, review.accepted, review.rejected) == (0, 0, 0)
    assert review.answer("u") == "nothing to undo"
    assert len(reread(proposed).suggestions) == 3


def test_the_card_shows_what_is_needed_to_decide(proposed) -> None:
    suggestion = next(s for s in proposed.suggestions if "January" in s.quotation)
    text = "\n".join(card(proposed, suggestion, "2/3", 80))
    for part in (
        "2/3",
        "Hardly anybody travels on the night boat.",
        "answers Bo Lind: “Nobody needs a boat",
        "@Bo Lind: I was on it with",
        "“my child in January",
        "Without it we would have waited",
        "Cia, reader",
        "− opposes the claim",
        "rather likely, 0.70, experimental",
        "! a question",
    ):
        assert part in text, part


def test_leaving_at_any_time(proposed, capsys) -> None:
    keys = iter(["y", "\x1b[A", "q"])
    converse(proposed, proposed.suggestions, "cleo", lambda: next(keys))
    out = capsys.readouterr().out
    assert out.endswith("1 accepted, 0 rejected; 2 suggestions left to answer.\n")

    def interrupted() -> str:
        raise KeyboardInterrupt

    converse(proposed, proposed.suggestions, "cleo", interrupted)
    assert "0 accepted" in capsys.readouterr().out


def test_a_refusal_does_not_end_it(proposed, capsys) -> None:
    path = proposed.file.parent / "evidence" / "cleo.jsonl"
    path.mkdir()
    keys = iter(["y", "q"])
    converse(proposed, proposed.suggestions, "cleo", lambda: next(keys))
    out = capsys.readouterr().out
    assert "cannot write" in out and "0 accepted" in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
def test_in_a_real_terminal(proposed) -> None:
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "ARGMAP_AS": "cleo", "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "argmap", "review", str(proposed.file.parent)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        cwd=ROOT,
    )
    os.close(slave)
    seen = ""

    def until(words: str) -> None:
        nonlocal seen
        deadline = time.monotonic() + 30
        while words not in seen:
            ready = select.select([master], [], [], max(0, deadline - time.monotonic()))[0]
            assert ready, seen
            try:
                seen += os.read(master, 65536).decode("utf-8", "replace")
            except OSError:
                break
        assert words in seen, seen
        seen = seen.partition(words)[2]

    try:
        until("1/3")
        until("q leave")
        os.write(master, b"n")
        until("2/3")
        until("q leave")
        os.write(master, b"u")
        until("1/3")
        until("q leave")
        os.write(master, b"y")
        until("2/3")
        until("q leave")
        os.write(master, b"sfq")  # typed ahead
        until("2 accepted, 0 rejected; 1 suggestion left")
        assert process.wait(60) == 0
    finally:
        process.kill()
        os.close(master)
    assert [d.stance for d in reread(proposed).decisions()] == [Stance.SUPPORTS, Stance.OPPOSES]
