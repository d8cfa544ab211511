"""Starting a map folder."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from argmap.diagnostics import Refused
from argmap.display import one_line
from argmap.workspace.files import CannotWrite, make_folder, write_bytes
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
    try:
        if file.exists():
            raise Taken(f"{path} holds a map already.", hint=f"To open it: argmap browse {path}")
        if path.exists() and not path.is_dir():
            raise Taken(
                f"{path} is a file, so it cannot become a folder.", hint="Use another name."
            )
        own_name = path.resolve().name
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise CannotWrite(f"{one_line(str(path))}: cannot be used: {why}.") from error
    name = one_line(title or own_name.replace("-", " ").replace("_", " ")) or "Map"
    # JSON strings are YAML strings, so no title can break the front matter; three signs of
    # equality would end it.
    quoted = json.dumps(name, ensure_ascii=False).replace("===", "\\u003d==")
    text = f"===\ntitle: {quoted}\n===\n"
    if claim:
        from argmap.argdown import add_claim, read

        words = " ".join(claim.split())
        text = add_claim(read(text), short_title(words), words).apply(text)
    data = text.encode("utf-8")
    with _taken_back() as made:
        for folder in (path, path / "sources", path / "evidence"):
            if not folder.exists():
                made.append(folder)
            make_folder(folder)
        try:
            # Of several who start the same map at once, one does.
            file.open("xb").close()
        except FileExistsError as error:
            raise Taken(f"{path} holds a map already.") from error
        except OSError as error:
            raise CannotWrite(f"{file}: cannot write: {error.strerror}.") from error
        made.append(file)
        for extra, content in ((".gitattributes", _ATTRIBUTES), (".gitignore", _IGNORED)):
            if not (path / extra).exists():
                made.append(path / extra)
                write_bytes(path / extra, content.encode())
        write_bytes(file, data)
    return open_map(path)


@contextlib.contextmanager
def _taken_back() -> Iterator[list[Path]]:
    """What is in the list is removed again if the rest fails: nothing half-made stays."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for item in reversed(made):
            with contextlib.suppress(OSError):
                if item.is_dir():
                    item.rmdir()
                else:
                    item.unlink()
        raise
