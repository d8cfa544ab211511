"""Markdown written by hand: front matter, blocks, and the thread as a nested list."""

from __future__ import annotations

import pytest

from argmap.model import BlockKind
from argmap.sources import Structure, read_markdown, segment_text

ARTICLE = """\
---
title: "The lamp: a second look"
authors: [Nell Ferrar, Bo Chan]
date: 2021-05-04
outlet: Harbour Post
url: https://example.org/lamp
language: en
---

# The lamp: a second look

By Somebody Else

![the mole at night](mole.jpg)

*Photo: Town Archive*

The lamp has burned for a hundred years.

> It will not burn for another one, said the harbour master.

## What it costs

- forty metres of chain
- one lamp

<!-- ask the guild -->

"""

THREAD = """\
## Readers' comments

- **Jon Brandt** (2021-05-05): Let the ferry company pay.
  It can.

  > It will not burn for another one

  And it should.
  - **Ines Falk**: @Jon Brandt: It cannot.
    - no name here: only text
- Uma says: I like the lamp.
- **anonymous**: I do not.
- Theo (6 May 2021): Who does?
- **Rosa Lind** — 7 May 2021, 14:05:
  Everybody who has been at sea.
"""


def blocks(found: Structure, text: str) -> list[tuple[str, str]]:
    return [(str(b.kind), b.span.of(text).strip()) for b in found.blocks]


def test_front_matter() -> None:
    found = read_markdown(ARTICLE, "lamp.md")
    assert found.title.value == "The lamp: a second look" and found.title.how == "front matter"
    assert [a.value for a in found.authors] == ["Nell Ferrar", "Bo Chan"]
    assert found.date is not None and found.date.value == "2021-05-04"
    assert found.outlet is not None and found.outlet.value == "Harbour Post"
    assert found.url is not None and found.language is not None
    assert found.diagnostics == ()


def test_blocks() -> None:
    assert blocks(read_markdown(ARTICLE), ARTICLE) == [
        ("boilerplate", ARTICLE[: ARTICLE.index("# The")].strip()),
        ("title", "# The lamp: a second look"),
        ("byline", "By Somebody Else"),
        ("caption", "![the mole at night](mole.jpg)"),
        ("caption", "*Photo: Town Archive*"),
        ("paragraph", "The lamp has burned for a hundred years."),
        ("quotation", "> It will not burn for another one, said the harbour master."),
        ("heading", "## What it costs"),
        ("paragraph", "- forty metres of chain\n- one lamp"),
        ("boilerplate", "<!-- ask the guild -->"),
    ]


def test_thread() -> None:
    text = ARTICLE + THREAD
    found = read_markdown(text, "lamp.md")
    jon, ines, nobody, uma, hidden, theo, rosa = found.comments
    assert [c.author for c in found.comments] == [
        "Jon Brandt", "Ines Falk", None, "Uma", None, "Theo", "Rosa Lind",
    ]  # fmt: skip
    assert [c.reply_to for c in found.comments] == [None, "c1", "c2", None, None, None, None]
    assert [c.depth for c in found.comments] == [0, 1, 2, 0, 0, 0, 0]
    assert [c.date for c in (jon, theo, rosa)] == ["2021-05-05", "2021-05-06", "2021-05-07"]
    assert jon.body.of(text).startswith("Let the") and jon.body.of(text).endswith("it should.")
    assert "Ines" not in jon.span.of(text)
    assert [q.of(text) for q in jon.quoted] == ["> It will not burn for another one"]
    assert ines.mentions[0].comment == "c1"
    assert nobody.body.of(text) == "no name here: only text"
    assert uma.body.of(text) == "I like the lamp."
    assert hidden.body.of(text) == "I do not."
    assert rosa.body.of(text) == "Everybody who has been at sea."
    assert not found.diagnostics


