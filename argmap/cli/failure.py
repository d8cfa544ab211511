"""What went wrong, on one line of standard error, and the exit code that says so."""

from __future__ import annotations

import os

import click

from argmap.cli.common import OutputFailed
from argmap.diagnostics import ExitCode, Refused
from argmap.display import one_line

__all__ = ["tell"]


def tell(error: Exception) -> int:
    """Tell the user and return the exit code; ``ARGMAP_DEBUG`` raises what is a bug of ours."""
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        name = context.command_path if context else "argmap"
        message = one_line(error.format_message())
        stop = "" if message.endswith((".", "?", "!")) else "."
        click.echo(f"{name}: {message}{stop} “{name} --help” tells the usage.", err=True)
        return ExitCode.USAGE
    if isinstance(error, OutputFailed):
        raise error.reason
    if isinstance(error, Refused):
        click.echo(f"argmap: {error.line}", err=True)
        return error.exit_code
    if os.environ.get("ARGMAP_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename is not None:
        what = one_line(f"{os.fsdecode(error.filename)}: {error.strerror}")
        click.echo(f"argmap: {what}.", err=True)
        return ExitCode.PROBLEMS
    click.echo(
        f"argmap: internal error: {type(error).__name__}: {one_line(str(error))}. "
        "This is a bug in argmap; ARGMAP_DEBUG=1 shows where it happened.",
        err=True,
    )
    return ExitCode.PROBLEMS
