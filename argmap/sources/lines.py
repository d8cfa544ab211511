"""What can be said about one line of a scrape without looking at its neighbours.

Offsets are code points of the whole text. Line features are those of section 4 of the sources
reference: indent, marker, length, sentence-likeness; cue words are in :mod:`.words`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

from argmap.sources import words
from argmap.sources.dates import TIME, find_date

__all__ = ["Line", "Marker", "is_sentence", "split_lines"]

_TAB = 4
_MAX_BLANK = 4
"""More blank lines in a row are kept as one."""
_MARKER = re.compile(
    r"(?P<sign>[•◦▪▫‣●○■□∙⁃*+-])(?=[ \t\u00a0]|$)|(?P<o>o)(?=[ \t]+\S)|"
    r"(?P<number>\(?#?\d{1,4}[.)])(?=[ \t\u00a0]|$)"
)
_MARKER_FIRST = frozenset("•◦▪▫‣●○■□∙⁃*+-o(#0123456789")
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»“)\]]{0,2}(?:\[\d{1,3}\]){0,6}$")
_LOWER_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]{0,40}")
_CASELESS = re.compile(r"[\u0590-\u08ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_T = TypeVar("_T")


class _once(Generic[_T]):  # noqa: N801
    """A property that is worked out once. ``functools.cached_property`` takes a lock each time up
    to Python 3.11, which costs more than the tests here."""

    def __init__(self, function: Callable[[Line], _T]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, line: None, owner: type[Line]) -> _once[_T]: ...

    @overload
    def __get__(self, line: Line, owner: type[Line]) -> _T: ...

    def __get__(self, line: Line | None, owner: type[Line]) -> _once[_T] | _T:
        if line is None:
            return self
        value = self.function(line)
        line.__dict__[self.name] = value
        return value


@dataclass(frozen=True, slots=True)
class Marker:
    """A bullet or a number in front of a line."""

    family: str
    """The bullet itself; ``#`` for numbers."""
    column: int
    end_column: int
    """Column after the marker: numbers may be aligned at either side."""


class Line:
    """One line. ``start`` … ``end`` are its characters, ``next`` where the following one begins.

    What its words say is worked out on first use and kept.
    """

    def __init__(self, start: int, end: int, following: int, raw: str) -> None:
        self.start = start
        self.end = end
        self.next = following
        text = raw.strip()
        left = len(raw) - len(raw.lstrip()) if text else 0
        self.text = text
        """Without the white space around it."""
        self.is_blank = not text
        lead = raw[:left]
        self.indent = left + lead.count("\t") * (_TAB - 1)
        self.text_start = start + left
        self.end_of_text = self.text_start + len(text)
        self.marker: Marker | None = None
        self.content = text
        """``text`` without the marker."""
        self.content_start = self.text_start
        self.times = 1
        """How often the same text stands in the file."""
        if text and text[0] in _MARKER_FIRST:
            marked = _marker(text, self.indent)
            if marked:
                self.marker, skip = marked
                self.content = text[skip:]
                self.content_start += skip
        self.is_short = len(self.content) <= words.MAX_CUE
        """Whether it may be a cue at all."""

    @_once
    def is_chrome(self) -> bool:
        """Whether it is page furniture by its words, or by repetition without a sentence."""
        return self.is_chrome_word or (self.is_short and self.times >= 3 and not self.is_sentence)

    @_once
    def is_chrome_word(self) -> bool:
        """Whether it is page furniture by its words."""
        return self.is_short and (
            words.CHROME.match(self.content) is not None
            or (len(self.content) <= 160 and words.is_share_row(self.content))
        )

    @_once
    def is_reply_link(self) -> bool:
        """Whether it is a row of links such as ``Reply · Share``."""
        if not self.is_short or not words.REPLY_LINK.match(self.content):
            return False
        return not (self.content[:1].isdecimal() and words.comment_count(self.content) is not None)

    @_once
    def is_caption(self) -> bool:
        """Whether it is about a picture."""
        return len(self.text) <= 480 and words.CAPTION.match(self.text) is not None

    @_once
    def is_form(self) -> bool:
        """Whether a comment form (or the note that comments are closed) begins here."""
        return self.is_short and words.FORM.match(self.content) is not None

    @_once
    def is_pingback(self) -> bool:
        """Whether it is a link from another site."""
        return self.is_short and words.PINGBACK.match(self.content) is not None

    @_once
    def is_elsewhere(self) -> bool:
        """Whether it heads a list of comments on other pages."""
        return self.is_short and words.ELSEWHERE.match(self.content) is not None

    @_once
    def is_thread_heading(self) -> bool:
        """Whether it says that comments follow."""
        if not self.is_short or not words.THREAD_STRONG.match(self.content):
            return False
        return not (self.is_reply_link or self.is_elsewhere)

    @_once
    def is_border(self) -> bool:
        """Whether a thread begins or ends here: headings, forms, lists of links from elsewhere."""
        return self.is_short and (
            self.is_form or self.is_pingback or self.is_elsewhere or self.is_thread_heading
        )

    @_once
    def is_weak_thread_heading(self) -> bool:
        """Whether it often stands above comments."""
        return self.is_short and words.THREAD_WEAK.match(self.content) is not None

    @_once
    def ends_article(self) -> bool:
        """Whether the page goes on about itself from here."""
        return self.is_short and words.END_OF_ARTICLE.match(self.content) is not None

    @_once
    def is_sentence(self) -> bool:
        """Whether it reads like running text."""
        return is_sentence(self.content)

    @_once
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_SENTENCE_END.search(self.text[-40:]))


def is_sentence(text: str) -> bool:
    """Whether ``text`` has at least 40 characters and 4 lower-case words (15 characters in
    scripts without case)."""
    if len(text) >= 15 and _CASELESS.search(text[:200]):
        return len(_CASELESS.findall(text[:400])) >= 12
    if len(text) < 40:
        return False
    count = 0
    for found in _LOWER_WORD.finditer(text[:600]):
        if found.group()[0].islower():
            count += 1
            if count == 4:
                return True
    return False


def _closes(rest: str, full: bool) -> bool:
    """Whether ``23. Jan`` at the start of a line is a date, and not item 23, by somebody called
    Jan: nothing but a time follows where the year is missing."""
    return full or not rest.strip(" .,:") or bool(TIME.search(rest[:16]))


def _marker(text: str, column: int) -> tuple[Marker, int] | None:
    found = _MARKER.match(text)
    if not found:
        return None
    if found["number"]:
        if len(text) <= 120:
            when = find_date(text, loose=True)
            if when and when.start == 0 and _closes(text[when.end :], when.is_full):
                return None
        family = "#"
    elif found["o"]:
        if column < 4:
            return None
        family = "o"
    else:
        family = found["sign"]
    after = found.end()
    while after < len(text) and text[after] in " \t\u00a0":
        after += 1
    return Marker(family, column, column + found.end()), after


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` (line ends are LF) with their own features and how often they occur."""
    lines: list[Line] = []
    position, size, blanks = 0, len(text), 0
    while position < size:
        end = text.find("\n", position)
        stop = size if end < 0 else end
        following = min(size, stop + 1)
        line = Line(position, stop, following, text[position:stop])
        position = following
        blanks = blanks + 1 if line.is_blank else 0
        if blanks > _MAX_BLANK:
            lines[-1].end, lines[-1].next = line.end, line.next
        else:
            lines.append(line)
    counts = Counter(line.text for line in lines if 0 < len(line.text) <= words.MAX_CUE)
    for line in lines:
        if line.text:
            line.times = counts.get(line.text, 1)
    return lines
