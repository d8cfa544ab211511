from __future__ import annotations

from itertools import pairwise

from argmap.model import Block, BlockKind, Comment, Field, Places, Source, Span
from argmap.sources import read_source
from argmap.stance.units import cut

RULES = (
    "The harbour board found that the old crane has not lifted a single load since the spring of "
    "last year. Nobody knows what it costs."
)


def source_of(*comments: tuple[str, str | None], article: str = RULES) -> Source:
    """A source with one paragraph and these comments: (body, id of the comment answered)."""
    text = article + "\n\n"
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(text))),)
    made = []
    for number, (body, to) in enumerate(comments, start=1):
        start = len(text)
        text += body + "\n\n"
        made.append(
            Comment(
                f"c{number}",
                Span(start, len(text)),
                Span(start, start + len(body)),
                author=f"Reader {number}",
                reply_to=to,
            )
        )
    return Source("s", text, "r", Field("T", "t"), blocks=blocks, comments=tuple(made))


def texts(source: Source, window: int = 1000) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for piece in cut(source, window):
        found.setdefault(piece.container.id, []).append(piece.text)
    return found


def test_a_real_page_gives_paragraphs_and_comments_with_speakers(article) -> None:
    source = read_source(article).source
    windows = list(cut(source, 1000))
    assert [w.container.kind for w in windows] == ["paragraph"] * 2 + ["comment"] * 3
    assert [w.container.speaker for w in windows] == ["Ada Stone"] * 2 + [
        "Bo Lind",
        "Cia",
        "Dan Roe",
    ]
    assert windows[0].container.date == "2024-03-03"
    every = Places(source)
    for window in windows:
        assert every.name_at(window.span.start) == window.container.id
        for sentence in window.sentences:
            assert sentence.text.split() == sentence.span.of(source.text).split()
    told = " ".join(w.text for w in windows)
    for furniture in ("Home", "Ferry line to lose", "By Ada", "3 Comments"):
        assert furniture not in told


def test_other_peoples_words_are_left_out_and_spans_stay_right() -> None:
    long = "“the old crane has not lifted a single load since the spring of last year”"
    source = source_of(
        (f"The board says {long}, and I saw it lift a boat in June.", None),
        ("> I saw it lift a boat\n> in June.\n\nYou did not. That was the new one.", "c1"),
        (f"{RULES.split('. ')[0]}. So tear it down!", None),
        ("They call it “unsafe”, which is a joke.", None),
        ("He says “I hammered on that door for two hours and nobody opened it”. Sad.", None),
        ("> only a quotation", None),
    )
    found = texts(source)
    assert found["c1"] == ["The board says “…”, and I saw it lift a boat in June."]
    assert found["c2"] == ["You did not. That was the new one."]
    assert found["c3"] == ["So tear it down!"]
    assert found["c4"] == ["They call it “unsafe”, which is a joke."]
    assert "hammered" in found["c5"][0]  # nobody here said so: it may be what he heard
    assert "c6" not in found
    first = next(w for w in cut(source, 1000) if w.container.id == "c1")
    assert first.span.of(source.text).endswith("lift a boat in June.")
    assert long in first.span.of(source.text)


def test_words_copied_from_the_comment_that_is_answered() -> None:
    claim = (
        "Whoever wants to keep the crane should come and paint it every other summer like we do."
    )
    source = source_of((claim + " I do.", None), (claim + " Nonsense, hire a painter.", "c1"))
    assert texts(source)["c2"] == ["Nonsense, hire a painter."]


def test_structure_knows_pasted_articles() -> None:
    body = "Read this.\n\nCrane saved\n\nBy Jo Fern, March 3, 2024\n\nThe crane will stay."
    source = source_of((body, None))
    comment = source.comments[0]
    pasted = Span(comment.body.start + 12, comment.body.end)
    marked = Source(
        "s",
        source.text,
        "r",
        Field("T", "t"),
        comments=(Comment("c1", comment.span, comment.body, quoted=(pasted,)),),
    )
    assert texts(marked)["c1"] == ["Read this."]


def test_a_long_comment_is_read_in_windows_of_whole_sentences() -> None:
    body = " ".join(f"Reason number {n} is that the crane is loud." for n in range(40))
    source = source_of((body, None))
    windows = [w for w in cut(source, 300) if w.container.id == "c1"]
    assert len(windows) > 5
    assert all(len(w.text) <= 300 and w.text.endswith("loud.") for w in windows)
    for one, two in pairwise(windows):
        assert one.sentences[-1] == two.sentences[0]
    assert {s.text for w in windows for s in w.sentences} == {
        f"Reason number {n} is that the crane is loud." for n in range(40)
    }


def test_empty_comments_and_those_without_words_give_nothing() -> None:
    source = source_of(("", None), ("   ", None), ("!!! ???", None), ("👍", None), ("Yes.", None))
    assert set(texts(source)) == {"p1", "c5"}


def test_a_megabyte_in_one_comment() -> None:
    for unit in (
        "word ",
        "x",
        "Very loud. ",
        "“",
        "> a\n",
        '"a b c d e f g h i j k l m n o p q r s t u" ',
    ):
        source = source_of((unit * (1_000_000 // len(unit)), None), ("Short.", "c1"))
        assert "c2" in texts(source)


def test_whom_a_comment_answers_is_not_what_it_says(article) -> None:
    source = read_source(article).source
    cia = next(w for w in cut(source, 1000) if w.container.id == "c2")
    assert cia.text.startswith("I was on it with my child")
    assert cia.span.of(source.text).startswith("I was on it")
