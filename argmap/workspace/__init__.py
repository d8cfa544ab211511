"""A map folder on disk: opening, reading, adding to it, and writing so that nothing is lost."""

from __future__ import annotations

from argmap.workspace.folder import NotAMap, Workspace, open_map
from argmap.workspace.start import create

__all__ = ["NotAMap", "Workspace", "create", "open_map"]
