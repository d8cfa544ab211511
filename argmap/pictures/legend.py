"""The legend: what colours, lines, signs and boxes of this picture mean; only what occurs in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model import RelationType, Stance
from argmap.pictures.cards import FONTS, Badge, Dots, Tally
from argmap.pictures.markup import escape, num
from argmap.pictures.scene import Kind, Scene
from argmap.pictures.svg_cards import mark_svg
from argmap.pictures.svg_edges import head, sign
from argmap.pictures.text import measure

__all__ = ["Legend", "legend", "legend_words"]

_ROW, _GAP = 22.0, 22.0
_MEANINGS = {
    RelationType.SUPPORT: "supports",
    RelationType.ENTAILS: "entails",
    RelationType.ATTACK: "opposes",
    RelationType.UNDERCUT: "undercuts",
    RelationType.CONTRADICTORY: "contradict each other",
    RelationType.CONTRARY: "exclude each other",
}
_LOOKS = {
    RelationType.SUPPORT: "blue solid line with an arrow and a plus sign",
    RelationType.ENTAILS: "blue solid line with an arrow and a double arrow as sign",
    RelationType.ATTACK: "orange dashed line with a bar and a minus sign",
    RelationType.UNDERCUT: "orange dotted line with a double bar and a cross",
    RelationType.CONTRADICTORY: "orange line of dashes and dots, bars at both ends, unequal sign",
    RelationType.CONTRARY: "orange line of dashes and dots, bars at both ends, unequal sign",
}
_CLASSES = {
    RelationType.SUPPORT: "e ss",
    RelationType.ENTAILS: "e ss",
    RelationType.ATTACK: "e so d",
    RelationType.UNDERCUT: "e so p",
    RelationType.CONTRADICTORY: "e so dd",
    RelationType.CONTRARY: "e so dd",
}


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend as SVG from (0, 0) on, and its size."""

    svg: str
    width: float
    height: float


def _relations(scene: Scene) -> list[RelationType]:
    used = {e.type for e in scene.edges if scene.nodes[e.source].kind is not Kind.MORE}
    return [relation for relation in _MEANINGS if relation in used]


def _edge_sample(relation: RelationType) -> str:
    heads = head(relation, (0, 0), (-1, 0))
    if relation.is_symmetric:
        heads += head(relation, (44, 0), (1, 0))
    start = 8 if relation in (RelationType.SUPPORT, RelationType.ENTAILS) else 3
    return f'<path class="{_CLASSES[relation]}" d="M44 0H{start}"/>{heads}{sign(relation, 30, 0)}'


def _box_sample(kind: str, radius: int, tone: str = "") -> str:
    bar = f'<path class="{tone}" d="M0-5a4 4 0 0 1 4-4V9a4 4 0 0 1-4-4Z"/>' if tone else ""
    return f'<rect class="bx {kind}" y="-9" width="26" height="18" rx="{radius}"/>{bar}'


def _items(scene: Scene) -> Iterator[tuple[str, float, str]]:
    """Sample, its width, what it means."""
    for relation in _relations(scene):
        yield _edge_sample(relation), 44, _MEANINGS[relation]
    kinds = {node.kind for node in scene.nodes}
    if Kind.CLAIM in kinds:
        yield _box_sample("k-claim", 4), 26, "claim"
    if Kind.ARGUMENT in kinds:
        yield _box_sample("k-argument", 9), 26, "argument"
    passages = [p for node in scene.nodes for p in node.passages]
    if any(p.stance is Stance.SUPPORTS for p in passages):
        yield _box_sample("k-s", 4, "fs"), 26, "evidence for: a passage quoted"
    if any(p.stance is Stance.OPPOSES for p in passages):
        yield _box_sample("k-o", 4, "fo"), 26, "evidence against"
    if any(node.tally for node in scene.nodes):
        yield mark_svg(Tally(0, 0, 36, 3, 2)), 36, "passages for, against"
    if any(p.grade for p in passages):
        yield mark_svg(Badge(0, -6.5, 21, 13, "B2")), 21, "source A–F, information 1–6"
    if any(p.strength for p in passages):
        yield mark_svg(Dots(0, 0, 3)), 36, "strength, 1 to 5"
    if Kind.MORE in kinds:
        yield _box_sample("k-more", 9), 26, "folded branches"


def legend(scene: Scene, room: float) -> Legend:
    """The legend in rows no wider than ``room``."""
    x = y = widest = 0.0
    parts: list[str] = []
    size, bold, _ = FONTS["m"]
    for sample, width, words in _items(scene):
        whole = width + 7 + measure(words, size, bold)
        if x and x + whole > room:
            x, y = 0.0, y + _ROW
        parts.append(
            f'<g transform="translate({num(x)} {num(y + _ROW / 2)})">{sample}'
            f'<text class="m fq" x="{num(width + 7)}" y="3.8">{escape(words)}</text></g>'
        )
        x += whole + _GAP
        widest = max(widest, x - _GAP)
    height = y + _ROW if parts else 0.0
    return Legend("".join(parts), widest, height)


def legend_words(scene: Scene) -> str:
    """The legend in a sentence, for those who do not see it."""
    said = [f"{_MEANINGS[r]}: {_LOOKS[r]}" for r in _relations(scene)]
    return f"Legend: {'; '.join(said)}." if said else ""
