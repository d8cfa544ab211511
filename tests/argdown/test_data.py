"""Data blocks and front matter: types, places of errors, merging, and when YAML is imported."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.argdown import read
from argmap.argdown.data import merge, read_block, read_front_matter
from argmap.argdown.yaml12 import Timestamp, load


def value(written: str) -> Any:
    data, trouble = read_block("{x: " + written + "}")
    assert trouble is None
    return data["x"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("yes", "yes"), ("off", "off"), ("12:30:45", "12:30:45"), ("1_000", "1_000")),
        *(("010", 10), ("0o10", 8), ("0b11", 3), ("0x1F", 31), ("+5", 5), ("-3", -3)),
        *(("~", None), ("null", None), ("", None), ("true", True), ("False", False)),
        *(("1.5", 1.5), (".5", 0.5), ("1e3", 1000), (".inf", float("inf")), ("1.0", 1)),
        *(('"a: b"', "a: b"), ("'it''s'", "it's"), ("a b c", "a b c"), ("[1, [2]]", [1, [2]])),
        ("{y: [a, b], z: {}}", {"y": ["a", "b"], "z": {}}),
    ],
)
def test_types_are_those_of_yaml_1_2(written: str, expected: Any) -> None:
    found = value(written)
    assert found == expected
    assert type(found) is type(expected) or isinstance(expected, int | float)


def test_dates_are_kept_as_they_were_written() -> None:
    found = value("2024-03-01")
    assert isinstance(found, Timestamp)
    assert found == "2024-03-01"
    assert not isinstance(value('"2024-03-01"'), Timestamp)


def test_a_word_alone_is_a_key_and_keys_are_strings() -> None:
    assert read_block("{just text}") == ({"just text": None}, None)
    assert read_block("{1: a, true: b, null: c}") == ({"1": "a", "true": "b", "null": "c"}, None)
    assert read_block("{? [a, b] : c}")[0] == {"a,b": "c"}


def test_a_brace_that_ends_its_line_opens_block_style() -> None:
    assert read_block("{ \n  a: 1\n  b:\n    - c\n}") == ({"a": 1, "b": ["c"]}, None)
    assert read_block("{\n  a: 1\n}", switch=False) == ({"a": 1}, None)
    text = "===\ndata: {switchToBlockFormatIfMultiline: false}\n===\n\n[A]: a {\n b: 1\n c: 2\n}\n"
    assert [d.code for d in read(text).diagnostics] == ["AM106"]


@pytest.mark.parametrize(
    "block",
    [
        *("{a: 1, a: 2}", '{"a": 1, "a": 2}', "{a: [1}", "{a: }}", "{*b}", "{a: @b}", "{\n- a\n}"),
        *("{a: \x01}", "{a: &x [*x]}", "{a: !!python/object:os.system x}", "{" * 5000 + "}" * 5000),
    ],
)
def test_what_cannot_be_read_is_a_trouble(block: str) -> None:
    data, trouble = read_block(block)
    assert data == {}
    assert trouble is not None
    assert trouble.message
    assert 0 <= trouble.offset <= len(block)


def test_aliases_that_blow_up_are_refused() -> None:
    lines = ["{", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert read_block("\n".join([*lines, "}"]))[1] is not None


def test_a_problem_is_told_at_its_line_and_costs_one_block() -> None:
    reading = read("[A]: a\n{\n  b: 1\n  c: [\n}\n\n[B]: b {d: 2}\n")
    [problem] = reading.diagnostics
    assert (problem.code, problem.line) == ("AM106", 5)
    assert reading.map.claims["A"].text == "a"
    assert reading.map.claims["B"].data == {"d": 2}


def test_front_matter() -> None:
    assert read_front_matter("===\ntitle: The ferry\nyear: 2024\n===")[0] == {
        "title": "The ferry",
        "year": 2024,
    }
    assert read_front_matter("=== title: x ===")[0] == {"title": "x"}
    assert read_front_matter("===\n===")[0] == {}
    assert read_front_matter("===\na: b: c\n===")[1] is not None
    assert read_front_matter("===\nflag: true\nname: null\n===")[0] == {"flag": True, "name": None}


def test_merging_follows_the_reference() -> None:
    assert merge({"a": {"b": 1}}, {"a": {"c": 2}, "d": 3}) == (
        {"a": {"b": 1, "c": 2}, "d": 3},
        False,
    )
    assert merge({"a": [1, 2, 3]}, {"a": [9]}) == ({"a": [9, 2, 3]}, True)
    assert merge({"a": 1}, {"a": None}) == ({"a": None}, False)
    text = "[A]: a {x: {y: 1}}\n\n[A] {x: {z: 2}}\n"
    assert read(text).map.claims["A"].data == {"x": {"y": 1, "z": 2}}


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text("abc xyz:,-1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcdef-_", min_size=1), plain, min_size=1))
def test_the_fast_path_agrees_with_yaml(data: dict[str, Any]) -> None:
    import json

    written = json.dumps(data)
    assert read_block(written) == (data, None)
    assert load(written) == data


@given(st.text("{}[]:, \"'abc1.-\n#&*!|>%@", max_size=25))
def test_reading_data_never_raises(inside: str) -> None:
    data, trouble = read_block("{" + inside + "}")
    assert isinstance(data, dict)
    assert trouble is None or trouble.message


def test_yaml_is_not_imported_for_json_like_data() -> None:
    program = (
        "import sys; from argmap.argdown import read;"
        "r = read('===\\ntitle: The ferry\\n===\\n\\n'"
        "         '[A]: a {page: 3, file: x.txt, q: [\"b c\", 2]}');"
        "assert r.map.claims['A'].data == {'page': 3, 'file': 'x.txt', 'q': ['b c', 2]}, r.map;"
        "assert r.map.title == 'The ferry';"
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
