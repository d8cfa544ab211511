"""From the tree to the map: classes, sections, relations, reconstructions, and recovery."""

from __future__ import annotations

import pytest

from argmap.argdown import read
from argmap.argdown.tree import NodeType
from argmap.model import Map, NodeKind, NodeRef, RelationType, Role


def codes(text: str) -> list[str]:
    return [d.code for d in read(text).diagnostics]


def relations(map_: Map) -> list[tuple[str, str, str]]:
    return [(r.source.title, str(r.type), r.target.title) for r in map_.relations]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("+", ("B", "support", "A")),
        ("<+", ("B", "support", "A")),
        ("-", ("B", "attack", "A")),
        ("<-", ("B", "attack", "A")),
        ("+>", ("A", "support", "B")),
        ("->", ("A", "attack", "B")),
        ("><", ("A", "contradictory", "B")),
    ],
)
def test_relations_in_both_directions(sign: str, expected: tuple[str, str, str]) -> None:
    reading = read(f"[A]: a\n  {sign} [B]: b\n")
    assert relations(reading.map) == [expected]
    span = reading.map.relations[0].span
    assert span is not None
    assert span.of(reading.text).strip() == f"{sign} [B]: b"
    assert not reading.diagnostics


def test_undercuts_of_arguments() -> None:
    assert relations(read("<A>: a\n  _ [B]: b\n").map) == [("B", "undercut", "A")]
    assert relations(read("<A>: a\n  _> <B>: b\n").map) == [("A", "undercut", "B")]


def test_equal_relations_are_one() -> None:
    text = "[A]: a\n  + [B]: b\n  + [B]\n  >< [C]: c\n\n[C]\n  >< [A]\n\n[B]\n  +> [A]\n"
    assert relations(read(text).map) == [("B", "support", "A"), ("A", "contradictory", "C")]


def test_nested_relations_are_stated_first() -> None:
    map_ = read("[A]: a\n  + [B]: b\n    - [C]: c\n").map
    assert relations(map_) == [("C", "attack", "B"), ("B", "support", "A")]
    assert list(map_.claims) == ["A", "B", "C"]


def test_one_title_is_one_claim() -> None:
    map_ = read("[A] #x\n\n[A]: first {k: 1}\n\n[B]: b\n  + [A] #y\n").map
    claim = map_.claims["A"]
    assert claim.text == "first"
    assert claim.tags == ("x", "y")
    assert claim.data == {"k": 1}
    assert [o.is_reference for o in claim.occurrences] == [True, False, True]
    assert [o.role for o in claim.occurrences] == [Role.TOP_LEVEL, Role.TOP_LEVEL, Role.RELATION]
    assert map_.tags == ("x", "y")


def test_the_last_text_counts_unless_another_is_canonical() -> None:
    assert read("[A]: one\n\n[A]: two\n").map.claims["A"].text == "two"
    assert read("[A]: one {isCanonical: true}\n\n[A]: two\n").map.claims["A"].text == "one"
    [problem] = read("[A]: one\n\n[A]: two\n", "m").diagnostics
    assert problem.code == "AM140"
    assert problem.line == 3
    assert problem.related[0][1] == 1
    assert codes("[A]: one  two #x\n\n[A]: one two\n") == []


def test_what_has_no_title_is_numbered_in_the_order_of_need() -> None:
    text = "first\n  + second\n\n<A>\n\n(1) p\n----\n(2) q\n\n(1) r\n----\n(2) s\n"
    map_ = read(text).map
    assert [c.text for c in map_.claims.values()] == ["first", "second", "p", "q", "r", "s"]
    assert list(map_.claims) == [f"Untitled {i}" for i in (1, 2, 3, 4, 6, 7)]
    assert list(map_.arguments) == ["A", "Untitled 5"]


def test_sections_nest_and_claims_belong_where_they_are_defined() -> None:
    text = (
        "[A]\n\n# One {isGroup: true}\n\n[A]: a\n\n## Two #t\n\n<B>: b\n\n# Three\n\n[A]\n\n[C]\n"
    )
    map_ = read(text).map
    assert [(s.id, s.title, s.level, s.parent) for s in map_.sections] == [
        ("s1", "One", 1, None),
        ("s2", "Two #t", 2, "s1"),
        ("s3", "Three", 1, None),
    ]
    assert map_.sections[0].data == {"isGroup": True}
    assert map_.sections[1].tags == ("t",)
    assert map_.claims["A"].section == "s1"
    assert map_.arguments["B"].section == "s2"
    assert map_.claims["C"].section == "s3"


