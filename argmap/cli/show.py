"""``argmap show``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.analysis.bearing import Bearings, node_of, relation_word
from argmap.analysis.outline import Row, outline
from argmap.cli.common import (
    dim,
    emphasis,
    fail_on_problems,
    map_option,
    open_workspace,
    say,
    side_style,
    width,
    write_json,
)
from argmap.diagnostics import nearest
from argmap.display import count, isolate, one_line, shorten, wrap
from argmap.model import Map, NodeKind, Stance
from argmap.workspace import Workspace
from argmap.workspace.files import is_file
from argmap.workspace.folder import MAP_FILE, Unknown


@click.command(short_help="Print the map, a claim with its evidence, or a source.")
@click.argument("name", metavar="[CLAIM|SOURCE|MAP]", required=False)
@click.option("--thesis", is_flag=True, help="The central claim, whatever its title.")
@click.option("--sources", is_flag=True, help="List the sources.")
@click.option("--all", "everything", is_flag=True, help="With a source: what was set aside too.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@map_option
def command(
    name: str | None,
    thesis: bool,
    sources: bool,
    everything: bool,
    as_json: bool,
    map_path: str | None,
) -> None:
    """Print the map as an outline; a CLAIM with what speaks for and against it; or a SOURCE.

    A claim is named by its title, a source by its id; the start of either is enough.
    """
    if name is not None and map_path is None and _is_map(name):
        name, map_path = None, name
    workspace = open_workspace(map_path)
    if thesis:
        if name is not None or sources:
            raise click.UsageError("--thesis goes without a name and without --sources.")
        name = workspace.map.thesis
    if sources:
        _sources(workspace, as_json)
    elif name is None:
        _map(workspace, as_json)
    else:
        _one(workspace, name, everything, as_json)
    fail_on_problems(workspace)


def _one(workspace: Workspace, name: str, everything: bool, as_json: bool) -> None:
    """Print the claim, argument or source of that name."""
    nodes, sources = workspace.nodes_named(name), workspace.sources_named(name)
    if len(nodes) == 1 and (not sources or nodes[0].casefold() == name.strip("[]<> ").casefold()):
        bearings = Bearings(workspace.map)
        if as_json:
            from argmap.cli.records import node_record

            write_json(node_record(workspace, bearings, nodes[0]))
        else:
            from argmap.cli.standing import node_lines

            say("\n".join(node_lines(workspace, bearings, nodes[0], width())))
    elif len(sources) == 1 and not nodes:
        source = workspace.sources[sources[0]]
        if as_json:
            from argmap.cli.records import source_record

            write_json(source_record(workspace, source))
        else:
            from argmap.cli.reading import source_lines

            say("\n".join(source_lines(workspace, source, width(), everything)))
    else:
        raise _not_one(workspace, name, [*nodes, *sources])


def _is_map(name: str) -> bool:
    path = Path(name)
    return is_file(path / MAP_FILE) or (path.suffix == ".argdown" and is_file(path))


def _not_one(workspace: Workspace, name: str, several: list[str]) -> Unknown:
    if several:
        shown = ", ".join(f"“{n}”" for n in several[:6]) + (", …" if len(several) > 6 else "")
        return Unknown(f"“{name}” fits {len(several)}: {shown}.", hint="Write more of the name.")
    map_ = workspace.map
    near = nearest(name, [*map_.claims, *map_.arguments, *map_.sources])
    if near:
        hint = "Did you mean " + " or ".join(f"“{n}”" for n in near) + "?"
    else:
        hint = "“argmap show” lists the claims, “argmap show --sources” the sources."
    return Unknown(f"There is no claim and no source “{name}”.", hint=hint)


def _map(workspace: Workspace, as_json: bool) -> None:

    map_ = workspace.map
    bearings = Bearings(map_)
    if as_json:
        from argmap.cli.records import map_record

        write_json(map_record(workspace, bearings))
        return
    columns = width()
    say(emphasis(isolate(one_line(map_.title))))
    say(
        dim(
            f"{count(len(map_.claims), 'claim')}, {count(len(map_.arguments), 'argument')} · "
            f"{count(len(map_.sources), 'source')} · {count(len(map_.marks), 'mark')}"
        )
    )
    if not map_.claims and not map_.arguments:
        say("\nThe map is empty. Next: argmap claim 'What you want to find out.'")
        return
    say()
    for row in outline(map_, bearings):
        for line in _row(map_, bearings, row, columns):
            say(line)
    say()
    say(dim("argmap show CLAIM: one claim with its evidence · argmap show --sources: the sources"))


def _row(map_: Map, bearings: Bearings, row: Row, columns: int) -> list[str]:
    """One claim or argument of the outline: sign, title, marks for and against, text."""
    node = node_of(map_, row.ref)
    if node is None:
        return []
    indent = "  " * min(row.depth, 12)
    sign, verb = "", ""
    if row.relation is not None:
        sign = side_style(row.relation.stance.sign, row.relation.stance) + " "
        word = relation_word(row.relation)
        verb = dim(f"{word} ") if word not in ("supports", "opposes") else ""
    title = isolate(one_line(row.ref.title))
    name = f"[{title}]" if row.ref.kind is NodeKind.CLAIM else f"<{title}>"
    counts = "".join(
        " " + side_style(f"{stance.sign}{number}", stance)
        for stance, number in zip(Stance, bearings.counts(row.ref.title), strict=True)
        if number
    )
    head = f"{indent}{sign}{verb}{emphasis(name)}{counts}"
    if row.repeated:
        return [f"{head} {dim('↪ shown above')}"]
    lead = f"{click.unstyle(head)} "
    if not node.text.strip():
        return [head]
    lines = wrap(node.text, columns, indent + "    ", lead)
    return [f"{head} {lines[0].removeprefix(lead)}", *lines[1:]]


def _sources(workspace: Workspace, as_json: bool) -> None:
    map_ = workspace.map
    if as_json:
        from argmap.cli.records import source_record

        write_json([source_record(workspace, s) for s in map_.sources.values()])
        return
    if not map_.sources:
        say("The map has no sources yet. Next: argmap add FILE")
        return
    for source in map_.sources.values():
        marks = sum(1 for e in map_.marks if e.anchor.source == source.id)
        when = one_line(source.date.value) if source.date else "no date"
        say(emphasis(isolate(shorten(source.title.value, width()))))
        numbers = f"{count(len(source.comments), 'comment')} · {count(marks, 'mark')}"
        say(dim(f"  {one_line(source.id)} · {when} · {numbers}"))
