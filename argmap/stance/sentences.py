"""Where sentences end: marks of punctuation, less the full stops of abbreviations and initials.

One pass, time linear in the text whatever it holds. European scripts, Chinese and Japanese; a text
without punctuation is cut where its lines or words end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.model import Span

__all__ = ["fold", "sentences"]

# Every repetition is bounded: a megabyte of full stops must not be gone through twice.
_STOP = re.compile(
    r"(?P<latin>[.!?…]{1,8}[\"'”’»)\]]{0,3}(?=\s))"
    r"|(?P<cjk>[。！？｡]{1,8}[」』”’）]{0,3})"
    r"|(?P<gap>\n[ \t\r\f\v\u00a0]{0,200}\n)"
    r"|(?P<line>\n)"
)
_NEXT = re.compile(r"\s{0,400}[\"'“„«‘(\[]{0,3}(\w{1,12}|\S)")
_ITEM = re.compile(r"[ \t]{0,40}(?:[>•*–—-]|\d{1,2}[.)])\s")
_LAST_WORD = re.compile(r"[\w.’'-]{1,24}$")
_SHORT_LINE = 55
"""A line that ends earlier was ended by its writer, not by the width of a page."""

_TITLES = """
mr mrs ms dr prof st sr jr rev hon gov gen col lt sgt sen rep pres capt cmdr adm maj messrs mme
vs cf ca approx eds resp incl excl esp dept blvd mt ft e.g i.e z.b d.h u.a bzw ggf evtl hr fr frl
str hrsg vgl sog
"""
_NUMBERED = """
no nos nr fig figs ch sec vol pp para art abs bd p jan feb mar apr jun jul aug sep sept oct nov dec
"""
_EITHER = "etc al ed inc ltd co corp bros ave rd usw u.s u.k u.n e.u a.m p.m d.c ph.d"
_STARTING = """
the a an he she it they we you i this that these those there here but and so or if when why what
who how then now no yes not nobody everybody everyone after before in on at for to as his her their
our my your its some many most all one der die das er sie es wir ich und aber
"""
_NEVER_END = frozenset(_TITLES.split())
_NOT_BEFORE_DIGITS = frozenset(_NUMBERED.split())
_MAY_END = frozenset(_EITHER.split())
"""Abbreviations that may well end a sentence: what follows decides."""
_STARTS = frozenset(_STARTING.split())

_FOLD = str.maketrans({**dict.fromkeys("‘’‚´`", "'"), **dict.fromkeys("“”„«»", '"'), "…": "..."})


def fold(text: str) -> str:
    """``text`` in one form of quotation marks, lower case, with single blanks: to compare."""
    return " ".join(text.translate(_FOLD).casefold().split())


def _ends(text: str, found: re.Match[str], line_start: int, stop: int) -> bool:
    """Whether a sentence ends at this mark."""
    if found.lastgroup in ("cjk", "gap"):
        return True
    after = _NEXT.match(text, found.end(), min(stop, found.end() + 420))
    follows = after[1] if after else ""
    if found.lastgroup == "line":
        if _ITEM.match(text, found.end(), stop):
            return True
        own_end = found.start() - line_start < _SHORT_LINE
        return own_end and bool(follows) and not follows[0].islower()
    if not follows:
        return True
    marks = found.group()
    if follows[0].islower():
        return False
    if marks[0] != "." or len(marks.rstrip("\"'”’»)]")) > 1:
        return True
    before = _LAST_WORD.search(text, max(line_start, found.start() - 24), found.start())
    word = before.group() if before else ""
    if len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
        return False  # an initial
    key = word.casefold().strip("'’-")
    if key in _MAY_END:
        return follows.casefold() in _STARTS or not follows[0].isalnum()
    if key in _NEVER_END or (key in _NOT_BEFORE_DIGITS and follows[0].isdigit()):
        return False
    # “1. The bridge”: the number of an item.
    return not (word.isdigit() and len(word) <= 2 and found.start() - line_start <= len(word) + 4)


def _pieces(text: str, span: Span, longest: int) -> Iterator[Span]:
    """``span`` without white space at its ends, in parts of at most ``longest`` characters."""
    start, stop = span
    while start < stop:
        while start < stop and text[start].isspace():
            start += 1
        end = min(stop, start + longest)
        if end < stop:
            cut = max(
                text.rfind(mark, start + longest // 2, end) for mark in (" ", "\n", ",", "、")
            )
            end = cut + 1 if cut >= 0 else end
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield Span(start, last)
        start = end


def sentences(text: str, span: Span, longest: int = 600) -> Iterator[Span]:
    """The sentences in ``span`` of ``text``, in order, white space between them left out.

    One of more than ``longest`` characters is cut between words, or anywhere if it has none.
    """
    start = line_start = span.start
    for found in _STOP.finditer(text, span.start, span.end):
        if _ends(text, found, line_start, span.end):
            yield from _pieces(text, Span(start, found.end()), longest)
            start = found.end()
        if found.lastgroup in ("line", "gap"):
            line_start = found.end()
    yield from _pieces(text, Span(start, span.end), longest)
