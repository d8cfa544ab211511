"""The five real scrapes, read in place where they are: titles, dates, comments, authors."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from argmap.model import BlockKind
from argmap.sources import Imported, describe, read_source

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the real scrapes are not beside this project (../shared/seeds)"
)


def seed(number: str) -> Imported:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read_source(path)


def of_kind(got: Imported, kind: BlockKind) -> list[str]:
    return [b.span.of(got.source.text).strip() for b in got.source.blocks if b.kind is kind]


def test_interview_with_bulleted_comments() -> None:
    got = seed("000")
    source = got.source
    assert source.title.value.startswith(
        "Russia Expert: Netanyahu-Putin Relations Reflect Moscow’s"
    )
    assert source.title.value.endswith("(INTERVIEW)")
    assert [a.value for a in source.authors] == ["Ruthie Blum"]
    assert source.date is not None and source.date.value == "2016-06-06"
    assert source.outlet is None
    assert describe(source) == (
        "10 paragraphs, 18 comments (3 replies, 6 without author), 7 lines set aside"
    )
    assert [(c.id, c.reply_to) for c in source.comments if c.reply_to] == [
        ("c4", "c3"), ("c12", "c11"), ("c17", "c16"),
    ]  # fmt: skip
    named = [c.author for c in source.comments if c.author]
    assert named[:3] == ["Mark James", "James P. Shevlin", "Prof Asher J Matathias"]
    assert named[-1] == "Ed kohl" and len(named) == 12
    assert len(of_kind(got, BlockKind.CAPTION)) == 2 and got.diagnostics == ()


def test_list_of_meetings_without_comments() -> None:
    got = seed("001")
    source = got.source
    assert source.title.value == "Putin and Netanyahu Agenda - 4 Years In The Making"
    assert source.authors == () and source.date is None and source.comments == ()
    # The line above the headline is the article's lead.
    assert len(of_kind(got, BlockKind.PARAGRAPH)) == 91
    assert of_kind(got, BlockKind.BOILERPLATE)[-1].startswith("%d bloggers")


def test_short_report_with_a_name_under_the_title() -> None:
    got = seed("002")
    source = got.source
    assert source.title.value == "Netanyahu Makes Another Visit to Moscow"
    assert [a.value for a in source.authors] == ["Eliana Amundson"]
    assert source.date is None and source.comments == ()
    (caption,) = of_kind(got, BlockKind.CAPTION)
    assert caption.endswith("(Photo: AP)")
    assert len(of_kind(got, BlockKind.PARAGRAPH)) == 6


def test_essay_with_numbered_comments() -> None:
    got = seed("003")
    source = got.source
    assert source.title.value.startswith("RUSSIA AND THE NEW M. E. – PART II – The Last 20 years")
    assert [a.value for a in source.authors] == ["Ted Belman", "Alex Maistrovoy"]
    assert source.date is not None
    assert (source.date.value, source.date.how) == ("2021-03-16", "line below the text")
    # The page says 9; the file ends with the eighth.
    assert source.stated_comments == 9 and len(source.comments) == 8
    assert [d.code for d in got.diagnostics] == ["AM203"]
    assert [c.author for c in source.comments] == [None] * 6 + ["Alex Maistrovoy", None]
    assert [c.id for c in source.comments if c.quoted] == ["c4", "c5"]
    assert {c.id: c.mentions[0].name for c in source.comments if c.mentions} == {
        "c1": "Sebastien Zorn",
        "c6": "Ted Belman",
    }
    for comment in source.comments[3:5]:
        (pasted,) = comment.quoted
        assert pasted.end == comment.body.end
        assert pasted.end - pasted.start > 0.7 * (comment.body.end - comment.body.start)


def test_report_below_page_furniture() -> None:
    got = seed("004")
    source = got.source
    assert source.title.value.startswith("Netanyahu, Putin Have “Very Successful” Military")
    assert source.title.value.endswith("Coordination Meeting in Moscow")
    assert source.authors == () and source.date is None and source.comments == ()
    (furniture,) = of_kind(got, BlockKind.BOILERPLATE)
    assert furniture.count("\n") == 1
    assert len(of_kind(got, BlockKind.PARAGRAPH)) == 12
    assert of_kind(got, BlockKind.CAPTION) == ["[Photo: Kremlin]"]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_character_is_in_one_place(number: str) -> None:
    source = seed(number).source
    spans = sorted([b.span for b in source.blocks] + [c.span for c in source.comments])
    assert spans[0].start == 0 and spans[-1].end == len(source.text)
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))
