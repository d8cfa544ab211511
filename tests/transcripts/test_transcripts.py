"""Every golden session says what the commands really print.

``ARGMAP_UPDATE=1 make test`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import UPDATING
from tests.transcripts import session

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEXTS = [*sorted(HERE.glob("*.txt")), ROOT / "docs" / "tutorial.md"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_session(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = session.exchanges(text, markdown=path.suffix == ".md")
    assert found, "no commands in it"
    outputs = session.run([e.command for e in found], tmp_path)
    if UPDATING:
        path.write_text(session.rewritten(text, found, outputs), encoding="utf-8")
        return
    for exchange, output in zip(found, outputs, strict=True):
        assert output == exchange.expected, f"$ {exchange.command}"
