"""Who stands where: people by claims, from what people marked; the machine's suggestions apart.

The unit is a person, not a comment: whoever writes fifty comments counts once. Readers without a
name and unsigned articles cannot be told apart and are counted as passages, beside the people.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from argmap.analysis.judged import (
    Passage,
    Position,
    gather,
    locate,
    settle_disputes,
    with_the_model,
)
from argmap.analysis.people import Kind, Person, Voices
from argmap.analysis.shares import Share, division
from argmap.model import Evidence, Stance
from argmap.workspace import Workspace

__all__ = ["Cell", "ClaimStanding", "PersonStanding", "Standing", "Suggested", "Tally", "standing"]


@dataclass(slots=True)
class Tally:
    """How many (people, or passages) stand where."""

    supports: int = 0
    opposes: int = 0
    both: int = 0
    unclear: int = 0

    def add(self, position: Position) -> None:
        """Count one more."""
        match position:
            case Position.SUPPORTS:
                self.supports += 1
            case Position.OPPOSES:
                self.opposes += 1
            case Position.BOTH:
                self.both += 1
            case Position.UNCLEAR:
                self.unclear += 1

    @property
    def clear(self) -> int:
        """All but the unclear ones: what a share is a share of."""
        return self.supports + self.opposes + self.both

    @property
    def total(self) -> int:
        """All."""
        return self.clear + self.unclear

    def share(self, stance: Stance) -> Share | None:
        """Those on one side among the clear ones; ``None`` where there are none."""
        count = self.supports if stance is Stance.SUPPORTS else self.opposes
        return Share.of(count, self.clear) if self.clear else None


@dataclass(slots=True)
class Cell:
    """One person on one claim."""

    passages: Tally = field(default_factory=Tally)
    marks: list[Evidence] = field(default_factory=list)

    @property
    def position(self) -> Position:
        """The side with two thirds of the passages or more; ``both`` where neither has them.

        Unclear where most passages are.
        """
        t = self.passages
        if t.unclear > t.clear:
            return Position.UNCLEAR
        supports, opposes = t.supports + t.both, t.opposes + t.both
        if supports >= 2 * opposes:
            return Position.SUPPORTS
        return Position.OPPOSES if opposes >= 2 * supports else Position.BOTH


@dataclass(slots=True)
class Suggested:
    """Passages that the machine proposes and nobody has answered. Never people."""

    supports: int = 0
    opposes: int = 0
    expected_supports: float = 0.0
    """Sums of the proposals' probabilities: how many of the passages may truly be so."""
    expected_opposes: float = 0.0
    experimental: int = 0
    """How many are of a kind of text for which the machine missed its gate."""

    @property
    def total(self) -> int:
        """Passages on both sides."""
        return self.supports + self.opposes


@dataclass(slots=True)
class ClaimStanding:
    """Who stands where on one claim or argument."""

    title: str
    is_argument: bool
    people: Tally = field(default_factory=Tally)
    kinds: dict[Kind, Tally] = field(default_factory=lambda: {kind: Tally() for kind in Kind})
    unnamed: dict[Kind, Tally] = field(default_factory=lambda: {kind: Tally() for kind in Kind})
    """Passages (not people) by voices that have no name."""
    passages: int = 0
    marks: int = 0
    suggested: Suggested = field(default_factory=Suggested)

    @property
    def division(self) -> float:
        """How divided the people are, 0 to 1; 0 where nobody is on one of the sides."""
        if not self.people.supports or not self.people.opposes:
            return 0.0
        return division(self.people.supports, self.people.opposes)

    def is_agreed(self, least: int) -> bool:
        """Whether at least ``least`` people speak to it and all of them on one side."""
        t = self.people
        return t.total >= least and t.total in (t.supports, t.opposes)


@dataclass(slots=True)
class PersonStanding:
    """Where one person stands, claim by claim."""

    person: Person
    cells: dict[str, Cell] = field(default_factory=dict)
    """By title of the claim."""
    sources: set[str] = field(default_factory=set)
    """Ids of the sources in which the person speaks."""

    @property
    def passages(self) -> int:
        """How many passages it rests on."""
        return sum(cell.passages.total for cell in self.cells.values())

    @property
    def marks(self) -> int:
        """How many marks it rests on."""
        return sum(len(cell.marks) for cell in self.cells.values())


