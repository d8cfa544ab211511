"""Title, byline, date, outlet and address of a plain-text article, each with how it is known.

Nothing is invented: a field for which no rule speaks stays empty. Offsets are line indexes here;
:mod:`.article` turns them into spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from argmap.model import Field
from argmap.sources.dates import TIME, find_date
from argmap.sources.heads import is_date_line, is_name, tidy_name
from argmap.sources.lines import Line
from argmap.sources.words import comment_count

__all__ = ["Masthead", "byline_names", "find_masthead", "first_paragraph"]

_I = re.IGNORECASE
_BY = re.compile(
    r"^(?:avatar\s{1,3})?(?:by|von|par|por|di|door|author|autor|autorin|text|words by|story by|"
    r"(?:written|posted|published|reported|opinion) by|written and reported by|"
    r"geschrieben von|veröffentlicht von|ein(?: gast)?beitrag von|escrito por|publicado por|"
    r"écrit par|publié par|scritto da)\s{0,2}:?\s{1,3}(?P<rest>[^\n]{2,140})$",
    _I,
)
_CUT = re.compile(
    r"\s{0,2}(?:[|·•/(]|\s[–—-]\s|,?\s(?:on|am|published|updated|posted|in|for|at|is|für)\s)", _I
)
_AND = re.compile(r"\s{0,2}(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s{1,3}", _I)
_ROLE_AFTER = re.compile(
    r"^(?:staff|reporter|editor|correspondent|contributor|writer|guest|the|senior|special|redaktion|"
    r"associated press|ap|reuters|afp|dpa)\b",
    _I,
)
_WORD = re.compile(r"[^\W\d_][\w.'’·-]{0,30}$")
_PARTICLE_WORDS = """
    von van de der den del della di da du la le el al bin ibn ben bat bar zu zur zum dos das
    e y af av ter ten
"""
_PARTICLE = frozenset(_PARTICLE_WORDS.split())
_NOT_IN_NAME_WORDS = """
    the a an of and or in on to for with from at is are was how why what who when news
    opinion analysis blog home world politics middle east breaking editorial down up out
    more about read part chapter introduction photo video podcast comment comments exclusive
    und der die das mit für ein eine im am vom thema artikel les des et dans sur pour los
    las para con mehr newsletter special report latest top local national sports culture
    business health press release foreign policy international economy science technology
"""
_NOT_IN_NAME = frozenset(_NOT_IN_NAME_WORDS.split())
_PUBLISHED = re.compile(
    r"\b(?:published|posted|veröffentlicht|publié|publicado|pubblicato|geplaatst|erschienen|date|datum|first)\b",
    _I,
)
_UPDATED = re.compile(
    r"\b(?:updated|modified|last|edited|aktualisiert|geändert|mis à jour|actualizado|retrieved|"
    r"accessed|abgerufen)\b",
    _I,
)
_OUTLET = re.compile(
    r"^(?:source|quelle|publication|publisher|outlet|newspaper|zeitung|medium|fuente|fonte)\s{0,2}:"
    r"\s{1,3}(?P<a>[^\n:/]{2,60})$|"
    r"^.{0,60}\b(?:originally|first) (?:published|appeared) (?:in|on|at|by) "
    r"(?P<b>[^\n,.;:()]{2,60})",
    _I,
)
_URL = re.compile(
    r"^(?:(?:url|link|source|quelle|address|permalink)\s{0,2}:\s{0,3})?(?P<url>https?://[^\s<>\"']{4,400})$",
    _I,
)
_PHOTO = re.compile(r"^(?:photo|image|picture|caption|foto|bild|video|figure)s?\s{0,2}[:/|]", _I)
_TITLE_MAX, _TITLE_MIN = 240, 4
_TOP, _NEAR = 40, 80
"""A title is looked for among so many lines at the top and so many above the text."""


@dataclass(slots=True)
class Masthead:
    """The fields and the lines they stand on."""

    title: Field | None = None
    authors: list[Field] = field(default_factory=list)
    date: Field | None = None
    outlet: Field | None = None
    url: Field | None = None
    title_line: int | None = None
    byline_line: int | None = None
    date_line: int | None = None
    url_line: int | None = None
    body: int = 0
    """The first line of the article's text."""


def first_paragraph(lines: Sequence[Line], stop: int) -> int:
    """The first line of running text before ``stop``; ``stop`` where there is none."""
    for least in (120, 60):
        for index in range(stop):
            line = lines[index]
            if (
                len(line.text) >= least
                and line.marker is None
                and line.is_sentence
                and (line.ends_sentence or len(line.text) >= 160 or _is_wrapped(lines, index))
                and not (line.is_chrome or line.is_caption or line.is_form or line.ends_article)
            ):
                return index
    return next(
        (
            i
            for i in range(stop)
            if lines[i].is_sentence and lines[i].ends_sentence and not lines[i].is_chrome
        ),
        stop,
    )


