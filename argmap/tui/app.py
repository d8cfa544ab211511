"""The terminal app: wiring only. The session has what is shown, the screens what is done."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import Any

from textual import events, work
from textual.app import App, SystemCommand
from textual.message import Message
from textual.screen import Screen

from argmap.actions import Scope, actions_in
from argmap.diagnostics import Diagnostic, ExitCode, Refused
from argmap.display import one_line
from argmap.model import AnchorState, Evidence
from argmap.tui.keys import bindings_for, why_nothing
from argmap.tui.palette import Palette
from argmap.tui.screens.base import BaseScreen
from argmap.tui.screens.map import MapScreen
from argmap.tui.session import Session
from argmap.tui.theme import DARK, LIGHT, variables
from argmap.workspace import Workspace, open_map

__all__ = ["ArgmapApp", "run"]


class ArgmapApp(App[int]):
    """Browse one map."""

    TITLE = "argmap"
    BINDINGS = bindings_for(Scope.APP)
    CSS = "Toast { max-width: 70; }"

    class Checked(Message):
        """A worker found the problems of a session."""

        def __init__(self, session: Session, problems: tuple[Diagnostic, ...]) -> None:
            super().__init__()
            self.session = session
            self.problems = problems

    class Reread(Message):
        """A worker read the map anew; ``session`` is ``None`` where that was refused."""

        def __init__(self, session: Session | None, why: str = "") -> None:
            super().__init__()
            self.session = session
            self.why = why

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.session = Session(workspace)
        self.problems: tuple[Diagnostic, ...] | None = None
        """``None`` while they are looked for."""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours, for themes that do not have them."""
        return variables(self.current_theme.dark)

    def get_default_screen(self) -> Screen[Any]:
        """The map."""
        return MapScreen()

    def on_mount(self) -> None:
        """Look for problems once the first screen is painted."""
        self.call_after_refresh(self._look_for_problems)

    # ------------------------------------------------------------------- workers

    @work(thread=True, exclusive=True, group="check")
    def _look_for_problems(self) -> None:
        session = self.session
        self.post_message(self.Checked(session, session.problems))

    def on_argmap_app_checked(self, event: Checked) -> None:
        """Tell of them, unless the map was read anew since."""
        if event.session is not self.session:
            return
        self.problems = event.problems
        for screen in self.screen_stack:
            if isinstance(screen, MapScreen):
                screen.show_problems(event.problems)
            elif isinstance(screen, BaseScreen) and screen.SCOPE is Scope.PROBLEMS:
                screen.reloaded()

    @work(thread=True, exclusive=True, group="read")
    def _read_again(self) -> None:
        before = self.session
        try:
            workspace = open_map(before.workspace.shown)
            session = Session(workspace, frozenset(before.folding.folded))
            len(session.folding)  # the slow part, done here and not on the screen
        except Refused as error:
            self.post_message(self.Reread(None, " ".join((error.message, error.hint)).strip()))
        else:
            self.post_message(self.Reread(session))

    def on_argmap_app_reread(self, event: Reread) -> None:
        """Show the new state, or keep the last good one and say why."""
        if event.session is None:
            self.say(f"Still showing the last good state. {event.why}", "error")
            return
        self.session, self.problems = event.session, None
        for screen in list(self.screen_stack):
            if isinstance(screen, BaseScreen):
                screen.reloaded()
        self.say("Read again from disk.", "information")
        self._look_for_problems()

    # -------------------------------------------------------------------- saying

    def say(self, what: str, severity: str = "warning") -> None:
        """One short notice, in place of the one before."""
        self.clear_notifications()
        self.notify(
            one_line(what),
            severity=severity,  # type: ignore[arg-type]
            timeout=6 if severity == "error" else 3,
            markup=False,
        )

    def on_key(self, event: events.Key) -> None:
        """A key that no binding takes says why it does nothing."""
        screen = self.screen
        if isinstance(screen, BaseScreen) and event.key not in screen.active_bindings:
            why = why_nothing(event.key, event.character, screen.scopes())
            if why is not None:
                self.say(why)

    # -------------------------------------------------------------------- moving

    def open_source(self, source_id: str, mark: Evidence | None = None) -> None:
        """Open a source, at the passage of ``mark`` where one is given."""
        from argmap.tui.screens.source import SourceScreen

        source = self.session.source(source_id)
        if source is None:
            self.say(f"The source “{source_id}” is not in the map folder. p says what to do.")
            return
        passage = None
        if mark is not None:
            found = self.session.workspace.locate(mark)
            passage = found.span
            if passage is None:
                several = found.state is AnchorState.AMBIGUOUS and found.candidates
                passage = found.candidates[0] if several else None
                self.say(
                    "Several places fit this passage; this is the first of them."
                    if several
                    else "This passage is no longer in the source. p says what to do."
                )
        self.push_screen(SourceScreen(source, passage))

    def open_evidence(self, mark: Evidence) -> None:
        """Open the source of a mark at its passage."""
        self.open_source(mark.anchor.source, mark)

    def open_claim(self, title: str) -> None:
        """Back to the map, with the cursor on this claim."""
        ref = self.session.bearings.ref(title)
        if ref is None:
            self.say(f"The map has no claim “{title}”.")
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, MapScreen):
            self.screen.go_to(ref)

    def _open_list(self, scope: Scope) -> None:
        from argmap.tui.screens.lists import ProblemsScreen, SourcesScreen

        kind = SourcesScreen if scope is Scope.SOURCES else ProblemsScreen
        for depth, screen in enumerate(reversed(self.screen_stack)):
            if isinstance(screen, kind):
                for _ in range(depth):
                    self.pop_screen()
                return
        self.push_screen(kind())

    def action_sources(self) -> None:
        """List the sources."""
        self._open_list(Scope.SOURCES)

    def action_problems(self) -> None:
        """List the problems."""
        self._open_list(Scope.PROBLEMS)

    def action_help(self) -> None:
        """Say where the user is and what the keys do."""
        from argmap.tui.screens.lists import HelpScreen

        screen = self.screen
        if isinstance(screen, BaseScreen) and not isinstance(screen, HelpScreen):
            self.push_screen(HelpScreen(screen.scopes()))

    async def action_back(self) -> None:
        """Whatever going back means on this screen."""
        if isinstance(self.screen, BaseScreen):
            self.screen.action_back()

    def action_reload(self) -> None:
        """Read the map from disk again."""
        self._read_again()

    def action_palette(self) -> None:
        """Search all commands."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def on_ready(self) -> None:
        """Painted: collect garbage again, if whoever started us had switched that off."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def action_help_quit(self) -> None:
        """Ctrl+C: Textual would name another key than all our screens do."""
        self.say("q quits.", "information")

    async def action_quit(self) -> None:
        """Leave."""
        self.exit(int(ExitCode.FINE))

    # ------------------------------------------------------------------ commands

    async def perform(self, name: str) -> None:
        """Carry out an action of the registry where the user is."""
        focused = self.focused
        nodes = [*(focused.ancestors_with_self if focused is not None else ()), self.screen, self]
        for node in nodes:
            if hasattr(node, f"action_{name}"):
                await self.run_action(name, node)
                return

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what can be done here, from the registry, then the themes."""
        scopes = screen.scopes() if isinstance(screen, BaseScreen) else (Scope.APP,)
        for action in actions_in(scopes):
            if action.scope is not Scope.LIST and action.name != "palette":
                yield SystemCommand(
                    action.title, action.help, lambda name=action.name: self._later(name)
                )
        yield SystemCommand("Theme", "Choose other colours.", self.action_change_theme)

    def _later(self, name: str) -> None:
        # The palette closes first; then the screen below has the focus again.
        self.call_later(self.perform, name)


def run(workspace: Workspace | str) -> int:
    """Browse a map until the user quits; the exit status.

    The map is read before the screen is taken over, so that what is refused is said on the
    ordinary terminal: raises :class:`~argmap.workspace.NotAMap`.
    """
    opened = open_map(workspace) if isinstance(workspace, str) else workspace
    app = ArgmapApp(opened)
    len(app.session.folding)
    result = app.run()
    return int(result) if result is not None else (app.return_code or 0)
