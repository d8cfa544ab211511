"""Suggestions as a person reads them: the passage, who says it, how sure, what to doubt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import click

from argmap.cli.common import dim, emphasis, side_style
from argmap.display import cell_width, count, isolate, one_line, shorten, wrap
from argmap.model import Evidence, Proposal, Stance
from argmap.stance.suggest import Outcome
from argmap.workspace import Workspace

__all__ = [
    "likelihood",
    "outcome_lines",
    "short_id",
    "speakers",
    "suggestion_lines",
    "why_lines",
]

_PASSAGE = 240
"""Characters of a passage in a list."""
_TWO_COLUMNS = 92
"""Columns of a terminal in which the two sides stand beside each other."""
_WORDS = ((0.9, "very likely"), (0.75, "likely"), (0.6, "rather likely"), (0.45, "perhaps"))


def short_id(suggestion: Evidence) -> str:
    """The first eight signs of the id: enough to name it by."""
    return one_line(suggestion.id.removeprefix("urn:uuid:"))[:8]


def likelihood(proposal: Proposal | None) -> str:
    """``likely, 0.81``."""
    if proposal is None:
        return "no figure"
    sure = proposal.confidence
    word = next((word for least, word in _WORDS if sure >= least), "a weak guess")
    return f"{word}, {sure:.2f}"


def why_lines(
    proposal: Proposal | None, width: int, indent: str, told: Sequence[str] = ()
) -> list[str]:
    """What a reviewer should be careful of, less what was ``told`` before."""
    reasons = [one_line(r) for r in proposal.reasons if r not in told] if proposal else []
    return wrap("; ".join(reasons), width, indent + "  ", f"{indent}! ") if reasons else []


def suggestion_lines(
    suggestion: Evidence, speaker: str | None, width: int, told: Sequence[str] = ()
) -> list[str]:
    """One suggestion in a list; doubts that were ``told`` above it are not said again."""
    anchor = suggestion.anchor
    lines = wrap(f"“{shorten(suggestion.quotation, _PASSAGE)}”", width, "    ", "  ")
    nobody = "name unknown" if (anchor.container or "").startswith("c") else "the article"
    who = isolate(one_line(speaker)) if speaker else nobody
    said = f"{likelihood(suggestion.proposal)} · {who}"
    place = " ".join(one_line(part) for part in (anchor.source, anchor.container) if part)
    lines += wrap(said, width, "    ")
    lines += [dim(line) for line in wrap(f"{short_id(suggestion)} · {place}", width, "    ")]
    lines += [dim(line) for line in why_lines(suggestion.proposal, width, "    ", told)]
    return lines


def _side(outcome: Outcome, stance: Stance, width: int, most: int) -> list[str]:
    found = outcome.side(stance)
    word = "Supporting" if stance is Stance.SUPPORTS else "Opposing"
    lines = [side_style(f"{stance.sign} {word}", stance) + dim(f"   {len(found)}")]
    for item in found[:most]:
        speaker = item.container.speaker
        lines += suggestion_lines(item.suggestion, speaker, width, outcome.question.reasons)
    if not found:
        lines.append(dim("  none"))
    if len(found) > most:
        lines.append(dim(f"  … and {len(found) - most} more"))
    return lines


def _beside(left: Sequence[str], right: Sequence[str], width: int) -> list[str]:
    """Two lists of lines in two columns of ``width`` each."""
    rows = []
    for one, two in zip_longest(left, right, fillvalue=""):
        blanks = " " * max(0, width - cell_width(click.unstyle(one)))
        rows.append(f"{one}{blanks} │ {two}".rstrip())
    return rows


def outcome_lines(outcome: Outcome, width: int, most: int) -> list[str]:
    """One claim with what was found on either side, at most ``most`` each, and what was not."""
    question = outcome.question
    lines = [dim(f"Claim [{isolate(one_line(question.title))}]")]
    lines += [emphasis(line) for line in wrap(shorten(question.text, 400), width)]
    for note in (*question.notes, *question.reasons):
        lines += wrap(note, width, "  ", "! ")
    if question.refused:
        return [*lines, *wrap(f"left out: {question.refused}", width, "  ", "! ")]
    lines.append("")
    if width >= _TWO_COLUMNS:
        half = (width - 3) // 2
        one, two = (_side(outcome, stance, half, most) for stance in Stance)
        lines += _beside(one, two, half)
    else:
        for stance in Stance:
            lines += _side(outcome, stance, width, most)
    lines.append("")
    if outcome.by_relevance:
        lines += [dim(line) for line in wrap(_experimental(outcome), width)]
    parts = [count(len(outcome.found), "suggestion") + f", {outcome.new} new"]
    if outcome.further:
        parts.append(f"{outcome.further} further down (--top)")
    if outcome.settled:
        parts.append(f"{outcome.settled} answered or marked before")
    if outcome.withdrawn:
        parts.append(f"{outcome.withdrawn} older withdrawn")
    lines.append(" · ".join(parts))
    missed = sum(outcome.abstained.values())
    why = ", ".join(f"{number} {reason}" for reason, number in outcome.abstained.most_common())
    lines.append(dim(count(missed, "abstention") + (f": {why}" if why else "")))
    return lines


def _experimental(outcome: Outcome) -> str:
    kinds = sorted(
        {
            f"{found.container.kind}s"
            for found in outcome.found
            if found.suggestion.proposal and found.suggestion.proposal.experimental
        }
    )
    what = " and ".join(kinds) or "such text"
    return (
        f"Experimental for {what}: this scorer has not passed its test on them. "
        "Listed by what the passages are about, not by how sure it is."
    )


def speakers(workspace: Workspace, source_id: str) -> dict[str, str | None]:
    """Who wrote each comment of a source, by the comment's id; under ``""`` the article."""
    source = workspace.sources.get(source_id)
    if source is None:
        return {}
    authors = ", ".join(author.value for author in source.authors) or None
    return {"": authors, **{c.id: c.author for c in source.comments}}
