"""What the commands share: which map is meant, how output looks, how problems are told."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from argmap.diagnostics import Diagnostic, ExitCode, Severity, render
from argmap.model import Stance
from argmap.workspace import NotAMap, Workspace, open_map
from argmap.workspace.folder import find_map

__all__ = [
    "OutputFailed",
    "chosen_options",
    "dim",
    "emphasis",
    "fail_on_problems",
    "map_argument",
    "map_option",
    "open_workspace",
    "say",
    "side_style",
    "warn",
    "width",
    "write_json",
]


class OutputFailed(Exception):
    """Standard output takes no more; ``reason`` is what the system says."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


F = TypeVar("F", bound=Callable[..., object])


def map_option(function: F) -> F:
    """``-m/--map``: the map to work on where the arguments name something else."""
    return click.option(
        "-m",
        "--map",
        "map_path",
        metavar="MAP",
        envvar="ARGMAP_MAP",
        help="Map folder or .argdown file. Default: the map around the current folder.",
    )(function)


def map_argument(function: F) -> F:
    """An optional MAP argument."""
    return click.argument("map_path", metavar="[MAP]", required=False, envvar="ARGMAP_MAP")(
        function
    )


def chosen_options(function: F) -> F:
    """``--claim`` and ``--source``, each as often as wanted: what part of the map is meant."""
    claim = click.option(
        "--claim", "claims", metavar="CLAIM", multiple=True, help="This claim; may be repeated."
    )
    source = click.option(
        "--source",
        "sources",
        metavar="SOURCE",
        multiple=True,
        help="This source; may be repeated.",
    )
    return claim(source(function))


def open_workspace(path: str | None) -> Workspace:
    """The map at ``path``, else the one around the current folder.

    Raises :class:`~argmap.workspace.NotAMap`.
    """
    if path is not None:
        return open_map(path)
    found = find_map(Path())
    if found is None:
        here = [p.parent for p in sorted(Path().glob("*/map.argdown"))]
        here += [p.parent for p in sorted(Path().glob("maps/*/map.argdown"))]
        if here:
            hint = "Name one: " + ", ".join(str(p) for p in here[:4])
        else:
            hint = "Name a map folder, or start one: argmap new my-map"
        raise NotAMap("There is no map in this folder or above it.", hint=hint)
    relative = os.path.relpath(found)
    return open_map(relative)


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None


def say(text: str = "") -> None:
    """Print to standard output; styles are dropped where it is no terminal.

    Raises :class:`OutputFailed`, which Click leaves alone (it takes a broken pipe for a failure).
    """
    try:
        click.echo(text, color=_colour())
    except OSError as error:
        raise OutputFailed(error) from error


def warn(text: str) -> None:
    """Print to standard error."""
    click.echo(text, err=True, color=_colour())


def dim(text: str) -> str:
    """Quiet text."""
    return click.style(text, dim=True)


def emphasis(text: str) -> str:
    """Strong text."""
    return click.style(text, bold=True)


def side_style(text: str, stance: Stance) -> str:
    """Text in the colour of a side; callers also write its sign or word."""
    return click.style(text, fg="blue" if stance is Stance.SUPPORTS else "yellow", bold=True)


def width() -> int:
    """Columns to fill: the terminal's, between 50 and 100; 90 where there is no terminal."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return 90
    return max(50, min(100, shutil.get_terminal_size((90, 24)).columns))


def write_json(data: Any) -> None:
    """Print data for programs: one JSON document, control characters escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(data, indent=2)
    # C1 controls and bidi overrides pass json.dumps; a terminal must not act on them.
    for code in (
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x2028,
        0x2029,
    ):
        text = text.replace(chr(code), f"\\u{code:04x}")
    say(text)


def fail_on_problems(workspace: Workspace) -> None:
    """Tell the errors of the files on standard error and leave with exit code 1 if there are any.

    Called last, so that everything that could be shown was shown.
    """
    errors = [d for d in workspace.file_problems if d.severity is Severity.ERROR]
    if not errors:
        return
    tell(errors)
    sys.exit(ExitCode.PROBLEMS)


def tell(problems: list[Diagnostic], most: int = 20) -> None:
    """Diagnostics on standard error, the first ``most`` of them whole."""
    for problem in problems[:most]:
        warn(render(problem))
    if len(problems) > most:
        warn(f"… and {len(problems) - most} more: argmap check")
