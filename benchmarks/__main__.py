"""``python -m benchmarks``: measure every budget, print the table for ``benchmarks/README.md``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import keys, maps
from benchmarks.measure import PYTHON, argmap, call, process

FLAGSHIP = "maps/israel-russia"


def main() -> None:
    """Run all and print Markdown."""
    rows: list[tuple[str, str, str]] = []

    def ran(name: str, budget: str, command: list[str]) -> None:
        seconds, _ = process(command)
        rows.append((name, budget, f"{seconds * 1000:.0f} ms"))

    bare, _ = process([PYTHON, "-c", "pass"])
    rows.append(("bare interpreter, for comparison", "", f"{bare * 1000:.0f} ms"))
    ran("`argmap --version`", "80 ms", argmap("--version"))
    ran("`argmap --help`", "80 ms", argmap("--help"))
    ran("`argmap check maps/israel-russia`", "400 ms", argmap("check", FLAGSHIP))
    ran("`argmap show -m maps/israel-russia`", "", argmap("show", "-m", FLAGSHIP))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = str(folder / "map.svg")
        ran("`argmap draw` the flagship → SVG", "", argmap("draw", FLAGSHIP, "-o", target))
        painted = keys.painted(FLAGSHIP)
        rows.append(
            ("`browse` the flagship, process start → painted", "700 ms", f"{painted * 1000:.0f} ms")
        )
        large = maps.map_folder(folder / "large", 10_000)
        ran("`argmap check`, 10,000 claims", "", argmap("check", str(large)))
        slowest, median = keys.key_press(large)
        rows.append(
            (
                "key press in `browse`, 10,000 claims, median (slowest kind)",
                "15 ms",
                f"{median * 1000:.1f} ms ({slowest * 1000:.1f} ms)",
            )
        )

        from argmap.argdown import map_graph, read
        from argmap.sources.plain import segment_text

        text = maps.map_text(10_000)
        seconds = call(lambda: map_graph(read(text).map), runs=3)
        rows.append(
            ("`argdown.read` + map graph, 10,000 claims", "600 ms", f"{seconds * 1000:.0f} ms")
        )
        scrape = maps.scrape(100_000)
        seconds = call(lambda: segment_text(scrape, "bench.txt"))
        rows.append(("segmenting a scrape of 100 kB", "60 ms", f"{seconds * 1000:.0f} ms"))
    print("| what | budget (CPU) | measured |")
    print("|---|---|---|")
    for name_, budget, value in rows:
        print(f"| {name_} | {budget} | {value} |")


if __name__ == "__main__":
    main()
