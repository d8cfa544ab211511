"""Text ⇄ map: the room that reads and edits Argdown, the format of ``map.argdown``.

:func:`read` gives a :class:`Reading`: the lossless tree, the map and every problem found.
:func:`map_graph` says what of a map is drawn. The edits are functions from a reading to a
:class:`Splice`; they refuse (:class:`EditRefused`) whatever would change more than was asked.
Stages, each a module: ``lines`` → ``lexer`` → ``grammar`` → ``build`` (with ``text``, ``data``,
``relations``) → ``selection`` → ``graph``.
"""

from __future__ import annotations

from argmap.argdown.edit import add_claim, add_relation, add_tag
from argmap.argdown.graph import MapGraph, map_graph
from argmap.argdown.reading import Reading, read
from argmap.argdown.splice import EditRefused, Splice

__all__ = [
    "EditRefused",
    "MapGraph",
    "Reading",
    "Splice",
    "add_claim",
    "add_relation",
    "add_tag",
    "map_graph",
    "read",
]
