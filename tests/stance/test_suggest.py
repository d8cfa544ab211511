from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.model import Stance
from argmap.sources import read_source
from argmap.stance.calibration import Calibration
from argmap.stance.scores import Pair, Score
from argmap.workspace import Workspace, create, open_map
from tests.stance.fakes import WordScorer, sides, suggest

PAGE = """\
---
title: Pier to be torn down
author: Ada Stone
date: 2024-03-03
---

# Pier to be torn down

The council says yes, the pier must go before the winter.

The harbour master has counted nine boats.

## Comments

- **Bo Lind**: No pier, no town. Everybody I know wants it kept. My father built it.
  - **Cia**: “No pier, no town. Everybody I know wants it kept.” Yes, tear it down at last.
- **Dan Roe**: Perhaps the pier can be moved.
- **Eva**: I sold fish on the pier for years.
- **Filipa**: El muelle no debe caer, mañana tampoco.
- **Gus**: No, it is our pier.
"""
MAP = """\
[Tear it down]: The pier should be torn down.

[Boats need it]: Boats need the pier more than the town does.
"""


@pytest.fixture
def pier(tmp_path: Path) -> Workspace:
    page = tmp_path / "pier.md"
    page.write_text(PAGE, encoding="utf-8")
    create(tmp_path / "pier")
    (tmp_path / "pier" / "map.argdown").write_text(MAP, encoding="utf-8")
    workspace = open_map(tmp_path / "pier")
    assert workspace.add_source(read_source(page))
    return open_map(tmp_path / "pier")


def stance_lines(workspace: Workspace) -> list[dict]:
    path = workspace.file.parent / "evidence" / "stance.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_one_suggestion_a_comment_or_paragraph_with_the_words_that_decide(pier) -> None:
    [outcome] = suggest(pier, claims=["Tear it down"])
    [source] = pier.sources.values()
    assert (
        sorted(sides(outcome))
        == [
            ("c1", Stance.OPPOSES),
            ("c2", Stance.SUPPORTS),
            ("c6", Stance.OPPOSES),
            ("p4", Stance.SUPPORTS),
        ]
        or len(outcome.found) == 4
    )
    words = {f.container.id: f.suggestion.quotation for f in outcome.found}
    assert words["c1"] == "No pier, no town."
    assert words["c2"] == "Yes, tear it down at last."
    for found in outcome.found:
        anchor = found.suggestion.anchor
        assert source.text[anchor.start : anchor.end] == anchor.exact
        assert anchor.container == found.container.id
        assert pier.locate(found.suggestion).state == "exact"
    assert outcome.abstained == {"neutral": 2, "too unsure": 1, "not English": 1}
    assert [f.container.speaker for f in outcome.found if f.container.id == "c1"] == ["Bo Lind"]


def test_the_lines_are_web_annotations_by_software(pier) -> None:
    suggest(pier, claims=["Tear it down"])
    lines = stance_lines(pier)
    assert len(lines) == 4
    for line in lines:
        assert line["creator"]["type"] == "Software"
        assert line["creator"]["name"] == "argmap-stance"
        proposal = line["argmap:proposal"]
        total = proposal["supports"] + proposal["opposes"] + proposal["neutral"]
        assert total == pytest.approx(1)
        assert (proposal["model"], proposal["version"]) == ("argmap-stance", "1")
        assert len(proposal["blank"]) == 3
    again = open_map(pier.file.parent)
    assert [s.proposal.model for s in again.suggestions if s.proposal] == ["argmap-stance"] * 4
    assert again.map.evidence_for("Tear it down") == []
    assert again.map.marks == ()


def test_a_second_run_adds_nothing_and_scores_nothing(pier, tmp_path) -> None:
    cache = tmp_path / "scores.sqlite3"
    first, second = WordScorer(), WordScorer()
    one = suggest(pier, first, cache=cache)
    before = (pier.file.parent / "evidence" / "stance.jsonl").read_bytes()
    again = open_map(pier.file.parent)
    two = suggest(again, second, cache=cache)
    assert (pier.file.parent / "evidence" / "stance.jsonl").read_bytes() == before
    assert second.asked == []
    assert [o.new for o in two] == [0, 0]
    assert [sides(o) for o in one] == [sides(o) for o in two]


def test_ids_are_the_same_on_every_machine(pier) -> None:
    path = pier.file.parent / "evidence" / "stance.jsonl"
    suggest(pier)
    first = [line["id"] for line in stance_lines(pier)]
    path.unlink()
    suggest(open_map(pier.file.parent))
    assert [line["id"] for line in stance_lines(pier)] == first


