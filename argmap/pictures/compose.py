"""A map's picture before any format: scene, measured cards, layout and ways of the edges."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from argmap.model import Map
from argmap.pictures.build import build
from argmap.pictures.cards import Card, Measure, card
from argmap.pictures.layout import Layout, Link, Request, place
from argmap.pictures.options import DrawOptions
from argmap.pictures.route import Ends, Way, route
from argmap.pictures.scene import Scene

__all__ = ["Composition", "compose", "direction_of"]

LARGE = 40
"""From so many boxes on, cards are wider, so that the picture is less high."""
SMALL = 12
"""Up to so many boxes a picture runs from top to bottom."""

LONG, SHORT, MANY_PASSAGES = 180, 130, 24
"""Characters of a passage that are shown: fewer in a picture of many passages."""
MANY_RUNS = 6
"""Where one box in so many holds several passages, they stand beside each other: the ranks get
wider, the picture less high. Elsewhere a few such boxes would only push the ranks apart."""


@dataclass(frozen=True, slots=True)
class Composition:
    """What every drawn format starts from."""

    scene: Scene
    cards: tuple[Card, ...]
    layout: Layout
    ways: tuple[Way, ...]
    direction: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should be told."""
        return (*self.layout.notes, *self.scene.left_out)


def direction_of(scene: Scene, options: DrawOptions) -> str:
    """``RL`` or ``BT``: as asked for, else by the number of boxes."""
    if options.direction != "auto":
        return options.direction
    return "BT" if len(scene.nodes) <= SMALL else "RL"


def _measure(scene: Scene, direction: str) -> Measure:
    several = sum(len(node.passages) > 1 for node in scene.nodes)
    passages = sum(len(node.passages) for node in scene.nodes)
    return Measure(
        direction=direction,
        in_a_row=direction == "RL" and several * MANY_RUNS >= len(scene.nodes),
        wide=direction == "RL" and len(scene.nodes) > LARGE,
        quotation=LONG if passages <= MANY_PASSAGES else SHORT,
    )


def compose(map_: Map, options: DrawOptions) -> Composition:
    """Select, measure, place and route what is drawn of ``map_``."""
    scene = build(map_, options)
    direction = direction_of(scene, options)
    incoming = Counter(edge.target for edge in scene.edges)
    how = _measure(scene, direction)
    cards = tuple(card(node, incoming[n], how) for n, node in enumerate(scene.nodes))
    links = []
    for edge in scene.edges:
        child, parent = edge.source, edge.target
        if edge.primary and scene.nodes[parent].parent == child:
            child, parent = parent, child
        links.append(Link(child, parent, edge.primary))
    left = direction == "RL"
    request = Request(
        sizes=tuple((c.width, c.height) if left else (c.height, c.width) for c in cards),
        links=tuple(links),
        groups=tuple(group.members for group in scene.groups),
        direction=direction,
    )
    layout = place(request, options.timeout)
    ways = route(layout, [Ends(e.source, e.target, e.primary) for e in scene.edges])
    return Composition(scene, cards, layout, tuple(ways), direction)
