"""Behaviour tests of a stance model, in the manner of CheckList (Ribeiro, Wu, Guestrin and Singh
2020, “Beyond accuracy: behavioral testing of NLP models with CheckList”).

The matters are such that no training set deals with them, every sentence was written for the
suite, and both sides occur equally often wherever a test has sides. The same items at each call.

Three kinds of item: ``answer`` (one pair whose side is known), ``same`` (two pairs that must get
the same answer) and ``turn`` (two pairs that must lean to opposite sides).
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["TITLES", "Item", "items"]

_HERE = Path(__file__).parent
_SUPPORTS, _OPPOSES, _NEUTRAL = 0, 1, 2
Pairs = tuple[tuple[str, str], ...]
Topic = dict[str, Any]

TITLES = {
    "explicit": "says outright which side",
    "negation": "the side hangs on a negation in the passage",
    "negated claim": "the claim is negated",
    "comparison": "which of two needs, outdoes or outweighs the other",
    "irony": "ironic, for and against",
    "concession": "grants a point, then takes the other side",
    "quoted opponent": "quotes the other side to refute it",
    "mention": "on the matter, without a side",
    "unrelated": "about another matter",
    "paraphrase": "claim or passage in other words: same answer",
    "typos": "slips of the finger: same answer",
    "case": "lower or upper case: same answer",
    "punctuation": "no marks, or many: same answer",
    "names": "another first name: same answer",
    "swapped sides": "opposite claim: leans the other way",
}
"""The tests in their order, and what each is about."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check."""

    test: str
    kind: str
    """``answer``, ``same`` or ``turn``."""
    pairs: Pairs
    """One (claim, passage), or two to be compared."""
    gold: tuple[int, ...]
    """0 supports, 1 opposes, 2 neither; for each pair."""
    plain: bool
    """Whether the passage says in plain words what it is for, so that the test tries one thing."""
    form: str
    """The frame or field it was made from: to see whether one wording fails everywhere."""


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(clause: str) -> str:
    return _upper(clause) + "."


def _filled(frame: str, **values: str) -> str:
    return frame.format(**values, **{_upper(k): _upper(v) for k, v in values.items()})


def _sides(topic: Topic, plain: bool) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each side with its own reasons and the other's, implied or in plain words."""
    pro, con = ("plain_pro", "plain_con") if plain else ("pro", "con")
    yield _SUPPORTS, topic[pro], topic[con]
    yield _OPPOSES, topic[con], topic[pro]


def _explicit(topics: list[Topic], frames: dict[str, Any]) -> Iterator[Item]:
    for n, topic in enumerate(topics):
        for side, name in ((_SUPPORTS, "for"), (_OPPOSES, "against")):
            for k in (n, n + 9):
                frame = frames["explicit"][name][k % len(frames["explicit"][name])]
                claim = topic["claim"]
                # “It is false that …” goes on in lower case; a name at the start keeps its capital.
                inner = (
                    claim
                    if claim.startswith("The clock of Saint")
                    else claim[0].lower() + claim[1:]
                )
                text = frame.replace("{Claim}", claim).replace("{claim}", inner)
                yield _answer(
                    "explicit", claim, _filled(text, idea=topic["idea"]), side, frame, True
                )


def _answer(test: str, claim: str, passage: str, gold: int, form: str, plain: bool = False) -> Item:
    return Item(test, "answer", ((claim, passage),), (gold,), plain, form)


def _written(topics: list[Topic], _: dict[str, Any]) -> Iterator[Item]:
    """What was written out for each topic: negation, irony, mention."""
    for topic in topics:
        for field, test, side in (
            ("not_pro", "negation", _SUPPORTS),
            ("not_con", "negation", _OPPOSES),
            ("irony_pro", "irony", _SUPPORTS),
            ("irony_con", "irony", _OPPOSES),
            ("mention", "mention", _NEUTRAL),
        ):
            for passage in topic[field]:
                yield _answer(test, topic["claim"], passage, side, topic["key"])


def _framed(topics: list[Topic], frames: dict[str, Any]) -> Iterator[Item]:
    """The same in plain words: frames of negation, irony and mention."""
    for n, topic in enumerate(topics):
        gaps = {"idea": topic["idea"], "pro": topic["plain_pro"][1], "con": topic["plain_con"][1]}
        for test, each in (("negation", 2), ("irony", 1)):
            for side, name in ((_SUPPORTS, "pro"), (_OPPOSES, "con")):
                forms = frames[test][name]
                for k in range(each):
                    frame = forms[(each * n + k) % len(forms)]
                    passage = _filled(frame, **gaps)
                    yield _answer(test, topic["claim"], passage, side, frame, True)
        for k in range(2):
            frame = frames["mention"]["frames"][(2 * n + k) % len(frames["mention"]["frames"])]
            passage = _filled(frame, **gaps)
            yield _answer("mention", topic["claim"], passage, _NEUTRAL, frame, True)


