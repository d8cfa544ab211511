"""What stands on file for a claim: suggestions that are open, and passages that are settled."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from argmap import anchors
from argmap.model import Anchor, Evidence, Places, Source, Span
from argmap.workspace import Workspace
from argmap.workspace.decisions import Judgement, judgements
from argmap.workspace.evidence import add_suggestions
from argmap.workspace.files import locked

__all__ = ["Ledger", "Written"]

_OURS = uuid.UUID("6f0d3c52-1f44-5c0a-9a53-0b8a3f0c7d11")
_CLOSE = 0.1
"""Figures that differ by less are those of the same suggestion."""

_Place = tuple[str, str, str]
"""Title of the claim, id of the source, id of the comment or paragraph."""


class Written(NamedTuple):
    """What a run brought for one claim."""

    suggestions: list[Evidence]
    """Those of the run that stand on file now, with their ids, in the order given."""
    new: set[str]
    """Ids of those that were not there before."""
    withdrawn: int


class Ledger:
    """Suggestions on file and passages settled by people, at their present places."""

    def __init__(self, workspace: Workspace, sources: Collection[str]) -> None:
        """``sources``: ids of those in play; suggestions in others are left alone."""
        self._workspace = workspace
        self._sources = set(sources)
        self._places: dict[str, Places] = {}
        self._read()

    def _read(self) -> None:
        layers = self._workspace.layers
        self._settled: set[_Place] = set()
        self._spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
        self._standing: dict[_Place, list[Evidence]] = defaultdict(list)
        self._lost: list[Evidence] = []
        self._used = layers.deleted | layers.places.keys()
        answered = set()
        for judged in judgements(layers):
            answered.add(judged.suggestion)
            self._settle(judged)
        for mark in layers.evidence:
            if not mark.is_suggestion or mark.proposal is None or mark.id in answered:
                continue  # a person's, another tool's, or history
            if mark.anchor.source not in self._sources:
                continue
            place, _ = self._place(mark.claim, mark.anchor)
            if place is None:
                self._lost.append(mark)
            else:
                self._standing[place].append(mark)

    def _place(self, claim: str, anchor: Anchor) -> tuple[_Place | None, Span | None]:
        """Where the passage is now."""
        source = self._workspace.sources.get(anchor.source)
        if source is None:
            return None, None
        if anchor.revision == source.revision and anchor.container:
            return (claim, source.id, anchor.container), Span(anchor.start, anchor.end)
        span = anchors.find(anchor, source).span
        container = self._at(source, span.start) if span else None
        return ((claim, source.id, container), span) if container else (None, None)

    def _at(self, source: Source, offset: int) -> str | None:
        if source.id not in self._places:
            self._places[source.id] = Places(source)
        return self._places[source.id].name_at(offset)

    def _settle(self, judged: Judgement) -> None:
        if judged.anchor is None:
            return
        place, span = self._place(judged.claim, judged.anchor)
        if place is None or span is None:
            return
        if judged.settles(place[2]):
            self._settled.add(place)
        self._spans[judged.claim, judged.anchor.source].append(span)

    def is_settled(self, claim: str, source: str, container: str) -> bool:
        """Whether people have answered for this comment or paragraph, whatever was proposed."""
        return (claim, source, container) in self._settled

    def settled(self, claim: str) -> int:
        """How many comments and paragraphs people have answered for, on this claim."""
        return sum(place[0] == claim for place in self._settled)

    def is_marked(self, claim: str, source: str, span: Span) -> bool:
        """Whether people have marked some of these very words."""
        return any(span.overlaps(other) for other in self._spans.get((claim, source), ()))

    def write(
        self,
        claim: str,
        wording: str,
        found: Sequence[Evidence],
        scorer: tuple[str, str],
        *,
        replacing: bool,
        dry: bool,
    ) -> Written:
        """Bring the file up to date with what a run has found for one claim, under the lock.

        ``found`` has no ids yet; ``scorer`` is id and version of who found it. What stands there
        already is not written again. What another model said, or was said of an older wording or
        of a text that has changed, is withdrawn; with ``replacing`` false (a stopgap scored), what
        other models said stays.

        Raises :class:`~argmap.workspace.files.CannotWrite`.
        """
        folder = self._workspace.require_folder("suggestions")
        with locked(folder):
            if self._workspace.refresh_evidence():
                self._read()
            out, new, gone = self._compare(claim, wording, found, scorer, replacing)
            if not dry and (new or gone):
                add_suggestions(folder / "evidence", new, sorted(gone))
                self._workspace.refresh_evidence()
                self._read()
        return Written(out, {mark.id for mark in new}, len(gone))

    def _compare(
        self,
        claim: str,
        wording: str,
        found: Sequence[Evidence],
        scorer: tuple[str, str],
        replacing: bool,
    ) -> tuple[list[Evidence], list[Evidence], set[str]]:
        out: list[Evidence] = []
        new: list[Evidence] = []
        gone: set[str] = set()
        for mark in found:
            place = (claim, mark.anchor.source, mark.anchor.container or "")
            span = Span(mark.anchor.start, mark.anchor.end)
            if place in self._settled or self.is_marked(claim, mark.anchor.source, span):
                continue  # somebody has decided meanwhile
            old = self._standing.get(place, [])
            same = next((o for o in old if _same(o, mark)), None)
            better = None if replacing else next((o for o in old if o.claim_hash == wording), None)
            kept = same or better
            if kept is None:
                kept = replace(mark, id=self._fresh_id(mark))
                self._used.add(kept.id)
                new.append(kept)
            gone.update(o.id for o in old if o is not kept)
            out.append(kept)
        for place, olds in self._standing.items():
            if place[0] == claim:
                gone |= {
                    o.id
                    for o in olds
                    if o.claim_hash != wording or (replacing and _maker(o) != scorer)
                }
        gone |= {o.id for o in self._lost if o.claim == claim}
        return out, new, gone - {o.id for o in out}

    def _fresh_id(self, mark: Evidence) -> str:
        """The same suggestion gets the same id anywhere, but never one that was taken away."""
        assert mark.proposal is not None
        for number in range(1000):
            told = [
                mark.claim,
                mark.claim_hash,
                mark.anchor.source,
                mark.anchor.revision,
                mark.anchor.start,
                mark.anchor.end,
                str(mark.stance),
                mark.proposal.model,
                mark.proposal.version,
                number,
            ]
            found = f"urn:uuid:{uuid.uuid5(_OURS, json.dumps(told))}"
            if found not in self._used:
                return found
        return f"urn:uuid:{uuid.uuid4()}"


def _maker(mark: Evidence) -> tuple[str, str]:
    return (mark.proposal.model, mark.proposal.version) if mark.proposal else ("", "")


def _same(old: Evidence, new: Evidence) -> bool:
    """Whether ``old`` says what ``new`` says."""
    one, two = old.proposal, new.proposal
    assert one is not None
    assert two is not None
    return (
        (one.model, one.version, one.experimental) == (two.model, two.version, two.experimental)
        and old.claim_hash == new.claim_hash
        and old.stance is new.stance
        and (old.anchor.revision, old.anchor.start, old.anchor.end)
        == (new.anchor.revision, new.anchor.start, new.anchor.end)
        and abs(one.supports - two.supports) < _CLOSE
        and abs(one.opposes - two.opposes) < _CLOSE
    )
