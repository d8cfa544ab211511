"""Finding the ends of the long tokens (comments, data blocks, links, titles) in linear time.

Each of them begins with one character and may end far away or nowhere, so a naive search from each
beginning is quadratic on hostile text. :class:`Ends` remembers the last answer to each question.
All rules are those of section 2 of the Argdown notes; the text has LF line ends only.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from argmap.argdown.tokens import Kind

__all__ = ["JS_BLANKS", "JS_SPACE", "TAG_CHARACTERS", "Ends"]

JS_SPACE = r"\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What JavaScript (and so Argdown) calls white space, as the inside of a character class."""

JS_BLANKS = (
    "\t\n\x0b\x0c\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""The same characters as a string, for ``strip``."""

TAG_CHARACTERS = r"A-Za-z0-9\-\[\\\]\^_`\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
"""What may stand in a tag without brackets, as the inside of a character class."""

_STOP = re.compile(rf"\}}(?=[{JS_SPACE}][^,}}])")
_CLOSES = re.compile(rf"\}}(?![{JS_SPACE}]*[,}}])")
_LINE_LIMIT = re.compile(r"[\n\u2028\u2029]")
_DATA_LIMIT = re.compile(r"[\r\u2028\u2029]")
_EMPTY_LINE = re.compile(r"\n(?=[ \t]*\n)")
_FAR = 1 << 60


class Ends:
    """Answers "where is the next … from here on", each search paid for once."""

    __slots__ = ("_data_end", "_needles", "_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._needles: dict[str, tuple[int, int]] = {}
        self._places: dict[re.Pattern[str], list[int]] = {}
        self._data_end = (-1, -1, -1)

    def find(self, needle: str, start: int) -> int:
        """First place of ``needle`` at or after ``start``; far beyond the end if there is none."""
        asked, known = self._needles.get(needle, (_FAR, _FAR))
        if asked <= start <= known:
            return known
        if start < asked < _FAR:
            found = self.text.find(needle, start, asked + len(needle) - 1)
            known = found if found >= 0 else known
        else:
            known = self.text.find(needle, start)
            if known < 0:
                known = _FAR
        self._needles[needle] = (start, known)
        return known

    def search(self, pattern: re.Pattern[str], start: int) -> int:
        """The same for a regular expression, whose matches must not overlap."""
        places = self._places.get(pattern)
        if places is None:
            places = self._places[pattern] = [m.start() for m in pattern.finditer(self.text)]
        index = bisect_left(places, start)
        return places[index] if index < len(places) else _FAR

    def line_limit(self, start: int) -> int:
        """Where the run of line characters from ``start`` on ends."""
        return min(self.search(_LINE_LIMIT, start), len(self.text))

    def empty_line(self, start: int) -> int:
        """Where the next empty line begins (at the line end before it), or the end of the text."""
        return min(self.search(_EMPTY_LINE, start), len(self.text))

    def comment(self, start: int) -> int:
        """End of the comment that begins at ``start``, or -1. What it swallows is not included."""
        text = self.text
        if text.startswith("//", start):
            end = self.line_limit(start)
            return end if text.startswith("\n", end) else -1
        if text.startswith("/*", start):
            end = self.find("*/", start + 2)
            return end + 2 if end < self.search(_DATA_LIMIT, start) else -1
        if text.startswith("<!--", start):
            end = self.find("-->", start + 4)
            return end + 3 if end < self.search(_DATA_LIMIT, start) else -1
        return -1

    def data(self, start: int) -> int:
        """End of the data block that begins at ``start``, or -1 (section 2.4)."""
        stop = min(self.search(_STOP, start), self.search(_DATA_LIMIT, start), len(self.text))
        last_stop, low, end = self._data_end
        if last_stop != stop or start < low:
            end = -1
            brace = self.text.rfind("}", start, stop + 1)
            while brace >= 0:
                if _CLOSES.match(self.text, brace):
                    end = brace + 1
                    break
                brace = self.text.rfind("}", start, brace)
            self._data_end = (stop, start, end)
        return end if end > start else -1

    def link(self, start: int) -> int:
        """End of the link ``[label](url)`` that begins at ``start``, or -1.

        -2 where the reference would take a bracket and a link in a later paragraph for one link.
        """
        text = self.text
        label_end = self.find("]", start + 1)
        if label_end >= _FAR or label_end == start + 1 or not text.startswith("(", label_end + 1):
            return -1
        end = self.find(")", label_end + 2)
        if end >= _FAR or end == label_end + 2:
            return -1
        if self.empty_line(start) < end:
            return -2
        return self._with_blank(end + 1)

    def tag_in_brackets(self, start: int) -> int:
        """End of the tag ``#(…)`` that begins at ``start``, or -1; -2 as for links."""
        end = self.find(")", start + 2)
        if end >= _FAR or end == start + 2:
            return -1
        if self.empty_line(start) < end:
            return -2
        return self._with_blank(end + 1)

    def titled(self, start: int, close: str) -> tuple[int, int]:
        """Kind and end of the title in ``[…]`` or ``<…>`` at ``start``; kind 0 if it is none.

        The reference takes a bracket at the end of a line and one in the next line for a title
        and then cannot read it: that is kind 0 with the end of the second bracket.
        """
        text = self.text
        claim = close == "]"
        end = self.find(close + ":", start + 2)
        if end < _FAR and end < self.line_limit(start + 1):
            return (Kind.CLAIM_DEF if claim else Kind.ARGUMENT_DEF), end + 2
        if text[start + 1 : start + 2] in ("-", ""):
            return 0, start
        end = self.find(close, start + 2)
        if end < _FAR and end < self.line_limit(start + 2):
            if text[start + 1] in "\n\u2028\u2029":
                return 0, end + 1
            return (Kind.CLAIM_REF if claim else Kind.ARGUMENT_REF), end + 1
        return 0, start

    def mention(self, start: int) -> tuple[int, int]:
        """Kind and end of the mention ``@[…]`` or ``@<…>`` at ``start``; kind 0 if it is none."""
        opener = self.text[start + 1 : start + 2]
        if opener not in ("[", "<"):
            return 0, start
        close = "]" if opener == "[" else ">"
        end = self.find(close, start + 3)
        if end >= _FAR or end >= self.line_limit(start + 2):
            return 0, start
        kind = Kind.CLAIM_MENTION if opener == "[" else Kind.ARGUMENT_MENTION
        return kind, self._with_blank(end + 1)

    def _with_blank(self, end: int) -> int:
        return end + 1 if self.text[end : end + 1] in (" ", "\t") else end
