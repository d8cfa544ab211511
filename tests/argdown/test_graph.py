"""What is drawn of a map."""

from __future__ import annotations

import pytest

from argmap.argdown import map_graph, read
from argmap.model import NodeKind


def nodes(text: str) -> list[str]:
    return [
        f"[{n.title}]" if n.kind is NodeKind.CLAIM else f"<{n.title}>"
        for n in map_graph(read(text).map).nodes
    ]


def edges(text: str) -> list[tuple[str, str, str]]:
    graph = map_graph(read(text).map)
    return [(e.source.title, str(e.type), e.target.title) for e in graph.edges]


def test_what_is_connected_is_drawn() -> None:
    text = "[A]: a\n  + b\n  - <C>: c\n\n[Alone]: d\n\nalone\n\n<Lonely>: e\n"
    assert nodes(text) == ["[A]", "[Untitled 1]", "<C>"]
    assert edges(text) == [("Untitled 1", "support", "A"), ("C", "attack", "A")]


CHAIN = "<a>\n\n(1) p\n----\n(2) [t]: t\n\n<b>\n\n(1) [t]\n----\n(2) q\n"


def test_a_shared_claim_with_a_title_is_a_node() -> None:
    assert nodes(CHAIN) == ["[t]", "<a>", "<b>"]
    assert edges(CHAIN) == [("a", "support", "t"), ("t", "support", "b")]


def test_a_shared_claim_that_is_no_node_joins_the_arguments() -> None:
    text = CHAIN.replace("[t]: t", "[t]: t {isInMap: false}")
    assert nodes(text) == ["<a>", "<b>"]
    assert edges(text) == [("a", "support", "b")]


def test_relations_of_hidden_claims_are_the_arguments() -> None:
    text = "<a>\n\n(1) p\n  - [x]: x\n----\n(2) q\n  +> [y]: y\n"
    assert nodes(text) == ["[x]", "[y]", "<a>"]
    assert edges(text) == [("x", "attack", "a"), ("a", "support", "y")]


def test_an_undercut_inference_is_its_argument() -> None:
    text = "<a>\n\n(1) p\n----\n  _ [x]: x\n(2) q\n"
    assert edges(text) == [("x", "undercut", "a")]


def test_contradictions_with_arguments_are_attacks_both_ways() -> None:
    text = (
        "<a>\n\n(1) p\n----\n(2) q\n  >< [x]: x\n\n"
        "<b>\n\n(1) r {isInMap: false}\n  >< [x]\n----\n(2) s\n"
    )
    assert ("a", "attack", "x") in edges(text)
    assert ("x", "attack", "b") in edges(text)


def test_contradictions_between_claims_stay() -> None:
    assert edges("[A]: a\n  >< [B]: b\n") == [("A", "contradictory", "B")]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("with-title", ["[T]", "[x]", "<a>"]),
        ("all", ["[Untitled 1]", "[T]", "[x]", "<a>"]),
        ("top-level", ["[x]"]),
        ("with-relations", ["[T]", "[x]", "<a>"]),
        ("not-used-in-argument", ["[x]"]),
        ("with-more-than-one-relation", ["[x]"]),
    ],
)
def test_selection_modes(mode: str, expected: list[str]) -> None:
    text = (
        f"===\nselection: {{statementSelectionMode: {mode}}}\n===\n\n"
        "<a>\n\n(1) p\n----\n(2) [T]: t\n  - [x]: x\n\n[loose]: l\n"
    )
    assert nodes(text) == expected


def test_selection_by_hand() -> None:
    text = "[A]: a #x\n  + [B]: b #y\n  + <C>: c #x\n\n# Part\n\n[D]: d #x\n  + [E]: e #x\n"
    front = "===\nselection: {%s}\n===\n\n"
    assert nodes(front % "excludeStatements: [B], excludeArguments: [C]" + text) == ["[D]", "[E]"]
    assert nodes(front % "selectedTags: [x]" + text) == ["[A]", "[D]", "[E]", "<C>"]
    assert nodes(front % "selectedSections: [Part]" + text) == ["[D]", "[E]"]
    loose = "[A]: a\n\n[B]: b {isInMap: true}\n\n[C]: c\n\n<D>: d\n"
    assert nodes(loose) == ["[B]"]
    assert nodes(front % "includeStatements: [C]" + loose) == ["[B]", "[C]"]
    assert nodes(front % "excludeDisconnected: false" + loose) == ["[A]", "[B]", "[C]", "<D>"]
    assert nodes("[A]: a {isInMap: false}\n  + [B]: b\n  + [C]: c\n") == []


def test_edges_know_their_lines() -> None:
    reading = read("[A]: a\n  + [B]: b\n")
    [edge] = map_graph(reading.map).edges
    assert edge.span is not None
    assert edge.span.of(reading.text).strip() == "+ [B]: b"
