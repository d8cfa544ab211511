"""From a map to the scene of its picture: the only place of this room that reads the map graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.model import (
    Evidence,
    Map,
    NodeKind,
    NodeRef,
    Relation,
    RelationType,
    Stance,
    is_generated_title,
)
from argmap.pictures.choose import Sides, choose
from argmap.pictures.forest import Folding, Forest, fold, plant
from argmap.pictures.options import DrawOptions
from argmap.pictures.passages import passages_of
from argmap.pictures.scene import Edge, Group, Kind, Node, Scene
from argmap.pictures.sections import group_sections
from argmap.pictures.text import clean

__all__ = ["build"]

_NO_SIDES: Sides = {Stance.SUPPORTS: (), Stance.OPPOSES: ()}
_SIDE_RELATION = {
    Stance.SUPPORTS: RelationType.SUPPORT,
    Stance.OPPOSES: RelationType.ATTACK,
}


def build(map_: Map, options: DrawOptions) -> Scene:
    """The scene of ``map_``: what ``options`` show of it, and what they leave out."""
    marked: dict[str, list[Evidence]] = {}
    if options.evidence:
        for mark in map_.evidence:
            if not mark.is_suggestion:
                marked.setdefault(mark.claim, []).append(mark)
    refs, relations = _graph(map_, marked)
    sides = [
        passages_of(map_, marked[ref.title]) if ref.title in marked else _NO_SIDES for ref in refs
    ]
    index = {ref: i for i, ref in enumerate(refs)}
    relations = tuple(r for r in relations if r.source in index and r.target in index)
    ends = [(index[r.source], index[r.target]) for r in relations]
    thesis = map_.thesis
    root = index.get(NodeRef(NodeKind.CLAIM, thesis)) if thesis is not None else None
    forest = plant(len(refs), ends, relations, root)
    folding = fold(forest, [1 + _count(side) for side in sides], options.max_cards)
    limits = [options.max_passages] if options.max_passages else []
    if options.max_cards:
        limits.append(max(0, options.max_cards - len(folding.shown) - len(folding.stubs)))
    marked_nodes = {n: sides[n] for n in sorted(folding.shown) if _count(sides[n])}
    chosen = choose(
        marked_nodes, forest.depth, options.evidence_per_claim, min(limits, default=None)
    )

    nodes, place = _nodes(map_, refs, relations, ends, sides, forest, folding, chosen, root)
    left_out = _left_out(refs, marked, sides, nodes, folding)
    return Scene(
        title=clean(map_.title) or "Argument map",
        nodes=tuple(nodes),
        edges=tuple(_edges(relations, ends, forest, place, nodes)),
        groups=tuple(_groups(map_, refs, place, nodes, root)),
        summary=_summary(map_, refs, sides),
        left_out=left_out,
    )


def _graph(
    map_: Map, marked: Mapping[str, object]
) -> tuple[tuple[NodeRef, ...], tuple[Relation, ...]]:
    """The map graph, and whatever bears evidence outside it; a premise hangs on its argument."""
    from argmap.argdown import map_graph

    graph = map_graph(map_)
    refs, relations = tuple(graph.nodes), tuple(graph.edges)
    shown = {ref.title for ref in refs}
    extra = [
        NodeRef(NodeKind.CLAIM if title in map_.claims else NodeKind.ARGUMENT, title)
        for title in marked
        if title not in shown and (title in map_.claims or title in map_.arguments)
    ]
    if not extra:
        return refs, relations
    added = {ref.title for ref in extra}
    links = [
        Relation(
            NodeRef(NodeKind.CLAIM, premise),
            NodeRef(NodeKind.ARGUMENT, argument.title),
            RelationType.SUPPORT,
        )
        for argument in map_.arguments.values()
        if argument.title in shown or argument.title in added
        for premise in dict.fromkeys(argument.premises)
        if premise in added and premise in map_.claims
    ]
    return (*refs, *extra), (*relations, *links)


def _count(sides: Sides) -> int:
    return sum(len(passages) for passages in sides.values())


def _nodes(
    map_: Map,
    refs: Sequence[NodeRef],
    relations: Sequence[Relation],
    ends: Sequence[tuple[int, int]],
    sides: Sequence[Sides],
    forest: Forest,
    folding: Folding,
    chosen: Mapping[tuple[int, Stance], int],
    root: int | None,
) -> tuple[list[Node], dict[int, int]]:
    """The nodes in reading order, and where each shown node of the graph is among them."""
    does: list[list[RelationType]] = [[] for _ in refs]
    for node, index in enumerate(forest.via):
        if index is not None:
            does[node].append(relations[index].type)
    for index, ((source, target), relation) in enumerate(zip(ends, relations, strict=True)):
        if forest.via[source] != index and forest.via[target] != index:
            does[source].append(relation.type)
    section_titles = {section.id: clean(section.title) for section in map_.sections}
    nodes: list[Node] = []
    place: dict[int, int] = {}
    for n in forest.preorder():
        if n not in folding.shown:
            continue
        ref = refs[n]
        above = forest.parent[n]
        item = map_.claims.get(ref.title) if ref.kind is NodeKind.CLAIM else None
        argument = map_.arguments.get(ref.title) if item is None else None
        found = item or argument
        text = clean(found.label if found else ref.title)
        here = place[n] = len(nodes)
        section = section_titles.get(found.section or "", "") if found else ""
        kind = Kind.ARGUMENT if ref.kind is NodeKind.ARGUMENT else Kind.CLAIM
        counts = (len(sides[n][Stance.SUPPORTS]), len(sides[n][Stance.OPPOSES]))
        depth = forest.depth[n]
        nodes.append(
            Node(
                kind=Kind.THESIS if n == root else kind,
                text=text,
                title=_heading(ref.title, text),
                relations=tuple(dict.fromkeys(does[n])),
                parent=None if above is None else place[above],
                depth=depth,
                section=section,
                premises=len(argument.premises) if argument else 0,
                tally=counts if any(counts) else None,
            )
        )
        for stance, passages in sides[n].items():
            count = chosen.get((n, stance), 0)
            if count:
                nodes.append(
                    Node(
                        kind=Kind.PASSAGES,
                        text=text,
                        relations=(_SIDE_RELATION[stance],),
                        parent=here,
                        depth=depth + 1,
                        section=section,
                        passages=passages[:count],
                        hidden=len(passages) - count,
                    )
                )
        if n in folding.stubs:
            hidden = folding.stubs[n]
            nodes.append(
                Node(
                    kind=Kind.MORE,
                    text=f"+{hidden:,} more",
                    parent=here,
                    depth=depth + 1,
                    section=section,
                    hidden=hidden,
                )
            )
    return nodes, place


def _edges(
    relations: Sequence[Relation],
    ends: Sequence[tuple[int, int]],
    forest: Forest,
    place: Mapping[int, int],
    nodes: Sequence[Node],
) -> list[Edge]:
    edges: list[Edge] = []
    seen: set[tuple[int, int, RelationType]] = set()
    for index, ((source, target), relation) in enumerate(zip(ends, relations, strict=True)):
        if source not in place or target not in place or source == target:
            continue
        a, b = place[source], place[target]
        if (a, b, relation.type) in seen:
            continue
        seen.add((a, b, relation.type))
        primary = forest.via[source] == index or forest.via[target] == index
        edges.append(Edge(a, b, relation.type, primary))
    for here, node in enumerate(nodes):
        if node.parent is not None and node.kind in (Kind.PASSAGES, Kind.MORE):
            kind = node.relations[0] if node.relations else RelationType.SUPPORT
            edges.append(Edge(here, node.parent, kind, True))
    return edges


def _groups(
    map_: Map,
    refs: Sequence[NodeRef],
    place: Mapping[int, int],
    nodes: Sequence[Node],
    root: int | None,
) -> list[Group]:
    homes: dict[int, str] = {}
    for n, here in place.items():
        ref = refs[n]
        found = map_.claims.get(ref.title) or map_.arguments.get(ref.title)
        if ref.kind is NodeKind.ARGUMENT:
            found = map_.arguments.get(ref.title) or found
        if n != root:
            homes[here] = (found.section if found else None) or ""
    titles = {section.id: clean(section.title) for section in map_.sections}
    groups = []
    for section, members in group_sections(map_.sections, homes).items():
        inside = set(members)
        inside |= {
            i
            for i, node in enumerate(nodes)
            if node.kind in (Kind.PASSAGES, Kind.MORE) and node.parent in inside
        }
        groups.append(Group(titles[section], tuple(sorted(inside))))
    return groups


def _heading(title: str, text: str) -> str:
    """The title as it helps above ``text``: not made up, and not the text's own beginning."""
    if is_generated_title(title):
        return ""
    short = clean(title).rstrip(". ")
    return "" if text.casefold().startswith(short.casefold()) else short


