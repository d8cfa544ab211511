"""Passages as people judged them: the marks of several annotators on the same words, put together.

Two marks on one claim are about the same passage where they share half of the shorter one's words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from argmap.analysis.annotators import Opinion, settle
from argmap.analysis.people import Voice, Voices
from argmap.model import Evidence, Source, Span, Stance
from argmap.workspace import Workspace

__all__ = ["Passage", "Position", "gather", "locate", "settle_disputes", "with_the_model"]


_MODEL = "\0model"
"""No annotator can have this name."""


class Position(StrEnum):
    """Where a passage, or a person, stands on a claim."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    BOTH = "both"
    """Words for it and words against it."""
    UNCLEAR = "unclear"
    """Annotators disagree about what the words mean."""

    @property
    def sign(self) -> str:
        """``+``, ``−`` (U+2212), ``±`` or ``?``."""
        return {"supports": "+", "opposes": "−", "both": "±", "unclear": "?"}[self.value]


_SIDES = {Stance.SUPPORTS: Position.SUPPORTS, Stance.OPPOSES: Position.OPPOSES}


@dataclass(slots=True)
class Passage:
    """Some words of one source that bear on one claim, with everybody's marks on them."""

    claim: str
    source: str
    span: Span
    voice: Voice
    marks: list[Evidence]
    opinion: Opinion | None = None
    """What the annotators say together, where they disagree."""
    with_model: Opinion | None = None
    """The same with the machine as one more annotator; only where that was asked for."""

    @property
    def votes(self) -> dict[str, tuple[float, float]]:
        """How much each annotator says for and against, 1 in all."""
        sides: dict[str, set[Stance]] = {}
        for mark in self.marks:
            sides.setdefault(mark.annotator, set()).add(mark.stance)
        return {who: _vote(said) for who, said in sides.items()}

    @property
    def position(self) -> Position:
        """Which way it speaks, after all annotators."""
        if self.opinion is not None:
            stance = self.opinion.stance
            return Position.UNCLEAR if stance is None else _SIDES[stance]
        first = self.marks[0].stance
        if len(self.marks) == 1 or all(mark.stance is first for mark in self.marks):
            return _SIDES[first]
        clear = {s > o for s, o in self.votes.values() if s != o}
        if len(clear) == 1:  # one annotator says both, all others the same
            return Position.SUPPORTS if clear.pop() else Position.OPPOSES
        return Position.UNCLEAR if clear else Position.BOTH


def _vote(said: set[Stance]) -> tuple[float, float]:
    share = 1.0 / len(said)
    return (
        share if Stance.SUPPORTS in said else 0.0,
        share if Stance.OPPOSES in said else 0.0,
    )


def locate(workspace: Workspace, mark: Evidence, source: Source) -> Span | None:
    """Where the mark's passage is now, ``None`` if it is not to be found."""
    anchor = mark.anchor
    if (
        anchor.revision == source.revision
        and source.text[anchor.start : anchor.end] == anchor.exact
    ):
        return Span(anchor.start, anchor.end)
    return workspace.locate(mark).span


def gather(
    workspace: Workspace, marks: Iterable[Evidence], voices: Voices
) -> tuple[list[Passage], int]:
    """The marks by passage, and how many marks have lost theirs."""
    places: dict[tuple[str, str], list[tuple[Span, Evidence]]] = defaultdict(list)
    sources = dict(workspace.sources)
    lost = 0
    for mark in marks:
        source = sources.get(mark.anchor.source)
        span = locate(workspace, mark, source) if source else None
        if span is None:
            lost += 1
        else:
            places[mark.claim, mark.anchor.source].append((span, mark))
    passages: list[Passage] = []
    for (claim, source_id), found in places.items():
        found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        near: list[Passage] = []
        for span, mark in found:
            if near:
                near = [passage for passage in near if passage.span.end > span.start]
            voice = voices.of(mark, span)
            for same in near:
                if _is_same(same, span, mark, voice):
                    break
            else:
                same = None
            if same is None:
                same = Passage(claim, source_id, span, voice, [mark])
                near.append(same)
                passages.append(same)
            else:
                same.marks.append(mark)
                if voice.named and not same.voice.named:
                    same.voice = voice
    return passages, lost


def _overlap(one: Span, other: Span) -> bool:
    """Whether they share half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def _is_same(passage: Passage, span: Span, mark: Evidence, voice: Voice) -> bool:
    if not _overlap(passage.span, span):
        return False
    # One annotator who marks a sentence and the quotation in it hears two people.
    return passage.voice.person is voice.person or all(
        other.annotator != mark.annotator for other in passage.marks
    )


def settle_disputes(passages: Sequence[Passage]) -> bool:
    """Fill in :attr:`Passage.opinion`; whether the annotators' error rates were used."""
    shared = [passage for passage in passages if len(passage.marks) > 1]
    opinions, by_rates = settle([passage.votes for passage in shared])
    for index, opinion in opinions.items():
        shared[index].opinion = opinion
    return by_rates


def with_the_model(passages: Sequence[Passage], suggestions: Iterable[Evidence]) -> None:
    """Fill in :attr:`Passage.with_model`: the machine is one more annotator, half sure or surer.

    It has no say where somebody accepted a suggestion of its own: that would count it twice.
    """
    if not any(passage.opinion for passage in passages):
        return
    places: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for suggestion in suggestions:
        if suggestion.proposal is not None:
            places[suggestion.claim, suggestion.anchor.source].append(suggestion)
    heard: list[Passage] = []
    votes: list[Mapping[str, tuple[float, float]]] = []
    for passage in passages:
        model = None
        if all(mark.suggestion is None for mark in passage.marks):
            model = _vote_of_model(passage, places.get((passage.claim, passage.source), ()))
        if model is not None or len(passage.marks) > 1:
            heard.append(passage)
            votes.append({**passage.votes, **({_MODEL: model} if model else {})})
    opinions, _ = settle(votes)
    for index, opinion in opinions.items():
        if heard[index].opinion is not None:
            heard[index].with_model = opinion


def _vote_of_model(passage: Passage, suggestions: Iterable[Evidence]) -> tuple[float, float] | None:
    """How much the model says for and against the passage, 1 in all; of several, the last."""
    vote = None
    for suggestion in suggestions:
        anchor, proposal = suggestion.anchor, suggestion.proposal
        if proposal is None or not _overlap(passage.span, Span(anchor.start, anchor.end)):
            continue
        both = proposal.supports + proposal.opposes
        if both > 0:
            vote = (proposal.supports / both, proposal.opposes / both)
    return vote
