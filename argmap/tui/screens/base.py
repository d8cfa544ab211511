"""What all screens have in common: heading, footer from the registry, help, saying why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from argmap.actions import Scope
from argmap.tui.keys import OPENS_FIELD, footer_actions
from argmap.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from argmap.tui.app import ArgmapApp
    from argmap.tui.session import Session

__all__ = ["BaseScreen"]


class BaseScreen(Screen[None]):
    """A screen that knows in which scopes of the action registry the user is."""

    SCOPE = Scope.APP
    # The screen itself looks the same wherever the focus is: only the panes are drawn anew.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    DEFAULT_CSS = "BaseScreen { background: $background; }"

    @property
    def argmap(self) -> ArgmapApp:
        """The app, with its own type."""
        from argmap.tui.app import ArgmapApp

        app = self.app
        assert isinstance(app, ArgmapApp)
        return app

    @property
    def session(self) -> Session:
        """The open map."""
        return self.argmap.session

    def scopes(self) -> tuple[Scope, ...]:
        """Where the user is, the nearest scope first."""
        return (self.SCOPE, Scope.LIST, Scope.APP)

    def idle_actions(self) -> frozenset[str]:
        """Names of actions that would do nothing just now; the footer leaves them out."""
        return frozenset()

    def refresh_footer(self) -> None:
        """Show the keys of where the user is now."""
        for bar in self.query(KeyBar):
            bar.set_actions(footer_actions(self.scopes(), self.idle_actions()))

    def on_mount(self) -> None:
        """Show the keys from the start."""
        self.refresh_footer()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another pane, other keys."""
        del event
        self.refresh_footer()

    async def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the footer does what the key does."""
        await self.argmap.perform(event.action.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are typed, ``/`` is a letter like any other."""
        if action in OPENS_FIELD and Scope.FIELD in self.scopes():
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()

    def reloaded(self) -> None:
        """The map was read anew; show the new state in the same place."""
