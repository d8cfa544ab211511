"""One folder for each problem of sources, evidence and map folders; codes AM2xx and AM3xx.

A folder with a ``map.argdown`` is checked as a map; one with an ``input.*`` is read as a source.
``expected.txt`` is what a person sees. ``ARGMAP_UPDATE=1`` writes it anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.analysis.check import check
from argmap.diagnostics import Diagnostic, render
from argmap.sources import read_source
from argmap.workspace import open_map
from tests.golden import same_as_kept

HERE = Path(__file__).parent
CASES = sorted(p for p in HERE.iterdir() if p.is_dir() and p.name.startswith("AM"))
PACKAGE = HERE.parents[1] / "argmap"


def problems(case: Path) -> list[Diagnostic]:
    if (case / "map.argdown").exists():
        return list(check(open_map(case)).diagnostics)
    [path] = case.glob("input.*")
    return list(read_source(path).diagnostics)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_the_problem_is_told_with_place_and_remedy(case: Path) -> None:
    code = case.name.split("-")[0]
    found = [d for d in problems(case) if d.code == code]
    assert found, "the example does not show its problem"
    assert all(d.path and d.message and d.hint for d in found)
    text = "".join(render(d) + "\n" for d in found).replace(f"{HERE}/", "")
    same_as_kept(case / "expected.txt", text)


def test_every_code_has_its_example() -> None:
    used = set()
    for room in ("sources", "workspace", "analysis"):
        for path in (PACKAGE / room).rglob("*.py"):
            used |= set(re.findall(r'"(AM\d{3})"', path.read_text(encoding="utf-8")))
    # A file that the system will not let us read cannot be kept in a checkout.
    assert used - {"AM304"} == {case.name.split("-")[0] for case in CASES}
