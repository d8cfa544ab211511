"""What every noun is made of: a stretch of text, a side, an empty mapping."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

__all__ = ["Span", "Stance", "empty"]

_EMPTY: Mapping[str, Any] = MappingProxyType({})


def empty() -> Mapping[str, Any]:
    """The one empty mapping, which nobody can fill."""
    return _EMPTY


class Span(NamedTuple):
    """A half-open range of code points ``[start, end)``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` in this span."""
        return text[self.start : self.end]

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Stance(StrEnum):
    """The side a passage (or a claim, or a person) takes towards a claim."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"

    @property
    def sign(self) -> str:
        """``+`` or ``−`` (U+2212): stance is never shown by colour alone."""
        return "+" if self is Stance.SUPPORTS else "−"

    @property
    def opposite(self) -> Stance:
        """The other side."""
        return Stance.OPPOSES if self is Stance.SUPPORTS else Stance.SUPPORTS
