"""The command line as programs and odd inputs meet it; people's sessions are in transcripts/."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from argmap.cli import COMMANDS, main
from argmap.workspace import Workspace, open_map

ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], boat: Workspace, monkeypatch: pytest.MonkeyPatch):
    """Run a command inside the map's folder: (exit code, output, messages)."""
    monkeypatch.chdir(boat.file.parent)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(stopped.value.code or 0), out, err

    return call


def test_a_claim_as_json(run) -> None:
    code, out, _ = run("show", "It is empty", "--json")
    data = json.loads(out)
    assert code == 0
    assert data["kind"] == "claim"
    assert [e["annotator"] for e in data["evidence"]] == ["ada", "ben"]
    assert {e["state"] for e in data["evidence"]} == {"exact"}
    assert [(r["title"], r["stance"]) for r in data["reasons"]] == [("Winter counts", "opposes")]
    assert data["bears_on"][0]["title"] == "Keep the boat"


def test_map_source_and_sources_as_json(run) -> None:
    data = json.loads(run("show", "--json")[1])
    assert data["thesis"] == "Keep the boat"
    assert {c["title"]: (c["evidence_for"], c["evidence_against"]) for c in data["claims"]} == {
        "Keep the boat": (1, 1),
        "It saves lives": (1, 0),
        "It is empty": (2, 0),
    }
    [source] = json.loads(run("show", "--sources", "--json")[1])
    again = json.loads(run("show", "ferry", "--json")[1])
    assert source == again
    assert source["comments"][1]["reply_to"] == "c1"
    assert len(source["evidence"]) == 5


def test_check_as_json(run, boat: Workspace) -> None:
    code, out, _ = run("check", "--json")
    data = json.loads(out)
    assert (code, data["ok"], data["passages"]) == (0, True, {"exact": 5})
    (boat.file.parent / "evidence" / "ada.jsonl").write_text("{}\n")
    code, out, _ = run("check", "--json")
    data = json.loads(out)
    assert (code, data["ok"]) == (1, False)
    assert data["diagnostics"][0]["code"] == "AM302"


def test_a_map_with_a_broken_part_is_still_shown_and_exits_1(run, boat: Workspace) -> None:
    with (boat.file.parent / "evidence" / "ada.jsonl").open("a") as file:
        file.write("{oops\n")
    for command in (["show"], ["show", "It is empty"], ["show", "ferry"], ["draw", "-o", "x.dot"]):
        code, out, err = run(*command)
        assert code == 1 and out
        assert "ada.jsonl:4:" in err and "AM301" in err


