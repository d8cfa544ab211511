"""The main job on real articles: new, add, mark, show, check, draw, browse.

The five articles are other people's texts, read in place from the folder ``shared`` beside the
checkout. What is marked is found by position, so that no sentence of theirs stands here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from argmap.analysis.check import check
from argmap.anchors import trim
from argmap.cli import main
from argmap.model import AnchorState, BlockKind, Source, Span
from argmap.workspace import open_map

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
CLAIM = "Israel needs Russia more than Russia needs Israel."

pytestmark = pytest.mark.skipif(
    len(FILES) < 5, reason="the five articles are not here (a folder shared beside the checkout)"
)


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    assert not stopped.value.code, arguments


def sentences(source: Source) -> list[Span]:
    """First sentences of paragraphs and comments that stand only once in the text."""
    found = []
    parts = [b.span for b in source.blocks if b.kind is BlockKind.PARAGRAPH]
    parts += [c.body for c in source.comments]
    for part in parts:
        stop = source.text.find(". ", part.start, part.end)
        span = trim(source.text, Span(part.start, stop + 1 if stop > 0 else part.end))
        if 30 < span.end - span.start < 400 and source.text.count(span.of(source.text)) == 1:
            found.append(span)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    run("new", "debate", "--claim", CLAIM)
    monkeypatch.chdir(tmp_path / "debate")
    run("add", *map(str, FILES))
    return tmp_path / "debate"


def test_all_five_come_in_with_titles_and_comments(folder: Path) -> None:
    sources = {s.original[:3]: s for s in open_map(folder).sources.values()}
    starts = {
        "000": "Russia Expert: Netanyahu-Putin Relations",
        "001": "Putin and Netanyahu Agenda",
        "002": "Netanyahu Makes Another Visit to Moscow",
        "003": "RUSSIA AND THE NEW M. E.",
        "004": "Netanyahu, Putin Have",
    }
    assert {k: s.title.value[: len(starts[k])] for k, s in sources.items()} == starts
    # 003 announces nine comments; the saved text ends after the eighth.
    assert {k: len(s.comments) for k, s in sources.items()} == {
        "000": 18, "001": 0, "002": 0, "003": 8, "004": 0,
    }  # fmt: skip
    named = {k: sum(1 for c in s.comments if c.author) for k, s in sources.items()}
    assert named == {"000": 12, "001": 0, "002": 0, "003": 1, "004": 0}


async def test_ten_marks_a_picture_and_a_screen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thesis = open_map(folder).map.thesis
    assert thesis is not None
    made = 0
    for source in open_map(folder).sources.values():
        for span in sentences(source)[:3]:
            if made == 10:
                break
            side = "--supports" if made % 2 else "--opposes"
            quote = span.of(source.text)
            run("mark", source.id, "--quote", quote, side, thesis, "--as", "ada")
            made += 1
    assert made == 10
    workspace = open_map(folder)
    assert check(workspace).states == {AnchorState.EXACT: 10}
    capsys.readouterr()
    run("show", "--thesis")
    shown = capsys.readouterr().out
    assert shown.count("marked by ada") == 10
    for name in ("debate.svg", "debate.dot"):
        run("draw", "-o", name)
    assert ElementTree.parse(folder / "debate.svg").getroot().tag.endswith("svg")

    from argmap.tui.app import ArgmapApp

    app = ArgmapApp(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        assert type(app.screen).__name__ == "SourceScreen"
        await pilot.press("q")
    assert app.return_code == 0
