"""``argmap review``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from argmap.cli.common import (
    chosen_options,
    dim,
    fail_on_problems,
    map_argument,
    open_workspace,
    say,
    side_style,
    warn,
    width,
    write_json,
)
from argmap.diagnostics import Refused
from argmap.display import count, isolate, one_line, safe, shorten
from argmap.model import Evidence, Rejection
from argmap.workspace import Workspace
from argmap.workspace.decisions import Decision
from argmap.workspace.folder import Unknown


class Decided(Refused):
    """Somebody has answered this suggestion already."""


@click.command(short_help="Accept or reject what was proposed.")
@map_argument
@chosen_options
@click.option(
    "--as", "annotator", metavar="NAME", help="Who decides. Default: ARGMAP_AS, else your login."
)
@click.option("--accept", metavar="ID", multiple=True, help="Yes: it becomes a mark of yours.")
@click.option("--reject", metavar="ID", multiple=True, help="No: it will not be proposed again.")
@click.option("--flip", metavar="ID", multiple=True, help="Accept it for the other side.")
@click.option("--undo", metavar="ID", multiple=True, help="Take back what you said to it.")
@click.option("--note", metavar="TEXT", help="Why, in a few words.")
@click.option("--list", "listed", is_flag=True, help="List what waits for an answer.")
@click.option("--json", "as_json", is_flag=True, help="Print the list, or what was done, as JSON.")
def command(
    map_path: str | None,
    claims: tuple[str, ...],
    sources: tuple[str, ...],
    annotator: str | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    flip: tuple[str, ...],
    undo: tuple[str, ...],
    note: str | None,
    listed: bool,
    as_json: bool,
) -> None:
    """Answer the suggestions that “argmap suggest” has written, one key each.

    What you accept becomes evidence under your name; what you reject is not proposed again.
    Without a terminal, or with --list, the suggestions are listed. With --accept, --reject,
    --flip or --undo only those are answered; the first signs of an ID are enough.
    """
    from argmap.stance.queue import review_order
    from argmap.workspace.evidence import default_annotator

    workspace = open_workspace(map_path)
    workspace.require_folder("suggestions")
    titles = [workspace.require_node(claim) for claim in claims]
    ids = {workspace.require_source(name).id for name in sources}
    who = one_line(annotator or default_annotator())
    if accept or reject or flip or undo:
        _by_id(workspace, who, accept, reject, flip, undo, note, as_json)
        fail_on_problems(workspace)
        return
    waiting = review_order(
        (
            s
            for s in workspace.suggestions
            if (not titles or s.claim in titles) and (not ids or s.anchor.source in ids)
        ),
        [*workspace.map.claims, *workspace.map.arguments],
    )
    if as_json:
        _print_json(workspace, waiting)
    elif listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _list(workspace, waiting)
    elif not waiting:
        say(_nothing(workspace))
    else:
        from argmap.cli.keys import single_keys
        from argmap.cli.reviewing import converse

        with single_keys() as getkey:
            converse(workspace, waiting, who, getkey)
    fail_on_problems(workspace)


def _nothing(workspace: Workspace) -> str:
    where = safe(workspace.shown)
    return f"No suggestion waits for an answer. To look for some: argmap suggest {where}"


def _print_json(workspace: Workspace, waiting: Sequence[Evidence]) -> None:
    from argmap.cli.records import evidence_record

    write_json([evidence_record(workspace, suggestion) for suggestion in waiting])


def _list(workspace: Workspace, waiting: Sequence[Evidence]) -> None:
    from argmap.cli.suggestion_lines import speakers, suggestion_lines

    if not waiting:
        say(_nothing(workspace))
        return
    known: dict[str, dict[str, str | None]] = {}
    claim = None
    for suggestion in waiting:
        if suggestion.claim != claim:
            if claim is not None:
                say()
            claim = suggestion.claim
            say(dim("Claim ") + f"[{isolate(one_line(claim))}]")
        source = suggestion.anchor.source
        if source not in known:
            known[source] = speakers(workspace, source)
        holder = suggestion.anchor.container or ""
        speaker = known[source].get(holder if holder.startswith("c") else "")
        sign = side_style(suggestion.stance.sign, suggestion.stance)
        first, *rest = suggestion_lines(suggestion, speaker, width())
        say("\n".join([f"{sign} {first[2:]}", *rest]))
    say()
    said = f"{count(len(waiting), 'suggestion')} to answer. One by one, in a terminal: "
    say(f"{said}argmap review {safe(workspace.shown)}")
    say(dim(f"Or by id: argmap review {safe(workspace.shown)} --accept ID --reject ID"))


def _named(suggestions: Sequence[Evidence], wanted: str) -> list[Evidence]:
    key = wanted.strip().casefold().removeprefix("urn:uuid:")
    if not key:
        return []
    return [s for s in suggestions if s.id.casefold().removeprefix("urn:uuid:").startswith(key)]


def _one(suggestions: Sequence[Evidence], wanted: str) -> Evidence | None:
    """The suggestion whose id begins so; ``None`` if none does, refused if several do."""
    found = _named(suggestions, wanted)
    if len(found) > 1:
        raise Unknown(
            f"“{wanted}” begins the ids of {len(found)} suggestions.", hint="Write more of it."
        )
    return found[0] if found else None


def _open_one(workspace: Workspace, wanted: str) -> Evidence:
    found = _one(workspace.suggestions, wanted)
    if found is not None:
        return found
    for decision in workspace.decisions():
        if _named([decision.suggestion], wanted):
            word = "rejected" if decision.stance is None else "accepted"
            raise Decided(
                f"{safe(decision.annotator)} has {word} this suggestion already.",
                hint=f"--undo {wanted} takes that back, if it was you.",
            )
    raise Unknown(
        f"There is no open suggestion whose id begins with “{shorten(wanted, 60)}”.",
        hint="“argmap review --list” lists them.",
    )


def _own_decision(workspace: Workspace, wanted: str, who: str) -> Decision:
    decided = {d.suggestion.id: d for d in workspace.decisions() if d.annotator == who}
    found = _one([d.suggestion for d in decided.values()], wanted)
    if found is None:
        raise Unknown(
            f"{who} has answered no suggestion whose id begins with “{shorten(wanted, 60)}”.",
            hint="--as names another annotator.",
        )
    return decided[found.id]


def _by_id(
    workspace: Workspace,
    who: str,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    flip: tuple[str, ...],
    undo: tuple[str, ...],
    note: str | None,
    as_json: bool,
) -> None:
    """Answer the named suggestions. All are looked up before any is answered."""
    taken_back = [_own_decision(workspace, wanted, who) for wanted in undo]
    chosen = {
        word: [_open_one(workspace, wanted) for wanted in ids]
        for word, ids in (("accept", accept), ("reject", reject), ("flip", flip))
    }
    every = [s.id for found in chosen.values() for s in found]
    if len(set(every)) < len(every):
        raise click.UsageError("The same suggestion is named twice.")
    done: list[tuple[str, Evidence, Evidence | Rejection]] = []
    for decision in taken_back:
        workspace.remove(decision.by)
        done.append(("taken back", decision.suggestion, decision.by))
    for suggestion in chosen["accept"]:
        mark = workspace.accept(suggestion, who, note=note)
        done.append(("accepted", suggestion, mark))
    for suggestion in chosen["flip"]:
        mark = workspace.accept(suggestion, who, suggestion.stance.opposite, note=note)
        done.append(("accepted", suggestion, mark))
    for suggestion in chosen["reject"]:
        no = workspace.reject(suggestion, who, note)
        done.append(("rejected", suggestion, no))
    if as_json:
        write_json([_answer(*each) for each in done])
        return
    for word, suggestion, answer in done:
        sign = answer.stance.sign if isinstance(answer, Evidence) else suggestion.stance.sign
        say(f"{word.capitalize()}: {sign} [{safe(suggestion.claim)}]")
        say(f"  “{isolate(shorten(suggestion.quotation, 200))}”")
    left = len(workspace.suggestions)
    if left:
        warn(f"{count(left, 'suggestion')} still to answer.")


def _answer(word: str, suggestion: Evidence, answer: Evidence | Rejection) -> dict[str, Any]:
    return {
        "answer": word,
        "suggestion": suggestion.id,
        "claim": suggestion.claim,
        "stance": str(answer.stance) if isinstance(answer, Evidence) else None,
        "annotator": answer.annotator,
        "id": answer.id,
    }