def test_hostile_text_reaches_no_terminal(run, boat: Workspace, tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text(
        "A \x1b]0;owned\x07 title of some length here\n\nBy Eve \u202eStone\n\n"
        + "A paragraph that is long enough to be one, with \x9b31m colour and \x1b[2J clearing. "
        * 3
        + "\n\n2 Comments\n\n  • Mal\u2066lory \x1b[5m\n\n    A comment with [@click=app.quit]x[/] "
        "and \x1b]52;c;AAAA\x07 in it, and some more words to be a comment.\n"
    )
    code, out, err = run("add", str(evil))
    assert not ESCAPES.search(out + err)
    if code == 0:
        for command in (["show", "--sources"], ["show", "a-"], ["show", "--sources", "--json"]):
            _, out, err = run(*command)
            assert not ESCAPES.search(out + err), command
    boat.file.write_text("[T\x1b]0;x\x07]: text \x1b[31m\n  + [\u202eU]: u\n")
    for command in (["show"], ["check"], ["show", "--json"], ["show", "\x1b[1mnothing"]):
        _, out, err = run(*command)
        assert not ESCAPES.search(out + err), command


def test_marking_by_position_with_everything_said(run, boat: Workspace) -> None:
    [source] = boat.sources.values()
    start = source.text.index("no helicopter")
    code, out, err = run(
        "mark",
        source.id,
        "--at",
        f"{start - 1}:{start + 30}",
        "--opposes",
        "<winter counts>",
        "--as",
        "Zoë",
        "--note",
        "storms",
        "--grade",
        "b2",
        "--basis",
        "expert",
        "--strength",
        "2",
        "--speaker",
        "the doctor",
        "--json",
    )
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert record["quotation"] == source.text[start : start + 30].strip()
    [mark] = [e for e in open_map(boat.file.parent).map.evidence if e.annotator == "Zoë"]
    assert (mark.source_grade, mark.information_grade, mark.strength) == ("B", "2", 2)
    assert (mark.claim, mark.speaker, mark.note) == ("Winter counts", "the doctor", "storms")


@pytest.mark.parametrize(
    "arguments",
    [
        ["mark", "ferry", "--quote", "x", "--at", "1:2", "--supports", "It is empty"],
        ["mark", "ferry", "--quote", "x"],
        ["mark", "ferry", "--quote", "x", "--supports", "a", "--opposes", "b"],
        ["mark", "ferry", "--at", "one", "--supports", "It is empty"],
        ["mark", "ferry", "--quote", "x", "--supports", "It is empty", "--grade", "Z9"],
        ["mark"],
        ["add"],
        ["add", "a", "b", "--title", "t"],
        ["claim", "x", "--supports", "a", "--opposes", "b"],
        ["show", "--nonsense"],
        ["nonsense"],
        ["browse"],
        ["draw", "--max-cards", "-1"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "no such thing"],
        ["mark", "ferry", "--quote", "never said anywhere", "--supports", "It is empty"],
        ["mark", "nowhere", "--quote", "x", "--supports", "It is empty"],
        ["mark", "ferry", "--quote", "x", "--in", "c99", "--supports", "It is empty"],
        ["mark", "ferry", "--at", "5:999999", "--supports", "It is empty"],
        ["check", "no-such-map"],
        ["draw", "-o", "x.gif"],
        ["draw", "-o", "no/such/folder/x.svg"],
        ["claim", "It is empty"],
        ["claim", "x", "--title", "bad ] title"],
        ["claim", "It is empty", "--undercuts", "Keep the boat"],
    ],
)
def test_a_refused_request_is_one_line_and_changes_nothing(
    run, boat: Workspace, arguments: list[str]
) -> None:
    before = {p: p.read_bytes() for p in boat.file.parent.rglob("*") if p.is_file()}
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1 and err.startswith("argmap: ")
    assert before == {p: p.read_bytes() for p in boat.file.parent.rglob("*") if p.is_file()}


def test_dry_run_writes_nothing(run, boat: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another ferry story\n\nBy Bo Lind\n\n" + "It is a long paragraph. " * 20)
    code, out, _ = run("add", "--dry-run", str(other))
    assert code == 0 and "Another ferry story" in out
    assert len(open_map(boat.file.parent).sources) == 1


def test_without_a_map_the_remedy_is_told(run, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    code, _, err = run("show")
    assert code == 1 and "night-boat" in err


def test_version(run) -> None:
    from argmap import __version__

    assert run("--version") == run("-V") == (0, f"argmap {__version__}\n", "")


def test_help_lists_every_command_whichever_way_it_is_asked(run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(f"  {name} " in out and text in out for name, text in COMMANDS.items())
    assert run() == run("-h") == run("--help", "--help") == (0, out, "")
    assert max(map(len, out.splitlines())) <= 80


def test_a_mark_can_be_corrected_and_taken_away(run, boat: Workspace) -> None:
    passage = ["mark", "ferry", "--quote", "nineteen sick people", "--supports", "It saves lives"]
    assert run(*passage, "--as", "ada", "--note", "last winter")[0] == 0
    assert run(*passage, "--as", "ada", "--strength", "4")[0] == 0
    [mark] = [e for e in open_map(boat.file.parent).map.evidence if e.claim == "It saves lives"]
    assert (mark.note, mark.strength) == ("last winter", 4)
    assert "nothing to do" in run(*passage, "--as", "ada")[1]
    assert run(*passage, "--as", "ben", "--remove")[0] == 1
    code, out, _ = run(*passage, "--as", "ada", "--remove")
    assert code == 0 and "Taken away" in out
    workspace = open_map(boat.file.parent)
    assert not [e for e in workspace.map.evidence if e.claim == "It saves lives"]
    assert workspace.file_problems == ()
    lines = (boat.file.parent / "evidence" / "ada.jsonl").read_text().splitlines()
    assert len(lines) == 3 + 2 + 3, "every line that was ever written is still there"


def test_a_name_that_fits_several_lists_them(run) -> None:
    code, _, err = run("show", "it")
    assert code == 1 and "fits 2: “It saves lives”, “It is empty”" in err
    code, _, err = run("mark", "ferry", "--quote", "island", "--supports", "it")
    assert code == 1 and "fits 2 claims" in err


def test_page_furniture_can_be_marked_but_not_unnoticed(run) -> None:
    code, _, err = run("mark", "ferry", "--quote", "Home | News", "--supports", "It is empty")
    assert code == 0 and "page furniture" in err


def test_a_web_address_is_not_taken_for_a_file(run) -> None:
    code, _, err = run("add", "https://example.org/ferry")
    assert code == 1 and "does not fetch" in err


def test_arguments_that_are_not_utf8_are_refused(run, boat: Workspace) -> None:
    before = boat.file.read_bytes()
    code, _, err = run("claim", "bad \udcff byte")
    assert code == 2 and "not UTF-8" in err
    assert boat.file.read_bytes() == before


def test_a_picture_never_replaces_a_device(run, boat: Workspace) -> None:
    target = boat.file.parent / "x.svg"
    target.symlink_to("/dev/full")
    code, _, err = run("draw", "-o", "x.svg")
    assert code == 1 and "not a regular file" in err
    assert target.is_symlink()


def test_odd_values_in_the_front_matter_of_an_article(run, tmp_path: Path) -> None:
    for value in ('!!float ""', '!!int ""', '!!bool "zz"', '!!timestamp "zz"', "0x" + "f" * 9000):
        path = tmp_path / "odd.md"
        path.write_text(f"---\ntitle: {value}\n---\n# A title\n\nA paragraph of text.\n")
        code, out, err = run("add", "--dry-run", str(path))
        assert code == 0 and "internal" not in err and "would be" in out
