"""The head of a comment: who wrote it and when, as pages print it.

Three shapes: ``Name says:`` (in several languages, with or without a date), ``Name, DATE`` on one
line, and a name on one line with the date on the next. :func:`head_at` tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from argmap.sources import words
from argmap.sources.dates import TIME, FoundDate, find_date
from argmap.sources.lines import Line

__all__ = ["Head", "clean_name", "head_at", "is_date_line", "is_name", "signature", "tidy_name"]

_I = re.IGNORECASE
_VERB = (
    r"(?:says?|said|wrote|writes|commented|comments|replied|responded|posted|answered|"
    r"sagte?|schreibt|schrieb|meinte?|antwortete?|kommentierte?|denkt|"
    r"a dit|dit|a [ée]crit|[ée]crit|dice|dijo|escribi[óo]|respondi[óo]|comenta|"
    r"ha detto|scrive|ha scritto|disse|escreveu|diz|zegt|schreef|zei|"
    r"skriver|skrev|s[äa]ger|siger|pisze|napisa[łl](?:a|\(a\))?|"
    r"пишет|написал(?:а)?|говорит|сказал(?:а)?|"
    r"diyor ki|dedi ki|אמר(?:ה)?|כתב(?:ה)?|يقول|كتب|说|說|より)"
)
_SAYS = re.compile(
    rf"^(?P<name>.{{1,60}}?)\s{{0,3}}(?:\s|(?<=[^\x00-\x7f]))(?P<verb>{_VERB})\s{{0,3}}(?P<colon>[:：])?\s{{0,3}}$",
    _I,
)
_SAYS_INLINE = re.compile(
    rf"^(?P<name>[^\n:.!?]{{1,40}}?)\s{{1,3}}{_VERB}\s{{0,2}}[:：]\s{{1,4}}(?=\S)", _I
)
_LINKING = re.compile(
    r"(?:\b(?:on|at|um|am|vom|den|dem|le|à|a las|el|il|alle|em|às|op|kl|the|"
    r"posted|published|commented|veröffentlicht|geschrieben|edited|bearbeitet|uhr|mon|tue|tues|wed|thu|thurs|fri|sat|sun|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|"
    r"permalink|says?|sagt|schreibt|and|und|of|ago|reply|antworten?|author|autor)\b|"
    r"[\s@/|,.:;·•—–()\[\]<>«»#-])",
    _I,
)
_ROLE = re.compile(
    r"(?:^(?:avatar(?: of| for| von)?|gravatar|profilbild(?: von)?|by|von|from|user|guest|gast|"
    r"posted by|comment by|kommentar von)\s+|"
    r"[\s,(\[|·-]{1,3}(?:post author|author|autor(?:in)?|verfasser(?:in)?|admin|moderator|mod|op|"
    r"verified|top commenter|avatar|artikelautor)[\])]?$)",
    _I,
)
_ANSWERING = re.compile(
    r"\s{0,2}(?:▸|▶|►|➤|→|->|>|\bin reply to\b|\breplied to\b|\bantwortet auf\b|"
    r"\ben r[ée]ponse à\b)\s{0,2}",
    _I,
)
_LETTER = re.compile(r"\w")
_EDGE = " \t\u00a0,;:|/·•—–-@(["
_MAX_HEAD = 160
_LONG_NAME = 200
_DIGIT = re.compile(r"\d")
_UNDIGITAL = (" ago", "just now", "gerade eben", "vor ein")
_ARTICLE_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|door|text|author|autor|published|updated)\s", _I
)
_NO_NAME = re.compile(
    r"[<>{}=\\]|https?:|www\.|\.(?:com|org|net|de)\b.{0,3}/|…|\.{3}|[?!]$|[;:]$", _I
)
_ABBREVIATED = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]|\b(?:Jr|Sr|Dr|St|Ph\.D|Esq|M\.D))\.$")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one comment, over one or several lines."""

    author: str | None
    date: FoundDate | None
    style: str
    """``says``, ``same line``, ``next line`` or ``date``."""
    last: int
    """Index of its last line."""
    inline: int | None = None
    """Offset in the whole text where the comment goes on in the head's own line."""
    answers: str | None = None
    """The name it answers (``A ▸ B``)."""
    present: bool = True
    """``says`` rather than ``said``: articles report in the past tense."""


