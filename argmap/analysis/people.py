"""Who speaks in a marked passage: an author, somebody quoted, a reader who comments, or nobody
who can be named.

Readers are private persons. Each has a pseudonym, ``reader 7``: numbered in the order in which
they first appear in the map's sources, so that it is the same in every report of the same map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from argmap.model import Block, BlockKind, Comment, Evidence, Places, Source, Span

__all__ = ["Kind", "Person", "Voice", "Voices"]

_NO_NAMES = frozenset(
    ("", "anonymous", "anon", "guest", "unknown", "no name", "name withheld", "deleted", "removed")
)
"""What pages write where a reader gave no name; such readers cannot be told apart."""
_PARTICLES = frozenset(
    ["al", "bin", "ben", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "van", "von"]
)
"""Small words with which a name may begin."""


class Kind(StrEnum):
    """In what part somebody speaks."""

    AUTHOR = "author"
    SPEAKER = "speaker"
    READER = "reader"


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody who takes sides. Two are the same only if they are the same object."""

    kind: Kind
    name: str
    """As the source or the mark writes it: of a reader, not for everybody's eyes."""
    number: int = 0
    """Of a reader, from 1 on; authors and speakers, who spoke in public, have none."""

    @property
    def pseudonym(self) -> str:
        """What to call a reader; empty for others."""
        return f"reader {self.number}" if self.number else ""

    def label(self, names: bool = False) -> str:
        """What to call the person; ``names`` calls readers by their names too."""
        return self.name if names or not self.number else self.pseudonym


class Voice(NamedTuple):
    """Who speaks in a passage."""

    kind: Kind
    person: Person | None
    """``None``: an anonymous reader, an unsigned article, words of somebody not named."""
    named: bool = False
    """Whether the mark itself says who speaks."""


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_nobody(name: str | None) -> bool:
    return name is None or _key(name).strip("[]() .<>") in _NO_NAMES


def _is_description(name: str) -> bool:
    """Whether it is no name: “the police”, “an official”."""
    first = name.replace("-", " ").split()[0]
    return first[0].islower() and first not in _PARTICLES


def _site(source: Source) -> str:
    """Where the readers of a source have their accounts; names mean little beyond it."""
    if source.outlet:
        return _key(source.outlet.value)
    if source.url:
        try:
            return (urlsplit(source.url.value).hostname or "").removeprefix("www.")
        except ValueError:
            return ""
    return ""


class Voices:
    """Everybody who speaks in the sources of a map."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._places: dict[str, Places] = {}
        self._public: dict[str, Person] = {}
        self._described: dict[tuple[str, str], Person] = {}
        self._readers: dict[tuple[str, str], Person] = {}
        self._in_thread: dict[str, dict[str, Person]] = {}
        self._wrote: dict[str, dict[str, Person]] = {}
        self._articles: dict[str, Person | None] = {}
        for source in sources.values():
            self._articles[source.id] = self._authors([a.value for a in source.authors])
            site = _site(source)
            thread = self._in_thread[source.id] = {}
            wrote = self._wrote[source.id] = {}
            for comment in source.comments:
                if comment.author is not None and not _is_nobody(comment.author):
                    person = self._reader(site, comment.author)
                    thread[_key(comment.author)] = wrote[comment.id] = person

    def _authors(self, names: Iterable[str]) -> Person | None:
        """The author of an article. Several speak with one voice, and each has one of his own."""
        signed = [name for name in names if not _is_nobody(name)]
        for name in signed:
            self._public.setdefault(_key(name), Person(Kind.AUTHOR, name))
        if not signed:
            return None
        *others, last = signed
        whole = f"{', '.join(others)} and {last}" if others else last
        return self._public.setdefault(_key(whole), Person(Kind.AUTHOR, whole))

    def _reader(self, site: str, name: str) -> Person:
        key = (site, _key(name))
        person = self._readers.get(key)
        if person is None:
            person = self._readers[key] = Person(Kind.READER, name, len(self._readers) + 1)
        return person

    @property
    def readers(self) -> int:
        """How many readers with a name comment in all."""
        return len(self._readers)

    def holder(self, source: Source, span: Span) -> Block | Comment | None:
        """The block or comment in which ``span`` begins."""
        places = self._places.get(source.id)
        if places is None:
            places = self._places[source.id] = Places(source)
        return places.at(span.start)

    def of(self, mark: Evidence, span: Span) -> Voice:
        """Who speaks in the mark's passage, which is at ``span`` of its source now."""
        source = self._sources[mark.anchor.source]
        holder = self.holder(source, span)
        if mark.speaker and not _is_nobody(mark.speaker):
            return self._speaker(mark.speaker, source, holder)
        if isinstance(holder, Comment):
            if _mostly_quoted(span, holder):
                return Voice(Kind.SPEAKER, None)
            return Voice(Kind.READER, self._wrote[source.id].get(holder.id))
        if holder is None or holder.kind is BlockKind.BOILERPLATE:
            return Voice(Kind.AUTHOR, None)
        if holder.kind is BlockKind.QUOTATION:
            return Voice(Kind.SPEAKER, None)
        return Voice(Kind.AUTHOR, self._articles[source.id])

    def _speaker(self, name: str, source: Source, holder: Block | Comment | None) -> Voice:
        """Somebody whom the mark names: another reader of the thread, an author, anybody."""
        key = _key(name)
        if isinstance(holder, Comment) and key in self._in_thread[source.id]:
            return Voice(Kind.READER, self._in_thread[source.id][key], True)
        if key not in self._public and _is_description(name):
            # It may mean others in another article.
            found = self._described.get((source.id, key))
            if found is None:
                same = sum(1 for _, known in self._described if known == key)
                label = f"{name.strip()} ({same + 1})" if same else name.strip()
                found = self._described[source.id, key] = Person(Kind.SPEAKER, label)
            return Voice(Kind.SPEAKER, found, True)
        person = self._public.setdefault(key, Person(Kind.SPEAKER, name.strip()))
        return Voice(person.kind, person, True)


def _mostly_quoted(span: Span, comment: Comment) -> bool:
    """Whether half of the passage or more is what the comment only repeats."""
    if not comment.quoted:
        return False
    inside = sum(max(0, min(span.end, q.end) - max(span.start, q.start)) for q in comment.quoted)
    return 2 * inside >= span.end - span.start > 0
