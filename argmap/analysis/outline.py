"""The outline of a map: every claim and argument once, under what it first speaks to.

Headless and iterative: cycles and chains of any depth are fine. A node that bears on several
others is unfolded where it is met first and only named at the other places, so that the number of
rows is at most nodes + relations, and what is folded can be kept by node.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from argmap.analysis.bearing import Bearings, node_of, relation_word
from argmap.display import one_line
from argmap.model import Argument, Map, NodeKind, NodeRef, RelationType, Role

__all__ = ["Row", "outline", "row_label", "row_sign", "row_word"]

_SIGNS = {
    RelationType.SUPPORT: "+",
    RelationType.ENTAILS: "+",
    RelationType.ATTACK: "−",
    RelationType.UNDERCUT: "↯",
    RelationType.CONTRADICTORY: "≠",
    RelationType.CONTRARY: "≠",
}
_ROLE_SIGNS = {
    Role.PREMISE: "∵",
    Role.INTERMEDIARY_CONCLUSION: "∴",
    Role.MAIN_CONCLUSION: "∴",
}
_ROLE_WORDS = {
    Role.PREMISE: "premise",
    Role.INTERMEDIARY_CONCLUSION: "intermediary conclusion",
    Role.MAIN_CONCLUSION: "conclusion",
}


class Row(NamedTuple):
    """One line of the outline."""

    ref: NodeRef
    depth: int
    """0 for the thesis and the other roots."""
    relation: RelationType | None
    """How it bears on the row above it in the tree; ``None`` for a root or a part of it."""
    role: Role | None
    """Premise or conclusion, where it is shown as a part of the argument above it."""
    has_children: bool
    """Whether rows hang below it here (never below a repeated row)."""
    repeated: bool
    """Whether the node is unfolded further up already."""
    supports: int
    """Marks for it."""
    opposes: int
    """Marks against it."""


class _Link(NamedTuple):
    ref: NodeRef
    relation: RelationType | None
    role: Role | None


def outline(map_: Map, bearings: Bearings | None = None) -> list[Row]:
    """All rows of the map, wholly unfolded, in reading order.

    First the thesis with what bears on it, then the other nodes that speak to nothing, then those
    that are reachable through cycles only. Premises and conclusions that the map graph leaves out
    stand under their argument. Takes time linear in nodes and relations.
    """
    builder = _Builder(map_, bearings if bearings is not None else Bearings(map_))
    if map_.thesis is not None:
        builder.descend(NodeRef(NodeKind.CLAIM, map_.thesis))
    refs = [NodeRef(NodeKind.CLAIM, title) for title in map_.claims]
    refs += [NodeRef(NodeKind.ARGUMENT, title) for title in map_.arguments]
    for ref in refs:
        if builder.is_root(ref):
            builder.descend(ref)
    for ref in refs:
        builder.descend(ref)
    return builder.rows


class _Builder:
    def __init__(self, map_: Map, bearings: Bearings) -> None:
        self.rows: list[Row] = []
        self._map = map_
        self._bearings = bearings
        self._seen: set[NodeRef] = set()
        self._drawn = set(bearings.graph.nodes)
        self._speaking = {e.source for e in bearings.graph.edges if not e.type.is_symmetric}
        self._parts: set[NodeRef] = set()
        """Claims that stand under an argument because the map graph leaves them out."""
        for argument in map_.arguments.values():
            self._parts.update(link.ref for link in self._steps(argument))

    def is_root(self, ref: NodeRef) -> bool:
        """Whether it speaks for or against nothing (symmetric relations aside)."""
        if ref in self._parts:
            return False
        return ref not in self._speaking

    def descend(self, root: NodeRef) -> None:
        """Add ``root`` and all that hangs below it, unless it has a row already."""
        if root in self._seen:
            return
        stack: list[tuple[_Link, int, NodeRef | None]] = [(_Link(root, None, None), 0, None)]
        while stack:
            link, depth, above = stack.pop()
            repeated = link.ref in self._seen
            children = [] if repeated else self._children(link, above)
            self._seen.add(link.ref)
            supports, opposes = self._bearings.counts(link.ref.title)
            self.rows.append(
                Row(
                    link.ref,
                    depth,
                    link.relation,
                    link.role,
                    bool(children),
                    repeated,
                    supports,
                    opposes,
                )
            )
            stack.extend((child, depth + 1, link.ref) for child in reversed(children))

    def _children(self, link: _Link, above: NodeRef | None) -> list[_Link]:
        ref = link.ref
        children: list[_Link] = []
        if ref.kind is NodeKind.ARGUMENT and ref.title in self._map.arguments:
            children.extend(self._steps(self._map.arguments[ref.title]))
        for reason in self._bearings.reasons(ref):
            source = _whole(reason.source)
            # "A contradicts B" needs no "B contradicts A" below it.
            if reason.type.is_symmetric and source == above and reason.type is link.relation:
                continue
            if node_of(self._map, source) is not None:
                children.append(_Link(source, reason.type, None))
        return children

    def _steps(self, argument: Argument) -> Iterator[_Link]:
        last = len(argument.steps) - 1
        told: set[str] = set()
        for number, step in enumerate(argument.steps):
            inner = Role.MAIN_CONCLUSION if number == last else Role.INTERMEDIARY_CONCLUSION
            parts = [(title, Role.PREMISE) for title in step.premises] + [(step.conclusion, inner)]
            for title, role in parts:
                ref = NodeRef(NodeKind.CLAIM, title)
                if title in self._map.claims and ref not in self._drawn and title not in told:
                    told.add(title)
                    yield _Link(ref, None, role)


def _whole(ref: NodeRef) -> NodeRef:
    """The argument an inference belongs to; anything else as it is."""
    if ref.kind is NodeKind.INFERENCE:
        return NodeRef(NodeKind.ARGUMENT, ref.title)
    return ref


def row_sign(row: Row) -> str:
    """One character that tells how the row bears on the one above it; empty for a root."""
    if row.relation is not None:
        return _SIGNS[row.relation]
    return _ROLE_SIGNS.get(row.role, "") if row.role is not None else ""


def row_word(row: Row) -> str:
    """The same as a word: ``supports``, ``undercuts``, ``premise`` …; empty for a root."""
    if row.relation is not None:
        return relation_word(row.relation)
    return _ROLE_WORDS.get(row.role, "") if row.role is not None else ""


def row_label(map_: Map, row: Row, *, titles: bool = False) -> str:
    """What the row says, on one line and safe to show.

    A claim's text, an argument's title and text; with ``titles``, the titles alone.
    """
    node = node_of(map_, row.ref)
    text = one_line(node.text) if node is not None and not titles else ""
    title = one_line(row.ref.title)
    if row.ref.kind is not NodeKind.CLAIM:
        title = f"<{title}>"
        return f"{title} {text}" if text else title
    return text or title
