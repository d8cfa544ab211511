"""The source screen: the reader, and below or beside it the marks on the cursor's line."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from argmap.actions import Scope
from argmap.display import isolate, one_line
from argmap.model import Evidence, Source, Span
from argmap.tui.keys import bindings_for
from argmap.tui.listings import about_source, marks_here
from argmap.tui.screens.base import BaseScreen
from argmap.tui.widgets.bars import Bar, KeyBar
from argmap.tui.widgets.findfield import FindField
from argmap.tui.widgets.listing import Listing
from argmap.tui.widgets.reader import Reader

__all__ = ["SourceScreen"]


class SourceScreen(BaseScreen):
    """One article with its readers' comments."""

    SCOPE = Scope.SOURCE
    BINDINGS = bindings_for(Scope.SOURCE)
    AUTO_FOCUS = "#reader"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    SourceScreen {
    #text { layout: vertical; height: 1fr; }
    #reader { height: 1fr; width: 1fr; }
    #marks { height: 6; width: 1fr; border-top: solid $guide; }
    &.-wide #text { layout: horizontal; }
    &.-wide #reader { width: 3fr; }
    &.-wide #marks { width: 2fr; height: 1fr; border-top: none; border-left: solid $guide; }
    }
    """

    def __init__(self, source: Source, passage: Span | None = None) -> None:
        super().__init__()
        self._source = source
        self._passage = passage

    def compose(self) -> ComposeResult:
        """Heading, reader, marks, footer."""
        yield Bar(id="heading")
        with Container(id="text"):
            reader = Reader(self._source, self.session.marks_in(self._source), id="reader")
            yield reader
            marks = Listing(id="marks")
            marks.can_focus = False
            yield marks
        yield FindField("Find", "words in this source", reader)
        yield KeyBar(id="keys")

    def scopes(self) -> tuple[Scope, ...]:
        """The list of marks has keys of its own, and so has the field for words."""
        if self.field.has_focus_within:
            return (Scope.FIELD,)
        if isinstance(self.focused, Listing):
            return (Scope.DETAIL, *super().scopes())
        return super().scopes()

    @property
    def reader(self) -> Reader:
        """The text."""
        return self.query_one("#reader", Reader)

    @property
    def field(self) -> FindField:
        """Where words are typed."""
        return self.query_one(FindField)

    def on_mount(self) -> None:
        """Show the passage that was asked for."""
        super().on_mount()
        self.query_one("#heading", Bar).set(
            [(" ", ""), (isolate(one_line(self._source.title.value)), "strong")],
            [(f"{' · '.join(about_source(self._source))} ", "quiet")],
        )
        if self._passage is not None:
            self.reader.show_passage(self._passage)
        self.call_after_refresh(self._show_marks)

    @on(Reader.Moved)
    def _show_marks(self) -> None:
        reader, session = self.reader, self.session
        marks = [mark for _, mark in reader.marks_here()]
        self.query_one("#marks", Listing).show(
            lambda width: marks_here(marks, session, bool(len(reader.marks)), width)
        )

    @on(Reader.Idle)
    def _say_why(self, event: Reader.Idle) -> None:
        self.argmap.say(event.why)

    @on(Listing.Chosen)
    def _to_claim(self, event: Listing.Chosen) -> None:
        if isinstance(event.target, Evidence):
            self.argmap.open_claim(event.target.claim)

    def reloaded(self) -> None:
        """Show the same source anew, at the same place; go back where it is gone."""
        source = self.session.source(self._source.id)
        if source is None:
            # Below other screens it stays as it was until it is seen again and read anew.
            if self.is_current:
                self.argmap.say("This source is no longer in the map folder.")
                self.app.pop_screen()
            return
        self._source = source
        self.reader.replace(source, self.session.marks_in(source))
        self._show_marks()

    # ---------------------------------------------------------------------- find

    def action_find(self) -> None:
        """Open the field."""
        self.field.open()

    def on_find_field_changed(self, event: FindField.Changed) -> None:
        """Go to the first place from the cursor on while words are typed."""
        count = self.reader.find(event.words)
        number = self.reader.next_found(1, here=True) if count else None
        self._tell(number, count, event.words)

    def on_find_field_ended(self) -> None:
        """Escape: read on."""
        self._end_find()

    def on_find_field_kept(self) -> None:
        """Enter: keep the places, read on."""
        if not self.field.words:
            self._end_find()
        self.reader.focus()

    def _tell(self, number: int | None, count: int, words: str) -> None:
        field = self.field
        if not words:
            field.tell("")
        elif number is None:
            field.tell("not in this source", "warning")
        else:
            field.tell(f"{number} of {count} · n N")

    def _end_find(self) -> None:
        self.reader.find("")
        self.field.close()
        self.reader.focus()

    def _step(self, step: int) -> None:
        number = self.reader.next_found(step)
        field = self.field
        if number is None:
            missing = field.is_open and field.words
            why = "Not in this source." if missing else "Nothing looked for yet. / finds words."
            self.argmap.say(why)
        else:
            self._tell(number, len(self.reader.found), field.words)

    def action_next_match(self) -> None:
        """To the next place found."""
        self._step(1)

    def action_previous_match(self) -> None:
        """To the place found before."""
        self._step(-1)

    def action_back(self) -> None:
        """End the search, else go back to where the source was opened from."""
        if self.field.is_open:
            self._end_find()
        elif self.focused is not self.reader:
            self.reader.focus()
        else:
            self.app.pop_screen()

    # ----------------------------------------------------------------------- keys

    def action_claim(self) -> None:
        """To the claim of the mark on the cursor's line; with several, choose one in the list."""
        marks = [mark for _, mark in self.reader.marks_here()]
        if not marks:
            self.argmap.say("No mark on this line. ] goes to the next one.")
        elif len({mark.claim for mark in marks}) == 1:
            self.argmap.open_claim(marks[0].claim)
        else:
            listing = self.query_one("#marks", Listing)
            listing.can_focus = True
            listing.focus()
            listing.select_first()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The list of marks is entered by Enter only."""
        if event.widget is self.reader:
            self.query_one("#marks", Listing).can_focus = False

    def action_next_mark(self) -> None:
        """To the next marked passage."""
        self.reader.action_next_mark()

    def action_previous_mark(self) -> None:
        """To the marked passage before."""
        self.reader.action_previous_mark()

    def action_next_part(self) -> None:
        """To the next paragraph or comment."""
        self.reader.action_next_part()

    def action_previous_part(self) -> None:
        """To the paragraph or comment before."""
        self.reader.action_previous_part()

    def action_toggle_thread(self) -> None:
        """Fold or unfold replies."""
        self.reader.action_toggle_thread()

    def action_furniture(self) -> None:
        """Show or hide page furniture."""
        self.reader.action_furniture()
