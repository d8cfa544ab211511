"""Sources cut into what can be judged: comments and paragraphs, in windows, in sentences.

A window is what a scorer reads in one piece: a whole comment or paragraph or, of a long one, whole
sentences up to the scorer's limit, the last of them told again in the next window. Spans count in
``text.txt``; the text beside them is what the scorer reads, without other people's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.model import BlockKind, Source, Span
from argmap.stance.ownwords import Own, OwnWords
from argmap.stance.sentences import sentences

__all__ = ["Container", "Sentence", "Window", "cut"]

_LONGEST = 600
"""Characters of the longest sentence."""


@dataclass(frozen=True, slots=True)
class Container:
    """A comment or a paragraph: what gets at most one suggestion a claim."""

    source: str
    id: str
    """``c12`` or ``p3``, as anchors name it."""
    kind: str
    """``comment`` or ``paragraph``."""
    speaker: str | None = None
    date: str | None = None


class Sentence(NamedTuple):
    """One sentence: where it stands, and its own words on one line."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Window:
    """One piece for the scorer. ``span`` reaches from its first sentence to its last."""

    container: Container
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """Where it stands in ``text.txt``."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)


def cut(source: Source, window: int) -> Iterator[Window]:
    """All windows of at most ``window`` characters, the article first, then the comments.

    Titles, bylines, captions and page furniture are left out, as is what holds no words.
    """
    window = max(80, window)
    authors = ", ".join(author.value for author in source.authors) or None
    day = source.date.value if source.date else None
    for number, block in enumerate(source.blocks, start=1):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION):
            holder = Container(source.id, f"p{number}", "paragraph", authors, day)
            own = Own(source.text, block.span, (), ())
            yield from _windows(holder, _sentences(source.text, own, window), window)
    words = OwnWords(source)
    for comment in source.comments:
        holder = Container(source.id, comment.id, "comment", comment.author, comment.date)
        found = _sentences(source.text, words.of(comment), window)
        kept = [s for s in found if not words.is_copy(s.text, comment)]
        yield from _windows(holder, kept, window)


def _sentences(text: str, own: Own, window: int) -> list[Sentence]:
    longest = min(_LONGEST, window)
    return [
        Sentence(span, words)
        for part in own.parts
        for span in sentences(text, part, longest)
        if (words := own.read(span))
    ]


def _windows(container: Container, found: Sequence[Sentence], window: int) -> Iterator[Window]:
    start = 0
    while start < len(found):
        end, size = start, 0
        while end < len(found) and (end == start or size + len(found[end].text) + 1 <= window):
            size += len(found[end].text) + 1
            end += 1
        part = tuple(found[start:end])
        yield Window(container, " ".join(s.text for s in part), part)
        if end == len(found):
            return
        # The last sentence again, unless it is most of the window.
        again = end - 1
        start = again if again > start and len(found[again].text) <= window // 3 else end
