"""A progress bar on standard error: how far, how fast, how long still."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

__all__ = ["Progress", "duration"]

_EVERY = 0.1
_CELLS = 20


def duration(seconds: float) -> str:
    """``8 s``, ``3 min``, ``1 h 10 min``."""
    if seconds < 90:
        return f"{max(0, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02} min"


class Progress:
    """Called with a stage, how many are done and of how many. Silent where nobody watches.

    Use it as a context: at the end the line is gone.
    """

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._clock = clock
        self._shown = self._stream.isatty()
        self._stage = ""
        self._began = 0.0
        self._first = 0
        self._last = 0.0
        self._length = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show it, at most ten times a second."""
        if not self._shown:
            return
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began, self._first, self._last = stage, now, done, 0.0
        elif now - self._last < _EVERY and done < total:
            return
        self._last = now
        rate = (done - self._first) / (now - self._began) if now > self._began else 0.0
        share = min(1.0, done / total) if total else 0.0
        bar = "#" * round(share * _CELLS)
        line = f"{stage.capitalize()} [{bar:.<{_CELLS}}] {done:,} of {total:,}"
        if rate:
            line += f" · {rate:,.0f} a second" if rate >= 1 else f" · {1 / rate:,.0f} s each"
            if total > done:
                line += f" · {duration((total - done) / rate)} left"
        line = line[: max(20, shutil.get_terminal_size((80, 24)).columns - 1)]
        self._stream.write(f"\r{line:<{self._length}}")
        self._stream.flush()
        self._length = len(line)

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self._length:
            self._stream.write(f"\r{'':<{self._length}}\r")
            self._stream.flush()
            self._length = 0