@lru_cache(maxsize=4096)
def tidy_name(text: str) -> str:
    """``text`` without separators at its edges, ``avatar``, ``Author`` and the like."""
    name = text.strip().strip(_EDGE).strip()
    for _ in range(3):
        shorter = _ROLE.sub("", name, count=1).strip()
        if shorter == name or not _LETTER.search(shorter):
            break
        name = shorter
    return " ".join(name.split())


def clean_name(text: str) -> str | None:
    """``text`` as an author's name, or ``None`` where it is anonymous or no name at all."""
    name = tidy_name(text)
    if not name or not _LETTER.search(name):
        return None
    if name.casefold() in {"anonymous", "anonym", "anonyme", "anónimo", "anonimo", "unknown"}:
        return None
    return name


@lru_cache(maxsize=4096)
def is_name(text: str, *, strict: bool = False) -> bool:
    """Whether ``text`` could be a reader's name: at most 60 characters and 8 words, no sentence.

    ``strict`` (nothing but the shape speaks for it): 45 characters, 6 words, no greeting, no end
    of sentence.
    """
    length, count = (45, 6) if strict else (60, 8)
    name = text.strip()
    if not name or len(name) > length or not _LETTER.search(name) or _NO_NAME.search(name):
        return False
    parts = name.split()
    if len(parts) > count or name.isdecimal():
        return False
    if (
        words.CHROME.match(name)
        or words.is_share_row(name)
        or words.REPLY_LINK.match(name)
        or words.FORM.match(name)
    ):
        return False
    if words.THREAD_STRONG.match(name) or words.PINGBACK.match(name) or words.CAPTION.match(name):
        return False
    if name.endswith(".") and not _ABBREVIATED.search(name):
        return False
    lower = sum(1 for p in parts if p[0].islower())
    if len(parts) >= 4 and lower * 2 > len(parts):
        return False
    if strict:
        if name.endswith((",", "…", "。")) or (words.GREETING.match(name) and len(parts) != 2):
            return False
        if words.GREETING.match(name) and lower:
            return False
        if len(parts) >= 3 and lower * 2 > len(parts):
            return False
        return not words.END_OF_ARTICLE.match(name)
    return True


def _may_be_dated(text: str) -> bool:
    """Whether a date could be in ``text``: cheap, and never wrongly no."""
    if _DIGIT.search(text):
        return True
    lower = text.lower()
    return any(cue in lower for cue in _UNDIGITAL)


def _without_tail(text: str) -> str:
    for _ in range(5):
        shorter = words.TAIL_LINK.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text


def _remainder(text: str) -> str:
    return _LINKING.sub("", TIME.sub("", text))


@lru_cache(maxsize=8192)
def is_date_line(text: str) -> FoundDate | None:
    """The date of a line that holds a date, perhaps a time, and nothing else but links."""
    if not text or len(text) > 100:
        return None
    core = _without_tail(text)
    when = find_date(core, loose=True)
    if when is None:
        return None
    rest = core[: when.start] + " " + core[when.end :]
    again = find_date(rest, loose=True)
    if again:
        rest = rest[: again.start] + " " + rest[again.end :]
    return when if not _remainder(rest) else None


def _named(text: str) -> tuple[str, str | None]:
    """The author in ``text`` and whom he or she answers."""
    parts = _ANSWERING.split(text, maxsplit=1)
    if len(parts) == 2 and parts[0].strip() and is_name(tidy_name(parts[1])):
        return tidy_name(parts[0]), tidy_name(parts[1])
    return tidy_name(text), None


def _before_date(text: str) -> str:
    """The name in front of a date, without the words that link the two."""
    name = text.rstrip()
    for _ in range(4):
        shorter = re.sub(
            r"(?:[\s,|/·•—–@(-]+|\s(?:on|at|um|am|vom|den|le|el|il|op|posted|the|"
            r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|mo|di|mi|do|fr|sa|so)\.?,?)$",
            "",
            name,
            flags=_I,
        )
        if shorter == name:
            break
        name = shorter
    return name


