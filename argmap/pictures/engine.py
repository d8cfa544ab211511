"""Finding a Graphviz and running it as a child process with a time limit."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from argmap.display import one_line

__all__ = ["Engine", "EngineFailed", "find_engine", "run"]

LEAST_DOT = 9
"""A native ``dot`` of this version or newer goes before ``graphviz-pure``."""
_VERSION = re.compile(r"graphviz version (\d+)\.(\d+)(\.\d+)?")


class EngineFailed(Exception):
    """An engine is missing, crashed, took too long or wrote rubbish; the message says which."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that takes ``dot``'s flags."""

    program: str
    name: str
    """For people: which one it is, with its version where that is known."""


def find_engine() -> Engine | None:
    """The engine to use: ``ARGMAP_DOT``, a current ``dot``, ``graphviz-pure``, any other ``dot``.

    Raises :class:`EngineFailed` where ``ARGMAP_DOT`` is set and names nothing that can be run:
    what a user asked for is never passed over in silence.
    """
    wanted = os.environ.get("ARGMAP_DOT", "").strip()
    if wanted:
        program = shutil.which(str(Path(wanted).expanduser()))
        if program is None:
            raise EngineFailed(f"ARGMAP_DOT names {one_line(wanted)!r}, which cannot be run")
        return Engine(program, Path(program).name)
    dot = shutil.which("dot")
    version = _dot_version(dot, _modified(dot)) if dot else None
    if dot and version and version[0] >= LEAST_DOT:
        return Engine(dot, f"dot {'.'.join(map(str, version))}")
    pure = _graphviz_pure()
    if pure is not None:
        return Engine(pure, "graphviz-pure")
    if dot and version:
        return Engine(dot, f"dot {'.'.join(map(str, version))}")
    return None


def _modified(program: str) -> int:
    try:
        return Path(program).stat().st_mtime_ns
    except OSError:
        return 0


@functools.cache
def _dot_version(program: str, _modified: int) -> tuple[int, ...] | None:
    """What ``dot -V`` says (on stderr); ``None`` where it does not answer as Graphviz does."""
    try:
        answer = run(Engine(program, "dot"), ["-V"], "", 5.0, both=True)
    except EngineFailed:
        return None
    found = _VERSION.search(answer)
    return (int(found[1]), int(found[2])) if found else None


@functools.cache
def _graphviz_pure() -> str | None:
    """The ``graphviz-pure`` of this Python environment, which need not be on PATH, else PATH's."""
    name = "graphviz-pure.exe" if sys.platform == "win32" else "graphviz-pure"
    beside = Path(sys.executable).parent / name
    if beside.is_file() and os.access(beside, os.X_OK):
        return str(beside)
    import sysconfig

    for scheme in (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")):
        there = Path(sysconfig.get_path("scripts", scheme)) / name
        if there.is_file() and os.access(there, os.X_OK):
            return str(there)
    from importlib import metadata

    try:
        files = metadata.files("graphviz-pure") or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == name:
            located = Path(str(file.locate()))
            if located.is_file():
                return str(located)
    return shutil.which("graphviz-pure")


def run(
    engine: Engine, arguments: list[str], text: str, timeout: float, *, both: bool = False
) -> str:
    """What the engine writes to stdout (with ``both``, stderr too) for ``text`` on its stdin.

    No shell. Raises :class:`EngineFailed`. On time-out the engine goes with whatever it started.
    """
    try:
        process = subprocess.Popen(
            [engine.program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise EngineFailed(f"{engine.name} cannot be started ({reason})") from error
    try:
        out, err = process.communicate(text.encode("utf-8"), timeout=timeout)
    except subprocess.TimeoutExpired as expired:
        _end(process)
        raise EngineFailed(f"{engine.name} took longer than {timeout:g} s") from expired
    except BaseException:
        _end(process)
        raise
    answer, said = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    if process.returncode != 0:
        first = one_line(said)[:160] or f"exit status {process.returncode}"
        raise EngineFailed(f"{engine.name} failed ({first})")
    return answer + said if both else answer


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()
