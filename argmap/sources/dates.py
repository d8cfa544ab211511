"""Dates as pages write them: own strict patterns find the string and, where they know the month's
name, read it; ``dateparser`` reads the rest. Nothing is guessed and nothing is taken from today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

__all__ = ["TIME", "FoundDate", "find_date", "iso_date", "read_date"]

_MONTH_WORDS = (
    "january jan janvier janv januar jänner janner enero ene gennaio gen janeiro januari "
    "stycznia января ocak ianuarie leden ledna január tammikuuta ιανουαρίου січня ינואר "
    "בינואר يناير|"
    "february feb février fevrier févr februar feber febrero febbraio fevereiro februari "
    "lutego февраля şubat februarie únor února február helmikuuta φεβρουαρίου лютого פברואר "
    "בפברואר فبراير|"
    "march mar mars märz maerz mrz marzo março marco maart marca марта mart martie březen "
    "března március maaliskuuta μαρτίου березня מרץ במרץ مارس|"
    "april apr avril avr abril abr aprile kwietnia апреля nisan aprilie duben dubna április "
    "huhtikuuta απριλίου квітня אפריל באפריל أبريل|"
    "may mai mayo maggio mag maio mei maj maja мая mayıs květen května május toukokuuta "
    "μαΐου травня מאי במאי مايو|"
    "june jun juin juni junio giugno giu junho czerwca июня haziran iunie červen června "
    "június kesäkuuta ιουνίου червня יוני ביוני يونيو|"
    "july jul juillet juil juli julio luglio lug julho lipca июля temmuz iulie červenec "
    "července július heinäkuuta ιουλίου липня יולי ביולי يوليو|"
    "august aug août aout agosto ago augustus augusti sierpnia августа ağustos srpen srpna "
    "augusztus elokuuta αυγούστου серпня אוגוסט באוגוסט أغسطس|"
    "september sept sep septembre septiembre settembre set setembro września сентября eylül "
    "septembrie září szeptember syyskuuta σεπτεμβρίου вересня ספטמבר בספטמבר سبتمبر|"
    "october oct octobre oktober okt octubre ottobre ott outubro out październik "
    "października октября ekim octombrie říjen října október lokakuuta οκτωβρίου жовтня "
    "אוקטובר באוקטובר أكتوبر|"
    "november nov novembre noviembre novembro listopada ноября kasım noiembrie listopad "
    "listopadu marraskuuta νοεμβρίου листопада נובמבר בנובמבר نوفمبر|"
    "december dec décembre decembre déc dezember dez diciembre dic dicembre dezembro "
    "desember grudnia декабря aralık decembrie prosinec prosince joulukuuta δεκεμβρίου "
    "грудня דצמבר בדצמבר ديسمبر"
)
_MONTHS = {
    word: number
    for number, words in enumerate(_MONTH_WORDS.split("|"), 1)
    for word in words.split()
}
_M = "(?P<m>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_ORD = r"(?:st|nd|rd|th|er|\.|º|ª|°)?"
_I = re.IGNORECASE

TIME = re.compile(
    r"(?<![\d.,])(?:(?:[01]?\d|2[0-4])[:.h][0-5]\d(?::[0-5]\d)?(?:\.\d{1,6})?"
    r"(?:\s?(?:[ap]\.?m\.?|uhr|h)(?!\w))?|(?:[01]?\d|2[0-4])\s?(?:[ap]\.?m\.?|uhr)(?!\w))"
    r"(?:\s?(?:utc|gmt|cest|cet|[ecmp][sd]?t|z)(?!\w))?",
    _I,
)
"""A time of day."""

_FULL = (
    re.compile(
        rf"(?<![\d.,/])(?P<d>\d{{1,2}}){_ORD}[\s\u00a0-]{{0,2}}(?:de\s|of\s)?{_M},?"
        r"[\s\u00a0-]{1,2}(?:de\s|of\s)?(?P<y>\d{4})(?!\d)",
        _I,
    ),
    re.compile(
        rf"(?<![^\W_]){_M}[\s\u00a0]{{1,2}}(?P<d>\d{{1,2}}){_ORD},?[\s\u00a0]{{1,2}}(?P<y>\d{{4}})(?!\d)",
        _I,
    ),
    re.compile(r"(?<![\d.,/-])(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d-])"),
    re.compile(r"(?<![\d.,/-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"),
)
_SLASHED = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/-])"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.,/-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{2})(?![\d.])"
)
_YEARLESS = (
    re.compile(rf"(?<![^\W_]){_M}\s{{1,2}}(?P<d>\d{{1,2}}){_ORD}(?![\d:])", _I),
    re.compile(rf"(?<![\d.,/])(?P<d>\d{{1,2}}){_ORD}\s{{1,2}}{_M}(?!\s{{0,2}}\d{{4}})", _I),
)
_RELATIVE = re.compile(
    r"(?:\b(?:\d{1,3}|an?|one|a few|few|couple of) ?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mos?|years?|yrs?|"
    r"[smhdwy])\.? ago\b|\bvor (?:\d{1,3}|einem|einer|ein paar) "
    r"(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)\b|"
    r"\bil y a (?:\d{1,3}|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)\b|"
    r"\bhace (?:\d{1,3}|una?) "
    r"(?:segundos?|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?|a[ñn]os?)\b|"
    r"\b(?:just now|yesterday|gestern|heute|hier)(?= (?:at|um|à) \d)|\b(?:just now|gerade eben)\b)",
    _I,
)
_UNKNOWN_MONTH = re.compile(
    r"(?<![\d.,/])\d{1,2}\.?\s[^\W\d_]{3,14}\.?,?\s\d{4}(?!\d)|"
    r"(?<![^\W_])[^\W\d_]{3,14}\.?\s\d{1,2},\s\d{4}(?!\d)"
)
_LANGUAGE_CODES = (
    "cy ga gd is et lv lt sl hr sr bs bg mk sk eu ca gl id ms vi th hi bn ta fa ur az kk uz ka hy "
    "sw af sq be ko ja zh tl nb nn"
)
_LANGUAGES = _LANGUAGE_CODES.split()
"""What ``dateparser`` is asked about: asking it about all it knows takes two seconds."""
_NAMED_FULL, _NUMBER_FULL = _FULL[:2], _FULL[2:]
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(rf"(?<![^\W\d_]){_M}", _I)
_NUMBERS = re.compile(r"\d[./-]\s?\d|\d\s?年")
_MAYBE_RELATIVE = re.compile(
    r"\bago\b|\bvor\b|\bil y a\b|\bhace\b|\bjust now\b|\bgerade eben\b|"
    r"\b(?:yesterday|gestern|heute|hier)\b",
    _I,
)
_FIRST_YEAR, _LAST_YEAR = 1600, 2100


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: where it stands and, where day, month and year are there, which."""

    start: int
    end: int
    text: str
    iso: str | None
    """``YYYY-MM-DD``; ``None`` for dates without a year, relative ones and ``3/4/2019``."""
    is_full: bool
    """Whether day, month and year are given (the order of day and month may still be open)."""


