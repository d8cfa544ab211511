"""The report of ``argmap stance`` as a person reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from argmap.analysis.groups import opinion_groups
from argmap.analysis.people import Kind
from argmap.analysis.standing import ClaimStanding, PersonStanding, Standing, Tally
from argmap.cli.common import dim, emphasis, side_style
from argmap.display import cell_width, count, isolate, one_line, safe, shorten, wrap
from argmap.model import Stance
from argmap.workspace import Workspace

__all__ = ["kind_count", "listed_claims", "nameless", "persons", "report_lines"]

_KIND_WORDS = {Kind.AUTHOR: "author", Kind.SPEAKER: "quoted speaker", Kind.READER: "reader"}
_SIGNS = {"+": Stance.SUPPORTS, "−": Stance.OPPOSES}
_NAME = 26
"""Columns of a person's name."""

Options = tuple[int, int, bool, bool]
"""How many to list (0: all), the least people for agreement, names, suggestions."""


def kind_count(number: int, kind: Kind) -> str:
    """``1 author``, ``3 readers``."""
    return count(number, _KIND_WORDS[kind])


def persons(report: Standing) -> str:
    """``1 person``, ``24 people``."""
    return "1 person" if len(report.people) == 1 else f"{len(report.people)} people"


def nameless(claim: ClaimStanding) -> Tally:
    """Passages on the claim by all who have no name."""
    whole = Tally()
    for tally in claim.unnamed.values():
        whole.supports += tally.supports
        whole.opposes += tally.opposes
        whole.both += tally.both
        whole.unclear += tally.unclear
    return whole


def listed_claims(report: Standing, top: int) -> list[ClaimStanding]:
    """Claims that somebody speaks to, most people first, ``top`` of them (0: all)."""
    spoken = [c for c in report.claims if c.passages or c.suggested.total]
    spoken.sort(key=lambda c: (-c.people.total, -c.passages))
    return spoken[:top] if top else spoken


def report_lines(
    workspace: Workspace,
    report: Standing,
    options: Options,
    kinds: Collection[str],
    asked: bool,
    width: int,
) -> list[str]:
    """The whole report. ``asked``: whether claims, sources or annotators were chosen."""
    top, least, names, suggestions = options
    title = isolate(one_line(workspace.map.title))
    lines = [emphasis(f"{title}: who stands where")]
    if not report.passages and not (suggestions and report.suggestions):
        return [*lines, "", *wrap(_nothing(workspace, report, kinds, asked), width)]
    lines += [dim(line) for line in wrap(_summary(report), width)]
    if any(row.person.number for row in report.people) and not names:
        told = "Readers go by pseudonyms; --names tells their names."
        lines += [dim(line) for line in wrap(told, width)]
    claims = listed_claims(report, top)
    letters = {claim.title: _letter(n) for n, claim in enumerate(claims)}
    lines += ["", *_claims(report, claims, letters, suggestions, width)]
    lines += _findings(workspace, report, least, top, width)
    if report.people:
        lines += ["", *_people(report, claims, letters, top, names, width)]
        lines += ["", *_groups(report, names, width)]
    lines += ["", *_notes(workspace, report, suggestions, width)]
    return lines


def _nothing(workspace: Workspace, report: Standing, kinds: Collection[str], asked: bool) -> str:
    """Why there is nothing to report, and what to do."""
    map_, where = workspace.map, safe(workspace.shown)
    if not map_.claims and not map_.arguments:
        return "The map has no claim yet. Next: argmap claim 'What you want to find out.'"
    if not map_.sources:
        return "The map has no sources yet, so nobody speaks in it. Next: argmap add FILE"
    if set(kinds) == {"comments"} and not any(s.comments for s in map_.sources.values()):
        return "No source has readers' comments. Next: argmap add FILE, a page with its comments."
    if report.suggestions:
        waiting = count(report.suggestions, "suggestion")
        return (
            f"Nobody has confirmed a passage here yet. Waiting for an answer: {waiting} of the "
            f"model. Next: argmap review {where}, or --include-suggestions to see them counted"
        )
    if map_.marks and (asked or kinds):
        return "No mark fits what you asked for. Leave out --claim, --source, --by or --kind."
    if map_.marks:
        return f"No marked passage can be counted. “argmap check {where}” tells why."
    return (
        'Nobody has marked a passage yet. Next: argmap mark SOURCE --quote "…" --supports CLAIM, '
        f"or let passages be proposed: argmap suggest {where}"
    )