def test_byline_and_date_where_there_is_no_front_matter() -> None:
    text = "The lamp\n========\n\n*By Nell Ferrar and Bo Chan*\n\nMay 4, 2021\n\nIt burns.\n"
    found = read_markdown(text)
    assert found.title.value == "The lamp" and found.title.how == "first heading"
    assert [a.value for a in found.authors] == ["Nell Ferrar", "Bo Chan"]
    assert found.date is not None and found.date.value == "2021-05-04"


def test_by_in_a_sentence_is_no_byline() -> None:
    text = "# The lamp\n\nBy the end of the year it will be dark, and nobody will have done it.\n"
    assert read_markdown(text).authors == ()


@pytest.mark.parametrize(
    "heading",
    ["Comments", "Kommentare", "Commentaires (2)", "2 Comments", "Discussion", "Comentarios:",
     "תגובות", "**Comments**"],
)  # fmt: skip
def test_headings_of_threads(heading: str) -> None:
    found = read_markdown(f"# T\n\nText.\n\n## {heading}\n\n- a\n- b\n")
    assert len(found.comments) == 2


def test_a_list_elsewhere_is_no_thread_and_a_later_heading_ends_one() -> None:
    text = "# T\n\n## Comments\n\n- a\n\n### On Friday\n\n- b\n\n## Sources\n\n- c\n"
    found = read_markdown(text)
    assert [c.body.of(text) for c in found.comments] == ["a", "b"]


def test_heading_of_a_thread_without_a_list() -> None:
    found = read_markdown("# T\n\n## Comments\n\nNobody wrote.\n", "t.md")
    assert [d.code for d in found.diagnostics] == ["AM205"]
    assert found.diagnostics[0].line == 3


def test_stated_count() -> None:
    found = read_markdown("# T\n\n## Comments (3)\n\n- a\n", "t.md")
    assert found.stated_comments == 3
    assert [(d.code, d.line) for d in found.diagnostics] == [("AM203", 3)]


def test_text_after_replies_is_set_aside_and_told() -> None:
    text = "# T\n\n## Comments\n\n- **A**: one\n  - **B**: two\n\n  three\n"
    found = read_markdown(text, "t.md")
    assert [d.code for d in found.diagnostics] == ["AM207"]
    assert found.diagnostics[0].excerpt.strip() == "three"
    assert blocks(found, text)[-1] == ("boilerplate", "three")


@pytest.mark.parametrize(
    "front",
    ["title: [unclosed", "title: a: b", "- just\n- a list", "title: {a: 1}", "date: 2019-02-31",
     "x: &a [*a]", "title: *nothing"],
)  # fmt: skip
def test_broken_front_matter_does_not_hide_the_rest(front: str) -> None:
    text = f"---\n{front}\n---\n\n# The lamp\n\nIt burns.\n"
    found = read_markdown(text, "lamp.md")
    assert found.title.value == "The lamp"
    assert all(d.code == "AM204" and d.line >= 2 for d in found.diagnostics)
    assert ("paragraph", "It burns.") in blocks(found, text)
    if front != "x: &a [*a]":
        assert len(found.diagnostics) == 1


def test_front_matter_that_never_closes_is_text() -> None:
    found = read_markdown("---\ntitle: x\n\n# The lamp\n")
    assert found.title.value == "The lamp"


def test_aliases_cannot_blow_up() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    text = "---\n" + "\n".join(rows) + "\ntitle: *a29\n---\n\n# The lamp\n"
    assert read_markdown(text).title.value == "The lamp"


def test_the_same_words_as_a_plain_scrape() -> None:
    plain = segment_text(
        "The lamp\n\nBy Nell Ferrar\n\n" + "It has burned for a hundred years. " * 6
    )
    assert plain.title.value == "The lamp"


def test_code_and_rules_are_covered() -> None:
    text = "# T\n\n```\ncode\n```\n\n---\n\n<div>\nx\n</div>\n\n[a]: http://x\n"
    found = read_markdown(text)
    assert [str(b.kind) for b in found.blocks] == ["title", "paragraph", "boilerplate", "paragraph"]
    assert found.blocks[-1].kind is BlockKind.PARAGRAPH
