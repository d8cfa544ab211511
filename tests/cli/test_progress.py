from __future__ import annotations

import io

import pytest

from argmap.cli.progress import Progress, duration


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_rate_and_time_left() -> None:
    now = iter([10.0, 12.0, 12.05, 20.0, 21.0])
    terminal = Terminal()
    with Progress(terminal, lambda: next(now)) as progress:
        progress("scoring", 0, 100)
        progress("scoring", 20, 100)
        progress("scoring", 21, 100)  # too soon to be worth a line
        progress("scoring", 100, 100)
        progress("writing", 1, 2)
    lines = [line.strip() for line in terminal.getvalue().split("\r") if line.strip()]
    assert lines[1] == "Scoring [####................] 20 of 100 · 10 a second · 8 s left"
    assert lines[2] == "Scoring [####################] 100 of 100 · 10 a second"
    assert lines[3].startswith("Writing")
    assert terminal.getvalue().endswith("\r")


def test_slow_work() -> None:
    now = iter([0.0, 30.0])
    terminal = Terminal()
    progress = Progress(terminal, lambda: next(now))
    progress("scoring", 0, 100)
    progress("scoring", 10, 100)
    assert "3 s each · 4 min left" in terminal.getvalue()


def test_nothing_where_nobody_watches() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress("scoring", 5, 10)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0 s"), (89, "89 s"), (120, "2 min"), (4000, "67 min"), (6000, "1 h 40 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