def _plural(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


def _summary(map_: Map, refs: Sequence[NodeRef], sides: Sequence[Sides]) -> str:
    claims = sum(ref.kind is NodeKind.CLAIM for ref in refs)
    words = _plural(claims, "claim")
    if len(refs) > claims:
        words += f", {_plural(len(refs) - claims, 'argument')}"
    support = sum(len(side[Stance.SUPPORTS]) for side in sides)
    oppose = sum(len(side[Stance.OPPOSES]) for side in sides)
    if support + oppose:
        marks = [e for e in map_.evidence if not e.is_suggestion]
        names = list(dict.fromkeys(clean(e.annotator) for e in marks))
        sources = len({e.anchor.source for e in marks})
        who = " and ".join(names) if len(names) < 3 else f"{len(names)} annotators"
        words += (
            f" · {_plural(support + oppose, 'passage')} from {_plural(sources, 'source')}"
            f" ({support} for, {oppose} against) · marked by {who}"
        )
    return words


def _left_out(
    refs: Sequence[NodeRef],
    marked: Mapping[str, Sequence[Evidence]],
    sides: Sequence[Sides],
    nodes: Sequence[Node],
    folding: Folding,
) -> tuple[str, ...]:
    """What the picture does not show, in sentences."""
    said: list[str] = []
    hidden = len(refs) - len(folding.shown)
    if hidden:
        folded = hidden - folding.lost
        words = f"{len(folding.shown):,} of {len(refs):,} claims and arguments are shown"
        if folded:
            words += f"; {folded:,} are folded into cards that say how many"
        if folding.lost:
            words += f"; {folding.lost:,} that hang on no shown claim are left out"
        said.append(words)
    total = sum(_count(side) for side in sides)
    shown = sum(len(node.passages) for node in nodes)
    if total > shown:
        if shown:
            said.append(
                f"{shown:,} of {_plural(total, 'passage')} are shown, the strongest for and"
                " against; the rest are counted on their claims"
            )
        else:
            said.append(f"passages are counted, not shown ({total:,})")
    known = {ref.title for ref in refs}
    orphans = sum(len(marks) for claim, marks in marked.items() if claim not in known)
    if orphans:
        said.append(f"{_plural(orphans, 'mark')} on claims that the map does not have are left out")
    return tuple(said)
