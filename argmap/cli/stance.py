"""``argmap stance``."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from pathlib import Path

import click

from argmap.cli.common import (
    chosen_options,
    fail_on_problems,
    map_argument,
    open_workspace,
    say,
    warn,
    width,
    write_json,
)
from argmap.diagnostics import Refused, nearest
from argmap.display import safe, shorten
from argmap.workspace import Workspace
from argmap.workspace.files import make_folder

_KINDS = {"articles": "author", "comments": "reader", "speakers": "speaker"}


class UnknownAnnotator(Refused):
    """Nobody of that name has marked anything."""


@click.command(short_help="Who stands where: people by claims, from what people marked.")
@map_argument
@chosen_options
@click.option(
    "--by", "annotators", metavar="NAME", multiple=True, help="Marks of NAME; may be repeated."
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(list(_KINDS)),
    multiple=True,
    help="Only authors of articles, readers who comment, or quoted speakers; may be repeated.",
)
@click.option(
    "--top",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Claims, and people, in tables and bars; 0 for all.",
)
@click.option(
    "--least",
    type=click.IntRange(2),
    default=3,
    show_default=True,
    help="People it takes before a claim is said to be agreed on.",
)
@click.option(
    "--include-suggestions",
    "suggestions",
    is_flag=True,
    help="Show what the model proposes too, apart from what people confirmed.",
)
@click.option("--names", is_flag=True, help="Call readers by their names, not by pseudonyms.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--csv",
    "table",
    metavar="FILE",
    help="Write claims to FILE, and people by claims to FILE with -people in its name.",
)
@click.option("--draw", is_flag=True, help="Draw exports/NAME-stance.svg and NAME-heat.svg.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Draw to FILE, and the heat map to FILE with -heat in its name; .svg, .png or .pdf.",
)
def command(
    map_path: str | None,
    claims: tuple[str, ...],
    sources: tuple[str, ...],
    annotators: tuple[str, ...],
    kinds: tuple[str, ...],
    top: int,
    least: int,
    suggestions: bool,
    names: bool,
    as_json: bool,
    table: str | None,
    draw: bool,
    output: str | None,
) -> None:
    """Tell who stands where on the claims, how sure that is, and where people are divided.

    It counts people, not comments, and only passages that people marked. Suggestions of the model
    are shown with --include-suggestions, in figures of their own. The model judges passages,
    never people. Readers who comment are private persons: they go by pseudonyms (“reader 7”)
    in everything printed or written, unless you say --names.
    """
    from argmap.analysis.people import Kind
    from argmap.analysis.standing import standing
    from argmap.cli.stance_lines import report_lines

    workspace = open_workspace(map_path)
    workspace.require_folder("marks")
    pictures = _pictures(workspace, draw, output)
    with _no_garbage():
        report = standing(
            workspace,
            claims=[workspace.require_node(claim) for claim in claims],
            sources=[workspace.require_source(source).id for source in sources],
            annotators=[_annotator(workspace, name) for name in annotators],
            kinds=[Kind(_KINDS[kind]) for kind in kinds],
            suggestions=suggestions,
        )
        asked = bool(claims or sources or annotators)
        if as_json:
            from argmap.cli.stance_files import record

            write_json(record(workspace, report, names, suggestions, least))
        else:
            options = (top, least, names, suggestions)
            say("\n".join(report_lines(workspace, report, options, kinds, asked, width())))
        # Standard output is the report's, for programs: what was written is told beside it.
        tell = warn if as_json else say
        written = []
        if table is not None:
            from argmap.cli.stance_files import write_tables

            written += write_tables(report, Path(table), names, suggestions)
        if pictures:
            from argmap.cli.stance_files import write_pictures

            if draw and output is None:
                make_folder(pictures[0].parent)
            written += write_pictures(workspace, report, pictures, top, names, suggestions)
        for path in written:
            tell(f"Wrote {safe(str(path))}")
    fail_on_problems(workspace)


def _pictures(workspace: Workspace, draw: bool, output: str | None) -> tuple[Path, Path] | None:
    """Where the two pictures go, if they are wanted; refused before any work where they cannot."""
    if output is not None:
        from argmap.pictures.draw import picture_format

        target = Path(output)
        picture_format(target, ("svg", "png", "pdf"))
        return target, target.with_name(f"{target.stem}-heat{target.suffix}")
    if draw:
        folder = Path("exports")
        return folder / f"{workspace.name}-stance.svg", folder / f"{workspace.name}-heat.svg"
    return None


def _annotator(workspace: Workspace, wanted: str) -> str:
    """The annotator's name as it is written in the marks. Raises :class:`UnknownAnnotator`."""
    names = {mark.annotator for mark in workspace.map.marks}
    found = [name for name in sorted(names) if name.casefold() == wanted.strip().casefold()]
    if wanted in names or len(found) == 1:
        return wanted if wanted in names else found[0]
    near = nearest(wanted, names) or sorted(names)[:5]
    hint = "Marks are by " + ", ".join(near) if near else "There is no mark yet: argmap mark"
    raise UnknownAnnotator(f"“{shorten(wanted, 60)}” has marked nothing in this map.", hint=hint)


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """Spare the collector: hundreds of thousands of marks are made here, and all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
