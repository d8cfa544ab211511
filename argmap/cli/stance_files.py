"""The report of ``argmap stance`` for programs and pages: JSON, CSV, pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from argmap.analysis.groups import opinion_groups
from argmap.analysis.people import Kind
from argmap.analysis.shares import Share
from argmap.analysis.standing import ClaimStanding, PersonStanding, Standing, Tally
from argmap.cli.common import warn
from argmap.cli.stance_lines import listed_claims, nameless, persons
from argmap.display import count, one_line, safe
from argmap.model import Stance
from argmap.workspace import Workspace
from argmap.workspace.files import write_bytes

__all__ = ["record", "write_pictures", "write_tables"]

_MOST_COLUMNS, _MOST_ROWS = 24, 60
_HEADINGS = {Kind.AUTHOR: "Authors", Kind.SPEAKER: "Quoted speakers", Kind.READER: "Readers"}


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {
        "count": share.count,
        "of": share.total,
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {
        "supports": tally.supports,
        "opposes": tally.opposes,
        "both": tally.both,
        "unclear": tally.unclear,
    }


def _claim(claim: ClaimStanding, suggestions: bool, least: int) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": claim.title,
        "kind": "argument" if claim.is_argument else "claim",
        "people": _tally(claim.people),
        "share_supports": _share(claim.people.share(Stance.SUPPORTS)),
        "share_opposes": _share(claim.people.share(Stance.OPPOSES)),
        "division": round(claim.division, 4),
        "agreed": claim.is_agreed(least),
        "by_kind": {
            str(kind): {**_tally(tally), "share_supports": _share(tally.share(Stance.SUPPORTS))}
            for kind, tally in claim.kinds.items()
        },
        "unnamed_passages": {str(kind): _tally(tally) for kind, tally in claim.unnamed.items()},
        "passages": claim.passages,
        "marks": claim.marks,
    }
    if suggestions:
        s = claim.suggested
        data["suggested_passages"] = {
            "supports": s.supports,
            "opposes": s.opposes,
            "expected_supports": round(s.expected_supports, 2),
            "expected_opposes": round(s.expected_opposes, 2),
            "experimental": s.experimental,
        }
    return data


def _person(row: PersonStanding, names: bool) -> dict[str, Any]:
    return {
        "name": row.person.label(names),
        "kind": str(row.person.kind),
        "passages": row.passages,
        "marks": row.marks,
        "sources": sorted(row.sources),
        "stances": [
            {
                "claim": title,
                "position": str(cell.position),
                "passages": _tally(cell.passages),
                "marks": [mark.id for mark in cell.marks],
            }
            for title, cell in row.cells.items()
        ],
    }


def record(
    workspace: Workspace, report: Standing, names: bool, suggestions: bool, least: int
) -> dict[str, Any]:
    """The report as plain data. Readers go by pseudonyms unless ``names``."""
    groups = opinion_groups(report)
    return {
        "map": workspace.shown,
        "title": workspace.map.title,
        "annotators": report.annotators,
        "marks": report.marks,
        "passages": report.passages,
        "passages_by_nobody_named": report.unnamed,
        "names_shown": names,
        "level": 0.95,
        "claims": [_claim(claim, suggestions, least) for claim in report.claims],
        "most_divided": [claim.title for claim in report.most_divided()],
        "agreed": [claim.title for claim in report.agreed(least)],
        "silent": [claim.title for claim in report.silent()],
        "people": [_person(row, names) for row in report.people],
        "groups": {
            "why_not": groups.why_not or None,
            "people": groups.people,
            "claims": groups.claims,
            "silhouette": round(groups.silhouette, 4) if groups.groups else None,
            "groups": [
                {
                    "members": [member.person.label(names) for member in group.members],
                    "marked_by": [
                        {"claim": title, "mean": round(mine, 3), "others": round(others, 3)}
                        for title, mine, others in group.marked_by
                    ],
                }
                for group in groups.groups
            ],
            "shared": list(groups.shared),
        },
        "disputes": [
            {
                "claim": passage.claim,
                "source": passage.source,
                "start": passage.span.start,
                "end": passage.span.end,
                "marks": [mark.id for mark in passage.marks],
                "supports": round(passage.opinion.supports, 4) if passage.opinion else None,
                "with_model": round(passage.with_model.supports, 4) if passage.with_model else None,
                "position": str(passage.position),
            }
            for passage in report.disputes
        ],
        "disputes_settled_by": "error rates" if report.by_error_rates else "majority",
        "left_out": {"passage_lost": report.lost, "claim_missing": report.elsewhere},
        "open_suggestions": report.suggestions,
    }


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        text = one_line(value)
        return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
    return "" if value is None else value


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    # Spreadsheets take a file for UTF-8 only if it begins with the mark.
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


_CLAIM_COLUMNS = (
    "claim",
    "kind",
    "supports",
    "opposes",
    "both",
    "unclear",
    "people_clear",
    "share_supports_low",
    "share_supports_high",
    "share_opposes_low",
    "share_opposes_high",
    "unnamed_supports",
    "unnamed_opposes",
    "unnamed_both",
    "unnamed_unclear",
)
_SUGGESTED_COLUMNS = ("suggested_supports", "suggested_opposes")
_PEOPLE_COLUMNS = (
    "person",
    "kind",
    "claim",
    "position",
    "passages_supports",
    "passages_opposes",
    "passages_both",
    "passages_unclear",
    "marks",
)


def _claim_rows(report: Standing, suggestions: bool) -> Iterable[list[object]]:
    for claim in report.claims:
        rows = [("all", claim.people, nameless(claim))]
        rows += [(str(kind), claim.kinds[kind], claim.unnamed[kind]) for kind in Kind]
        for kind, people, unnamed in rows:
            row: list[object] = [claim.title, kind, *_tally(people).values(), people.clear]
            for stance in Stance:
                share = people.share(stance)
                row += [round(share.low, 4), round(share.high, 4)] if share else [None, None]
            row += _tally(unnamed).values()
            if suggestions:
                told = kind == "all"
                row += [claim.suggested.supports if told else None]
                row += [claim.suggested.opposes if told else None]
            yield row


def write_tables(report: Standing, target: Path, names: bool, suggestions: bool) -> list[Path]:
    """Write two CSV files; their paths. Raises :class:`~argmap.workspace.files.CannotWrite`."""
    people = target.with_name(f"{target.stem}-people{target.suffix}")
    header = _CLAIM_COLUMNS + (_SUGGESTED_COLUMNS if suggestions else ())
    write_bytes(target, _csv(header, _claim_rows(report, suggestions)))
    rows = (
        [
            row.person.label(names),
            str(row.person.kind),
            title,
            str(cell.position),
            *_tally(cell.passages).values(),
            len(cell.marks),
        ]
        for row in report.people
        for title, cell in row.cells.items()
    )
    write_bytes(people, _csv(_PEOPLE_COLUMNS, rows))
    return [target, people]


def write_pictures(
    workspace: Workspace,
    report: Standing,
    targets: tuple[Path, Path],
    top: int,
    names: bool,
    suggestions: bool,
) -> list[Path]:
    """Draw ``top`` claims (0: all) as bars, and the heat map; the paths of what was drawn."""
    from argmap.pictures.bars import draw_bars
    from argmap.pictures.chart import save
    from argmap.pictures.heatmap import draw_heatmap

    title = f"{one_line(workspace.map.title)}: who stands where"
    claims = listed_claims(report, 0)
    if not claims:
        warn("Nothing to draw yet: nobody has marked a passage.")
        return []
    summary = (
        f"{persons(report)} · {count(report.passages, 'passage')} marked by "
        f"{count(len(report.annotators), 'annotator')}"
    )
    notes = _notes(report, suggestions)
    shown = claims[:top] if top else claims
    more = _left_out(len(claims) - len(shown), "claims")
    bars = [_bar(claim, suggestions) for claim in shown]
    told = save(
        lambda theme, fonts: draw_bars(title, summary, [*more, *notes], bars, theme, fonts),
        title,
        targets[0],
    )
    written = [targets[0]]
    if report.people:
        columns, rows, hidden = _table(report, claims, names)
        told += save(
            lambda theme, fonts: draw_heatmap(
                title, summary, [*hidden, *notes[:-1]], columns, rows, theme, fonts
            ),
            title,
            targets[1],
        )
        written.append(targets[1])
    else:
        warn("No heat map: every passage is by somebody without a name.")
    for note in dict.fromkeys(told):
        warn(safe(note))
    return written


def _notes(report: Standing, suggestions: bool) -> list[str]:
    notes = []
    if report.unnamed:
        notes.append(
            f"Not drawn: {count(report.unnamed, 'passage')} by nobody named (anonymous readers, "
            "unsigned articles), which cannot be told apart."
        )
    if suggestions:
        notes.append("Suggestions are a model's, of passages; nobody has confirmed them.")
    notes.append("Intervals hold as if these people had been drawn by lot, which they were not.")
    return notes


def _bar(claim: ClaimStanding, suggestions: bool) -> Any:
    from argmap.pictures.bars import Bar

    t = claim.people
    share = t.share(Stance.SUPPORTS)
    return Bar(
        label=claim.title,
        supports=t.supports,
        opposes=t.opposes,
        both=t.both,
        unclear=t.unclear,
        low=share.low if share else 0.0,
        high=share.high if share else 1.0,
        interval=share.interval if share else "",
        suggested=(claim.suggested.supports, claim.suggested.opposes) if suggestions else None,
    )


def _table(
    report: Standing, claims: Sequence[ClaimStanding], names: bool
) -> tuple[list[str], list[Any], list[str]]:
    """Columns, rows and what is left out of the heat map."""
    from argmap.pictures.heatmap import HeatRow

    spoken = [claim.title for claim in claims if claim.people.total]
    columns = spoken[:_MOST_COLUMNS]
    busiest = sorted(report.people, key=lambda row: -row.passages)[:_MOST_ROWS]
    chosen = {id(row) for row in busiest}
    rows = []
    for row in report.people:
        if id(row) not in chosen:
            continue
        cells = tuple(
            (cell.position.sign, cell.passages.total) if (cell := row.cells.get(title)) else None
            for title in columns
        )
        if any(cells):
            rows.append(HeatRow(row.person.label(names), _HEADINGS[row.person.kind], cells))
    people, titles = len(report.people) - len(rows), len(spoken) - len(columns)
    return columns, rows, [*_left_out(people, "people"), *_left_out(titles, "claims")]


def _left_out(number: int, what: str) -> list[str]:
    """What the picture does not show."""
    why = {"people": "who say less, or nothing of these claims", "claims": "of fewer people"}
    return [f"Left out: {number} {what} {why[what]}."] if number > 0 else []