def _negated_claim(topics: list[Topic], _: dict[str, Any]) -> Iterator[Item]:
    for topic in topics:
        for plain in (True, False):
            for side, reasons, _other in _sides(topic, plain):
                for reason in reasons[:2]:
                    passage, gold = _sentence(reason), 1 - side
                    yield _answer(
                        "negated claim", topic["denied"], passage, gold, topic["key"], plain
                    )


def _once(passage: str, idea: str) -> str:
    """The passage with ``it`` for the idea where it is named again."""
    first = passage.casefold().find(idea.casefold())
    again = passage.casefold().find(idea.casefold(), first + 1)
    if again < 0:
        return passage
    word = "it" if passage[again].islower() else "It"
    return passage[:again] + word + passage[again + len(idea) :]


def _answered(test: str) -> Callable[[list[Topic], dict[str, Any]], Iterator[Item]]:
    """Concessions, or opponents quoted: both from a strong reason and the other side's."""

    def make(topics: list[Topic], frames: dict[str, Any]) -> Iterator[Item]:
        forms = frames[test.partition(" ")[0]]["frames"]
        number = 0
        for plain in (True, False):
            for topic in topics:
                for side, own, other in _sides(topic, plain):
                    if plain and test == "concession":
                        # What is granted must be something that one can grant.
                        other = topic["mild_con" if side == _SUPPORTS else "mild_pro"]
                    for k in range(2):
                        # Both sides go through the same frames, two further with each topic.
                        frame = forms[(number + k) % len(forms)]
                        passage = _filled(frame, strong=own[k], weak=other[k + 1])
                        passage = _once(passage, topic["idea"]) if plain else passage
                        yield _answer(test, topic["claim"], passage, side, frame, plain)
                number += 2

    return make


def _unrelated(topics: list[Topic], _: dict[str, Any]) -> Iterator[Item]:
    for n, topic in enumerate(topics):
        for step, field in ((3, "pro"), (7, "con"), (8, "irony_pro"), (11, "not_con")):
            other = topics[(n + step) % len(topics)]
            passage = other[field][0]
            passage = _sentence(passage) if field in ("pro", "con") else passage
            yield _answer("unrelated", topic["claim"], passage, _NEUTRAL, field)


def _same(
    test: str,
    first: tuple[str, str],
    second: tuple[str, str],
    gold: int,
    form: str,
    plain: bool = False,
) -> Item:
    return Item(test, "same", (first, second), (gold, gold), plain, form)


def _paraphrase(topics: list[Topic], _: dict[str, Any]) -> Iterator[Item]:
    for topic in topics:
        claim = topic["claim"]
        for side, again, reasons in (
            (_SUPPORTS, "pro_again", topic["pro"]),
            (_OPPOSES, "con_again", topic["con"]),
        ):
            passage = _sentence(reasons[0])
            for restated in topic["restated"]:
                first, second = (claim, passage), (restated, passage)
                yield _same("paraphrase", first, second, side, "claim")
            said = _sentence(topic["plain_pro" if side == _SUPPORTS else "plain_con"][0])
            for restated in topic["restated"]:
                first, second = (claim, said), (restated, said)
                yield _same("paraphrase", first, second, side, "claim, plain passage", True)
            second = (claim, _sentence(topic[again]))
            yield _same("paraphrase", (claim, passage), second, side, "passage")


def _smooth(topics: list[Topic]) -> Iterator[tuple[str, str, int, bool]]:
    """Passages to be roughened: two of each side and topic, one in plain words."""
    for topic in topics:
        for plain in (True, False):
            for side, own, _other in _sides(topic, plain):
                yield topic["claim"], _sentence(own[1]), side, plain


def _slips(text: str, rng: random.Random) -> str:
    """A slip of the finger for every thirty letters, inside words, at least two."""
    letters = list(text)
    while "".join(letters) == text:  # one slip may undo another
        _slip(letters, text, rng)
    return "".join(letters)


