"""What every format module hands back: the structure of one text, before it becomes a source."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from argmap.diagnostics import Diagnostic
from argmap.model import Block, BlockKind, Comment, Field, Source, Span

__all__ = ["Structure", "describe", "sha256_text", "tile"]


@dataclass(frozen=True, slots=True)
class Structure:
    """Metadata, blocks and comments of one text; the spans of both together cover it exactly."""

    title: Field
    authors: tuple[Field, ...] = ()
    outlet: Field | None = None
    date: Field | None = None
    url: Field | None = None
    language: Field | None = None
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    stated_comments: int | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def as_source(
        self, text: str, *, source_id: str = "", original: str = "", original_sha256: str = ""
    ) -> Source:
        """The structure together with its text."""
        return Source(
            id=source_id,
            text=text,
            revision=sha256_text(text),
            title=self.title,
            authors=self.authors,
            outlet=self.outlet,
            date=self.date,
            url=self.url,
            language=self.language,
            blocks=self.blocks,
            comments=self.comments,
            stated_comments=self.stated_comments,
            original=original,
            original_sha256=original_sha256,
        )


def sha256_text(text: str) -> str:
    """SHA-256 of ``text`` as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def tile(
    text: str, marks: Sequence[tuple[int, BlockKind]], comments: Sequence[Comment]
) -> tuple[tuple[Block, ...], tuple[Comment, ...]]:
    """Blocks and comments that cover every character of ``text`` exactly once.

    ``marks`` says where a block of some kind begins, in order; a block reaches to the next mark
    or comment. What stands between two comments and is not white space becomes boilerplate;
    white space goes to what is before it. Neighbouring boilerplate is one block.
    """
    size = len(text)
    at: dict[int, tuple[BlockKind | None, int]] = {
        comment.span.end: (BlockKind.BOILERPLATE, -1) for comment in comments
    }
    at.update((start, (kind, -1)) for start, kind in marks)
    at.update((comment.span.start, (None, n)) for n, comment in enumerate(comments))
    cells = [(start, kind, number) for start, (kind, number) in sorted(at.items())]
    blocks: list[Block] = []
    spans: list[Span | None] = [None] * len(comments)
    last: tuple[str, int] | None = None
    for place, (start, kind, number) in enumerate(cells):
        begin = 0 if place == 0 else start
        end = cells[place + 1][0] if place + 1 < len(cells) else size
        end = max(begin, min(end, size))
        if begin >= end:
            if number >= 0:
                spans[number] = Span(begin, begin)
            continue
        if number >= 0:
            spans[number] = Span(begin, end)
            last = ("comment", number)
            continue
        assert kind is not None
        if not text[begin:end].strip() and last is not None:
            if last[0] == "comment":
                before = spans[last[1]]
                assert before is not None
                spans[last[1]] = Span(before.start, end)
            else:
                blocks[-1] = Block(blocks[-1].kind, Span(blocks[-1].span.start, end))
            continue
        if (
            kind is BlockKind.BOILERPLATE
            and last is not None
            and last[0] == "block"
            and blocks[-1].kind is BlockKind.BOILERPLATE
        ):
            blocks[-1] = Block(kind, Span(blocks[-1].span.start, end))
            continue
        blocks.append(Block(kind, Span(begin, end)))
        last = ("block", len(blocks) - 1)
    if not cells and size:
        blocks.append(Block(BlockKind.BOILERPLATE, Span(0, size)))
    placed = tuple(
        replace(comment, span=span) if span is not None else comment
        for comment, span in zip(comments, spans, strict=True)
    )
    return tuple(blocks), placed


def describe(source: Source | Structure, text: str = "") -> str:
    """The one-line preview of an import: what was found and how much was set aside.

    ``10 paragraphs, 18 comments (3 replies, 6 without author), 7 lines set aside``; ``text`` is
    needed for a bare :class:`Structure` only.
    """
    body = source.text if isinstance(source, Source) else text
    article = (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
    paragraphs = sum(1 for block in source.blocks if block.kind in article)
    replies = sum(1 for comment in source.comments if comment.reply_to)
    nameless = sum(1 for comment in source.comments if not comment.author)
    aside = sum(
        1
        for block in source.blocks
        if block.kind is BlockKind.BOILERPLATE
        for line in block.span.of(body).split("\n")
        if line.strip()
    )
    parts = [_count(paragraphs, "paragraph")]
    details = []
    if replies:
        details.append("1 reply" if replies == 1 else f"{replies} replies")
    if nameless:
        details.append(f"{nameless} without author")
    number = len(source.comments)
    comments = _count(number, "comment") if number else "no comments"
    parts.append(comments + (f" ({', '.join(details)})" if details else ""))
    parts.append(f"{_count(aside, 'line')} set aside" if aside else "nothing set aside")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
