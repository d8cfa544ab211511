"""``argmap claim``."""

from __future__ import annotations

import click

from argmap.cli.common import emphasis, fail_on_problems, map_option, open_workspace, say
from argmap.diagnostics import Refused
from argmap.display import safe


@click.command(short_help="Add a claim, or relate or tag one that is there.")
@click.argument("text", metavar="TEXT|TITLE")
@click.option("--title", metavar="TITLE", help="Short title. Default: the first words of the text.")
@click.option("--supports", metavar="CLAIM", help="It speaks for this claim.")
@click.option("--opposes", metavar="CLAIM", help="It speaks against this claim.")
@click.option("--undercuts", metavar="ARGUMENT", help="It attacks the inference of this argument.")
@click.option(
    "--tag", "tags", metavar="TAG", multiple=True, help="A tag, without #; may be repeated."
)
@map_option
def command(
    text: str,
    title: str | None,
    supports: str | None,
    opposes: str | None,
    undercuts: str | None,
    tags: tuple[str, ...],
    map_path: str | None,
) -> None:
    """Write a claim into the map, or relate or tag one that is there.

    TEXT is a whole sentence. Where it is the title of a claim that the map has, the relation or
    the tag is added to that one. Nothing else in the file is touched.
    """
    from argmap.argdown import add_claim, add_relation, add_tag
    from argmap.model import RelationType
    from argmap.workspace.start import short_title

    kinds = {
        RelationType.SUPPORT: supports,
        RelationType.ATTACK: opposes,
        RelationType.UNDERCUT: undercuts,
    }
    asked = [(kind, target) for kind, target in kinds.items() if target is not None]
    if len(asked) > 1:
        raise click.UsageError("Use one of --supports, --opposes and --undercuts.")
    workspace = open_workspace(map_path)
    relation, under = None, None
    if asked:
        relation, under = asked[0][0], workspace.require_node(asked[0][1])
    present = None if title else workspace.node_title(text)
    if present is None:
        words = " ".join(text.split())
        name = title or short_title(words)
        workspace.apply(
            add_claim(
                workspace.reading,
                name,
                words,
                tags=tags,
                under=under,
                relation=relation or RelationType.SUPPORT,
            )
        )
        say(
            f"Added {emphasis(f'[{safe(name)}]')}"
            + (f" under [{safe(under)}]" if under else "")
            + "."
        )
        if under is None and len(workspace.map.claims) > 1:
            say(
                "It stands by itself. To relate it: "
                f'argmap claim "{safe(name)}" --supports "CLAIM" (or --opposes)'
            )
    else:
        if relation is None and not tags:
            raise Refused(
                f"The map has “{present}” already.",
                hint="Give --supports, --opposes, --undercuts or --tag to add to it.",
            )
        if relation is not None and under is not None:
            workspace.apply(add_relation(workspace.reading, present, under, relation))
            say(f"{emphasis(f'[{safe(present)}]')} now bears on [{safe(under)}] ({relation}).")
        for tag in tags:
            workspace.apply(add_tag(workspace.reading, present, tag))
            say(f"{emphasis(f'[{safe(present)}]')} is tagged #{safe(tag)}.")
    fail_on_problems(workspace)
