"""From text to tokens: section 2 of the Argdown notes, both modes, in one pass.

The lexer reads text whose line ends are LF (:mod:`argmap.argdown.lines` keeps the way back). It
agrees with the reference token by token on whatever the reference accepts; where the reference
gives a document up, the lexer goes on in the way that keeps most and records a :class:`Slip`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from argmap.argdown import patterns as p
from argmap.argdown.scan import Ends
from argmap.argdown.tokens import Kind

__all__ = ["Lexed", "Slip", "lex"]


class Slip(NamedTuple):
    """Something the lexer or the grammar could not accept: diagnostic code and place.

    Offsets count in the text with LF line ends. ``about`` fills the message's blanks.
    """

    code: str
    start: int
    end: int
    about: dict[str, object]


class Lexed(NamedTuple):
    """Kinds and offsets of all tokens, each with a last entry for the end, and what went wrong."""

    kinds: bytes
    starts: list[int]
    slips: list[Slip]


def lex(text: str) -> Lexed:
    """All tokens of ``text``, whose line ends must be LF. Never raises."""
    return _Lexer(text).run()


class _Lexer:
    __slots__ = (
        "data_tries",
        "ends",
        "front_is_possible",
        "indents",
        "kinds",
        "last",
        "ranges",
        "slips",
        "starts",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = Ends(text)
        self.kinds = bytearray()
        self.starts: list[int] = []
        self.slips: list[Slip] = []
        self.indents = [0]
        self.ranges: list[tuple[str, int]] = []
        """Open bold and italic: mark and index of the opening token."""
        self.last = 0
        """The last token that was not a comment or spaces; 0 for none yet."""
        self.data_tries: dict[int, int] = {}
        self.front_is_possible = True

    # ---------------------------------------------------------------- the loop

    def run(self) -> Lexed:
        text, length = self.text, len(self.text)
        kinds, starts = self.kinds, self.starts
        match, match_line = p.TOKEN.match, p.LINE_START.match
        add_kind, add_start = kinds.append, starts.append
        spaces, empty = Kind.SPACES, Kind.EMPTY
        kind_of = p.TOKEN_KINDS
        line_starts = (Kind.NEWLINE, empty, 0)
        position = 0
        if text.startswith("\ufeff"):
            add_kind(Kind.BOM)
            add_start(0)
            position = 1
        last = 0
        while position < length:
            if last in line_starts:
                found = match_line(text, position)
                if found:
                    position = self.line_start(found, position)
                    last = self.last
                    continue
            found = match(text, position)
            if found is None:
                self.last = last
                position = self.other(position)
                last = self.last
                continue
            kind = kind_of[found.lastindex or 0]
            if kind == empty:
                if last == empty:
                    found = p.NEWLINE.match(text, position) or found
                    kind = Kind.NEWLINE
                else:
                    self.close_ranges()
                    if found.end() < length:
                        self.dedent_all(position)
            add_kind(kind)
            add_start(position)
            position = found.end()
            if kind != spaces:
                last = kind
        self.close_ranges()
        self.dedent_all(length)
        kinds.append(Kind.END)
        starts.append(length)
        return Lexed(bytes(kinds), starts, self.slips)

    def add(self, kind: int, start: int) -> None:
        self.kinds.append(kind)
        self.starts.append(start)
        self.last = kind

    def slip(self, code: str, start: int, end: int, **about: object) -> None:
        self.slips.append(Slip(code, start, end, about))

    # ------------------------------------------------------- indentation, ranges

    def dedent_all(self, position: int) -> None:
        for _ in range(len(self.indents) - 1):
            self.add(Kind.DEDENT, position)
        del self.indents[1:]

    def indent(self, width: int, position: int, end: int) -> None:
        indents = self.indents
        if width > indents[-1]:
            indents.append(width)
            self.add(Kind.INDENT, position)
            return
        closed = 0
        while width < indents[-1]:
            closed = indents.pop()
            self.add(Kind.DEDENT, position)
        if closed and width > indents[-1]:
            self.slip("AM134", position, end, width=width, outer=indents[-1], inner=closed)

    def close_ranges(self) -> None:
        """At a border: whatever bold or italic is still open was no bold or italic."""
        for mark, index in self.ranges:
            start = self.starts[index]
            self.kinds[index] = Kind.CONTROL
            style = "bold" if len(mark) == 2 else "italic"
            self.slip("AM120", start, start + len(mark), mark=mark, style=style)
        self.ranges.clear()

    # ------------------------------------------------------------- line starts

    def line_start(self, found: re.Match[str], position: int) -> int:
        """A token that can stand only at the start of a line."""
        kind = p.LINE_KINDS[found.lastindex or 0]
        end = found.end()
        if self.ranges:
            self.close_ranges()
        if kind == Kind.INFERENCE_START:
            self.dedent_all(position)
            self.add(kind, position)
            return self.inference(end)
        if kind == Kind.NUMBER:
            self.dedent_all(position)
        elif kind != Kind.HEADING:
            symbol = found.start(found.lastindex or 0)
            is_list = kind in (Kind.ORDERED, Kind.UNORDERED)
            width = symbol - position + is_list
            if width != self.indents[-1]:
                self.indent(width, position, end)
        self.add(kind, position)
        return end

    # ------------------------------------------------------------ rarer tokens

    def other(self, position: int) -> int:
        """Everything that needs more than one look: ``\\ @ # * _ [ < / { =``."""
        text, ends = self.text, self.ends
        character = text[position]
        if character in "/<":
            end = ends.comment(position)
            if end >= 0:
                return self.comment(position, end)
        if character in "*_":
            return self.mark(position)
        kind, end = 0, position
        if character == "[":
            end = ends.link(position)
            if end >= 0:
                kind = Kind.LINK
                if p.LINE_LIMIT.search(text, position, end):
                    self.slip("AM122", position, end)
            else:
                if end == -2:
                    self.slip("AM101", position, position + 1, sign="[", what="link")
                kind, end = self.titled(position, "]")
        elif character == "<":
            kind, end = self.titled(position, ">")
        elif character == "@":
            kind, end = ends.mention(position)
        elif character == "#" and text.startswith("(", position + 1):
            end = ends.tag_in_brackets(position)
            kind = Kind.TAG if end >= 0 else 0
            if end == -2:
                self.slip("AM101", position, position + 2, sign="#(", what="tag")
        elif character == "{":
            end = self.data(position)
            kind = Kind.DATA if end >= 0 else 0
        elif character == "\\":
            return self.escape(position)
        elif character == "=":
            return self.equals(position)
        if not kind:
            kind, end = Kind.CONTROL, position + 1
            if text[end : end + 1] in (" ", "\t"):
                end += 1
        self.add(kind, position)
        return end

    def titled(self, position: int, close: str) -> tuple[int, int]:
        kind, end = self.ends.titled(position, close)
        if not kind and end > position:
            self.slip("AM133", position, position + 1)
        return kind, end

    def comment(self, position: int, end: int) -> int:
        found = None
        if self.last == Kind.EMPTY:
            found = p.LINE_ENDS.match(self.text, end)
        elif self.last == Kind.NEWLINE:
            found = p.ONE_NEWLINE.match(self.text, end)
        self.kinds.append(Kind.COMMENT)
        self.starts.append(position)
        return found.end() if found else end

    def mark(self, position: int) -> int:
        """``**``, ``__``, ``*`` or ``_``: the end of a range, the start of one, or text."""
        text = self.text
        if self.ranges:
            open_mark = self.ranges[-1][0]
            if text.startswith(open_mark, position):
                found = p.AFTER_RANGE.match(text, position + len(open_mark))
                if found:
                    self.ranges.pop()
                    self.add(p.RANGE_KINDS[open_mark][1], position)
                    return found.end()
        for mark in (text[position] * 2, text[position]):
            if text.startswith(mark, position):
                end = position + len(mark)
                if not p.SPACE_AHEAD.match(text, end):
                    self.ranges.append((mark, len(self.kinds)))
                    self.add(p.RANGE_KINDS[mark][0], position)
                    return end
        end = position + 1
        if text[end : end + 1] in (" ", "\t"):
            end += 1
        self.add(Kind.CONTROL, position)
        return end

    def escape(self, position: int) -> int:
        found = p.ESCAPE.match(self.text, position)
        if found:
            self.add(Kind.ESCAPE, position)
            return found.end()
        self.slip("AM121", position, position + 1)
        self.add(Kind.BACKSLASH, position)
        return position + 1

    def equals(self, position: int) -> int:
        """Front matter at the beginning of the document; anywhere else text."""
        text = self.text
        if text.startswith("===", position):
            if self.front_is_possible and self.is_first():
                found = p.FRONT.match(text, position)
                if found:
                    self.front_is_possible = False
                    self.add(Kind.FRONT, position)
                    return found.end()
                if p.FENCE_LINE.match(text, position):
                    self.slip("AM104", position, position + 3)
            else:
                found = p.EQUALS.match(text, position)
                end = found.end() if found else position
                if end - position >= 6 or self.ends.find("===", end) < len(text):
                    self.slip("AM103", position, end)
            self.front_is_possible = False
        found = p.FREE.match(text, position)
        assert found is not None
        self.add(Kind.FREE, position)
        return found.end()

    def is_first(self) -> bool:
        """Whether nothing but line ends and comments has been read."""
        return not self.kinds.strip(bytes(p.NOTHING))

    def data(self, position: int) -> int:
        """End of a data block, or -1.

        A block that runs over an empty line is one only if it can be read as data: an accidental
        brace must not swallow the paragraphs up to the next real block.
        """
        end = self.ends.data(position)
        if end < 0:
            return -1
        tries = self.data_tries.get(end, 0)
        if tries < 20 and self.ends.empty_line(position) < end:
            from argmap.argdown.data import is_data

            if not is_data(self.text[position:end]):
                self.data_tries[end] = tries + 1
                self.slip("AM108", position, position + 1)
                return -1
        if self.ranges:
            self.close_ranges()
        return end

    # --------------------------------------------------------------- inference

    def inference(self, position: int) -> int:
        """From behind ``--`` to the end of the inference (the other mode of section 2.2)."""
        text, ends = self.text, self.ends
        opener = self.starts[-1]
        border = ends.empty_line(position)
        is_open = ends.find("--", position) >= border or p.SWALLOWS.match(text, position)
        if is_open:
            self.slip("AM115", opener, position)
            found = p.DASHES_TO_END.match(text, position)
            if found:
                self.add(Kind.INFERENCE_END, position)
                return found.end()
            border = min(ends.find("\n", position), border)
        named = False
        while position < border:
            kind, end = self.in_inference(position)
            if kind == Kind.COMMENT:
                position = self.comment(position, end)
                continue
            if kind == Kind.NEWLINE and named and not p.GOES_ON.match(text, position):
                break
            if kind == Kind.SPACES:
                self.kinds.append(kind)
                self.starts.append(position)
            else:
                named = named or kind != Kind.NEWLINE
                self.add(kind, position)
            position = end
            if kind == Kind.INFERENCE_END:
                return end
        if not is_open:
            self.slip("AM115", opener, opener + 2)
        self.add(Kind.INFERENCE_END, position)
        return position

    def in_inference(self, position: int) -> tuple[int, int]:
        text, ends = self.text, self.ends
        character = text[position]
        if character in "/<":
            end = ends.comment(position)
            if end >= 0:
                return Kind.COMMENT, end
        if character == "\\":
            found = p.ESCAPE.match(text, position)
            if found:
                return Kind.ESCAPE, found.end()
            self.slip("AM121", position, position + 1)
            return Kind.BACKSLASH, position + 1
        if character in ".:":
            found = p.SPECIAL.match(text, position)
            if found:
                return Kind.SPECIAL, found.end()
        if character == "-":
            found = p.DASHES.match(text, position)
            if found:
                return Kind.INFERENCE_END, found.end()
        if character == "{":
            end = self.data(position)
            if end >= 0:
                return Kind.DATA, end
        if character == ",":
            return Kind.COMMA, position + 1
        if character in " \t\n":
            found = p.NEWLINE.match(text, position)
            if found:
                return Kind.NEWLINE, found.end()
            found = p.BLANKS.match(text, position)
            assert found is not None
            return Kind.SPACES, found.end()
        found = p.FREE.match(text, position)
        if found:
            return Kind.FREE, found.end()
        end = position + 1
        if text[end : end + 1] in (" ", "\t"):
            end += 1
        return Kind.CONTROL, end
