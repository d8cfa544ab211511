"""PDF of a drawing: one page of exactly its size, text selectable, by typst or rsvg-convert."""

from __future__ import annotations

import json
import shutil
import subprocess

from argmap.display import one_line
from argmap.pictures.fonts import font_files
from argmap.pictures.options import PictureRefused
from argmap.pictures.svg import Drawing

__all__ = ["pdf"]

POINTS = 0.75
"""Points in a CSS pixel."""
_TIMEOUT = 60.0


def pdf(drawing: Drawing, title: str) -> bytes:
    """The drawing as PDF.

    Raises :class:`PictureRefused` where neither typst nor rsvg-convert is there, or one fails.
    """
    try:
        import typst
    except ImportError:
        program = shutil.which("rsvg-convert")
        if program is None:
            raise PictureRefused(
                "PDF pictures need typst, which is not installed",
                'pip install "argmap[pdf]", or write an .svg and print it from a browser',
            ) from None
        return _rsvg(program, drawing)
    fonts = typst.Fonts(font_paths=sorted({str(path.parent) for path in font_files()}))
    try:
        data = typst.compile(
            _page(drawing).encode("utf-8"),
            format="pdf",
            sys_inputs={"svg": drawing.svg, "title": title},
            font_paths=fonts,
        )
    except (typst.TypstError, RuntimeError, ValueError) as error:
        raise PictureRefused(
            f"typst could not make the PDF: {one_line(str(error))[:200]}"
        ) from error
    return bytes(data)


def _page(drawing: Drawing) -> str:
    """A typst document: the SVG, and a link over each of its links, which typst would lose."""
    width, height = drawing.width * POINTS, drawing.height * POINTS
    lines = [
        f"#set page(width: {width:.2f}pt, height: {height:.2f}pt, margin: 0pt)",
        "#set document(title: sys.inputs.title, date: none)",
        "#place(top + left, image(bytes(sys.inputs.svg),"
        f' format: "svg", width: {width:.2f}pt, height: {height:.2f}pt, alt: sys.inputs.title))',
    ]
    lines += [
        f"#place(top + left, dx: {link.x * POINTS:.2f}pt, dy: {link.y * POINTS:.2f}pt,"
        f" link({json.dumps(link.url, ensure_ascii=True)},"
        f" box(width: {link.width * POINTS:.2f}pt, height: {link.height * POINTS:.2f}pt)))"
        for link in drawing.links
        if link.url.isascii()
    ]
    return "\n".join(lines) + "\n"


def _rsvg(program: str, drawing: Drawing) -> bytes:
    try:
        done = subprocess.run(
            [program, "--format=pdf", "--dpi-x=96", "--dpi-y=96"],
            input=drawing.svg.encode("utf-8"),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PictureRefused(f"rsvg-convert could not make the PDF: {error}") from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        said = one_line(done.stderr.decode("utf-8", "replace"))[:200]
        raise PictureRefused(f"rsvg-convert could not make the PDF: {said}")
    return done.stdout