def test_data_decide_about_the_section() -> None:
    text = (
        "# One\n\n[A]: a {isInGroup: false}\n\n[B]: b\n\n# Two\n\n[A]: a\n\n[B] {isInGroup: true}\n"
    )
    claims = read(text).map.claims
    assert claims["A"].section == "s2"
    assert claims["B"].section == "s2"


PCS = """\
# Reasons

<Toll>: The toll is fair. #law {page: 2}

(1) [Users pay]: Who uses a bridge should pay for it.
(2) Drivers use the bridge.
-- modus ponens, common sense {strength: 2} --
(3) Drivers should pay.
(4) A toll makes them pay.
----
(5) [Toll]: There should be a toll.
"""


def test_a_premise_conclusion_structure_is_read_and_kept() -> None:
    reading = read(PCS)
    assert not reading.diagnostics
    argument = reading.map.arguments["Toll"]
    assert (argument.text, argument.tags, argument.data) == (
        "The toll is fair.",
        ("law",),
        {"page": 2},
    )
    first, second = argument.steps
    assert first.premises == ("Users pay", "Untitled 1")
    assert first.conclusion == "Untitled 2"
    assert first.rules == ("modus ponens", "common sense")
    assert first.data == {"strength": 2}
    assert second.premises == ("Untitled 3",)
    assert argument.conclusion == second.conclusion == "Toll"
    assert argument.section == "s1"
    roles = [c.occurrences[0].role for c in reading.map.claims.values()]
    assert roles == [
        *(Role.PREMISE, Role.PREMISE, Role.INTERMEDIARY_CONCLUSION, Role.PREMISE),
        Role.MAIN_CONCLUSION,
    ]


def test_relations_of_premises_and_undercuts_of_inferences() -> None:
    text = "<T>\n\n(1) [P]: p\n  - [X]: x\n----\n  <_ [Y]: y\n(2) [Q]: q\n  _ [Z]: z\n  + [W]: w\n"
    map_ = read(text).map
    inference = NodeRef(NodeKind.INFERENCE, "T", 0)
    assert [(r.source.title, r.type, r.target) for r in map_.relations] == [
        ("X", RelationType.ATTACK, NodeRef(NodeKind.CLAIM, "P")),
        ("Y", RelationType.UNDERCUT, inference),
        ("Z", RelationType.UNDERCUT, inference),  # under a conclusion it means the inference
        ("W", RelationType.SUPPORT, NodeRef(NodeKind.CLAIM, "Q")),
    ]


def test_undercuts_of_the_argument_go_to_its_last_inference() -> None:
    text = "<T>\n  _ [X]: x\n\n(1) a\n----\n(2) b\n----\n(3) c\n"
    [relation] = read(text).map.relations
    assert relation.target == NodeRef(NodeKind.INFERENCE, "T", 1)


def test_arguments_speak_through_their_conclusion() -> None:
    text = "[A]: a\n  + <T>\n\n<T>\n\n(1) p\n----\n(2) [C]: c\n"
    assert relations(read(text).map) == [("C", "support", "A")]
    stated = read(text).stated
    assert [(r.source.kind, r.source.title) for r in stated] == [(NodeKind.ARGUMENT, "T")]
    kept = "===\nmodel: {transformArgumentRelations: false}\n===\n\n" + text
    assert relations(read(kept).map) == [("T", "support", "A")]


def test_support_of_the_own_conclusion_is_no_relation_but_an_attack_stays() -> None:
    structure = "\n\n<T>\n\n(1) p\n----\n(2) [A]\n"
    assert relations(read("[A]: a\n  + <T>" + structure).map) == []
    attacking = read("[A]: a\n  - <T>" + structure)
    assert relations(attacking.map) == [("T", "attack", "A")]
    assert [d.code for d in attacking.diagnostics] == ["AM143"]


def test_a_redundant_attack_is_dropped() -> None:
    structure = "<T>\n\n(1) [P]: p\n----\n(2) [Q]: q\n\n"
    assert relations(read(structure + "[X]: x\n  -> <T>\n  -> [P]\n").map) == [("X", "attack", "P")]
    assert relations(read(structure + "[X]: x\n  -> <T>\n  >< [P]\n").map) == [
        ("X", "contradictory", "P")
    ]
    assert len(read(structure + "[X]: x\n  -> <T>\n").map.relations) == 1


def test_strict_mode() -> None:
    text = (
        "===\nmodel: {mode: strict}\n===\n\n"
        "[A]: a\n  + [B]: b\n  - [C]: c\n  + <D>: d\n\n[A]\n  -> [C]\n"
    )
    assert relations(read(text).map) == [
        ("B", "entails", "A"),
        ("C", "contrary", "A"),
        ("D", "support", "A"),
    ]


