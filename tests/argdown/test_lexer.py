"""The token rules, one by one."""

from __future__ import annotations

import pytest

from argmap.argdown.lexer import lex
from argmap.argdown.tokens import Kind, Tokens


def tokens(text: str) -> list[tuple[str, str]]:
    """Names and texts of all tokens that count."""
    lexed = lex(text)
    return [
        (t.name, t.text)
        for t in Tokens(text, lexed.kinds, lexed.starts)
        if t.kind not in (Kind.SPACES, Kind.COMMENT)
    ]


def names(text: str) -> list[str]:
    return [name for name, _ in tokens(text)]


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("+", "supported"),
        ("<+", "supported"),
        ("-", "attacked"),
        ("<-", "attacked"),
        ("_ ", "undercut"),
        ("<_", "undercut"),
        ("+>", "supports"),
        ("->", "attacks"),
        ("_>", "undercuts"),
        ("><", "contradicts"),
    ],
)
def test_relation_signs(sign: str, name: str) -> None:
    assert names(f"a\n  {sign}[B]") == ["free", "newline", "indent", name, "claim ref", "dedent"]


def test_relation_signs_count_at_line_starts_only() -> None:
    assert names("a + b - c") == ["free", "control", "free"]
    assert names("- a")[0] == "attacked"
    assert names("'' + a")[0:2] == ["indent", "supported"]  # an apostrophe is margin, oddly


def test_titles() -> None:
    assert tokens("[A]: x") == [("claim def", "[A]:"), ("free", "x")]
    assert tokens("<A b>: x") == [("argument def", "<A b>:"), ("free", "x")]
    assert tokens("[A]") == [("claim ref", "[A]")]
    assert tokens("<A>") == [("argument ref", "<A>")]
    assert tokens("@[A] @<B> ") == [("claim mention", "@[A] "), ("argument mention", "@<B> ")]


def test_brackets_may_nest_in_definitions_only() -> None:
    assert tokens("[A [b] c]: x")[0] == ("claim def", "[A [b] c]:")
    assert tokens("[A [b] c]")[0] == ("claim ref", "[A [b]")
    assert tokens("[A] and [B]: x")[0] == ("claim def", "[A] and [B]:")


def test_a_hyphen_makes_no_reference() -> None:
    assert names("[-x]") == ["control", "control", "free", "control"]
    assert tokens("[-x]: y")[0] == ("claim def", "[-x]:")
    assert names("[]") == ["control", "control"]


def test_indentation_is_a_stack_of_widths() -> None:
    assert names("a\n  + b\n    + c\n  + d") == [
        *("free", "newline", "indent", "supported", "free", "newline"),
        *("indent", "supported", "free", "newline", "dedent", "supported", "free", "dedent"),
    ]


def test_a_width_never_seen_is_not_pushed() -> None:
    """After 4 and 8, a line at 6 is beside the one at 4, and the next one at 6 is its child."""
    kinds = names("a\n    + b\n        + c\n      + d\n      + e\n")
    assert kinds.count("indent") == 3
    assert kinds.count("dedent") == 3
    assert [s.code for s in lex("a\n    + b\n        + c\n      + d\n").slips] == ["AM134"]


def test_an_empty_line_closes_all_levels_before_itself() -> None:
    assert names("a\n  + b\n \nc") == [
        *("free", "newline", "indent", "supported", "free", "dedent", "empty", "free")
    ]
    assert names("a\n  + b\n\n")[-2:] == ["empty", "dedent"]


def test_comments_are_dropped_with_what_they_swallow() -> None:
    assert names("a // b\nc") == ["free", "newline", "free"]
    assert names("a // b") == ["free", "control", "control", "free"]  # no line end behind it
    assert names("a /* b\n\n c */ d") == ["free", "free"]
    assert names("a <!-- b --> c") == ["free", "free"]
    assert names("a /* b") == ["free", "control", "control", "free"]
    assert names("a\n\n// b\n\nc") == ["free", "empty", "free"]
    assert names("a\n// b\nc") == ["free", "newline", "free"]
    assert names("a\n// b\n\nc") == ["free", "newline", "empty", "free"]


def test_front_matter_is_front_matter_at_the_beginning_only() -> None:
    assert names("===\na: b\n===\n\nc") == ["front", "empty", "free"]
    assert names("// x\n\n====\na\n===\n\nc")[1] == "front"
    middle = lex("x\n\n=== a ===")
    assert [s.code for s in middle.slips] == ["AM103"]
    assert names("a === b === c") == ["free"]


def test_tags() -> None:
    assert tokens("#a-b c") == [("tag", "#a-b "), ("free", "c")]
    assert tokens("#(a b)c") == [("tag", "#(a b)"), ("free", "c")]
    assert tokens("#tag] x")[0] == ("tag", "#tag] ")
    assert tokens("#é“–x y")[0] == ("tag", "#é“–x ")
    assert tokens("#a😀")[0] == ("tag", "#a")
    assert names("# ")[0] == "heading"
    assert names("a # b") == ["free", "control", "free"]


