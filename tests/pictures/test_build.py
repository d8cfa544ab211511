"""What of a map is shown: trees, folding, evidence, sections, and what is said to be left out."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model import (
    Argument,
    Claim,
    Map,
    Relation,
    RelationType,
    Section,
    Stance,
    Step,
)
from argmap.pictures import DrawOptions
from argmap.pictures.build import build
from argmap.pictures.forest import fold, plant
from argmap.pictures.scene import Kind, Scene
from argmap.pictures.sections import group_sections

S, A = RelationType.SUPPORT, RelationType.ATTACK


def kinds(scene: Scene) -> dict[Kind, int]:
    return {kind: sum(n.kind is kind for n in scene.nodes) for kind in Kind}


def test_the_town(kit: SimpleNamespace) -> None:
    scene = build(kit.town(), DrawOptions())
    assert scene.title == "Should the riverside road be car-free on Sundays?"
    assert scene.nodes[0].kind is Kind.THESIS
    assert kinds(scene)[Kind.CLAIM] == 17
    assert kinds(scene)[Kind.ARGUMENT] == 3
    assert kinds(scene)[Kind.MORE] == 0
    assert "18 claims, 3 arguments" in scene.summary
    assert "marked by ana and bo" in scene.summary
    assert [g.label for g in scene.groups] == ["Health and quiet", "Trade", "Traffic", "Running it"]
    trade = next(n for n in scene.nodes if n.title == "Trade")
    assert trade.tally == (3, 0)
    run = next(n for n in scene.nodes if n.kind is Kind.PASSAGES and n.hidden)
    assert (len(run.passages), run.hidden) == (2, 1)
    assert any("the strongest for and against" in sentence for sentence in scene.left_out)
    disputed = [p for n in scene.nodes for p in n.passages if p.contested_by]
    assert {p.stance for p in disputed} == {Stance.SUPPORTS, Stance.OPPOSES}


def test_parents_come_before_their_children_and_edges_join_what_is_shown(
    kit: SimpleNamespace,
) -> None:
    scene = build(kit.town(), DrawOptions(max_cards=12))
    for here, node in enumerate(scene.nodes):
        if node.parent is not None:
            assert node.parent < here
            assert scene.nodes[node.parent].depth == node.depth - 1
    for edge in scene.edges:
        assert edge.source < len(scene.nodes)
        assert edge.target < len(scene.nodes)


def test_counts_only_and_no_evidence(kit: SimpleNamespace) -> None:
    counts = build(kit.town(), DrawOptions(evidence_per_claim=0))
    assert not any(n.passages for n in counts.nodes)
    assert any(n.tally for n in counts.nodes)
    assert counts.left_out == ("passages are counted, not shown (16)",)
    bare = build(kit.town(), DrawOptions(evidence=False))
    assert not any(n.passages or n.tally for n in bare.nodes)
    assert bare.left_out == ()


def test_fewer_passages_before_fewer_claims(kit: SimpleNamespace) -> None:
    scene = build(kit.town(), DrawOptions(max_cards=36))
    assert kinds(scene)[Kind.MORE] == 0
    assert max(len(n.passages) for n in scene.nodes) >= 1
    tight = build(kit.town(), DrawOptions(max_cards=22))
    assert kinds(tight)[Kind.MORE] == 0
    assert sum(len(n.passages) for n in tight.nodes) == 1


def test_folding_says_how_many(kit: SimpleNamespace) -> None:
    scene = build(kit.tree(400), DrawOptions(max_cards=60))
    stubs = [n for n in scene.nodes if n.kind is Kind.MORE]
    assert len(scene.nodes) <= 60
    assert scene.cards + sum(stub.hidden for stub in stubs) == 400
    assert all(stub.text == f"+{stub.hidden} more" for stub in stubs)
    assert any(f"{scene.cards} of 400" in sentence for sentence in scene.left_out)
    assert build(kit.tree(400), DrawOptions(max_cards=0)).cards == 400


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]], list[Relation]]:
    """Any graph at all: rings, loops, symmetric relations, islands."""
    count = draw(st.integers(1, 30))
    node = st.integers(0, count - 1)
    ends = draw(st.lists(st.tuples(node, node), max_size=60))
    types = [draw(st.sampled_from(RelationType)) for _ in ends]
    from argmap.model import NodeKind, NodeRef

    ref = NodeRef(NodeKind.CLAIM, "x")
    return count, ends, [Relation(ref, ref, t) for t in types]


@settings(deadline=None)
@given(graphs(), st.integers(0, 20))
def test_every_node_is_in_exactly_one_tree_and_folding_accounts_for_all(
    graph: tuple[int, list[tuple[int, int]], list[Relation]], limit: int
) -> None:
    count, ends, relations = graph
    forest = plant(count, ends, relations, count - 1)
    assert sorted(forest.preorder()) == list(range(count))
    assert forest.roots[0] == count - 1
    folding = fold(forest, [1] * count, limit)
    assert len(folding.shown) + sum(folding.stubs.values()) + folding.lost == count
    if limit > 2:
        assert len(folding.shown) + len(folding.stubs) <= limit
    for node in folding.shown:
        parent = forest.parent[node]
        assert parent is None or parent in folding.shown


def test_evidence_on_a_premise_hangs_on_its_argument(kit: SimpleNamespace) -> None:
    claims = {t: Claim(t, f"{t} is so.") for t in ("Goal", "Premise one", "Premise two")}
    argument = Argument(
        "Why", "Because of both.", steps=(Step(("Premise one", "Premise two"), "Goal"),)
    )
    map_ = Map(
        claims=claims,
        arguments={"Why": argument},
        relations=(Relation(kit.argument("Why"), kit.claim("Goal"), S),),
        evidence=(kit.mark(1, "ana", "Premise one", Stance.SUPPORTS, "It says so."),),
    )
    scene = build(map_, DrawOptions())
    premise = next(n for n in scene.nodes if n.text == "Premise one is so.")
    assert premise.tally == (1, 0)
    assert premise.parent is not None
    assert scene.nodes[premise.parent].kind is Kind.ARGUMENT


def test_marks_on_unknown_claims_are_mentioned_and_suggestions_are_not_shown(
    kit: SimpleNamespace,
) -> None:
    map_ = Map(
        claims={"A": Claim("A", "Something."), "B": Claim("B", "Else.")},
        relations=(Relation(kit.claim("B"), kit.claim("A"), A),),
        evidence=(
            kit.mark(1, "ana", "Gone", Stance.SUPPORTS, "Who knows."),
            kit.mark(2, "engine", "A", Stance.SUPPORTS, "Maybe.", is_suggestion=True),
        ),
    )
    scene = build(map_, DrawOptions())
    assert not any(n.passages or n.tally for n in scene.nodes)
    assert scene.left_out == ("1 mark on claims that the map does not have are left out",)


def test_titles_are_shown_where_they_say_more(kit: SimpleNamespace) -> None:
    claims = {
        "Short name": Claim("Short name", "A longer sentence."),
        "The road": Claim("The road", "The road is wet."),
        "Untitled 1": Claim("Untitled 1", "Somebody left this without a name."),
    }
    relations = (
        Relation(kit.claim("The road"), kit.claim("Short name"), S),
        Relation(kit.claim("Untitled 1"), kit.claim("Short name"), A),
    )
    scene = build(Map(claims=claims, relations=relations), DrawOptions())
    assert [n.title for n in scene.nodes] == ["Short name", "", ""]


def test_sections_with_one_card_join_the_one_above() -> None:
    sections = [
        Section("top", "Everything", 1),
        Section("a", "A", 2, parent="top"),
        Section("a1", "A1", 3, parent="a"),
        Section("b", "B", 2, parent="top"),
    ]
    groups = group_sections(sections, {1: "a", 2: "a1", 3: "b", 4: "top"})
    assert groups == {"a": [1, 2]}
    assert group_sections(sections, {1: "a", 2: "a", 3: "a"}) == {}


def test_an_empty_map(kit: SimpleNamespace) -> None:
    scene = build(Map(name="new"), DrawOptions())
    assert scene.nodes == ()
    assert scene.summary == "0 claims"


def test_passages_are_chosen_from_both_sides_in_turn(kit: SimpleNamespace) -> None:
    marks = [
        kit.mark(i, "ana", f"C{i % 4}", Stance.SUPPORTS, f"Reason {i}.", strength=5)
        for i in range(40)
    ]
    marks += [kit.mark(50 + i, "ana", "C1", Stance.OPPOSES, f"Doubt {i}.") for i in range(3)]
    tree = kit.tree(4)
    map_ = Map(claims=tree.claims, relations=tree.relations, evidence=tuple(marks))
    scene = build(map_, DrawOptions(max_passages=5))
    shown = [p for n in scene.nodes for p in n.passages]
    assert len(shown) == 5
    assert sum(p.stance is Stance.OPPOSES for p in shown) == 2
    assert any("5 of 43 passages are shown" in sentence for sentence in scene.left_out)
    everything = DrawOptions(max_passages=0, max_cards=0, evidence_per_claim=99)
    whole = build(map_, everything)
    assert sum(len(n.passages) for n in whole.nodes) == 43
    assert whole.left_out == ()
