"""What a key press costs in the terminal UI: CPU time from the event to the painted screen.

    python -m benchmarks.keys [CLAIMS]

120 × 40 cells, no terminal. The floor, measured in the same run, is a bare Textual app of two
panes that redraws each of its lines at every key, one run of text a line: what the library costs
by itself.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from argmap.tui.app import ArgmapApp
from argmap.workspace import open_map
from benchmarks.maps import map_folder

KEYS = {
    "down": ["down"],
    "up": ["up"],
    "page down": ["pagedown"],
    "page up": ["pageup"],
    "bottom, top": ["G", "g"],
    "fold, unfold the root": ["space"],
    "titles or texts": ["t"],
    "to the other pane": ["tab"],
}


class _Pane(ScrollView):
    DEFAULT_CSS = "_Pane { overflow: hidden hidden; width: 1fr; }"
    number = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(60, 10_000)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        return Strip([Segment(f"{self.number} {y} line".ljust(width))], width)


class _Floor(App[None]):
    def compose(self) -> ComposeResult:
        with Horizontal():
            yield _Pane()
            yield _Pane()

    def on_key(self) -> None:
        for pane in self.query(_Pane):
            pane.number += 1
            pane.refresh()


async def _press(app: App[Any], keys: list[str], repeat: int) -> list[float]:
    costs = []
    for _ in range(repeat):
        for key in keys:
            before = time.process_time()
            app.simulate_key(key)
            await app._benchmark_pilot.pause()  # type: ignore[attr-defined]
            costs.append(time.process_time() - before)
    return costs


async def _floor(repeat: int) -> float:
    app = _Floor()
    async with app.run_test(size=(120, 40)) as pilot:
        app._benchmark_pilot = pilot  # type: ignore[attr-defined]
        await pilot.pause()
        return statistics.median(await _press(app, ["x"], repeat))


async def _argmap(folder: Path, repeat: int) -> dict[str, float]:
    app = ArgmapApp(open_map(folder))
    found = {}
    async with app.run_test(size=(120, 40)) as pilot:
        app._benchmark_pilot = pilot  # type: ignore[attr-defined]
        await pilot.pause()
        for name, keys in KEYS.items():
            found[name] = statistics.median(await _press(app, keys, repeat))
        await pilot.press("g", "slash")
        letters: list[float] = []
        while len(letters) < repeat:
            letters += await _press(app, list("bridge"), 1)
            await pilot.press("escape", "slash")
        found["a letter in the filter"] = statistics.median(letters)
    return found


def key_presses(folder: Path, repeat: int = 30) -> tuple[float, dict[str, float]]:
    """(floor, seconds for each kind of key): medians of CPU time a key press."""
    return asyncio.run(_floor(repeat)), asyncio.run(_argmap(folder, repeat))


def main() -> None:
    """Generate a map, measure, print."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        floor, costs = key_presses(map_folder(Path(name), claims))
    print(f"{'floor: bare Textual, two panes':34}{floor * 1000:6.1f} ms")
    for key, seconds in costs.items():
        print(f"{key:34}{seconds * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
