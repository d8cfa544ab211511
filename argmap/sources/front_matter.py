"""YAML front matter of a Markdown source: read with the safe loader, never trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Severity, at
from argmap.model import Field
from argmap.sources.dates import read_date

__all__ = ["FrontMatter", "read_front_matter"]

_OPEN = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_MAX = 100_000
_AND = re.compile(r"\s*(?:;|,|&|\band\b|\bund\b|\bet\b|\by\b)\s+", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|$)", re.ASCII)
_HOW = "front matter"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. ``end`` is the offset after it; 0 where there is none."""

    end: int = 0
    title: Field | None = None
    authors: tuple[Field, ...] = ()
    date: Field | None = None
    outlet: Field | None = None
    url: Field | None = None
    language: Field | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_front_matter(text: str, name: str = "") -> FrontMatter:
    """The front matter at the start of ``text``.

    Broken YAML is a diagnostic with its line; the text after it is read all the same.
    """
    opening = _OPEN.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSE.search(text, opening.end(), opening.end() + _MAX)
    if not closing:
        return FrontMatter()
    end = closing.end()
    raw = text[opening.end() : closing.start()]
    import yaml

    try:
        # Every value as it is written: no tag and no number is ever made into something else.
        data = yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        offset = opening.end()
        if mark is not None:
            rows = raw.split("\n")
            offset += sum(len(row) + 1 for row in rows[: mark.line]) + mark.column
        offset = min(offset, closing.start() - 1)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0] or "nested too deep"
        return FrontMatter(
            end=end,
            diagnostics=(
                _warn(text, offset, name, f"the front matter is not valid YAML: {problem}"),
            ),
        )
    if data is None:
        return FrontMatter(end=end)
    if not isinstance(data, Mapping):
        return FrontMatter(
            end=end,
            diagnostics=(
                _warn(text, opening.end(), name, "the front matter is not a list of `key: value`"),
            ),
        )
    found: list[Diagnostic] = []

    def scalar(*keys: str) -> Field | None:
        for key in keys:
            value = data.get(key)
            if value is None or value in ("", "~", "null"):
                continue
            if isinstance(value, str):
                plain = " ".join(value.split())
                if plain:
                    return Field(plain, _HOW)
                continue
            place = text.find(f"{key}:", opening.end(), end)
            found.append(
                _warn(text, max(place, opening.end()), name, f"{key}: expected one line of text")
            )
        return None

    def date() -> Field | None:
        written = scalar("date")
        if written is None:
            return None
        read = read_date(written.value)
        if read is None and _ISO.match(written.value):
            place = text.find("date:", opening.end(), end)
            found.append(_warn(text, max(place, opening.end()), name, "date: there is no such day"))
            return None
        return Field(read or written.value, _HOW)

    return FrontMatter(
        end=end,
        title=scalar("title"),
        authors=_authors(data.get("authors") or data.get("author")),
        date=date(),
        outlet=scalar("outlet", "publication", "publisher"),
        url=scalar("url", "link"),
        language=scalar("language", "lang"),
        diagnostics=tuple(found),
    )


def _authors(value: object) -> tuple[Field, ...]:
    if isinstance(value, str):
        names = [n for n in _AND.split(value) if n]
    elif isinstance(value, list):
        names = [n for n in value[:50] if isinstance(n, str)]
    else:
        return ()
    return tuple(Field(" ".join(n.split()), _HOW) for n in names if n.strip())


def _warn(text: str, offset: int, name: str, message: str) -> Diagnostic:
    line_end = text.find("\n", offset)
    return at(
        text,
        offset,
        line_end if line_end > offset else offset + 1,
        "AM204",
        Severity.WARNING,
        message,
        path=name,
        hint='put values with a colon in quotes: `title: "A: B"`; the rest of the file was read',
    )
