"""The blocks of a plain-text article: title, byline, paragraphs, captions, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.model import BlockKind
from argmap.sources.lines import Line
from argmap.sources.masthead import Masthead

__all__ = ["article_end", "article_marks", "footer_lines"]

_WRAP_MAX = 110

_NOTICE = re.compile(r"cookie|javascript|browser|subscri|newsletter|sign up|log in", re.IGNORECASE)
"""Words of the notices that pages put above everything."""


def footer_lines(lines: Sequence[Line], body: int, stop: int) -> list[int]:
    """The last lines before ``stop`` after the last sentence: where an entry's date may stand."""
    rows: list[int] = []
    for index in range(stop - 1, body, -1):
        if lines[index].is_blank:
            continue
        if lines[index].is_sentence and not lines[index].is_thread_heading:
            break
        rows.append(index)
        if len(rows) >= 14:
            break
    return rows[::-1]


def article_end(lines: Sequence[Line], body: int, stop: int) -> int:
    """The line after the article's last: where the page begins to go on about itself.

    A cue (``Related posts``) ends the article only where hardly any running text follows.
    """
    total = sum(_weight(lines[i]) for i in range(body, stop))
    left = total
    last = body
    for index in range(body, stop):
        line = lines[index]
        if line.is_blank:
            continue
        cue = line.marker is None and (line.ends_article or line.is_form or line.is_thread_heading)
        if cue and left < 0.2 * total:
            return _after_last(lines, body, index)
        left -= _weight(line)
        last = index
    return _after_last(lines, body, last + 1)


def _weight(line: Line) -> int:
    reads_on = line.is_sentence and (line.ends_sentence or len(line.text) >= 160)
    return len(line.text) if reads_on and not line.is_chrome else 0


def _after_last(lines: Sequence[Line], body: int, stop: int) -> int:
    """Past the last line before ``stop`` that reads like the article's text."""
    for index in range(min(stop, len(lines)) - 1, body - 1, -1):
        line = lines[index]
        if line.is_blank or line.is_chrome or line.is_caption or line.is_reply_link:
            continue
        if line.is_sentence or (line.ends_sentence and len(line.text) >= 20):
            return index + 1
    return min(stop, body + 1)


def article_marks(
    lines: Sequence[Line], head: Masthead, end: int, stop: int
) -> list[tuple[int, BlockKind]]:
    """Where each block of ``lines[:stop]`` begins and what it is; ``end`` is the article's end."""
    wrapped = _is_hard_wrapped(lines, head.body, end)
    marks: list[tuple[int, BlockKind]] = []
    previous: Line | None = None
    gap = True
    for index in range(stop):
        line = lines[index]
        if line.is_blank:
            gap = True
            continue
        kind = _kind(lines, index, head, end, gap)
        joins = (
            previous is not None
            and not gap
            and marks
            and marks[-1][1] is kind
            and kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.BYLINE)
            and (wrapped or not previous.ends_sentence or kind is BlockKind.QUOTATION)
            and not (line.marker and previous.ends_sentence)
        )
        if not joins:
            marks.append((line.start, kind))
        previous, gap = line, False
    return marks


def _kind(lines: Sequence[Line], index: int, head: Masthead, end: int, gap: bool) -> BlockKind:
    line = lines[index]
    if index == head.title_line:
        return BlockKind.TITLE
    if index == head.byline_line:
        return BlockKind.BYLINE
    if index == head.date_line:
        return BlockKind.DATE
    if line.is_chrome or line.is_reply_link or index == head.url_line:
        return BlockKind.BOILERPLATE
    if line.is_caption:
        return BlockKind.CAPTION
    if index >= end:
        return BlockKind.BOILERPLATE
    if head.title_line is not None and index < head.title_line:
        return BlockKind.PARAGRAPH if _leads(line) else BlockKind.BOILERPLATE
    if line.is_form or (line.ends_article and not line.is_sentence and line.marker is None):
        return BlockKind.BOILERPLATE
    if line.ends_article and line.text.lower().startswith(
        ("subscribe", "newsletter", "share", "©")
    ):
        return BlockKind.BOILERPLATE
    if index < head.body:
        return _kind_before_body(lines, index, head)
    if line.text.startswith(">"):
        return BlockKind.QUOTATION
    if _is_heading(lines, index, end, gap):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _leads(line: Line) -> bool:
    """Whether a line above the title is the article's lead rather than the page's furniture."""
    return (
        line.is_sentence
        and line.ends_sentence
        and line.times == 1
        and line.marker is None
        and not _NOTICE.search(line.text)
    )


def _kind_before_body(lines: Sequence[Line], index: int, head: Masthead) -> BlockKind:
    line = lines[index]
    if head.title_line is None or line.marker is not None:
        return BlockKind.BOILERPLATE
    if line.text == lines[head.title_line].text:
        return BlockKind.BOILERPLATE
    if line.is_sentence:
        return BlockKind.PARAGRAPH
    if len(line.text.split()) >= 3 and line.text[0].isalnum() and line.times == 1:
        return BlockKind.HEADING if not line.ends_sentence else BlockKind.PARAGRAPH
    return BlockKind.BOILERPLATE


def _is_heading(lines: Sequence[Line], index: int, end: int, gap: bool) -> bool:
    line = lines[index]
    if line.marker or len(line.text) > 120 or line.text[-1:] in ".,;:…”\"'»!" or not gap:
        return False
    if line.text[0].islower() or not any(c.isalpha() for c in line.text):
        return False
    following = index + 1
    if following < len(lines) and not lines[following].is_blank:
        return False
    while following < end and lines[following].is_blank:
        following += 1
    return following < end and (lines[following].is_sentence or lines[following].is_caption)


def _is_hard_wrapped(lines: Sequence[Line], body: int, end: int) -> bool:
    """Whether line ends inside a paragraph are only the width of a page."""
    inner = [
        len(lines[i].text)
        for i in range(body, max(body, end - 1))
        if not lines[i].is_blank and not lines[i + 1].is_blank
    ]
    if len(inner) < 3:
        return False
    widest = max(inner)
    close = sum(1 for n in inner if n >= widest - 25)
    return widest <= _WRAP_MAX and close >= 0.6 * len(inner)
