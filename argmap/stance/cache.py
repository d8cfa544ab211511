"""What was computed once: scores of pairs and vectors of texts, kept by content in ``.argmap``.

Both may be deleted at any time. A damaged file is thrown away and made anew; two programs may use
them at once; where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.stance.scores import Pair, Score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ScoreCache", "VectorCache", "digest", "pair_key"]

_TABLE = """
CREATE TABLE IF NOT EXISTS scores (
  key BLOB PRIMARY KEY, supports REAL NOT NULL, opposes REAL NOT NULL, neutral REAL NOT NULL
) WITHOUT ROWID
"""
_AT_ONCE = 400


def digest(*parts: str) -> bytes:
    """SHA-256 of the parts; how they are divided counts too."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.digest()


class ScoreCache:
    """Raw scores by scorer, version, claim and passage, in an SQLite file."""

    def __init__(self, path: Path | None) -> None:
        """``path`` is made if need be; ``None`` keeps everything in memory only."""
        self._path = path
        self._base = self._open()

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            for attempt in (1, 2):
                base = None
                try:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    base = sqlite3.connect(self._path, timeout=20, isolation_level=None)
                    base.execute("PRAGMA journal_mode=WAL")
                    base.execute("PRAGMA synchronous=NORMAL")
                    base.execute(_TABLE)
                    base.execute("SELECT key, supports, opposes, neutral FROM scores LIMIT 1")
                    return base
                except sqlite3.OperationalError as error:
                    # Locked by another program, or a folder that cannot be written.
                    _close(base)
                    if "no such column" not in str(error) or attempt == 2:
                        break
                    self._discard()
                except sqlite3.DatabaseError:
                    _close(base)
                    self._discard()
                except OSError:
                    break
        base = sqlite3.connect(":memory:", isolation_level=None)
        base.execute(_TABLE)
        return base

    def _discard(self) -> None:
        assert self._path is not None
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self._path}{ending}").unlink()

    def _again(self) -> None:
        """The file turned out to be damaged: go on with a new one."""
        _close(self._base)
        if self._path is not None:
            self._discard()
        self._base = self._open()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Score]:
        """The known ones among ``keys``."""
        found: dict[bytes, Score] = {}
        try:
            for start in range(0, len(keys), _AT_ONCE):
                part = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                for key, *figures in self._base.execute(
                    f"SELECT key, supports, opposes, neutral FROM scores WHERE key IN ({marks})",  # noqa: S608
                    part,
                ):
                    found[bytes(key)] = Score(*figures)
        except sqlite3.OperationalError:
            return found
        except sqlite3.DatabaseError:
            self._again()
            return {}
        return found

    def put(self, scores: Mapping[bytes, Score]) -> None:
        """Keep them; scores without an answer are not kept, so that they are asked for again."""
        rows = [(key, s.supports, s.opposes, s.neutral) for key, s in scores.items() if not s.void]
        try:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._base.executemany("INSERT OR REPLACE INTO scores VALUES (?,?,?,?)", rows)
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
        except sqlite3.OperationalError:
            return  # a full disk, or another program that will not let go
        except sqlite3.DatabaseError:
            self._again()

    def close(self) -> None:
        """Let go of the file."""
        _close(self._base)


def _close(base: sqlite3.Connection | None) -> None:
    if base is not None:
        with contextlib.suppress(sqlite3.Error):
            base.close()


def pair_key(scorer: str, version: str, pair: Pair) -> bytes:
    """The key of a pair in :class:`ScoreCache`."""
    return digest(scorer, version, pair.claim, pair.passage)


class VectorCache:
    """Vectors of lists of texts, each list in a file of its own (16-bit floats)."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(
        self,
        encoder: str,
        texts: Sequence[str],
        make: Callable[[Sequence[str]], NDArray[np.float32]],
    ) -> NDArray[np.float32]:
        """The vectors of ``texts``, kept or made by ``make``; ``encoder`` names who makes them."""
        import numpy as np

        name = digest(encoder, *texts).hex()[:40] + ".npy"
        self._used.add(name)
        if self._folder is not None:
            try:
                kept = np.load(self._folder / name, allow_pickle=False)
                if kept.ndim == 2 and len(kept) == len(texts):
                    return np.asarray(kept, dtype=np.float32)
            except (OSError, ValueError, EOFError):
                pass  # not there, or damaged: made anew
        made = make(texts)
        self._keep(name, made)
        return made

    def _keep(self, name: str, made: NDArray[np.float32]) -> None:
        import numpy as np

        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, work = tempfile.mkstemp(suffix=".tmp", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    np.save(file, made.astype(np.float16))
                Path(work).replace(self._folder / name)
            except BaseException:
                Path(work).unlink(missing_ok=True)
                raise

    def tidy(self) -> None:
        """Delete what was not asked for: vectors of texts that are no longer there."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in self._used and path.suffix in (".npy", ".tmp"):
                    path.unlink(missing_ok=True)
