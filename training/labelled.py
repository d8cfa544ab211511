"""Labelled files as other people write them: good lines are read, bad ones told and skipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from argmap.stance.metrics import CLASSES

__all__ = ["Row", "read_rows"]


class Row(NamedTuple):
    """One labelled pair."""

    claim: str
    passage: str
    gold: int
    """0 supports, 1 opposes, 2 neutral."""
    split: str = ""
    voice: str = ""


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    """The pairs of a file of JSON objects, one a line, with ``claim``, ``passage``, ``stance``.

    Also what is wrong with the other lines, as ``line: what``. An empty passage is a row: it says
    nothing. Raises ``OSError`` where the file cannot be read.
    """
    rows: list[Row] = []
    problems: list[str] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip(b" \t\r\xef\xbb\xbf"):
            continue
        try:
            found = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            problems.append(f"{number}: not UTF-8")
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too large"
            problems.append(f"{number}: not JSON ({what})")
        else:
            row = _row(found)
            if isinstance(row, str):
                problems.append(f"{number}: {row}")
            else:
                rows.append(row)
    return rows, problems


def _row(found: Any) -> Row | str:
    """The pair in a line's value, or what is wrong with it."""
    if not isinstance(found, dict):
        return "not a JSON object"
    for key in ("claim", "passage", "stance"):
        if not isinstance(found.get(key), str):
            return f"“{key}” is missing or not a text"
    if not found["claim"].strip():
        return "“claim” is empty"
    stance = found["stance"].strip().casefold()
    if stance not in CLASSES:
        return f"“stance” is “{found['stance'][:40]}”, not supports, opposes or neutral"
    split, voice = (str(found.get(key, "")) for key in ("split", "voice"))
    return Row(found["claim"], found["passage"], CLASSES.index(stance), split, voice)
