"""The one interface between boxes and positions, and who answers it.

In: sizes of boxes in pixels, who hangs below whom, groups. Out: positions. Engines know nothing of
texts. Positions are in layout coordinates: ``u`` runs from the thesis along the ranks, ``v`` across
them; right to left (``RL``) ``u`` is x, bottom to top (``BT``) ``u`` is y.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MARGIN", "NODE_GAP", "Layout", "Link", "Rect", "Request", "place"]

NODE_GAP = 17.0
"""Least distance between neighbours in a rank, pixels."""
MARGIN = 14.0
"""From a group's border to its cards."""
GROUP_LABEL = 22.0
"""Room for a group's label above its cards."""
ENGINE_LIMIT = 800
"""Most boxes an engine is asked to place; its time grows with their square."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A box in layout coordinates."""

    u: float
    v: float
    du: float
    dv: float

    @property
    def u1(self) -> float:
        """The side away from the thesis."""
        return self.u + self.du

    @property
    def v1(self) -> float:
        """The far side across the ranks."""
        return self.v + self.dv

    @property
    def mid(self) -> float:
        """The middle across the ranks."""
        return self.v + self.dv / 2

    def meets(self, other: Rect) -> bool:
        """Whether the two share area."""
        return self.u < other.u1 and other.u < self.u1 and self.v < other.v1 and other.v < self.v1


@dataclass(frozen=True, slots=True)
class Link:
    """``child`` is placed one rank after ``parent`` where the link is primary."""

    child: int
    parent: int
    primary: bool


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be placed. ``sizes`` are (du, dv)."""

    sizes: tuple[tuple[float, float], ...]
    links: tuple[Link, ...]
    groups: tuple[tuple[int, ...], ...]
    direction: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is."""

    boxes: tuple[Rect, ...]
    groups: tuple[Rect | None, ...]
    """``None`` for a group whose cards do not lie together."""
    bands: tuple[tuple[float, float], ...]
    """The ranks as intervals of ``u``; no box reaches beyond its own."""
    band_of: tuple[int, ...]
    du: float
    dv: float
    engine: str
    notes: tuple[str, ...] = ()


def place(request: Request, timeout: float) -> Layout:
    """Positions by the best engine at hand, else by the built-in layout with a note saying why."""
    from argmap.pictures import columns, tidy
    from argmap.pictures.engine import Engine, EngineFailed, find_engine

    engine: Engine | None = None
    notes: list[str] = []
    raw: list[tuple[float, float]] | None = None
    if len(request.sizes) > ENGINE_LIMIT:
        notes.append(f"more than {ENGINE_LIMIT} boxes: placed by the built-in tree layout")
    elif request.sizes:
        try:
            engine = find_engine()
            if engine is None:
                notes.append(
                    "no Graphviz found, the built-in tree layout was used;"
                    " for a better one: pip install graphviz-pure"
                )
            else:
                from argmap.pictures.ranked import positions

                raw = positions(request, engine, timeout)
        except EngineFailed as failed:
            notes.append(f"{failed}; the built-in tree layout was used")
            raw = None
    name = engine.name if engine is not None and raw is not None else "built-in"
    if raw is None:
        raw = tidy.positions(request)
    return columns.settle(request, raw, name, tuple(notes))
