"""What all screens share: the open map, what bears on what, marks by source, problems found."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from argmap.analysis.bearing import Bearings
from argmap.analysis.folding import Folding
from argmap.analysis.outline import outline
from argmap.diagnostics import Diagnostic
from argmap.model import Evidence, Map, NodeKind, NodeRef, Source
from argmap.tui.spans import Marked
from argmap.workspace import Workspace

__all__ = ["Session"]


class Session:
    """One reading of a map from disk. A reload makes a new one; nothing in it is ever changed."""

    def __init__(self, workspace: Workspace, folded: frozenset[NodeRef] = frozenset()) -> None:
        self.workspace = workspace
        self._was_folded = folded

    @property
    def map(self) -> Map:
        """The map with its sources and evidence."""
        return self.workspace.map

    @cached_property
    def bearings(self) -> Bearings:
        """What speaks for and against what."""
        return Bearings(self.map)

    @cached_property
    def folding(self) -> Folding:
        """The outline and what of it is folded."""
        return Folding(outline(self.map, self.bearings), self._was_folded)

    @cached_property
    def thesis(self) -> NodeRef | None:
        """The central claim."""
        title = self.map.thesis
        return NodeRef(NodeKind.CLAIM, title) if title is not None else None

    @cached_property
    def _by_source(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for mark in self.map.evidence:
            found[mark.anchor.source].append(mark)
        return found

    def marks_in(self, source: Source) -> list[Marked]:
        """The marks whose passages are found in the source's present text."""
        marks: list[Marked] = []
        for mark in self._by_source.get(source.id, ()):
            span = self.workspace.locate(mark).span
            if span is not None:
                marks.append(Marked(span, mark))
        return marks

    def mark_count(self, source_id: str) -> int:
        """How many marks a source has; suggestions do not count."""
        return sum(1 for mark in self._by_source.get(source_id, ()) if not mark.is_suggestion)

    def source(self, source_id: str) -> Source | None:
        """The source with this id, if it is there and can be read."""
        return self.map.sources.get(source_id)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """All that ``argmap check`` would say. Slow on a large map: ask in a worker."""
        from argmap.analysis.check import check

        return tuple(dict.fromkeys(check(self.workspace).diagnostics))
