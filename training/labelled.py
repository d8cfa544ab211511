"""Labelled files as other people write them: good lines are read, bad ones told and skipped."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from training.metrics import CLASSES

__all__ = ["Example", "read_jsonl", "read_rows"]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled pair."""

    claim: str
    passage: str
    label: int
    """Index into :data:`~training.metrics.CLASSES`."""
    kind: str = ""
    split: str = "train"
    voice: str = ""
    topic: str = ""

    def with_claim(self, claim: str, label: int) -> Example:
        """The same passage with another claim."""
        return replace(self, claim=claim, label=label)


def read_rows(path: Path) -> tuple[list[Example], list[str]]:
    """The pairs of a file of JSON objects, one a line, with ``claim``, ``passage``, ``stance``.

    Also what is wrong with the other lines, as ``line: what``. An empty passage is a row: it says
    nothing. Raises ``OSError`` where the file cannot be read.
    """
    rows: list[Example] = []
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


def _row(found: Any) -> Example | str:
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
    kind, split, voice, topic = (
        str(found.get(key, "")) for key in ("kind", "split", "voice", "topic")
    )
    label = CLASSES.index(stance)
    return Example(found["claim"], found["passage"], label, kind, split, voice, topic)


def read_jsonl(path: Path) -> list[Example]:
    """The pairs of a file of ours, in which every line is good.

    Raises ``ValueError`` where one is not.
    """
    rows, problems = read_rows(path)
    if problems:
        raise ValueError(f"{path.name}:{problems[0]}")
    return rows
