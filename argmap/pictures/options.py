"""What can be asked of a picture, what is told about it, and why one may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from argmap.diagnostics import Refused

__all__ = ["FORMATS", "DrawOptions", "Picture", "PictureRefused"]

FORMATS: tuple[str, ...] = ("svg", "png", "pdf", "dot")
"""Formats a picture can have, as file name extensions without the dot."""

DIRECTIONS = ("auto", "RL", "BT")
THEMES = ("auto", "light", "dark")


class PictureRefused(Refused):
    """A picture that cannot be made: unknown format, unwritable place, missing program."""


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """How a map is drawn."""

    evidence: bool = True
    """Whether passages are drawn at all."""
    evidence_per_claim: int = 2
    """Passages shown for each claim and side; 0 shows counts only."""
    max_passages: int = 24
    """Passages shown in the whole picture, the strongest for and against in turn; 0: no limit."""
    direction: str = "auto"
    """``RL``: thesis at the left; ``BT``: thesis at the top; ``auto``: by the size of the map."""
    theme: str = "auto"
    """``light``, ``dark``, or ``auto``: light, and dark where the reader's system asks for it."""
    max_cards: int = 150
    """Cards shown before branches are folded; 0 shows every card."""
    timeout: float = 10.0
    """Seconds the layout engine may take before the built-in layout takes over."""

    def __post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            raise PictureRefused(
                f"there is no direction {self.direction!r}", f"use one of: {', '.join(DIRECTIONS)}"
            )
        if self.theme not in THEMES:
            raise PictureRefused(
                f"there is no theme {self.theme!r}", f"use one of: {', '.join(THEMES)}"
            )
        if min(self.evidence_per_claim, self.max_passages, self.max_cards) < 0 or self.timeout <= 0:
            raise PictureRefused(
                "numbers of passages and cards cannot be negative, and the time limit must be more"
                " than nothing",
                "0 as the most cards or passages means: all of them",
            )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was written."""

    path: Path
    notes: tuple[str, ...]
    """What the reader should be told: another layout was used, something was left out."""
    cards: int
    """Cards drawn: claims, arguments, passages."""
    edges: int
    width: int
    """Size in CSS pixels (for PNG before enlargement)."""
    height: int
    engine: str
    """What placed the cards, with its version; empty for DOT, which leaves that to the reader."""
