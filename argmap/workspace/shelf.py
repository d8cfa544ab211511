"""Sources on disk: ``sources/<id>/`` with the original bytes, ``text.txt`` and ``source.json``."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.diagnostics import Diagnostic, Severity, whole_file
from argmap.model import Source
from argmap.workspace.files import CannotWrite, read_bytes

if TYPE_CHECKING:
    from argmap.sources import Imported

__all__ = ["Shelf", "store"]


class Shelf(Mapping[str, Source]):
    """The sources of a map folder by id, each read when first asked for.

    A folder that cannot be read is left out of the mapping when met; :attr:`diagnostics` says why.
    """

    def __init__(self, folder: Path, shown: str) -> None:
        self._folder = folder
        self._shown = shown
        self._read: dict[str, Source | None] = {}
        self.diagnostics: list[Diagnostic] = []
        self._names = self._list()

    def _list(self) -> list[str]:
        names = []
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    try:
                        if entry.is_dir() and not entry.name.startswith("."):
                            names.append(entry.name)
                    except OSError as error:
                        self._broken(f"{self._shown}/{entry.name}", _unreadable(error))
        except (FileNotFoundError, NotADirectoryError):
            # A single .argdown file, or a map without sources.
            if self._folder.exists():
                self._broken(self._shown, "is not a folder")
        except OSError as error:
            self._broken(self._shown, _unreadable(error))
        return sorted(names)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if self._get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, key: str) -> Source:
        source = self._get(key)
        if source is None:
            raise KeyError(key)
        return source

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._get(key) is not None

    def _get(self, name: str) -> Source | None:
        if name not in self._read:
            self._read[name] = self._load(name) if name in self._names else None
        return self._read[name]

    def _load(self, name: str) -> Source | None:
        from argmap.sources.serial import from_json
        from argmap.sources.structure import sha256_text

        folder, shown = self._folder / name, f"{self._shown}/{name}"
        try:
            text = read_bytes(folder / "text.txt").decode("utf-8")
        except OSError as error:
            self._broken(f"{shown}/text.txt", _unreadable(error))
            return None
        except UnicodeDecodeError as error:
            self._broken(f"{shown}/text.txt", f"is not valid UTF-8 (byte {error.start + 1})")
            return None
        changed = False
        try:
            data = json.loads(read_bytes(folder / "source.json"))
            noted = data.get("text") if isinstance(data, dict) else None
            if isinstance(noted, dict):
                changed = noted.get("sha256") != sha256_text(text)
            source = from_json(data, text)
        except OSError as error:
            self._broken(f"{shown}/source.json", _unreadable(error))
            return None
        except (ValueError, RecursionError) as error:
            if changed:
                self._broken(
                    f"{shown}/text.txt",
                    "was changed since the article was added, and "
                    "no longer fits the structure in source.json",
                )
            else:
                self._broken(f"{shown}/source.json", f"is broken: {error}")
            return None
        if not any(path.stem == "original" for path in folder.iterdir()):
            self.diagnostics.append(
                whole_file(
                    shown,
                    "AM309",
                    Severity.WARNING,
                    "the original file is missing",
                    "Put it back as original.txt or original.md; text and marks are still here.",
                )
            )
        if source.id != name:
            self._broken(
                f"{shown}/source.json", f"says it is “{source.id}”, but its folder is “{name}”"
            )
            return None
        if changed:
            self.diagnostics.append(
                whole_file(
                    f"{shown}/text.txt",
                    "AM308",
                    Severity.WARNING,
                    "was changed since the article was added",
                    "Sources are kept as they came: restore the file, or add the article anew. "
                    "Marked passages are looked for in the text as it is now.",
                )
            )
        return source

    def _broken(self, path: str, message: str) -> None:
        self.diagnostics.append(
            whole_file(
                path,
                "AM306",
                Severity.ERROR,
                message,
                "The source and its marks are left out until it is mended: restore the file, or "
                "remove the folder and add the article again.",
            )
        )


def _unreadable(error: OSError) -> str:
    return f"cannot be read: {error.strerror}"


def store(folder: Path, imported: Imported) -> Path:
    """Write a newly read source into ``folder`` (``…/sources``): whole, or not at all.

    Raises :class:`~argmap.workspace.files.CannotWrite`.
    """
    from argmap.sources import to_json

    source = imported.source
    final = folder / source.id
    work: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".adding-", dir=folder))
        (work / f"original{imported.suffix}").write_bytes(imported.original)
        (work / "text.txt").write_bytes(source.text.encode("utf-8"))
        record = json.dumps(to_json(source), ensure_ascii=False, indent=1)
        (work / "source.json").write_bytes(record.encode("utf-8") + b"\n")
        work.chmod(0o755)
        work.rename(final)
    except BaseException as error:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
        if not isinstance(error, OSError):
            raise
        if final.exists():
            return final  # another program has added the very same article just now
        raise CannotWrite(
            f"{final}: cannot write: {error.strerror}. Nothing was added.",
            hint="Check the folder's permissions and the free space.",
        ) from error
    return final
