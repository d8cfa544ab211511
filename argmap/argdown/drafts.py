"""What is said under each title while a document is read, and the frozen model made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from argmap.argdown.relations import INFERENCE, End, Stated
from argmap.argdown.text import Content
from argmap.argdown.tree import Element
from argmap.model import (
    Argument,
    Claim,
    NodeKind,
    NodeRef,
    Occurrence,
    Relation,
    Section,
    Step,
)

__all__ = ["Draft", "arguments_of", "claims_of", "relations_of", "same_wording"]


class Draft:
    """What the members of one title have said so far."""

    # Most titles have one member without tags and data, so those are made when needed.
    tags: dict[str, None] | None = None
    data: dict[str, Any] | None = None
    canonical: Content | None = None
    is_fixed = False
    """Whether ``canonical`` is from a member that says ``isCanonical``."""
    groups: dict[int, bool] | None = None
    """What members say about ``isInGroup``, by their number."""
    first: tuple[Element, str] | None = None
    """The first member with a text, and the text."""
    other: Element | None = None
    """The first member with another text."""
    section: str | None = None
    """Where a premise–conclusion structure has put it."""

    def __init__(self, kind: str, title: str) -> None:
        self.end: End = (kind, title, -1)
        self.elements: list[Element] = []
        """Its places in the tree, in the order of the text."""
        self.members: list[Occurrence] = []


def same_wording(one: str, other: str) -> bool:
    """Whether two texts differ in white space at most."""
    return one == other or one.split() == other.split()


def claims_of(drafts: Mapping[str, Draft], sections: Sequence[Section]) -> dict[str, Claim]:
    """The claims, in the order of ``drafts``."""
    return {
        title: Claim(
            title,
            draft.canonical.wording if draft.canonical else "",
            tuple(draft.tags or ()),
            draft.data or {},
            _section(draft) if sections else None,
            tuple(draft.members),
        )
        for title, draft in drafts.items()
    }


def arguments_of(
    drafts: Mapping[str, Draft],
    steps: Mapping[str, Sequence[Step]],
    sections: Sequence[Section],
) -> dict[str, Argument]:
    """The arguments, in the order of ``drafts``."""
    return {
        title: Argument(
            title,
            draft.canonical.wording if draft.canonical else "",
            tuple(draft.tags or ()),
            draft.data or {},
            (draft.section or _section(draft)) if sections else None,
            tuple(draft.members),
            tuple(steps.get(title, ())),
        )
        for title, draft in drafts.items()
    }


def _section(draft: Draft) -> str | None:
    """Section 6: the first defining member in a section, unless data say otherwise."""
    if not draft.members:
        return None
    chosen: str | None = None
    groups = draft.groups
    for number, member in enumerate(draft.members):
        if member.section is None:
            continue
        in_group = groups.get(number) if groups else None
        if in_group:
            return member.section
        if chosen is None and in_group is None and not member.is_reference:
            chosen = member.section
            if not groups:
                break
    return chosen or draft.members[0].section


def relations_of(stated: Iterable[Stated]) -> tuple[Relation, ...]:
    """The relations as the model has them, with one :class:`NodeRef` for each end."""
    known: dict[End, NodeRef] = {}
    result = []
    for source, target, type_, span in stated:
        result.append(
            Relation(
                known.get(source) or known.setdefault(source, _ref(source)),
                known.get(target) or known.setdefault(target, _ref(target)),
                type_,
                span,
            )
        )
    return tuple(result)


def _ref(end: End) -> NodeRef:
    kind, title, step = end
    return NodeRef(NodeKind(kind), title, step if kind == INFERENCE else None)
