"""``argmap mark``."""

from __future__ import annotations

import re

import click

from argmap.anchors import find_quotation, nearest_passage, trim
from argmap.cli.common import (
    dim,
    fail_on_problems,
    map_option,
    open_workspace,
    say,
    side_style,
    warn,
    write_json,
)
from argmap.diagnostics import Refused
from argmap.display import isolate, one_line, safe, shorten
from argmap.model import Comment, Evidence, Source, Span, Stance
from argmap.workspace import Workspace
from argmap.workspace.annotations import BASES

_AT = re.compile(r"(\d{1,12}):(\d{1,12})")
_GRADE = re.compile(r"([A-Fa-f])([1-6])?")


class NotThere(Refused):
    """The passage asked for is not in the source, or stands there more than once."""


@click.command(short_help="Mark a passage as evidence for or against a claim.")
@click.argument("source_name", metavar="SOURCE")
@click.option("--quote", metavar="TEXT", help="The passage, word for word.")
@click.option(
    "--at", metavar="START:END", help="The passage by position, in characters of text.txt."
)
@click.option("--in", "within", metavar="cN", help="Look for the quotation in this comment only.")
@click.option("--supports", metavar="CLAIM", help="The claim it speaks for.")
@click.option("--opposes", metavar="CLAIM", help="The claim it speaks against.")
@click.option(
    "--as", "annotator", metavar="NAME", help="Who marks. Default: ARGMAP_AS, else your login."
)
@click.option("--note", metavar="TEXT", help="Why, in a few words.")
@click.option("--strength", type=click.IntRange(1, 5), help="How strongly it speaks, 1 to 5.")
@click.option(
    "--basis",
    type=click.Choice(BASES),
    metavar="BASIS",
    help=f"What it rests on: {', '.join(BASES)}.",
)
@click.option(
    "--grade",
    metavar="A1…F6",
    help="Reliability of source, A (best) to F (unknown), and of what it says, 1 to 6.",
)
@click.option("--speaker", metavar="NAME", help="Who speaks, where the passage reports somebody.")
@click.option("--remove", is_flag=True, help="Take the mark away instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the mark as JSON.")
@map_option
def command(
    source_name: str,
    quote: str | None,
    at: str | None,
    within: str | None,
    supports: str | None,
    opposes: str | None,
    annotator: str | None,
    note: str | None,
    strength: int | None,
    basis: str | None,
    grade: str | None,
    speaker: str | None,
    remove: bool,
    as_json: bool,
    map_path: str | None,
) -> None:
    """Mark a passage of SOURCE as evidence for or against a claim.

    SOURCE is the id of a source or the start of it; “argmap show --sources” lists them. The
    passage is given by --quote (quotation marks, dashes and spacing need not match) or by --at.
    To correct a mark, mark the same passage again with other details, or take it away with
    --remove.
    """
    from argmap.workspace.evidence import default_annotator

    if (quote is None) == (at is None):
        raise click.UsageError("Give the passage by --quote or by --at.")
    if (supports is None) == (opposes is None):
        raise click.UsageError("Say --supports CLAIM or --opposes CLAIM.")
    match = _GRADE.fullmatch(grade) if grade else None
    if grade and match is None:
        raise click.UsageError("--grade is a letter from A to F, with a figure from 1 to 6: B2.")
    workspace = open_workspace(map_path)
    source = workspace.require_source(source_name)
    claim = workspace.require_node(supports if supports is not None else opposes or "")
    stance = Stance.SUPPORTS if supports is not None else Stance.OPPOSES
    span = _by_position(source, at) if at else _by_quotation(source, quote or "", within)
    who = one_line(annotator or default_annotator())
    earlier = _earlier(workspace, source, span, claim, who)
    if remove:
        _remove(workspace, [m for m in earlier if m.stance is stance], who)
        fail_on_problems(workspace)
        return
    details: dict[str, str | int | None] = {
        "note": note,
        "strength": strength,
        "basis": basis,
        "source_grade": match[1].upper() if match else None,
        "information_grade": match[2] if match else None,
        "speaker": speaker,
    }
    same = [m for m in earlier if m.stance is stance]
    if same and not any(details.values()):
        say(f"{safe(who)} has marked this passage so already; nothing to do.")
        return
    for old in same:
        # Said again with other details: what is not said anew stays as it was.
        details = {key: value or getattr(old, key) for key, value in details.items()}
    if source.is_furniture(span):
        warn("argmap: this passage was set aside as page furniture; it is marked all the same.")
    evidence = workspace.mark(source, span, claim, stance, who, **details)
    for old in same:
        workspace.remove(old)
    if as_json:
        from argmap.cli.records import evidence_record

        write_json(evidence_record(workspace, evidence))
    else:
        holder = source.container(span)
        where = f", comment {one_line(holder.id)}" if isinstance(holder, Comment) else ""
        word = side_style(f"{stance.sign} {stance}", stance)
        say(f"{word} [{safe(claim)}] · {safe(evidence.annotator)}")
        say(f"  “{isolate(shorten(evidence.quotation, 200))}”")
        place = f"characters {evidence.anchor.start}:{evidence.anchor.end}"
        say(dim(f"  {one_line(source.id)}{where}, {place}"))
    fail_on_problems(workspace)