def _summary(report: Standing) -> str:
    by = ", ".join(isolate(one_line(name)) for name in report.annotators[:6])
    if len(report.annotators) > 6:
        by = f"{len(report.annotators)} annotators"
    people = [
        kind_count(number, kind)
        for kind in Kind
        if (number := sum(1 for row in report.people if row.person.kind is kind))
    ]
    parts = [f"{count(report.passages, 'passage')} marked" + (f" by {by}" if by else "")]
    parts.append(persons(report) + (f": {', '.join(people)}" if people else ""))
    if report.unnamed:
        parts.append(f"{count(report.unnamed, 'passage')} by nobody named, counted apart")
    return " · ".join(parts)


def _letter(number: int) -> str:
    """A … Z, then aa, ab …"""
    if number < 26:
        return chr(ord("A") + number)
    number -= 26
    return chr(ord("a") + number // 26 % 26) + chr(ord("a") + number % 26)


def _claims(
    report: Standing,
    claims: Sequence[ClaimStanding],
    letters: dict[str, str],
    suggestions: bool,
    width: int,
) -> Iterator[str]:
    shares = [_share(claim.people) for claim in claims]
    shared = max([9, *(len(said) for said, _ in shares)])
    # Letter, four numbers and the interval take 40 columns; the name gets the rest, or a line.
    digits = max([4, *(len(str(c.people.supports)) + 1 for c in claims)])
    room = width - 36 - digits - shared
    beside = room >= 16
    heads = f"{'for':>{digits}}{'against':>8}{'both':>5}{'unclear':>8}"
    heads += f"  {'share for':<{shared}}{'95 %':>9}"
    yield dim(f"{'':3}{'Claim':<{room}} {heads}" if beside else f"{'':3}Claim")
    if not beside:
        yield dim(heads)
    for claim, (said, interval) in zip(claims, shares, strict=True):
        t = claim.people
        numbers = (
            side_style(f"{t.supports:>{digits}}", Stance.SUPPORTS)
            + side_style(f"{t.opposes:>8}", Stance.OPPOSES)
            + f"{t.both or '·':>5}{t.unclear or '·':>8}  {said:<{shared}}{interval:>9}"
        )
        name = f"{letters[claim.title]:<3}"
        if beside:
            yield f"{name}{_column(claim.title, room)} {numbers}"
        else:
            yield from wrap(claim.title, width, "   ", name)
            yield numbers
        details = _details(claim)
        if details:
            yield from (dim(line) for line in wrap(details, width, "     ", "   "))
        if suggestions and claim.suggested.total:
            yield from (dim(line) for line in wrap(_suggested(claim), width, "     ", "   "))
    hidden = sum(1 for c in report.claims if c.passages or c.suggested.total) - len(claims)
    if hidden > 0:
        yield dim(f"   … and {count(hidden, 'more claim')}: --top 0 lists all")


def _share(tally: Tally) -> tuple[str, str]:
    """``3 of 5 people`` and ``23–88 %``."""
    share = tally.share(Stance.SUPPORTS)
    if share is None:
        return ("none clear" if tally.total else "nobody yet"), ""
    # The noun goes first where figures are long; the count is never left out.
    noun = "" if share.total > 9999 else " person" if share.total == 1 else " people"
    return f"{share.count} of {share.total}{noun}", share.interval


def _column(text: str, width: int) -> str:
    """``text`` in so many columns of the terminal, cut or filled up."""
    line, most = shorten(text, width), width
    while cell_width(line) > width and most > 1:
        most -= 1
        line = shorten(text, most)
    return isolate(line) + " " * max(0, width - cell_width(line))


def _details(claim: ClaimStanding) -> str:
    """How the people of each kind are divided, and passages that belong to nobody named."""
    parts = []
    if sum(1 for tally in claim.kinds.values() if tally.total) > 1:
        for kind, tally in claim.kinds.items():
            if tally.clear:
                parts.append(f"{tally.supports} of {kind_count(tally.clear, kind)}")
    head = f"for: {', '.join(parts)}" if parts else ""
    lone = nameless(claim)
    if lone.total:
        signs = f"+{lone.supports} −{lone.opposes}"
        signs += f" ±{lone.both}" if lone.both else ""
        signs += f" ?{lone.unclear}" if lone.unclear else ""
        apart = f"{count(lone.total, 'passage')} by nobody named: {signs}"
        head = f"{head} · {apart}" if head else apart
    return head


def _suggested(claim: ClaimStanding) -> str:
    s = claim.suggested
    return f"░ suggested, not counted: +{s.supports} −{s.opposes} of {count(s.total, 'passage')}"


def _findings(
    workspace: Workspace, report: Standing, least: int, top: int, width: int
) -> Iterator[str]:
    def name(claim: ClaimStanding) -> str:
        return isolate(shorten(claim.title, max(20, width - 30)))

    most = min(top, 5) or 5
    divided = report.most_divided()
    if divided:
        yield ""
        yield emphasis("Most divided")
        for claim in divided[:most]:
            t = claim.people
            told = f"{name(claim)}: {t.supports} for, {t.opposes} against"
            yield from wrap(told, width, "     ", "   ")
    agreed = report.agreed(least)
    if agreed:
        yield ""
        yield emphasis("Of one mind")
        for claim in agreed[:most]:
            side = "for" if claim.people.supports else "against"
            lone = nameless(claim)
            other = lone.total - (lone.supports if side == "for" else lone.opposes)
            but = f" (but {count(other, 'passage')} by nobody named)" if other else ""
            told = f"{name(claim)}: all {claim.people.total} people {side}{but}"
            yield from wrap(told, width, "     ", "   ")
    silent = report.silent()
    if silent:
        yield ""
        yield emphasis("Nobody speaks to")
        for claim in silent[:most]:
            yield f"   {name(claim)}"
        if len(silent) > most:
            yield dim(f"   … and {len(silent) - most} more")
        title = shorten(silent[0].title, 30)
        where = safe(workspace.shown)
        told = f'Next: argmap suggest {where} --claim "{title}", or argmap mark'
        yield from (dim(line) for line in wrap(told, width, "     ", "   "))


def _people(
    report: Standing,
    claims: Sequence[ClaimStanding],
    letters: dict[str, str],
    top: int,
    names: bool,
    width: int,
) -> Iterator[str]:
    """People by claims: a sign where somebody takes a side."""
    fitting = max(1, (width - _NAME - 18) // 3)
    columns = [claim for claim in claims if claim.people.total][:fitting]
    heads = "".join(f"{letters[c.title]:<3}" for c in columns)
    yield dim(f"{'People':<{_NAME}} {heads} passages  marks")
    shown = report.people
    if top and len(shown) > top:
        # Those on whom most rests, whatever their kind.
        chosen = {id(p) for p in sorted(shown, key=lambda p: -p.passages)[:top]}
        shown = [p for p in shown if id(p) in chosen]
    for kind, rows in groupby(shown, key=lambda p: p.person.kind):
        total = sum(1 for p in report.people if p.person.kind is kind)
        yield dim(f"  {kind_count(total, kind)}")
        for row in rows:
            yield _person(row, columns, names)
    if len(shown) < len(report.people):
        yield dim(f"  … and {len(report.people) - len(shown)} more people: --top 0 lists all")
    if len(columns) < sum(1 for c in report.claims if c.people.total):
        yield dim(f"  {count(len(columns), 'claim')} shown; --json, --csv and --draw give more")
    yield dim("  + for   − against   ± both   ? annotators disagree")


def _person(row: PersonStanding, columns: Sequence[ClaimStanding], names: bool) -> str:
    cells = ""
    for claim in columns:
        cell = row.cells.get(claim.title)
        sign = cell.position.sign if cell else "·"
        stance = _SIGNS.get(sign)
        cells += (side_style(sign, stance) if stance else dim(sign)) + "  "
    label = _column(row.person.label(names), _NAME - 2)
    return f"  {label} {cells} {row.passages:>8}{row.marks:>7}"


def _groups(report: Standing, names: bool, width: int) -> Iterator[str]:
    found = opinion_groups(report)
    if found.why_not:
        yield from wrap(f"No opinion groups: {found.why_not}.", width, "   ", "")
        return
    yield emphasis("Opinion groups") + dim(f" of {found.people} people by {found.claims} claims")
    for number, group in enumerate(found.groups, start=1):
        some = [isolate(one_line(m.person.label(names))) for m in group.members[:4]]
        more = f" and {len(group.members) - 4} more" if len(group.members) > 4 else ""
        yield from wrap(f"{number}  {', '.join(some)}{more}", width, "      ", "   ")
        for title, mine, others in group.marked_by:
            sides = f"{_lean(mine)}, the others {_lean(others)}"
            yield from wrap(f"{one_line(title)}: {sides}", width, "        ", "      ")
    if found.shared:
        shared = "; ".join(one_line(title) for title in found.shared[:5])
        yield from wrap(f"All groups lean the same way on: {shared}", width, "      ", "   ")


def _lean(mean: float) -> str:
    if abs(mean) < 0.2:
        return "split"
    word = "for" if mean > 0 else "against"
    return f"mostly {word}" if abs(mean) < 0.8 else word


def _notes(workspace: Workspace, report: Standing, suggestions: bool, width: int) -> Iterator[str]:
    notes = []
    if report.disputes:
        by = "their error rates" if report.by_error_rates else "the majority"
        number = len(report.disputes)
        told = (
            f"Annotators disagree about {count(number, 'passage')}: {report.settled} settled by "
            f"{by}, {number - report.settled} unclear. “argmap show CLAIM” shows them."
        )
        model = [p.with_model for p in report.disputes if p.with_model is not None]
        decided = sum(1 for opinion in model if opinion.stance is not None)
        if suggestions and decided > report.settled:
            told += (
                f" With the model as one more annotator {decided} would be settled; not counted."
            )
        notes.append(told)
    if report.lost:
        notes.append(
            f"{count(report.lost, 'mark')} left out, the passage is not to be found: argmap check"
        )
    if report.elsewhere:
        notes.append(
            f"{count(report.elsewhere, 'mark')} left out, the map has no such claim: argmap check"
        )
    if report.suggestions and not suggestions:
        notes.append(
            f"{count(report.suggestions, 'suggestion')} of the model not counted: "
            f"--include-suggestions shows them apart, argmap review {safe(workspace.shown)} "
            "answers them"
        )
    proposed = [claim.suggested for claim in report.claims if claim.suggested.total]
    if proposed:
        expected = round(sum(s.expected_supports + s.expected_opposes for s in proposed))
        weak = sum(s.experimental for s in proposed)
        notes.append(
            f"░ is the model's and of passages, not of people. By its own figures {expected} of "
            f"{sum(s.total for s in proposed)} take a side"
            + (f"; {weak} are experimental, of a kind of text it was not fit for." if weak else ".")
        )
    if report.people:
        notes.append(
            "Intervals (95 %) hold as if these people had been drawn by lot, which they were not."
        )
    for note in notes:
        yield from (dim(line) for line in wrap(note, width))