def iso_date(year: int, month: int, day: int) -> str | None:
    """``YYYY-MM-DD``, or ``None`` where the calendar has no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS[text.lower()]


@lru_cache(maxsize=8192)
def find_date(
    line: str, *, loose: bool = False, day_first: bool | None = None, foreign: bool = False
) -> FoundDate | None:
    """The first date in ``line``, which should be short.

    Strict: day, month and year, and a day that exists. ``loose`` also finds what stands in the
    heads of comments: ``Jun 20th``, ``3 days ago``, ``17.10.19``. ``day_first`` says how
    ``3/4/2019`` is to be read; ``None`` leaves it unread unless only one order exists.
    ``foreign`` asks ``dateparser`` about a line that is nothing but a date whose month is in no
    table here (slow the first time).
    """
    has_digit = bool(_DIGIT.search(line))
    best: FoundDate | None = None
    if has_digit:
        named = bool(_MONTH.search(line))
        numbers = bool(_NUMBERS.search(line))
        for pattern in (_NAMED_FULL if named else ()) + (_NUMBER_FULL if numbers else ()):
            best = _earlier(best, _read_full(pattern, line))
        if numbers:
            best = _earlier(best, _read_slashed(line, day_first))
        if best is None and foreign and not named and len(line) <= 40:
            found = _UNKNOWN_MONTH.fullmatch(TIME.sub("", line).strip(" ,|-"))
            iso = read_date(found.group()) if found else None
            if found and iso:
                best = FoundDate(0, len(line), line, iso, True)
    else:
        named = numbers = False
    if best is not None or not loose:
        return best
    if numbers:
        best = _read_short_year(line)
    if named:
        for pattern in _YEARLESS:
            found = pattern.search(line)
            if found and 1 <= int(found["d"]) <= 31:
                best = _earlier(best, _bare(found))
    if _MAYBE_RELATIVE.search(line):
        found = _RELATIVE.search(line)
        if found:
            best = _earlier(best, _bare(found))
    return best


def _bare(found: re.Match[str]) -> FoundDate:
    return FoundDate(found.start(), found.end(), found.group(), None, False)


def _earlier(one: FoundDate | None, other: FoundDate | None) -> FoundDate | None:
    if one is None or other is None:
        return one or other
    return other if other.start < one.start else one


def _read_full(pattern: re.Pattern[str], line: str) -> FoundDate | None:
    found = pattern.search(line)
    iso = iso_date(int(found["y"]), _month(found["m"]), int(found["d"])) if found else None
    if not found or not iso:
        return None
    return FoundDate(found.start(), found.end(), found.group(), iso, True)


def _read_slashed(line: str, day_first: bool | None) -> FoundDate | None:
    found = _SLASHED.search(line)
    if not found:
        return None
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    by_day, by_month = iso_date(year, b, a), iso_date(year, a, b)
    if not (by_day or by_month):
        return None
    if a == b or not (by_day and by_month):
        iso = by_day or by_month
    else:
        iso = None if day_first is None else by_day if day_first else by_month
    return FoundDate(found.start(), found.end(), found.group(), iso, True)


def _read_short_year(line: str) -> FoundDate | None:
    found = _SHORT_YEAR.search(line)
    iso = iso_date(2000 + int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    if not found or not iso:
        return None
    return FoundDate(found.start(), found.end(), found.group(), iso, True)


@lru_cache(maxsize=256)
def read_date(text: str) -> str | None:
    """A whole string as an ISO date, or ``None``: for what a person wrote as a date.

    Own patterns first; then ``dateparser`` in strict mode, with day, month and year required.
    """
    stripped = text.strip()
    if not stripped or len(stripped) > 60:
        return None
    for pattern in _FULL:
        found = pattern.match(stripped)
        if found:
            return iso_date(int(found["y"]), _month(found["m"]), int(found["d"]))
    if _SLASHED.match(stripped):
        slashed = _read_slashed(stripped, None)
        return slashed.iso if slashed else None
    if not re.search(r"\d{4}", stripped):
        return None
    import dateparser

    when = dateparser.parse(
        stripped,
        languages=_LANGUAGES,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    return when.date().isoformat() if when is not None else None
