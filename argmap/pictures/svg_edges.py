"""Edges as SVG: curves, arrow heads, and the disc that carries the sign."""

from __future__ import annotations

from collections.abc import Callable

from argmap.model import RelationType
from argmap.pictures.markup import escape, num
from argmap.pictures.route import Way

__all__ = ["SIGN_RADIUS", "edge", "sign"]

SIGN_RADIUS = 7.0
_LOOP = 26.0

Point = Callable[[float, float], tuple[float, float]]

_LINES = {
    RelationType.SUPPORT: "",
    RelationType.ENTAILS: "",
    RelationType.ATTACK: " d",
    RelationType.UNDERCUT: " p",
    RelationType.CONTRADICTORY: " dd",
    RelationType.CONTRARY: " dd",
}
_SIGNS = {
    RelationType.SUPPORT: "M-3.5 0H3.5M0-3.5V3.5",
    RelationType.ENTAILS: "M-4-1.7H1.5M-4 1.7H1.5M.5-4L4 0L.5 4",
    RelationType.ATTACK: "M-3.5 0H3.5",
    RelationType.UNDERCUT: "M-2.7-2.7L2.7 2.7M-2.7 2.7L2.7-2.7",
    RelationType.CONTRADICTORY: "M-3.5-1.6H3.5M-3.5 1.6H3.5M-2 4L2-4",
    RelationType.CONTRARY: "M-3.5-1.6H3.5M-3.5 1.6H3.5M-2 4L2-4",
}


def _stroke(relation: RelationType) -> str:
    return "ss" if relation in (RelationType.SUPPORT, RelationType.ENTAILS) else "so"


def sign(relation: RelationType, x: float, y: float) -> str:
    """The disc with the sign of ``relation`` around (x, y)."""
    stroke = _stroke(relation)
    return (
        f'<g transform="translate({num(x)} {num(y)})"><circle class="fp {stroke}" r="7"'
        f' stroke-width="1.4"/><path class="w {stroke}" d="{_SIGNS[relation]}"/></g>'
    )


def head(relation: RelationType, tip: tuple[float, float], along: tuple[float, float]) -> str:
    """The arrow head at ``tip`` for an edge that arrives in the direction ``along``."""
    (x, y), (ax, ay) = tip, along
    px, py = -ay, ax
    if relation in (RelationType.SUPPORT, RelationType.ENTAILS):
        bx, by = x - 9 * ax, y - 9 * ay
        return (
            f'<path class="fs" d="M{num(x - ax)} {num(y - ay)}L{num(bx + 4.2 * px)}'
            f' {num(by + 4.2 * py)}L{num(bx - 4.2 * px)} {num(by - 4.2 * py)}Z"/>'
        )
    bars = (2.2, 6.0) if relation is RelationType.UNDERCUT else (2.2,)
    path = "".join(
        f"M{num(x - d * ax + 5 * px)} {num(y - d * ay + 5 * py)}"
        f"L{num(x - d * ax - 5 * px)} {num(y - d * ay - 5 * py)}"
        for d in bars
    )
    return f'<path class="e so" d="{path}"/>'


def path(way: Way, point: Point, shorten: float) -> str:
    """The ``d`` of the line, ending ``shorten`` pixels before the target."""
    points = list(way.points)
    u, v = points[-1]
    points[-1] = (u - way.toward * shorten, v)
    x, y = point(*points[0])
    parts = [f"M{num(x)} {num(y)}"]
    for i in range(1, len(points)):
        x, y = point(*points[i])
        if i % 2:
            parts.append(f"L{num(x)} {num(y)}")
            continue
        (u0, v0), (u1, v1) = points[i - 1], points[i]
        reach = abs(u1 - u0) / 2
        arrives = way.toward if i == len(points) - 2 else way.away
        if way.away != arrives:
            reach = _LOOP
        a, b = point(u0 + way.away * reach, v0), point(u1 - arrives * reach, v1)
        parts.append(f"C{num(a[0])} {num(a[1])} {num(b[0])} {num(b[1])} {num(x)} {num(y)}")
    return "".join(parts)


def edge(
    way: Way, relation: RelationType, point: Point, label: str, primary: bool
) -> tuple[str, str]:
    """The line of an edge, drawn below the cards, and its sign, drawn above the lines."""
    filled = relation in (RelationType.SUPPORT, RelationType.ENTAILS)
    origin = point(0, 0)
    ahead = point(way.toward, 0)
    along = (ahead[0] - origin[0], ahead[1] - origin[1])
    faint = "" if primary else " x"
    line = (
        f'<path class="e {_stroke(relation)}{_LINES[relation]}{faint}"'
        f' d="{path(way, point, 8 if filled else 3)}"/>'
    )
    heads = head(relation, point(*way.points[-1]), along)
    if relation.is_symmetric:
        back = point(-way.away, 0)
        direction = (back[0] - origin[0], back[1] - origin[1])
        heads += head(relation, point(*way.points[0]), direction)
    body = (
        f'<g role="graphics-symbol img" aria-label="{escape(label)}">'
        f"<title>{escape(label)}</title>{line}{heads}</g>"
    )
    return body, sign(relation, *point(*way.sign))


def stub(way: Way, point: Point) -> str:
    """The line to a stub of folded branches: it says nothing, so it has no sign."""
    return f'<path class="e sq" stroke-dasharray="2 3" d="{path(way, point, 0)}"/>'