def test_what_people_decided_is_not_proposed_again(pier) -> None:
    [outcome] = suggest(pier, claims=["Tear it down"])
    by = {f.container.id: f.suggestion for f in outcome.found}
    pier.reject(by["c1"], "ada")
    pier.accept(by["c2"], "ada", Stance.OPPOSES)
    [source] = pier.sources.values()
    paragraph = by[next(k for k in by if k.startswith("p"))].anchor
    from argmap.model import Span

    pier.mark(source, Span(paragraph.start, paragraph.end), "Tear it down", Stance.SUPPORTS, "ben")
    assert [s.anchor.container for s in pier.suggestions] == ["c6"]
    # Another model, another wording of the claim, a lost stance.jsonl: decided stays decided.
    (pier.file.parent / "evidence" / "stance.jsonl").unlink()
    pier.file.write_text(MAP.replace("should be torn down", "must be taken away"))
    again = open_map(pier.file.parent)
    [outcome] = suggest(again, WordScorer(version="2"), claims=["Tear it down"])
    assert sides(outcome) == [("c6", Stance.OPPOSES)]
    assert outcome.settled == 3


def test_an_undone_decision_opens_the_suggestion_again(pier) -> None:
    [outcome] = suggest(pier, claims=["Tear it down"])
    first = outcome.found[0].suggestion
    no = pier.reject(first, "ada")
    assert first.id not in {s.id for s in pier.suggestions}
    pier.remove(no)
    assert first.id in {s.id for s in pier.suggestions}
    [outcome] = suggest(pier, claims=["Tear it down"])
    assert outcome.new == 0 and len(outcome.found) == 4


def test_a_newer_model_and_a_new_wording_take_the_place_of_the_old(pier) -> None:
    suggest(pier, claims=["Tear it down"])
    old = {s.id for s in pier.suggestions}
    [outcome] = suggest(pier, WordScorer(version="2"), claims=["Tear it down"])
    assert (outcome.new, outcome.withdrawn) == (4, 4)
    newer = {s.id for s in pier.suggestions}
    assert len(newer) == 4 and not newer & old
    # Back to the first: ids that were taken away are never used again.
    suggest(pier, WordScorer(version="1"), claims=["Tear it down"])
    third = {s.id for s in pier.suggestions}
    assert len(third) == 4 and not third & (old | newer)
    pier.file.write_text(MAP.replace("should be torn down", "must be taken away"))
    again = open_map(pier.file.parent)
    [outcome] = suggest(again, claims=["Tear it down"])
    assert (outcome.new, outcome.withdrawn) == (4, 4)
    assert len(open_map(pier.file.parent).suggestions) == 4


def test_a_stopgap_replaces_nothing(pier) -> None:
    suggest(pier, claims=["Tear it down"])
    old = {s.id for s in pier.suggestions}
    [outcome] = suggest(pier, WordScorer("lexical"), claims=["Tear it down"], stopgap=True)
    assert (outcome.new, outcome.withdrawn) == (0, 0)
    assert {s.id for s in pier.suggestions} == old


def test_two_who_run_it_at_once_write_each_suggestion_once(pier) -> None:
    other = open_map(pier.file.parent)
    assert other.suggestions == [] and pier.suggestions == []
    suggest(pier)
    suggest(other)
    ids = [line["id"] for line in stance_lines(pier)]
    assert len(ids) == len(set(ids))


def test_top_takes_from_both_sides(pier) -> None:
    [outcome] = suggest(pier, claims=["Tear it down"], top=2)
    assert {stance for _, stance in sides(outcome)} == set(Stance)
    assert len(outcome.found) == 2 and outcome.further == 2
    # With two decided, the next two come.
    for found in outcome.found:
        pier.reject(found.suggestion, "ada")
    [outcome] = suggest(pier, claims=["Tear it down"], top=2)
    assert outcome.new == 2


def test_everything_looks_at_every_comment(pier) -> None:
    [outcome] = suggest(pier, claims=["Tear it down"], everything=True, top=0)
    assert len(outcome.found) + sum(outcome.abstained.values()) == 8


def test_dry_writes_nothing(pier) -> None:
    outcomes = suggest(pier, dry=True)
    assert sum(o.new for o in outcomes) == 8
    assert stance_lines(pier) == []


def test_the_threshold(pier) -> None:
    [outcome] = suggest(pier, claims=["Tear it down"], least=0.85)
    assert {s for _, s in sides(outcome)} == {Stance.SUPPORTS}
    assert outcome.abstained["too unsure"] == 3
    [outcome] = suggest(pier, claims=["Tear it down"], least=0.3)
    assert ("c3", Stance.SUPPORTS) in sides(outcome)


