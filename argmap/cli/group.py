"""The Click group: lists the commands from a static table and imports one when it is called."""

from __future__ import annotations

import importlib

import click

from argmap import __version__
from argmap.cli import COMMANDS, help_page

__all__ = ["LazyGroup", "cli"]


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
            meant = f" (did you mean “{near[0]}”?)" if near else ""
            ctx.fail(f"There is no command “{args[0]}”{meant}")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The one help page there is."""
        formatter.write(help_page())


@click.group("argmap", cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", "-V", message="argmap %(version)s")
def cli() -> None:
    """See :func:`argmap.cli.help_page`."""
