"""From an engine's raw positions to a settled layout: ranks aligned, gutters as wide as needed."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.pictures.layout import GROUP_LABEL, MARGIN, Layout, Rect, Request

__all__ = ["settle"]

GUTTER = 74.0
"""Least distance between two ranks."""
WIDEST_GUTTER = 132.0
_FAN = 0.055
"""How much a gutter grows with the way its steepest edge has to go across."""


def settle(
    request: Request, raw: Sequence[tuple[float, float]], engine: str, notes: tuple[str, ...]
) -> Layout:
    """The layout in which every box begins where its rank begins, from (0, 0) on.

    Boxes of one rank lie apart across it, so moving them along it cannot make them meet.
    """
    sizes = request.sizes
    if not sizes:
        return Layout((), (), (), (), 0.0, 0.0, engine, notes)
    band_of, widths = _bands(request, raw)
    top = min(v for _, v in raw)
    vs = [v - top for _, v in raw]
    gutters = _gutters(request, band_of, vs, len(widths))
    bands: list[tuple[float, float]] = []
    start = 0.0
    for band, width in enumerate(widths):
        bands.append((start, start + width))
        start += width + (gutters[band] if band < len(gutters) else 0.0)
    boxes = [Rect(bands[band_of[n]][0], vs[n], sizes[n][0], sizes[n][1]) for n in range(len(sizes))]
    groups = _groups(request, boxes)
    left = min(0.0, *(g.u for g in groups if g), 0.0)
    up = min(0.0, *(g.v for g in groups if g), 0.0)
    boxes = [Rect(b.u - left, b.v - up, b.du, b.dv) for b in boxes]
    groups = [g and Rect(g.u - left, g.v - up, g.du, g.dv) for g in groups]
    everything = [*boxes, *(g for g in groups if g)]
    return Layout(
        boxes=tuple(boxes),
        groups=tuple(groups),
        bands=tuple((a - left, b - left) for a, b in bands),
        band_of=tuple(band_of),
        du=max(r.u1 for r in everything),
        dv=max(r.v1 for r in everything),
        engine=engine,
        notes=notes,
    )


def _bands(request: Request, raw: Sequence[tuple[float, float]]) -> tuple[list[int], list[float]]:
    """Which rank each box is in, and how deep each rank is: boxes that overlap along ``u``."""
    order = sorted(range(len(raw)), key=lambda n: (raw[n][0], n))
    band_of = [0] * len(raw)
    widths: list[float] = []
    reach = float("-inf")
    for n in order:
        u, du = raw[n][0], request.sizes[n][0]
        if u > reach - 0.5:
            widths.append(0.0)
            reach = u + du
        band_of[n] = len(widths) - 1
        widths[-1] = max(widths[-1], du)
        reach = max(reach, u + du)
    return band_of, widths


def _gutters(
    request: Request, band_of: Sequence[int], vs: Sequence[float], count: int
) -> list[float]:
    steepest = [0.0] * max(0, count - 1)
    for link in request.links:
        low, high = sorted((band_of[link.child], band_of[link.parent]))
        if low < high:
            way = abs(
                vs[link.child]
                + request.sizes[link.child][1] / 2
                - vs[link.parent]
                - request.sizes[link.parent][1] / 2
            )
            share = way / (high - low)
            for gutter in range(low, high):
                steepest[gutter] = max(steepest[gutter], share)
    return [min(WIDEST_GUTTER, GUTTER + _FAN * way) for way in steepest]


def _groups(request: Request, boxes: Sequence[Rect]) -> list[Rect | None]:
    """The frame of each group whose cards lie together; none that would hold a stranger."""
    left = request.direction == "RL"
    frames: list[Rect | None] = []
    for members in request.groups:
        inside = [boxes[n] for n in members]
        u0, v0 = min(b.u for b in inside) - MARGIN, min(b.v for b in inside) - MARGIN
        u1, v1 = max(b.u1 for b in inside) + MARGIN, max(b.v1 for b in inside) + MARGIN
        if left:
            v0 -= GROUP_LABEL
        else:
            u0 -= GROUP_LABEL
        frames.append(Rect(u0, v0, u1 - u0, v1 - v0))
    own = [set(members) for members in request.groups]
    kept: list[Rect | None] = []
    for g, frame in enumerate(frames):
        lonely = frame is not None and not any(
            frame.meets(box) for n, box in enumerate(boxes) if n not in own[g]
        )
        apart = lonely and not any(
            frame is not None and other is not None and frame.meets(other) for other in kept
        )
        kept.append(frame if apart else None)
    return kept
