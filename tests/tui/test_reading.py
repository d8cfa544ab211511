"""Reading a source: from a mark to its passage and back, finding, folding, wide and RTL text."""

from __future__ import annotations

import pytest

from argmap.tui.app import ArgmapApp
from argmap.tui.screens.lists import SourcesScreen
from argmap.workspace import Workspace
from tests.tui.driving import (
    LARGE,
    SMALL,
    Shown,
    chosen,
    map_screen,
    notices,
    settle,
    source_screen,
)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_from_evidence_to_its_passage_and_back_to_the_same_place(
    mill: Workspace, shown: Shown, size: tuple[int, int]
) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=size) as pilot:
        for _ in range(8):
            await settle(pilot, "e")
            item = map_screen(app).detail.selected
            assert item is not None
            if "Reported accidents" in item.target.quotation:
                break
        before = shown(app)
        await settle(pilot, "enter")
        reader = source_screen(app).reader
        mark = item.target
        assert reader.asked is not None
        assert reader.asked.of(reader.source.text) == mark.quotation
        assert "Reported accidents fell from" in shown(app)
        row = reader.cursor - reader.scroll_offset.y
        assert 0 <= row < reader.page
        strip = reader.render_line(row)
        strong = reader.looks["page cursor asked"].bgcolor
        bright = "".join(s.text for s in strip if s.style and s.style.bgcolor == strong)
        assert bright and bright.strip() in mark.quotation
        assert "ben marks it for: Mill Street should be" in " ".join(shown(app).split())
        await settle(pilot, "escape")
        assert shown(app) == before


async def test_each_back_key_goes_back(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        for key in ("escape", "backspace", "b"):
            await settle(pilot, "e", "enter")
            source_screen(app)
            await settle(pilot, key)
            map_screen(app)


async def test_sources_and_reading(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "o")
        assert isinstance(app.screen, SourcesScreen)
        screen = shown(app)
        assert "Ada Marsh · 2024-03-12 · 4 comments · 5 marks" in screen
        assert "2024-04-02 · 2 marks" in screen
        titles = [s.title.value for s in mill.sources.values()]
        wanted = next(n for n, t in enumerate(titles) if "six months" in t)
        await settle(pilot, *["j"] * wanted, "enter")
        reader = source_screen(app).reader
        assert reader.source.title.value == titles[wanted]
        await settle(pilot, "slash", *"baker", "enter")
        assert reader.asked is not None
        assert reader.asked.of(reader.source.text).casefold() == "baker"
        first = reader.asked
        await settle(pilot, "n")
        assert reader.asked != first
        await settle(pilot, "N")
        assert reader.asked == first
        await settle(pilot, "escape")
        assert len(reader.found) == 0
        await settle(pilot, "escape")
        assert isinstance(app.screen, SourcesScreen)
        await settle(pilot, "escape")
        map_screen(app)


async def test_marks_in_a_source(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        trial = next(i for i, s in mill.sources.items() if "six months" in s.text)
        app.open_source(trial)
        await settle(pilot)
        reader = source_screen(app).reader
        seen = []
        for _ in range(4):
            await settle(pilot, "right_square_bracket")
            assert reader.asked is not None
            seen.append(reader.asked.of(reader.source.text))
        assert seen == [
            "Reported accidents fell from nine to six",
            "rose by four per cent on average",
            "the number of cars went up by a fifth",
            "My daughter walks to school alone now.",
        ]
        await settle(pilot, "right_square_bracket")
        assert "No mark further down" in notices(app)[-1]
        margin = {line[:1] for line in shown(app).splitlines()[1:-1]}
        assert {"+", "−"} <= margin
        await settle(pilot, "left_square_bracket", "enter")
        assert chosen(app) == "Close it", "Enter on a mark goes to its claim"


async def test_a_line_with_marks_on_two_claims_asks_which(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        trial = next(i for i, s in mill.sources.items() if "six months" in s.text)
        app.open_source(trial)
        await settle(pilot, "right_square_bracket", "enter", "enter")
        assert chosen(app) == "Accidents fell"


async def test_replies_and_furniture_fold(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        trial = next(i for i, s in mill.sources.items() if "six months" in s.text)
        app.open_source(trial)
        await settle(pilot)
        reader = source_screen(app).reader
        assert "Pit · ↩ to Nora B." in shown(app)
        reader.find("daughter")
        reader.next_found(1)
        await settle(pilot, "space")
        assert "Pit · ↩ to Nora B." not in shown(app)
        assert "▸ 1 reply" in shown(app)
        reader.find("mine walks")
        reader.next_found(1)
        await settle(pilot)
        assert "Pit · ↩ to Nora B." in shown(app), "what is looked for is unfolded"
        await settle(pilot, "x")
        assert "• Nora B." in shown(app)
        await settle(pilot, "g", "space")
        assert "not on a comment" in notices(app)[-1]


async def test_wide_and_right_to_left_text_is_whole(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        trial = next(i for i, s in mill.sources.items() if "six months" in s.text)
        app.open_source(trial)
        await settle(pilot, "G")
        screen = shown(app)
        assert "很好。街道安静了，空气也好多了。 👩‍👩‍👧 Café life is back." in screen
        assert "\u2068הרחוב שקט עכשיו and the shops are full.\u2069" in screen


async def test_a_new_width_keeps_the_place(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot, "e", "enter")
        reader = source_screen(app).reader
        offset = reader.offset_
        await pilot.resize_terminal(50, 20)
        await settle(pilot)
        row = reader.laid_out.row(reader.cursor)
        assert row.start <= offset < row.end
        assert 0 <= reader.cursor - reader.scroll_offset.y < reader.page
