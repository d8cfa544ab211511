"""Screens that are one list: sources, problems, help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult

from argmap.actions import PLACES, Scope
from argmap.diagnostics import Diagnostic
from argmap.tui.keys import bindings_for
from argmap.tui.listings import help_items, problem_items, source_items
from argmap.tui.screens.base import BaseScreen
from argmap.tui.styled import Item
from argmap.tui.widgets.bars import Bar, KeyBar
from argmap.tui.widgets.listing import Listing

__all__ = ["HelpScreen", "ProblemsScreen", "SourcesScreen"]


class _ListScreen(BaseScreen):
    AUTO_FOCUS = "#list"

    def compose(self) -> ComposeResult:
        """Heading, list, footer."""
        yield Bar(id="heading")
        yield Listing(id="list")
        yield KeyBar(id="keys")

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one("#list", Listing)

    def heading(self) -> str:
        """What stands at the top."""
        return PLACES[self.SCOPE][0]

    def items(self, width: int) -> Iterator[Item]:
        """What is listed."""
        del width
        return iter(())

    def on_mount(self) -> None:
        """Show the list once it has a width."""
        super().on_mount()
        self.call_after_refresh(self.reloaded)

    def reloaded(self) -> None:
        """Show the list anew, at the same item."""
        self.query_one("#heading", Bar).set([(" ", ""), (self.heading(), "strong")])
        self.listing.show(self.items, keep=True)
        self.listing.select_first()


class SourcesScreen(_ListScreen):
    """The articles of the map."""

    SCOPE = Scope.SOURCES
    BINDINGS = bindings_for(Scope.SOURCES)

    def items(self, width: int) -> Iterator[Item]:
        """The sources."""
        return source_items(self.session, width)

    def action_choose(self) -> None:
        """Open the chosen source."""
        self.listing.choose()

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        self.argmap.open_source(event.target)


class ProblemsScreen(_ListScreen):
    """What is wrong with the files."""

    SCOPE = Scope.PROBLEMS

    def heading(self) -> str:
        """How many there are, or that they are still looked for."""
        problems = self.argmap.problems
        if problems is None:
            return "Problems · looking …"
        return f"Problems · {len(problems)}" if problems else "Problems"

    def items(self, width: int) -> Iterator[Item]:
        """The problems."""
        problems: Sequence[Diagnostic] | None = self.argmap.problems
        return iter(()) if problems is None else problem_items(problems, width)

    @on(Listing.Chosen)
    def _say_where(self, event: Listing.Chosen) -> None:
        problem: Diagnostic = event.target
        self.argmap.say(f"Mend it in an editor, at {problem.place}. Then r reads it again.")


class HelpScreen(_ListScreen):
    """The keys that work where the user came from."""

    SCOPE = Scope.HELP

    def __init__(self, came_from: tuple[Scope, ...]) -> None:
        super().__init__()
        self._came_from = came_from

    def items(self, width: int) -> Iterator[Item]:
        """Prose, then keys."""
        return help_items(self._came_from, width)
