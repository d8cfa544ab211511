"""Ways of the edges: through the gutters between ranks and the gaps between cards.

An edge between neighbouring ranks is one curve in the gutter. A longer one passes each rank on its
way through the nearest gap between two cards, so no edge crosses a card.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.pictures.layout import Layout, Rect

__all__ = ["Ends", "Way", "route"]

LEAD = 19.0
"""Straight piece at the source, where the sign sits."""
TIP = 9.0
"""Straight piece at the target, where the arrow sits."""
_SLOT, _LANE = 24.0, 6.0


@dataclass(frozen=True, slots=True)
class Ends:
    """An edge between two boxes of a layout."""

    source: int
    target: int
    primary: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one edge in layout coordinates.

    ``points`` are joined alternately by a straight piece and a curve that leaves and arrives along
    ``u``, beginning with a straight piece.
    """

    points: tuple[tuple[float, float], ...]
    sign: tuple[float, float]
    """Where the disc with the sign sits, near the source."""
    toward: int
    """+1 where the edge arrives in growing ``u``, −1 against it."""
    away: int
    """The same for how it leaves its source."""


@dataclass
class _Draft:
    ends: Ends
    leaves_high: bool
    arrives_high: bool
    crossed: list[int]
    gaps: list[int]
    lanes: list[float]


def route(layout: Layout, edges: Sequence[Ends]) -> list[Way]:
    """A way for each edge, in their order."""
    ranks = _Ranks(layout)
    drafts = [_draft(layout, ranks, edge) for edge in edges]
    _spread_lanes(ranks, drafts)
    slots = _slots(layout, drafts)
    return [_way(layout, ranks, draft, slots, i) for i, draft in enumerate(drafts)]


