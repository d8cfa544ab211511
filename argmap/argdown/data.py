"""Data blocks and front matter (section 5): YAML as the reference reads it, JSON taken fast.

A block is first tried as JSON with bare words for keys and values, which is what maps are full of
and what argmap itself writes; PyYAML is imported only where that does not do. Problems are values:
a :class:`Trouble` with the place inside the block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["Trouble", "Unreadable", "is_data", "merge", "read_block", "read_front_matter"]

_WORDS = re.compile(
    r'"(?:[^"\\]|\\.)*"|([A-Za-z_][A-Za-z0-9_\-]*)(?=:[ \n])|([A-Za-z][\w./\-]*)(?=[ \n]*[,}\]])',
    re.ASCII,
)
_NOT_STRINGS = frozenset(("true", "false", "null"))
_OTHER_SPELLINGS = frozenset(("True", "TRUE", "False", "FALSE", "Null", "NULL"))
_BLOCK_STYLE = re.compile(r"\{[ \t]*\n")
_PLAIN_LINE = re.compile(
    r"([A-Za-z][A-Za-z0-9_\-]*): +([A-Za-z][A-Za-z0-9 ,.'()/_\-]*)[ \t]*\n", re.ASCII
)


class Trouble(NamedTuple):
    """Why a block could not be read, and where in it."""

    message: str
    offset: int = 0


class Unreadable(Exception):
    """Raised inside the readers; carries the :class:`Trouble`."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.trouble = Trouble(message, offset)


def read_block(block: str, *, switch: bool = True) -> tuple[dict[str, Any], Trouble | None]:
    """The data of a block with its braces, line ends LF; ``({}, why)`` where it is not data.

    A block whose brace ends its line is block-style YAML inside (unless ``switch`` is off).
    """
    shift = 0
    body = block
    try:
        if switch and _BLOCK_STYLE.match(block):
            body, shift = block[1:-1], 1
            value = _yaml(body)
        else:
            value = _flow(block)
    except Unreadable as error:
        return {}, Trouble(error.trouble.message, error.trouble.offset + shift)
    except RecursionError:
        return {}, Trouble("the data are nested too deeply")
    if value is None:
        return {}, None
    if not isinstance(value, dict):
        return {}, Trouble("these are not keys with values")
    return value, None


def read_front_matter(token: str) -> tuple[dict[str, Any], Trouble | None]:
    """The settings between the ``===`` lines; ``({}, why)`` where they cannot be read."""
    body = token.lstrip("=")
    shift = len(token) - len(body)
    body = body.rstrip("=")
    try:
        value = _plain_lines(body)
        if value is None:
            value = _yaml(body)
    except Unreadable as error:
        return {}, Trouble(error.trouble.message, error.trouble.offset + shift)
    except RecursionError:
        return {}, Trouble("the settings are nested too deeply")
    if value is None:
        return {}, None
    if not isinstance(value, dict):
        return {}, Trouble("these are not keys with values", shift)
    return value, None


def is_data(block: str) -> bool:
    """Whether the block can be read."""
    return read_block(block)[1] is None


def merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """``new`` merged over ``old``, and whether lists were mixed.

    Maps are merged deeply, lists index by index, everything else is replaced, as the reference
    does; neither argument is changed.
    """
    mixed = False

    def lay(under: Any, over: Any) -> Any:
        nonlocal mixed
        if isinstance(under, dict) and isinstance(over, dict):
            result = dict(under)
            for key, value in over.items():
                result[key] = lay(under[key], value) if key in under else value
            return result
        if isinstance(under, list) and isinstance(over, list):
            mixed = mixed or bool(under)
            common = [lay(a, b) for a, b in zip(under, over, strict=False)]
            return common + under[len(over) :] + over[len(under) :]
        return over

    merged = lay(dict(old), dict(new))
    assert isinstance(merged, dict)
    return merged, mixed


def _flow(block: str) -> Any:
    """A block in braces: JSON with bare words if it is that, else YAML."""

    def quote(found: re.Match[str]) -> str:
        word = found.group()
        if word[0] == '"' or (word in _NOT_STRINGS and found.lastindex == 2):
            return word
        if word in _OTHER_SPELLINGS and found.lastindex == 2:
            raise ValueError(word)
        return f'"{word}"'

    try:
        return json.loads(_WORDS.sub(quote, block), object_pairs_hook=_unique, parse_constant=_no)
    except ValueError:
        return _yaml(block)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key twice")
    return result


def _no(constant: str) -> Any:
    raise ValueError(constant)


def _plain_lines(body: str) -> dict[str, Any] | None:
    """The commonest front matter, one plain word or phrase a key; ``None`` if it is not that."""
    if not body.startswith("\n"):
        return None
    result: dict[str, Any] = {}
    position = 1
    while position < len(body):
        found = _PLAIN_LINE.match(body, position)
        if found is None:
            return None
        key, value = found[1], found[2].rstrip()
        if key in result or value.lower() in _NOT_STRINGS:
            return None
        result[key] = value
        position = found.end()
    return result


def _yaml(source: str) -> Any:
    from argmap.argdown.yaml12 import load

    return load(source + "\n")  # a block scalar at the very end keeps its line end
