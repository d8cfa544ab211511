"""Highlighted stretches of a text: which touch a row, and how a row is cut at their borders."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from argmap.model import Evidence, Span, Stance

__all__ = ["Marked", "Piece", "SpanIndex", "cut_row", "margin_sign"]

T = TypeVar("T")


class Marked(NamedTuple):
    """One mark and where its passage is now in the text."""

    span: Span
    evidence: Evidence


class Piece(NamedTuple, Generic[T]):
    """A stretch of a row that the same spans cover all through."""

    start: int
    end: int
    values: tuple[T, ...]


class SpanIndex(Generic[T]):
    """Spans with a value each, ready to be asked which of them touch a stretch of text.

    Sorted by start, with the running maximum of the ends, so that a question costs time in
    proportion to the spans near the place.
    """

    def __init__(self, spans: Iterable[tuple[Span, T]]) -> None:
        self.spans = sorted(((s, v) for s, v in spans if s.end > s.start), key=lambda p: p[0])
        self._starts = [span.start for span, _ in self.spans]
        self._reach: list[int] = []
        furthest = 0
        for span, _ in self.spans:
            furthest = max(furthest, span.end)
            self._reach.append(furthest)

    def __len__(self) -> int:
        return len(self.spans)

    def touching(self, start: int, end: int) -> list[tuple[Span, T]]:
        """The spans that share a character with ``[start, end)``, in the order of the text."""
        found: list[tuple[Span, T]] = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self.spans[at][0].end > start:
                found.append(self.spans[at])
            at -= 1
        found.reverse()
        return found

    def after(self, offset: int) -> Span | None:
        """The first span that begins after ``offset``."""
        at = bisect_left(self._starts, offset + 1)
        return self.spans[at][0] if at < len(self.spans) else None

    def before(self, offset: int) -> Span | None:
        """The last span that begins before ``offset``."""
        at = bisect_left(self._starts, offset) - 1
        return self.spans[at][0] if at >= 0 else None


def cut_row(start: int, end: int, spans: Sequence[tuple[Span, T]]) -> list[Piece[T]]:
    """Cut ``[start, end)`` at every border of ``spans``; the pieces cover it without a gap."""
    borders = {start, end}
    for span, _ in spans:
        borders.update(b for b in span if start < b < end)
    cuts = sorted(borders)
    return [
        Piece(a, b, tuple(v for span, v in spans if span.start < b and span.end > a))
        for a, b in pairwise(cuts)
    ]


def margin_sign(marks: Iterable[Evidence]) -> str:
    """``+``, ``−``, ``±``, or ``?`` where a machine only proposes; empty without marks."""
    sides: set[Stance] = set()
    proposed = False
    for mark in marks:
        if mark.is_suggestion:
            proposed = True
        else:
            sides.add(mark.stance)
    if len(sides) == 2:
        return "±"
    if sides:
        return next(iter(sides)).sign
    return "?" if proposed else ""
