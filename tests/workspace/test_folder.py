from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from argmap.analysis.check import check
from argmap.diagnostics import Refused, Severity
from argmap.model import AnchorState, Span, Stance
from argmap.sources import read_source
from argmap.workspace import NotAMap, Workspace, create, open_map
from argmap.workspace.files import CannotWrite
from argmap.workspace.folder import ChangedMeanwhile, Unknown, find_map
from argmap.workspace.start import Taken


def codes(workspace: Workspace) -> list[str]:
    return [d.code for d in check(workspace).diagnostics if d.severity is not Severity.NOTE]


def test_a_map_made_by_the_tool_is_fine(boat: Workspace) -> None:
    report = check(boat)
    assert report.diagnostics == ()
    assert report.states == {AnchorState.EXACT: 5}
    assert (report.claims, report.arguments, report.sources, report.marks) == (3, 1, 1, 5)
    assert boat.map.thesis == "Keep the boat"


def test_new_map_has_its_claim_and_opens(tmp_path: Path) -> None:
    workspace = create(tmp_path / "the-map", None, "  The pier should\n stay: it is old. ")
    assert workspace.map.title == "the map"
    assert workspace.map.thesis == "The pier should stay: it is old"
    claim = workspace.map.claims["The pier should stay: it is old"]
    assert claim.text.strip() == "The pier should stay: it is old."
    assert check(workspace).diagnostics == ()


@pytest.mark.parametrize(
    "title", ['a "quoted" title', "yes: no", "# x", "=== a", "שלום", "\\n {x}"]
)
def test_any_title_can_be_given(tmp_path: Path, title: str) -> None:
    workspace = create(tmp_path / "m", title)
    assert workspace.map.title == title
    assert codes(workspace) == []


def test_an_existing_map_is_not_overwritten(boat: Workspace, tmp_path: Path) -> None:
    before = boat.file.read_bytes()
    with pytest.raises(Taken):
        create(tmp_path / "night-boat")
    assert boat.file.read_bytes() == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(Taken):
        create(tmp_path / "file")


def test_a_path_without_a_map_says_what_to_do(tmp_path: Path, boat: Workspace) -> None:
    with pytest.raises(NotAMap, match="is not a map folder") as refused:
        open_map(tmp_path)
    assert "night-boat" in refused.value.hint
    with pytest.raises(NotAMap, match="no such file") as refused:
        open_map(tmp_path / "night-baot")
    assert "night-boat" in refused.value.hint
    (tmp_path / "x.png").write_bytes(b"\x89PNG\0\0\0\0\0\0")
    with pytest.raises(NotAMap):
        open_map(tmp_path / "x.png")
    boat.file.write_bytes(bytes(range(256)) * 10)
    with pytest.raises(NotAMap, match="binary"):
        open_map(tmp_path / "night-boat")


def test_a_single_file_is_a_map_without_sources(tmp_path: Path, article: Path) -> None:
    path = tmp_path / "alone.argdown"
    path.write_text("[A]: a\n  + [B]: b\n")
    workspace = open_map(path)
    assert list(workspace.map.claims) == ["A", "B"]
    assert workspace.file_problems == ()
    with pytest.raises(Refused, match="single Argdown file"):
        workspace.add_source(read_source(article))


def test_an_empty_map_is_a_map(tmp_path: Path) -> None:
    (tmp_path / "map.argdown").write_bytes(b"")
    workspace = open_map(tmp_path)
    assert workspace.map.thesis is None
    assert codes(workspace) == []


def test_odd_bytes_are_reported_and_kept(boat: Workspace) -> None:
    original = boat.file.read_bytes()
    latin = original.replace(b"sick people", b"sick p\xe9ople")
    boat.file.write_bytes(latin)
    workspace = open_map(boat.file.parent)
    [problem] = [d for d in workspace.file_problems if d.code == "AM307"]
    assert (problem.line, problem.severity) == (6, Severity.ERROR)
    from argmap.argdown import add_tag

    workspace.apply(add_tag(workspace.reading, "Keep the boat", "ferry"))
    assert b"sick p\xe9ople" in boat.file.read_bytes()
    assert b"#ferry" in boat.file.read_bytes()


def test_adding_the_same_bytes_again_adds_nothing(boat: Workspace, article: Path) -> None:
    assert boat.add_source(read_source(article)) is None
    assert len(boat.sources) == 1


def test_a_source_folder_holds_original_text_and_structure(boat: Workspace, article: Path) -> None:
    [source] = boat.sources.values()
    folder = boat.file.parent / "sources" / source.id
    assert (folder / "original.txt").read_bytes() == article.read_bytes()
    assert (folder / "text.txt").read_text(encoding="utf-8") == source.text
    assert json.loads((folder / "source.json").read_text())["title"]
    assert [c.author for c in source.comments] == ["Bo Lind", "Cia", "Dan Roe"]
    assert source.comments[1].reply_to == "c1"


def test_names_are_found_by_their_start(boat: Workspace) -> None:
    assert boat.node_title("[keep the boat]") == "Keep the boat"
    assert boat.node_title("It saves") == "It saves lives"
    assert boat.node_title("it") is None
    assert boat.node_title("<winter counts>") == "Winter counts"
    [source] = boat.sources
    assert boat.source_id(source[:8]) == source
    assert boat.source_id("ferry.txt") == source
    with pytest.raises(Unknown) as refused:
        boat.require_node("It is emptty")
    assert "It is empty" in refused.value.hint