def test_an_undercut_of_a_claim_stays_with_the_claim() -> None:
    reading = read("(1) p\n----\n(2) q\n\n[A]: a\n  _ <B>: b\n")
    assert relations(reading.map) == [("B", "undercut", "A")]
    assert [d.code for d in reading.diagnostics] == ["AM142"]


# ---------------------------------------------------------------------- recovery


def test_relations_behind_an_empty_line_find_their_parent() -> None:
    text = "[A]: a\n  + [B]: b\n\n    - [C]: c\n\n  + [D]: d\n"
    reading = read(text)
    assert relations(reading.map) == [
        ("B", "support", "A"),
        ("C", "attack", "B"),
        ("D", "support", "A"),
    ]
    assert set(codes(text)) == {"AM111"}
    assert set(reading.map.claims) == {"A", "B", "C", "D"}


def test_relations_without_any_parent_are_claims() -> None:
    reading = read("- one\n- two\n")
    assert [c.text for c in reading.map.claims.values()] == ["one", "two"]
    assert reading.map.relations == ()
    assert codes("- one\n- two\n") == ["AM111"]


def test_relations_that_are_not_indented_belong_to_the_line_above() -> None:
    assert relations(read("[A]: a\n+ [B]: b\n  - [C]: c\n- [D]: d\n").map) == [
        ("C", "attack", "B"),
        ("B", "support", "A"),
        ("D", "attack", "A"),
    ]


def test_text_with_stray_brackets_is_kept() -> None:
    claim = read("[A]: Two studies [1] say <so>, see [B]: it.\n").map.claims["A"]
    assert claim.text == "Two studies [1] say <so>, see [B]: it."


def test_one_bad_block_leaves_the_others() -> None:
    text = "[A]: a {b: [}\n\nsnake_case *x\n\n[B]: b\n  + [C]: c\n"
    reading = read(text)
    assert {d.code for d in reading.diagnostics} == {"AM106", "AM120"}
    assert relations(reading.map) == [("C", "support", "B")]
    assert reading.map.claims["A"].text == "a"


def test_a_second_structure_is_kept_as_an_argument_of_its_own() -> None:
    structure = "<T>\n\n(1) p\n----\n(2) q\n\n"
    reading = read(structure * 2)
    assert codes(structure * 2) == ["AM131"]
    assert [len(a.steps) for a in reading.map.arguments.values()] == [1, 1]


def test_empty_lines_in_a_structure_are_passed_over() -> None:
    reading = read("(1) p\n\n(2) q\n\n----\n\n(3) r\n")
    [argument] = reading.map.arguments.values()
    assert argument.premises == ("Untitled 2", "Untitled 3")
    assert argument.conclusion == "Untitled 4"
    assert {d.code for d in reading.diagnostics} == {"AM124"}


def test_lists() -> None:
    reading = read("* [A]: a\n* b\n    + c\n\n1. d\n2. e\n")
    assert not reading.diagnostics
    assert [b.type for b in reading.tree.blocks] == [NodeType.LIST, NodeType.LIST]
    roles = [c.occurrences[0].role for c in reading.map.claims.values()]
    assert roles.count(Role.LIST_ITEM) == 4


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "// only a remark\n", "===\ntitle: x\n===\n"]
)
def test_files_without_claims(text: str) -> None:
    reading = read(text)
    assert not reading.map.claims
    assert {str(d.severity) for d in reading.diagnostics} == {"note"}


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_make_no_difference(newline: str) -> None:
    text = "===\ntitle: x\n===\n\n[A]: a\n  b\n{\n  c: 1\n}\n  + [D]: d\n\n" + PCS
    one, other = read(text), read(text.replace("\n", newline))
    assert list(one.map.claims) == list(other.map.claims)
    assert one.map.arguments.keys() == other.map.arguments.keys()
    assert one.map.claims["A"].data == other.map.claims["A"].data == {"c": 1}
    assert relations(one.map) == relations(other.map)
    for claim in other.map.claims.values():
        for o in claim.occurrences:
            assert "\n" not in o.span.of(other.text).strip()[:1]
    span = other.map.claims["D"].occurrences[0].span
    assert span.of(other.text) == "[D]: d"


def test_never_defined_titles() -> None:
    reading = read(
        "[Harbour]: h\n  + [Harbor]\n  + [Zebra]\n  - <Harbour>\n\n<T>\n\n(1) a\n----\n(2) b\n"
    )
    told = {d.message.split()[0]: (str(d.severity), d.hint) for d in reading.diagnostics}
    assert told["[Harbor]"][0] == "warning"
    assert "[Harbour]" in told["[Harbor]"][1]
    assert told["[Zebra]"][0] == "note"
    assert told["<Harbour>"] == ("warning", "did you mean [Harbour], which is defined?")
    assert "<T>" not in told
