"""A map with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from argmap.model.argument import Argument, Claim, NodeKind, Relation, Section
from argmap.model.common import empty
from argmap.model.evidence import Evidence
from argmap.model.source import Source

__all__ = ["Map"]


@dataclass(frozen=True, slots=True)
class Map:
    """Claims, arguments and how they bear on each other, with sources and evidence if it has any.

    ``claims`` and ``arguments`` are in the order in which the text first needs them; ``relations``
    are those a reader of Argdown gets after the language's own rewrites.
    """

    claims: Mapping[str, Claim] = field(default_factory=empty)
    arguments: Mapping[str, Argument] = field(default_factory=empty)
    relations: tuple[Relation, ...] = ()
    sections: tuple[Section, ...] = ()
    tags: tuple[str, ...] = ()
    """In order of first occurrence."""
    settings: Mapping[str, Any] = field(default_factory=empty)
    """The front matter."""
    sources: Mapping[str, Source] = field(default_factory=empty)
    evidence: tuple[Evidence, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """The front matter's title, else the name of the folder or file."""
        title = self.settings.get("title")
        return title if isinstance(title, str) and title.strip() else self.name

    @property
    def thesis(self) -> str | None:
        """Title of the central claim.

        ``argmap: {thesis: …}`` in the front matter, else the first claim that is tagged
        ``thesis``, else the first claim that speaks for or against nothing but is spoken of,
        else the first claim.
        """
        settings = self.settings.get("argmap")
        if isinstance(settings, Mapping):
            wanted = settings.get("thesis")
            if isinstance(wanted, str) and wanted in self.claims:
                return wanted
        for claim in self.claims.values():
            if "thesis" in claim.tags:
                return claim.title
        directed = [r for r in self.relations if not r.type.is_symmetric]
        speaking = {r.source.title for r in directed if r.source.kind is NodeKind.CLAIM}
        spoken_of = {r.target.title for r in directed if r.target.kind is NodeKind.CLAIM}
        for title in self.claims:
            if title in spoken_of and title not in speaking:
                return title
        return next(iter(self.claims), None)

    @property
    def marks(self) -> tuple[Evidence, ...]:
        """What people marked: the evidence without the machine's suggestions."""
        return tuple(e for e in self.evidence if not e.is_suggestion)

    def evidence_for(self, title: str) -> Sequence[Evidence]:
        """All marks on the claim or argument with this title, suggestions left out."""
        return [e for e in self.evidence if e.claim == title and not e.is_suggestion]

    def with_evidence(
        self, sources: Mapping[str, Source], evidence: Sequence[Evidence], name: str
    ) -> Map:
        """The same map with the contents of its folder."""
        return replace(self, sources=sources, evidence=tuple(evidence), name=name)
