"""What holds for every text: covered exactly once, in order, replies only to what came before."""

from __future__ import annotations

import itertools
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.sources import Structure, describe, from_json, read_markdown, segment_text, to_json
from tests.sources import scrapes
from tests.sources.test_markdown import ARTICLE as MARKDOWN
from tests.sources.test_markdown import THREAD

SCRAPES = [
    value
    for key, value in sorted(vars(scrapes).items())
    if key.isupper() and isinstance(value, str)
]
PIECES = [
    "• ", "  • ", "    • ", "1. ", "  10. ", "- ", "* ", "+ ", "o ", "> ", "# ", "## Comments",
    "```", "Jon says:", "Jon Brandt", "@Jon: ", "@ Jon Brandt:", "June 3, 2019 at 4 pm",
    "3. Mai 2020",
    "Reply", "Like", "9 Comments", "Leave a Reply", "Recent Comments", "Pingback: x", "By Ann Lee",
    "Photo: x", "**Jon** (2020-01-02): ", "---", "title: x", "<!-- x -->", "\t", "  ", "\n", "\n\n",
    "\u00a0", "\u2028", "\x85", "\x0b", "\r", "\ufeff", "\u202e", "\ufffd", "נועה", "🌊",
    "12/12/2012",
    "The council voted on Thursday to close the bridge to cars and to buses from next spring.",
]  # fmt: skip

texts = st.text(max_size=400) | st.lists(
    st.sampled_from(PIECES) | st.text(max_size=12), max_size=60
).map("".join)


def check(text: str, found: Structure) -> None:
    """Every character in exactly one span, in order; spans inside; replies to earlier comments."""
    spans = sorted([b.span for b in found.blocks] + [c.span for c in found.comments])
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))
    assert not text or (spans[0].start == 0 and spans[-1].end == len(text))
    assert all(span.start < span.end for span in spans)
    assert [b.span for b in found.blocks] == sorted(b.span for b in found.blocks)
    assert [c.span for c in found.comments] == sorted(c.span for c in found.comments)
    earlier: dict[str, int] = {}
    for number, comment in enumerate(found.comments, 1):
        assert comment.id == f"c{number}"
        assert comment.span.start <= comment.body.start <= comment.body.end <= comment.span.end
        assert comment.reply_to is None or comment.reply_to in earlier
        assert comment.depth == (earlier[comment.reply_to] + 1 if comment.reply_to else 0)
        for inner in (*comment.quoted, *comment.aside, *(m.span for m in comment.mentions)):
            assert comment.body.start <= inner.start < inner.end <= comment.body.end
        for mention in comment.mentions:
            assert mention.comment is None or mention.comment in earlier
            assert mention.span.of(text).startswith("@")
        earlier[comment.id] = comment.depth
    assert found.title.value.strip()
    assert "\n" not in describe(found, text)
    source = found.as_source(text, source_id="x")
    assert from_json(json.loads(json.dumps(to_json(source))), text) == source


@settings(deadline=None)
@given(texts)
def test_any_text(text: str) -> None:
    check(text, segment_text(text, "x.txt"))


@settings(deadline=None)
@given(texts)
def test_any_markdown(text: str) -> None:
    check(text, read_markdown(text, "x.md"))


@settings(deadline=None)
@given(st.sampled_from(SCRAPES), st.randoms(use_true_random=False), st.integers(0, 30))
def test_scrapes_with_lines_moved(text: str, chance: random.Random, moves: int) -> None:
    lines = text.split("\n")
    for _ in range(moves):
        line = lines.pop(chance.randrange(len(lines)))
        lines.insert(chance.randrange(len(lines) + 1), " " * chance.randrange(3) + line)
    moved = "\n".join(lines)
    check(moved, segment_text(moved, "x.txt"))


@settings(deadline=None)
@given(st.sampled_from(SCRAPES), st.integers(0, 2000), st.integers(0, 2000))
def test_scrapes_with_ends_cut_off(text: str, start: int, end: int) -> None:
    part = text[start : len(text) - end]
    check(part, segment_text(part, "x.txt"))


@settings(deadline=None)
@given(st.lists(st.sampled_from((MARKDOWN + THREAD).split("\n")), max_size=40))
def test_markdown_with_lines_moved(lines: list[str]) -> None:
    text = "# T\n\n## Comments\n\n" + "\n".join(lines)
    check(text, read_markdown(text, "x.md"))


@pytest.mark.parametrize("text", [*SCRAPES, MARKDOWN + THREAD])
def test_the_samples_themselves(text: str) -> None:
    check(text, segment_text(text))
    check(text, read_markdown(text))


@pytest.mark.parametrize(
    "line",
    ["a" * 10**6, " " * 10**6, "-" * 10**6, "\n" * 10**6, "1 " * 10**5, "@ab " * 10**5,
     "(" * 10**6, ("reply to a " * 19 + "\n") * 400, ("share on x " * 19 + "!\n") * 400,
     ("1" * 40 + "!\n") * 2000, "\n".join(" " * i + "• Bob says: hello" for i in range(600))],
    ids=range(11),
)  # fmt: skip
def test_hostile_lines_are_read(line: str) -> None:
    """Would not end within the patience of anybody if a pattern backtracked without bound."""
    check(line, segment_text(line))
    check(line, read_markdown(line))
