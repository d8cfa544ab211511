"""The command line: a lazy group, so that help and completion never import a command's room."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from argmap import __version__

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS: dict[str, str] = {
    "new": "Start a map folder.",
    "add": "Read articles with their comments into the map.",
    "show": "Print the map, a claim with its evidence, or a source.",
    "claim": "Add a claim, or relate or tag one that is there.",
    "mark": "Mark a passage as evidence for or against a claim.",
    "check": "Find what is wrong with the map, its evidence and its sources.",
    "draw": "Draw the map as SVG, PNG, PDF or DOT.",
    "browse": "Open the map in the terminal.",
}
"""Name and short help of each command, in the order of the help page. ``argmap.cli.NAME`` holds
the command; a test keeps the two texts the same."""


class LazyGroup(click.Group):
    """Lists :data:`COMMANDS` without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command when it is called."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"argmap.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Offer the nearest name for a mistyped one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from argmap.diagnostics import nearest

            near = nearest(args[0], COMMANDS, 1)
            hint = f" Did you mean “{near[0]}”?" if near else " “argmap --help” lists them."
            ctx.fail(f"There is no command “{args[0]}”.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command table, from the static texts."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with “argmap new my-map --claim "
    "'What you want to find out.'”, then “argmap add FILE”.",
)
@click.version_option(__version__, "--version", "-V", message="argmap %(version)s")
def cli() -> None:
    """A workbench for arguments: articles, their readers' comments, the passages in them that
    support or oppose a claim, and the map they add up to.
    """


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a code of :class:`~argmap.diagnostics.ExitCode`."""
    from argmap.diagnostics import ExitCode
    from argmap.display import one_line

    try:
        code = cli.main(
            args=None if argv is None else list(argv), prog_name="argmap", standalone_mode=False
        )
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        name = context.command_path if context else "argmap"
        message = one_line(error.format_message()).rstrip(".")
        click.echo(f"{name}: {message}. “{name} --help” tells the usage.", err=True)
        sys.exit(ExitCode.USAGE)
    except BrokenPipeError:
        # The reader (head, less) went away: not our problem, and nothing to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.FINE)
    except Exception as error:
        sys.exit(_tell(error))
    sys.exit(code if isinstance(code, int) else ExitCode.FINE)


def _tell(error: Exception) -> int:
    from argmap.diagnostics import ExitCode, Refused
    from argmap.display import one_line

    if isinstance(error, Refused):
        click.echo(f"argmap: {error.line}", err=True)
        return error.exit_code
    if os.environ.get("ARGMAP_DEBUG"):
        raise error
    click.echo(
        f"argmap: internal error: {type(error).__name__}: {one_line(str(error))}. "
        "This is a bug in argmap; ARGMAP_DEBUG=1 shows where it happened.",
        err=True,
    )
    return ExitCode.PROBLEMS
