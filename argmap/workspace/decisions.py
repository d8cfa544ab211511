"""What people made of the machine's suggestions: which are open, which were decided, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argmap.model import Anchor, Evidence, Rejection, Span, Stance
from argmap.workspace.evidence import Layers

__all__ = ["Decided", "Decision", "decisions"]


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


class Decided:
    """Passages that people have judged with a claim in mind: nothing to propose there any more.

    An answer to a suggestion settles its whole comment or paragraph for that claim, whatever model
    asked and however the claim was worded then. So does a mark made by hand in a comment; in a
    paragraph it settles the words it covers.
    """

    def __init__(self, layers: Layers) -> None:
        self._ids: set[str] = set()
        self._places: set[tuple[str, str, str, str | None]] = set()
        self._spans: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
        for mark in layers.evidence:
            if mark.is_suggestion:
                continue
            if mark.suggestion:
                self._ids.add(mark.suggestion)
            self._add(mark.claim, mark.anchor, whole=mark.suggestion is not None)
        for rejection in layers.rejections:
            self._ids.add(rejection.suggestion)
            if rejection.anchor is not None:
                self._add(rejection.claim, rejection.anchor, whole=True)

    def _add(self, claim: str, anchor: Anchor, *, whole: bool) -> None:
        where = (claim, anchor.source, anchor.revision)
        if anchor.container and (whole or anchor.container.startswith("c")):
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
