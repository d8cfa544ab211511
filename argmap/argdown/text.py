"""What a stretch of tokens says: its text, its tags, its formatted ranges (section 4).

Most claims are plain words and perhaps a tag at the end, and are one slice of the document; only
the rest is put together piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from argmap.argdown.shortcodes import SHORTCODES
from argmap.argdown.tokens import Kind, Tokens, kinds_class

__all__ = ["Content", "Range", "Reader", "own_shortcodes", "tag_name", "title_of"]

_SIMPLE = re.compile(b"s?(" + kinds_class(Kind.FREE, Kind.CONTROL) + b"*)(t*)N?")
_RANGE_TYPES = {
    Kind.BOLD_START: "bold",
    Kind.ITALIC_START: "italic",
    Kind.BOLD_END: "bold",
    Kind.ITALIC_END: "italic",
}
_TITLES = (Kind.CLAIM_DEF, Kind.CLAIM_REF, Kind.ARGUMENT_DEF, Kind.ARGUMENT_REF)
_NOTHING = (Kind.SPACES, Kind.COMMENT, Kind.DATA, Kind.INDENT, Kind.DEDENT)


@dataclass(frozen=True, slots=True)
class Range:
    """Part of a claim's text with a meaning of its own, as code points ``[start, end)``."""

    type: str
    """``bold``, ``italic``, ``link``, ``tag``, ``statement-mention`` or ``argument-mention``."""
    start: int
    end: int
    target: str = ""
    """The URL, the tag or the title."""


class Content(NamedTuple):
    """What a stretch of tokens says."""

    text: str
    """As the reference reads it, tags and outer blanks included."""
    wording: str
    """What it says to a person: without the tags at its end, trimmed."""
    tags: tuple[str, ...]
    last: int
    """Index of the token behind the last one that is not a line end, blanks or a comment."""


def tag_name(token: str) -> str:
    """The tag in ``#tag`` or ``#(some tag)``."""
    token = token.rstrip(" \t")
    return token[2:-1] if token.startswith("#(") else token[1:]


def own_shortcodes(value: object) -> dict[str, str]:
    """What the setting ``model.shortcodes`` adds: from what is written to the character."""
    if not isinstance(value, Mapping):
        return {}
    return {
        name: entry["unicode"]
        for name, entry in value.items()
        if isinstance(entry, Mapping) and isinstance(entry.get("unicode"), str)
    }


def title_of(token: str, kind: int) -> str:
    """The title in a definition, reference or mention: everything between the outer brackets."""
    if kind in (Kind.CLAIM_DEF, Kind.ARGUMENT_DEF):
        return token[1:-2]
    if kind in (Kind.CLAIM_MENTION, Kind.ARGUMENT_MENTION):
        return token.rstrip(" \t")[2:-1]
    return token[1:-1]


class Reader:
    """Reads stretches of one document's tokens."""

    __slots__ = ("remove_tags", "shortcodes", "tokens")

    def __init__(
        self, tokens: Tokens, extra: Mapping[str, str] | None = None, remove_tags: bool = False
    ) -> None:
        self.tokens = tokens
        self.shortcodes = {**SHORTCODES, **extra} if extra else SHORTCODES
        self.remove_tags = remove_tags

    def content(self, first: int, end: int) -> Content:
        """The text and tags of the tokens ``first`` … ``end`` (exclusive)."""
        kinds, starts, text = self.tokens.kinds, self.tokens.starts, self.tokens.text
        simple = None if self.remove_tags else _SIMPLE.fullmatch(kinds, first, end)
        if simple:
            words, tags_end = simple.end(1), simple.end(2)
            start = starts[simple.start(1)]
            plain = text[start : starts[words]]
            if words == tags_end:
                return Content(plain, plain.strip(), (), words)
            tags = tuple(tag_name(text[starts[i] : starts[i + 1]]) for i in range(words, tags_end))
            return Content(text[start : starts[tags_end]], plain.strip(), tags, tags_end)
        stretch = kinds[first:end]
        last = first + len(stretch.rstrip(b"scN{"))
        tags = tuple(
            tag_name(self.tokens.string(first + i))
            for i, kind in enumerate(stretch)
            if kind == Kind.TAG
        )
        plain = wording = self.assemble(first, end)
        if stretch.rstrip(b"tscN{") != stretch[: last - first]:
            wording = self.assemble(first, first + len(stretch.rstrip(b"tscN{")))
        return Content(plain, wording.replace("\n", " ").strip(), tags, last)

    def assemble(self, first: int, end: int, ranges: list[Range] | None = None) -> str:
        """The text, piece by piece; the formatted ranges are added to ``ranges`` if given."""
        kinds = self.tokens.kinds
        string = self.tokens.string
        last = end
        while last > first and kinds[last - 1] in (*_NOTHING, Kind.NEWLINE):
            last -= 1
        parts: list[str] = []
        length = 0
        open_ranges: list[tuple[str, int]] = []
        for i in range(first, last):
            kind = kinds[i]
            if kind in (Kind.FREE, Kind.CONTROL):
                piece = string(i)
            elif kind in _NOTHING:
                if kind != Kind.SPACES or i == first or kinds[i - 1] not in _TITLES:
                    continue
                piece = string(i)  # a title that was read as text keeps its blank
            elif kind == Kind.NEWLINE:
                if (parts and parts[-1].endswith(" ")) or self.ends_range(i + 1):
                    continue
                piece = " "
            elif kind in (Kind.BOLD_START, Kind.ITALIC_START):
                open_ranges.append((_RANGE_TYPES[kind], length))
                continue
            elif kind in (Kind.BOLD_END, Kind.ITALIC_END):
                if open_ranges and ranges is not None:
                    type_, start = open_ranges.pop()
                    ranges.append(Range(type_, start, length))
                piece = " " if string(i).endswith((" ", "\t")) else ""
            else:
                piece = self.special(kind, string(i), length, ranges)
            if piece:
                parts.append(piece)
                length += len(piece)
        return "".join(parts)

    def ends_range(self, i: int) -> bool:
        """Whether bold or italic text ends here: a line end before that adds no blank."""
        kinds = self.tokens.kinds
        while kinds[i] in (Kind.SPACES, Kind.COMMENT):
            i += 1
        return kinds[i] in (Kind.BOLD_END, Kind.ITALIC_END)

    def special(self, kind: int, token: str, start: int, ranges: list[Range] | None) -> str:
        """What a token that is more than its characters adds to the text."""
        if kind == Kind.ESCAPE:
            return token[1:]
        if kind == Kind.SPECIAL:
            sign = self.shortcodes.get(token.rstrip(" \t"))
            if sign is None:
                return token
            return sign + " " if token.endswith(" ") else sign
        added: Range | None = None
        piece = token
        if kind == Kind.LINK:
            label, _, url = token.rstrip(" \t")[1:-1].replace("\n", " ").partition("](")
            piece = label + " " if token.endswith((" ", "\t")) else label
            added = Range("link", start, start + len(label), url)
        elif kind == Kind.TAG:
            if self.remove_tags:
                return ""
            added = Range("tag", start, start + len(token.rstrip(" \t")), tag_name(token))
        elif kind in (Kind.CLAIM_MENTION, Kind.ARGUMENT_MENTION):
            type_ = "statement-mention" if kind == Kind.CLAIM_MENTION else "argument-mention"
            added = Range(type_, start, start + len(token.rstrip(" \t")), title_of(token, kind))
        if added is not None and ranges is not None:
            ranges.append(added)
        return piece
