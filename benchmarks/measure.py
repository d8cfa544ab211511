"""CPU time of whole processes and of calls; medians, since machines are noisy."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable


def process(command: Sequence[str], runs: int = 7, stdin: bytes | None = None) -> tuple[float, int]:
    """(median CPU seconds, peak memory in KiB) of a command, after one warm-up run.

    User and system time of the process and its children, as the operating system accounts them.
    """
    times: list[float] = []
    for _ in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, input=stdin)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{command}: {done.stderr.decode()[-500:]}")
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return statistics.median(times[1:]), peak


def call(function: Callable[[], object], runs: int = 7) -> float:
    """Median CPU seconds of a call, after one warm-up."""
    times = []
    for _ in range(runs + 1):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return statistics.median(times[1:])


def argmap(*arguments: str) -> list[str]:
    """The command line of ``argmap`` in this environment."""
    script = Path(PYTHON).with_name("argmap")
    return [str(script), *arguments] if script.exists() else [PYTHON, "-m", "argmap", *arguments]