class _Ranks:
    """The free gaps of each rank."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        rows: list[list[Rect]] = [[] for _ in layout.bands]
        for box, band in zip(layout.boxes, layout.band_of, strict=True):
            rows[band].append(box)
        self.rows = rows
        self.gaps: list[list[tuple[float, float]]] = []
        self.middles: list[list[float]] = []
        for row in rows:
            row.sort(key=lambda b: b.v)
            edges = [float("-inf")]
            for box in row:
                edges += [box.v, box.v1]
            edges.append(float("inf"))
            gaps = list(zip(edges[::2], edges[1::2], strict=True))
            self.gaps.append(gaps)
            self.middles.append([self._clamp(gap, None) for gap in gaps])

    def reach(self, band: int, one: float, other: float) -> float:
        """How far cards of a rank reach away from the thesis between two places across it."""
        low, high = min(one, other) - 4, max(one, other) + 4
        row = self.rows[band]
        first = bisect_left(row, low, key=lambda b: b.v1)
        last = bisect_left(row, high, key=lambda b: b.v)
        return max((box.u1 for box in row[first:last]), default=self.layout.bands[band][0])

    @staticmethod
    def _clamp(gap: tuple[float, float], wanted: float | None) -> float:
        low, high = gap
        if low == float("-inf"):
            edge = high - 12 if high != float("inf") else 0.0
            return edge if wanted is None else min(wanted, edge)
        if high == float("inf"):
            return low + 12 if wanted is None else max(wanted, low + 12)
        if high - low < 16 or wanted is None:
            return (low + high) / 2
        return min(max(wanted, low + 8), high - 8)

    def nearest(self, band: int, wanted: float) -> tuple[int, float]:
        """The gap of a rank that is nearest to ``wanted``, and where in it."""
        at = bisect_left(self.middles[band], wanted)
        tried = range(max(0, at - 2), min(len(self.middles[band]), at + 2))
        best = min(tried, key=lambda g: abs(self._clamp(self.gaps[band][g], wanted) - wanted))
        return best, self._clamp(self.gaps[band][best], wanted)


def _draft(layout: Layout, ranks: _Ranks, edge: Ends) -> _Draft:
    a, b = layout.band_of[edge.source], layout.band_of[edge.target]
    step = -1 if a > b else 1
    crossed = list(range(a + step, b, step)) if a != b else []
    start, end = layout.boxes[edge.source].mid, layout.boxes[edge.target].mid
    gaps: list[int] = []
    lanes: list[float] = []
    at = start
    for i, band in enumerate(crossed):
        wanted = at + (end - at) / (len(crossed) - i + 1)
        gap, at = ranks.nearest(band, wanted)
        gaps.append(gap)
        lanes.append(at)
    return _Draft(edge, a <= b, a >= b, crossed, gaps, lanes)


def _spread_lanes(ranks: _Ranks, drafts: Sequence[_Draft]) -> None:
    """Edges through one gap get lanes of their own as far as it has room."""
    users: dict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
    for d, draft in enumerate(drafts):
        for i, (band, gap) in enumerate(zip(draft.crossed, draft.gaps, strict=True)):
            users[band, gap].append((draft.lanes[i], d, i))
    for (band, gap), entries in users.items():
        if len(entries) < 2:
            continue
        low, high = ranks.gaps[band][gap]
        entries.sort()
        middle = sum(lane for lane, _, _ in entries) / len(entries)
        step = min(_LANE, max(0.0, high - low - 8) / len(entries))
        half = step * (len(entries) - 1) / 2
        middle = min(max(middle, low + 4 + half), high - 4 - half)
        for k, (_, d, i) in enumerate(entries):
            drafts[d].lanes[i] = middle - half + k * step


def _slots(layout: Layout, drafts: Sequence[_Draft]) -> dict[tuple[int, bool], float]:
    """Where each end of each edge touches its box: evenly spread, in the order of the far ends."""
    sides: dict[tuple[int, bool], list[tuple[float, int, bool]]] = defaultdict(list)
    for d, draft in enumerate(drafts):
        source, target = draft.ends.source, draft.ends.target
        far_of_source = draft.lanes[0] if draft.lanes else layout.boxes[target].mid
        far_of_target = draft.lanes[-1] if draft.lanes else layout.boxes[source].mid
        sides[source, draft.leaves_high].append((far_of_source, d, True))
        sides[target, draft.arrives_high].append((far_of_target, d, False))
    slots: dict[tuple[int, bool], float] = {}
    for (node, _), entries in sides.items():
        entries.sort()
        box = layout.boxes[node]
        step = min(_SLOT, max(0.0, box.dv - 20) / max(2, len(entries) - 1))
        first = box.mid - step * (len(entries) - 1) / 2
        for k, (_, d, is_source) in enumerate(entries):
            slots[d, is_source] = first + k * step
    return slots


def _way(
    layout: Layout,
    ranks: _Ranks,
    draft: _Draft,
    slots: dict[tuple[int, bool], float],
    index: int,
) -> Way:
    source, target = layout.boxes[draft.ends.source], layout.boxes[draft.ends.target]
    bands = layout.bands
    away = 1 if draft.leaves_high else -1
    v0, v1 = slots[index, True], slots[index, False]
    u0 = source.u1 if draft.leaves_high else source.u
    band = layout.band_of[draft.ends.source]
    turn = draft.lanes[0] if draft.lanes else v1
    out = (ranks.reach(band, v0, turn) if draft.leaves_high else bands[band][0]) + away * LEAD
    points = [(u0, v0), (out, v0)]
    for crossed, lane in zip(draft.crossed, draft.lanes, strict=True):
        low, high = bands[crossed]
        enter, leave = (low, high) if draft.leaves_high else (high, low)
        points += [(enter, lane), (leave, lane)]
    u1 = target.u1 if draft.arrives_high else target.u
    toward = -1 if draft.arrives_high else 1
    band = layout.band_of[draft.ends.target]
    turn = draft.lanes[-1] if draft.lanes else v0
    into = (ranks.reach(band, v1, turn) if draft.arrives_high else bands[band][0]) - toward * TIP
    points += [(into, v1), (u1, v1)]
    sign = (u0 + away * 11.5, v0)
    return Way(tuple(points), sign, toward, away)