def _is_wrapped(lines: Sequence[Line], index: int) -> bool:
    """Whether the line goes on in the next one, as in hard-wrapped text."""
    following = index + 1
    return following < len(lines) and len(lines[following].text) >= 40


def find_masthead(lines: Sequence[Line], stop: int, footer: Sequence[int] = ()) -> Masthead:
    """The masthead of the article in ``lines[:stop]``.

    ``footer`` are the lines at the article's end (before the thread) where an entry's date may
    stand.
    """
    head = Masthead(body=first_paragraph(lines, stop))
    _find_title(lines, head, stop)
    _find_byline(lines, head)
    _find_date(lines, head, footer)
    _find_rest(lines, head, stop)
    return head


# ---------------------------------------------------------------------------- title


def _find_title(lines: Sequence[Line], head: Masthead, stop: int) -> None:
    rows = [i for i in range(min(head.body, stop)) if not lines[i].is_blank]
    if len(rows) > _TOP + _NEAR:
        rows = rows[:_TOP] + rows[-_NEAR:]
    candidates = [i for i in rows if _may_be_title(lines[i])]
    fitting = set(candidates)
    texts = {lines[i].text.casefold() for i in candidates}
    others = [line.text for line in lines if 8 < len(line.text) <= 600]
    folded = [t.casefold() for t in others]
    best: tuple[float, int] | None = None
    for place, index in enumerate(rows):
        line = lines[index]
        if index not in fitting:
            continue
        name = line.text.casefold()
        score = 0.0
        length, count = len(line.text), len(line.text.split())
        score += 2.0 if 20 <= length <= 150 else 0.5 if length < 20 else -0.5
        score += 1.0 if count >= 3 else 0.0
        if length >= 12:
            longer = sum(1 for t in folded if len(t) > length and name in t)
            score += 2.5 if longer else 0.0
            score += 1.5 if line.times == 2 else -1.0 if line.times > 2 else 0.0
        if any(len(t) >= 12 and t != name and t in name for t in texts):
            score -= 2.5
        near = rows[place + 1 : place + 4]
        if any(_BY.match(lines[i].text) or _dated(lines[i]) for i in near):
            score += 1.5
        if place and (_dated(lines[rows[place - 1]]) or _BY.match(lines[rows[place - 1]].text)):
            score += 0.5
        if line.ends_sentence and line.text[-1] not in "?!" and not line.text.endswith("..."):
            score -= 3.0
        score += 1.0 if place == 0 else 0.0
        score -= min(2.0, 0.15 * (len(rows) - 1 - place))
        if line.text.isupper() and length < 20:
            score -= 1.0
        if "|" in line.text or "»" in line.text:
            score -= 0.5
        if _is_person(line.text):
            score -= 1.5
        if best is None or score > best[0]:
            best = (score, index)
    if best is None or best[0] <= 0:
        return
    index = best[1]
    head.title_line = index
    how = "repeated on the page" if lines[index].times == 2 else "heading above the text"
    head.title = Field(" ".join(lines[index].text.split()), how)


def _may_be_title(line: Line) -> bool:
    text = line.text
    if line.marker or not _TITLE_MIN <= len(text) <= _TITLE_MAX:
        return False
    if line.is_chrome or line.is_form or line.is_reply_link or line.ends_article:
        return False
    if _PHOTO.match(text) or line.is_caption or _URL.match(text) or _BY.match(text):
        return False
    if is_date_line(text) or line.is_thread_heading or line.is_weak_thread_heading:
        return False
    if _OUTLET.match(text) or text.startswith(("@", "#")):
        return False
    return sum(c.isalpha() for c in text) * 2 > len(text) and not _dated(line)


def _dated(line: Line) -> bool:
    """Whether the line is short and gives a full date among other small things."""
    if len(line.text) > 120 or line.is_sentence:
        return False
    when = find_date(line.text)
    return when is not None and len(line.text) - (when.end - when.start) <= 60


# --------------------------------------------------------------------------- byline


def byline_names(rest: str) -> list[str]:
    """The names of ``Ann Lee and Bo Chan, March 3, 2019``; empty where they are none."""
    when = find_date(rest, loose=True)
    if when:
        rest = rest[: when.start]
    cut = _CUT.search(rest)
    if cut:
        rest = rest[: cut.start()]
    names: list[str] = []
    for part in _AND.split(rest.strip(" ,;:|·•–—-")):
        name = tidy_name(part)
        if not name or (names and _ROLE_AFTER.match(name)):
            continue
        if not is_name(name) or len(name.split()) > 5 or not _looks_personal(name):
            return names if names else []
        names.append(name)
    return names[:8]


