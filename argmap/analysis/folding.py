"""Which rows of an outline are shown: folded branches and the live filter, kept apart from rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from argmap.analysis.outline import Row
from argmap.model import NodeRef

__all__ = ["Folding"]


class Folding:
    """The visible part of an outline.

    *Index* means a row of the whole outline, *position* a place among the visible rows. Folding
    costs time in proportion to the rows that appear or vanish (and one memory move).
    """

    def __init__(self, rows: Sequence[Row], folded: Iterable[NodeRef] = ()) -> None:
        self.rows = rows
        self.folded = set(folded)
        """Nodes whose branch is folded. They outlive a reload, since they are kept by node."""
        self.visible: list[int] = []
        """Indices of the rows shown, ascending."""
        self.matches: list[int] | None = None
        """Indices of the rows that fit the filter, or ``None`` without one."""
        self._matching: frozenset[int] = frozenset()
        self._parents, self._ends = _shape(rows)
        self._show()

    # ------------------------------------------------------------------ looking

    def __len__(self) -> int:
        return len(self.visible)

    def row(self, position: int) -> Row:
        """The row shown at ``position``."""
        return self.rows[self.visible[position]]

    def is_folded(self, index: int) -> bool:
        """Whether the branch below this row is hidden by folding."""
        row = self.rows[index]
        return row.has_children and row.ref in self.folded and self.matches is None

    def parent(self, index: int) -> int | None:
        """Index of the row above it in the tree."""
        above = self._parents[index]
        return above if above >= 0 else None

    def position(self, index: int) -> int:
        """Where the row is shown; for a hidden row its nearest ancestor that is shown, else 0."""
        at: int | None = index
        while at is not None:
            place = bisect_left(self.visible, at)
            if place < len(self.visible) and self.visible[place] == at:
                return place
            at = self.parent(at)
        return 0

    def first(self, ref: NodeRef) -> int | None:
        """Index of the row where the node is unfolded (not a mere repeat)."""
        return self._first.get(ref)

    @cached_property
    def _first(self) -> dict[NodeRef, int]:
        return {row.ref: index for index, row in enumerate(self.rows) if not row.repeated}

    def is_match(self, index: int) -> bool:
        """Whether the row itself fits the filter (and is not only an ancestor of one that does)."""
        return index in self._matching

    # ----------------------------------------------------------------- changing

    def fold(self, index: int) -> bool:
        """Hide what hangs below the row. Returns whether anything changed."""
        row = self.rows[index]
        if not row.has_children or row.ref in self.folded or self.matches is not None:
            return False
        self.folded.add(row.ref)
        start = bisect_left(self.visible, index + 1)
        del self.visible[start : bisect_left(self.visible, self._ends[index], start)]
        return True

    def unfold(self, index: int) -> bool:
        """Show what hangs below the row. Returns whether anything changed."""
        row = self.rows[index]
        if row.ref not in self.folded or not row.has_children or self.matches is not None:
            return False
        self.folded.discard(row.ref)
        start = bisect_left(self.visible, index)
        if start < len(self.visible) and self.visible[start] == index:
            self.visible[start + 1 : start + 1] = self._below(index + 1, self._ends[index])
        return True

    def toggle(self, index: int) -> bool:
        """Fold or unfold the row. Returns whether anything changed."""
        return self.unfold(index) if self.is_folded(index) else self.fold(index)

    def fold_all(self) -> None:
        """Fold every branch: only the roots are left."""
        self.folded = {row.ref for row in self.rows if row.has_children}
        self._show()

    def unfold_all(self) -> None:
        """Show everything."""
        self.folded.clear()
        self._show()

    def reveal(self, index: int) -> int:
        """Unfold what hides the row; returns its position."""
        hiding: list[int] = []
        at = self.parent(index)
        while at is not None:
            if self.is_folded(at):
                hiding.append(at)
            at = self.parent(at)
        for ancestor in reversed(hiding):
            self.unfold(ancestor)
        return self.position(index)

    def filter(self, matches: Sequence[int] | None) -> None:
        """Show only these rows, by ascending index, with their ancestors; ``None`` shows all again.

        A node is matched once, where it is unfolded, not at each place that repeats it.
        """
        if matches is None:
            self.matches, self._matching = None, frozenset()
        else:
            rows = self.rows
            self.matches = [i for i in matches if not rows[i].repeated]
            self._matching = frozenset(self.matches)
        self._show()

    def next_match(self, index: int, step: int) -> int | None:
        """Index of the nearest match after (``step`` 1) or before (−1) ``index``, round the end."""
        if not self.matches:
            return None
        if step > 0:
            place = bisect_left(self.matches, index + 1) % len(self.matches)
        else:
            place = bisect_left(self.matches, index) - 1
        return self.matches[place]

    # ------------------------------------------------------------------ helpers

    def _below(self, start: int, end: int) -> list[int]:
        shown: list[int] = []
        at = start
        while at < end:
            shown.append(at)
            at = self._ends[at] if self.is_folded(at) else at + 1
        return shown

    def _show(self) -> None:
        if self.matches is not None:
            wanted: set[int] = set()
            for match in self.matches:
                at = match
                while at >= 0 and at not in wanted:
                    wanted.add(at)
                    at = self._parents[at]
            self.visible = sorted(wanted)
        elif not self.folded:
            self.visible = list(range(len(self.rows)))
        else:
            self.visible = self._below(0, len(self.rows))


def _shape(rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    """For each row the index of its parent (−1 for roots) and of the first row after its branch."""
    parents = [-1] * len(rows)
    ends = [len(rows)] * len(rows)
    open_: list[int] = []
    for index, row in enumerate(rows):
        while len(open_) > row.depth:
            ends[open_.pop()] = index
        parents[index] = open_[-1] if open_ else -1
        open_.append(index)
    return parents, ends