def _slip(letters: list[str], text: str, rng: random.Random) -> None:
    for _ in range(max(2, len(text) // 30)):
        inner = [
            i
            for i in range(1, len(letters) - 2)
            if all(c.isalpha() for c in letters[i - 1 : i + 3]) and letters[i] != letters[i + 1]
        ]
        if not inner:
            break
        i = rng.choice(inner)
        slip = rng.randrange(3)
        if slip == 0:
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        elif slip == 1:
            letters[i : i + 1] = []
        else:
            letters[i:i] = [letters[i]]


def _rough(topics: list[Topic], _: dict[str, Any]) -> Iterator[Item]:
    rng = random.Random(20)
    for n, (claim, passage, side, plain) in enumerate(_smooth(topics)):
        bare = "".join(c for c in passage if c.isalnum() or c.isspace())
        marks = (bare, passage.replace(".", "!!!"), passage.replace(".", " ..."), f"({bare})")
        changed = {
            "typos": _slips(passage, rng),
            "case": passage.upper() if n // 2 % 2 else passage.lower(),
            "punctuation": marks[n // 2 % len(marks)],
        }
        for test, text in changed.items():
            yield _same(test, (claim, passage), (claim, text), side, test, plain)


def _names(topics: list[Topic], frames: dict[str, Any]) -> Iterator[Item]:
    names, forms = frames["named"]["names"], frames["named"]["frames"]
    number = 0
    for topic in topics:
        for plain in (True, False):
            for side, own, _other in _sides(topic, plain):
                frame = forms[number // 2 % len(forms)]
                one, two = names[number % len(names)], names[(number * 7 + 3) % len(names)]
                two = names[-1] if one == two else two
                first, second = (
                    (topic["claim"], frame.format(name=name, reason=own[2], Reason=_upper(own[2])))
                    for name in (one, two)
                )
                yield _same("names", first, second, side, frame, plain)
                number += 1


def _swapped(topics: list[Topic], _: dict[str, Any]) -> Iterator[Item]:
    for topic in topics:
        said = [_sentence(reason) for _, own, _ in _sides(topic, True) for reason in own]
        for side, passage in (
            (_SUPPORTS, _sentence(topic["pro"][2])),
            (_OPPOSES, _sentence(topic["con"][2])),
            (_SUPPORTS, topic["not_pro"][1]),
            (_OPPOSES, topic["not_con"][1]),
            *((side, _sentence(own[k])) for side, own, _ in _sides(topic, True) for k in (0, 2)),
        ):
            pairs = ((topic["claim"], passage), (topic["opposite"], passage))
            plain = passage in said
            yield Item("swapped sides", "turn", pairs, (side, 1 - side), plain, topic["key"])


def _comparison(_: list[Topic], frames: dict[str, Any]) -> Iterator[Item]:
    """Every passage twice: once as the claim has it, once with the two exchanged."""
    for kind in ("need", "quality", "weight"):
        forms = frames["comparison"][kind]
        for n, pair in enumerate(forms["pairs"]):
            for k in range(3):
                claim = forms["claims"][(n + k) % len(forms["claims"])]
                passage = forms["passages"][(3 * n + k) % len(forms["passages"])]
                for side in (_SUPPORTS, _OPPOSES):
                    said = pair if side == _SUPPORTS else [pair[1], pair[0], *pair[2:]]
                    yield _answer(
                        "comparison",
                        _weighed(claim, kind, pair),
                        _weighed(passage, kind, said),
                        side,
                        f"{kind}: {passage}",
                        True,
                    )


def _weighed(frame: str, kind: str, pair: list[str]) -> str:
    if kind == "need":
        return _filled(frame, a=pair[0], b=pair[1])
    rest = dict(zip(("adjective", "more", "less"), pair[2:], strict=False))
    return _filled(frame, x=pair[0], y=pair[1], **rest)


_MAKERS = (
    _explicit,
    _written,
    _framed,
    _negated_claim,
    _comparison,
    _answered("concession"),
    _answered("quoted opponent"),
    _unrelated,
    _paraphrase,
    _rough,
    _names,
    _swapped,
)


@cache
def items() -> tuple[Item, ...]:
    """All items, test by test in the order of :data:`TITLES`."""
    topics, frames = _load("topics.toml")["topic"], _load("frames.toml")
    for n, topic in enumerate(topics):
        for side, forms in frames["plain"].items():
            name = side if side.startswith("mild") else f"plain_{side}"
            topic[name] = [
                forms[(3 * n + k) % len(forms)].format(idea=topic["idea"]) for k in range(3)
            ]
    made = [item for make in _MAKERS for item in make(topics, frames)]
    order = {name: n for n, name in enumerate(TITLES)}
    return tuple(sorted(made, key=lambda item: order[item.test]))
