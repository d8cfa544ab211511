"""The reader: a source's text with its comment thread, every mark in colour and sign.

The cursor is kept as an offset into the text, so that a new width or a fold leaves it in place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.segment import Segment
from textual.message import Message

from argmap.display import FSI, PDI, has_rtl
from argmap.model import BlockKind, Evidence, Source, Span
from argmap.tui.cells import cell_len, cut
from argmap.tui.page import Page, PartKind, RowView
from argmap.tui.spans import Marked, SpanIndex, cut_row, margin_sign
from argmap.tui.widgets.lineview import LineView

__all__ = ["Reader", "mark_style"]

GUTTER = 3
"""Cells at the left: sign of the marks and the cursor's bar."""
MAX_LINE = 96
"""Longer lines are hard to read; the text stays this narrow on any terminal."""

_BLOCK_STYLES = {
    BlockKind.TITLE: "title",
    BlockKind.HEADING: "strong",
    BlockKind.BYLINE: "quiet",
    BlockKind.DATE: "quiet",
    BlockKind.CAPTION: "quiet italic",
    BlockKind.QUOTATION: "italic",
    BlockKind.BOILERPLATE: "quiet",
}
_SIGN_STYLES = {"+": "support strong", "−": "oppose strong", "±": "strong", "?": "quiet strong"}


def mark_style(marks: Sequence[Evidence]) -> str:
    """Background of a passage: that of its side, a third one where both sides claim it."""
    sign = margin_sign(marks)
    tints = {"+": "support-tint", "−": "oppose-tint", "±": "both-tint", "?": "proposed"}
    return tints.get(sign, "")


