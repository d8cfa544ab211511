"""A scorer that knows words only: no model, no other library, and mostly no answer.

It answers where the passage speaks in the claim's own words, and then goes by who agrees, who
objects and who says *not*. It stands in for a damaged model, and it is what tests of everything
around a scorer use, because anybody can work out what it must say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.stance.scores import Pair, Score

__all__ = ["LexicalScorer"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MOST = 20_000

_COMMON = """
a an the and or but if then so as of at by for from in into on onto to with without about over
under it its this that these those there here he she they we you i his her their our your my me him
them us is are was were be been being am do does did done have has had having will would can could
shall should must may might ought than very more most much many some any all each every other
another such only own same too just also even still yet who which what when where why how because
while during before after again once up down out off because
"""
_NEGATIONS = """
not no never none nobody nothing nowhere neither nor hardly scarcely without cannot can't won't
don't doesn't didn't isn't aren't wasn't weren't shouldn't wouldn't couldn't mustn't hasn't haven't
hadn't ain't fails failed refuse refuses refused instead
"""
_AGREEING = """
agree agreed agrees right true exactly absolutely indeed support supports supported favour favor
favours favors endorse endorses welcome welcomes necessary needed overdue finally bravo yes proven
proves confirms
"""
_OBJECTING = """
disagree disagrees wrong false untrue nonsense rubbish lie lies myth oppose opposes opposed against
reject rejects absurd ridiculous mistake mistaken folly foolish harmful pointless useless unfair
unacceptable stop stupid madness disaster refutes disproves
"""
_STOP_WORDS = frozenset(_COMMON.split())
_NO = frozenset(_NEGATIONS.split())
_YES = frozenset(_AGREEING.split())
_AGAINST = frozenset(_OBJECTING.split())
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "e")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _words(text: str) -> list[str]:
    return [w.replace("’", "'") for w in _WORD.findall(text[:_MOST].casefold())]


def _topic(words: Sequence[str]) -> set[str]:
    """What the words are about."""
    known = _STOP_WORDS | _NO | _YES | _AGAINST
    return {_stem(w.removesuffix("'s")) for w in words if w not in known}


class LexicalScorer:
    """Words only. It answers for passages that share half of the claim's words, else *neutral*."""

    id = "lexical"
    version = "1"
    window = 2000

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """One score a pair."""
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> Score:
        claim, passage = _words(pair.claim), _words(pair.passage)
        topic, said = _topic(claim), _topic(passage)
        if not topic or not said:
            return _neutral(0.96)
        shared = len(topic & said) / len(topic)
        if shared < 0.5 or (len(topic) > 1 and len(topic & said) < 2):
            return _neutral(0.9 - 0.2 * shared)
        objecting = sum(w in _AGAINST for w in passage)
        agreeing = sum(w in _YES for w in passage)
        # What the claim itself says counts as said with it, not against it.
        objecting -= sum(w in _AGAINST for w in claim)
        agreeing -= sum(w in _YES for w in claim)
        turned = (sum(w in _NO for w in passage) + sum(w in _NO for w in claim)) % 2 == 1
        lean = agreeing - objecting
        if lean == 0:
            if shared < 0.75:
                return _neutral(0.6)
            lean = 1
        side = lean < 0 if not turned else lean > 0
        sure = min(0.72, 0.4 + 0.2 * shared + 0.05 * min(2, abs(lean)))
        other = (1 - sure) * 0.3
        rest = 1 - sure - other
        return Score(other, sure, rest) if side else Score(sure, other, rest)


def _neutral(sure: float) -> Score:
    rest = (1 - sure) / 2
    return Score(rest, rest, 1 - 2 * rest)
