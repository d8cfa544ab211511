"""The built-in layout: tidy trees with the real extent of each box.

Contours after Reingold and Tilford (Tidier drawings of trees, IEEE TSE 7(2), 1981), kept with the
deepest rank first, so that a rank is added by appending, and moved by one offset each instead of
being rewritten. Iterative: a map may be as deep as it likes. Deterministic; children keep the order
of the text; a box with several parents belongs to its first.
"""

from __future__ import annotations

import itertools

from argmap.pictures.layout import GROUP_LABEL, MARGIN, NODE_GAP, Request

__all__ = ["positions"]

RANK_GAP = 76.0
TREE_GAP = 34.0


class _Contour:
    """The near and far edge of a subtree in each rank, deepest first, less one offset."""

    __slots__ = ("far", "near", "offset")

    def __init__(self) -> None:
        self.near: list[float] = []
        self.far: list[float] = []
        self.offset = 0.0

    def clearance(self, after: _Contour, gap: float) -> float:
        """How far ``after`` must move so that it lies ``gap`` behind this contour everywhere."""
        ranks = min(len(self.near), len(after.near))
        if not ranks:
            return 0.0
        shift = self.offset - after.offset + gap
        return shift + max(
            f - n for f, n in zip(self.far[-ranks:], after.near[-ranks:], strict=True)
        )

    def joined(self, after: _Contour) -> _Contour:
        """Both contours as one, ``after`` lying behind; the shorter of the two is given up."""
        ranks = min(len(self.near), len(after.near))
        if len(after.near) > len(self.near):
            delta = self.offset - after.offset
            for i in range(1, ranks + 1):
                after.near[-i] = self.near[-i] + delta
            return after
        delta = after.offset - self.offset
        for i in range(1, ranks + 1):
            self.far[-i] = after.far[-i] + delta
        return self


def positions(request: Request) -> list[tuple[float, float]]:
    """(u, v) of the corner of each box that is nearest to the origin."""
    count = len(request.sizes)
    parent: list[int | None] = [None] * count
    children: list[list[int]] = [[] for _ in range(count)]
    for link in request.links:
        if link.primary and parent[link.child] is None:
            parent[link.child] = link.parent
            children[link.parent].append(link.child)
    roots = [n for n in range(count) if parent[n] is None]
    depth = [0] * count
    order: list[int] = []
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        order.append(node)
        for child in reversed(children[node]):
            depth[child] = depth[node] + 1
            stack.append(child)
    group_of = {n: g for g, members in enumerate(request.groups) for n in members}

    v = [0.0] * count
    move = [0.0] * count
    contours: dict[int, _Contour] = {}
    for node in reversed(order):
        kids = children[node]
        contour = _row(kids, contours, move, group_of, NODE_GAP) if kids else _Contour()
        extent = request.sizes[node][1]
        middle = 0.0
        if kids:
            first, last = kids[0], kids[-1]
            middle = (
                v[first]
                + move[first]
                + request.sizes[first][1] / 2
                + v[last]
                + move[last]
                + request.sizes[last][1] / 2
            ) / 2
        v[node] = middle - extent / 2
        contour.near.append(v[node] - contour.offset)
        contour.far.append(v[node] + extent - contour.offset)
        contours[node] = contour
    _row(roots, contours, move, group_of, TREE_GAP)
    for node in order:
        above = parent[node]
        if above is not None:
            move[node] += move[above]
    start = _starts(request, depth)
    return [(start[depth[n]], v[n] + move[n]) for n in range(count)]


def _row(
    row: list[int],
    contours: dict[int, _Contour],
    move: list[float],
    group_of: dict[int, int],
    gap: float,
) -> _Contour:
    """Put subtrees side by side; each one's way is noted in ``move``."""
    joined = contours.pop(row[0]) if row else _Contour()
    for before, node in itertools.pairwise(row):
        contour = contours.pop(node)
        apart = gap
        if group_of.get(before) != group_of.get(node):
            apart += 2 * MARGIN + GROUP_LABEL
        way = joined.clearance(contour, apart)
        move[node] = way
        contour.offset += way
        joined = joined.joined(contour)
    return joined


def _starts(request: Request, depth: list[int]) -> list[float]:
    """Where each rank begins."""
    widest = [0.0] * (max(depth, default=0) + 1)
    for (du, _), rank in zip(request.sizes, depth, strict=True):
        widest[rank] = max(widest[rank], du)
    start = [0.0]
    for width in widest:
        start.append(start[-1] + width + RANK_GAP)
    return start
