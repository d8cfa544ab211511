"""Who stands where: people count, not comments; disputes stay open; suggestions stay apart."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from argmap.analysis.judged import Position
from argmap.analysis.people import Kind
from argmap.analysis.standing import Cell, ClaimStanding, Standing, Tally, standing
from argmap.model import Stance
from argmap.workspace import Workspace, open_map
from tests.analysis.crowd import a_map, a_source, mark, propose

HARBOUR = Path(__file__).parents[2] / "maps" / "harbour-bridge"
MILL = a_source(
    "mill",
    ["The mill gives work to forty people.", "It also wakes the whole street at five."],
    [
        ("Pia", "Build it and be quick. We wait for years. Only the noise worries me a little."),
        ("Pia", "I say it again: build it. And again, because nobody listens."),
        ("Tor", "It stinks. Put it elsewhere. Though my brother would find work in it."),
        (None, "No mill, thank you."),
        (None, "A mill, at last."),
        ("Eva", "Wonderful, another chimney."),
    ],
    ["Lo Falk"],
)


@pytest.fixture
def mill(tmp_path: Path) -> Workspace:
    return a_map(tmp_path / "mill", [MILL], ["Build it", "It is loud"])


def _one(report: Standing, title: str = "Build it") -> ClaimStanding:
    return next(claim for claim in report.claims if claim.title == title)


def _positions(report: Standing) -> dict[str, str]:
    return {
        row.person.label(names=True): cell.position.sign
        for row in report.people
        for title, cell in row.cells.items()
        if title == "Build it"
    }


def test_people_count_once_and_nameless_passages_apart(mill: Workspace) -> None:
    for words in ("Build it and be quick", "We wait for years", "build it. And again"):
        mark(mill, words, "+")
    mark(mill, "It stinks", "-")
    mark(mill, "No mill, thank you", "-")
    mark(mill, "A mill, at last", "+")
    mark(mill, "work to forty people", "+")
    report = standing(mill)
    claim = _one(report)
    assert claim.people == Tally(supports=2, opposes=1)
    assert claim.kinds[Kind.AUTHOR] == Tally(supports=1)
    assert claim.kinds[Kind.READER] == Tally(supports=1, opposes=1)
    assert claim.unnamed[Kind.READER] == Tally(supports=1, opposes=1)
    assert (claim.passages, report.unnamed, report.marks) == (7, 2, 7)
    share = claim.people.share(Stance.SUPPORTS)
    assert share is not None and (share.count, share.total) == (2, 3)
    pia = next(row for row in report.people if row.person.name == "Pia")
    assert (pia.passages, pia.marks, pia.sources) == (3, 3, {"mill"})
    assert [c.title for c in report.silent()] == ["It is loud"]


@pytest.mark.parametrize(
    ("tally", "position"),
    [
        (Tally(supports=1), Position.SUPPORTS),
        (Tally(supports=2, opposes=1), Position.SUPPORTS),
        (Tally(supports=3, opposes=2), Position.BOTH),
        (Tally(supports=1, opposes=1), Position.BOTH),
        (Tally(opposes=5, supports=1), Position.OPPOSES),
        (Tally(both=1), Position.BOTH),
        (Tally(both=1, supports=1), Position.SUPPORTS),
        (Tally(unclear=1), Position.UNCLEAR),
        (Tally(supports=1, unclear=1), Position.SUPPORTS),
        (Tally(supports=1, unclear=2), Position.UNCLEAR),
    ],
)
def test_marks_of_one_person_combine(tally: Tally, position: Position) -> None:
    assert Cell(tally).position is position


def test_annotators_on_the_same_words(mill: Workspace) -> None:
    mark(mill, "Build it and be quick", "+", "ann")
    mark(mill, "Build it and be", "+", "bob")  # half of the words: the same passage
    mark(mill, "Wonderful, another chimney", "-", "ann")
    mark(mill, "another chimney", "+", "bob")
    report = standing(mill)
    assert (report.passages, report.marks, report.annotators) == (2, 4, ["ann", "bob"])
    assert _positions(report) == {"Pia": "+", "Eva": "?"}
    [dispute] = report.disputes
    assert dispute.opinion and dispute.opinion.supports == 0.5
    assert report.settled == 0 and not report.by_error_rates
    # What is unclear is no part of the share.
    assert _one(report).people == Tally(supports=1, unclear=1)
    share = _one(report).people.share(Stance.SUPPORTS)
    assert share is not None and share.total == 1


def test_a_sentence_inside_a_longer_mark_is_the_same_passage(mill: Workspace) -> None:
    mark(mill, "It stinks. Put it elsewhere. Though my brother would find work in it.", "-", "ann")
    mark(mill, "find work in it.", "+", "bob")
    report = standing(mill)
    assert (report.passages, len(report.disputes)) == (1, 1)
    # A few shared letters make no shared passage.
    mark(mill, "Build it and be quick. We", "+", "ann")
    mark(mill, "We wait for years. Only the noise", "-", "bob")
    report = standing(mill)
    assert (report.passages, len(report.disputes)) == (3, 1)
    assert _positions(report) == {"Tor": "?", "Pia": "±"}


def test_a_third_annotator_settles_it(mill: Workspace) -> None:
    for who, side in (("ann", "-"), ("bob", "+"), ("cem", "-")):
        mark(mill, "Wonderful, another chimney", side, who)
    report = standing(mill)
    assert _positions(report) == {"Eva": "−"}
    assert (len(report.disputes), report.settled) == (1, 1)
    # Asking for one annotator's marks asks for that one's view.
    assert _positions(standing(mill, annotators=["bob"])) == {"Eva": "+"}


def test_one_annotator_who_marks_both_sides_means_it(mill: Workspace) -> None:
    mark(mill, "It stinks", "-")
    mark(mill, "It stinks", "+")
    report = standing(mill)
    assert _positions(report) == {"Tor": "±"} and not report.disputes
    mark(mill, "It stinks", "-", "bob")
    assert _positions(standing(mill)) == {"Tor": "−"}


def test_one_annotator_hears_two_voices_in_one_sentence(mill: Workspace) -> None:
    mark(mill, "It also wakes the whole street at five.", "+")
    mark(mill, "wakes the whole street at five", "-", speaker="Kaj Holm")
    assert _positions(standing(mill)) == {"Lo Falk": "+", "Kaj Holm": "−"}


def test_a_named_speaker_outweighs_the_author_by_default(mill: Workspace) -> None:
    mark(mill, "wakes the whole street at five", "-", "ann")
    mark(mill, "wakes the whole street at five", "-", "bob", speaker="Kaj Holm")
    assert _positions(standing(mill)) == {"Kaj Holm": "−"}


def test_filters(mill: Workspace) -> None:
    mark(mill, "Build it and be quick", "+")
    mark(mill, "work to forty people", "+")
    mark(mill, "wakes the whole street", "+", claim="It is loud")
    mark(mill, "No mill, thank you", "-")
    assert _positions(standing(mill, kinds=[Kind.AUTHOR])) == {"Lo Falk": "+"}
    readers = standing(mill, kinds=[Kind.READER])
    assert _positions(readers) == {"Pia": "+"} and readers.unnamed == 1
    loud = standing(mill, claims=["It is loud"])
    assert [claim.title for claim in loud.claims] == ["It is loud"] and loud.passages == 1
    assert standing(mill, sources=["elsewhere"]).passages == 0


def test_what_cannot_be_placed_is_told(mill: Workspace) -> None:
    mark(mill, "It stinks", "-")
    mark(mill, "Build it and be quick", "+")
    assert mill.folder is not None
    text = mill.folder / "sources" / "mill" / "text.txt"
    record = mill.folder / "sources" / "mill" / "source.json"
    # A file that somebody changed: the passage is gone, the spans still fit.
    changed = text.read_text("utf-8").replace("It stinks", "Hm, hm…  ")
    text.write_text(changed, encoding="utf-8")
    assert record.exists()
    (mill.folder / "map.argdown").write_text("[Other]: Something else.\n", encoding="utf-8")
    report = standing(open_map(mill.folder))
    assert (report.elsewhere, report.lost, report.passages) == (2, 0, 0)
    (mill.folder / "map.argdown").write_text("[Build it]: It is so.\n", encoding="utf-8")
    report = standing(open_map(mill.folder))
    assert (report.elsewhere, report.lost) == (0, 1)
    assert _positions(report) == {"Pia": "+"}


def test_suggestions_never_touch_the_figures(mill: Workspace) -> None:
    mark(mill, "Build it and be quick", "+")
    before = standing(mill)
    propose(mill, "It stinks", 0.1, 0.8)
    propose(mill, "A mill, at last", 0.7, 0.1)
    propose(mill, "my brother would find work", 0.6, 0.1, claim="It is loud")
    assert mill.folder is not None
    for asked in (False, True):
        after = standing(open_map(mill.folder), suggestions=asked)
        assert after.suggestions == 3
        assert _one(after).people == _one(before).people
        assert _positions(after) == _positions(before)
        assert (after.marks, after.passages, after.unnamed) == (1, 1, 0)
        assert _one(after).suggested.total == (2 if asked else 0)
    suggested = _one(after).suggested
    assert (suggested.supports, suggested.opposes) == (1, 1)
    assert suggested.expected_supports == pytest.approx(0.8)
    only_readers = standing(open_map(mill.folder), suggestions=True, kinds=[Kind.AUTHOR])
    assert only_readers.suggestions == 0


def test_the_model_as_one_more_annotator_is_told_but_not_counted(mill: Workspace) -> None:
    propose(mill, "Wonderful, another chimney", 0.05, 0.9)
    assert mill.folder is not None
    workspace = open_map(mill.folder)
    mark(workspace, "Wonderful, another chimney", "-", "ann")
    mark(workspace, "Wonderful, another chimney", "+", "bob")
    [dispute] = standing(workspace).disputes
    assert dispute.with_model is None
    report = standing(workspace, suggestions=True)
    [dispute] = report.disputes
    assert dispute.with_model and dispute.with_model.stance is Stance.OPPOSES
    assert dispute.position is Position.UNCLEAR and _positions(report) == {"Eva": "?"}


def test_the_model_has_no_say_where_its_own_suggestion_was_accepted(mill: Workspace) -> None:
    suggestion = propose(mill, "Wonderful, another chimney", 0.05, 0.9)
    assert mill.folder is not None
    workspace = open_map(mill.folder)
    workspace.accept(suggestion, "ann")
    mark(workspace, "Wonderful, another chimney", "+", "bob")
    [dispute] = standing(workspace, suggestions=True).disputes
    assert dispute.with_model and dispute.with_model.stance is None


def test_divided_agreed_silent() -> None:
    def claim(title: str, tally: Tally) -> ClaimStanding:
        made = ClaimStanding(title, False, people=tally)
        made.passages = tally.total
        return made

    report = Standing(
        claims=[
            claim("even", Tally(4, 4)),
            claim("uneven", Tally(6, 1)),
            claim("all", Tally(0, 3)),
            claim("few", Tally(2)),
            claim("nearly", Tally(5, unclear=1)),
            claim("none", Tally()),
        ]
    )
    assert [c.title for c in report.most_divided()] == ["even", "uneven"]
    assert [c.title for c in report.agreed(3)] == ["all"]
    assert [c.title for c in report.agreed(2)] == ["all", "few"]
    assert [c.title for c in report.silent()] == ["none"]


def test_harbour_bridge() -> None:
    report = standing(open_map(HARBOUR))
    assert len(report.disputes) == 5 and report.settled == 0
    claim = _one(report, "Close the bridge to cars")
    assert claim.people == Tally(supports=3, both=1, unclear=2)
    # The man who sells paint is quoted in one article and comments under the other.
    names = [row.person.label() for row in report.people]
    assert "Victor Amsel" not in names and "reader 13" in names


def test_same_figures_whatever_the_order_of_marks(tmp_path: Path) -> None:
    lines = [(f"User {i % 9}", f"Sentence number {i} about it.") for i in range(40)]
    dice = random.Random(4)
    marks = [
        (f"Sentence number {i} ", dice.choice("+-"), dice.choice(["ann", "bob", "cem"]))
        for i in range(40)
        for _ in range(2)
    ]
    seen = set()
    for number in range(3):
        dice.shuffle(marks)
        workspace = a_map(tmp_path / str(number), [a_source("page", [], lines)])
        for words, side, who in marks:
            mark(workspace, words, side, who)
        report = standing(workspace)
        seen.add((str(_one(report).people), str(sorted(_positions(report).items()))))
    assert len(seen) == 1
