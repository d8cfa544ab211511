"""``argmap browse``."""

from __future__ import annotations

import gc
import sys

import click

from argmap.cli.common import map_argument, open_workspace


@click.command(short_help="Open the map in the terminal.")
@map_argument
def command(map_path: str | None) -> None:
    """Open the map in the terminal: claims, what speaks for and against them, and the passages.

    “?” shows the keys, “q” quits.
    """
    # What start-up makes stays: looking through it for garbage again and again is wasted. The app
    # switches the collector on when it is painted.
    gc.disable()
    workspace = open_workspace(map_path)
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        raise click.UsageError(
            "browse needs a terminal. “argmap show” prints the same as plain text."
        )
    from argmap.tui.app import run

    sys.exit(run(workspace))
