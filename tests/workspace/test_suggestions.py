"""Suggestions of the machine and what people answer: open, accepted, turned round, rejected."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import anchors
from argmap.analysis.bearing import Bearings
from argmap.analysis.check import check
from argmap.diagnostics import Refused
from argmap.model import Anchor, Evidence, Proposal, Rejection, Stance, wording_hash
from argmap.workspace import Workspace, open_map
from argmap.workspace.annotations import BadAnnotation, from_json, rejection_line, to_line
from argmap.workspace.evidence import add_suggestions

FIGURES = Proposal(
    0.7, 0.1, 0.2, "argmap-stance", "3", True, ("a question",), (0.4, 0.3, 0.3), (0.8, 0.1, 0.1)
)


def propose(boat: Workspace, words: str, claim: str = "It is empty", **changes: object) -> Evidence:
    """Write a suggestion on these words of the map's one source."""
    [source] = boat.sources.values()
    [span] = anchors.find_quotation(source.text, words)
    suggestion = Evidence(
        id=f"urn:uuid:{uuid.uuid4()}",
        annotator="argmap-stance",
        claim=claim,
        stance=Stance.SUPPORTS,
        anchor=anchors.make(source, span),
        claim_hash=wording_hash(boat.map.claims[claim].text),
        created="2025-01-01T00:00:00Z",
        is_suggestion=True,
        proposal=FIGURES,
    )
    suggestion = replace(suggestion, **changes)  # type: ignore[arg-type]
    assert boat.folder is not None
    add_suggestions(boat.folder / "evidence", [suggestion], [])
    boat.refresh_evidence()
    return suggestion


def again(boat: Workspace) -> Workspace:
    assert boat.folder is not None
    return open_map(boat.folder)


def test_a_suggestion_survives_its_line() -> None:
    mark = Evidence(
        "urn:uuid:1",
        "argmap-stance",
        "T",
        Stance.OPPOSES,
        Anchor("s", "r", "words", "be", "af", 3, 8, "c1"),
        is_suggestion=True,
        proposal=FIGURES,
    )
    line = json.loads(to_line(mark))
    assert line["creator"]["type"] == "Software"
    assert line["argmap:proposal"]["blank"] == [0.4, 0.3, 0.3]
    assert from_json(line, "stance") == mark


def test_lines_of_other_producers_are_suggestions_too(boat: Workspace) -> None:
    first = propose(boat, "never seen ten people")
    path = boat.file.parent / "evidence" / "stance.jsonl"
    data = json.loads(path.read_text())
    del data["argmap:proposal"]
    data["creator"] = "some-other-tool"
    path.write_text(json.dumps(data) + "\n")
    [found] = again(boat).suggestions
    assert (found.id, found.annotator, found.proposal) == (first.id, "some-other-tool", None)


@pytest.mark.parametrize(
    "proposal",
    [
        7,
        [],
        {},
        {"supports": "much", "opposes": 0, "neutral": 0},
        {"supports": 2, "opposes": 0, "neutral": 0},
        {"supports": float("nan"), "opposes": 0, "neutral": 0},
        {"supports": 10**400, "opposes": 0, "neutral": 0},
        {"supports": True, "opposes": 0, "neutral": 0},
        {"supports": 0.5, "opposes": 0.2, "neutral": 0.3, "blank": [1]},
        {"supports": 0.5, "opposes": 0.2, "neutral": 0.3, "raw": "abc"},
    ],
)
def test_broken_figures_cost_their_line(boat: Workspace, proposal: object) -> None:
    propose(boat, "never seen ten people")
    path = boat.file.parent / "evidence" / "stance.jsonl"
    data = json.loads(path.read_text())
    with pytest.raises(BadAnnotation, match="proposal"):
        from_json({**data, "argmap:proposal": proposal}, "stance")
    path.write_text(path.read_text() + json.dumps({**data, "argmap:proposal": proposal}) + "\n")
    found = again(boat)
    assert len(found.suggestions) == 1
    assert [d.code for d in check(found).diagnostics] == ["AM302"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(["argmap:proposal", "argmap:passage", "target", "body", "motivation", "id"]),
    json_values,
    st.booleans(),
)
def test_any_json_in_any_field_is_read_or_refused(
    field: str, value: object, rejecting: bool
) -> None:
    mark = Evidence(
        "urn:uuid:1",
        "argmap-stance",
        "T",
        Stance.OPPOSES,
        Anchor("s", "r", "words", "", "", 3, 8),
        proposal=FIGURES,
    )
    line = rejection_line("urn:2", mark, "ada", "now") if rejecting else to_line(mark)
    try:
        found = from_json({**json.loads(line), field: value}, "stance" if not rejecting else "ada")
    except BadAnnotation:
        return
    if isinstance(found, Evidence):
        assert json.loads(to_line(found))["type"] == "Annotation"


def test_suggestions_count_for_nothing(boat: Workspace) -> None:
    before = check(boat)
    counts = Bearings(boat.map).counts("It is empty")
    propose(boat, "never seen ten people")
    found = again(boat)
    after = check(found)
    assert (after.marks, after.annotators, after.states) == (
        before.marks,
        before.annotators,
        before.states,
    )
    assert after.suggestions == 1
    assert Bearings(found.map).counts("It is empty") == counts
    assert len(found.map.marks) == 5
    # Nor is a suggestion on a claim that is gone a problem of anybody.
    found.file.write_text(found.text.replace("It is empty", "It runs empty"))
    assert again(found).suggestions == []
    assert "AM312" in {d.code for d in check(again(found)).diagnostics}  # of the two real marks
    assert len([d for d in check(again(found)).diagnostics if d.code == "AM312"]) == 2


