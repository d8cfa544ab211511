"""Dates: strict, complete, real, and never taken from today."""

from __future__ import annotations

import pytest

from argmap.sources.dates import find_date, iso_date, read_date


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("June 6, 2016 3:55 pm", "2016-06-06"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("3rd of March 2019", "2019-03-03"),
        ("22. Dezember 2019", "2019-12-22"),
        ("le 1er août 2020", "2020-08-01"),
        ("4 de mayo de 2018", "2018-05-04"),
        ("12 noiembrie 2017", "2017-11-12"),
        ("2019-02-28T10:00:00Z", "2019-02-28"),
        ("17.10.2019, 14:14", "2019-10-17"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("2019年4月12日", "2019-04-12"),
    ],
)
def test_full_dates(line: str, iso: str) -> None:
    found = find_date(line)
    assert found is not None and found.iso == iso and found.is_full
    assert line[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "line",
    ["2 replies", "1.5 million", "4 Years In The Making", "7 Tammuz 5778", "June 2016", "May I ask",
     "February 30, 2019", "31.02.2019", "version 1.2.3", "3 days ago", "12 Jahre 2019"],
)  # fmt: skip
def test_no_date(line: str) -> None:
    assert find_date(line) is None


def test_slashed_dates_need_an_order() -> None:
    found = find_date("03/04/2019")
    assert found is not None and found.iso is None and found.is_full
    by_day = find_date("03/04/2019", day_first=True)
    assert by_day is not None and by_day.iso == "2019-04-03"


def test_loose_dates_have_no_iso() -> None:
    for line in ("Jun 20th at 2:41 am", "3 days ago", "vor 2 Stunden"):
        found = find_date(line, loose=True)
        assert found is not None and found.iso is None and not found.is_full


def test_read_date() -> None:
    assert read_date("March 3, 2019") == "2019-03-03"
    assert read_date("3 Mawrth 2019") == "2019-03-03"  # Welsh: left to dateparser
    assert read_date("yesterday") is None
    assert read_date("2019") is None
    assert read_date("") is None


def test_iso_date() -> None:
    assert iso_date(2020, 2, 29) == "2020-02-29"
    assert iso_date(2019, 2, 29) is None
    assert iso_date(12, 1, 1) is None
