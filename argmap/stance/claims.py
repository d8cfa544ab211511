"""Claims as a scorer gets them: what can be judged at all, and what is known to be hard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.model import Map, is_generated_title, wording_hash
from argmap.workspace import Workspace

__all__ = ["LONGEST", "Question", "is_comparison", "questions"]

LONGEST = 500
"""Characters of a claim that a scorer reads; the passage needs room beside it."""

_COMPARISON = re.compile(
    r"\b(?:more|less|fewer|worse|rather|sooner|(?!other\b|rather\b|whether\b)\w{2,20}er)"
    r"\b[^.!?]{0,120}?\bthan\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_SEVERAL = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Question:
    """One claim to look for passages on."""

    title: str
    text: str
    """As the scorer reads it."""
    wording: str
    """Hash of the whole wording."""
    reasons: tuple[str, ...] = ()
    """What makes it hard; told with each suggestion."""
    notes: tuple[str, ...] = ()
    """What to tell once."""
    refused: str = ""
    """Why it cannot be judged; empty if it can."""


def is_comparison(text: str) -> bool:
    """Whether a claim weighs one thing against another: who says which is easily mixed up."""
    return _COMPARISON.search(text) is not None


def _question(map_: Map, title: str) -> Question:
    node = map_.claims.get(title) or map_.arguments[title]
    whole = " ".join(node.label.split())
    text, notes, refused = whole, [], ""
    if len(whole) > LONGEST:
        text = whole[:LONGEST].rsplit(" ", 1)[0]
        notes.append(f"it is long: only its first {len(text)} characters are compared")
    words = _WORD.findall(text)
    wide = any(ord(c) > 0x2E7F for c in text)  # scripts that put no space between words
    if not _SEVERAL.search(text) and not (wide and text):
        refused = "it holds no words"
    elif len(words) < 2 and not wide:
        refused = "it is one word, and nothing speaks for or against a word; write a sentence"
    reasons = ("the claim is a comparison",) if is_comparison(text) else ()
    return Question(title, text, wording_hash(node.text), reasons, tuple(notes), refused)


def questions(workspace: Workspace, titles: Sequence[str]) -> list[Question]:
    """The claims (or arguments) of these titles; without any, all claims that have a title."""
    map_ = workspace.map
    chosen = list(dict.fromkeys(titles)) or [t for t in map_.claims if not is_generated_title(t)]
    return [_question(map_, title) for title in chosen]
