"""The command line. This module is only the way in: nothing is imported before it is needed."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

from argmap import __version__

__all__ = ["COMMANDS", "help_page", "main"]

COMMANDS: dict[str, str] = {
    "new": "Start a map folder.",
    "add": "Read articles with their comments into the map.",
    "show": "Print the map, a claim with its evidence, or a source.",
    "claim": "Add a claim, or relate or tag one that is there.",
    "mark": "Mark a passage as evidence for or against a claim.",
    "suggest": "Propose passages that support or oppose a claim.",
    "review": "Accept or reject what was proposed.",
    "stance": "Who stands where: people by claims, from what people marked.",
    "check": "Find what is wrong with the map, its evidence and its sources.",
    "draw": "Draw the map as SVG, PNG, PDF or DOT.",
    "browse": "Open the map in the terminal.",
}
"""Name and short help of each command, in the order of the help page. ``argmap.cli.NAME`` holds
the command; a test keeps the two texts the same."""


def help_page() -> str:
    """What ``argmap --help`` prints."""
    rows = "\n".join(f"  {name:<8}{text}" for name, text in COMMANDS.items())
    return f"""\
Usage: argmap COMMAND [OPTIONS] [ARGUMENTS]

  A workbench for arguments: articles, their readers' comments, the passages in
  them that support or oppose a claim, and the map they add up to.

Commands:
{rows}

Options:
  -V, --version  Print the version and leave.
  -h, --help     Print this page and leave; “argmap COMMAND --help” says more.

To start: argmap new my-map --claim "What you want to find out."
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a code of :class:`~argmap.diagnostics.ExitCode`."""
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        code = 130
    except BrokenPipeError:
        # The reader (head, less) went away: not our problem, and nothing to say.
        _drop_output()
        code = 0
    except OSError as error:
        sys.stderr.write(f"argmap: cannot write the output: {error.strerror}.\n")
        _drop_output()
        code = 1
    sys.exit(code)


def _drop_output() -> None:
    # What is still in the buffer would fail again when Python ends.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show “−” or “שלום” shows a question mark; nothing fails.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")
    # Asked by people, scripts and editors again and again: no need for any library.
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"argmap {__version__}\n")
        return 0
    if arguments in ([], ["--help"], ["-h"]):
        sys.stdout.write(help_page())
        return 0
    if any(0xDC80 <= ord(char) <= 0xDCFF for argument in arguments for char in argument):
        # Written into a map, such a byte would make the whole file unreadable elsewhere.
        sys.stderr.write("argmap: an argument holds bytes that are not UTF-8. Nothing was done.\n")
        return 2
    import click

    from argmap.cli.group import cli

    try:
        code = cli.main(args=arguments, prog_name="argmap", standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        from argmap.cli.failure import tell

        return tell(error)
    return code if isinstance(code, int) else 0
