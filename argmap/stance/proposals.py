"""From judged windows to the suggestion that is written: which words, which doubts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from argmap import anchors
from argmap.model import Evidence, Proposal, Source, Span, Stance
from argmap.stance.candidates import Candidate
from argmap.stance.claims import Question
from argmap.stance.scores import Pair, Score
from argmap.stance.units import Container
from argmap.workspace.annotations import MACHINE
from argmap.workspace.evidence import now

__all__ = ["Verdict", "best_of", "proposal_of"]

_TONE = 0.75
"""Tone alone decides where the blank score is at least this share as sure of the same side."""

_ORDER = ("too unsure", "neutral", "no answer", "not English")
"""Which abstention stands for a comment of several windows."""


class Verdict(NamedTuple):
    """What became of one window."""

    candidate: Candidate
    score: Score
    """Calibrated."""
    raw: Score | None
    mixed: bool
    why: str
    """Why nothing is suggested: ``neutral``, ``too unsure``, ``no answer``, ``not English``."""
    span: Span = Span(0, 0)
    """The words that decide."""
    text: str = ""
    """The same as the scorer reads them."""

    @property
    def container(self) -> Container:
        """The comment or paragraph."""
        return self.candidate.window.container

    @property
    def stance(self) -> Stance:
        """The likelier side."""
        return self.score.side

    @property
    def blank(self) -> Pair:
        """The same words with no claim: what does their tone alone suggest?"""
        return Pair("", self.text)


def best_of(verdicts: Sequence[Verdict]) -> Verdict:
    """The one window that speaks for its comment or paragraph."""
    speaking = [verdict for verdict in verdicts if not verdict.why]
    if speaking:
        return max(speaking, key=lambda v: v.score.confidence)
    return min(verdicts, key=lambda v: _ORDER.index(v.why))


def _figures(score: Score) -> tuple[float, float, float]:
    supports, opposes = round(score.supports, 4), round(score.opposes, 4)
    return supports, opposes, round(1 - supports - opposes, 4)


def proposal_of(
    verdict: Verdict,
    question: Question,
    source: Source,
    scorer: tuple[str, str],
    *,
    blank: Score,
    experimental: bool,
    doubts: Sequence[str],
) -> Evidence:
    """The suggestion as it will be written, still without an id."""
    stance, score = verdict.stance, verdict.score
    reasons = [*question.reasons, *doubts]
    window = verdict.candidate.window
    if verdict.mixed:
        reasons.append("its parts point both ways")
    if verdict.text.endswith("?"):
        reasons.append("a question")
    if verdict.container.kind == "comment" and any(q in verdict.text for q in '“"„«'):
        reasons.append("it quotes somebody")
    if not blank.void and blank.side is stance and blank.confidence >= _TONE * score.confidence:
        reasons.append("its tone alone suggests as much")
    supports, opposes, neutral = _figures(score)
    anchor = anchors.make(source, anchors.trim(source.text, verdict.span), window.container.id)
    return Evidence(
        id="",
        annotator=MACHINE,
        claim=question.title,
        stance=stance,
        anchor=anchor,
        claim_hash=question.wording,
        created=now(),
        is_suggestion=True,
        proposal=Proposal(
            supports,
            opposes,
            neutral,
            model=scorer[0],
            version=scorer[1],
            experimental=experimental,
            reasons=tuple(dict.fromkeys(reasons)),
            blank=None if blank.void else _figures(blank),
            raw=None if verdict.raw is None else _figures(verdict.raw),
        ),
    )
