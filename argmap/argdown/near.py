"""Which title may have been meant, found without comparing with every title of a large map."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["NearTitles"]

_WORD = re.compile(r"\w+")
_MOST = 300


class NearTitles:
    """Titles by what a slip of the pen leaves alone: whole words, beginnings and ends."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """``titles`` are pairs of kind and title."""
        self._by_key: dict[tuple[str, str], list[str]] = {}
        for kind, title in titles:
            for key in _keys(title):
                self._by_key.setdefault((kind, key), []).append(title)

    def of(self, kind: str, wanted: str) -> list[tuple[str, float]]:
        """Up to three titles of this kind that are like ``wanted``, with how like (0 to 1)."""
        from rapidfuzz import fuzz, process

        lists = [self._by_key.get((kind, key), []) for key in _keys(wanted)]
        candidates: dict[str, None] = {}
        for titles in sorted(lists, key=len):
            candidates.update(dict.fromkeys(titles[: _MOST - len(candidates)]))
            if len(candidates) >= _MOST:
                break
        found = process.extract(
            wanted, list(candidates), scorer=fuzz.ratio, processor=str.casefold, limit=3,
            score_cutoff=60,
        )  # fmt: skip
        return [(title, score / 100) for title, score, _ in found]


def _keys(title: str) -> set[str]:
    folded = title.casefold()
    words = {word for word in _WORD.findall(folded) if len(word) > 3}
    return {*words, "^" + folded[:3], "$" + folded[-3:]}
