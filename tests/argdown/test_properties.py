"""What must hold for any text whatever."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.argdown import EditRefused, Reading, add_claim, add_relation, add_tag, map_graph, read
from argmap.argdown.catalogue import CATALOGUE
from argmap.diagnostics import Severity, render
from argmap.model import RelationType
from tests.argdown.samples import argdownish, documents, maps, words


@given(documents)
@settings(max_examples=400, deadline=None)
def test_the_tokens_are_the_text_and_nothing_raises(text: str) -> None:
    reading = read(text, "any.argdown")
    assert "".join(token.text for token in reading.tree.tokens) == text
    position = 0
    for token in reading.tree.tokens:
        assert token.span.start == position
        assert token.span.of(text) == token.text
        position = token.span.end
    assert position == len(text)


@given(documents)
@settings(max_examples=200, deadline=None)
def test_each_node_covers_its_children_in_order(text: str) -> None:
    tree = read(text).tree
    for node in tree.walk():
        last = node.first
        for child in node.children:
            assert last <= child.first <= child.end <= node.end
            last = child.end


@given(documents)
@settings(max_examples=200, deadline=None)
def test_the_graph_is_closed_and_diagnostics_have_places(text: str) -> None:
    reading = read(text, "any.argdown")
    graph = map_graph(reading.map)
    assert {end for e in graph.edges for end in (e.source, e.target)} <= set(graph.nodes)
    assert len(set(graph.nodes)) == len(graph.nodes)
    places = [(d.line, d.column) for d in reading.diagnostics]
    for d in reading.diagnostics:
        assert d.code in CATALOGUE
        assert d.line >= 1
        assert d.hint
        assert render(d)
    assert [line for line, _ in places] == sorted(line for line, _ in places)


@given(documents)
@settings(max_examples=150, deadline=None)
def test_occurrences_lie_where_their_spans_say(text: str) -> None:
    reading = read(text)
    for claim in reading.map.claims.values():
        for occurrence in claim.occurrences:
            source = occurrence.span.of(text)
            if occurrence.is_reference:
                assert claim.title in source.replace("\r\n", "\n").replace("\r", "\n")
            if not claim.title.startswith("Untitled") and not occurrence.is_reference:
                assert source.startswith("[")


@given(argdownish, st.data())
@settings(max_examples=150, deadline=None)
def test_an_empty_line_stops_an_error(text: str, data: st.DataObject) -> None:
    """A good paragraph at the end is read, whatever stands before it, unless it is commented out
    or taken for data or for front matter, all of which may run over empty lines."""
    if any(sign in text for sign in ("/*", "<!--", "{", "===", "(", "--", "#(")):
        text = text.translate({ord(c): None for c in "/{=(-#"})
    reading = read(text.replace("<!", "") + "\n\n[Last one]: It is read.\n")
    assert reading.map.claims["Last one"].text == "It is read."


def test_deep_nesting_is_no_problem() -> None:
    text = "[Top]: top\n" + "".join(" " * (i + 1) + f"+ [c{i}]: c\n" for i in range(2500))
    reading = read(text)
    assert len(reading.map.claims) == 2501
    assert reading.map.relations[0].source.title == "c2499"  # the deepest child ends first
    assert len(map_graph(reading.map).edges) == 2500


@pytest.mark.parametrize(
    "junk", ["[", "<", "{", "@[", "#(", "/*", ".a", ":", "'", "[a](", "*a ", "\\"]
)
def test_a_long_line_of_openers_is_read(junk: str) -> None:
    text = junk * 20_000
    assert "".join(t.text for t in read(text).tree.tokens) == text


# ------------------------------------------------------------------------- edits


def only_added(old: str, new: str) -> list[str]:
    """The lines of ``new`` that were added, if everything else is as it was."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if before and not before[-1].endswith(("\n", "\r")) and len(after) > len(before):
        ending = after[len(before) - 1][len(before[-1]) :]
        if after[len(before) - 1].startswith(before[-1]) and not ending.strip("\r\n"):
            after[len(before) - 1] = before[-1]
    added = []
    position = 0
    for line in after:
        if position < len(before) and line == before[position]:
            position += 1
        else:
            added.append(line)
    assert position == len(before)
    return added


def titles(reading: Reading) -> list[str]:
    return [
        title
        for title in (*reading.map.claims, *reading.map.arguments)
        if not title.startswith("Untitled")
    ]


@given(maps(), words, st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_adding_a_claim_adds_one_line(text: str, words: str, chance: random.Random) -> None:
    reading = read(text)
    names = titles(reading)
    under = chance.choice(names) if names and chance.random() < 0.8 else None
    side = chance.choice([RelationType.SUPPORT, RelationType.ATTACK])
    splice = add_claim(reading, "Brand new", words, tags=["quay"], under=under, relation=side)
    changed = splice.apply(text)
    added = [line for line in only_added(text, changed) if line.strip()]
    assert len(added) == 1
    assert "[Brand new]: " in added[0]
    again = read(changed)
    assert again.map.claims["Brand new"].text == words
    assert set(again.map.claims) == {*reading.map.claims, "Brand new"}
    assert len(again.stated) == len(reading.stated) + (under is not None)
    assert changed.count("\r\n") - text.count("\r\n") in (0, changed.count("\n") - text.count("\n"))


@given(maps(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_adding_a_relation_adds_one_line_or_is_refused(text: str, chance: random.Random) -> None:
    reading = read(text)
    names = titles(reading)
    if len(names) < 2:
        return
    source, target = chance.sample(names, 2)
    try:
        splice = add_relation(reading, source, target, RelationType.ATTACK)
    except EditRefused as refused:
        assert "already" in refused.message
        return
    changed = splice.apply(text)
    assert len([line for line in only_added(text, changed) if line.strip()]) == 1
    new = [r for r in read(changed).stated if (r.source.title, r.target.title) == (source, target)]
    assert RelationType.ATTACK in {r.type for r in new}


@given(maps(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_adding_a_tag_changes_one_line(text: str, chance: random.Random) -> None:
    reading = read(text)
    names = titles(reading)
    if not names:
        return
    title = chance.choice(names)
    changed = add_tag(reading, title, "low water").apply(text)
    before, after = text.splitlines(), changed.splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
    again = read(changed)
    nodes = {**again.map.arguments, **again.map.claims}
    assert "low water" in nodes[title].tags


NASTY = st.lists(
    st.sampled_from([*"\\@#*_[]{}<>./:=;-+()'\"!?,& aAPE1vx", "//", "http://x.y", ".A.", ":P:"]),
    min_size=1,
    max_size=30,
).map("".join)


@given(NASTY.filter(lambda text: text.strip()))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_back_as_it_was_written(text: str) -> None:
    reading = read("[Start]: Here it begins.\n")
    changed = add_claim(reading, "New", text, under="Start").apply(reading.text)
    again = read(changed)
    assert again.map.claims["New"].text == " ".join(text.split())
    assert not [d for d in again.diagnostics if d.severity is Severity.ERROR]
