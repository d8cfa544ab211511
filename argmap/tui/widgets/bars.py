"""One-line bars: the heading, the notice, and the footer of keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from argmap.actions import Action, key_label
from argmap.tui.cells import cell_len
from argmap.tui.styled import Line, clip, width_of
from argmap.tui.theme import StyleBook

__all__ = ["Bar", "KeyBar"]


class Bar(Widget):
    """One line: something at the left, something at the right, the left giving way."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Bar { height: 1; background: $bar; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.looks = StyleBook(self.app)
        self.left: Line = ()
        self.right: Line = ()

    def set(self, left: Line, right: Line = ()) -> None:
        """Show other contents."""
        self.left, self.right = left, right
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Left and right, with what is left of the room between them."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.looks["bar"])
        right = clip(self.right, max(0, width - 8) if self.left else width)
        left = clip(self.left, max(0, width - width_of(right) - (1 if right else 0)))
        gap = " " * max(0, width - width_of(left) - width_of(right))
        looks = self.looks
        runs = [*left, (gap, ""), *right]
        strip = Strip([Segment(text, looks[style]) for text, style in runs if text])
        return strip.adjust_cell_length(width).apply_style(self.looks["bar"])


class KeyBar(Bar):
    """The footer: the keys that matter most here. A click on one does what the key does."""

    class Pressed(Message):
        """An action of the footer was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wanted: Sequence[Action] = ()
        self._actions: Sequence[Action] = ()

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Show these, as far as there is room."""
        self._wanted = actions
        self._fit()

    def on_resize(self) -> None:
        """Room for more of them, or for fewer."""
        self._fit()

    def _fit(self) -> None:
        # The last two are help and quit; what gives way stands before them.
        shown = list(self._wanted)
        while len(shown) > 2 and sum(map(_room, shown)) > self.size.width:
            del shown[-3]
        self._actions = shown
        line: list[tuple[str, str]] = []
        for action in shown:
            line += [(f" {key_label(action.keys[0])}", "key"), (f" {action.title} ", "quiet")]
        self.set(line)

    def on_click(self, event: events.Click) -> None:
        """Find the action under the mouse."""
        edge = 0
        for action in self._actions:
            edge += _room(action)
            if event.x < edge:
                self.post_message(self.Pressed(action))
                return


def _room(action: Action) -> int:
    return cell_len(f" {key_label(action.keys[0])} {action.title} ")
