"""Writing files so that a crash, a full disk or a read-only folder never leaves half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from argmap.diagnostics import Refused
from argmap.display import one_line

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = [
    "CannotWrite",
    "append_line",
    "is_file",
    "locked",
    "make_folder",
    "read_bytes",
    "require_writable",
    "slug",
    "write_bytes",
]


class CannotWrite(Refused):
    """The operating system does not let us write there."""


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise CannotWrite(
            f"{path}: cannot write: {reason}. Nothing was changed.",
            hint="Check the folder's permissions and the free space, or work on a copy.",
        ) from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """While it lasts, no other program of ours is inside ``locked`` for the same folder.

    The folder itself is locked, so nothing is left behind. Where the system cannot lock, nothing
    happens.
    """
    handle = None
    if fcntl is not None:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def read_bytes(path: Path) -> bytes:
    """The contents of a regular file. Pipes and devices are refused: they may never end.

    Raises :class:`OSError`, always with a ``strerror`` to show.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    return path.read_bytes()


def is_file(path: Path) -> bool:
    """Whether there is a regular file that we may see; no name and no permission makes it fail."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing. Raises :class:`CannotWrite`."""
    with _explained(path):
        path.mkdir(parents=True, exist_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Replace the file's contents in one step; a symlink keeps pointing where it did.

    The new contents are written beside the old ones, flushed to the disk, and moved over them, so
    at any moment the file is either the old or the new one, whole.

    Raises :class:`CannotWrite`.
    """
    with _explained(path):
        target = path.resolve()
        if target.exists():
            # A rename would replace what the user has protected, or a device.
            if not target.is_file():
                raise OSError(errno.EINVAL, "not a regular file")
            if not os.access(target, os.W_OK):
                raise OSError(errno.EACCES, "Permission denied")
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
            else:
                mask = os.umask(0)
                os.umask(mask)
                Path(name).chmod(0o666 & ~mask)
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    # Makes the rename itself durable; not every system can open a folder.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def append_line(path: Path, line: str) -> None:
    """Add one line to a file of lines (made if need be), without rewriting the others.

    The line goes out in a single write in append mode, and the file is locked meanwhile where the
    system can, so that two programs cannot mix theirs; a file whose last line lacks its end gets
    it first. A write that fails is taken back.

    Raises :class:`CannotWrite`.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "not a regular file")
        data = line.encode("utf-8") + b"\n"
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX)
            size = os.fstat(handle).st_size
            if size:
                os.lseek(handle, size - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":
                    data = b"\n" + data
            try:
                if os.write(handle, data) != len(data):
                    raise OSError(errno.ENOSPC, "No space left on device")
                os.fsync(handle)
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(handle, size)
                    if not size:
                        path.unlink()
                raise
        finally:
            os.close(handle)


def require_writable(path: Path) -> None:
    """Find out before long work whether lines can be added to ``path``; nothing is left behind.

    Raises :class:`CannotWrite`.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            if not path.is_file():
                raise OSError(errno.EINVAL, "not a regular file")
            os.close(os.open(path, os.O_WRONLY | os.O_APPEND))
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
        Path(name).unlink()


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str, fallback: str = "x", length: int = 40) -> str:
    """A short, safe file name made of ``text``: ``a–z 0–9 -`` only."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = _NOT_SLUG.sub("-", ascii_text.lower()).strip("-")[:length].strip("-")
    return name or fallback
