"""CPU time from process start until the terminal UI is painted, in a pseudo-terminal (Linux)."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import termios
import time
from pathlib import Path

from benchmarks.measure import ROOT, argmap

_MARK = b"Quit"  # the last word of the footer, which is painted last


def _once(command: list[str], columns: int, rows: int) -> float:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ["TERM"] = "xterm-256color"
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    seen, deadline, cpu = b"", time.monotonic() + 30, 0.0
    try:
        while time.monotonic() < deadline:
            if select.select([terminal], [], [], 1)[0]:
                seen = seen[-4000:] + os.read(terminal, 65536)
            if _MARK in seen:
                fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
                ticks = os.sysconf("SC_CLK_TCK")
                cpu = (int(fields[11]) + int(fields[12])) / ticks
                break
        os.write(terminal, b"q")
        while select.select([terminal], [], [], 2)[0] and os.read(terminal, 65536):
            pass
    except OSError:
        pass  # the terminal closes when the program has quit
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    if not cpu:
        raise RuntimeError("the terminal UI was never painted")
    return cpu


def painted(target: str, runs: int = 5, columns: int = 120, rows: int = 40) -> float:
    """Median CPU seconds until ``argmap browse TARGET`` shows its footer; 10 ms resolution."""
    command = argmap("browse", target)
    _once(command, columns, rows)
    return statistics.median(_once(command, columns, rows) for _ in range(runs))
