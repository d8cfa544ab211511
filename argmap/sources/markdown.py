"""Markdown written by hand: an article with front matter, and a thread as a nested list.

``markdown-it-py`` finds the blocks; its line numbers give offsets into the raw file, so nothing is
rendered or rewritten. Inline marks stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argmap.diagnostics import Diagnostic, Severity, at, whole_file
from argmap.model import BlockKind, Comment, Field, Span
from argmap.sources.comments import link_replies
from argmap.sources.front_matter import FrontMatter, read_front_matter
from argmap.sources.heads import is_date_line
from argmap.sources.markdown_thread import read_thread
from argmap.sources.masthead import byline_names
from argmap.sources.plain import title_from_name
from argmap.sources.structure import Structure, tile
from argmap.sources.words import CAPTION, THREAD_STRONG, comment_count

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_HEADING_MARKS = re.compile(r"^\s{0,3}#{1,6}[ \t]+|[ \t]+#{1,20}[ \t]*$")
_UNDERLINE = re.compile(r"\n[ \t]{0,3}(?:=+|-+)[ \t]*$")
_EMPHASIS = re.compile(r"^[*_]{1,3}(?P<inner>[^*_\n]{1,400})[*_]{1,3}$")
_BY = re.compile(r"^(?:by|von|par|por|di|door)\s{1,3}(?P<rest>.{2,140})$", re.IGNORECASE)
_IMAGE = re.compile(r"^!\[[^\]\n]{0,400}\]\([^)\n]{0,1000}\)[^\n]{0,300}$")
_HTML_COMMENT = re.compile(r"^\s{0,3}<!--")
_THREAD = re.compile(
    r"^(?:(?:the )?(?:readers?['’]?s?|reader|user|leser|nutzer)[ -]?"
    r"(?:comments?|kommentare|letters|reactions)|comments?|discussion|thread|responses|replies|reactions|kommentare|diskussion|"
    r"leserbriefe|leserkommentare|commentaires|discussion des lecteurs|r[ée]actions|comentarios|"
    r"discusi[óo]n|commenti|discussione|coment[áa]rios|discuss[ãa]o|reacties|discussie|"
    r"kommentarer|komentarze|комментарии|обсуждение|תגובות|تعليقات|评论|評論|コメント)"
    r"\s{0,2}(?:[(\[]?\d{0,6}[)\]]?)\s{0,2}:?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reading:
    text: str
    name: str
    starts: list[int]
    """Offset of each line; one more for the end."""
    front: FrontMatter
    marks: list[tuple[int, BlockKind]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    title: Field | None = None
    authors: list[Field] = field(default_factory=list)
    date: Field | None = None
    body_seen: bool = False
    thread_level: int | None = None
    stated: int | None = None
    stated_at: Span | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, token: Token) -> Span:
        assert token.map is not None
        first, last = token.map
        end = self.starts[min(last, len(self.starts) - 1)]
        return Span(self.starts[min(first, len(self.starts) - 1)], end)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    starts.append(len(text))
    return starts


def read_markdown(text: str, name: str = "") -> Structure:
    """The structure of a Markdown file. ``name`` is its file's name, for messages and for the
    title where the text has none. Line ends are LF. Never fails.

    Front matter and HTML comments are boilerplate. Under a heading such as ``Comments`` or
    ``Kommentare`` each list item is a comment and each nested item a reply to it.
    """
    from markdown_it import MarkdownIt

    front = read_front_matter(text, name)
    reading = _Reading(text, name, _line_starts(text), front)
    reading.diagnostics.extend(front.diagnostics)
    if front.end:
        reading.marks.append((0, BlockKind.BOILERPLATE))
    skipped = text.count("\n", 0, front.end)
    source = "\n" * skipped + text[front.end :].replace("\r", " ")
    tokens = MarkdownIt("commonmark").disable("inline").parse(source)
    _walk(reading, tokens)
    comments = link_replies(text, reading.comments)
    blocks, placed = tile(text, reading.marks, comments)
    title = front.title or reading.title
    if title is None:
        title = title_from_name(name)
        reading.diagnostics.append(
            whole_file(
                name,
                "AM206",
                Severity.NOTE,
                "no title found in the text; the file's name stands in for it",
                "begin the file with a line `# Title`, or say --title",
            )
        )
    _check_count(reading, len(placed))
    return Structure(
        title=title,
        authors=front.authors or tuple(reading.authors),
        outlet=front.outlet,
        date=front.date or reading.date,
        url=front.url,
        language=front.language,
        blocks=blocks,
        comments=placed,
        stated_comments=reading.stated,
        diagnostics=tuple(reading.diagnostics),
    )


def _walk(reading: _Reading, tokens: Sequence[Token]) -> None:
    """Mark the blocks on the outer level; lists below a thread's heading become comments."""
    empty_thread: Span | None = None
    index = 0
    while index < len(tokens):
        token = tokens[index]
        close = _closing(tokens, index)
        if token.map is None or token.level:
            index += 1
            continue
        span = reading.span(token)
        if token.type == "heading_open":
            level = int(token.tag[1])
            heading = _heading_text(span.of(reading.text))
            if reading.thread_level is not None and level <= reading.thread_level:
                reading.thread_level = None
            kind = BlockKind.HEADING
            if reading.thread_level is None and _is_thread(heading) and reading.marks:
                reading.thread_level = level
                reading.stated, reading.stated_at = comment_count(heading), span
                empty_thread = span
                kind = BlockKind.BOILERPLATE
            elif level == 1 and reading.title is None:
                reading.title = Field(heading, "first heading") if heading else None
                kind = BlockKind.TITLE
            reading.marks.append((span.start, kind))
        elif reading.thread_level is not None and token.type.endswith("list_open"):
            empty_thread = None
            late = read_thread(
                reading.text, reading.starts, tokens[index : close + 1], reading.comments
            )
            reading.diagnostics.extend(_set_aside(reading, span) for span in late)
        else:
            reading.marks.append((span.start, _kind(reading, token, span)))
        index = close + 1
    if empty_thread is not None:
        reading.diagnostics.append(
            at(
                reading.text,
                empty_thread.start,
                empty_thread.end,
                "AM205",
                Severity.WARNING,
                "a heading for comments without a list below it: no comments were read",
                path=reading.name,
                hint="write each comment as a list item: `- **Name** (2016-06-06): text`",
            )
        )


