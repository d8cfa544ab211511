"""Passages that support or oppose a claim, and where they are now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from argmap.model.common import Span, Stance

__all__ = ["Anchor", "AnchorState", "Anchored", "Evidence", "Proposal", "Rejection"]


class AnchorState(StrEnum):
    """How a passage was found again in the present text of its source."""

    EXACT = "exact"
    """Same words at the same place."""
    MOVED = "moved"
    """Same words at another place."""
    CHANGED = "changed"
    """Nearly the same words: look at it again, one word can turn a stance."""
    AMBIGUOUS = "ambiguous"
    """Two places fit about equally well."""
    ORPHANED = "orphaned"
    """Not found; the quotation is kept."""

    @property
    def is_found(self) -> bool:
        """Whether there is one place to show."""
        return self in (AnchorState.EXACT, AnchorState.MOVED, AnchorState.CHANGED)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept of a passage so that it can be found again (W3C text quote and position)."""

    source: str
    """Id of the source."""
    revision: str
    """Revision of the source in which ``start`` and ``end`` count."""
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    container: str | None = None
    """``c12`` for a comment, ``p3`` for the third block; a hint, checked against the text."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage is now. ``span`` is ``None`` unless ``state.is_found``."""

    state: AnchorState
    span: Span | None
    score: float = 1.0
    candidates: tuple[Span, ...] = ()
    """The competing places when ambiguous."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a machine says of its own suggestion: how sure it is, and on what ground.

    The three probabilities are calibrated and add up to 1.
    """

    supports: float
    opposes: float
    neutral: float
    model: str
    """Id of the scorer: ``argmap-stance``, ``lexical``, ``transformers:PATH`` …"""
    version: str
    experimental: bool = False
    """The scorer missed its gate for this kind of text: order is no order of confidence."""
    reasons: tuple[str, ...] = ()
    """What a reviewer should know, in a few words each: ``a comparison``, ``short passage`` …"""
    blank: tuple[float, float, float] | None = None
    """The same three for the passage with the claim left blank: what its tone alone suggests."""
    raw: tuple[float, float, float] | None = None
    """The three before calibration, from which a later one is fitted."""

    @property
    def confidence(self) -> float:
        """Probability of the likelier of the two sides."""
        return max(self.supports, self.opposes)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A person looked at a suggestion and said no: this passage does not bear so on this claim."""

    id: str
    annotator: str
    suggestion: str
    """Id of the suggestion."""
    created: str = ""
    note: str | None = None
    claim: str = ""
    """Title of the claim, the side and the passage that were proposed: a no outlives the
    suggestion it was said to."""
    stance: Stance | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage of one source, for or against one claim, marked by one person."""

    id: str
    annotator: str
    claim: str
    """Title of the claim (or argument) it bears on."""
    stance: Stance
    anchor: Anchor
    claim_hash: str = ""
    strength: int | None = None
    """1 (weak) to 5 (strong), as the annotator judged."""
    basis: str | None = None
    """statistic, document, expert, eyewitness, example, law, common belief or bare assertion."""
    source_grade: str | None = None
    """Reliability of the source, ``A`` to ``F``."""
    information_grade: str | None = None
    """Reliability of the information, ``1`` to ``6``."""
    speaker: str | None = None
    """Who speaks, where the passage reports somebody else's words."""
    note: str | None = None
    created: str = ""
    suggestion: str | None = None
    """Id of the machine's suggestion that this mark accepted."""
    is_suggestion: bool = False
    """Proposed by a machine and not accepted by anybody: counts for nothing."""
    proposal: Proposal | None = None
    """The machine's figures, where this is a suggestion of ours."""

    @property
    def quotation(self) -> str:
        """The passage as it was when marked."""
        return self.anchor.exact
