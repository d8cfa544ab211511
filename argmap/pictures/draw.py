"""Drawing a map into a file: the format comes from the file's name, the write is atomic."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.display import one_line
from argmap.model import Map
from argmap.pictures.options import FORMATS, DrawOptions, Picture, PictureRefused
from argmap.workspace.files import CannotWrite, write_bytes

__all__ = ["draw", "picture_format", "render", "write_picture"]


_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class _Made:
    data: bytes
    notes: tuple[str, ...]
    cards: int
    edges: int
    width: int
    height: int
    engine: str


def draw(map: Map, target: Path, options: DrawOptions | None = None) -> Picture:  # noqa: A002
    """Draw ``map`` into ``target``; its extension says as what (:data:`FORMATS`).

    The file appears whole or not at all. Raises :class:`PictureRefused` where the format is not
    one of them, the place cannot be written to, or a program the format needs is missing.
    """
    target = Path(target)
    made = _make(map, picture_format(target), options or DrawOptions())
    write_picture(target, made.data)
    return Picture(
        path=target,
        notes=made.notes,
        cards=made.cards,
        edges=made.edges,
        width=made.width,
        height=made.height,
        engine=made.engine,
    )


def render(map: Map, format: str, options: DrawOptions | None = None) -> bytes:  # noqa: A002
    """The picture of ``map`` in one of :data:`FORMATS`; no file is made."""
    if format not in FORMATS:
        raise _no_format(format)
    return _make(map, format, options or DrawOptions()).data


def _no_format(wanted: str, formats: Sequence[str] = FORMATS) -> PictureRefused:
    works = ", ".join(f".{name}" for name in formats)
    said = (
        f"argmap does not draw .{one_line(wanted)}" if wanted else "the file name has no extension"
    )
    return PictureRefused(f"{said}; pictures can be {works}", "name a file like map.svg")


def picture_format(target: Path, formats: Sequence[str] = FORMATS) -> str:
    """The format that the ending of ``target`` asks for, one of ``formats``.

    Raises :class:`PictureRefused`.
    """
    extension = target.suffix.lower().lstrip(".")
    if extension not in formats:
        raise _no_format(extension, formats)
    return extension


def _make(map_: Map, format_: str, options: DrawOptions) -> _Made:
    if format_ == "dot":
        from argmap.pictures.build import build
        from argmap.pictures.compose import direction_of
        from argmap.pictures.dot import dot

        scene = build(map_, options)
        text = dot(scene, direction_of(scene, options), options.theme)
        return _Made(text.encode("utf-8"), scene.left_out, scene.cards, len(scene.edges), 0, 0, "")
    from argmap.pictures.compose import compose
    from argmap.pictures.fonts import FAMILY, font_files
    from argmap.pictures.svg import draw_svg

    composition = compose(map_, options)
    drawn = format_ == "svg"
    theme = "light" if options.theme == "auto" and not drawn else options.theme
    first = FAMILY if font_files() and not drawn else ""
    drawing = draw_svg(composition, theme, first)
    notes = composition.notes
    if format_ == "png":
        from argmap.pictures.raster import png

        data, more = png(drawing.svg, drawing.width, drawing.height)
        notes += more
    elif format_ == "pdf":
        from argmap.pictures.pdf import pdf
        from argmap.pictures.raster import undrawn_scripts

        data = pdf(drawing, composition.scene.title)
        notes += tuple(undrawn_scripts(drawing.svg))
    else:
        data = drawing.svg.encode("utf-8")
    return _Made(
        data=data,
        notes=notes,
        cards=composition.scene.cards,
        edges=len(composition.scene.edges),
        width=drawing.width,
        height=drawing.height,
        engine=composition.layout.engine,
    )


def write_picture(target: Path, data: bytes) -> None:
    """Write a picture, whole or not at all. Raises :class:`PictureRefused`."""
    shown = one_line(str(target))
    folder = target.parent
    if target.is_dir():
        raise PictureRefused(f"{shown} is a folder, not a file", "name a file in it")
    if not folder.is_dir():
        raise PictureRefused(
            f"there is no folder {one_line(str(folder))}", "make it first, or choose another place"
        )
    try:
        write_bytes(target, data)
    except (CannotWrite, ValueError) as error:
        reason = str(error.__cause__ or error)
        if isinstance(error.__cause__, OSError):
            reason = (error.__cause__.strerror or reason).lower()
        raise PictureRefused(
            f"{shown} cannot be written: {reason}", "choose a place you may write to, with -o"
        ) from error
