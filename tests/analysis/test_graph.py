from __future__ import annotations

import argmap
from argmap.analysis import graph
from argmap.analysis.bearing import Bearings
from argmap.model import NodeKind, NodeRef, Stance
from argmap.workspace import Workspace


def test_graph_has_claims_arguments_and_evidence(boat: Workspace) -> None:
    g = graph(boat.map)
    assert g.graph == {"title": "Night boat", "thesis": "Keep the boat"}
    kinds = sorted(data["kind"] for _, data in g.nodes(data=True))
    assert kinds == ["argument", "claim", "claim", "claim", *["evidence"] * 5]
    thesis = ("claim", "Keep the boat")
    into = sorted((u[0], d["type"], d["stance"]) for u, _, d in g.in_edges(thesis, data=True))
    assert into == [
        ("claim", "attack", "opposes"),
        ("claim", "support", "supports"),
        ("evidence", "evidence", "opposes"),
        ("evidence", "evidence", "supports"),
    ]
    [mark] = [n for n, d in g.nodes(data=True) if d.get("text") == "nineteen sick people"]
    assert g.nodes[mark]["annotator"] == "ada"
    assert g.number_of_edges() == 8


def test_graph_without_evidence(boat: Workspace) -> None:
    assert graph(boat.map, evidence=False).number_of_nodes() == 4


def test_facade_loads_the_same(boat: Workspace) -> None:
    m = argmap.load(str(boat.file.parent))
    assert m.claims["Keep the boat"].tags == ("transport",)
    assert len(m.evidence) == 5
    assert [s.title.value for s in m.sources.values()] == ["Ferry line to lose its night boat"]


def test_what_bears_on_a_claim(boat: Workspace) -> None:
    bearings = Bearings(boat.map)
    ref = bearings.ref("Keep the boat")
    assert ref == NodeRef(NodeKind.CLAIM, "Keep the boat")
    bearing = bearings.of(ref)
    assert [r.source.title for r in bearing.reasons_on(Stance.SUPPORTS)] == ["It saves lives"]
    assert [r.source.title for r in bearing.reasons_on(Stance.OPPOSES)] == ["It is empty"]
    assert [e.annotator for e in bearing.side(Stance.OPPOSES)] == ["ada"]
    assert bearings.counts("It is empty") == (2, 0)
    assert bearings.ref("nothing") is None
