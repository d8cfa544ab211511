"""Layouts: nothing overlaps, children lie after their parents, edges keep off the cards."""

from __future__ import annotations

import itertools
import os
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.pictures import columns, ranked, tidy
from argmap.pictures.engine import Engine, find_engine
from argmap.pictures.layout import Layout, Link, Request
from argmap.pictures.route import Ends, Way, route


@st.composite
def requests(draw: st.DrawFn, most: int = 40) -> Request:
    """Trees with cross edges, boxes of many sizes, and groups of some of them."""
    count = draw(st.integers(1, most))
    sizes = tuple(
        (float(draw(st.integers(90, 500))), float(draw(st.integers(30, 260)))) for _ in range(count)
    )
    links = [
        Link(n, draw(st.integers(0, n - 1)), True)
        for n in range(1, count)
        if draw(st.integers(0, 9))
    ]
    for _ in range(draw(st.integers(0, 6)) if count > 2 else 0):
        a, b = draw(st.integers(0, count - 1)), draw(st.integers(0, count - 1))
        if a != b:
            links.append(Link(a, b, False))
    home = [draw(st.integers(0, 3)) for _ in range(count)]
    groups = tuple(
        members
        for g in range(1, 4)
        if len(members := tuple(n for n in range(1, count) if home[n] == g)) > 1
    )
    return Request(sizes, tuple(links), groups, draw(st.sampled_from(["RL", "BT"])))


def built_in(request: Request) -> Layout:
    return columns.settle(request, tidy.positions(request), "built-in", ())


def check_boxes(request: Request, layout: Layout) -> None:
    for a, b in itertools.combinations(layout.boxes, 2):
        assert not a.meets(b)
    for box, band in zip(layout.boxes, layout.band_of, strict=True):
        low, high = layout.bands[band]
        assert low <= box.u + 0.01
        assert box.u1 <= high + 0.01
        assert box.u >= 0
        assert box.v >= 0
        assert box.u1 <= layout.du + 0.01
        assert box.v1 <= layout.dv + 0.01
    frames = [frame for frame in layout.groups if frame is not None]
    for first, second in itertools.combinations(frames, 2):
        assert not first.meets(second)
    for members, frame in zip(request.groups, layout.groups, strict=True):
        if frame is None:
            continue
        for n, box in enumerate(layout.boxes):
            assert frame.meets(box) == (n in members)


def check_tree(request: Request, layout: Layout) -> None:
    first: dict[int, int] = {}
    for link in request.links:
        if link.primary:
            first.setdefault(link.child, link.parent)
    for child, parent in first.items():
        assert layout.boxes[child].u >= layout.boxes[parent].u1


def samples(way: Way) -> list[tuple[float, float]]:
    """Points along a way, as it is drawn."""
    found = []
    points = way.points
    for i in range(1, len(points)):
        (u0, v0), (u1, v1) = points[i - 1], points[i]
        for step in range(21):
            t = step / 20
            if i % 2:
                found.append((u0 + (u1 - u0) * t, v0 + (v1 - v0) * t))
                continue
            reach = abs(u1 - u0) / 2
            arrives = way.toward if i == len(points) - 2 else way.away
            if way.away != arrives:
                reach = 26.0
            a, b = u0 + way.away * reach, u1 - arrives * reach
            s = 1 - t
            found.append(
                (
                    s**3 * u0 + 3 * s * s * t * a + 3 * s * t * t * b + t**3 * u1,
                    s**3 * v0 + 3 * s * s * t * v0 + 3 * s * t * t * v1 + t**3 * v1,
                )
            )
    return found


def check_ways(request: Request, layout: Layout) -> None:
    edges = [Ends(link.child, link.parent, link.primary) for link in request.links]
    for edge, way in zip(edges, route(layout, edges), strict=True):
        source, target = layout.boxes[edge.source], layout.boxes[edge.target]
        (u0, v0), (u1, v1) = way.points[0], way.points[-1]
        assert source.v <= v0 <= source.v1
        assert target.v <= v1 <= target.v1
        assert u0 in (source.u, source.u1)
        assert u1 in (target.u, target.u1)
        for u, v in samples(way):
            for box in layout.boxes:
                inside = box.u + 1 < u < box.u1 - 1 and box.v + 1 < v < box.v1 - 1
                assert not inside, (edge, box, (u, v))


@given(requests())
@settings(max_examples=120, deadline=None)
def test_built_in_layout(request_: Request) -> None:
    layout = built_in(request_)
    check_boxes(request_, layout)
    check_tree(request_, layout)
    check_ways(request_, layout)


def pure() -> Engine | None:
    if "ARGMAP_DOT" in os.environ:
        return None
    return find_engine()


@pytest.mark.skipif(pure() is None, reason="no Graphviz here: pip install graphviz-pure")
@given(requests(24))
@settings(max_examples=25, deadline=None)
def test_layout_by_graphviz(request_: Request) -> None:
    engine = pure()
    assert engine is not None
    layout = columns.settle(request_, ranked.positions(request_, engine, 30), engine.name, ())
    check_boxes(request_, layout)
    check_ways(request_, layout)


def test_the_engine_never_sees_a_text() -> None:
    request = Request(((100.0, 50.0), (200.0, 60.0)), (Link(1, 0, True),), ((0, 1),), "RL")
    source = ranked._dot(request)
    assert "n1 -> n0" in source
    assert 'label=""' in source


def test_golden_positions_of_the_built_in_layout() -> None:
    request = Request(
        sizes=((300.0, 90.0), (200.0, 60.0), (200.0, 40.0), (200.0, 50.0)),
        links=(Link(1, 0, True), Link(2, 0, True), Link(3, 1, True)),
        groups=(),
        direction="RL",
    )
    layout = built_in(request)
    expected = [(0, 18.5), (375.84, 0), (375.84, 77), (649.84, 5)]
    assert [(round(box.u, 2), box.v) for box in layout.boxes] == expected


def test_a_chain_of_any_depth_is_laid_out() -> None:
    count = sys.getrecursionlimit() * 3
    links = tuple(Link(n, n - 1, True) for n in range(1, count))
    layout = built_in(Request(((100.0, 40.0),) * count, links, (), "RL"))
    assert len(layout.bands) == count
    assert layout.dv == 40


def test_siblings_keep_the_order_of_the_text() -> None:
    links = tuple(Link(n, 0, True) for n in range(1, 9))
    layout = built_in(Request(((100.0, 40.0),) * 9, links, (), "RL"))
    places = [layout.boxes[n].v for n in range(1, 9)]
    assert places == sorted(places)