@dataclass(slots=True)
class Standing:
    """The whole report."""

    claims: list[ClaimStanding] = field(default_factory=list)
    """In the order of the map; arguments only where somebody marked a passage on them."""
    people: list[PersonStanding] = field(default_factory=list)
    """Authors, then speakers, then readers; those with the most passages first."""
    annotators: list[str] = field(default_factory=list)
    marks: int = 0
    passages: int = 0
    unnamed: int = 0
    """Passages by voices that have no name."""
    disputes: list[Passage] = field(default_factory=list)
    """Passages that annotators marked for opposite sides."""
    by_error_rates: bool = False
    """Whether the annotators' error rates decided those (Dawid and Skene), or the majority."""
    lost: int = 0
    """Marks whose passage is not to be found; left out."""
    elsewhere: int = 0
    """Marks on claims that the map does not have; left out."""
    suggestions: int = 0
    """Open suggestions within the question, counted in :attr:`ClaimStanding.suggested` if asked."""

    @property
    def settled(self) -> int:
        """Disputed passages that were counted for a side all the same."""
        return sum(1 for p in self.disputes if p.position is not Position.UNCLEAR)

    def most_divided(self) -> list[ClaimStanding]:
        """Claims with people on both sides, the most evenly divided first."""
        divided = [claim for claim in self.claims if claim.division > 0]
        return sorted(divided, key=lambda claim: -claim.division)

    def agreed(self, least: int) -> list[ClaimStanding]:
        """Claims on which all of at least ``least`` people are on one side, the most first."""
        found = [claim for claim in self.claims if claim.is_agreed(least)]
        return sorted(found, key=lambda claim: -claim.people.total)

    def silent(self) -> list[ClaimStanding]:
        """Claims on which nobody marked a passage."""
        return [claim for claim in self.claims if not claim.passages]


def standing(
    workspace: Workspace,
    claims: Collection[str] = (),
    sources: Collection[str] = (),
    annotators: Collection[str] = (),
    kinds: Collection[Kind] = (),
    suggestions: bool = False,
) -> Standing:
    """Work out who stands where.

    ``claims`` are titles, ``sources`` ids, ``annotators`` names, ``kinds`` parts in which people
    speak; empty means all. ``suggestions`` counts the machine's open suggestions too, apart.
    """
    map_ = workspace.map
    titles = {**dict.fromkeys(map_.claims, False), **dict.fromkeys(map_.arguments, True)}
    report = Standing()
    found = {
        title: ClaimStanding(title, is_argument)
        for title, is_argument in titles.items()
        if not claims or title in claims
    }
    marks: list[Evidence] = []
    proposed: list[Evidence] = []
    for mark in map_.evidence:
        if sources and mark.anchor.source not in sources:
            continue
        if mark.is_suggestion:
            if mark.claim in found:
                proposed.append(mark)
        elif annotators and mark.annotator not in annotators:
            continue
        elif mark.claim in found:
            marks.append(mark)
        elif mark.claim not in titles:
            report.elsewhere += 1
    voices = Voices(workspace.sources)
    passages, report.lost = gather(workspace, marks, voices)
    report.by_error_rates = settle_disputes(passages)
    if suggestions:
        everything = [mark for mark in workspace.layers.evidence if mark.is_suggestion]
        with_the_model(passages, everything)
    if kinds:
        passages = [passage for passage in passages if passage.voice.kind in kinds]
    _count(report, found, passages)
    _count_suggestions(workspace, report, found, proposed, voices, kinds, suggestions)
    report.claims = [c for c in found.values() if c.passages or c.suggested.total or _wanted(c)]
    return report


def _wanted(claim: ClaimStanding) -> bool:
    """Nobody need speak to an argument: its premises and its conclusion are claims."""
    return not claim.is_argument


def _count(report: Standing, found: dict[str, ClaimStanding], passages: Sequence[Passage]) -> None:
    people: dict[Person, PersonStanding] = {}
    annotators: set[str] = set()
    for passage in passages:
        claim, person, position = found[passage.claim], passage.voice.person, passage.position
        claim.passages += 1
        claim.marks += len(passage.marks)
        annotators.update(mark.annotator for mark in passage.marks)
        if passage.opinion is not None:
            report.disputes.append(passage)
        if person is None:
            claim.unnamed[passage.voice.kind].add(position)
            report.unnamed += 1
            continue
        row = people.get(person)
        if row is None:
            row = people[person] = PersonStanding(person)
        row.sources.add(passage.source)
        cell = row.cells.get(passage.claim)
        if cell is None:
            cell = row.cells[passage.claim] = Cell()
        cell.passages.add(position)
        cell.marks += passage.marks
    for person, row in people.items():
        for title, cell in row.cells.items():
            found[title].people.add(cell.position)
            found[title].kinds[person.kind].add(cell.position)
    kinds = list(Kind)
    report.people = sorted(
        people.values(),
        key=lambda row: (
            kinds.index(row.person.kind),
            -row.passages,
            row.person.number or row.person.name,
        ),
    )
    report.annotators = sorted(annotators)
    report.passages = len(passages)
    report.marks = sum(len(passage.marks) for passage in passages)


def _count_suggestions(
    workspace: Workspace,
    report: Standing,
    found: dict[str, ClaimStanding],
    proposed: Sequence[Evidence],
    voices: Voices,
    kinds: Collection[Kind],
    count: bool,
) -> None:
    for mark in proposed:
        source = workspace.sources.get(mark.anchor.source)
        span = locate(workspace, mark, source) if source else None
        if span is None or (kinds and voices.of(mark, span).kind not in kinds):
            continue
        report.suggestions += 1
        if not count:
            continue
        suggested = found[mark.claim].suggested
        if mark.stance is Stance.SUPPORTS:
            suggested.supports += 1
        else:
            suggested.opposes += 1
        if mark.proposal is not None:
            suggested.expected_supports += mark.proposal.supports
            suggested.expected_opposes += mark.proposal.opposes
            suggested.experimental += mark.proposal.experimental