def _by_position(source: Source, at: str) -> Span:
    match = _AT.fullmatch(at.strip())
    if match is None:
        raise click.UsageError("--at is START:END, two whole numbers: --at 120:184.")
    span = Span(int(match[1]), int(match[2]))
    if not span.start < span.end <= len(source.text):
        raise NotThere(
            f"There is no passage {span.start}:{span.end}: {source.id} has the characters "
            f"0 to {len(source.text)}, and the start must lie before the end.",
            hint=f"“argmap show {source.id} --json” gives the positions of all parts.",
        )
    trimmed = trim(source.text, span)
    if trimmed.start == trimmed.end:
        raise NotThere(f"There is only white space at {span.start}:{span.end} of {source.id}.")
    return trimmed


def _by_quotation(source: Source, quote: str, within: str | None) -> Span:
    part: Span | None = None
    if within is not None:
        comment = source.comment(within)
        if comment is None:
            last = source.comments[-1].id if source.comments else None
            raise NotThere(
                f"{source.id} has no comment “{within}”.",
                hint=f"Its comments are c1 to {last}." if last else "It has no comments.",
            )
        part = comment.span
    if not quote.strip():
        raise click.UsageError("--quote is empty.")
    spans = find_quotation(source.text, quote, part)
    if len(spans) == 1:
        return spans[0]
    if spans:
        places = ", ".join(f"{s.start}:{s.end}{_in(source, s)}" for s in spans[:5])
        places += ", …" if len(spans) > 5 else ""
        raise NotThere(
            f"These words stand {len(spans)} times in {source.id}: {places}.",
            hint="Quote more of the passage, or choose one with --at START:END or --in cN.",
        )
    near = nearest_passage(source.text, quote)
    if near is None or near[1] < 0.3:
        hint = f"“argmap show {source.id}” prints the text to quote from."
    else:
        span = near[0]
        hint = (
            f"The nearest passage is “{shorten(span.of(source.text), 200)}” "
            f"(--at {span.start}:{span.end}{_in(source, span)})."
        )
    raise NotThere(f"“{shorten(quote, 80)}” is not in {source.id}.", hint=hint)


def _in(source: Source, span: Span) -> str:
    holder = source.container(span)
    return f" in {holder.id}" if isinstance(holder, Comment) else ""


def _earlier(
    workspace: Workspace, source: Source, span: Span, claim: str, who: str
) -> list[Evidence]:
    """What the same person marked before: this passage, this claim, either side."""
    return [
        e
        for e in workspace.map.evidence
        if not e.is_suggestion
        and e.annotator == who
        and e.claim == claim
        and e.anchor.source == source.id
        and workspace.locate(e).span == span
    ]


def _remove(workspace: Workspace, marks: list[Evidence], who: str) -> None:
    if not marks:
        raise NotThere(
            f"{safe(who)} has not marked this passage so.",
            hint="“argmap show CLAIM” lists the marks; --as names another annotator.",
        )
    for mark in marks:
        workspace.remove(mark)
    say(f"Taken away: {marks[0].stance.sign} “{isolate(shorten(marks[0].quotation, 200))}”")