def _looks_personal(name: str) -> bool:
    parts = name.split()
    if any(any(c.isdecimal() for c in p) for p in parts):
        return False
    first = parts[0]
    if first[0].islower() and first not in _PARTICLE:
        return False
    return all(_WORD.match(p) and (not p[0].islower() or p in _PARTICLE) for p in parts)


def _is_person(text: str) -> bool:
    """Whether a line is two to four words that look like one person's name and nothing else."""
    parts = text.split()
    if not 2 <= len(parts) <= 4 or len(text) > 45 or text.isupper():
        return False
    if any(p.casefold().strip(".") in _NOT_IN_NAME for p in parts):
        return False
    return _looks_personal(text) and parts[-1][0].isalpha() and not parts[-1][0].islower()


def _find_byline(lines: Sequence[Line], head: Masthead) -> None:
    first = 0 if head.title_line is None else max(0, head.title_line - 6)
    last = min(len(lines), head.body + 1)
    for index in range(first, last):
        line = lines[index]
        if index == head.title_line or line.is_blank or len(line.text) > 160 or line.marker:
            continue
        found = _BY.match(line.text)
        names = byline_names(found["rest"]) if found else []
        if names:
            head.byline_line = index
            head.authors = [Field(name, "byline") for name in names]
            return
    if head.title_line is None:
        return
    rows = [i for i in range(head.title_line + 1, last) if not lines[i].is_blank]
    for place, index in enumerate(rows[:2]):
        line = lines[index]
        if line.times > 2 or line.marker or line.is_chrome:
            return
        if _is_person(line.text) and (place == 0 or is_date_line(lines[rows[0]].text)):
            head.byline_line = index
            head.authors = [Field(line.text, "name under the title")]
            return
        if place == 0 and not is_date_line(line.text):
            return


# ----------------------------------------------------------------------------- date


def _find_date(lines: Sequence[Line], head: Masthead, footer: Sequence[int]) -> None:
    best: tuple[float, int, Field] | None = None
    rows = [i for i in range(min(head.body + 4, len(lines))) if not lines[i].is_blank]
    anchor = rows.index(head.title_line) if head.title_line is not None else 0
    for place, index in enumerate(rows):
        distance = abs(place - anchor)
        if distance > 6 and index != head.byline_line:
            continue
        field_and_score = _date_on(lines[index], in_footer=False)
        if not field_and_score:
            continue
        value, score = field_and_score
        if index == head.byline_line:
            score += 2.5
        elif head.title_line is not None and index < head.title_line and distance > 2:
            continue
        score -= 0.5 * distance
        how = "byline" if index == head.byline_line else "date beside the title"
        if best is None or score > best[0]:
            best = (score, index, Field(value, how))
    if best is None:
        for index in footer:
            field_and_score = _date_on(lines[index], in_footer=True)
            if field_and_score and (best is None or field_and_score[1] > best[0]):
                best = (field_and_score[1], index, Field(field_and_score[0], "line below the text"))
    if best and best[0] > 0:
        head.date_line, head.date = best[1], best[2]


def _date_on(line: Line, *, in_footer: bool) -> tuple[str, float] | None:
    text = line.text
    if len(text) > 160 or line.is_sentence or line.is_caption or line.ends_article:
        return None
    when = find_date(text, foreign=True)
    if when is None or line.text.startswith(("©", "(c)", "Copyright")):
        return None
    score = 3.0
    alone = is_date_line(text) is not None
    counted = comment_count(text) is not None
    published = bool(_PUBLISHED.search(text))
    if in_footer and not (published or counted or (alone and line.marker is None)):
        return None
    if line.marker is not None:
        return None
    score += 1.0 if alone else 0.0
    score += 1.0 if TIME.search(text) else 0.0
    score += 2.0 if published else 0.0
    score += 1.5 if counted else 0.0
    updated = _UPDATED.search(text)
    if updated and updated.start() < when.start:
        score -= 2.0
    return (when.iso or when.text, score)


# ------------------------------------------------------------------- outlet, address


def _find_rest(lines: Sequence[Line], head: Masthead, stop: int) -> None:
    rows = [i for i in range(stop) if not lines[i].is_blank]
    near = [i for i in rows if i <= head.body + 2][:200] + rows[-6:]
    for index in near:
        text = lines[index].text
        if len(text) > 480:
            continue
        found = _URL.match(text)
        if found and head.url is None and index <= head.body:
            head.url, head.url_line = Field(found["url"], "address above the text"), index
            continue
        found = _OUTLET.match(text)
        if found and head.outlet is None and len(text) <= 200:
            name = (found["a"] or found["b"] or "").strip(" \"'“”*_")
            if name and not name.lower().startswith(("http", "www")):
                head.outlet = Field(name, "named in the text")
