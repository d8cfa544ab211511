"""The map screen: outline, and beside or below it the chosen row in full."""

from __future__ import annotations

import time
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from argmap.actions import Scope
from argmap.analysis.bearing import node_of
from argmap.analysis.outline import Row
from argmap.diagnostics import Diagnostic, Severity
from argmap.display import isolate, one_line
from argmap.model import Evidence, NodeRef
from argmap.tui.detail import describe
from argmap.tui.keys import bindings_for
from argmap.tui.listings import no_rows
from argmap.tui.screens.base import BaseScreen
from argmap.tui.styled import Run
from argmap.tui.widgets.bars import Bar, KeyBar
from argmap.tui.widgets.findfield import FindField
from argmap.tui.widgets.listing import Listing
from argmap.tui.widgets.outline import Outline

RESTING = 0.08
"""Seconds after which a cursor that was moving is at rest."""

__all__ = ["MapScreen"]


class MapScreen(BaseScreen):
    """Where everything starts."""

    SCOPE = Scope.MAP
    BINDINGS = bindings_for(Scope.MAP)
    AUTO_FOCUS = "#outline"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    MapScreen {
    #panes { layout: horizontal; height: 1fr; }
    #outline { width: 3fr; height: 1fr; }
    #detail { width: 2fr; height: 1fr; border-left: solid $guide; }
    &.-narrow #panes { layout: vertical; }
    &.-narrow #outline { width: 1fr; height: 1fr; }
    &.-narrow #detail { width: 1fr; height: 1fr; border-left: none; border-top: solid $guide; }
    #notice { display: none; }
    #notice.shown { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._moved_at = 0.0
        self._resting: Timer | None = None
        self._visited: list[NodeRef] = []
        """Rows to go back to."""
        self._shown: NodeRef | None = None
        self._kept_texts: list[str] = []
        self._texts_of: Sequence[Row] | None = None

    def compose(self) -> ComposeResult:
        """Heading, notice, panes, field, footer."""
        yield Bar(id="heading")
        yield Bar(id="notice")
        with Container(id="panes"):
            outline = Outline(id="outline")
            yield outline
            yield Listing(id="detail")
        yield FindField("Filter", "words in titles, texts and passages", outline)
        yield KeyBar(id="keys")

    @property
    def outline(self) -> Outline:
        """The left (or upper) pane."""
        return self.query_one("#outline", Outline)

    @property
    def detail(self) -> Listing:
        """The right (or lower) pane."""
        return self.query_one("#detail", Listing)

    @property
    def field(self) -> FindField:
        """Where words are typed."""
        return self.query_one(FindField)

    def scopes(self) -> tuple[Scope, ...]:
        """The focused pane's keys come first; while words are typed there are no others."""
        if self.field.has_focus_within:
            return (Scope.FIELD,)
        pane = Scope.DETAIL if self.focused is self.detail else Scope.OUTLINE
        return (pane, Scope.MAP, Scope.LIST, Scope.APP)

    def idle_actions(self) -> frozenset[str]:
        """There may be nothing to go back to."""
        busy = (
            self.focused is self.detail
            or self.outline.folding.matches is not None
            or bool(self._visited)
        )
        return frozenset() if busy else frozenset({"back"})

    # ------------------------------------------------------------------ contents

    def on_mount(self) -> None:
        """Show the map."""
        super().on_mount()
        self._show_heading()
        self.outline.show(self.session.map, self.session.folding, self.session.thesis)
        # The detail reads sources; let the outline be painted before.
        self.call_after_refresh(self._show_detail)

    def _show_heading(self) -> None:
        map_ = self.session.map
        counts = [
            (len(map_.claims), "claim"),
            (len(map_.arguments), "argument"),
            (sum(1 for e in map_.evidence if not e.is_suggestion), "mark"),
        ]
        told = " · ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts if n)
        self.query_one("#heading", Bar).set(
            [(" ", ""), (isolate(one_line(map_.title)), "strong")], [(f"{told} ", "quiet")]
        )

    def _show_detail(self, *, keep: bool = False) -> None:
        index = self.outline.index
        session = self.session
        if index is None:
            self._shown = None
            words = self.field.words if self.field.is_open else ""
            self.detail.show(lambda width: no_rows(session, words, width))
            return
        ref = self.outline.folding.rows[index].ref
        if ref != self._shown or keep:
            same, self._shown = ref == self._shown, ref
            self.detail.show(lambda width: describe(session, ref, width), keep=same)

    def show_problems(self, problems: tuple[Diagnostic, ...]) -> None:
        """One line that says how many problems there are, if any."""
        notice = self.query_one("#notice", Bar)
        runs: list[Run] = []
        for severity, style in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
            count = sum(1 for p in problems if p.severity is severity)
            if count:
                runs.append((f" {count} {severity}{'s' * (count != 1)}", f"{style} strong"))
        if runs:
            rest = len(problems) - 1
            first = next(p for p in problems if p.severity is not Severity.NOTE)
            more = f" (and {rest} more)" if rest else ""
            runs += [("  ", ""), (isolate(one_line(first.message)), ""), (more, "quiet")]
        notice.set(runs, [("p ", "key"), ("shows what to do ", "quiet")])
        notice.set_class(bool(runs), "shown")

    def reloaded(self) -> None:
        """Stay on the same claim, folded as before."""
        folding = self.session.folding
        index = folding.first(self._shown) if self._shown is not None else None
        self.outline.show(self.session.map, folding, self.session.thesis)
        self._show_heading()
        if self.field.is_open:
            self._filter(self.field.words)
        self.outline.cursor = folding.position(index) if index is not None else 0
        self.outline.lines_changed()
        self.outline.show_cursor()
        self._show_detail(keep=True)

    # --------------------------------------------------------------------- panes

    @on(Outline.Moved)
    def _row_changed(self) -> None:
        # A single step shows its detail at once; while a key is held down, the detail waits until
        # the cursor rests, so that moving costs only the outline.
        now, before = time.monotonic(), self._moved_at
        self._moved_at = now
        if self._resting is not None:
            self._resting.stop()
        if now - before > RESTING:
            self._show_detail()
        else:
            self._resting = self.set_timer(RESTING, self._show_detail)

    @on(Outline.Idle)
    def _say_why(self, event: Outline.Idle) -> None:
        self.argmap.say(event.why)

    @on(Outline.Chosen)
    def _to_detail(self) -> None:
        self._show_detail()
        self.detail.focus()
        self.detail.select_first()

    def action_other_pane(self) -> None:
        """From the outline to the detail and back."""
        if self.focused is self.detail:
            self.outline.focus()
        else:
            self._to_detail()

    def action_evidence(self) -> None:
        """To the next passage."""
        self._show_detail()
        if self.detail.next_target(Evidence):
            self.detail.focus()
        else:
            self.argmap.say("Nobody marked a passage on this row yet.")

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        if isinstance(event.target, Evidence):
            self.argmap.open_evidence(event.target)
        elif isinstance(event.target, NodeRef):
            self.go_to(event.target)

    def go_to(self, ref: NodeRef) -> None:
        """Put the outline's cursor on the node, and remember where it came from."""
        index = self.outline.folding.first(ref)
        if index is None:
            self.argmap.say("The outline has no row for it.")
            return
        if self._shown is not None and self._shown != ref:
            self._visited.append(self._shown)
        if self.outline.folding.matches is not None:
            self._end_filter()
        self.outline.go_to(index)
        self._show_detail()
        self.outline.focus()
        self.refresh_footer()

    def action_back(self) -> None:
        """End the filter, leave the detail, go to the row visited before: whichever is next."""
        if self.outline.folding.matches is not None or self.field.is_open:
            self._end_filter()
            self.outline.focus()
        elif self.focused is self.detail:
            self.outline.focus()
        elif self._visited:
            ref = self._visited.pop()
            index = self.outline.folding.first(ref)
            if index is not None:
                self.outline.go_to(index)
                self._show_detail()
            self.refresh_footer()
        else:
            self.argmap.say("Nothing to go back to. q quits.")

    # -------------------------------------------------------------------- filter

    def action_filter(self) -> None:
        """Open the field."""
        self.field.open()

    def on_find_field_changed(self, event: FindField.Changed) -> None:
        """Filter while words are typed."""
        self._filter(event.words)

    def on_find_field_ended(self) -> None:
        """Escape: show everything again."""
        self._end_filter()
        self.outline.focus()

    def on_find_field_kept(self) -> None:
        """Enter: keep the filter, go back to the outline."""
        if not self.field.words.strip():
            self._end_filter()
        self.outline.focus()

    def _filter(self, words: str) -> None:
        outline, folding = self.outline, self.outline.folding
        keep = outline.index
        wanted = " ".join(words.casefold().split())
        if not wanted:
            folding.filter(None)
        else:
            texts = self._texts()
            folding.filter([i for i, text in enumerate(texts) if wanted in text])
        outline.words = wanted
        if folding.matches and keep not in folding.matches:
            keep = folding.next_match(-1, 1)
        outline.refold(keep)
        self._row_changed()
        self.refresh_footer()
        self.field.tell(*self._outcome(wanted))

    def _texts(self) -> list[str]:
        """What is searched of each row."""
        rows = self.outline.folding.rows
        if self._texts_of is not rows:
            self._kept_texts = ["" if row.repeated else self._searched(row) for row in rows]
            self._texts_of = rows
        return self._kept_texts

    def _searched(self, row: Row) -> str:
        node = node_of(self.session.map, row.ref)
        parts = [row.ref.title, node.text if node is not None else ""]
        parts += [mark.quotation for mark in self.session.bearings.of(row.ref).evidence]
        return " ".join(" ".join(parts).casefold().split())

    def _outcome(self, wanted: str) -> tuple[str, str]:
        matches = self.outline.folding.matches
        if not wanted or matches is None:
            return "", "quiet"
        if not matches:
            return "no row has this", "warning"
        return f"{len(matches)} row{'s' * (len(matches) != 1)} · n N", "quiet"

    def _end_filter(self) -> None:
        keep = self.outline.index
        self.outline.folding.filter(None)
        self.outline.words = ""
        self.field.close()
        if keep is not None:
            self.outline.folding.reveal(keep)
        self.outline.refold(keep)
        self.refresh_footer()

    def _step(self, step: int) -> None:
        folding, index = self.outline.folding, self.outline.index
        if folding.matches is None:
            self.argmap.say("There is no filter. / starts one.")
        elif index is not None:
            match = folding.next_match(index, step)
            if match is not None:
                self.outline.move_to(folding.position(match), step=step)

    def action_next_match(self) -> None:
        """To the next row that fits."""
        self._step(1)

    def action_previous_match(self) -> None:
        """To the row before that fits."""
        self._step(-1)
