"""What a user does, key by key, and what then stands on the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual import events

from argmap.tui.app import ArgmapApp
from argmap.tui.palette import Palette
from argmap.tui.screens.lists import HelpScreen, ProblemsScreen
from argmap.tui.screens.map import MapScreen
from argmap.tui.widgets.findfield import FindField
from argmap.workspace import Workspace, create, open_map
from tests.tui.driving import (
    LARGE,
    SMALL,
    THESIS,
    Shown,
    chosen,
    map_screen,
    notices,
    settle,
    until,
)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_map_opens_with_outline_and_detail(
    mill: Workspace, shown: Shown, size: tuple[int, int]
) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = shown(app)
        lines = screen.splitlines()
        assert len(lines) == size[1]
        assert lines[0].split("  ")[0].strip() == "Should Mill Street be closed to cars?"
        assert lines[0].endswith("7 marks")
        assert f"▾ ◆ {THESIS}" in lines[1] and "+2 −2" in lines[1]
        assert "+ <Safer school run> Children walk" in screen
        assert "↯ ↪ <Shops lose>" in screen
        assert "+ For   2 reasons, 2 marks" in screen
        assert "? Help  q Quit" in lines[-1]
        beside = lines[1].count(THESIS) == 2 or lines[1].count("Mill Street should be") == 2
        assert beside == (size == LARGE), "the detail stands beside the outline where there is room"


async def test_moving_folding_and_the_detail_follow(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot, "j", "j")
        assert chosen(app) == "Accidents fell"
        assert "Nora" not in shown(app) and "Counted by the police." in shown(app)
        await settle(pilot, "h")
        assert map_screen(app).outline.folding.is_folded(2)
        await settle(pilot, "l", "l")
        assert chosen(app) == "Short trial"
        await settle(pilot, "h")
        assert chosen(app) == "Accidents fell"
        await settle(pilot, "z")
        assert chosen(app) == "Close it"
        assert len(map_screen(app).outline.folding) == 2
        await settle(pilot, "Z", "G")
        assert chosen(app) == "Accidents fell"
        await settle(pilot, "space")
        assert map_screen(app).outline.index == 2, "↪ leads to where it is unfolded"
        await settle(pilot, "g")
        assert chosen(app) == "Close it"


async def test_the_filter(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "slash", *"takings")
        assert chosen(app) == "Takings rose"
        outline = map_screen(app).outline
        assert [outline.folding.rows[i].ref.title for i in outline.folding.visible] == [
            "Close it", "Shops lose", "Takings rose",
        ]  # fmt: skip
        assert "1 row" in shown(app)
        await settle(pilot, "enter", "space")
        assert "Esc ends it" in notices(app)[-1]
        await settle(pilot, "escape")
        assert chosen(app) == "Takings rose" and len(outline.folding) > 10
        await settle(pilot, "slash", *"street", "enter", "n")
        first = chosen(app)
        await settle(pilot, "n")
        assert chosen(app) != first
        await settle(pilot, "N")
        assert chosen(app) == first
        await settle(pilot, "escape", "slash", *"zzz")
        assert "No claim or argument has “zzz”" in shown(app)
        assert outline.index is None
        await settle(pilot, "escape", "n")
        assert "/ starts one" in notices(app)[-1]


async def test_letters_typed_right_after_the_slash_are_not_lost(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for key, character in (("slash", "/"), ("b", "b"), ("slash", "/"), ("s", "s")):
            app.post_message(events.Key(key, character))
        await settle(pilot)
        assert map_screen(app).field.words == "b/s"


async def test_a_filter_finds_what_is_folded_away(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "z", "slash", *"takings", "enter", "escape")
        assert chosen(app) == "Takings rose"


async def test_going_to_another_claim_and_back(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "tab", "enter")
        assert chosen(app) == "Safer school run"
        await settle(pilot, "b")
        assert chosen(app) == "Close it"
        await settle(pilot, "b")
        assert "Nothing to go back to" in notices(app)[-1]


async def test_help_says_where_one_is(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Outline of the map" in shown(app) and "Fold every branch." in shown(app)
        await settle(pilot, "escape", "e", "enter", "f1")
        assert "A source" in shown(app) and "Find words in this source." in shown(app)
        await settle(pilot, "escape", "escape")
        map_screen(app)


async def test_problems_are_announced_and_listed(mill: Workspace, shown: Shown) -> None:
    assert mill.folder is not None
    layer = mill.folder / "evidence" / "ada.jsonl"
    lines = layer.read_text(encoding="utf-8").splitlines()
    lost = json.loads(lines[0])
    text = json.dumps(lost).replace("Accidents fell", "Accidents rose")
    layer.write_text("\n".join([text, *lines[1:], "{broken"]) + "\n", encoding="utf-8")
    app = ArgmapApp(open_map(mill.folder))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "2 errors" in shown(app))
        assert "p shows what to do" in shown(app)
        assert THESIS in shown(app), "a broken line hides nothing else"
        await settle(pilot, "p")
        assert isinstance(app.screen, ProblemsScreen)
        screen = shown(app)
        assert "AM312" in screen and "ada.jsonl" in screen and "→" in screen
        layer.write_text("\n".join(lines) + "\n", encoding="utf-8")
        await settle(pilot, "r")
        await until(pilot, lambda: "No problems" in shown(app))
        await settle(pilot, "escape")
        await until(pilot, lambda: "errors" not in shown(app))


async def test_reload_shows_what_was_written_meanwhile(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot, "j", "h")
        mill.file.write_text(
            mill.file.read_text(encoding="utf-8") + "\n[Newcomer]: A claim from an editor.\n",
            encoding="utf-8",
        )
        await settle(pilot, "r")
        await settle(pilot)
        assert "A claim from an editor." in shown(app)
        assert chosen(app) == "Safer school run"
        assert map_screen(app).outline.folding.is_folded(1), "folds survive"


async def test_a_refused_reload_keeps_the_last_good_state(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        mill.file.unlink()
        await settle(pilot, "r")
        await settle(pilot)
        assert THESIS in shown(app)
        assert "Still showing the last good state" in notices(app)[-1]


async def test_a_key_that_does_nothing_says_why(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "x")
        assert "x does nothing here. In “A source”" in notices(app)[-1]
        await settle(pilot, "j", "j", "j", "space")
        assert "Nothing hangs below" in notices(app)[-1]
        await settle(pilot, "e")
        assert "Nobody marked a passage" in notices(app)[-1]


async def test_the_palette_has_the_actions_and_runs_them(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        commands = {c.title: c for c in app.get_system_commands(app.screen)}
        assert {"Filter", "Sources", "Problems", "Theme", "Quit"} <= set(commands)
        await settle(pilot, "colon", *"problems", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ProblemsScreen)


async def test_the_palette_closes_once_however_often_enter_is_pressed(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        app.action_palette()
        await settle(pilot)
        palette = app.screen
        assert isinstance(palette, Palette)
        palette.dismiss()
        palette.dismiss()
        await settle(pilot, "escape")
        assert isinstance(app.screen, MapScreen), "the map is still there"


async def test_mouse(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.click("#outline", offset=(20, 2))
        await settle(pilot)
        assert chosen(app) == "Accidents fell"
        await pilot.click("#outline", offset=(5, 2))
        await settle(pilot)
        assert map_screen(app).outline.folding.is_folded(2), "a click on the marker folds"
        await pilot.click("#keys", offset=(2, 0))
        await settle(pilot)
        assert app.focused is map_screen(app).detail, "a click on the footer does what the key does"


async def test_the_find_field_lets_arrows_through(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "slash", "down")
        assert chosen(app) == "Safer school run"
        assert app.screen.query_one(FindField).is_open


async def test_themes_change_colours_and_built_in_ones_work(mill: Workspace, shown: Shown) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        text, looks = shown(app), map_screen(app).outline.looks
        colours = set()
        for theme in ("argmap-dark", "argmap-light", "nord", "ansi-dark"):
            app.theme = theme
            await settle(pilot)
            assert shown(app) == text
            support, oppose = looks["support"].color, looks["oppose"].color
            assert support != oppose
            colours.add(support)
        assert len(colours) >= 2


async def test_empty_states_name_the_next_command(tmp_path: Path, shown: Shown) -> None:
    app = ArgmapApp(create(tmp_path / "empty", "Nothing yet"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "This map has no claims yet." in shown(app)
        assert "argmap claim" in shown(app)
        await settle(pilot, "o")
        assert "argmap add FILE" in shown(app)


async def test_a_claim_without_evidence_names_the_next_command(
    bare_mill: Workspace, shown: Shown
) -> None:
    app = ArgmapApp(bare_mill)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot, "j", "j", "j")
        assert chosen(app) == "Short trial"
        assert "Nothing speaks for or against it yet." in shown(app)
        assert '--supports "Short trial"' in " ".join(shown(app).replace("│", " ").split())


async def test_a_single_file_opens_too(tmp_path: Path, shown: Shown) -> None:
    file = tmp_path / "one.argdown"
    file.write_text("[A]: One claim.\n  - [B]: Another.\n", encoding="utf-8")
    app = ArgmapApp(open_map(file))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "◆ One claim." in shown(app)
        await settle(pilot, "o")
        assert "argmap new FOLDER" in shown(app)


async def test_hostile_text_cannot_act(tmp_path: Path, shown: Shown) -> None:
    file = tmp_path / "bad.argdown"
    file.write_text(
        "[A]: [@click=app.quit]x[/] \x1b]0;t\x07 [sic] [/red] \u202e.\n", encoding="utf-8"
    )
    app = ArgmapApp(open_map(file))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        screen = shown(app)
        assert "[@click=app.quit]x[/]" in screen
        assert "[sic]" in screen and "[/red]" in screen
        assert "\x1b" not in screen and "\u202e" not in screen
        await settle(pilot, "slash", *"[bold]", "enter")
        assert "No claim or argument has “[bold]”" in shown(app)


async def test_q_quits_with_zero(mill: Workspace) -> None:
    app = ArgmapApp(mill)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("q")
        await pilot.pause()
    assert app.return_value == 0


async def test_ten_thousand_claims_fold_and_filter(tmp_path: Path, shown: Shown) -> None:
    lines = ["[Root]: The root."]
    lines += [f"  {'+-'[n % 2]} [C{n}]: Claim number {n} of many." for n in range(10_000)]
    file = tmp_path / "many.argdown"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    app = ArgmapApp(open_map(file))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot, "G")
        assert chosen(app) == "C9999"
        await settle(pilot, "g", "space")
        assert len(map_screen(app).outline.folding) == 1
        await settle(pilot, "slash", *"number 777 ".replace(" ", "_").split("_")[0])
        assert "10000 rows" in shown(app)


def test_nothing_below_the_ui_needs_it() -> None:
    code = (
        "import sys, argmap.actions, argmap.analysis.outline, argmap.analysis.folding;"
        "sys.exit(any(m.split('.')[0] in ('textual', 'rich') for m in sys.modules))"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0
