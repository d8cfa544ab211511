"""Who speaks in a passage, and what readers are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.analysis.people import Kind, Voice, Voices
from argmap.model import BlockKind, Comment, Evidence, Source, Span, Stance
from argmap.workspace import Workspace
from tests.analysis.crowd import a_map, a_source, mark

PAPER = a_source(
    "paper",
    [
        "The dam will hold for a century.",
        (BlockKind.QUOTATION, "Nobody asked the fishermen about it."),
        (BlockKind.BOILERPLATE, "Subscribe to our letter"),
    ],
    [
        ("Ina Weir", "It has leaked since spring. «The dam will hold» is a joke."),
        (None, "My cellar is wet."),
        ("Anonymous", "So is mine."),
        ("ina weir", "And it leaks again."),
        ("Olof", "Then mend it."),
    ],
    ["Rut Alm"],
)


@pytest.fixture
def dam(tmp_path: Path) -> Workspace:
    return a_map(tmp_path / "dam", [PAPER])


def _voice(workspace: Workspace, words: str, **details: str) -> Voice:
    made = mark(workspace, words, "+", **details)
    return Voices(workspace.sources).of(made, Span(made.anchor.start, made.anchor.end))


def test_author_reader_and_those_without_a_name(dam: Workspace) -> None:
    author = _voice(dam, "hold for a century")
    assert author.kind is Kind.AUTHOR and author.person and author.person.label() == "Rut Alm"
    reader = _voice(dam, "leaked since spring")
    assert reader.kind is Kind.READER and reader.person
    assert (reader.person.label(), reader.person.label(names=True)) == ("reader 1", "Ina Weir")
    for words in ("cellar is wet", "So is mine"):
        assert _voice(dam, words) == Voice(Kind.READER, None)
    assert _voice(dam, "Subscribe").person is None
    assert _voice(dam, "asked the fishermen") == Voice(Kind.SPEAKER, None)


def test_a_reader_does_not_say_what_she_quotes(dam: Workspace) -> None:
    assert _voice(dam, "«The dam will hold»") == Voice(Kind.SPEAKER, None)
    joke = _voice(dam, "is a joke.")
    assert joke.kind is Kind.READER and joke.person


def test_the_mark_may_say_who_speaks(dam: Workspace) -> None:
    engineer = _voice(dam, "The dam will hold for", speaker="Siv Berg")
    assert engineer.kind is Kind.SPEAKER and engineer.named
    assert engineer.person and engineer.person.label() == "Siv Berg"
    # An author who is quoted is still one person, an author.
    author = _voice(dam, "dam will hold for a", speaker="rut  ALM")
    assert author.kind is Kind.AUTHOR and author.person and author.person.name == "Rut Alm"
    # A reader who is quoted by another reader stays a private person.
    reader = _voice(dam, "Then mend it", speaker="Ina Weir")
    assert reader.person and reader.person.label() == "reader 1"
    # In an article the same name is somebody who spoke to a journalist.
    public = _voice(dam, "for a century.", speaker="Ina Weir")
    assert public.person and public.person.label() == "Ina Weir"


def test_one_reader_is_one_person_on_one_site_only() -> None:
    sources = {
        name: a_source(name, [], [("Kim", "Yes indeed.")], outlet=outlet, url=url)
        for name, outlet, url in (
            ("a", "Daily", ""),
            ("b", "daily ", ""),
            ("c", "Weekly", ""),
            ("d", "", "https://www.town.example/1"),
            ("e", "", "https://town.example/2"),
            ("f", "", "http://[broken"),
            ("g", "", ""),
        )
    }
    voices = Voices(sources)
    people = {}
    for name, source in sources.items():
        [comment] = source.comments
        made = Evidence("x", "ann", "c", Stance.SUPPORTS, _anchor(source, comment))
        people[name] = voices.of(made, comment.body).person
    assert people["a"] is people["b"] is not people["c"]
    assert people["d"] is people["e"] is not people["a"]
    assert people["f"] is people["g"]  # nobody knows where: fifty threads do not make fifty people
    assert voices.readers == 4
    assert [p.label() for p in dict.fromkeys(people.values()) if p] == [
        "reader 1",
        "reader 2",
        "reader 3",
        "reader 4",
    ]


def _anchor(source: Source, comment: Comment):  # type: ignore[no-untyped-def]
    from argmap import anchors

    return anchors.make(source, comment.body)


def test_descriptions_are_others_in_another_article(tmp_path: Path) -> None:
    first = a_source("one", ["An official said yes.", "Rolf van Dyk said yes too."])
    second = a_source("two", ["Another official said no.", "And van Dyk agreed at last."])
    workspace = a_map(tmp_path / "m", [first, second])
    marks = [
        mark(workspace, "An official said", "+", speaker="an official"),
        mark(workspace, "Another official", "-", speaker="an official"),
        mark(workspace, "van Dyk said", "+", speaker="van Dyk"),
        mark(workspace, "van Dyk agreed", "+", speaker="van Dyk"),
    ]
    voices = Voices(workspace.sources)
    one, two, three, four = (voices.of(m, Span(m.anchor.start, m.anchor.end)).person for m in marks)
    assert one and two and one is not two
    assert (one.label(), two.label()) == ("an official", "an official (2)")
    assert three is four


def test_several_authors_speak_with_one_voice(tmp_path: Path) -> None:
    both = a_source("both", ["We think so."], authors=["Ann Lee", "Bo Ek"])
    alone = a_source("alone", ["I think so."], authors=["Bo Ek"])
    workspace = a_map(tmp_path / "m", [both, alone])
    marks = [
        mark(workspace, "We think", "+"),
        mark(workspace, "I think", "+"),
        mark(workspace, "think so", "+", speaker="Ann Lee and Bo Ek"),
    ]
    voices = Voices(workspace.sources)
    found = [voices.of(m, Span(m.anchor.start, m.anchor.end)).person for m in marks]
    assert [p.label() for p in found if p] == ["Ann Lee and Bo Ek", "Bo Ek", "Ann Lee and Bo Ek"]
    assert found[0] is found[2]
