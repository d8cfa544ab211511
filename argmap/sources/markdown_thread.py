"""Comments as a nested Markdown list: each item a comment, each nested item a reply.

``- **Name** (2016-06-06): text``, ``- **Name**: text``, ``- Name says: text`` or ``- text``. An
item may hold several paragraphs and ``>`` quotations before its replies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from argmap.model import Comment, Span
from argmap.sources.dates import find_date
from argmap.sources.heads import clean_name, head_at, is_date_line, is_name
from argmap.sources.lines import split_lines

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_thread"]

_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|(?=\n)|\Z)")
_LABEL = re.compile(r"(?:\*\*|__)(?P<name>[^*_\n]{1,80}?)(?P<colon>:)?(?:\*\*|__)")
_AFTER_LABEL = re.compile(
    r"[ \t]{0,4}[(\[,–—·|-]{0,2}[ \t]{0,4}(?P<date>[^\n]{0,60}?)[)\]]?[ \t]{0,4}"
    r"(?P<end>:(?=\s|\Z)|(?=\n)|\Z)[ \t]*"
)
_PLAIN_LABEL = re.compile(
    r"(?P<name>[^\n:*_>\[]{1,60}?)[ \t]*\((?P<date>[^()\n]{4,40})\)[ \t]*:[ \t]*"
)
_NOBODY = {
    "anonymous", "anonym", "anonyme", "anónimo", "anonimo", "unknown", "no name", "nobody", "n.n.",
    "reader", "a reader", "leser", "ein leser", "un lecteur", "guest", "gast", "?", "—", "-",
}  # fmt: skip


def read_thread(
    text: str, starts: Sequence[int], tokens: Sequence[Token], comments: list[Comment]
) -> list[Span]:
    """Append the comments of one list to ``comments``; the tokens are those of the whole list.

    Returns the spans of text that stands after the replies to a comment: it has no place in a
    comment's one span and is set aside.
    """
    late: list[Span] = []
    open_items: list[_Open] = []
    for token in tokens:
        if token.type == "list_item_open" and token.map is not None:
            if open_items and open_items[-1].own_end is None:
                open_items[-1].own_end = token.map[0]
            open_items.append(_Open(token.map[0], token.map[1], len(comments)))
            comments.append(Comment(id=f"c{len(comments) + 1}", span=Span(0, 0), body=Span(0, 0)))
        elif token.type == "list_item_close" and open_items:
            item = open_items.pop()
            parent = open_items[-1] if open_items else None
            comments[item.number] = _comment(
                text, starts, item, comments[parent.number].id if parent else None
            )
            if parent is not None:
                parent.replies_end = max(parent.replies_end, item.last)
        elif token.map is not None and open_items:
            item = open_items[-1]
            if token.type == "blockquote_open" and item.own_end is None:
                item.quotes.append((token.map[0], token.map[1]))
            elif (
                item.own_end is not None
                and token.map[0] >= item.replies_end > 0
                and token.type in {"paragraph_open", "blockquote_open", "fence", "code_block"}
            ):
                span = Span(starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
                if not late or span.start >= late[-1].end:
                    late.append(span)
    return late


class _Open:
    """A list item while its tokens go by; lines count from 0."""

    def __init__(self, first: int, last: int, number: int) -> None:
        self.first = first
        self.last = last
        self.number = number
        self.own_end: int | None = None
        self.replies_end = 0
        self.quotes: list[tuple[int, int]] = []


def _comment(text: str, starts: Sequence[int], item: _Open, parent: str | None) -> Comment:
    top = len(starts) - 1
    start = starts[min(item.first, top)]
    stop = item.last if item.own_end is None else max(item.own_end, item.first)
    end = starts[min(stop, top)]
    marker = _MARKER.match(text, start, end)
    begin = marker.end() if marker else start
    author, date, begin = _label(text, begin, end)
    while begin < end and text[begin].isspace():
        begin += 1
    finish = end
    while finish > begin and text[finish - 1].isspace():
        finish -= 1
    body = Span(min(begin, end), max(min(begin, end), finish))
    quoted = []
    for first, last in item.quotes:
        a, b = starts[min(first, top)], min(starts[min(last, top)], body.end)
        a = max(a, body.start)
        while a < b and text[a] in " \t":
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            quoted.append(Span(a, b))
    return Comment(
        id=f"c{item.number + 1}",
        span=Span(start, max(start, end)),
        body=body,
        author=author,
        date=date,
        reply_to=parent,
        quoted=tuple(quoted),
    )


def _author(name: str) -> str | None:
    plain = name.strip(" :,")
    return None if plain.casefold() in _NOBODY else clean_name(plain)


def _label(text: str, begin: int, end: int) -> tuple[str | None, str | None, int]:
    """Author, date and the offset at which the comment's text begins."""
    bold = _LABEL.match(text, begin, end)
    if bold:
        after = _AFTER_LABEL.match(text, bold.end(), end)
        if bold["colon"] and not (after and is_date_line(after["date"])):
            return _author(bold["name"]), None, bold.end()
        if after:
            stated = after["date"].strip()
            when = is_date_line(stated) if stated else None
            named = after["end"] == ":" or when or is_name(bold["name"], strict=True)
            if named and (when or not stated):
                date = (when.iso or when.text) if when else None
                return _author(bold["name"]), date, after.end()
    plain = _PLAIN_LABEL.match(text, begin, end)
    if plain and is_name(plain["name"]):
        when = find_date(plain["date"], loose=True)
        if when:
            return _author(plain["name"]), when.iso or when.text, plain.end()
    newline = text.find("\n", begin, end)
    first = text[begin : newline if newline >= 0 else end]
    lines = split_lines("- " + first[:320]) if first.strip() else []
    head = head_at(lines, 0) if lines else None
    if head is not None and head.style in ("says", "same line"):
        date = (head.date.iso or head.date.text) if head.date else None
        if head.inline is not None:
            return _nobody(head.author), date, begin + head.inline - 2
        if len(first) <= 320:
            return _nobody(head.author), date, begin + len(first)
    return None, None, begin


def _nobody(name: str | None) -> str | None:
    return _author(name) if name else None
