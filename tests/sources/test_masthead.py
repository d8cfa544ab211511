"""Title, byline, date, outlet and address of a scrape; what is not said stays empty."""

from __future__ import annotations

import pytest

from argmap.model import BlockKind
from argmap.sources import segment_text
from argmap.sources.masthead import byline_names
from tests.sources import scrapes


def names(text: str) -> list[str]:
    return [author.value for author in segment_text(text).authors]


def test_title_byline_and_date() -> None:
    found = segment_text(scrapes.ARTICLE)
    assert found.title.value == "Council votes to close the swing bridge"
    assert [a.value for a in found.authors] == ["Mara Olsen", "Piet de Vries"]
    assert found.authors[0].how == "byline"
    assert found.date is not None and found.date.value == "2019-04-12"
    assert found.outlet is None and found.url is None


def test_the_page_view_date_is_a_decoy() -> None:
    found = segment_text(scrapes.DECOY_DATES)
    assert found.date is not None and found.date.value == "2016-05-30"
    assert found.title.value == "Fishermen's guild asks for a longer season"
    assert [a.value for a in found.authors] == ["Nell Ferrar"]


def test_only_a_page_view_date_is_no_date() -> None:
    text = scrapes.DECOY_DATES.replace("May 30, 2016 4:10 pm\n\n", "").replace(
        "Subscribe now", "Subscribe now\n\nHarbour\n\nWeather\n\nTides"
    )
    assert segment_text(text).date is None


def test_date_in_the_entry_footer() -> None:
    found = segment_text(scrapes.FOOTER_DATE)
    assert found.date is not None
    assert (found.date.value, found.date.how) == ("2021-05-04", "line below the text")
    assert found.stated_comments == 2 and len(found.comments) == 2 and not found.diagnostics


def test_dates_inside_sentences_are_not_the_articles_date() -> None:
    text = (
        "The lighthouse needs a new lamp\n\n"
        "The lamp was lit for the first time on March 3, 1908, and on July 4, 1951 it went out for "
        "a whole night, as the older people in the village still tell their grandchildren.\n"
    )
    found = segment_text(text)
    assert found.date is None and found.authors == ()


def test_a_date_that_does_not_exist_is_none() -> None:
    text = scrapes.ARTICLE.replace("April 12, 2019 6:15 pm", "February 30, 2019")
    assert segment_text(text).date is None


def test_an_ambiguous_date_is_kept_as_written() -> None:
    text = scrapes.ARTICLE.replace("April 12, 2019 6:15 pm", "04/05/2019")
    date = segment_text(text).date
    assert date is not None and date.value == "04/05/2019"


def test_relative_dates_are_not_read() -> None:
    text = scrapes.ARTICLE.replace("April 12, 2019 6:15 pm", "3 days ago")
    assert segment_text(text).date is None


def test_title_repeated_in_breadcrumb_and_share_line() -> None:
    title = "Council votes to close the swing bridge"
    text = scrapes.ARTICLE.replace("Home | Town | Harbour", f"Home Town {title}")
    found = segment_text(text)
    assert found.title.value == title
    block = next(b for b in found.blocks if b.kind is BlockKind.TITLE)
    assert block.span.of(text).strip() == title


def test_a_sentence_above_the_headline_is_not_the_title() -> None:
    text = (
        "The town needs the bridge more than the bridge needs the town.\n\n\n"
        "Harbour and Council - Forty Years of Letters\n\nClick to see the full-size image.\n\n"
        "Since the harbour was dredged, the council and the port authority have written to each "
        "other about the swing bridge at least once in every year, mostly about money.\n"
    )
    assert segment_text(text).title.value == "Harbour and Council - Forty Years of Letters"


def test_name_under_the_title() -> None:
    text = scrapes.ARTICLE.replace(
        "By Mara Olsen and Piet de Vries\nApril 12, 2019 6:15 pm\n\nShare on Facebook Share on "
        "Twitter\n\n",
        "Mara Olsen\n",
    )
    found = segment_text(text)
    assert [(a.value, a.how) for a in found.authors] == [("Mara Olsen", "name under the title")]


def test_a_photo_line_is_not_the_title() -> None:
    text = "Photo: the bridge at night, seen from the mole\n\n" + scrapes.FOOTER_DATE
    assert segment_text(text).title.value == "The lighthouse needs a new lamp"


def test_outlet_only_where_the_text_says_so() -> None:
    text = scrapes.ARTICLE + "\nThis article first appeared in The Harbour Gazette.\n"
    outlet = segment_text(text).outlet
    assert outlet is not None and outlet.value == "The Harbour Gazette"
    assert segment_text("Join the Harbour Gazette\n\n" + scrapes.ARTICLE).outlet is None


def test_address_above_the_text() -> None:
    found = segment_text("https://example.org/bridge\n\n" + scrapes.ARTICLE)
    assert found.url is not None and found.url.value == "https://example.org/bridge"
    assert found.title.value == "Council votes to close the swing bridge"


def test_no_title_falls_back_to_the_name_of_the_file() -> None:
    text = (
        "The lamp of the lighthouse on the western mole has burned for a hundred years, and the "
        "harbour master says that it will not burn through another winter.\n"
    )
    found = segment_text(text, "old_lamp.txt")
    assert (found.title.value, found.title.how) == ("old lamp", "file name")
    assert [d.code for d in found.diagnostics] == ["AM206"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("Ann Lee, March 3, 2019", ["Ann Lee"]),
        ("Ann Lee, Bo Chan and Cy van der Berg", ["Ann Lee", "Bo Chan", "Cy van der Berg"]),
        ("ANN LEE MARCH 17, 2021", ["ANN LEE"]),
        ("Ann Lee, staff writer", ["Ann Lee"]),
        ("Ann Lee | 3 min read", ["Ann Lee"]),
        ("the end of the year we shall know", []),
        ("2019", []),
    ],
)
def test_byline_names(rest: str, expected: list[str]) -> None:
    assert byline_names(rest) == expected
