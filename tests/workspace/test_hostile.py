"""A map folder in which somebody has put odd things: told, never followed, nothing else lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.analysis.check import check
from argmap.diagnostics import Refused
from argmap.workspace import NotAMap, Workspace, create, open_map


def codes(workspace: Workspace) -> list[str]:
    return [d.code for d in check(open_map(workspace.file.parent)).diagnostics]


def test_pipes_and_devices_are_not_read(boat: Workspace) -> None:
    folder = boat.file.parent
    os.mkfifo(folder / "evidence" / "pipe.jsonl")
    (folder / "evidence" / "zero.jsonl").symlink_to("/dev/zero")
    assert codes(boat) == ["AM304", "AM304"]
    [source] = boat.sources
    record = folder / "sources" / source / "source.json"
    record.unlink()
    os.mkfifo(record)
    assert "AM306" in codes(boat)
    boat.file.unlink()
    os.mkfifo(boat.file)
    with pytest.raises(NotAMap):
        open_map(folder)


def test_marks_are_not_written_into_a_device(boat: Workspace) -> None:
    path = boat.file.parent / "evidence" / "zoe.jsonl"
    path.symlink_to("/dev/full")
    [source] = boat.sources.values()
    from argmap.model import Span, Stance

    with pytest.raises(Refused, match="not a regular file"):
        boat.mark(source, Span(0, 4), "It is empty", Stance.SUPPORTS, "zoe")


def test_a_symlink_loop_costs_itself_only(boat: Workspace) -> None:
    (boat.file.parent / "sources" / "loop").symlink_to("loop")
    assert codes(boat) == ["AM306"]
    assert len(open_map(boat.file.parent).sources) == 1


def test_sources_that_are_no_folder(boat: Workspace) -> None:
    folder = boat.file.parent / "sources"
    shutil.rmtree(folder)
    folder.write_text("x")
    assert codes(boat)[0] == "AM306"


def test_a_map_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "map.argdown").symlink_to("map.argdown")
    with pytest.raises(Refused):
        open_map(tmp_path / "map.argdown")
    with pytest.raises(Refused):
        create(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["map.argdown"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_names_that_no_system_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        create(tmp_path / name)
    with pytest.raises(Refused):
        open_map(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_start_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "evidence").write_text("in the way")
    with pytest.raises(Refused):
        create(tmp_path / "m")
    assert [p.name for p in (tmp_path / "m").iterdir()] == ["evidence"]


def test_claims_written_at_once_are_written_or_refused(boat: Workspace) -> None:
    """Six programs write a claim each: every one that says it did so did."""
    folder = boat.file.parent
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "argmap", "claim", "-m", str(folder), f"Claim number {n}."],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for n in range(6)
    ]
    done = [(n, p.communicate(), p.returncode) for n, p in enumerate(running)]
    claims = open_map(folder).map.claims
    assert any(code == 0 for _, _, code in done)
    for n, (_, err), code in done:
        assert (f"Claim number {n}" in claims) == (code == 0), err


def test_a_claim_whose_title_is_in_brackets_can_be_named(boat: Workspace) -> None:
    from argmap.argdown import add_claim

    boat.apply(add_claim(boat.reading, "<A>", "An odd title."))
    assert boat.node_title("<A>") == "<A>"
