"""Edits as splices: where they go, how they look, what they refuse."""

from __future__ import annotations

import pytest

from argmap.argdown import EditRefused, add_claim, add_relation, add_tag, read
from argmap.argdown.writing import escape
from argmap.model import RelationType

MAP = """\
===
title: The bridge
===

[Build it]: The bridge should be built. #plan // see the plan
{page: 3}
    <+ [Faster]: It makes the way shorter.
        <- [Jams]: It will be full at once.
    <- <Cost>: It costs too much.

<Cost>

(1) [Dear]: It costs ten million.
----
(2) [Too dear]: We cannot pay for it.

// the end
"""


def with_claim(document: str = MAP, **wishes: object) -> list[str]:
    arguments: dict[str, object] = {"title": "New", "text": "A new one.", **wishes}
    splice = add_claim(read(document), **arguments)  # type: ignore[arg-type]
    return splice.apply(document).splitlines()


def test_a_claim_alone_is_a_new_paragraph() -> None:
    assert with_claim()[-3:] == ["// the end", "", "[New]: A new one."]
    assert with_claim("") == ["[New]: A new one."]
    assert with_claim("[A]: a") == ["[A]: a", "", "[New]: A new one."]
    assert with_claim("[A]: a\n\n") == ["[A]: a", "", "[New]: A new one."]
    assert with_claim("[A]: a\n\n  ") == ["[A]: a", "", "  ", "[New]: A new one."]


def test_a_claim_under_another_ends_its_relation_list() -> None:
    lines = with_claim(under="Build it")
    assert lines[8:10] == ["    <- <Cost>: It costs too much.", "    <+ [New]: A new one."]
    lines = with_claim(under="Faster", relation=RelationType.ATTACK)
    assert lines[7:9] == [
        "        <- [Jams]: It will be full at once.",
        "        <- [New]: A new one.",
    ]


def test_a_first_relation_is_indented_as_the_document_does_it() -> None:
    assert with_claim(under="Jams")[8] == "            <+ [New]: A new one."
    assert with_claim("[A]: a\n", under="A") == ["[A]: a", "  + [New]: A new one."]
    assert with_claim("[A]: a", under="A") == ["[A]: a", "  + [New]: A new one."]
    assert with_claim("[A]: a {x: 1} // r\n\n[B]: b\n\t- [C]: c\n", under="A")[1] == (
        "\t+ [New]: A new one."
    )
    assert with_claim("* [A]: a\n* [B]: b\n", under="A")[1] == "  + [New]: A new one."


def test_a_premise_may_get_relations() -> None:
    lines = with_claim(under="Dear", relation=RelationType.ATTACK)
    assert lines[13] == "    <- [New]: A new one."


def test_an_argument_is_undercut_where_its_title_stands() -> None:
    lines = with_claim("<A>: a\n\n(1) p\n----\n(2) q\n", under="A", relation=RelationType.UNDERCUT)
    assert lines[:2] == ["<A>: a", "  _ [New]: A new one."]


def test_tags_and_odd_texts_are_written_safely() -> None:
    lines = with_claim(
        "", text="  J.P.  says *no*, [1] see\nhttp://x.org #1  ", tags=["sea", "low tide"]
    )
    assert lines == [r"[New]: J\.P. says \*no\*, \[1] see http:\//x.org \#1 #sea #(low tide)"]


def test_line_ends_are_those_of_the_file() -> None:
    text = "[A]: a\r\n\r\n[B]: b\r\n"
    assert add_claim(read(text), "New", "n", under="A").apply(text) == (
        "[A]: a\r\n  + [New]: n\r\n\r\n[B]: b\r\n"
    )
    assert add_claim(read(text), "New", "n").apply(text).endswith("[B]: b\r\n\r\n[New]: n\r\n")


def test_relations() -> None:
    text = "[A]: a\n  - [B]: b\n\n[C]: c\n\n<D>: d\n"
    reading = read(text)
    for source, target, type_, line in (
        ("C", "A", RelationType.SUPPORT, "  + [C]"),
        ("D", "A", RelationType.ATTACK, "  - <D>"),
        ("C", "D", RelationType.UNDERCUT, "  _ [C]"),
        ("A", "C", RelationType.CONTRADICTORY, "  >< [A]"),
    ):
        changed = add_relation(reading, source, target, type_).apply(text)
        assert line in changed.splitlines()
        new = [r for r in read(changed).stated if r.type is type_ and r.source.title != "B"]
        assert [{r.source.title, r.target.title} for r in new] == [{source, target}]
        assert type_.is_symmetric or new[0].source.title == source


