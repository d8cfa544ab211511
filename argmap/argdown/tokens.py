"""Tokens of Argdown: what kinds there are, and the compact store that holds a document's tokens.

Tokens tile the text: each begins where the one before it ends, so a document is kept as one byte
string of kinds and one list of offsets, which costs a tenth of a list of objects and lets the
grammar match regular expressions over kinds. :class:`Token` objects are made when asked for.
Offsets are Unicode code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from argmap.model import Span

__all__ = ["Kind", "Token", "Tokens", "kinds_class"]


class Kind:
    """Token kinds: small integers, because the lexer makes them by the hundred thousand.

    They are printable ASCII codes, so that a stretch of kinds can be read in a debugger and used
    in a regular expression over kinds.
    """

    END = ord("$")
    BOM = ord("b")
    COMMENT = ord("c")
    SPACES = ord("s")
    FRONT = ord("=")
    DATA = ord("{")
    ESCAPE = ord("\\")
    SPECIAL = ord(":")
    EMPTY = ord("E")
    NEWLINE = ord("N")
    INDENT = ord(">")
    DEDENT = ord("<")
    INFERENCE_START = ord("I")
    INFERENCE_END = ord("J")
    SUPPORTS = ord("P")
    """``+>``: the line above supports this one."""
    ATTACKS = ord("M")
    """``->``"""
    SUPPORTED = ord("p")
    """``<+`` or ``+``: the line above is supported by this one."""
    ATTACKED = ord("m")
    """``<-`` or ``-``"""
    CONTRADICTS = ord("X")
    """``><``"""
    UNDERCUTS = ord("U")
    """``_>``"""
    UNDERCUT = ord("u")
    """``<_`` or ``_``"""
    HEADING = ord("#")
    NUMBER = ord("1")
    ORDERED = ord("O")
    UNORDERED = ord("*")
    BOLD_START = ord("B")
    BOLD_END = ord("D")
    ITALIC_START = ord("(")
    ITALIC_END = ord(")")
    LINK = ord("L")
    TAG = ord("t")
    CLAIM_DEF = ord("C")
    CLAIM_REF = ord("r")
    CLAIM_MENTION = ord("@")
    ARGUMENT_DEF = ord("A")
    ARGUMENT_REF = ord("a")
    ARGUMENT_MENTION = ord("&")
    FREE = ord("f")
    CONTROL = ord(",")
    BACKSLASH = ord("!")
    """A backslash with nothing to escape after it: read as text, reported."""
    COMMA = ord(";")
    """The comma between two rules of an inference."""


_NAMES = {
    value: name.lower().replace("_", " ")
    for name, value in vars(Kind).items()
    if isinstance(value, int)
}


class Token(NamedTuple):
    """One token: its kind (see :class:`Kind`), its characters and where they are."""

    kind: int
    text: str
    span: Span

    @property
    def name(self) -> str:
        """The kind in words."""
        return _NAMES[self.kind]


class Tokens(Sequence[Token]):
    """All tokens of a document in order; ``"".join(t.text for t in tokens)`` is the document.

    ``kinds[i]`` and ``starts[i]`` describe token ``i``; both end with one entry for the end of
    the text (``Kind.END``), which is not counted as a token. Tokens that stand for a change of
    indentation are empty.
    """

    __slots__ = ("kinds", "starts", "text")

    def __init__(self, text: str, kinds: bytes, starts: list[int]) -> None:
        self.text = text
        self.kinds = kinds
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return [self._token(i) for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._token(index)

    def _token(self, index: int) -> Token:
        start, end = self.starts[index], self.starts[index + 1]
        return Token(self.kinds[index], self.text[start:end], Span(start, end))

    def __iter__(self) -> Iterator[Token]:
        return (self._token(i) for i in range(len(self)))

    def string(self, index: int) -> str:
        """The characters of token ``index``."""
        return self.text[self.starts[index] : self.starts[index + 1]]

    def span(self, first: int, end: int) -> Span:
        """The characters of the tokens ``first`` up to and without ``end``."""
        return Span(self.starts[first], self.starts[end])

    def at(self, offset: int) -> int:
        """Index of the token that holds the character at ``offset``."""
        return min(bisect_right(self.starts, offset), len(self)) - 1


def kinds_class(*kinds: int) -> bytes:
    """A character class for a regular expression over kinds."""
    return b"[" + b"".join(b"\\x%02x" % kind for kind in kinds) + b"]"
