"""What the classes of somebody else's model mean: supports, opposes or neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.diagnostics import Refused

__all__ = ["Meaning", "UnusableModel", "meaning_of"]

_FOR = """
entailment entails entailed entail supports support supporting supported favor favour in_favor
in_favour pro for agree agrees agreement
"""
_AGAINST = """
contradiction contradicts contradictory contradict opposes oppose opposing against con contra
disagree disagrees disagreement refutes refute refuted deny attack attacks undermines
"""
_NEITHER = """
neutral none neither nei not_enough_info not_enough_information unrelated irrelevant no_stance
discuss discusses comment other
"""
_SUPPORTS = frozenset(_FOR.split())
_OPPOSES = frozenset(_AGAINST.split())
_NEUTRAL = frozenset(_NEITHER.split())
_NOT_ENTAILED = frozenset(["not_entailment", "non_entailment", "not_entailed", "no_entailment"])
_NUMBERED = re.compile(r"(?:label_?|class_?)?\d+")
_RENAME = (
    'Write what its classes mean into its config.json, as on the model\'s page: "id2label": '
    '{"0": "entailment", "1": "neutral", "2": "contradiction"}.'
)


class UnusableModel(Refused):
    """The folder holds no model that can tell who supports and who opposes."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which outputs of a model mean what; several outputs of one meaning are added up."""

    supports: tuple[int, ...]
    opposes: tuple[int, ...]
    neutral: tuple[int, ...]

    @property
    def entailed_or_not(self) -> bool:
        """Whether it only tells what follows from what does not: then ``neutral`` is "does not",
        and opposition is asked for with the claim denied."""
        return not self.opposes


def meaning_of(names: Mapping[int, str]) -> Meaning:
    """What each output means, by its name in the model's ``config.json``.

    Raises :class:`UnusableModel` where that cannot be told, or where the model knows two sides but
    nothing between them and would put every passage on one.
    """
    found: dict[str, list[int]] = {"supports": [], "opposes": [], "neutral": [], "not": []}
    unknown = []
    for index, name in sorted(names.items()):
        key = re.sub(r"[\s\-]+", "_", name.strip().casefold())
        for role, words in (
            ("supports", _SUPPORTS),
            ("opposes", _OPPOSES),
            ("neutral", _NEUTRAL),
            ("not", _NOT_ENTAILED),
        ):
            if key in words:
                found[role].append(index)
                break
        else:
            unknown.append(name)
    supports, opposes, neutral = (tuple(found[r]) for r in ("supports", "opposes", "neutral"))
    if unknown:
        if all(_NUMBERED.fullmatch(name.strip().casefold()) for name in names.values()):
            raise UnusableModel(
                f"The model does not say what its classes mean: {_listed(unknown)}.", hint=_RENAME
            )
        raise UnusableModel(
            f"The model has classes that mean nothing here: {_listed(unknown)}.",
            hint="Use a model for natural language inference or stance. " + _RENAME,
        )
    if found["not"] and supports and not opposes and not neutral:
        return Meaning(supports, (), tuple(found["not"]))
    if supports and opposes and neutral and not found["not"]:
        return Meaning(supports, opposes, neutral)
    if supports and opposes:
        raise UnusableModel(
            "The model knows two sides and nothing between them, so it would take one for every "
            "passage.",
            hint="Use a model that has a neutral class too, or one for natural language inference.",
        )
    raise UnusableModel(
        f"The model cannot tell who supports and who opposes: {_listed(names.values())}.",
        hint="Use a model for natural language inference or stance.",
    )


def _listed(names: Iterable[str]) -> str:
    shown = [name[:40] for name in names]
    return ", ".join(shown[:6]) + (" …" if len(shown) > 6 else "")
