"""``argmap new``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from argmap.cli.common import emphasis, say
from argmap.display import safe


@click.command(short_help="Start a map folder.")
@click.argument("path", metavar="FOLDER")
@click.option("--claim", metavar="TEXT", help="The central claim, a whole sentence.")
@click.option(
    "--title", metavar="TEXT", help="The map's title. Default: made from the folder's name."
)
def command(path: str, claim: str | None, title: str | None) -> None:
    """Start a map in FOLDER: an Argdown file, and places for sources and evidence."""
    from argmap.workspace import create

    if not path.strip():
        raise click.UsageError("FOLDER is empty.")

    workspace = create(Path(path), title, claim)
    name = safe(path)
    say(f"Started the map {emphasis(safe(workspace.map.title))} in {name}.")
    inside = "" if os.path.relpath(path) == "." else f"cd {name}\n  "
    thesis = workspace.map.thesis
    if thesis is None:
        say(
            f"Next, from there:\n  {inside}argmap claim 'What you want to find out.'\n"
            "  argmap add FILE …"
        )
    else:
        say(f"Central claim: {safe(workspace.map.claims[thesis].label)}")
        say(
            f"Next, from there:\n  {inside}argmap add FILE …\n"
            f'  argmap mark SOURCE --quote "…" --supports "{safe(thesis)}"'
        )
