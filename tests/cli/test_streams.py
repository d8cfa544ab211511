"""Standard output that ends early, is full, or is not there at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BRIDGE = str(ROOT / "maps" / "harbour-bridge")


@pytest.mark.parametrize("arguments", ["--help", "--version", f"show -m {BRIDGE}"])
@pytest.mark.parametrize(
    ("redirect", "code", "says"),
    [("| true", 0, ""), ("| head -c 1", 0, ""), (">&-", 0, ""), ("> /dev/full", 1, "cannot write")],
)
def test_no_stream_makes_a_traceback(arguments: str, redirect: str, code: int, says: str) -> None:
    script = (
        f'"{sys.executable}" -m argmap {arguments} {redirect}; echo "code ${{PIPESTATUS[0]}}" >&2'
    )
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    *messages, last = done.stderr.splitlines()
    assert last == f"code {code}"
    assert len(messages) <= 1 and says in "".join(messages)