class Reader(LineView):
    """One source to read, with the cursor on a row and the marks that touch it."""

    MARGIN = 3

    class Moved(Message):
        """The cursor is on another row: other marks may be under it."""

    class Idle(Message):
        """A key did nothing; ``why`` says so to the user."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, source: Source, marks: Sequence[Marked], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.source = source
        self.marks = SpanIndex((m.span, m.evidence) for m in marks)
        self.found = SpanIndex[None](())
        """The places that the words looked for stand at."""
        self.asked: Span | None = None
        """The passage that the user came to see."""
        self._furniture = False
        self._folded: frozenset[str] = frozenset()
        self._page_: Page | None = None
        self.offset_ = 0
        self._centered = False

    # -------------------------------------------------------------------- layout

    @property
    def laid_out(self) -> Page:
        """The rows at the present width."""
        width = max(10, min(MAX_LINE, self.width - GUTTER - 1))
        if self._page_ is None:
            self._page_ = Page(self.source, width, self._furniture, self._folded)
        else:
            self._page_.resize(width)
        return self._page_

    def line_count(self) -> int:
        """Rows of the whole text."""
        return len(self.laid_out)

    def width_changed(self) -> None:
        """Wrap anew; the cursor stays on its character."""
        self.cursor = self.laid_out.row_of(self.offset_)

    def show_cursor(self, *, center: bool = False) -> None:
        """Once there is a size, bring the asked passage well into sight."""
        if self.asked is not None and not self._centered and self.size.height:
            self._centered, center = True, True
        super().show_cursor(center=center)

    def replace(self, source: Source, marks: Sequence[Marked]) -> None:
        """Show another reading of the same source, at the same place."""
        self.source = source
        self.marks = SpanIndex((m.span, m.evidence) for m in marks)
        self.found, self.asked = SpanIndex(()), None
        self.offset_ = min(self.offset_, max(0, len(source.text) - 1))
        self._rebuild()

    def _rebuild(self) -> None:
        self._page_ = None
        self.cursor = self.laid_out.row_of(self.offset_)
        self.lines_changed()
        self.show_cursor()

    # ------------------------------------------------------------------- drawing

    def content(self, y: int, width: int) -> list[Segment]:
        """One row with its margin, reply lines and highlights."""
        row = self.laid_out.row(y)
        part = row.part
        bar = "▌" if y == self.cursor else " "
        looks = self.looks
        if not part.is_text:
            return [Segment(f"  {bar}", looks["key"]), *self._synthetic(row, width)]
        marks = self.marks.touching(row.start, row.end)
        sign = margin_sign(e for _, e in marks)
        segments = [
            Segment(f"{sign or ' '} ", looks[_SIGN_STYLES.get(sign, "")]),
            Segment(bar, looks["key"]),
        ]
        if part.comment is not None:
            segments.append(Segment("│ " * (part.indent // 2), looks["guide"]))
        segments.extend(self._text(row, marks))
        return segments

    def _text(self, row: RowView, marks: Sequence[tuple[Span, Evidence]]) -> list[Segment]:
        text, looks, part = self.laid_out.text, self.looks, row.part
        base = "quiet" if part.kind is PartKind.FURNITURE else ""
        if part.block is not None and not base:
            base = _BLOCK_STYLES.get(part.block, "")
        spans: list[tuple[Span, Evidence | str]] = list(marks)
        if part.comment is not None and part.kind is PartKind.TEXT:
            spans += [(s, "italic") for s in part.comment.quoted if s.start < row.end]
            spans += [(s, "quiet") for s in part.comment.aside if s.start < row.end]
        spans += [(s, "found") for s, _ in self.found.touching(row.start, row.end)]
        if self.asked is not None:
            spans.append((self.asked, "asked"))
        segments: list[Segment] = []
        for piece in cut_row(row.start, row.end, spans):
            tint = mark_style([v for v in piece.values if not isinstance(v, str)])
            extra = [v for v in piece.values if isinstance(v, str)]
            if "asked" in extra and "found" in extra:
                extra = ["found-here"]
            elif "asked" in extra:
                extra = ["asked"]
            names = " ".join(name for name in (base, tint, *extra) if name)
            segments.append(Segment(text[piece.start : piece.end].replace("\t", " "), looks[names]))
        if segments and has_rtl(text[row.start : row.end]):
            segments = [Segment(FSI), *segments, Segment(PDI)]
        return segments

    def _synthetic(self, row: RowView, width: int) -> list[Segment]:
        part, looks = row.part, self.looks
        guide = "│ " * min(part.depth, part.indent // 2) if part.comment is not None else ""
        room = max(1, width - GUTTER - cell_len(guide) - 1)
        if part.kind is PartKind.AUTHOR:
            who, dot, rest = part.label.partition(" · ")
            shown = cut(who, room)
            rest = cut(dot + rest, room - cell_len(shown)) if rest else ""
            return [
                Segment(guide, looks["guide"]),
                Segment(shown, looks["strong"]),
                Segment(rest, looks["quiet"]),
            ]
        if part.kind is PartKind.RULE:
            label = f"── {part.label} "
            line = cut(label + "─" * max(0, min(MAX_LINE, room) - cell_len(label)), room)
            return [Segment(line, looks["quiet"])]
        if part.kind is PartKind.FOLDED:
            guide = "│ " * (part.indent // 2) if part.comment is not None else ""
            return [Segment(guide, looks["guide"]), Segment(cut(part.label, room), looks["quiet"])]
        return [Segment(guide, looks["guide"])]

    # -------------------------------------------------------------------- cursor

    def moved(self) -> None:
        """Remember the place as an offset; tell the screen."""
        self.offset_ = self.laid_out.row(self.cursor).start
        self.post_message(self.Moved())

    def marks_here(self) -> list[tuple[Span, Evidence]]:
        """The marks that touch the cursor's row."""
        if not self.line_count():
            return []
        row = self.laid_out.row(self.cursor)
        return self.marks.touching(row.start, row.end) if row.part.is_text else []

    def show_passage(self, span: Span) -> None:
        """Highlight ``span`` strongly and bring it into sight, unfolding what hides it."""
        self.asked = span
        self._centered = False
        self._unhide(span)
        self.offset_ = span.start
        self.cursor = self.laid_out.row_of(span.start)
        self.lines_changed()
        self.show_cursor()
        self.post_message(self.Moved())

    def _unhide(self, span: Span) -> None:
        if self.laid_out.shows(span):
            return
        self._folded = frozenset()
        self._page_ = None
        if not self.laid_out.shows(span):
            self._furniture = True
            self._page_ = None

    def _jump(self, span: Span | None, why: str) -> None:
        if span is None:
            self.post_message(self.Idle(why))
        else:
            self.show_passage(span)

    def action_next_mark(self) -> None:
        """To the next marked passage."""
        at = self.asked.start if self._on_asked() and self.asked else self.offset_ - 1
        why = "No mark further down." if len(self.marks) else "Nobody marked a passage here yet."
        self._jump(self.marks.after(at), why)

    def action_previous_mark(self) -> None:
        """To the marked passage before."""
        at = self.asked.start if self._on_asked() and self.asked else self.offset_
        why = "No mark further up." if len(self.marks) else "Nobody marked a passage here yet."
        self._jump(self.marks.before(at), why)

    def _on_asked(self) -> bool:
        return self.asked is not None and self.laid_out.row_of(self.asked.start) == self.cursor

    def action_next_part(self) -> None:
        """To the next paragraph or comment."""
        self.move_to(self.laid_out.part_start(self.cursor, 1))

    def action_previous_part(self) -> None:
        """To the paragraph or comment before."""
        self.move_to(self.laid_out.part_start(self.cursor, -1), step=-1)

    # ------------------------------------------------------------------- folding

    def action_furniture(self) -> None:
        """Show or hide what belongs to the page and not to the article."""
        if not self._furniture and not self._has_furniture():
            self.post_message(self.Idle("This source has no page furniture."))
            return
        self._furniture = not self._furniture
        self._rebuild()

    def _has_furniture(self) -> bool:
        if any(b.kind is BlockKind.BOILERPLATE for b in self.source.blocks):
            return True
        return any(c.body != c.span for c in self.source.comments)

    def action_toggle_thread(self) -> None:
        """Fold or unfold the replies to the comment under the cursor."""
        comment = self.laid_out.row(self.cursor).part.comment if self.line_count() else None
        if comment is None:
            self.post_message(self.Idle("The cursor is not on a comment."))
            return
        if comment.id in self._folded:
            self._folded -= {comment.id}
        elif any(c.reply_to == comment.id for c in self.source.comments):
            self._folded |= {comment.id}
        else:
            self.post_message(self.Idle("Nobody answered this comment."))
            return
        self.offset_ = comment.body.start
        self._rebuild()

    # ---------------------------------------------------------------------- find

    def find(self, words: str) -> int:
        """Highlight all places that hold ``words`` (case does not matter); how many there are."""
        spans: list[tuple[Span, None]] = []
        if words:
            # Any white space fits any other, so that a phrase is found across line ends.
            pattern = r"\s+".join(re.escape(word) for word in words.split()) or re.escape(words)
            text = self.source.text
            spans = [
                (Span(m.start(), m.end()), None)
                for m in re.finditer(pattern, text, re.IGNORECASE)
                if m.end() > m.start()
            ]
        self.found = SpanIndex(spans)
        self.refresh()
        return len(self.found)

    def next_found(self, step: int, *, here: bool = False) -> int | None:
        """Go to the next or previous place found, round the end; its number from 1, or ``None``."""
        if not len(self.found):
            return None
        on_asked = self._on_asked() and self.asked is not None
        at = self.asked.start if on_asked and self.asked is not None else self.offset_
        if here or (step > 0 and not on_asked):
            at -= 1
        span = self.found.after(at) if step > 0 else self.found.before(at)
        if span is None:
            span = self.found.spans[0 if step > 0 else -1][0]
        self.show_passage(span)
        return next(n for n, (s, _) in enumerate(self.found.spans, 1) if s == span)
