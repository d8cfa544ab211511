"""``source.json``: there and back, and what is wrong with a broken one."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from argmap.sources import from_json, segment_text, to_json
from argmap.sources.structure import sha256_text

TEXT = """\
The lighthouse needs a new lamp

by Nell Ferrar

The lamp of the lighthouse on the western mole has burned since nineteen hundred and eight, and
the harbour master says that it will not burn through another winter.

May 4, 2021 | 2 Comments »

2 Comments

  • Jon Brandt

    Let the ferry company pay for it, whose captains are the only ones who still look at it.

    • Ines Falk

      @Jon Brandt: The ferry company has paid for the mole already, and that was enough.
"""


def data() -> dict[str, Any]:
    structure = segment_text(TEXT, "lamp.txt")
    source = structure.as_source(
        TEXT, source_id="lamp-1", original="lamp.txt", original_sha256="ab"
    )
    return json.loads(json.dumps(to_json(source)))  # type: ignore[no-any-return]


def test_round_trip() -> None:
    structure = segment_text(TEXT, "lamp.txt")
    source = structure.as_source(
        TEXT, source_id="lamp-1", original="lamp.txt", original_sha256="ab"
    )
    assert from_json(data(), TEXT) == source


def test_what_is_written() -> None:
    written = data()
    assert written["schema"] == 1
    assert written["text"] == {"sha256": sha256_text(TEXT), "characters": len(TEXT)}
    assert written["title"] == {
        "value": "The lighthouse needs a new lamp",
        "how": "heading above the text",
    }
    assert written["stated_comments"] == 2
    assert TEXT[:40] not in json.dumps(written["blocks"])
    assert "outlet" not in written


def test_unknown_keys_are_ignored() -> None:
    changed = data()
    changed["colour"] = "blue"
    changed["blocks"][0]["colour"] = "blue"
    changed["comments"][0]["likes"] = 3
    assert from_json(changed, TEXT) == from_json(data(), TEXT)


def put(path: str, value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(data())
    place = changed
    *ways, last = path.split(".")
    for way in ways:
        place = place[int(way) if way.isdecimal() else way]
    place[int(last) if last.isdecimal() else last] = value
    return changed  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("schema", 99, "schema"),
        ("schema", "1", "schema"),
        ("id", None, "id"),
        ("title", None, "title"),
        ("title", {"how": "x"}, "title.value"),
        ("authors", {}, "authors"),
        ("authors.0", 3, "authors[0]"),
        ("date", [], "date"),
        ("blocks", "x", "blocks"),
        ("blocks.1.kind", "poem", "blocks[1].kind"),
        ("blocks.1.span", [5, 2], "blocks[1].span"),
        ("blocks.1.span", [0, 10**9], "blocks[1].span"),
        ("blocks.1.span", [True, 2], "blocks[1].span"),
        ("comments.0", [], "comments[0]"),
        ("comments.0.author", 3, "comments[0].author"),
        ("comments.0.body", [0], "comments[0].body"),
        ("comments.0.depth", -1, "comments[0].depth"),
        ("comments.0.reply_to", "c2", "comments[0].reply_to"),
        ("comments.1.reply_to", "c2", "comments[1].reply_to"),
        ("comments.1.id", "c1", "comments"),
        ("comments.1.mentions.0.span", None, "comments[1].mentions[0].span"),
        ("original", "x", "original"),
        ("stated_comments", "2", "stated_comments"),
    ],
)
def test_the_message_names_the_key(path: str, value: object, key: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        from_json(put(path, value), TEXT)
    assert str(caught.value).startswith(f"{key}:")


@pytest.mark.parametrize("whole", [None, [], "x", 3])
def test_no_object_at_all(whole: object) -> None:
    with pytest.raises(ValueError, match=r"^source\.json: "):
        from_json(whole, TEXT)
