"""``argmap browse``."""

from __future__ import annotations

import sys

import click

from argmap.cli.common import map_argument, open_workspace


@click.command(short_help="Open the map in the terminal.")
@map_argument
def command(map_path: str | None) -> None:
    """Open the map in the terminal: claims, what speaks for and against them, and the passages.

    “?” shows the keys, “q” quits.
    """
    workspace = open_workspace(map_path)
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        raise click.UsageError(
            "browse needs a terminal. “argmap show” prints the same as plain text."
        )
    from argmap.tui.app import run

    sys.exit(run(workspace))