def _one_line(content: str, index: int, *, marked: bool = False) -> Head | None:
    if len(content) > (_MAX_HEAD + _LONG_NAME if marked else _MAX_HEAD):
        return None
    if content[-1] not in ":：" and not _may_be_dated(content):
        return None
    core = _without_tail(content)
    when = find_date(core, loose=True)
    bare = core
    if when:
        before, after = core[: when.start], core[when.end :]
        if _remainder(before) == "" and (_remainder(after) == ""):
            return None
        # ``Name on DATE at TIME said:`` and ``On DATE Name wrote:``
        tail = TIME.sub("", after, count=1)
        bare = f"{_before_date(before)} {tail.strip(' ,@|/·•—–-')}".strip()
        bare = re.sub(r"^(?:on|am|le|el)\s+", "", bare, flags=_I)
        bare = re.sub(r"\s(?:at|um|à|a las|uhr)\s", " ", bare, flags=_I)
    says = _SAYS.match(bare)
    if says and (says["colon"] or (when and says["verb"])):
        name, answers = _named(says["name"])
        if is_name(name):
            present = says["verb"].lower() not in {
                "said", "wrote", "dit", "dijo", "sagte", "disse", "zei", "replied", "responded",
                "answered", "posted", "commented",
            }  # fmt: skip
            return Head(clean_name(name), when, "says", index, answers=answers, present=present)
    if when:
        if _remainder(after) != "" or after.rstrip().endswith((":", "?", "!")):
            return None
        name, answers = _named(_before_date(before))
        if name and is_name(name):
            return Head(clean_name(name), when, "same line", index, answers=answers)
        if marked and when.is_full and TIME.search(after) and 3 < len(name) <= _LONG_NAME:
            return Head(name, when, "same line", index)  # a site that links here, by its title
    return None


def head_at(lines: Sequence[Line], index: int) -> Head | None:
    """The comment head that begins at line ``index``, if one does."""
    line = lines[index]
    content = line.content
    if not content or len(content) > _MAX_HEAD + _LONG_NAME:
        return None
    if len(content) > 60 and not (
        _may_be_dated(content)
        or content.endswith((":", "："))
        or (line.marker and ":" in content[:64])
    ):
        return None
    if line.is_border:
        return None
    if line.marker is None and _ARTICLE_BYLINE.match(content):
        return None
    head = _one_line(content, index, marked=line.marker is not None)
    if head:
        if head.style == "says" and head.date is None:
            following = _next(lines, index)
            if following is not None and not lines[following].marker:
                when = is_date_line(lines[following].content)
                if when:
                    return Head(head.author, when, "says", following, answers=head.answers)
        return head
    if line.marker:
        inline = _SAYS_INLINE.match(content)
        if inline and is_name(inline["name"], strict=True):
            at = line.content_start + inline.end()
            return Head(clean_name(inline["name"]), None, "says", index, inline=at)
    if len(content) > 60 or (line.is_chrome and line.times < 3) or content.startswith("@ "):
        return None
    return _over_lines(lines, index)


def _over_lines(lines: Sequence[Line], index: int) -> Head | None:
    """A name on line ``index`` with the date on one of the next; only a repeated name, a number
    or page furniture may stand between."""
    line = lines[index]
    found = _date_below(lines, index)
    if found is None:
        return None
    content = line.content
    when, last = found
    name, answers = _named(content)
    if (
        not is_name(name)
        or is_date_line(content)
        or (words.GREETING.match(name + " ") and "," in content)
        or (content.endswith((".", ",")) and not _ABBREVIATED.search(content))
    ):
        return None
    while (after := _next(lines, last)) is not None:
        if not lines[after].marker or lines[after].content:
            break
        last = after
    return Head(clean_name(name), when, "next line", last, answers=answers)


def _date_below(lines: Sequence[Line], index: int) -> tuple[FoundDate, int] | None:
    line = lines[index]
    position = index
    for _ in range(4):
        following = _next(lines, position)
        if following is None:
            return None
        other = lines[following]
        if len(other.content) > 100 or (other.marker and not line.marker):
            return None
        when = is_date_line(other.content) if _may_be_dated(other.content) else None
        if when:
            return when, following
        small = (
            other.content == line.content
            or (len(other.content) <= 12 and other.content.replace(".", "").isdecimal())
            or other.is_chrome_word
            or other.is_reply_link
            or (
                len(other.content) <= len(line.content) + 24
                and tidy_name(other.content) == tidy_name(line.content)
            )
        )
        if not small:
            return None
        position = following
    return None


def signature(line: Line) -> Head | None:
    """The author and date of a comment whose page prints them *below* its text."""
    return _one_line(line.content, 0)


def _next(lines: Sequence[Line], index: int) -> int | None:
    """The next line with text, at most two blank lines away."""
    for other in range(index + 1, min(index + 4, len(lines))):
        if not lines[other].is_blank:
            return other
    return None
