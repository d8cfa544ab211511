"""The map as a graph: what is drawn of it, and with which edges (sections 8.5 to 8.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.argdown.pause import collector_paused
from argmap.argdown.selection import Index, select
from argmap.model import Map, NodeKind, NodeRef, Relation, RelationType

__all__ = ["MapGraph", "map_graph"]


@dataclass(frozen=True, slots=True)
class MapGraph:
    """Nodes and edges of a map; the ends of each edge are among the nodes."""

    nodes: tuple[NodeRef, ...]
    """Claims, then arguments, in the order of the map."""
    edges: tuple[Relation, ...]
    """Relations first (with the line that states them), then what holds because an argument's
    conclusion or premise is a node or is shared (support, without a line)."""


def map_graph(map_: Map) -> MapGraph:
    """What of ``map_`` is drawn, as the language has it.

    The front matter's ``selection`` is followed. A claim that is no node stands behind the
    arguments that conclude it or use it; an undercut inference is its argument. Never raises.
    """
    with collector_paused(len(map_.relations) > 1000):
        index = Index(map_)
        claims, arguments = select(map_, index)
        return _Builder(index, claims, arguments).run(map_)


class _Builder:
    def __init__(self, index: Index, claims: Iterable[str], arguments: Iterable[str]) -> None:
        self.index = index
        self.claims = {title: NodeRef(NodeKind.CLAIM, title) for title in claims}
        self.arguments = {title: NodeRef(NodeKind.ARGUMENT, title) for title in arguments}

    def run(self, map_: Map) -> MapGraph:
        edges: list[Relation] = []
        for relation in map_.relations:
            self.relation(relation, edges)
        self.equivalences(map_, edges)
        return MapGraph((*self.claims.values(), *self.arguments.values()), tuple(edges))

    def using(self, title: str) -> list[NodeRef]:
        """The drawn arguments that have this claim as a premise."""
        users = self.index.premise_of.get(title, ())
        return [self.arguments[user] for user in users if user in self.arguments]

    def concluding(self, title: str) -> list[NodeRef]:
        """The drawn arguments that have this claim as their main conclusion."""
        users = self.index.concluded_by.get(title, ())
        return [self.arguments[user] for user in users if user in self.arguments]

    def nodes_for(self, end: NodeRef, as_source: bool) -> list[NodeRef]:
        """The nodes that stand for one end of a relation."""
        if end.kind is not NodeKind.CLAIM:
            node = self.arguments.get(end.title)
            return [node] if node is not None else []
        node = self.claims.get(end.title)
        if node is not None:
            return [node]
        return self.concluding(end.title) if as_source else self.using(end.title)

    def relation(self, relation: Relation, edges: list[Relation]) -> None:
        source, target, type_ = relation.source, relation.target, relation.type
        claim = NodeKind.CLAIM
        both = source.kind is claim and target.kind is claim
        if both and source.title in self.claims and target.title in self.claims:
            edges.append(relation)
            return
        targets = self.nodes_for(target, False)
        if targets:
            for node in self.nodes_for(source, True):
                edges += [_edge(node, other, type_, relation) for other in targets]
        if (
            type_.is_symmetric
            and source.kind is NodeKind.CLAIM
            and target.kind is NodeKind.CLAIM
            and source.title not in self.claims
        ):
            for node in self.nodes_for(target, True):
                edges += [_edge(node, other, type_, relation) for other in self.using(source.title)]

    def equivalences(self, map_: Map, edges: list[Relation]) -> None:
        """8.7: arguments support what they conclude, claims the arguments that use them."""
        seen: set[tuple[NodeRef, NodeRef]] = set()

        def support(source: NodeRef, target: NodeRef) -> None:
            if (source, target) not in seen:
                seen.add((source, target))
                edges.append(Relation(source, target, RelationType.SUPPORT))

        for title, node in self.arguments.items():
            conclusion = map_.arguments[title].conclusion
            if conclusion is None:
                continue
            claim = self.claims.get(conclusion)
            for target in [claim] if claim is not None else self.using(conclusion):
                support(node, target)
        for title, node in self.claims.items():
            for user in self.using(title):
                support(node, user)


def _edge(source: NodeRef, target: NodeRef, type_: RelationType, relation: Relation) -> Relation:
    """An edge; between nodes that are not both claims, oppositions are attacks."""
    if source.kind is not NodeKind.CLAIM or target.kind is not NodeKind.CLAIM:
        if type_.is_symmetric:
            type_ = RelationType.ATTACK
        elif type_ is RelationType.ENTAILS:
            type_ = RelationType.SUPPORT
    return Relation(source, target, type_, relation.span)
