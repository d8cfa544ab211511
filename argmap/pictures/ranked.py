"""Positions from Graphviz: boxes without text go in as DOT, JSON comes out.

The engine sees generated ids, numbers and constants, never a user's text.
"""

from __future__ import annotations

import json
import math
from typing import Any

from argmap.pictures.engine import Engine, EngineFailed, run
from argmap.pictures.layout import GROUP_LABEL, MARGIN, NODE_GAP, Request

__all__ = ["positions"]

POINTS = 72.0
"""Graphviz' points in an inch; a pixel of ours is a point of its."""


def positions(request: Request, engine: Engine, timeout: float) -> list[tuple[float, float]]:
    """(u, v) of the corner of each box that is nearest to the origin.

    Raises :class:`EngineFailed` where the engine fails or its answer is none.
    """
    answer = run(engine, ["-Kdot", "-Tjson0"], _dot(request), timeout)
    try:
        return _read(request, json.loads(answer))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineFailed(f"{engine.name} gave an answer that is no layout") from error


def _inches(pixels: float) -> str:
    return f"{pixels / POINTS:.3f}"


def _dot(request: Request) -> str:
    from graphviz import Digraph

    left = request.direction == "RL"
    graph = Digraph("G")
    graph.attr(
        rankdir=request.direction,
        nodesep=_inches(NODE_GAP),
        ranksep="0.8",
        newrank="true",
        splines="false",
    )
    graph.attr("node", shape="box", fixedsize="true", label="")
    ports = {"headport": "e", "tailport": "w"} if left else {"headport": "s", "tailport": "n"}
    graph.attr("edge", **ports)
    for n, (du, dv) in enumerate(request.sizes):
        width, height = (du, dv) if left else (dv, du)
        graph.node(f"n{n}", width=_inches(width), height=_inches(height))
    for g, members in enumerate(request.groups):
        with graph.subgraph(name=f"cluster_{g}") as cluster:
            cluster.attr(margin=f"{MARGIN:g}", label=_label_room(), labelloc="t", labeljust="l")
            for n in members:
                cluster.node(f"n{n}")
    for link in request.links:
        extra = {"weight": "3"} if link.primary else {"constraint": "false", "weight": "0"}
        graph.edge(f"n{link.child}", f"n{link.parent}", **extra)
    return str(graph.source)


def _label_room() -> str:
    """An HTML-like label of one empty cell: reserves room without any font."""
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"><TR>'
        f'<TD FIXEDSIZE="TRUE" WIDTH="120" HEIGHT="{GROUP_LABEL:g}"></TD></TR></TABLE>>'
    )


def _read(request: Request, answer: Any) -> list[tuple[float, float]]:
    left = request.direction == "RL"
    centres: dict[str, tuple[float, float]] = {}
    for item in answer["objects"]:
        if "pos" in item:
            x, y = (float(number) for number in item["pos"].split(","))
            if not (math.isfinite(x) and math.isfinite(y)):
                raise ValueError("not a position")
            # Graphviz counts y upwards
            centres[item["name"]] = (x, -y) if left else (-y, x)
    placed = []
    for n, (du, dv) in enumerate(request.sizes):
        u, v = centres[f"n{n}"]
        placed.append((u - du / 2, v - dv / 2))
    return placed
