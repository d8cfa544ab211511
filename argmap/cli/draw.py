"""``argmap draw``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli.common import fail_on_problems, map_argument, open_workspace, say, warn
from argmap.display import safe
from argmap.workspace.files import make_folder

_EVERY = 1_000_000


@click.command(short_help="Draw the map as SVG, PNG, PDF or DOT.")
@map_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to. Default: exports/NAME.svg. "
    "The ending chooses the format: .svg, .png, .pdf, .dot.",
)
@click.option("--no-evidence", is_flag=True, help="Claims and arguments only.")
@click.option(
    "--evidence-per-claim",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="Passages drawn on each side of a claim; the rest is counted.",
)
@click.option(
    "--max-passages",
    type=click.IntRange(0),
    default=24,
    show_default=True,
    help="Passages drawn in all, the strongest first; 0: no limit.",
)
@click.option(
    "--max-cards",
    type=click.IntRange(0),
    default=150,
    show_default=True,
    help="Fold branches beyond this many cards; 0: no limit.",
)
@click.option("--full", is_flag=True, help="Every claim and every passage, however many.")
@click.option(
    "--direction",
    type=click.Choice(["auto", "RL", "BT"]),
    default="auto",
    show_default=True,
    help="RL: thesis at the left. BT: thesis on top.",
)
@click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    show_default=True,
    help="auto: follows the reader's system where the format can.",
)
def command(
    map_path: str | None,
    output: str | None,
    no_evidence: bool,
    evidence_per_claim: int,
    max_passages: int,
    max_cards: int,
    full: bool,
    direction: str,
    theme: str,
) -> None:
    """Draw the map: claims, arguments, and the passages that speak for and against them."""
    from argmap.pictures import DrawOptions, draw

    workspace = open_workspace(map_path)
    target = Path(output) if output else Path("exports") / f"{workspace.name}.svg"
    if output is None:
        make_folder(target.parent)
    picture = draw(
        workspace.map,
        target,
        DrawOptions(
            evidence=not no_evidence,
            evidence_per_claim=_EVERY if full else evidence_per_claim,
            max_passages=0 if full else max_passages,
            max_cards=0 if full else max_cards,
            direction=direction,
            theme=theme,
        ),
    )
    for note in picture.notes:
        warn(safe(note))
    size = f", {picture.width} × {picture.height}" if picture.width else ""
    say(f"Wrote {safe(str(target))}: {picture.cards} cards{size}.")
    fail_on_problems(workspace)
