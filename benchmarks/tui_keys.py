"""What a key press costs in the terminal UI, in CPU time, on a generated map.

    python -m benchmarks.tui_keys [CLAIMS] [--repeat N]

Prints the median and the 95th percentile of CPU milliseconds for each key, from the event to the
painted screen (120 × 40, no terminal), and what building the outline costs. Budget: 15 ms a key
at 10,000 claims.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from argmap.analysis.bearing import Bearings
from argmap.analysis.folding import Folding
from argmap.analysis.outline import outline
from argmap.tui.app import ArgmapApp
from argmap.workspace import open_map
from benchmarks.maps import map_folder

KEYS = {
    "down": ["down"], "up": ["up"], "page down": ["pagedown"], "page up": ["pageup"],
    "bottom, top": ["G", "g"], "fold, unfold the root": ["space"],
    "titles": ["t"], "to the detail and back": ["tab"],
}  # fmt: skip


async def measure(app: ArgmapApp, repeat: int) -> None:
    """Press each key ``repeat`` times and print what it cost."""
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(f"{'key':28}{'median ms':>10}{'95 % ms':>10}")
        for name, keys in KEYS.items():
            costs: list[float] = []
            for _ in range(repeat):
                for key in keys:
                    before = time.process_time()
                    app.simulate_key(key)
                    await pilot.pause()
                    costs.append((time.process_time() - before) * 1000)
            report(name, costs)
        await pilot.press("g", "slash")
        costs = []
        for letter in ("bridge " * repeat)[:repeat]:
            before = time.process_time()
            app.simulate_key(letter if letter != " " else "space")
            await pilot.pause()
            costs.append((time.process_time() - before) * 1000)
            if len(costs) % 12 == 0:
                await pilot.press("escape", "slash")
        report("a letter in the filter", costs)


def report(name: str, costs: list[float]) -> None:
    """One line of the table."""
    high = sorted(costs)[int(len(costs) * 0.95)]
    print(f"{name:28}{statistics.median(costs):10.1f}{high:10.1f}")


def main() -> None:
    """Generate, build, measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", nargs="?", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_map(map_folder(Path(folder), given.claims))
        start = time.process_time()
        map_ = workspace.map
        print(f"{len(map_.claims)} claims, {len(map_.relations)} relations")
        print(f"read       {time.process_time() - start:8.3f} s")
        start = time.process_time()
        bearings = Bearings(map_)
        print(f"bearings   {time.process_time() - start:8.3f} s")
        start = time.process_time()
        rows = outline(map_, bearings)
        print(f"outline    {time.process_time() - start:8.3f} s   {len(rows)} rows")
        start = time.process_time()
        folding = Folding(rows)
        folding.fold_all()
        folding.unfold_all()
        print(f"fold, unfold all {time.process_time() - start:.3f} s")
        asyncio.run(measure(ArgmapApp(workspace), given.repeat))


if __name__ == "__main__":
    main()
