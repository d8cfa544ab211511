"""``python -m benchmarks``: measure every budget, print the table for ``benchmarks/README.md``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from argmap.argdown import map_graph, read
from argmap.sources.plain import segment_text
from benchmarks import keys, maps, painted, stance
from benchmarks.measure import PYTHON, argmap, call, process

FLAGSHIP = "maps/israel-russia"


def main() -> None:
    """Run all and print Markdown."""
    print("| what | budget (CPU) | measured |\n|---|---|---|")

    def row(name: str, budget: str, seconds: float) -> None:
        unit = f"{seconds * 1000:.0f} ms" if seconds >= 0.02 else f"{seconds * 1000:.1f} ms"
        print(f"| {name} | {budget} | {unit} |", flush=True)

    def ran(name: str, budget: str, command: list[str]) -> None:
        row(name, budget, process(command)[0])

    ran("bare interpreter, for comparison", "", [PYTHON, "-c", "pass"])
    ran("`argmap --version`", "80 ms", argmap("--version"))
    ran("`argmap --help`", "80 ms", argmap("--help"))
    ran("`argmap check maps/israel-russia`", "400 ms", argmap("check", FLAGSHIP))
    ran("`argmap show -m maps/israel-russia`", "", argmap("show", "-m", FLAGSHIP))
    row("`argmap browse maps/israel-russia`, process start → painted", "700 ms",
        painted.painted(FLAGSHIP))  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending in ("svg", "png", "pdf"):
            target = str(folder / f"map.{ending}")
            ran(f"`argmap draw maps/israel-russia` → {ending.upper()}", "",
                argmap("draw", FLAGSHIP, "-o", target))  # fmt: skip
        large = maps.map_folder(folder / "large", 10_000)
        ran("`argmap check`, 10,000 claims", "", argmap("check", str(large)))
        floor, costs = keys.key_presses(large)
        row("key press: bare Textual redrawing two panes, for comparison", "", floor)
        for key, seconds in costs.items():
            row(f"key press, 10,000 claims: {key}", "15 ms", seconds)
    text = maps.map_text(10_000)
    row("`argdown.read` + map graph, 10,000 claims", "600 ms",
        call(lambda: map_graph(read(text).map), runs=3))  # fmt: skip
    scrape = maps.scrape(100_000)
    row("segmenting a scrape of 100 kB", "60 ms", call(lambda: segment_text(scrape, "bench.txt")))
    print()
    stance.main()


if __name__ == "__main__":
    main()
