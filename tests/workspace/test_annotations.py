from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Anchor, Evidence, Stance
from argmap.workspace.annotations import BadAnnotation, Deletion, from_json, to_line

words = st.text(min_size=1).filter(lambda t: bool(t.strip()))
evidence = st.builds(
    Evidence,
    id=words,
    annotator=words,
    claim=words,
    stance=st.sampled_from(Stance),
    anchor=st.builds(
        Anchor,
        source=words.filter(lambda t: "/" not in t),
        revision=words,
        exact=words,
        prefix=st.text(),
        suffix=st.text(),
        start=st.integers(0, 10**9),
        end=st.integers(0, 10**9),
        container=st.none() | words,
    ),
    claim_hash=st.text(),
    strength=st.none() | st.integers(1, 5),
    basis=st.none() | words,
    source_grade=st.none() | st.sampled_from("ABCDEF"),
    information_grade=st.none() | st.sampled_from("123456"),
    speaker=st.none() | words,
    note=st.none() | words,
    created=words,
)


@given(evidence)
def test_a_mark_survives_its_line(mark: Evidence) -> None:
    line = to_line(mark)
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert from_json(json.loads(line), "somebody") == mark


def example() -> dict[str, Any]:
    mark = Evidence(
        "urn:uuid:1", "ada", "T", Stance.OPPOSES, Anchor("s", "r", "words", "be", "af", 3, 8)
    )
    data = json.loads(to_line(mark))
    assert isinstance(data, dict)
    return data


def test_the_line_is_a_web_annotation() -> None:
    data = example()
    assert data["type"] == "Annotation"
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert data["target"]["source"] == "sources/s/text.txt"
    kinds = [s["type"] for s in data["target"]["selector"]]
    assert kinds == ["TextQuoteSelector", "TextPositionSelector"]


def test_one_thing_or_a_list_of_things() -> None:
    data = example()
    data["target"] = [data["target"]]
    data["target"][0]["selector"] = data["target"][0]["selector"][0]
    mark = from_json(data, "x")
    assert isinstance(mark, Evidence)
    assert (mark.anchor.exact, mark.anchor.start) == ("words", 0)


def test_a_tombstone() -> None:
    gone = from_json(
        {"id": "urn:2", "type": "Annotation", "motivation": "argmap:deleting", "target": "urn:1"},
        "ada",
    )
    assert isinstance(gone, Deletion) and gone.target == "urn:1"


def test_what_the_machine_proposes_is_a_suggestion() -> None:
    mark = from_json(example(), "stance")
    assert isinstance(mark, Evidence) and mark.is_suggestion


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d.pop("id"), '"id"'),
        (lambda d: d.update(body=[]), "no claim"),
        (lambda d: d["body"].pop(1), "no side"),
        (lambda d: d.pop("target"), "target"),
        (lambda d: d["target"].pop("selector"), "TextQuoteSelector"),
        (lambda d: d["target"]["selector"][0].pop("exact"), "exact"),
        (lambda d: d["target"]["selector"][1].update(start=-1), "start"),
        (lambda d: d["target"]["selector"][1].update(end="9"), "end"),
        (lambda d: d.update({"argmap:strength": 9}), "strength"),
        (lambda d: d["target"].update(source=7), "source"),
    ],
)
def test_what_is_missing_is_named(change: Any, says: str) -> None:
    data = example()
    change(data)
    with pytest.raises(BadAnnotation, match=says):
        from_json(data, "ada")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "body",
                    "target",
                    "selector",
                    "type",
                    "value",
                    "purpose",
                    "creator",
                    "exact",
                    "start",
                    "source",
                    "motivation",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(json_values)
def test_any_json_is_read_or_refused(data: Any) -> None:
    try:
        assert isinstance(from_json(data, "ada"), Evidence | Deletion)
    except BadAnnotation as refused:
        assert str(refused)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything in a JSON value."""
    found = [path] if path else []
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            found += places(value, (*path, key))
    return found


@given(st.data())
def test_any_field_of_a_mark_may_hold_anything(choice: st.DataObject) -> None:
    data = example()
    path = choice.draw(st.sampled_from(places(data)))
    holder = data
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = choice.draw(json_values)
    try:
        mark = from_json(data, "ada")
    except BadAnnotation as refused:
        assert str(refused)
    else:
        assert isinstance(mark, Deletion) or to_line(mark)
