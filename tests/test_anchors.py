from __future__ import annotations

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import anchors
from argmap.model import AnchorState, Block, BlockKind, Comment, Field, Source, Span

TEXT = (
    "The council met on Monday. It heard that the bridge carries nine thousand cars a day.\n\n"
    "An engineer warned that two of the four piers are cracked. She asked for a closure.\n\n"
    "Shopkeepers said that trade would suffer. “We live from passing cars,” said one of them.\n\n"
    "Ada\nClose it now, before somebody is hurt.\n\n"
    "Bo\nClose it now? Nonsense, say I.\n\n"
)


def source(text: str, revision: str | None = None) -> Source:
    """A source whose blank lines part its blocks; the last two paragraphs are comments."""
    blocks, comments, at = [], [], 0
    parts = text.split("\n\n")
    spans = []
    for index, part in enumerate(parts):
        end = min(len(text), at + len(part) + (2 if index < len(parts) - 1 else 0))
        spans.append(Span(at, end))
        at = end
    for span in spans:
        if span.start == span.end:
            continue
        if span.of(text).startswith(("Ada\n", "Bo\n")):
            number = len(comments) + 1
            name = span.of(text).split("\n")[0]
            body = Span(span.start + len(name) + 1, span.end)
            comments.append(Comment(f"c{number}", span, body, author=name))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, span))
    return Source(
        id="council",
        text=text,
        revision=revision or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=Field("Council", "test"),
        blocks=tuple(blocks),
        comments=tuple(comments),
    )


def passage(of: Source, words: str) -> Span:
    start = of.text.index(words)
    return Span(start, start + len(words))


WARNING = "An engineer warned that two of the four piers are cracked."


def test_an_anchor_keeps_quotation_context_position_and_container() -> None:
    old = source(TEXT)
    anchor = anchors.make(old, passage(old, "Close it now, before"))
    assert anchor.exact == "Close it now, before"
    assert TEXT[anchor.start : anchor.end] == anchor.exact
    assert anchor.prefix.endswith("Ada\n") and len(anchor.prefix) == anchors.CONTEXT
    assert anchor.suffix.startswith(" somebody")
    assert anchor.container == "c1"
    assert anchors.make(old, passage(old, WARNING)).container == "p2"


def test_an_impossible_span_is_refused() -> None:
    for span in (Span(5, 5), Span(-1, 4), Span(0, len(TEXT) + 1)):
        with pytest.raises(ValueError, match="no passage"):
            anchors.make(source(TEXT), span)


def found(words: str, text: str) -> tuple[AnchorState, str | None]:
    old, new = source(TEXT), source(text)
    result = anchors.find(anchors.make(old, passage(old, words)), new)
    return result.state, result.span.of(text) if result.span else None


def test_unchanged_text_is_exact() -> None:
    assert found(WARNING, TEXT) == (AnchorState.EXACT, WARNING)


def test_inserted_paragraph_moves_it() -> None:
    assert found(WARNING, "A new paragraph.\n\n" + TEXT) == (AnchorState.MOVED, WARNING)


def test_other_quotation_marks_and_spacing_are_the_same_words() -> None:
    changed = TEXT.replace("“", '"').replace("”", '"').replace("passing cars", "passing\u00a0cars")
    state, text = found("“We live from passing cars,” said one", changed)
    assert state is AnchorState.MOVED
    assert text == '"We live from passing\u00a0cars," said one'


def test_rewrapped_lines_are_the_same_words() -> None:
    state, text = found(WARNING, TEXT.replace("two of the", "two\nof the"))
    assert state is AnchorState.MOVED and text == WARNING.replace("two of", "two\nof")


def test_one_changed_word_is_shown_as_changed() -> None:
    state, text = found(WARNING, TEXT.replace("are cracked", "are not cracked"))
    assert state is AnchorState.CHANGED
    assert text is not None and "not cracked" in text


def test_a_deleted_passage_is_an_orphan() -> None:
    assert found(WARNING, TEXT.replace(WARNING, "")) == (AnchorState.ORPHANED, None)
    short = "Close it now, before"
    assert found(short, TEXT.replace("Close it now, before somebody is hurt.", "I agree."))[0] is (
        AnchorState.ORPHANED
    )


def test_the_container_settles_copies_of_the_same_words() -> None:
    old = source(TEXT)
    anchor = anchors.make(old, passage(old, "Close it now? Nonsense"))
    anchor = dataclasses.replace(anchor, exact="Close it now", end=anchor.start + 12)
    result = anchors.find(anchor, source("A line that is new.\n\n" + TEXT))
    assert result.state is AnchorState.MOVED
    assert result.span is not None
    assert result.span.start == TEXT.index("Close it now? Nonsense") + len(
        "A line that is new.\n\n"
    )


def test_two_equal_places_are_ambiguous_and_both_are_told() -> None:
    line = "The same sentence stands here word for word."
    old = source(f"{line}\n\nSomething else.")
    anchor = dataclasses.replace(
        anchors.make(old, passage(old, line)),
        prefix="",
        suffix="",
        container=None,
        start=900,
        end=900 + len(line),
        revision="another",
    )
    result = anchors.find(anchor, source(f"{line}\n\n{line}\n\n"))
    assert result.state is AnchorState.AMBIGUOUS
    assert result.span is None
    assert [s.start for s in result.candidates] == [len(line) + 2, 0]


def test_quotation_is_found_whatever_its_marks() -> None:
    spans = anchors.find_quotation(TEXT, '"we live from   passing cars,"')
    assert [s.of(TEXT) for s in spans] == ["“We live from passing cars,”"]
    assert len(anchors.find_quotation(TEXT, "Close it now")) == 2
    assert anchors.find_quotation(TEXT, "   ") == []
    assert anchors.find_quotation(TEXT, "not there at all") == []


def test_quotation_within_one_comment() -> None:
    new = source(TEXT)
    comment = new.comment("c2")
    assert comment is not None
    [span] = anchors.find_quotation(TEXT, "Close it now", comment.span)
    assert span.start == TEXT.index("Close it now? N")


def test_the_nearest_passage_is_whole_words() -> None:
    near = anchors.nearest_passage(TEXT, "an engineer warned two of four piers were cracked")
    assert near is not None
    span, like = near
    assert "engineer warned" in span.of(TEXT) and like > 0.6
    assert span.start == 0 or TEXT[span.start - 1].isspace()


@given(st.text(max_size=80), st.text(max_size=300))
def test_nothing_makes_it_fail(quotation: str, text: str) -> None:
    for span in anchors.find_quotation(text, quotation):
        assert 0 <= span.start < span.end <= len(text)
    near = anchors.nearest_passage(text, quotation)
    if near is not None:
        assert 0 <= near[0].start < near[0].end <= len(text)


@given(st.text(min_size=1, max_size=200), st.data())
def test_in_an_unchanged_text_every_passage_is_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = source(text)
    result = anchors.find(anchors.make(whole, Span(start, end)), whole)
    assert result.state is AnchorState.EXACT and result.span == Span(start, end)


@given(st.text(alphabet="abc XY\n’“-", min_size=1, max_size=120), st.data())
def test_a_found_passage_lies_inside_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = anchors.make(source(text), Span(start, end))
    other = data.draw(st.text(alphabet="abc XY\n’“-", max_size=120))
    result = anchors.find(anchor, source(other))
    assert (result.span is not None) == result.state.is_found
    for span in (result.span, *result.candidates):
        assert span is None or 0 <= span.start < span.end <= len(other)
