"""A small map on disk, made through the tool itself, and the folder of other people's texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.model import Stance
from argmap.sources import read_source
from argmap.workspace import Workspace, create, open_map

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

ARTICLE = """\
Home | News | Sport

Ferry line to lose its night boat

By Ada Stone
March 3, 2024

The ferry company wants to give up the boat that leaves the island at eleven at night. Its
figures show eleven passengers on an average evening, and a loss of forty thousand crowns a year.

The island's doctor disagrees. She says that the night boat brought nineteen sick people to the
hospital last winter, and that no helicopter flies in a storm.

3 Comments

  • Bo Lind

    Nobody needs a boat at that hour. I have never seen ten people on it.

    • Cia

      @Bo Lind: I was on it with my child in January. Without it we would have waited until seven.

  • Dan Roe

    Charge more for the ticket and keep it.
"""

MAP = """\
===
title: "Night boat"
===

[Keep the boat]: The night boat should be kept. #transport
  + [It saves lives]: The night boat brings sick people to the hospital in time.
  - [It is empty]: Hardly anybody travels on the night boat.
    - <Winter counts>: Counts were made in summer only.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A scrape with three comments."""
    path = tmp_path / "ferry.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def boat(tmp_path: Path, article: Path) -> Workspace:
    """A map folder ``night-boat`` with one source and four marks by two people."""
    folder = tmp_path / "night-boat"
    create(folder)
    (folder / "map.argdown").write_text(MAP, encoding="utf-8")
    workspace = open_map(folder)
    source = workspace.add_source(read_source(article))
    assert source is not None
    for who, words, claim, stance in (
        ("ada", "eleven passengers on an average evening", "It is empty", Stance.SUPPORTS),
        ("ben", "eleven passengers on an average evening", "It is empty", Stance.SUPPORTS),
        ("ada", "nineteen sick people", "It saves lives", Stance.SUPPORTS),
        ("ben", "Charge more for the ticket and keep it.", "Keep the boat", Stance.SUPPORTS),
        ("ada", "Nobody needs a boat at that hour.", "Keep the boat", Stance.OPPOSES),
    ):
        from argmap.anchors import find_quotation

        [span] = find_quotation(source.text, words)
        workspace.mark(source, span, claim, stance, who)
    return open_map(folder)