def test_accepting_makes_a_mark_of_ones_own(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    mark = boat.accept(suggestion, "cleo", note="so it is", strength=3)
    assert (mark.annotator, mark.stance, mark.suggestion) == (
        "cleo",
        Stance.SUPPORTS,
        suggestion.id,
    )
    found = again(boat)
    assert found.suggestions == []
    kept = next(m for m in found.map.marks if m.annotator == "cleo")
    assert kept == mark
    assert found.locate(kept).state == "exact"
    line = json.loads((boat.file.parent / "evidence" / "cleo.jsonl").read_text())
    assert line["argmap:accepts"] == suggestion.id
    assert line["creator"] == {"type": "Person", "name": "cleo"}
    [decision] = found.decisions()
    assert decision.suggestion.proposal == FIGURES
    assert decision.stance is Stance.SUPPORTS
    found.remove(decision.by)
    assert [s.id for s in found.suggestions] == [suggestion.id]
    assert again(boat).decisions() == []


def test_the_other_side(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    boat.accept(suggestion, "cleo", Stance.OPPOSES)
    [decision] = again(boat).decisions()
    assert decision.stance is Stance.OPPOSES
    assert Bearings(again(boat).map).counts("It is empty") == (2, 1)


def test_rejecting_and_taking_it_back(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    no = boat.reject(suggestion, "cleo", "she jokes")
    assert isinstance(no, Rejection)
    found = again(boat)
    assert found.suggestions == []
    assert found.layers.rejections == [no]
    assert found.layers.rejections[0].anchor == suggestion.anchor
    [decision] = found.decisions()
    assert (decision.annotator, decision.stance) == ("cleo", None)
    assert len(found.map.marks) == 5
    assert not check(found).errors
    found.remove(no)
    assert [s.id for s in again(boat).suggestions] == [suggestion.id]
    assert again(boat).layers.rejections == []


def test_a_no_outlives_the_suggestion(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    boat.reject(suggestion, "cleo")
    (boat.file.parent / "evidence" / "stance.jsonl").unlink()
    propose(again(boat), "never seen ten people")  # another model, another id
    assert again(boat).suggestions == []


def test_a_mark_made_by_hand_answers_it(boat: Workspace) -> None:
    propose(boat, "eleven passengers on an average")
    propose(boat, "a loss of forty thousand crowns a year")  # other words of the same paragraph
    assert [s.quotation for s in boat.suggestions] == ["a loss of forty thousand crowns a year"]


def test_an_answer_holds_for_one_claim_only(boat: Workspace) -> None:
    propose(boat, "never seen ten people")
    other = propose(boat, "never seen ten people", claim="It saves lives")
    boat.reject(boat.suggestions[0], "cleo")
    assert [s.id for s in boat.suggestions] == [other.id]


def test_what_cannot_be_accepted(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    gone = replace(suggestion, claim="No such claim")
    with pytest.raises(Refused, match="claim"):
        boat.accept(gone, "cleo")
    lost = replace(
        suggestion,
        id="urn:x",
        anchor=replace(suggestion.anchor, exact="words that nobody wrote here", revision="old"),
    )
    with pytest.raises(Refused, match="passage"):
        boat.accept(lost, "cleo")
    for name in ("stance", "argmap-stance", "Argmap Stance", ""):
        with pytest.raises(Refused):
            boat.accept(suggestion, name)
        with pytest.raises(Refused):
            boat.reject(suggestion, name)
    assert len(again(boat).suggestions) == 1


def test_a_machine_cannot_reject(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    path = boat.file.parent / "evidence" / "stance.jsonl"
    line = rejection_line("urn:uuid:9", suggestion, "argmap-stance", "2025-01-01T00:00:00Z")
    path.write_text(path.read_text() + line + "\n")
    found = again(boat)
    assert len(found.suggestions) == 1
    assert [d.code for d in found.file_problems] == ["AM302"]


def test_the_same_suggestion_from_two_machines_is_one(boat: Workspace) -> None:
    suggestion = propose(boat, "never seen ten people")
    add_suggestions(
        boat.file.parent / "evidence", [replace(suggestion, created="2026-02-02T00:00:00Z")], []
    )
    found = again(boat)
    assert len(found.suggestions) == 1
    assert found.file_problems == ()


def test_a_growing_file_is_read_from_where_it_grew(boat: Workspace) -> None:
    one = propose(boat, "never seen ten people")
    two = propose(boat, "with my child in January", claim="It saves lives")
    assert [s.id for s in boat.suggestions] == [one.id, two.id]
    path: Path = boat.file.parent / "evidence" / "stance.jsonl"
    path.write_text(path.read_text() + "{}\n{\n")
    boat.refresh_evidence()
    assert [(d.code, d.line) for d in boat.layers.diagnostics] == [("AM302", 3), ("AM301", 4)]
    # A file that was rewritten is read anew.
    path.write_text("\n" + path.read_text().split("\n")[1] + "\n{\n")
    boat.refresh_evidence()
    assert [s.id for s in boat.suggestions] == [two.id]
    assert [(d.code, d.line) for d in boat.layers.diagnostics] == [("AM301", 3)]
    assert not boat.refresh_evidence()
    path.unlink()
    assert boat.refresh_evidence()
    assert boat.suggestions == []
    assert not boat.refresh_evidence()
