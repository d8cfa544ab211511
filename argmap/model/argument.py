"""Claims, arguments and the relations between them: what Argdown text says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from argmap.model.common import Span, Stance, empty

__all__ = [
    "Argument",
    "Claim",
    "NodeKind",
    "NodeRef",
    "Occurrence",
    "Relation",
    "RelationType",
    "Role",
    "Section",
    "Step",
    "is_generated_title",
    "wording_hash",
]


class NodeKind(StrEnum):
    """What one end of a relation is."""

    CLAIM = "claim"
    ARGUMENT = "argument"
    INFERENCE = "inference"


class RelationType(StrEnum):
    """How one claim or argument bears on another (Argdown's relations)."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    CONTRADICTORY = "contradictory"
    CONTRARY = "contrary"
    ENTAILS = "entails"

    @property
    def is_symmetric(self) -> bool:
        """Whether it reads the same from both ends."""
        return self in (RelationType.CONTRADICTORY, RelationType.CONTRARY)

    @property
    def stance(self) -> Stance:
        """The side the source takes towards the target."""
        if self in (RelationType.SUPPORT, RelationType.ENTAILS):
            return Stance.SUPPORTS
        return Stance.OPPOSES


class Role(StrEnum):
    """Where a statement stands in the text of a map."""

    TOP_LEVEL = "top-level-statement"
    RELATION = "relation-statement"
    PREMISE = "premise"
    INTERMEDIARY_CONCLUSION = "intermediary-conclusion"
    MAIN_CONCLUSION = "main-conclusion"
    LIST_ITEM = "list-item"


@dataclass(frozen=True, slots=True)
class NodeRef:
    """One end of a relation: a claim or argument by title, or one inference of an argument.

    ``step`` is the 0-based index into :attr:`Argument.steps` when ``kind`` is ``INFERENCE``.
    """

    kind: NodeKind
    title: str
    step: int | None = None

    def __hash__(self) -> int:
        # Nodes are keys everywhere; titles alone tell nearly all of them apart, and hashing an
        # enumeration runs Python code each time.
        return hash(self.title)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place in the map's text where a claim or an argument is defined or referred to."""

    span: Span
    """The head: title and text, without data block and relations."""
    text: str | None
    """The text given here; ``None`` for a mere reference."""
    is_reference: bool
    role: Role | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement: everything in the map that bears one statement title (an equivalence class)."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=empty)
    section: str | None = None
    """Id of the :class:`Section` it belongs to."""
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def label(self) -> str:
        """What to show a person: the text, or the title where there is no text."""
        return self.text.strip() or self.title


@dataclass(frozen=True, slots=True)
class Step:
    """One inference of a premise–conclusion structure."""

    premises: tuple[str, ...]
    """Titles of the statements that stand between the previous inference and this one."""
    conclusion: str
    rules: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=empty)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: a sketch, a reconstruction in premises and conclusions, or both."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=empty)
    section: str | None = None
    occurrences: tuple[Occurrence, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def label(self) -> str:
        """What to show a person: the text, or the title where there is no text."""
        return self.text.strip() or self.title

    @property
    def premises(self) -> tuple[str, ...]:
        """Titles of all premises, in order."""
        return tuple(title for step in self.steps for title in step.premises)

    @property
    def conclusion(self) -> str | None:
        """Title of the main conclusion, if the argument is reconstructed."""
        return self.steps[-1].conclusion if self.steps else None


@dataclass(frozen=True, slots=True)
class Relation:
    """``source`` supports, attacks, undercuts … ``target``."""

    source: NodeRef
    target: NodeRef
    type: RelationType
    span: Span | None = None
    """The line that states it (symbol and child's head)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the map with all that stands under it."""

    id: str
    title: str
    level: int
    parent: str | None = None
    tags: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=empty)
    span: Span | None = None


def is_generated_title(title: str) -> bool:
    """Whether ``title`` was made up for something its author left without one."""
    return title.startswith("Untitled")


def wording_hash(text: str) -> str:
    """Short hash of a claim's wording (white space collapsed), kept with each mark on it.

    A mark whose hash differs from the claim's present one was made when the claim read otherwise.
    """
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
