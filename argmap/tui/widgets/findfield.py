"""The field to filter an outline or to find words in a source."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from argmap.actions import Scope
from argmap.tui.keys import bindings_for
from argmap.tui.widgets.bars import Bar
from argmap.tui.widgets.lineview import LineView

__all__ = ["FindField"]


class _Words(Input):
    # A letter more does not move anything else on the screen.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class FindField(Horizontal):
    """A line to type words in, with a word on the outcome beside it.

    Arrow keys and Page keys keep working on the pane that is searched.
    """

    DEFAULT_CSS = """
    FindField { height: 1; background: $bar; display: none; }
    FindField.open { display: block; }
    FindField Bar { width: auto; }
    FindField #prompt { width: 10; }
    FindField #outcome { width: 24; }
    FindField Input {
        width: 1fr; height: 1; border: none; padding: 0; background: $bar;
    }
    FindField Input:focus { border: none; background: $line-here; }
    """
    BINDINGS = bindings_for(Scope.FIELD)

    class Changed(Message):
        """Other words were typed."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Kept(Message):
        """Enter: keep the words and go back to the pane."""

    class Ended(Message):
        """Escape: forget the words."""

    def __init__(self, prompt: str, placeholder: str, pane: LineView) -> None:
        super().__init__()
        self._prompt, self._pane = prompt, pane
        self._input = _Words(placeholder=placeholder, compact=True, select_on_focus=True)
        self._outcome = Bar(id="outcome")

    def on_mount(self) -> None:
        """Make what is in it once the panes are painted: it is hidden until it is opened."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if self.is_attached and not self.children:
            prompt = Bar(id="prompt")
            prompt.set([(f" {self._prompt} ", "key")])
            self.mount(prompt, self._input, self._outcome)

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("open")

    @property
    def words(self) -> str:
        """What was typed."""
        return self._input.value

    def open(self) -> None:
        """Show it and type into it."""
        self._fill()
        self.add_class("open")
        # At once, and not when the next event is handled: whoever types fast has typed by then.
        self.screen.set_focus(self._input)

    def close(self) -> None:
        """Empty and hide it."""
        with self.prevent(Input.Changed):
            self._input.value = ""
        self.remove_class("open")

    def tell(self, outcome: str, style: str = "quiet") -> None:
        """A word on the outcome."""
        self._outcome.set((), [(f"{outcome} ", style)])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass it on as our own message."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass it on as our own message."""
        event.stop()
        self.post_message(self.Kept())

    def action_keep(self) -> None:
        """Go on with what was found."""
        self.post_message(self.Kept())

    def action_back(self) -> None:
        """Close it; the screen knows what that means."""
        self.post_message(self.Ended())

    def action_pane_down(self) -> None:
        """Move in the pane while words are typed."""
        self._pane.action_down()

    def action_pane_up(self) -> None:
        """Move in the pane while words are typed."""
        self._pane.action_up()

    def action_pane_page_down(self) -> None:
        """Move in the pane while words are typed."""
        self._pane.action_page_down()

    def action_pane_page_up(self) -> None:
        """Move in the pane while words are typed."""
        self._pane.action_page_up()
