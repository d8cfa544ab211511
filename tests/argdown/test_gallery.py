"""The gallery of errors: every code has a file that shows it, told as it should be told.

``tests/errors/AM1xx-name.argdown`` is the file, ``AM1xx-name.txt`` what is printed for it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.argdown import read
from argmap.argdown.catalogue import CATALOGUE
from argmap.diagnostics import render
from tests.golden import same_as_kept

GALLERY = Path(__file__).parents[1] / "errors"
FILES = sorted(GALLERY.glob("AM1*.argdown"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_file_is_told_as_its_text_says(file: Path) -> None:
    reading = read(file.read_bytes().decode("utf-8"), file.name)
    told = "\n".join(render(d) for d in reading.diagnostics) + "\n"
    assert file.stem[:5] in {d.code for d in reading.diagnostics}
    same_as_kept(file.with_suffix(".txt"), told)


def test_every_code_has_a_file_and_every_file_a_code() -> None:
    assert {file.stem[:5] for file in FILES} == set(CATALOGUE)


def test_every_problem_has_a_place_and_a_remedy() -> None:
    for file in FILES:
        for d in read(file.read_bytes().decode("utf-8"), file.name).diagnostics:
            assert d.path == file.name
            assert d.line >= 1
            assert d.column >= 1
            assert d.hint
            assert "{" not in d.message.replace("{source", "")
