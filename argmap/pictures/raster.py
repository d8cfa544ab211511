"""PNG of a drawing, by resvg."""

from __future__ import annotations

from html import escape
from typing import Any

from argmap.pictures.fonts import FAMILY, font_files, script_of
from argmap.pictures.options import PictureRefused
from argmap.pictures.text import missing_from_font

__all__ = ["png", "undrawn_scripts"]

ZOOM = 2.0
_NOBODYS = "\U0010fffd"
"""A character of private use that fonts do not draw."""
SHARP_PIXELS, MOST_PIXELS = 16_000_000, 48_000_000
"""Enlarging stops at the first; a map that is larger than the second is made smaller. Time and
memory grow with the pixels: 16 million take about 2 s and 100 MB."""


def png(svg: str, width: int, height: int) -> tuple[bytes, tuple[str, ...]]:
    """The drawing as PNG, up to twice its size, and notes about what could not be drawn so.

    Raises :class:`PictureRefused` where resvg is missing or there is no font to write with.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise PictureRefused(
            "PNG pictures need the package resvg-py, which is not installed",
            "pip install resvg-py, or write an .svg",
        ) from error
    if not font_files() and not _draws("a"):
        # resvg leaves text out in silence where it has no font
        raise PictureRefused(
            "this machine has no font to write a PNG with",
            "pip install --force-reinstall argmap brings one back, or write an .svg",
        )
    pixels = max(1, width * height)
    zoom = min(ZOOM, max(1.0, (SHARP_PIXELS / pixels) ** 0.5), (MOST_PIXELS / pixels) ** 0.5)
    notes = []
    if zoom < 1:
        notes.append(
            f"the map is so large that the PNG is drawn at {zoom:.0%} of its size;"
            " an .svg keeps every detail"
        )
    notes += undrawn_scripts(svg)
    # where the bundled font has every character the picture is the same on every machine; the
    # machine's fonts are asked for other scripts only, for resvg then mixes them freely
    alone = bool(font_files()) and not missing_from_font(svg)
    try:
        data = svg_to_bytes(svg_string=svg, zoom=zoom, skip_system_fonts=alone, **_fonts())
    except ValueError as error:
        raise PictureRefused(f"resvg could not draw the picture: {error}") from error
    return bytes(data), tuple(notes)


def _fonts() -> dict[str, Any]:
    files = [str(path) for path in font_files()]
    if not files:
        return {}
    return {"font_files": files, "sans_serif_family": FAMILY, "font_family": FAMILY}


def undrawn_scripts(text: str) -> list[str]:
    """A note where ``text`` has characters for which no font of this machine has a shape.

    Nothing where resvg, which is asked, is not there.
    """
    samples: dict[str, str] = {}
    for char in sorted(missing_from_font(text)):
        samples.setdefault(script_of(char), char)
    try:
        missing = [script for script, char in samples.items() if not _draws(char)]
    except ImportError:
        return []
    if not missing:
        return []
    return [
        f"no font on this machine has {' or '.join(missing)} characters, so the picture lacks"
        " them; install a Noto font for them, or write an .svg"
    ]


def _draws(char: str) -> bool:
    """Whether resvg draws ``char``: neither nothing nor the box of a missing character."""
    from resvg_py import svg_to_bytes

    def picture(text: str) -> bytes:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
            '<text x="8" y="28" font-size="20" font-family="sans-serif">'
            f"{escape(text)}</text></svg>"
        )
        return bytes(svg_to_bytes(svg_string=svg, **_fonts()))

    return picture(char) not in (picture(""), picture(_NOBODYS))