def test_a_relation_of_a_reconstructed_argument_is_stated_as_asked() -> None:
    changed = add_relation(read(MAP), "Cost", "Faster", RelationType.ATTACK).apply(MAP)
    again = read(changed)
    assert ("Cost", "Faster") in [(r.source.title, r.target.title) for r in again.stated]
    assert ("Too dear", "Faster") in [(r.source.title, r.target.title) for r in again.map.relations]


def test_a_tag_stands_behind_the_text() -> None:
    lines = add_tag(read(MAP), "Build it", "low tide").apply(MAP).splitlines()
    assert lines[4] == "[Build it]: The bridge should be built. #plan #(low tide) // see the plan"
    assert add_tag(read("[A] {x: 1}"), "A", "#t").apply("[A] {x: 1}") == "[A] #t {x: 1}"
    assert add_tag(read("<A>: *a*"), "A", "t").apply("<A>: *a*") == "<A>: *a* #t"


@pytest.mark.parametrize(
    ("title", "word"),
    [
        *(("", "empty"), ("  ", "empty"), (" A", "blank"), ("-A", "hyphen"), ("a]b", "]")),
        *(("a[b", "["), ("a\nb", "line end"), ("a\u2028b", "line end"), ("Untitled 9", "Untitled")),
        *(("toString", "toString"), ("12", "12"), ("Faster", "already"), ("Cost", "already")),
    ],
)
def test_impossible_titles_are_refused(title: str, word: str) -> None:
    with pytest.raises(EditRefused) as refused:
        add_claim(read(MAP), title, "x")
    assert word in refused.value.message


def test_unknown_titles_are_refused_with_the_nearest() -> None:
    reading = read(MAP)
    for attempt in (
        lambda: add_claim(reading, "N", "n", under="Fastr"),
        lambda: add_tag(reading, "Fastr", "t"),
        lambda: add_relation(reading, "Fastr", "Jams", RelationType.SUPPORT),
        lambda: add_relation(reading, "Jams", "Fastr", RelationType.SUPPORT),
    ):
        with pytest.raises(EditRefused) as refused:
            attempt()
        assert "Faster" in refused.value.hint


def test_other_refusals() -> None:
    reading = read(MAP)
    for attempt in (
        lambda: add_claim(reading, "N", "  "),
        lambda: add_claim(reading, "N", "n", tags=["a)b"]),
        lambda: add_claim(reading, "N", "n", tags=[" "]),
        lambda: add_claim(reading, "N", "n", under="Jams", relation=RelationType.UNDERCUT),
        lambda: add_claim(reading, "N", "n", under="Jams", relation=RelationType.ENTAILS),
        lambda: add_relation(reading, "Jams", "Faster", RelationType.ATTACK),
        lambda: add_relation(reading, "Jams", "Jams", RelationType.ATTACK),
        lambda: add_relation(reading, "Cost", "Cost", RelationType.CONTRADICTORY),
        lambda: add_tag(reading, "Build it", "plan"),
        lambda: add_relation(read("a\n\n[B]: b\n"), "Untitled 1", "B", RelationType.SUPPORT),
        lambda: add_claim(
            read("(1) p\n----\n(2) q\n"),
            "N",
            "n",
            under="Untitled 1",
            relation=RelationType.UNDERCUT,
        ),
    ):
        with pytest.raises(EditRefused) as refused:
            attempt()
        assert len(refused.value.message) > 10
        assert "\n" not in refused.value.message


def test_an_edit_that_would_change_more_is_refused() -> None:
    """Behind an unfinished last line a new line end would make a comment of what is text."""
    text = "[A]: a // not a comment, for no line end follows"
    with pytest.raises(EditRefused):
        add_claim(read(text), "New", "n")
    assert read(text).map.claims["A"].text.endswith("follows")


def test_escaping_is_minimal() -> None:
    assert escape("A plain text, with (all) sorts - of; signs: 3.14 = pi!") == (
        "A plain text, with (all) sorts - of; signs: 3.14 = pi!"
    )
    assert escape("a/b // c") == r"a/b \// c"
    assert escape("x === y") == r"x \=\=\= y"
    assert escape("a*b", fully=True) == r"a\*b"
