"""What people made of the machine's suggestions: which are open, which were decided, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argmap.model import Anchor, Evidence, Rejection, Span, Stance
from argmap.workspace.evidence import Layers

__all__ = ["Decided", "Decision", "Judgement", "decisions", "judgements"]


class Decision(NamedTuple):
    """One person's answer to one suggestion."""

    suggestion: Evidence
    annotator: str
    stance: Stance | None
    """The side the person accepted; ``None`` for a no."""
    by: Evidence | Rejection
    """The mark or the rejection: take it away, and the suggestion is open again."""


def decisions(layers: Layers) -> Iterator[Decision]:
    """Every answer to a suggestion that is still on file, in the order of the files."""
    suggestions = {mark.id: mark for mark in layers.evidence if mark.is_suggestion}
    for mark in layers.evidence:
        if mark.is_suggestion or mark.suggestion not in suggestions:
            continue
        yield Decision(suggestions[mark.suggestion], mark.annotator, mark.stance, mark)
    for rejection in layers.rejections:
        suggestion = suggestions.get(rejection.suggestion)
        if suggestion is not None:
            yield Decision(suggestion, rejection.annotator, None, rejection)


class Judgement(NamedTuple):
    """A passage that a person has judged with a claim in mind."""

    claim: str
    anchor: Anchor | None
    """``None`` for the rejection of a suggestion that is on file no more and told no place."""
    suggestion: str | None
    """Id of the suggestion that it answers; ``None`` for a mark made by hand."""

    def settles(self, container: str) -> bool:
        """Whether nothing is to be proposed any more in the whole of this part of the source.

        An answer to a suggestion settles its comment or paragraph for that claim, whatever model
        asked and however the claim was worded then. So does a mark made by hand in a comment; in
        a paragraph it settles only the words it covers.
        """
        return self.suggestion is not None or container.startswith("c")


def judgements(layers: Layers) -> Iterator[Judgement]:
    """All marks and rejections of people."""
    suggestions = {mark.id: mark for mark in layers.evidence if mark.is_suggestion}
    for mark in layers.evidence:
        if not mark.is_suggestion:
            yield Judgement(mark.claim, mark.anchor, mark.suggestion)
    for no in layers.rejections:
        asked = suggestions.get(no.suggestion)
        anchor = no.anchor or (asked.anchor if asked else None)
        claim = no.claim or (asked.claim if asked else "")
        yield Judgement(claim, anchor, no.suggestion)


class Decided:
    """Passages that people have judged: nothing to propose there any more."""

    def __init__(self, layers: Layers) -> None:
        self._ids: set[str] = set()
        self._places: set[tuple[str, str, str, str | None]] = set()
        self._spans: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
        for judged in judgements(layers):
            if judged.suggestion:
                self._ids.add(judged.suggestion)
            if judged.anchor is not None:
                self._add(judged, judged.anchor)

    def _add(self, judged: Judgement, anchor: Anchor) -> None:
        where = (judged.claim, anchor.source, anchor.revision)
        if anchor.container and judged.settles(anchor.container):
            self._places.add((*where, anchor.container))
        self._spans[where].append(Span(anchor.start, anchor.end))

    def covers(self, suggestion: Evidence) -> bool:
        """Whether somebody has answered the suggestion or judged its passage otherwise."""
        anchor = suggestion.anchor
        where = (suggestion.claim, anchor.source, anchor.revision)
        here = Span(anchor.start, anchor.end)
        return (
            suggestion.id in self._ids
            # Of ours there is one a comment or paragraph; other tools may make several.
            or (suggestion.proposal is not None and (*where, anchor.container) in self._places)
            or any(span.overlaps(here) for span in self._spans.get(where, ()))
        )

    def open(self, evidence: Iterable[Evidence], titles: Iterable[str]) -> list[Evidence]:
        """The suggestions among ``evidence`` that wait for an answer, on claims of the map."""
        known = set(titles)
        return [
            mark
            for mark in evidence
            if mark.is_suggestion and mark.claim in known and not self.covers(mark)
        ]
