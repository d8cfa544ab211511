"""What a commenter wrote himself: the comment without pasted articles and long quotations.

Somebody who quotes an opponent at length is not to be taken for him. Left out are the parts that
the source's structure knows to be quoted, lines that begin with ``>``, sentences copied from the
article or from the comment that is answered, and long quotations that stand there word for word.
A short quotation stays: without it the sentence around it would say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from argmap.model import BlockKind, Comment, Source, Span
from argmap.stance.sentences import fold, sentences

__all__ = ["LONG_QUOTATION", "Own", "OwnWords"]

LONG_QUOTATION = 40
"""Characters from which a quotation found word for word elsewhere is left out."""

_COPY = 60
"""Characters from which a sentence found word for word elsewhere is a copy."""
_MOST = 300_000
"""Characters of an article, or of the comment that is answered, that are compared."""

_QUOTED_LINE = re.compile(r"^[ \t]{0,40}>[^\n]*", re.MULTILINE)
_QUOTATION = re.compile(
    r"“[^“”]{40,3000}”|„[^“”„]{40,3000}[“”]|«[^«»]{40,3000}»|\"[^\"]{40,3000}\"|「[^「」]{40,3000}」"
)
_BULLET = re.compile(r"^(?:[-–—•*]|\d{1,2}[.)])\s+")
_STOPS = ".,;:!?…\"'“”‘’„«» "


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif span.start < span.end:
            out.append(span)
    return out


class Own:
    """One comment's (or paragraph's) own words: where they stand, and how they read."""

    def __init__(self, text: str, body: Span, blocks: Sequence[Span], quoted: Sequence[Span]):
        self._text = text
        self._quoted = list(quoted)
        self.parts = self._without(body, blocks)
        """``body`` without what is somebody else's from beginning to end."""

    @staticmethod
    def _without(body: Span, blocks: Sequence[Span]) -> list[Span]:
        parts, start = [], body.start
        for block in blocks:
            if block.start > start:
                parts.append(Span(start, min(block.start, body.end)))
            start = max(start, block.end)
        if start < body.end:
            parts.append(Span(start, body.end))
        return parts

    def read(self, span: Span) -> str:
        """The words of ``span`` on one line, long quotations as ``“…”``; empty if none is left."""
        pieces, start = [], span.start
        first = bisect_left(self._quoted, span.start, key=lambda q: q.end)
        for quoted in self._quoted[first:]:
            if quoted.start >= span.end:
                break
            if quoted.end <= span.start:
                continue
            pieces += [self._text[start : quoted.start], " “…”"]
            start = quoted.end
        pieces.append(self._text[start : span.end])
        words = _BULLET.sub("", " ".join("".join(pieces).split()))
        return words if any(c.isalnum() for c in words.replace("“…”", "")) else ""


class OwnWords:
    """Tells the own words of the comments of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._by_id = {comment.id: comment for comment in source.comments}
        self._read = lru_cache(maxsize=64)(self._folded)

    @cached_property
    def _article(self) -> str:
        kinds = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.TITLE, BlockKind.HEADING)
        text = self._source.text
        return fold(" ".join(b.span.of(text) for b in self._source.blocks if b.kind in kinds))[
            :_MOST
        ]

    @cached_property
    def _article_sentences(self) -> frozenset[str]:
        text = self._source.text
        return frozenset(
            folded.strip(_STOPS)
            for block in self._source.blocks
            if block.kind.is_article
            for span in sentences(text, block.span)
            if len(folded := fold(span.of(text))) >= _COPY
        )

    def _folded(self, comment_id: str) -> str:
        comment = self._by_id.get(comment_id)
        if comment is None:
            return ""
        body = comment.body
        short = Span(body.start, min(body.end, body.start + _MOST))
        return fold(short.of(self._source.text))

    def of(self, comment: Comment) -> Own:
        """The comment's own words."""
        text, body = self._source.text, comment.body
        blocks = [*comment.quoted, *comment.aside]
        if comment.mentions and comment.mentions[0].span.start <= body.start + 1:
            # “@Name:” says whom the comment answers, not what it says.
            end = comment.mentions[0].span.end
            while end < body.end and text[end] in " ,:;\u00a0":
                end += 1
            blocks.append(Span(body.start, end))
        said = body.of(text)
        if ">" in said:
            blocks += [
                Span(body.start + m.start(), body.start + m.end())
                for m in _QUOTED_LINE.finditer(said)
            ]
        known = [self._article, self._read(comment.reply_to) if comment.reply_to else ""]
        quoted = []
        if any(known):
            for match in _QUOTATION.finditer(said):
                words = fold(match.group()).strip(_STOPS)
                if len(words) >= LONG_QUOTATION and any(words in k for k in known if k):
                    quoted.append(Span(body.start + match.start(), body.start + match.end()))
        return Own(text, body, _merged(blocks), quoted)

    def is_copy(self, sentence: str, comment: Comment) -> bool:
        """Whether the sentence stands word for word in the article or in the comment answered."""
        if len(sentence) < _COPY:
            return False
        words = fold(sentence).strip(_STOPS)
        if words in self._article_sentences:
            return True
        return comment.reply_to is not None and words in self._read(comment.reply_to)
