"""``argmap check``."""

from __future__ import annotations

import sys

import click

from argmap.cli.common import map_argument, open_workspace, say, write_json
from argmap.diagnostics import ExitCode, Severity, render
from argmap.display import count, safe

_MOST = 500
"""Problems printed before the rest is only counted."""


@click.command(short_help="Find what is wrong with the map, its evidence and its sources.")
@map_argument
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
@click.option("--notes", is_flag=True, help="Print notes too; they never count as problems.")
def command(map_path: str | None, as_json: bool, strict: bool, notes: bool) -> None:
    """Read everything, find every marked passage again, and report what is wrong.

    Exit code 0: fine. 1: problems found. 2: wrong usage.
    """
    from argmap.analysis.check import check

    workspace = open_workspace(map_path)
    report = check(workspace)
    failed = report.errors or (strict and report.warnings)
    if as_json:
        write_json(
            {
                "map": workspace.shown,
                "title": workspace.map.title,
                "ok": not failed,
                "claims": report.claims,
                "arguments": report.arguments,
                "relations": report.relations,
                "sources": report.sources,
                "evidence": report.marks,
                "annotators": report.annotators,
                "suggestions": report.suggestions,
                "passages": {str(state): count for state, count in report.states.items()},
                "diagnostics": [d.to_json() for d in report.diagnostics],
            }
        )
        sys.exit(ExitCode.PROBLEMS if failed else ExitCode.FINE)
    told = [d for d in report.diagnostics if notes or d.severity is not Severity.NOTE]
    for problem in told[:_MOST]:
        say(render(problem))
    if len(told) > _MOST:
        say(f"… and {count(len(told) - _MOST, 'problem')} more; --json gives them all.")
    shown = len(told)
    if shown:
        say()
    say(
        f"{safe(workspace.map.title)}: {count(report.claims, 'claim')}, "
        f"{count(report.arguments, 'argument')}, {count(report.relations, 'relation')}; "
        f"{count(report.sources, 'source')}; {count(report.marks, 'mark')} "
        f"by {count(report.annotators, 'annotator')}"
    )
    if report.states:
        say(
            "Passages: " + ", ".join(f"{number} {state}" for state, number in report.states.items())
        )
    if report.suggestions:
        say(f"{count(report.suggestions, 'open suggestion')}: argmap review")
    silent = len(report.diagnostics) - shown
    tail = f" ({count(silent, 'note')}: --notes shows them)" if silent else ""
    if report.errors or report.warnings:
        say(f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}{tail}")
    else:
        say(f"No problems.{tail}")
    sys.exit(ExitCode.PROBLEMS if failed else ExitCode.FINE)