def test_broken_evidence_lines_cost_themselves_only(boat: Workspace) -> None:
    path = boat.file.parent / "evidence" / "ada.jsonl"
    good = path.read_bytes()
    first = good.split(b"\n")[0]
    path.write_bytes(
        b"\xef\xbb\xbf"
        + good
        + b'{"id": \n\xff\xfe\n[]\n{"id": "x"}\n\n'
        + first
        + b"\n"
        + first.replace(b"supports", b"opposes")
        + b"\n"
        + b"[" * 100_000
        + b"\n"
    )
    workspace = open_map(boat.file.parent)
    report = check(workspace)
    assert report.marks == 5
    found = [(d.code, d.line) for d in report.diagnostics]
    assert found == [
        ("AM301", 4),
        ("AM303", 5),
        ("AM302", 6),
        ("AM302", 7),
        ("AM305", 10),
        ("AM301", 11),
    ]
    assert all(d.hint and d.path.endswith("ada.jsonl") for d in report.diagnostics)


def test_a_tombstone_takes_its_mark_away(boat: Workspace) -> None:
    path = boat.file.parent / "evidence" / "ada.jsonl"
    gone = json.loads(path.read_text().splitlines()[0])["id"]
    with path.open("a") as file:
        file.write(
            json.dumps({"id": "urn:uuid:t", "motivation": "argmap:deleting", "target": gone}) + "\n"
        )
    workspace = open_map(boat.file.parent)
    assert len(workspace.map.evidence) == 4
    assert workspace.file_problems == ()


def test_missing_claim_source_and_passage_are_reported_with_a_remedy(boat: Workspace) -> None:
    text = boat.file.read_text().replace("[It is empty]", "[It is quite empty]")
    boat.file.write_text(text)
    workspace = open_map(boat.file.parent)
    assert codes(workspace) == ["AM312", "AM312"]
    problem = check(workspace).diagnostics[0]
    assert "It is quite empty" in problem.hint
    assert (problem.path, problem.line) == (f"{boat.file.parent}/evidence/ada.jsonl", 1)

    [source] = boat.sources
    folder = boat.file.parent / "sources" / source
    folder.rename(folder.with_name("elsewhere"))
    workspace = open_map(boat.file.parent)
    assert codes(workspace).count("AM311") == 5
    assert "AM306" in codes(workspace)


def test_a_text_that_changed_under_the_marks_is_told(boat: Workspace) -> None:
    [source] = boat.sources.values()
    path = boat.file.parent / "sources" / source.id / "text.txt"
    text = path.read_text()
    path.write_text(text.replace("nineteen sick people", "twentyone sick folk "))
    workspace = open_map(boat.file.parent)
    assert codes(workspace) == ["AM308", "AM313"]
    path.write_text(text.replace("nineteen sick people", "a few"))
    workspace = open_map(boat.file.parent)
    [problem] = [d for d in workspace.file_problems if d.code == "AM306"]
    assert problem.path.endswith("text.txt") and "changed since" in problem.message


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"id": 3}', b"null"])
def test_a_broken_source_record_costs_that_source_only(boat: Workspace, content: bytes) -> None:
    [source] = boat.sources
    (boat.file.parent / "sources" / source / "source.json").write_bytes(content)
    workspace = open_map(boat.file.parent)
    assert len(workspace.sources) == 0
    assert "AM306" in codes(workspace)
    assert len(workspace.map.claims) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused_in_words(boat: Workspace, article: Path) -> None:
    folder = boat.file.parent / "evidence"
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    [source] = boat.sources.values()
    try:
        with pytest.raises(CannotWrite):
            boat.mark(source, Span(0, 4), "It is empty", Stance.SUPPORTS, "zoe")
    finally:
        folder.chmod(0o755)


def test_marks_of_names_in_any_script(boat: Workspace) -> None:
    [source] = boat.sources.values()
    for who in ("אבי", "Zoë Ünal", "../../x", "名前"):
        boat.mark(source, Span(0, 4), "It is empty", Stance.SUPPORTS, who)
    workspace = open_map(boat.file.parent)
    assert {"אבי", "Zoë Ünal", "../../x", "名前"} <= {e.annotator for e in workspace.map.evidence}
    inside = {p.parent for p in (boat.file.parent / "evidence").iterdir()}
    assert inside == {boat.file.parent / "evidence"}
    with pytest.raises(Refused, match="stance"):
        boat.mark(source, Span(0, 4), "It is empty", Stance.SUPPORTS, "Stance")


def test_the_map_around_a_folder_is_found(boat: Workspace) -> None:
    assert find_map(boat.file.parent / "sources") == boat.file.parent.resolve()


def test_an_edit_never_overwrites_what_another_program_wrote(boat: Workspace) -> None:
    from argmap.argdown import add_tag

    splice = add_tag(boat.reading, "Keep the boat", "ferry")
    theirs = boat.file.read_bytes() + b"\n[New]: Written in an editor.\n"
    boat.file.write_bytes(theirs)
    with pytest.raises(ChangedMeanwhile, match="changed by another program"):
        boat.apply(splice)
    assert boat.file.read_bytes() == theirs


def test_evidence_that_cannot_be_read_is_never_passed_over(boat: Workspace) -> None:
    folder = boat.file.parent / "evidence"
    folder.rename(folder.with_name("kept"))
    folder.write_text("not a folder")
    assert codes(open_map(boat.file.parent)) == ["AM304"]


def test_an_impossible_position_costs_its_own_line(boat: Workspace) -> None:
    path = boat.file.parent / "evidence" / "ben.jsonl"
    data = json.loads(path.read_text().splitlines()[0])
    data["target"]["selector"][1]["start"] = 10**400
    path.write_text(json.dumps(data) + "\n")
    workspace = open_map(boat.file.parent)
    assert codes(workspace) == ["AM302"]
    assert len(workspace.map.evidence) == 3
