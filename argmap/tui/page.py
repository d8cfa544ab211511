"""A source laid out in rows: blocks, comment threads, folded furniture. No widget in here.

Rows know the offsets they show, so that marks, finds and the cursor live in offsets and survive a
new width.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from argmap.display import one_line, safe_same_length
from argmap.model import Block, BlockKind, Comment, Source, Span
from argmap.tui.cells import wrap

__all__ = ["Page", "Part", "PartKind", "RowView"]

MAX_INDENT = 8
"""Deeper replies stand under each other; their author line says whom they answer."""


class PartKind(StrEnum):
    """What a stretch of rows shows."""

    TEXT = "text"
    """A block of the article or the body of a comment."""
    AUTHOR = "author"
    """The line above a comment: who and when."""
    FURNITURE = "furniture"
    """Boilerplate shown in full, dimmed."""
    FOLDED = "folded"
    """One row in place of boilerplate or replies."""
    RULE = "rule"
    """The line between the article and its comments."""
    GAP = "gap"


class Part(NamedTuple):
    """One stretch of rows that are laid out alike."""

    kind: PartKind
    span: Span
    """What it shows of the text; for other rows than text, where they stand in it."""
    depth: int = 0
    """Depth in the thread, 0 outside of comments as well."""
    label: str = ""
    """What is shown where the row is not text of the source itself."""
    block: BlockKind | None = None
    comment: Comment | None = None

    @property
    def indent(self) -> int:
        """Cells for the reply lines."""
        return 2 * min(self.depth, MAX_INDENT) + (2 if self.comment is not None else 0)

    @property
    def is_text(self) -> bool:
        """Whether its rows show characters of the source."""
        return self.kind in (PartKind.TEXT, PartKind.FURNITURE)


class RowView(NamedTuple):
    """One row: the part it belongs to and the characters it shows (none for synthetic rows)."""

    part: Part
    start: int
    end: int
    first: bool
    """Whether it is the first row of its part."""


@dataclass
class Page:
    """The rows of ``source`` at ``width`` cells.

    ``furniture`` shows boilerplate in full; ``folded`` are ids of comments whose replies are
    hidden.
    """

    source: Source
    width: int
    furniture: bool = False
    folded: frozenset[str] = frozenset()
    text: str = field(init=False)
    """The source's text, safe to show, character for character."""
    parts: list[Part] = field(init=False)

    def __post_init__(self) -> None:
        self.text = safe_same_length(self.source.text)
        self.parts = _parts(self.source, self.furniture, self.folded)
        self._lay_out()

    def resize(self, width: int) -> None:
        """Lay the same parts out anew at another width."""
        if width != self.width:
            self.width = width
            self._lay_out()

    def _lay_out(self) -> None:
        self._starts = array("q")
        self._first_rows: list[int] = []
        for part in self.parts:
            self._first_rows.append(len(self._starts))
            if part.is_text:
                width = self.width - part.indent
                self._starts.extend(wrap(self.text, part.span.start, part.span.end, width))
            else:
                self._starts.append(part.span.start)
        self._anchors = [
            n for n, p in enumerate(self.parts) if p.is_text or p.kind is PartKind.FOLDED
        ]
        self._anchor_offsets = [self.parts[n].span.start for n in self._anchors]
        self._heads = [
            row
            for row, part in zip(self._first_rows, self.parts, strict=True)
            if part.kind is PartKind.AUTHOR or (part.kind is PartKind.TEXT and not part.comment)
        ]

    def __len__(self) -> int:
        return len(self._starts)

    def row(self, y: int) -> RowView:
        """The ``y``-th row."""
        number = bisect_right(self._first_rows, y) - 1
        part = self.parts[number]
        start = self._starts[y]
        first = y == self._first_rows[number]
        if not part.is_text:
            return RowView(part, start, start, first)
        end = self._starts[y + 1] if y + 1 < self._rows_of(number)[1] else part.span.end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return RowView(part, start, end, first)

    def row_of(self, offset: int) -> int:
        """The row that shows the character at ``offset``, or the nearest one before it."""
        at = bisect_right(self._anchor_offsets, offset) - 1
        if at < 0:
            return 0
        number = self._anchors[at]
        first, last = self._rows_of(number)
        return max(first, bisect_right(self._starts, offset, first, last) - 1)

    def _rows_of(self, number: int) -> tuple[int, int]:
        last = number + 1 == len(self.parts)
        return (
            self._first_rows[number],
            len(self._starts) if last else self._first_rows[number + 1],
        )

    def shows(self, span: Span) -> bool:
        """Whether the start of ``span`` is on a row (and not in something folded away)."""
        return any(p.is_text and span.start in p.span for p in self.parts)

    def part_start(self, y: int, step: int) -> int:
        """First row of the next (``step`` 1) or previous (−1) block or comment, seen from row y."""
        if step > 0:
            at = bisect_right(self._heads, y)
            return self._heads[at] if at < len(self._heads) else max(0, len(self) - 1)
        at = bisect_left(self._heads, y) - 1
        return self._heads[at] if at >= 0 else 0


