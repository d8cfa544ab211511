"""Somebody else's words inside a comment: pasted articles, ``>`` quotations, copied sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.model import Span
from argmap.sources.dates import find_date

__all__ = ["quoted_spans"]

_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|door)\s+(?P<name>[^\W\d_][^\n,|]{1,60}?)"
    r"(?=[\s,|·—–-]{1,4}(?:published|posted|updated|veröffentlicht|on\b|am\b|\d|[^\W\d_]{3,10}\.?\s\d)|$)",
    re.IGNORECASE,
)
_MIN_COPY = 60
_HEADLINE = 200
_MAX_ARTICLE = 300_000


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_byline(line: str) -> bool:
    """``By NAME … DATE``: the author and the date of a pasted article on one line."""
    return len(line) <= 200 and bool(_BYLINE.match(line)) and find_date(line) is not None


def quoted_spans(text: str, body: Span, article: str = "") -> tuple[Span, ...]:
    """The parts of ``text[body]`` that the commenter did not write, in order, without overlaps.

    A pasted article runs from its headline (the nearest short lines above ``By NAME … DATE``) to
    the end of the comment: where the reader's own words begin again cannot be told. Lines that
    begin with ``>`` are quotations; so is a paragraph of 60 characters or more that stands word
    for word in ``article`` (of at most 300,000 characters).
    """
    spans: list[Span] = []
    rows: list[Span] = []
    position = body.start
    while position < body.end:
        end = text.find("\n", position, body.end)
        stop = body.end if end < 0 else end
        raw = text[position:stop]
        left = len(raw) - len(raw.lstrip())
        rows.append(Span(position + left, position + max(left, len(raw.rstrip()))))
        position = stop + 1
    for number, row in enumerate(rows):
        if number and _is_byline(row.of(text)):
            start = row.start
            above = number - 1
            seen = 0
            while above >= 0 and seen < 3:
                line = rows[above].of(text)
                if not line:
                    above -= 1
                    continue
                if len(line) > _HEADLINE or above == 0:
                    break
                if seen and line.endswith((":", "…")):
                    break
                start = rows[above].start
                seen += 1
                above -= 1
            spans.append(Span(start, body.end))
            break
    limit = spans[0].start if spans else body.end
    before: list[Span] = []
    known = _folded(article) if 0 < len(article) <= _MAX_ARTICLE else ""
    for row in rows:
        if row.start >= limit or row.start == row.end:
            continue
        line = row.of(text)
        is_quote = line.startswith(">") or (
            len(line) >= _MIN_COPY and bool(known) and _folded_line(line) in known
        )
        if not is_quote:
            continue
        if before and not text[before[-1].end : row.start].strip():
            before[-1] = Span(before[-1].start, row.end)
        else:
            before.append(row)
    return (*before, *spans)


def _folded_line(line: str) -> str:
    return " ".join(line.split()).strip("\"'“”„‘’»«> ")
