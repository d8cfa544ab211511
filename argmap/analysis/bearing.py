"""What speaks for and against a claim: claims, arguments, and the passages marked on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.argdown import MapGraph, map_graph
from argmap.model import (
    Argument,
    Claim,
    Evidence,
    Map,
    NodeKind,
    NodeRef,
    Relation,
    RelationType,
    Stance,
)

__all__ = ["Bearing", "Bearings", "node_of", "relation_word"]

_WORDS = {
    RelationType.SUPPORT: "supports",
    RelationType.ENTAILS: "entails",
    RelationType.ATTACK: "opposes",
    RelationType.UNDERCUT: "undercuts",
    RelationType.CONTRADICTORY: "contradicts",
    RelationType.CONTRARY: "is contrary to",
}


def relation_word(relation: RelationType) -> str:
    """The relation as a verb: signs and colours never stand alone."""
    return _WORDS[relation]


def node_of(map_: Map, ref: NodeRef) -> Claim | Argument | None:
    """The claim or argument that ``ref`` names (an inference belongs to its argument)."""
    if ref.kind is NodeKind.CLAIM:
        return map_.claims.get(ref.title)
    return map_.arguments.get(ref.title)


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on one claim or argument, and what it bears on in turn."""

    ref: NodeRef
    reasons: tuple[Relation, ...]
    """Relations into it, in the order of the text: who speaks for or against it."""
    speaks: tuple[Relation, ...]
    """Relations out of it: what it speaks for or against."""
    evidence: tuple[Evidence, ...]

    def side(self, stance: Stance) -> tuple[Evidence, ...]:
        """The marks on that side, the strongest first, unrated ones last."""
        marks = [e for e in self.evidence if e.stance is stance]
        return tuple(sorted(marks, key=lambda e: -(e.strength or 0)))

    def reasons_on(self, stance: Stance) -> tuple[Relation, ...]:
        """The claims and arguments on that side."""
        return tuple(r for r in self.reasons if r.type.stance is stance)


class Bearings:
    """Lookup of :class:`Bearing` for one map, built once in time linear in its size."""

    def __init__(self, map_: Map, graph: MapGraph | None = None) -> None:
        self.map = map_
        self.graph = graph or map_graph(map_)
        self._into: dict[NodeRef, list[Relation]] = defaultdict(list)
        self._out: dict[NodeRef, list[Relation]] = defaultdict(list)
        for edge in self.graph.edges:
            self._into[edge.target].append(edge)
            self._out[edge.source].append(edge)
            if edge.type.is_symmetric:
                turned = Relation(edge.target, edge.source, edge.type, edge.span)
                self._into[turned.target].append(turned)
                self._out[turned.source].append(turned)
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        for mark in map_.evidence:
            if not mark.is_suggestion:
                self._evidence[mark.claim].append(mark)

    def ref(self, title: str) -> NodeRef | None:
        """The node with this title, claims before arguments."""
        if title in self.map.claims:
            return NodeRef(NodeKind.CLAIM, title)
        if title in self.map.arguments:
            return NodeRef(NodeKind.ARGUMENT, title)
        return None

    def of(self, ref: NodeRef) -> Bearing:
        """What bears on the node."""
        return Bearing(
            ref,
            _unique(self._into.get(ref, ())),
            _unique(self._out.get(ref, ())),
            tuple(self._evidence.get(ref.title, ())),
        )

    def reasons(self, ref: NodeRef) -> tuple[Relation, ...]:
        """The relations into the node alone: what :meth:`of` gives as ``reasons``."""
        return _unique(self._into.get(ref, ()))

    def counts(self, title: str) -> tuple[int, int]:
        """(marks for, marks against) the claim or argument with this title."""
        marks = self._evidence.get(title, ())
        supporting = sum(1 for e in marks if e.stance is Stance.SUPPORTS)
        return supporting, len(marks) - supporting


def _unique(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    if len(relations) < 2:
        return tuple(relations)
    seen: dict[tuple[NodeRef, NodeRef, RelationType], Relation] = {}
    for relation in relations:
        seen.setdefault((relation.source, relation.target, relation.type), relation)
    return tuple(seen.values())
