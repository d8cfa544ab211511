"""Plain-text scrapes: an article as copied or extracted from a page, with its readers' thread.

The method is that of section 4 of the sources reference: features of lines, a thread found among
the page's lists and comment heads, a masthead above the first long paragraph. Works on lines,
never on re-flowed text; every result is an offset (Unicode code points) into the text.
"""

from __future__ import annotations

from pathlib import PurePath

from argmap.diagnostics import Diagnostic, Severity, at, whole_file
from argmap.model import Field
from argmap.sources.article import article_end, article_marks, footer_lines
from argmap.sources.comments import build_comments
from argmap.sources.lines import Line, split_lines
from argmap.sources.masthead import find_masthead, first_paragraph
from argmap.sources.structure import Structure, tile
from argmap.sources.thread import find_thread
from argmap.sources.words import comment_count

__all__ = ["Structure", "segment_text", "title_from_name"]


def title_from_name(name: str) -> Field:
    """A title for a text that has none: its file's name."""
    stem = PurePath(name).stem.replace("_", " ").strip()
    return Field(stem or "Untitled source", "file name")


def segment_text(text: str, name: str = "") -> Structure:
    """The structure of a plain-text scrape. ``name`` is its file's name, for messages and for the
    title where the text has none. Line ends are LF. Never fails."""
    lines = split_lines(text)
    thread = find_thread(lines)
    first = thread.comments[0].item.first if thread.comments else len(lines)
    heading = _heading_above(lines, first) if thread.comments else None
    stop = heading if heading is not None else first
    body = first_paragraph(lines, stop)
    head = find_masthead(lines, stop, footer_lines(lines, body, stop))
    end = article_end(lines, head.body, stop)
    marks = article_marks(lines, head, end, first)
    article = (
        text[lines[head.body].start : lines[end - 1].end] if head.body < end <= len(lines) else ""
    )
    comments = build_comments(text, lines, thread, article)
    blocks, placed = tile(text, marks, comments)
    stated, stated_line = _stated(lines, heading, end, stop)
    diagnostics: list[Diagnostic] = []
    pingbacks = sum(1 for line in lines[first:] if line.marker and line.is_pingback)
    if stated is not None and stated not in (len(placed), len(placed) + pingbacks):
        line = lines[stated_line]
        diagnostics.append(_differs(text, line, stated, len(placed), name))
    if head.title is None and text.strip():
        diagnostics.append(
            whole_file(
                name,
                "AM206",
                Severity.NOTE,
                "no title found in the text; the file's name stands in for it",
                "say --title to give one",
            )
        )
    return Structure(
        title=head.title or title_from_name(name),
        authors=tuple(head.authors),
        outlet=head.outlet,
        date=head.date,
        url=head.url,
        blocks=blocks,
        comments=placed,
        stated_comments=stated,
        diagnostics=tuple(diagnostics),
    )


def _heading_above(lines: list[Line], first: int) -> int | None:
    """The heading of the thread that begins at line ``first``: the topmost of its lines."""
    found = None
    seen = 0
    for index in range(first - 1, -1, -1):
        line = lines[index]
        if line.is_blank:
            continue
        seen += 1
        if seen > 12 or (line.is_sentence and not line.is_thread_heading):
            break
        if line.is_thread_heading or line.is_weak_thread_heading or line.is_form:
            found = index
    return found


def _stated(lines: list[Line], heading: int | None, end: int, stop: int) -> tuple[int | None, int]:
    """How many comments the page says it has, and on which line."""
    if heading is not None:
        for index in range(heading, min(heading + 8, len(lines))):
            count = comment_count(lines[index].text) if lines[index].is_thread_heading else None
            if count is not None:
                return count, index
    for index in range(end, min(stop + 1, len(lines))):
        line = lines[index]
        if line.marker is None and not line.is_sentence and (count := comment_count(line.text)):
            return count, index
    return None, 0


def _differs(text: str, line: Line, stated: int, found: int, name: str) -> Diagnostic:
    says = f"the page says {stated} comment{'' if stated == 1 else 's'}, found {found}"
    hint = (
        "the page may load its comments by script: copy them from the open page into the file"
        if found == 0
        else "look through the comments: some may be missing from the copy, or two taken for one"
    )
    return at(
        text,
        line.text_start,
        line.end_of_text,
        "AM203",
        Severity.WARNING,
        says,
        path=name,
        hint=hint,
    )
