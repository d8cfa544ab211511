"""YAML 1.2 on top of PyYAML, with the types that Argdown's reference (js-yaml 4) gives.

PyYAML's defaults are those of YAML 1.1 and differ on nearly every plain scalar: here ``yes`` and
``12:30:45`` are strings, ``010`` is ten, ``0o10`` is eight. Importing this module imports PyYAML.
"""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from argmap.argdown.data import Unreadable

__all__ = ["Timestamp", "load"]

_INT = re.compile(r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+)$")
_FLOAT = re.compile(
    r"(?:[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
)
_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?"
    r"(?:[ \t]*(Z|([-+])(\d\d?)(?::?(\d\d))?))?)?$",
    re.ASCII,
)
_TAG = "tag:yaml.org,2002:"
_NOT_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_HIDE = {0x85: "\ue085", 0x2028: "\ue028", 0x2029: "\ue029"}
"""Line ends in YAML 1.1 but not in 1.2: out of PyYAML's sight while it reads."""
_SHOW = {ord(hidden): code for code, hidden in _HIDE.items()}
_MOST_NODES = 200_000
"""Aliases can make a small block stand for a huge one; nothing sensible is larger than this."""


class Timestamp(str):
    """A date or time as its author wrote it; a plain string for every other purpose."""

    __slots__ = ()


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Any, Any]:
        if not isinstance(node, yaml.MappingNode):
            raise yaml.constructor.ConstructorError(
                None, None, "expected keys with values", node.start_mark
            )
        own = list(node.value)
        seen: set[str] = set()
        for key_node, _ in own:
            if key_node.tag == _TAG + "merge":
                continue
            key = _key(self.construct_object(key_node, deep=True))
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands here twice", key_node.start_mark
                )
            seen.add(key)
        self.flatten_mapping(node)
        return {
            _key(self.construct_object(key, deep=True)): self.construct_object(value, deep=deep)
            for key, value in node.value
        }


def _key(value: Any) -> str:
    """A key as JavaScript has it: always a string."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ",".join(_key(item) for item in value)
    return str(value)


def _integer(loader: _Loader, node: yaml.ScalarNode) -> int:
    value = str(loader.construct_scalar(node))
    sign = -1 if value.startswith("-") else 1
    digits = value.lstrip("+-")
    base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
    return sign * int(digits[2:] if base != 10 else digits, base)


def _float(loader: _Loader, node: yaml.ScalarNode) -> float:
    value = str(loader.construct_scalar(node)).lower()
    if value.endswith("inf"):
        return -math.inf if value.startswith("-") else math.inf
    return math.nan if value == ".nan" else float(value)


def _timestamp(loader: _Loader, node: yaml.ScalarNode) -> Timestamp:
    return Timestamp(loader.construct_scalar(node))


def _bool(loader: _Loader, node: yaml.ScalarNode) -> bool:
    return str(loader.construct_scalar(node)).lower() == "true"


for _name, _pattern, _first in (
    ("null", re.compile(r"(?:~|null|Null|NULL|)$"), [*"~nN", ""]),
    ("bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), [*"tTfF"]),
    ("int", _INT, [*"-+0123456789"]),
    ("float", _FLOAT, [*"-+.0123456789"]),
    ("timestamp", _TIMESTAMP, [*"0123456789"]),
    ("merge", re.compile(r"<<$"), ["<"]),
):
    _Loader.add_implicit_resolver(_TAG + _name, _pattern, _first)
for _name, _constructor in (
    ("int", _integer),
    ("float", _float),
    ("timestamp", _timestamp),
    ("bool", _bool),
):
    _Loader.add_constructor(_TAG + _name, _constructor)


def load(source: str) -> Any:
    """The value of a YAML document. Raises :class:`Unreadable` with the place of the problem."""
    hidden = bool(_NOT_LINE_ENDS.search(source))
    try:
        value = _construct(source.translate(_HIDE) if hidden else source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "it is not YAML"
        raise Unreadable(what, _offset(source, mark)) from None
    except yaml.reader.ReaderError as error:
        what = f"the character U+{error.character:04X} may not stand here"
        raise Unreadable(what, error.position) from None
    except (ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise Unreadable(str(error).partition("\n")[0] or "it is not YAML") from None
    _check_size(value)
    return _shown(value) if hidden else value


def _construct(source: str) -> Any:
    loader = _Loader(source)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_SHOW)
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {_shown(key): _shown(item) for key, item in value.items()}
    return value


def _offset(source: str, mark: Any) -> int:
    """PyYAML's marks count lines as YAML does; the offset counts code points."""
    return 0 if mark is None else min(int(mark.index), len(source))


def _check_size(value: Any) -> None:
    """Refuses data that refer to themselves or that aliases blow up."""
    sizes: dict[int, int] = {}

    def size(item: Any) -> int:
        if not isinstance(item, dict | list):
            return 1
        known = sizes.get(id(item))
        if known == -1:
            raise Unreadable("the data refer to themselves")
        if known is not None:
            return known
        sizes[id(item)] = -1
        parts = item.values() if isinstance(item, dict) else item
        total = 1 + sum(size(part) for part in parts)
        if total > _MOST_NODES:
            raise Unreadable("the data are too large once their aliases are filled in")
        sizes[id(item)] = total
        return total

    size(value)
