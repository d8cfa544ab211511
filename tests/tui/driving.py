"""Helpers of the tests that drive the app: pressing keys, and asking where one is."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from argmap.tui.app import ArgmapApp
from argmap.tui.screens.map import RESTING, MapScreen
from argmap.tui.screens.source import SourceScreen

SMALL, LARGE = (80, 24), (160, 50)
Shown = Callable[[ArgmapApp], str]

THESIS = "Mill Street should be closed to private cars for good."


async def settle(pilot: Pilot[int], *keys: str) -> None:
    """Press the keys one by one and let workers and deferred updates end."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(RESTING + 0.02)


async def until(pilot: Pilot[int], shown: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for what a worker brings; a busy machine may take its time."""
    for _ in range(int(seconds / 0.05)):
        if shown():
            return
        await pilot.pause(0.05)
    assert shown()


def map_screen(app: ArgmapApp) -> MapScreen:
    assert isinstance(app.screen, MapScreen)
    return app.screen


def source_screen(app: ArgmapApp) -> SourceScreen:
    assert isinstance(app.screen, SourceScreen)
    return app.screen


def chosen(app: ArgmapApp) -> str:
    """Title of the outline's cursor row."""
    outline = map_screen(app).outline
    assert outline.index is not None
    return outline.folding.rows[outline.index].ref.title


def notices(app: ArgmapApp) -> list[str]:
    return [n.message for n in app._notifications]