def _closing(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes the one at ``index`` (itself where it holds nothing)."""
    if tokens[index].nesting != 1:
        return index
    depth = 0
    for other in range(index, len(tokens)):
        depth += tokens[other].nesting
        if depth == 0:
            return other
    return len(tokens) - 1


def _heading_text(raw: str) -> str:
    text = _UNDERLINE.sub("", raw.rstrip())
    return " ".join(_HEADING_MARKS.sub("", text.strip()).split())


def _is_thread(heading: str) -> bool:
    plain = heading.strip("*_ ")
    if len(plain) > 100:
        return False
    return bool(_THREAD.match(plain)) or (
        bool(THREAD_STRONG.match(plain)) and comment_count(plain) is not None
    )


def _kind(reading: _Reading, token: Token, span: Span) -> BlockKind:
    raw = span.of(reading.text).strip()
    if token.type == "blockquote_open":
        reading.body_seen = True
        return BlockKind.QUOTATION
    if token.type == "html_block":
        return BlockKind.BOILERPLATE if _HTML_COMMENT.match(raw) else BlockKind.PARAGRAPH
    if token.type == "hr":
        return BlockKind.BOILERPLATE
    if token.type == "paragraph_open":
        emphasised = _EMPHASIS.match(raw)
        inner = emphasised["inner"].strip() if emphasised else raw
        if _IMAGE.match(raw) or (len(inner) <= 480 and "\n" not in inner and CAPTION.match(inner)):
            return BlockKind.CAPTION
        if not reading.body_seen:
            kind = _masthead_kind(reading, inner)
            if kind is not None:
                return kind
    reading.body_seen = True
    return BlockKind.PARAGRAPH


def _masthead_kind(reading: _Reading, line: str) -> BlockKind | None:
    """A byline or a date between the title and the text; sets the field."""
    if len(line) > 160 or "\n" in line:
        return None
    when = is_date_line(line)
    if when is not None and when.is_full:
        if reading.date is None:
            reading.date = Field(when.iso or when.text, "date under the title")
        return BlockKind.DATE
    by = _BY.match(line)
    names = byline_names(by["rest"]) if by else []
    if not names:
        return None
    if not reading.authors:
        reading.authors = [Field(name, "byline under the title") for name in names]
    from argmap.sources.dates import find_date

    dated = find_date(line)
    if dated and reading.date is None:
        reading.date = Field(dated.iso or dated.text, "byline under the title")
    return BlockKind.BYLINE


def _set_aside(reading: _Reading, span: Span) -> Diagnostic:
    return at(
        reading.text,
        span.start,
        span.end,
        "AM207",
        Severity.WARNING,
        "text after the replies to a comment was set aside",
        path=reading.name,
        hint="write the whole comment first, then the replies to it",
    )


def _check_count(reading: _Reading, found: int) -> None:
    if reading.stated is None or reading.stated == found or reading.stated_at is None:
        return
    noun = "comment" if reading.stated == 1 else "comments"
    reading.diagnostics.append(
        replace(
            at(
                reading.text,
                reading.stated_at.start,
                reading.stated_at.end,
                "AM203",
                Severity.WARNING,
                f"the heading says {reading.stated} {noun}, found {found}",
                path=reading.name,
            ),
            hint="count the list items below it, or correct the number",
        )
    )
