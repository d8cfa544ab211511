"""From claims and sources to suggestions on file: retrieve, score, judge, calibrate, write.

Claim by claim, so that whoever stops a long run keeps what is done; every score goes into a cache
by content, so that the next run begins where this one ended. Nothing here decides anything: what
comes out waits for a person.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from argmap.model import BlockKind, Evidence, Source, Stance
from argmap.stance.cache import ScoreCache
from argmap.stance.calibration import Calibration
from argmap.stance.candidates import Candidate, Progress, Retriever, shortlist
from argmap.stance.claims import Question
from argmap.stance.ledger import Ledger
from argmap.stance.proposals import Verdict, best_of, proposal_of
from argmap.stance.queue import alternating
from argmap.stance.scores import Score, Scorer
from argmap.stance.scoring import WINDOWS, Judged, Runner, Scoring
from argmap.stance.units import Container, Window, cut
from argmap.workspace import Workspace
from argmap.workspace.annotations import MACHINE

__all__ = ["Found", "Options", "Outcome", "Suggester", "calibration_for"]

_DEPTH = 4
"""Windows that are scored for each suggestion asked for."""
_ENGLISH_ONLY = (MACHINE, "lexical")
"""Scorers that read English only; others are asked in any language."""
_FOREIGN = "not English"


@dataclass(frozen=True, slots=True)
class Options:
    """How much is looked at, and what is done with it."""

    top: int = 20
    """Suggestions a claim, both sides together; 0 for all."""
    least: float | None = None
    """Probability of a side below which nothing is suggested; ``None``: the calibration's."""
    everything: bool = False
    """Score every comment and paragraph instead of those that retrieval finds."""
    dry: bool = False
    """Write no suggestions."""
    stopgap: bool = False
    """The scorer stands in for a better one: never replace what that one said."""


@dataclass(frozen=True, slots=True)
class Found:
    """One suggestion of a run, ready to be shown."""

    suggestion: Evidence
    container: Container
    relevance: float
    is_new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run brought for one claim."""

    question: Question
    found: tuple[Found, ...] = ()
    """Best first; sides as they come."""
    abstained: Counter[str] = field(default_factory=Counter)
    """Why nothing was suggested, for how many comments and paragraphs that were looked at."""
    settled: int = 0
    """Comments and paragraphs that people had answered for before."""
    further: int = 0
    """Suggestions beyond the number asked for; not written."""
    withdrawn: int = 0
    by_relevance: bool = False
    """Ranked by what the passages are about: the scorer missed its gate on such text."""

    @property
    def new(self) -> int:
        """Suggestions that were not on file before."""
        return sum(found.is_new for found in self.found)

    def side(self, stance: Stance) -> list[Found]:
        """Those of one side, best first."""
        return [found for found in self.found if found.suggestion.stance is stance]


def calibration_for(workspace: Workspace, scorer: Scorer) -> Calibration:
    """The scorer's calibration, fitted anew where people have answered enough suggestions of it."""
    decided = [
        (Score(*proposal.raw), decision.stance)
        for decision in workspace.decisions()
        if (proposal := decision.suggestion.proposal) is not None
        and proposal.raw is not None
        and (proposal.model, proposal.version) == (scorer.id, scorer.version)
    ]
    return Calibration.shipped(scorer.id).refit(decided)


