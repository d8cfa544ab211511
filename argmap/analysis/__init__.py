"""What a map says: its graph, what bears on a claim, its outline, and checks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.analysis.network import graph as graph

__all__ = ["graph"]


def __getattr__(name: str) -> Any:
    # networkx takes a quarter of a second to import: only who asks for the graph pays it.
    if name == "graph":
        import importlib

        return importlib.import_module("argmap.analysis.network").graph
    raise AttributeError(f"module 'argmap.analysis' has no attribute {name!r}")
