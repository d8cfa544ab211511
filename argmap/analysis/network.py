"""A map as a ``networkx`` graph: the one place that imports it."""

from __future__ import annotations

import networkx as nx

from argmap.argdown import map_graph
from argmap.model import Map

__all__ = ["graph"]


def graph(
    map_: Map, *, evidence: bool = True, suggestions: bool = False
) -> nx.MultiDiGraph[tuple[str, str]]:
    """The map graph as a :class:`networkx.MultiDiGraph`, with the evidence edges included.

    Nodes are ``("claim", title)``, ``("argument", title)`` and ``("evidence", id)``; each has the
    attributes ``kind``, ``title`` and ``text``; a piece of evidence also has ``source``,
    ``annotator``, ``start``, ``end`` (code points in the source's text), ``strength`` and
    ``suggestion``. Edges run from what speaks to what it speaks about and have ``type``
    (``support``, ``attack``, ``undercut``, ``contradictory`` …, ``evidence``) and ``stance``
    (``supports`` or ``opposes``); symmetric relations are one edge in each direction. Evidence on
    a claim that the map does not hold is left out. ``graph.graph`` has ``title`` and ``thesis``.

    With ``evidence=False`` only the map itself; ``suggestions=True`` adds what the machine
    proposes and nobody has accepted.
    """
    result: nx.MultiDiGraph[tuple[str, str]] = nx.MultiDiGraph(title=map_.title, thesis=map_.thesis)
    drawn = map_graph(map_)
    for ref in drawn.nodes:
        holder = map_.claims if str(ref.kind) == "claim" else map_.arguments
        result.add_node(
            (str(ref.kind), ref.title),
            kind=str(ref.kind),
            title=ref.title,
            text=holder[ref.title].text.strip(),
        )
    for edge in drawn.edges:
        ends = (
            (str(edge.source.kind), edge.source.title),
            (str(edge.target.kind), edge.target.title),
        )
        kind, stance = str(edge.type), str(edge.type.stance)
        result.add_edge(ends[0], ends[1], type=kind, stance=stance)
        if edge.type.is_symmetric:
            result.add_edge(ends[1], ends[0], type=kind, stance=stance)
    if not evidence:
        return result
    for mark in map_.evidence:
        if mark.is_suggestion and not suggestions:
            continue
        kind = "claim" if mark.claim in map_.claims else "argument"
        if kind == "argument" and mark.claim not in map_.arguments:
            continue
        target = (kind, mark.claim)
        if target not in result:
            # Marked, but not drawn by default (nothing in the map relates to it).
            holder = map_.claims if kind == "claim" else map_.arguments
            result.add_node(
                target, kind=kind, title=mark.claim, text=holder[mark.claim].text.strip()
            )
        node = ("evidence", mark.id)
        result.add_node(
            node,
            kind="evidence",
            title=mark.id,
            text=mark.quotation,
            source=mark.anchor.source,
            annotator=mark.annotator,
            start=mark.anchor.start,
            end=mark.anchor.end,
            strength=mark.strength,
            suggestion=mark.is_suggestion,
        )
        result.add_edge(node, target, type="evidence", stance=str(mark.stance))
    return result
