"""Draw the README's two pictures anew: ``make images``. Look at them before you commit them.

The map is drawn by ``argmap draw`` without single passages, the screen by the terminal UI itself;
both are turned into PNG by resvg. The screen needs the font DejaVu Sans Mono on the machine.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from resvg_py import svg_to_bytes

from argmap.pictures import DrawOptions, render
from argmap.pictures.fonts import font_files
from argmap.tui.app import ArgmapApp
from argmap.workspace import open_map

ROOT = Path(__file__).parents[1]
FLAGSHIP = ROOT / "maps" / "israel-russia"


def draw_map(target: Path) -> None:
    """The flagship with counts of passages, 1,000 pixels wide."""
    svg = render(open_map(FLAGSHIP).map, "svg", DrawOptions(evidence_per_claim=0, theme="light"))
    fonts = [str(path) for path in font_files()]
    target.write_bytes(
        bytes(svg_to_bytes(svg_string=svg.decode(), width=1000, font_files=fonts,
                           skip_system_fonts=True))
    )  # fmt: skip


async def draw_screen(target: Path) -> None:
    """The flagship in the terminal UI, 118 × 34 cells."""
    app = ArgmapApp(open_map(FLAGSHIP))
    async with app.run_test(size=(118, 34)) as pilot:
        await pilot.pause(0.2)
        await pilot.press(*["down"] * 5)
        await pilot.pause(0.4)
        svg = app.export_screenshot(title="argmap browse maps/israel-russia")
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    target.write_bytes(bytes(svg_to_bytes(svg_string=svg, width=1180)))


def main() -> None:
    """Write both."""
    draw_map(ROOT / "exports" / "israel-russia.sample.png")
    asyncio.run(draw_screen(ROOT / "docs" / "images" / "browse.png"))


if __name__ == "__main__":
    main()
