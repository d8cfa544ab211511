"""Articles with their readers' comments."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from argmap.model.common import Span
from argmap.model.evidence import Evidence

__all__ = ["Block", "BlockKind", "Comment", "Field", "Mention", "Places", "Source"]


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata together with how it is known."""

    value: str
    how: str
    """The rule or place it comes from: ``front matter``, ``line under the title``, ``--title``."""


class BlockKind(StrEnum):
    """What a stretch of a source's text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"

    @property
    def is_article(self) -> bool:
        """Whether it belongs to what the article itself says."""
        return self in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a source's text. ``span`` includes the white space that follows it."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """``@Name`` inside a comment; ``comment`` is the id it was resolved to, if it was."""

    name: str
    span: Span
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment. ``span`` is its own text, without its replies."""

    id: str
    """``c1``, ``c2`` … in the order of the text."""
    span: Span
    """Everything that belongs to it: author line, body, what was set aside, white space after."""
    body: Span
    """What the reader wrote."""
    author: str | None = None
    date: str | None = None
    reply_to: str | None = None
    """Id of the comment it answers."""
    depth: int = 0
    """0 for a comment on the article, 1 for a reply to it …"""
    mentions: tuple[Mention, ...] = ()
    quoted: tuple[Span, ...] = ()
    """Parts of the body that are somebody else's words (pasted articles, quotations)."""
    aside: tuple[Span, ...] = ()
    """Parts of the body that are page furniture (``Reply``, ``Like``)."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article with its readers' comments, exactly as imported, and its structure.

    Every character of ``text`` lies in exactly one block's or one comment's ``span``.
    """

    id: str
    text: str
    revision: str
    """SHA-256 of the text, in hexadecimal."""
    title: Field
    authors: tuple[Field, ...] = ()
    outlet: Field | None = None
    date: Field | None = None
    """ISO 8601 where it could be read."""
    url: Field | None = None
    language: Field | None = None
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    stated_comments: int | None = None
    """How many comments the page itself says it has."""
    original: str = ""
    """File name it was imported from."""
    original_sha256: str = ""

    def comment(self, comment_id: str) -> Comment | None:
        """The comment with this id."""
        return next((c for c in self.comments if c.id == comment_id), None)

    def voice(self, mark: Evidence) -> str:
        """Who speaks in a marked passage: the speaker it names, else the commenter or the authors.

        Empty where nobody is known, or where the passage is not part of article or comments.
        """
        if mark.speaker:
            return mark.speaker
        holder = self.container(Span(mark.anchor.start, mark.anchor.end))
        if isinstance(holder, Comment):
            return f"{holder.author}, reader" if holder.author else "anonymous reader"
        if holder is not None and holder.kind is BlockKind.BOILERPLATE:
            return ""
        return ", ".join(author.value for author in self.authors)

    def is_furniture(self, span: Span) -> bool:
        """Whether the passage begins in what was set aside as menus, share lines and the like."""
        holder = self.container(span)
        return isinstance(holder, Block) and holder.kind is BlockKind.BOILERPLATE

    def container(self, span: Span) -> Block | Comment | None:
        """The block or comment that holds the start of ``span``."""
        for comment in self.comments:
            if span.start in comment.span:
                return comment
        for block in self.blocks:
            if span.start in block.span:
                return block
        return None


class Places:
    """The parts of one source by position, for many questions: each takes a few steps.

    :meth:`Source.container` answers the same for one, in time in proportion to the source.
    """

    def __init__(self, source: Source) -> None:
        named: list[tuple[str, Block | Comment]] = [
            (f"p{number}", block) for number, block in enumerate(source.blocks, start=1)
        ]
        named += [(comment.id, comment) for comment in source.comments]
        self._named = sorted(
            (each for each in named if each[1].span.end > each[1].span.start),
            key=lambda each: each[1].span.start,
        )
        self._starts = [part.span.start for _, part in self._named]

    def _found(self, offset: int) -> tuple[str, Block | Comment] | None:
        index = bisect_right(self._starts, offset) - 1
        found = self._named[index] if index >= 0 else None
        return found if found is not None and offset in found[1].span else None

    def at(self, offset: int) -> Block | Comment | None:
        """The block or comment that holds the character at ``offset``."""
        found = self._found(offset)
        return found[1] if found else None

    def name_at(self, offset: int) -> str | None:
        """Its name as anchors give it: ``c12`` for a comment, ``p3`` for the third block."""
        found = self._found(offset)
        return found[0] if found else None
