"""A source laid out in rows: every character has its row, furniture and replies fold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Block, BlockKind, Comment, Field, Source, Span
from argmap.tui.page import Page, PartKind


def make(
    blocks: list[tuple[BlockKind, str]], comments: list[Comment] = (), tail: str = ""
) -> Source:  # type: ignore[assignment]
    text, spans = "", []
    for kind, words in blocks:
        spans.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words
    return Source("s", text + tail, "r", Field("T", "test"), blocks=tuple(spans),
                  comments=tuple(comments))  # fmt: skip


def thread() -> Source:
    """An article, menu lines, and three comments, the second in reply to the first."""
    head = [
        (BlockKind.BOILERPLATE, "Home\nSport\n\n"),
        (BlockKind.TITLE, "Ice in the harbour\n\n"),
        (BlockKind.PARAGRAPH, "It froze.\n\n"),
    ]
    size = sum(len(words) for _, words in head)
    comments, tail = [], ""
    for number, (author, body, depth, above) in enumerate(
        [("Ann", "So what.", 0, None), ("Bo", "A lot.", 1, "c1"), (None, "Cold.", 0, None)], 1
    ):
        start = size + len(tail)
        words = f"* {author or ''}\n{body}\nReply\n"
        at = start + words.index(body)
        comments.append(
            Comment(f"c{number}", Span(start, start + len(words)), Span(at, at + len(body)),
                    author, reply_to=above, depth=depth)
        )  # fmt: skip
        tail += words
    return make(head, comments, tail)


def rows(page: Page) -> list[str]:
    return [
        page.text[r.start : r.end] if r.part.is_text else r.part.label
        for r in (page.row(y) for y in range(len(page)))
    ]


def test_furniture_is_one_line_until_it_is_asked_for() -> None:
    source = thread()
    folded = rows(Page(source, 40))
    assert folded[0] == "⋯ page furniture, 2 lines (x shows it)"
    assert "Home" not in folded and "Reply" not in folded
    unfolded = rows(Page(source, 40, furniture=True))
    assert "Home" in unfolded and unfolded.count("Reply") == 3


def test_comments_follow_a_rule_with_author_and_reply() -> None:
    shown = rows(Page(thread(), 40))
    assert shown[shown.index("3 comments") :] == [
        "3 comments", "", "Ann", "So what.", "", "Bo · ↩ to Ann", "A lot.", "",
        "anonymous", "Cold.",
    ]  # fmt: skip


def test_replies_fold() -> None:
    shown = rows(Page(thread(), 40, folded=frozenset({"c1"})))
    assert "A lot." not in shown and "Cold." in shown
    assert "▸ 1 reply (Space shows them)" in shown


def test_an_empty_source_has_a_row_that_says_so() -> None:
    page = Page(make([]), 40)
    assert len(page) == 1 and page.row_of(0) == 0
    assert "no text" in rows(page)[0]


def test_controls_are_visible_and_offsets_stay_true() -> None:
    source = make([(BlockKind.PARAGRAPH, "a\x1b[31mb\u202ec")])
    page = Page(source, 40)
    assert len(page.text) == len(source.text)
    assert "\x1b" not in page.text and "\u202e" not in page.text


KINDS = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BOILERPLATE, BlockKind.QUOTATION]
)
WORDS = st.text(st.sampled_from("ab c\n中é"), min_size=1, max_size=40)


@given(st.lists(st.tuples(KINDS, WORDS), max_size=6), st.integers(4, 30), st.integers(4, 30))
def test_every_character_is_on_the_row_that_is_named_for_it(blocks, width, other) -> None:
    source = make(blocks)
    page = Page(source, width, furniture=True)
    for _ in range(2):
        for offset, character in enumerate(source.text):
            row = page.row(page.row_of(offset))
            if not character.isspace():
                assert row.start <= offset < row.end
        page.resize(other)


@given(st.lists(st.tuples(KINDS, WORDS), max_size=6), st.integers(4, 30), st.integers(0, 200))
def test_folding_keeps_a_place_near(blocks, width, offset) -> None:
    source = make(blocks)
    page = Page(source, width)
    row = page.row_of(min(offset, len(source.text)))
    assert 0 <= row < len(page)
    assert row == 0 or page.row(row).start <= offset


def test_paragraph_by_paragraph() -> None:
    page = Page(thread(), 40)
    seen, y = [], 0
    while y < len(page) - 1:
        y = page.part_start(y, 1)
        seen.append(rows(page)[y])
        if page.row(y).part.kind is PartKind.TEXT and seen[-1] == "Cold.":
            break
    assert seen[:4] == ["Ice in the harbour", "It froze.", "Ann", "Bo · ↩ to Ann"]
    assert rows(page)[page.part_start(len(page) - 1, -1)] == "anonymous"
    assert page.part_start(0, -1) == 0