def test_links_and_special_characters() -> None:
    assert tokens("[a b](c) d") == [("link", "[a b](c) "), ("free", "d")]
    assert tokens(".A. x") == [("special", ".A. "), ("free", "x")]
    assert tokens(":a:b") == [("special", ":a:"), ("free", "b")]
    assert names("3.14 a.") == ["free", "control", "free", "control"]


def test_escapes() -> None:
    assert tokens("\\*  a") == [("escape", "\\*  "), ("free", "a")]
    assert [s.code for s in lex("a\\\nb").slips] == ["AM121"]
    assert [s.code for s in lex("a\\").slips] == ["AM121"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** b", ["bold start", "free", "bold end", "free"]),
        ("__a__", ["bold start", "free", "bold end"]),
        ("*a*.", ["italic start", "free", "italic end", "control"]),
        (
            "_a *b* c_",
            ["italic start", "free", "italic start", "free", "italic end", "free", "italic end"],
        ),
        ("a * b", ["free", "control", "free"]),
    ],
)
def test_ranges(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_an_unclosed_range_ends_at_the_empty_line() -> None:
    lexed = lex("*a\n\n*b* c")
    assert [s.code for s in lexed.slips] == ["AM120"]
    assert names("*a\n\n*b* c") == [
        *("control", "free", "empty", "italic start", "free", "italic end", "free")
    ]


def test_lists_and_numbers() -> None:
    assert names("* a") == ["indent", "unordered", "free", "dedent"]
    assert names("12. a") == ["indent", "ordered", "free", "dedent"]
    assert names("12.a") == ["free", "control", "free"]
    assert names("(1) a") == ["number", "free"]
    assert names("a (1)") == ["free", "control", "free", "control"]


def test_inference_mode() -> None:
    assert names("(1) a\n----\n(2) b") == [
        *("number", "free", "newline", "inference start", "inference end", "newline"),
        *("number", "free"),
    ]
    assert tokens("(1) a\n-- b c, d {x: 1} --\n(2) e")[3:9] == [
        ("inference start", "--"),
        ("free", "b c"),
        ("comma", ","),
        ("free", "d "),
        ("data", "{x: 1}"),
        ("inference end", "--"),
    ]


def test_an_unclosed_inference_costs_its_line() -> None:
    assert names("(1) a\n-- b\n(2) c\n\nd") == [
        *("number", "free", "newline", "inference start", "free", "inference end", "newline"),
        *("number", "free", "empty", "free"),
    ]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("{a: 1}", "{a: 1}"),
        ("{a: {b: 1}} ", "{a: {b: 1}}"),
        ("{a: {b: 1}, c: 2}", "{a: {b: 1}, c: 2}"),
        ("{a: 1}. {b: 2}", "{a: 1}. {b: 2}"),  # the token runs on to the next stop
        ("{\n a: b\n}\n", "{\n a: b\n}"),
    ],
)
def test_where_data_end(text: str, block: str) -> None:
    assert tokens(text)[0] == ("data", block)


def test_a_brace_that_closes_nothing_is_text() -> None:
    assert names("{a") == ["control", "free"]
    assert names("{a} x {b}") == ["data", "free", "data"]


def test_data_may_run_over_an_empty_line_only_if_they_are_data() -> None:
    assert names("[A]: a {\n x: 1\n\n y: 2\n}\n\n[B]: b")[:3] == ["claim def", "free", "data"]
    lexed = lex("a { b\n\n[C]: c {d: 1}\n")
    assert [s.code for s in lexed.slips] == ["AM108"]
    assert lexed.kinds.count(Kind.DATA) == 1


def test_a_byte_order_mark_is_passed_over() -> None:
    assert names("\ufeff[A]: a") == ["bom", "claim def", "free"]


def test_brackets_do_not_reach_over_empty_lines() -> None:
    """The reference takes ``[`` … ``[b](c)`` and ``#(`` … ``)`` over any number of paragraphs."""
    link = lex("a [b\n\nc [d](e)\n")
    assert [s.code for s in link.slips] == ["AM101"]
    assert link.kinds.count(Kind.LINK) == 1
    tag = lex("a #(b\n\n[C]: c) d\n")
    assert [s.code for s in tag.slips] == ["AM101"]
    assert tag.kinds.count(Kind.CLAIM_DEF) == 1
    assert [s.code for s in lex("a [\nb] c").slips] == ["AM133"]
    assert [s.code for s in lex("[a\nb](c)").slips] == ["AM122"]


def test_an_inference_goes_on_over_line_ends_where_it_may() -> None:
    assert names("(1) a\n--\nrule\n{x: 1}\n--\n(2) b").count("inference end") == 1
    assert not lex("(1) a\n--\nrule\n{x: 1}\n--\n(2) b").slips
    lexed = lex("(1) a\n---\n(2) b\n----\n(3) c")
    assert [s.code for s in lexed.slips] == ["AM115"]
    assert lexed.kinds.count(Kind.NUMBER) == 3
    assert lex("(1) a\n--\n(2) b\n(3) c").kinds.count(Kind.NUMBER) == 3
