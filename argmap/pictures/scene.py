"""What a picture shows, before anything is measured: nodes in reading order, edges, groups.

A node is one box for the layout: a claim, an argument, a run of passages on one side of a claim,
or a stub for folded branches.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from argmap.model import RelationType, Stance
from argmap.pictures.passages import Passage

__all__ = ["Edge", "Group", "Kind", "Node", "Scene"]


class Kind(StrEnum):
    """What a node is."""

    THESIS = "thesis"
    CLAIM = "claim"
    ARGUMENT = "argument"
    PASSAGES = "evidence"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Node:
    """One box. Indices are those of :attr:`Scene.nodes`; texts are clean."""

    kind: Kind
    text: str
    title: str = ""
    """Shown above the text; empty where it would say the same."""
    relations: tuple[RelationType, ...] = ()
    """What it does to others, the relation to its parent first."""
    parent: int | None = None
    depth: int = 0
    section: str = ""
    """Title of the section it stands in."""
    premises: int = 0
    tally: tuple[int, int] | None = None
    """Passages for and against it; ``None`` where nobody marked any."""
    passages: tuple[Passage, ...] = ()
    hidden: int = 0
    """Passages on this side that are only counted, or cards folded into a stub."""

    @property
    def stance(self) -> Stance | None:
        """The side taken towards the parent."""
        return self.relations[0].stance if self.relations else None


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` does what ``type`` says to ``target``."""

    source: int
    target: int
    type: RelationType
    primary: bool
    """Whether one end is the other's parent in the tree of the picture."""


@dataclass(frozen=True, slots=True)
class Group:
    """A section with at least two cards."""

    label: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a picture shows."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...]
    summary: str
    """Counts of the whole map in words."""
    left_out: tuple[str, ...] = ()
    """What the picture does not show, in sentences."""

    @property
    def cards(self) -> int:
        """Claims, arguments and passages shown; stubs are none."""
        return sum(
            len(n.passages) if n.kind is Kind.PASSAGES else 1
            for n in self.nodes
            if n.kind is not Kind.MORE
        )
