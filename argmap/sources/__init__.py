"""From files to sources: title, authors, date, blocks and comments with their places in the text.

``read_source`` reads a file; ``segment_text`` (plain text) and ``read_markdown`` are the pure
functions below it. One module a format, registered by content in :mod:`.formats`. Names are
imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.sources.identity import source_id
    from argmap.sources.markdown import read_markdown
    from argmap.sources.plain import segment_text
    from argmap.sources.reader import Imported, SourceRefused, read_source
    from argmap.sources.serial import from_json, to_json
    from argmap.sources.structure import Structure, describe

__all__ = [
    "Imported",
    "SourceRefused",
    "Structure",
    "describe",
    "from_json",
    "read_markdown",
    "read_source",
    "segment_text",
    "source_id",
    "to_json",
]

_HOME = {
    "Imported": "reader",
    "SourceRefused": "reader",
    "Structure": "structure",
    "describe": "structure",
    "from_json": "serial",
    "read_markdown": "markdown",
    "read_source": "reader",
    "segment_text": "plain",
    "source_id": "identity",
    "to_json": "serial",
}


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