def test_reasons_tell_what_to_be_careful_about(pier) -> None:
    [outcome] = suggest(pier, claims=["Boats need it"])
    reasons = {f.container.id: f.suggestion.proposal.reasons for f in outcome.found}
    assert all("the claim is a comparison" in r for r in reasons.values())
    # This scorer goes by tone alone, and says so.
    assert "its tone alone suggests as much" in reasons["c2"]


def test_experimental_is_ranked_by_relevance(pier) -> None:
    untested = Calibration(experimental=frozenset({"comment"}))
    [outcome] = suggest(pier, claims=["Tear it down"], calibration=untested)
    assert outcome.by_relevance
    relevance = [f.relevance for f in outcome.found]
    assert relevance == sorted(relevance, reverse=True)
    flags = {f.container.kind: f.suggestion.proposal.experimental for f in outcome.found}
    assert flags == {"comment": True, "paragraph": False}
    [outcome] = suggest(open_map(pier.file.parent), claims=["Tear it down"])
    assert not outcome.by_relevance
    sure = [f.suggestion.proposal.confidence for f in outcome.found]
    assert sure == sorted(sure, reverse=True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Pier", "one word"),
        ("???", "no words"),
        ("El muelle debe caer mañana.", "not in English"),
    ],
)
def test_claims_that_cannot_be_judged_are_told_and_the_others_go_on(pier, text, why) -> None:
    pier.file.write_text(MAP + f"\n[Odd]: {text}\n")
    outcomes = suggest(open_map(pier.file.parent))
    assert [len(o.found) for o in outcomes] == [4, 4, 0]
    assert why in outcomes[2].question.refused


def test_a_long_claim_is_cut_and_said_so(pier) -> None:
    pier.file.write_text("[Long]: " + "The pier should go. " * 250 + "\n")
    scorer = WordScorer()
    [outcome] = suggest(open_map(pier.file.parent), scorer)
    assert "first" in outcome.question.notes[0]
    assert max(len(p.claim) for p in scorer.asked) <= 500


def test_a_run_that_is_stopped_keeps_what_is_done(pier, tmp_path) -> None:
    cache = tmp_path / "scores.sqlite3"

    class Stopped(WordScorer):
        def score(self, pairs):
            if len({p.claim for p in self.asked} | {p.claim for p in pairs}) > 2:
                raise KeyboardInterrupt
            return super().score(pairs)

    with pytest.raises(KeyboardInterrupt):
        suggest(pier, Stopped(), cache=cache)  # claim, blank claim, second claim
    assert {line["body"][0]["value"] for line in stance_lines(pier)} == {"Tear it down"}
    rest = WordScorer()
    suggest(open_map(pier.file.parent), rest, cache=cache)
    assert {p.claim for p in rest.asked} == {
        "Boats need the pier more than the town does.",
        "",
    } or {p.claim for p in rest.asked} == {"Boats need the pier more than the town does."}
    assert len(stance_lines(pier)) == 8


def test_a_scorer_without_answers(pier) -> None:
    class Mute(WordScorer):
        def score(self, pairs):
            return [Score.nothing("the server said nothing") for _ in pairs]

    outcomes = suggest(pier, Mute())
    assert [o.abstained["no answer"] for o in outcomes] == [7, 7]


def test_many_claims_share_one_pass_over_the_sources(pier) -> None:
    scorer = WordScorer()
    suggest(pier, scorer, top=1)
    # Four windows a claim at most, with their sentences and one blank claim each.
    per_claim = [p for p in scorer.asked if p.claim.startswith("The pier")]
    assert len({p.passage for p in per_claim}) <= 4 * 5


def test_a_suggestion_whose_passage_is_gone_is_withdrawn(pier) -> None:
    suggest(pier, claims=["Tear it down"])
    [source] = pier.sources
    text = pier.file.parent / "sources" / source / "text.txt"
    text.write_text(text.read_text().replace("No, it is our pier.", "Xx, xx xx xxx xxxx."))
    again = open_map(pier.file.parent)
    [outcome] = suggest(again, claims=["Tear it down"])
    assert "c6" not in {f.container.id for f in outcome.found}
    assert {s.anchor.container for s in again.suggestions} >= {"c1", "c2"}
    assert "c6" not in {s.anchor.container for s in again.suggestions}


def test_pairs_are_scored_as_own_words(pier) -> None:
    scorer = WordScorer()
    suggest(pier, scorer, claims=["Tear it down"])
    read = {p.passage for p in scorer.asked}
    assert "Yes, tear it down at last." in read
    assert not any("no town" in p and "Yes" in p for p in read)
    assert Pair("", "Yes, tear it down at last.") in scorer.asked
