"""Line ends: the lexer reads LF only; offsets in that text lead back to the text as it was.

The reference loses multi-line data in files with CRLF and everything in files with lone CR; here
all three mean the same, and the file's own line ends stay in the tree and are used for edits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

__all__ = ["LineIndex", "Plain", "newline_of"]

_CR = re.compile(r"\r\n?")


class Plain:
    """A text with LF line ends, and where each of its characters was."""

    __slots__ = ("_shifts", "text")

    def __init__(self, source: str) -> None:
        self._shifts: list[int] = []
        if "\r" not in source:
            self.text = source
            return
        removed = 0
        for found in _CR.finditer(source):
            if found.end() - found.start() == 2:
                self._shifts.append(found.start() - removed)
                removed += 1
        self.text = _CR.sub("\n", source)

    @property
    def is_same(self) -> bool:
        """Whether the offsets of both texts agree."""
        return not self._shifts

    def origin(self, offset: int) -> int:
        """The offset in the source of the character at ``offset`` here."""
        return offset + bisect_left(self._shifts, offset)

    def origins(self, offsets: list[int]) -> list[int]:
        """:meth:`origin` of each of some growing offsets."""
        if not self._shifts:
            return offsets
        return [self.origin(offset) for offset in offsets]


class LineIndex:
    """Line and column of offsets in a text with any line ends, found in logarithmic time."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n?|\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1; columns are code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The characters of line ``number`` without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def __len__(self) -> int:
        return len(self._starts)


def newline_of(text: str) -> str:
    """The line end that the text uses, LF if it has none."""
    found = re.search(r"\r\n?|\n", text)
    return found.group() if found else "\n"
