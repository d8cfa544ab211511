"""What charts share: the frame with title, notes and legend, text, hatching, and writing a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from argmap.pictures.cards import FONTS
from argmap.pictures.draw import picture_format, write_picture
from argmap.pictures.fonts import FAMILY, font_files
from argmap.pictures.markup import escape, num
from argmap.pictures.palette import style_sheet
from argmap.pictures.svg import Drawing
from argmap.pictures.text import ellipsis_line, is_rtl, measure, wrap

__all__ = ["PAD", "box", "frame", "hatching", "key_row", "save", "words"]

PAD = 26.0
_GAP = 22.0
_SHAPES = (
    ".hs,.ho{fill:none;stroke-width:1.4}"
    ".ax{stroke-width:1;fill:none}"
    ".wk{stroke-width:2;fill:none}"
    ".un{fill:none;stroke-dasharray:3 2}"
    ".row:focus{outline:none}"
)


def words(
    text: str,
    x: float,
    y: float,
    style: str,
    tone: str = "ft",
    anchor: str = "start",
    room: float | None = None,
) -> str:
    """Text on its baseline; cut with ``…`` to ``room`` pixels. ``anchor``: start, middle or end."""
    if room is not None:
        size, bold, spacing = FONTS[style]
        text = ellipsis_line(text, room - spacing * len(text), size, bold)
    body = escape(text)
    if is_rtl(text):
        body = f"\u2067{body}\u2069"
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text class="{style} {tone}" x="{num(x)}" y="{num(y)}"{where}>{body}</text>'


def box(x: float, y: float, width: float, height: float, style: str, radius: float = 2) -> str:
    """A rectangle."""
    return (
        f'<rect class="{style}" x="{num(x)}" y="{num(y)}" width="{num(width)}"'
        f' height="{num(height)}" rx="{num(radius)}"/>'
    )


def hatching(x: float, y: float, width: float, height: float, supports: bool) -> str:
    """A rectangle filled with slanting lines, rising for one side and falling for the other."""
    tone = "ss hs" if supports else "so ho"
    step, lines = 5.0, []
    at = -height + step / 2
    while at < width:
        # From (at, bottom) to (at + height, top), cut to the rectangle.
        left, right = max(0.0, at), min(width, at + height)
        if right > left:
            low, high = left - at, right - at
            if supports:
                low, high = height - low, height - high
            lines.append(
                f"M{num(x + left)} {num(y + low)}L{num(x + right)} {num(y + high)}",
            )
        at += step
    edge = f"M{num(x)} {num(y)}h{num(width)}v{num(height)}h{num(-width)}Z"
    return f'<path class="{tone}" d="{edge}{"".join(lines)}"/>'


def key_row(samples: Sequence[tuple[str, float, str]], room: float) -> tuple[str, float]:
    """The legend: samples (drawn around the line y = 0 from x = 0 on), their widths, meanings.

    Returns the SVG from (0, 0) on, and its height.
    """
    size, bold, _ = FONTS["m"]
    x, y, parts = 0.0, 0.0, []
    for sample, width, meaning in samples:
        whole = width + 7 + measure(meaning, size, bold)
        if x and x + whole > room:
            x, y = 0.0, y + 22
        parts.append(
            f'<g transform="translate({num(x)} {num(y + 11)})">{sample}'
            f"{words(meaning, width + 7, 3.8, 'm', 'fq')}</g>"
        )
        x += whole + _GAP
    return "".join(parts), y + 22 if parts else 0.0


def frame(
    title: str,
    summary: str,
    notes: Sequence[str],
    width: float,
    body: Callable[[float], tuple[str, float]],
    samples: Sequence[tuple[str, float, str]],
    theme: str,
    fonts: str,
) -> Drawing:
    """The whole chart. ``body`` draws from the given y on and returns its SVG and where it ends."""
    room = width - 2 * PAD
    y, head = PAD, []
    rows = [("title ft", title, 19.0, True, 25.0, 3), ("sub fq", summary, 12.0, False, 17.0, 4)]
    for style, text, size, bold, leading, most in rows:
        rtl = is_rtl(text)
        for line in wrap(text, room, size, bold, most):
            y += leading
            shown = f"\u2067{escape(line)}\u2069" if rtl else escape(line)
            where = f'x="{num(PAD + room)}" text-anchor="end"' if rtl else f'x="{num(PAD)}"'
            head.append(f'<text class="{style}" {where} y="{num(y - 6)}">{shown}</text>')
    drawn, y = body(y + 12)
    key, key_height = key_row(samples, room)
    foot, y = [f'<g transform="translate({num(PAD)} {num(y + 10)})">{key}</g>'], y + key_height + 12
    for note in notes:
        for line in wrap(note, room, 12.0, False):
            y += 17
            foot.append(f'<text class="sub fq" x="{num(PAD)}" y="{num(y)}">{escape(line)}</text>')
    height = y + PAD - 4
    said = " ".join([summary, *notes])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{round(width)}" height="{round(height)}"'
        f' viewBox="0 0 {round(width)} {round(height)}" role="graphics-document document"'
        f' aria-labelledby="title desc"><title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(said)}</desc><style>{style_sheet(theme, fonts)}{_SHAPES}</style>'
        f'{box(0, 0, width, height, "pg", 0)}<g aria-hidden="true">{"".join(head)}</g>'
        f'<g role="list">{drawn}</g><g aria-hidden="true">{"".join(foot)}</g></svg>\n'
    )
    return Drawing(svg, round(width), round(height), ())


def save(draw: Callable[[str, str], Drawing], title: str, target: Path) -> tuple[str, ...]:
    """Write a chart as SVG, PNG or PDF, by the ending of ``target``; notes for the reader.

    ``draw`` takes the theme and the font to put before the usual ones. Raises
    :class:`~argmap.pictures.PictureRefused`.
    """
    wanted = picture_format(target, ("svg", "png", "pdf"))
    if wanted == "svg":
        write_picture(target, draw("auto", "").svg.encode("utf-8"))
        return ()
    drawing = draw("light", FAMILY if font_files() else "")
    if wanted == "png":
        from argmap.pictures.raster import png

        data, notes = png(drawing.svg, drawing.width, drawing.height)
    else:
        from argmap.pictures.pdf import pdf
        from argmap.pictures.raster import undrawn_scripts

        data, notes = pdf(drawing, title), tuple(undrawn_scripts(drawing.svg))
    write_picture(target, data)
    return notes
