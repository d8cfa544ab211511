"""What the language makes of the relations a text states: section 7 of the Argdown notes.

1. Arguments speak through their conclusions: what a reconstructed argument supports or attacks is
   supported or attacked by its main conclusion, and what undercuts it undercuts its last inference.
2. In strict mode, support between claims is entailment and attack is contrariety.
3. An attack on an argument is dropped where the attacker already attacks one of its premises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from argmap.model import NodeKind, RelationType, Span, Step

__all__ = ["ARGUMENT", "CLAIM", "INFERENCE", "End", "Stated", "rewrite"]

CLAIM = str(NodeKind.CLAIM)
ARGUMENT = str(NodeKind.ARGUMENT)
INFERENCE = str(NodeKind.INFERENCE)

_SYMMETRIC = (RelationType.CONTRADICTORY, RelationType.CONTRARY)

End = tuple[str, str, int]
"""Kind, title, and the step of an inference (-1 for the others): a :class:`NodeRef` that hashes
fast."""


class Stated(NamedTuple):
    """A relation between two ends, and the line that states it."""

    source: End
    target: End
    type: RelationType
    span: Span

    @property
    def key(self) -> tuple[End, End, str]:
        """What makes two relations equal; a symmetric one reads the same from both ends."""
        source, target, type_, _ = self
        if type_ in _SYMMETRIC and target < source:
            return target, source, type_
        return source, target, type_


_OPPOSITIONS = (RelationType.ATTACK, RelationType.CONTRADICTORY, RelationType.CONTRARY)


def rewrite(
    stated: Iterable[Stated],
    steps: Mapping[str, Sequence[Step]],
    *,
    strict: bool = False,
    through_conclusions: bool = True,
    slip: Callable[[Span, str], None] | None = None,
) -> list[Stated]:
    """The relations of the map. ``steps`` are those of each reconstructed argument.

    ``slip`` is called for an argument's attack on its own conclusion, which the reference drops in
    silence; here it stays an attack by the argument.
    """
    relations = list(stated)
    if through_conclusions and steps:
        relations = _through_conclusions(relations, steps, slip)
    if strict:
        relations = _strict(relations)
    if steps:
        relations = _without_redundant(relations, steps)
    return relations


def _through_conclusions(
    relations: list[Stated],
    steps: Mapping[str, Sequence[Step]],
    slip: Callable[[Span, str], None] | None,
) -> list[Stated]:
    present: set[tuple[End, End, str]] = set()
    result: list[Stated] = []
    for relation in relations:
        source, target, type_, span = relation
        if source[1] not in steps and target[1] not in steps:
            result.append(relation)
            continue
        present = present or {relation.key for relation in relations}
        if source[0] == ARGUMENT and source[1] in steps:
            conclusion = (CLAIM, steps[source[1]][-1].conclusion, -1)
            if conclusion == target:
                if type_ is RelationType.SUPPORT:
                    continue
                if slip is not None:
                    slip(span, source[1])
            else:
                source = conclusion
        if type_ is RelationType.UNDERCUT and target[0] == ARGUMENT and target[1] in steps:
            target = (INFERENCE, target[1], len(steps[target[1]]) - 1)
        if source is relation.source and target is relation.target:
            result.append(relation)
            continue
        moved = Stated(source, target, type_, span)
        if moved.key not in present:
            present.add(moved.key)
            result.append(moved)
    return result


def _strict(relations: list[Stated]) -> list[Stated]:
    result: list[Stated] = []
    seen: set[tuple[End, End, str]] = set()
    for relation in relations:
        type_ = relation.type
        if relation.source[0] == CLAIM == relation.target[0]:
            if type_ is RelationType.SUPPORT:
                type_ = RelationType.ENTAILS
            elif type_ is RelationType.ATTACK:
                type_ = RelationType.CONTRARY
        changed = relation._replace(type=type_)
        if changed.key not in seen:
            seen.add(changed.key)
            result.append(changed)
    return result


def _without_redundant(
    relations: list[Stated], steps: Mapping[str, Sequence[Step]]
) -> list[Stated]:
    if not any(
        target[0] == ARGUMENT and target[1] in steps and type_ is RelationType.ATTACK
        for _, target, type_, _ in relations
    ):
        return relations
    opposed: dict[End, set[str]] = {}
    for source, target, type_, _ in relations:
        if type_ in _OPPOSITIONS and source[0] == CLAIM == target[0]:
            opposed.setdefault(source, set()).add(target[1])
            if type_.is_symmetric:
                opposed.setdefault(target, set()).add(source[1])
    premises = {title: {p for s in chain for p in s.premises} for title, chain in steps.items()}
    return [
        relation
        for relation in relations
        if not (
            relation.type is RelationType.ATTACK
            and relation.source[0] == CLAIM
            and relation.target[0] == ARGUMENT
            and not premises.get(relation.target[1], set()).isdisjoint(
                opposed.get(relation.source, ())
            )
        )
    ]
