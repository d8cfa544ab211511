"""Writing the safe subset of Argdown (section 15): titles, texts, tags that both readings share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.argdown.lint import RESERVED_TITLES
from argmap.argdown.patterns import SPECIAL
from argmap.argdown.scan import TAG_CHARACTERS
from argmap.argdown.shortcodes import SHORTCODES
from argmap.argdown.splice import EditRefused
from argmap.model import NodeKind, is_generated_title

__all__ = [
    "check_title",
    "check_title_can_be_used",
    "escape",
    "one_line_text",
    "write_claim",
    "write_tag",
]

_LINE_ENDS = re.compile(r"[\n\r\u2028\u2029]")
_PLAIN_TAG = re.compile(r"[A-Za-z0-9\-]+$")
_ALL = re.compile(r"[\\@#*_\[\]{}<>./:=;\-]")
_SOME = re.compile(rf"\\|@(?=[\[<])|#(?=\(|[{TAG_CHARACTERS}])|[*_\[<{{]|/(?=[/*])|={{3,}}")


def check_title(title: str, kind: NodeKind = NodeKind.CLAIM) -> None:
    """Raises :class:`EditRefused` if nothing may be given this title."""
    if not title.strip():
        raise EditRefused("a title may not be empty", "say what it is about in two to five words")
    if title != title.strip():
        raise EditRefused(f"the title “{title}” begins or ends with a blank", "leave it out")
    if _LINE_ENDS.search(title):
        raise EditRefused("a title may not contain a line end", "write it on one line")
    check_title_can_be_used(title, kind)
    if title in RESERVED_TITLES or (title.isascii() and title.isdigit()):
        raise EditRefused(
            f"the title “{title}” does not work in other Argdown tools", "add a word to it"
        )
    if is_generated_title(title):
        raise EditRefused(
            "titles that begin with “Untitled” are those that Argdown makes up",
            "choose another title",
        )


def check_title_can_be_used(title: str, kind: NodeKind) -> None:
    """Raises :class:`EditRefused` if no reference to this title can be written."""
    close = "]" if kind is NodeKind.CLAIM else ">"
    opening = "[" if kind is NodeKind.CLAIM else "<"
    if title.startswith("-"):
        raise EditRefused(f"the title “{title}” begins with a hyphen", "begin it with a word")
    for bracket in (close, opening):
        if bracket in title:
            raise EditRefused(
                f"the title “{title}” contains {bracket}, which cannot be written in a title",
                "use round brackets",
            )


def one_line_text(text: str) -> str:
    """``text`` with all white space collapsed: one physical line a claim."""
    return " ".join(text.split())


def escape(text: str, *, fully: bool = False) -> str:
    """``text`` so that Argdown reads it back as it is.

    By default only where the lexer would act, which is far more readable and nearly always right
    (the caller reads back and compares); ``fully`` escapes every sign that could ever matter.
    """
    if fully:
        return _ALL.sub(lambda found: "\\" + found.group(), text)
    parts: list[str] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character in ".:":
            special = SPECIAL.match(text, position)
            if special:
                code = special.group().rstrip(" \t")
                if code in SHORTCODES or _SOME.search(code):
                    parts.append("\\")
        else:
            found = _SOME.match(text, position)
            if found:
                parts.append("".join("\\" + sign for sign in found.group()))
                position = found.end()
                continue
        parts.append(character)
        position += 1
    return "".join(parts)


def write_tag(tag: str) -> str:
    """``#tag`` or ``#(a tag of several words)``. Raises :class:`EditRefused` if it cannot be."""
    tag = one_line_text(tag.removeprefix("#"))
    if not tag:
        raise EditRefused("a tag may not be empty", "give it one word")
    if ")" in tag or "(" in tag:
        raise EditRefused(f"the tag “{tag}” contains a bracket", "leave the brackets out")
    return f"#{tag}" if _PLAIN_TAG.match(tag) else f"#({tag})"


def write_claim(title: str, text: str, tags: Sequence[str], *, fully: bool = False) -> str:
    """``[title]: text #tags`` on one line."""
    return " ".join([f"[{title}]:", escape(text, fully=fully), *map(write_tag, tags)])