class Suggester:
    """Runs over some sources of a map with one scorer."""

    def __init__(
        self,
        workspace: Workspace,
        sources: Sequence[Source],
        scorer: Scorer,
        *,
        run: Runner,
        calibration: Calibration,
        retriever: Retriever,
        cache: ScoreCache,
        unfamiliar: Callable[[str], tuple[str, ...]],
        options: Options | None = None,
        progress: Progress = lambda _what, _done, _all: None,
        together: int = WINDOWS,
    ) -> None:
        """``run`` computes the scores, ``together`` windows at a time; ``unfamiliar`` tells what
        is odd about a text (``not English`` …)."""
        self._workspace = workspace
        self._sources = {source.id: source for source in sources}
        self._scoring = Scoring(scorer, run, cache, together)
        self._calibration = calibration
        self._retriever = retriever
        self._options = options or Options()
        self._progress = progress
        self._ledger = Ledger(workspace, self._sources)
        english_only = scorer.id in _ENGLISH_ONLY
        self._unfamiliar = unfamiliar if english_only else lambda _text: ()
        least = self._options.least
        self._least = calibration.threshold if least is None else least

    def run(self, questions: Sequence[Question]) -> Iterator[Outcome]:
        """What each claim gets, as soon as it is on file, in the order of ``questions``.

        Raises :class:`~argmap.workspace.files.CannotWrite`, and what the scorer raises.
        """
        questions = [self._about(question) for question in questions]
        asked = [q for q in questions if not q.refused]
        lists, planned = self._candidates(asked)
        done = 0
        for question in questions:
            if question.refused:
                yield Outcome(question)
                continue
            outcome, looked = self._one(question, next(lists), done, planned)
            done += looked
            yield outcome

    def _about(self, question: Question) -> Question:
        """The claim, refused if it is in a language that the scorer cannot read."""
        if question.refused or _FOREIGN not in self._unfamiliar(question.text):
            return question
        why = "it is not in English, and this scorer reads nothing else (--scorer names another)"
        return replace(question, refused=why)

    # ------------------------------------------------------------------ what is looked at

    def _windows(self) -> Iterator[Iterator[Window]]:
        return (cut(source, self._scoring.scorer.window) for source in self._sources.values())

    def _size(self) -> int:
        """Comments and paragraphs in all sources."""
        kinds = (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
        return sum(
            len(source.comments) + sum(block.kind in kinds for block in source.blocks)
            for source in self._sources.values()
        )

    def _candidates(self, asked: Sequence[Question]) -> tuple[Iterator[Iterable[Candidate]], int]:
        """The windows to score for each claim, and about how many there are in all."""
        size = self._size()
        if self._options.everything or not asked:
            return (self._all(q) for q in asked), size * len(asked)
        windows: list[Window] = []
        for window in itertools.chain.from_iterable(self._windows()):
            windows.append(window)
            self._progress("reading", min(len(windows), size), size)
        wanted = _DEPTH * (self._options.top or len(windows))
        found = shortlist(
            windows,
            [q.text for q in asked],
            wanted,
            self._retriever,
            skip=lambda number, c: self._ledger.is_settled(asked[number].title, c.source, c.id),
            progress=self._progress,
        )
        # Windows of one comment side by side.
        beside = (sorted(candidates, key=_reading_order) for candidates in found)
        return beside, min(wanted, len(windows)) * len(asked)

    def _all(self, question: Question) -> Iterator[Candidate]:
        for windows in self._windows():
            for window in windows:
                where = window.container
                if not self._ledger.is_settled(question.title, where.source, where.id):
                    yield Candidate(0.0, window)

    # ------------------------------------------------------------------ one claim

    def _one(
        self, question: Question, candidates: Iterable[Candidate], before: int, planned: int
    ) -> tuple[Outcome, int]:
        looked = 0

        def counted() -> Iterator[Candidate]:
            nonlocal looked
            for candidate in candidates:
                yield candidate
                looked += 1
                self._progress("scoring", min(planned, before + looked), planned)

        settled = self._ledger.settled(question.title)
        abstained: Counter[str] = Counter()
        kept: list[Verdict] = []
        judged = self._scoring.judged(
            question.text, counted(), lambda text: _FOREIGN not in self._unfamiliar(text)
        )
        for _, group in itertools.groupby(judged, key=_place):
            best = best_of([self._verdict(each) for each in group])
            if best.why:
                abstained[best.why] += 1
            elif self._ledger.is_marked(question.title, best.container.source, best.span):
                settled += 1
            else:
                kept.append(best)
        ranked, by_relevance = self._ranked(question, kept)
        turns = alternating(range(len(ranked)), lambda i: ranked[i].stance)
        chosen = [ranked[i] for i in sorted(turns[: self._options.top or None])]
        outcome = self._written(question, chosen)
        return (
            replace(
                outcome,
                abstained=abstained,
                settled=settled,
                further=len(ranked) - len(chosen),
                by_relevance=by_relevance,
            ),
            looked,
        )

    def _verdict(self, judged: Judged) -> Verdict:
        window, judgement = judged.candidate.window, judged.judgement
        if judgement is None:
            return Verdict(judged.candidate, Score.nothing(_FOREIGN), None, False, _FOREIGN)
        raw = judgement.score
        score = self._calibration.apply(raw)
        if raw.void:
            why = "no answer"
        elif score.stance is None:
            why = "neutral"
        else:
            why = "too unsure" if score.confidence < self._least else ""
        sentence = judgement.sentence
        span = window.span if sentence is None else window.sentences[sentence].span
        text = window.text if sentence is None else window.sentences[sentence].text
        return Verdict(judged.candidate, score, raw, judgement.mixed, why, span, text)

    def _ranked(self, question: Question, kept: list[Verdict]) -> tuple[list[Verdict], bool]:
        """Best first: by confidence or, where that is not to be trusted, by relevance."""
        kinds = {verdict.container.kind for verdict in kept}
        by_relevance = any(self._calibration.experimental_for(kind) for kind in kinds)
        if not by_relevance:
            return sorted(kept, key=lambda v: -v.score.confidence), False
        if self._options.everything and kept:
            texts = [verdict.candidate.window.text for verdict in kept]
            index = self._retriever.index(texts)
            order = dict(index.candidates(question.text, len(texts)))
            kept = [
                v._replace(candidate=v.candidate._replace(relevance=order.get(i, 0.0)))
                for i, v in enumerate(kept)
            ]
        return sorted(kept, key=lambda v: -v.candidate.relevance), True

    def _written(self, question: Question, chosen: Sequence[Verdict]) -> Outcome:
        """The suggestions of one claim, brought on file."""
        scorer = self._scoring.scorer
        found = [
            proposal_of(
                verdict,
                question,
                self._sources[verdict.container.source],
                (scorer.id, scorer.version),
                blank=self._calibration.apply(blank),
                experimental=self._calibration.experimental_for(verdict.container.kind),
                doubts=self._unfamiliar(verdict.text),
            )
            for verdict, blank in zip(
                chosen, self._scoring.scores([v.blank for v in chosen]), strict=True
            )
        ]
        written = self._ledger.write(
            question.title,
            question.wording,
            found,
            (scorer.id, scorer.version),
            replacing=not self._options.stopgap,
            dry=self._options.dry,
        )
        where = {(v.container.source, v.container.id): v for v in chosen}
        shown = []
        for mark in written.suggestions:
            verdict = where[mark.anchor.source, mark.anchor.container or ""]
            relevance = verdict.candidate.relevance
            shown.append(Found(mark, verdict.container, relevance, mark.id in written.new))
        return Outcome(question, tuple(shown), withdrawn=written.withdrawn)


def _reading_order(candidate: Candidate) -> tuple[str, int]:
    return candidate.window.container.source, candidate.window.span.start


def _place(judged: Judged) -> tuple[str, str]:
    where = judged.candidate.window.container
    return where.source, where.id
