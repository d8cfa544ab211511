"""``argmap suggest``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import (
    chosen_options,
    fail_on_problems,
    map_argument,
    open_workspace,
    say,
    warn,
    width,
    write_json,
)
from argmap.cli.progress import Progress
from argmap.diagnostics import Refused
from argmap.display import count, safe
from argmap.model import Source
from argmap.workspace import Workspace
from argmap.workspace.files import require_writable

if TYPE_CHECKING:
    from argmap.stance.candidates import Retriever
    from argmap.stance.notice import Notice
    from argmap.stance.scores import Scorer
    from argmap.stance.suggest import Outcome, Suggester

_SHOWN = 3
"""Suggestions a side that are printed where several claims are asked about."""


class NothingToDo(Refused):
    """There is no source to look through, or no claim to look for."""


@click.command(short_help="Propose passages that support or oppose a claim.")
@map_argument
@chosen_options
@click.option(
    "--top",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Suggestions a claim, both sides together; 0 for all.",
)
@click.option(
    "--min",
    "least",
    type=click.FloatRange(0, 1),
    help="How probable a side must be, 0 to 1. Default: what suits the scorer.",
)
@click.option("--all", "everything", is_flag=True, help="Score every comment and paragraph.")
@click.option(
    "--scorer",
    "spec",
    metavar="SCORER",
    help="Who judges: onnx (the default), lexical, transformers:PATH or openai:MODEL.",
)
@click.option("--base-url", metavar="URL", help="With openai:MODEL: the server to ask.")
@click.option(
    "--engine",
    metavar="ENGINE",
    default="local",
    show_default=True,
    help="Where to compute: local, ray, or ray:HOST:PORT for a cluster elsewhere.",
)
@click.option("--yes", is_flag=True, help="With openai:MODEL: passages may go to another machine.")
@click.option("--dry-run", is_flag=True, help="Print the suggestions, but write none.")
@click.option("--json", "as_json", is_flag=True, help="Print the suggestions as JSON.")
def command(
    map_path: str | None,
    claims: tuple[str, ...],
    sources: tuple[str, ...],
    top: int,
    least: float | None,
    everything: bool,
    spec: str | None,
    base_url: str | None,
    engine: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Look through the sources for passages that support or oppose the claims.

    What is found is written to evidence/stance.jsonl as suggestions. They count for nothing until
    somebody accepts them: argmap review. Running it again adds only what is new; what was
    rejected stays rejected. Without --claim all claims are looked at, without --source all
    sources.
    """
    from argmap.stance.claims import questions
    from argmap.stance.suggest import Options

    workspace = open_workspace(map_path)
    folder = workspace.require_folder("sources and suggestions")
    chosen = _sources(workspace, sources)
    asked = questions(workspace, [workspace.require_node(claim) for claim in claims])
    if not asked:
        raise NothingToDo(
            "The map has no claim yet, so there is nothing to look for.",
            hint="argmap claim 'What you want to find out.'",
        )
    if not dry_run:
        require_writable(folder / "evidence" / "stance.jsonl")
    outcomes: list[Outcome] = []
    stopped = False
    with Progress() as progress:
        scorer, stopgap = _scorer(spec, base_url, _Leave(progress, yes))
        retriever = _retriever(workspace, scorer)
        options = Options(top, least, everything, dry_run, stopgap)
        suggester = _suggester(workspace, chosen, scorer, retriever, engine, options, progress)
        try:
            for outcome in suggester.run(asked):
                outcomes.append(outcome)
                if not as_json:
                    progress.clear()
                    _print(outcome, len(asked))
        except KeyboardInterrupt:
            stopped = True
    if not stopped and not sources:
        retriever.vectors.tidy()
    if as_json:
        write_json(_record(workspace, scorer, outcomes, dry_run))
    else:
        _end(workspace, outcomes, dry_run)
    if stopped:
        kept = "What was computed is kept" if dry_run else "What is done is kept"
        warn(
            f"Stopped after {len(outcomes)} of {count(len(asked), 'claim')}. {kept}; "
            "the same command goes on from here."
        )
        raise SystemExit(130)
    fail_on_problems(workspace)


def _sources(workspace: Workspace, wanted: tuple[str, ...]) -> list[Source]:
    chosen = [workspace.require_source(name) for name in wanted]
    chosen = chosen or list(workspace.sources.values())
    if not chosen:
        raise NothingToDo(
            "The map has no sources yet, so there is nothing to look through.",
            hint="argmap add FILE",
        )
    return list({source.id: source for source in chosen}.values())


