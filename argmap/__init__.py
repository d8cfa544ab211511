"""argmap: a local-first workbench for arguments.

    >>> import argmap
    >>> m = argmap.load("maps/harbour-bridge")
    >>> m.thesis in m.claims
    True

:func:`load` gives the map with its claims, arguments, relations, sources and evidence;
``argmap.analysis.graph(m)`` the same as a ``networkx.MultiDiGraph``. Names are imported when
first used, so that ``import argmap`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic as Diagnostic
    from argmap.diagnostics import Refused as Refused
    from argmap.model import Argument as Argument
    from argmap.model import Claim as Claim
    from argmap.model import Evidence as Evidence
    from argmap.model import Map as Map
    from argmap.model import Relation as Relation
    from argmap.model import RelationType as RelationType
    from argmap.model import Source as Source
    from argmap.model import Span as Span
    from argmap.model import Stance as Stance
    from argmap.workspace import Workspace as Workspace
    from argmap.workspace import create as create
    from argmap.workspace import open_map as open_map

__version__ = "0.1.0"

_HOMES = {
    "Argument": "argmap.model",
    "Claim": "argmap.model",
    "Diagnostic": "argmap.diagnostics",
    "Evidence": "argmap.model",
    "Map": "argmap.model",
    "Refused": "argmap.diagnostics",
    "Relation": "argmap.model",
    "RelationType": "argmap.model",
    "Source": "argmap.model",
    "Span": "argmap.model",
    "Stance": "argmap.model",
    "Workspace": "argmap.workspace",
    "create": "argmap.workspace",
    "open_map": "argmap.workspace",
}

__all__ = ["__version__", "load", *sorted(_HOMES)]


def load(path: str) -> Map:
    """The map at ``path``: a map folder, or a single ``.argdown`` file.

    Raises :class:`Refused` where there is no map. Problems inside the files do not raise: what can
    be read is there, and ``open_map(path)`` tells the rest (``analysis.check.check``).
    """
    from argmap.workspace import open_map

    return open_map(path).map


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is not None:
        return getattr(importlib.import_module(home), name)
    if name in ("analysis", "argdown", "pictures", "sources", "workspace", "model", "anchors"):
        return importlib.import_module(f"argmap.{name}")
    raise AttributeError(f"module 'argmap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "analysis", "argdown", "pictures", "sources", "workspace"]
