# ruff: noqa: E501 (articles have long lines)
"""A small map in our own words: a town argues about closing a street to cars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.model import Span, Stance
from argmap.sources import read_source
from argmap.tui.app import ArgmapApp
from argmap.workspace import Workspace, create, open_map

MAP = """===
title: Should Mill Street be closed to cars?
argmap: {thesis: Close it}
===

# The street

[Close it]: Mill Street should be closed to private cars for good. #thesis
  + <Safer school run>: Children walk to two schools along Mill Street, and fewer cars mean fewer accidents. #safety
    + [Accidents fell]: Reported accidents on Mill Street fell by a third during the trial.
      - <Short trial>: Six months are too short to tell a trend from chance.
  + <Cleaner air>: Without through traffic the air at the corner of Mill Street gets cleaner.
    - <Traffic moves>: The cars do not vanish, they drive through Baker Lane instead.
  - <Shops lose>: Customers who come by car will shop elsewhere.
    - [Takings rose]: Takings of the shops in Mill Street rose during the trial.
    _> <Parking helps>
  - <Parking helps>: A new car park behind the station keeps the customers.
  >< [Keep it open]: Mill Street should stay open to everybody.

# Open questions

[Buses first]: The bus must run every ten minutes before any street is closed.
  + [Accidents fell]
"""

ARTICLE = """Mill Street trial: what six months without cars have shown

By Ada Marsh

12 March 2024

The six months in which Mill Street was closed to private cars are over, and the council has published its figures. Reported accidents fell from nine to six, a third less than in the half year before.

Takings in the street's shops rose by four per cent on average, according to the traders' own survey. "We were afraid of the opposite," said Tom Hale, who runs the bakery.

Not everybody is pleased. In Baker Lane the number of cars went up by a fifth, and residents there ask why their children should breathe what others no longer have to.

The council will decide in May.

Comments (4)

• Nora B.
My daughter walks to school alone now. That is all I need to know.

• Pit
@Nora B. And mine walks through Baker Lane, where it got worse.

• 李明
很好。街道安静了，空气也好多了。 👩‍👩‍👧 Café life is back.

• dov
הרחוב שקט עכשיו and the shops are full.
"""

LETTER = """# Who pays for the quiet

By Karl Stein

Published: 2 April 2024

A street without cars is a fine thing for those who live in it.

The shop of my sister lost one customer in ten, and she is not the only one. Nobody asked the shops that closed.

The bus still runs twice an hour. Close streets when there is another way to come.
"""


def build_mill(folder: Path, *, marks: bool = True) -> Workspace:
    """The map with both articles and, unless told otherwise, seven marks by two people."""
    workspace = create(folder, "Should Mill Street be closed to cars?")
    workspace.file.write_text(MAP, encoding="utf-8")
    workspace = open_map(folder)
    inbox = folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "trial.txt").write_text(ARTICLE, encoding="utf-8")
    (inbox / "letter.md").write_text(LETTER, encoding="utf-8")
    for name in ("trial.txt", "letter.md"):
        workspace.add_source(read_source(inbox / name))
    if marks:
        add_marks(workspace)
    return open_map(folder)


def add_marks(workspace: Workspace) -> None:
    """Seven passages, two of them on the same words by people who disagree."""
    trial = next(s for s in workspace.sources.values() if "six months" in s.text)
    letter = next(s for s in workspace.sources.values() if s is not trial)
    wanted = [
        (trial, "Reported accidents fell from nine to six", "Accidents fell", "supports", "ada", 4),
        (trial, "Reported accidents fell from nine to six", "Close it", "supports", "ben", 3),
        (trial, "the number of cars went up by a fifth", "Close it", "opposes", "ada", 4),
        (trial, "rose by four per cent on average", "Takings rose", "supports", "ada", None),
        (trial, "My daughter walks to school alone now.", "Close it", "supports", "ada", 2),
        (letter, "The shop of my sister lost one customer in ten", "Close it", "opposes", "ben", 3),
        (letter, "The bus still runs twice an hour.", "Buses first", "supports", "ben", None),
    ]
    for source, quotation, claim, stance, annotator, strength in wanted:
        start = source.text.index(quotation)
        workspace.mark(
            source, Span(start, start + len(quotation)), claim, Stance(stance), annotator,
            strength=strength, note="Counted by the police." if strength == 4 else None,
            speaker="Karl Stein" if source is letter else None,
        )  # fmt: skip


@pytest.fixture
def mill(tmp_path: Path) -> Workspace:
    """The map with its articles and marks."""
    return build_mill(tmp_path / "mill")


@pytest.fixture
def bare_mill(tmp_path: Path) -> Workspace:
    """The same without marks."""
    return build_mill(tmp_path / "mill", marks=False)


def screen_text(app: ArgmapApp) -> str:
    """The screen as plain text, without spaces at line ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(s.text for s in strip).rstrip() for strip in strips)


@pytest.fixture
def shown() -> Callable[[ArgmapApp], str]:
    """The function that reads the screen."""
    return screen_text