class _Leave:
    """Tells what leaves the machine, and asks whether it may."""

    def __init__(self, progress: Progress, yes: bool) -> None:
        self._progress = progress
        self._yes = yes

    def announce(self, text: str) -> None:
        """Before the first question is sent."""
        self._progress.clear()
        warn(safe(text))

    def confirm(self, _notice: Notice) -> bool:
        """Where the server is another machine; without a terminal only ``--yes`` agrees."""
        if self._yes or not sys.stdin.isatty():
            return self._yes
        return click.confirm("Send it?", err=True)


def _scorer(spec: str | None, base_url: str | None, leave: _Leave) -> tuple[Scorer, bool]:
    """The scorer asked for; words alone where the shipped model is damaged, and that it is so."""
    from argmap.stance.choose import choose
    from argmap.stance.runtime import BrokenModel

    try:
        scorer = choose(spec, base_url, announce=leave.announce, confirm=leave.confirm)
        return scorer, False
    except BrokenModel as error:
        from argmap.stance.lexical import LexicalScorer

        warn(f"argmap: {error.line}")
        warn("argmap: words alone are compared instead, which finds little; earlier ones stay.")
        return LexicalScorer(), True


def _retriever(workspace: Workspace, scorer: Scorer) -> Retriever:
    from argmap.stance.cache import VectorCache
    from argmap.stance.candidates import Retriever
    from argmap.stance.runtime import BrokenModel

    vectors = VectorCache(_cache(workspace, "vectors"))
    if scorer.id == "lexical":
        return Retriever(None, vectors)
    from argmap.stance.encoder import Encoder

    try:
        return Retriever(Encoder(), vectors)
    except BrokenModel as error:
        warn(f"argmap: {error.message} Passages are found by their words alone.")
        return Retriever(None, vectors)


def _cache(workspace: Workspace, name: str) -> Path:
    return workspace.require_folder("a cache") / ".argmap" / name


def _suggester(
    workspace: Workspace,
    sources: list[Source],
    scorer: Scorer,
    retriever: Retriever,
    engine: str,
    options: Any,
    progress: Progress,
) -> Suggester:
    from argmap.stance.cache import ScoreCache
    from argmap.stance.engine import run
    from argmap.stance.language import unfamiliar
    from argmap.stance.scoring import WINDOWS
    from argmap.stance.suggest import Suggester, calibration_for

    if engine.partition(":")[0] not in ("local", "ray"):
        run(scorer, (), engine=engine)  # refuses now, and not after minutes of reading
    return Suggester(
        workspace,
        sources,
        scorer,
        run=lambda who, batches: run(who, batches, engine=engine),
        calibration=calibration_for(workspace, scorer),
        retriever=retriever,
        cache=ScoreCache(_cache(workspace, "stance.sqlite3")),
        unfamiliar=unfamiliar,
        options=options,
        progress=progress,
        # Workers on other machines take a while to start: give them much at a time.
        together=WINDOWS if engine == "local" else 32 * WINDOWS,
    )


def _print(outcome: Outcome, claims: int) -> None:
    from argmap.cli.suggestion_lines import outcome_lines

    say("\n".join(outcome_lines(outcome, width(), 1000 if claims == 1 else _SHOWN)))
    say()


def _end(workspace: Workspace, outcomes: list[Outcome], dry: bool) -> None:
    """What was written, and what to do next."""
    new = sum(outcome.new for outcome in outcomes)
    if dry:
        say(f"{count(new, 'new suggestion')}; nothing was written (--dry-run).")
        return
    waiting = len(workspace.suggestions)
    say(f"{count(new, 'new suggestion')}; {waiting} in all wait for an answer.")
    if waiting:
        say(f"Next: argmap review {safe(workspace.shown)}")


def _record(
    workspace: Workspace, scorer: Scorer, outcomes: list[Outcome], dry: bool
) -> dict[str, Any]:
    from argmap.cli.records import evidence_record

    return {
        "map": workspace.shown,
        "scorer": {"id": scorer.id, "version": scorer.version},
        "dry_run": dry,
        "waiting": len(workspace.suggestions),
        "claims": [
            {
                "title": outcome.question.title,
                "text": outcome.question.text,
                "refused": outcome.question.refused or None,
                "notes": list(outcome.question.notes),
                "new": outcome.new,
                "withdrawn": outcome.withdrawn,
                "further": outcome.further,
                "answered_before": outcome.settled,
                "ranked_by": "relevance" if outcome.by_relevance else "confidence",
                "abstentions": dict(outcome.abstained),
                "suggestions": [
                    {
                        **evidence_record(workspace, found.suggestion),
                        "new": found.is_new,
                        "relevance": round(found.relevance, 4),
                        "kind": found.container.kind,
                        "voice": found.container.speaker,
                        "date": found.container.date,
                    }
                    for found in outcome.found
                ],
            }
            for outcome in outcomes
        ],
    }