def _parts(source: Source, furniture: bool, folded: frozenset[str]) -> list[Part]:
    items: list[Block | Comment] = sorted(
        [*source.blocks, *source.comments], key=lambda item: item.span
    )
    replies = _reply_counts(source)
    names = {c.id: one_line(c.author or "") or c.id for c in source.comments}
    parts: list[Part] = []
    hidden: set[str] = set()
    run: list[Block] = []
    ruled = False

    def flush() -> None:
        if run:
            span = Span(run[0].span.start, run[-1].span.end)
            run.clear()
            lines = sum(1 for line in span.of(source.text).splitlines() if line.strip())
            if lines:
                label = f"⋯ page furniture, {lines} line{'s' * (lines != 1)} (x shows it)"
                parts.append(Part(PartKind.FOLDED, span, label=label))
                parts.append(Part(PartKind.GAP, Span(span.end, span.end)))

    for item in items:
        if isinstance(item, Block):
            if item.kind is BlockKind.BOILERPLATE and not furniture:
                run.append(item)
                continue
            flush()
            kind = PartKind.TEXT
            if item.kind is BlockKind.BOILERPLATE:
                kind = PartKind.FURNITURE
            if not item.span.of(source.text).strip():
                continue
            if item.kind in _MASTHEAD and _is_masthead(parts):
                parts.pop()  # title, byline and date stand together
            parts.append(Part(kind, _stripped(source.text, item.span), block=item.kind))
            parts.append(Part(PartKind.GAP, Span(item.span.end, item.span.end)))
            continue
        flush()
        if not ruled:
            ruled = True
            parts.append(
                Part(PartKind.RULE, Span(item.span.start, item.span.start), label=_rule(source))
            )
            parts.append(Part(PartKind.GAP, Span(item.span.start, item.span.start)))
        if item.reply_to in hidden or item.reply_to in folded:
            hidden.add(item.id)
            continue
        count = replies.get(item.id, 0) if item.id in folded else 0
        parts.extend(_comment(source, item, furniture, count, names))
    flush()
    while parts and parts[-1].kind is PartKind.GAP:
        parts.pop()
    return parts or [Part(PartKind.FOLDED, Span(0, 0), label="This source has no text.")]


_MASTHEAD = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATE)


def _is_masthead(parts: list[Part]) -> bool:
    return len(parts) > 1 and parts[-1].kind is PartKind.GAP and parts[-2].block in _MASTHEAD


def _comment(
    source: Source, comment: Comment, furniture: bool, hidden: int, names: dict[str, str]
) -> list[Part]:
    depth, start = comment.depth, comment.span.start
    who = one_line(comment.author or "") or "anonymous"
    label = [who]
    if comment.date:
        label.append(one_line(comment.date))
    if comment.reply_to in names:
        label.append(f"↩ to {names[comment.reply_to]}")
    parts = [Part(PartKind.AUTHOR, Span(start, start), depth, " · ".join(label), comment=comment)]
    body = _stripped(source.text, comment.body)
    before = _stripped(source.text, Span(start, comment.body.start))
    after = _stripped(source.text, Span(comment.body.end, comment.span.end))
    if furniture and before.of(source.text).strip():
        parts.append(Part(PartKind.FURNITURE, before, depth, comment=comment))
    if body.of(source.text).strip():
        parts.append(Part(PartKind.TEXT, body, depth, comment=comment))
    if furniture and after.of(source.text).strip():
        parts.append(Part(PartKind.FURNITURE, after, depth, comment=comment))
    end = Span(comment.span.end, comment.span.end)
    if hidden:
        words = f"▸ {hidden} {'reply' if hidden == 1 else 'replies'} (Space shows them)"
        parts.append(Part(PartKind.FOLDED, end, depth, words, comment=comment))
    parts.append(Part(PartKind.GAP, end))
    return parts


def _rule(source: Source) -> str:
    count = len(source.comments)
    words = f"{count} comment{'s' * (count != 1)}"
    if source.stated_comments is not None and source.stated_comments != count:
        words += f" (the page says {source.stated_comments})"
    return words


def _reply_counts(source: Source) -> dict[str, int]:
    """How many comments hang below each comment, at any depth (replies follow what they answer)."""
    counts: dict[str, int] = {}
    for comment in reversed(source.comments):
        if comment.reply_to is not None:
            below = 1 + counts.get(comment.id, 0)
            counts[comment.reply_to] = counts.get(comment.reply_to, 0) + below
    return counts


def _stripped(text: str, span: Span) -> Span:
    """The span without blank lines around it; spaces that indent the first line are kept."""
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    line = text.find("\n", start, end)
    while line >= 0 and not text[start:line].strip():
        start = line + 1
        line = text.find("\n", start, end)
    return Span(start, end)
