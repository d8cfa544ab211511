"""A change to a text as one replacement, and the refusal to make one."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.diagnostics import Refused

__all__ = ["EditRefused", "Splice"]


class EditRefused(Refused):
    """An edit that cannot be made, or would change more than was asked for."""


@dataclass(frozen=True, slots=True)
class Splice:
    """``text[start:end]`` becomes ``replacement``. Offsets are code points."""

    start: int
    end: int
    replacement: str

    def apply(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.replacement + text[self.end :]
