"""Starting a map folder."""

from __future__ import annotations

import json
from pathlib import Path

from argmap.diagnostics import Refused
from argmap.workspace.files import make_folder, write_bytes
from argmap.workspace.folder import MAP_FILE, Workspace, open_map

__all__ = ["Taken", "create", "short_title"]

_ATTRIBUTES = "# Two people's marks merge line by line.\nevidence/*.jsonl merge=union\n"
_IGNORED = "# This machine's own: caches and drafts, never needed to read the map.\n.argmap/\n"


class Taken(Refused):
    """There is something at the path already."""


def short_title(text: str) -> str:
    """A title for a claim that was given none: the sentence itself, or its first words."""
    words = text.rstrip(".!?…").split()
    # Brackets cannot stand in a title.
    kept = words if len(words) <= 9 else words[:7]
    return " ".join(kept).translate({ord(c): None for c in "[]<>"}).strip(" ,;:–—-")


def create(path: Path, title: str | None = None, claim: str | None = None) -> Workspace:
    """Make a map folder at ``path`` with a title and, if given, its central claim.

    Raises :class:`Taken` and :class:`~argmap.workspace.files.CannotWrite`.
    """
    file = path / MAP_FILE
    if file.exists():
        raise Taken(f"{path} holds a map already.", hint=f"To open it: argmap browse {path}")
    if path.exists() and not path.is_dir():
        raise Taken(f"{path} is a file, so it cannot become a folder.", hint="Choose another name.")
    name = title or path.resolve().name.replace("-", " ").replace("_", " ").strip() or "Map"
    # JSON strings are YAML strings, so no title can break the front matter; three signs of
    # equality would end it.
    quoted = json.dumps(" ".join(name.split()), ensure_ascii=False).replace("===", "\\u003d==")
    text = f"===\ntitle: {quoted}\n===\n"
    if claim:
        from argmap.argdown import add_claim, read

        words = " ".join(claim.split())
        short = short_title(words)
        reading = read(text)
        text = add_claim(reading, short, words).apply(text)
    for folder in (path, path / "sources", path / "evidence"):
        make_folder(folder)
    for name_, content in ((".gitattributes", _ATTRIBUTES), (".gitignore", _IGNORED)):
        if not (path / name_).exists():
            write_bytes(path / name_, content.encode())
    write_bytes(file, text.encode("utf-8"))
    return open_map(path)
