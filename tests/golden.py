"""Texts that are kept as they should be: compared, or written anew with ``ARGMAP_UPDATE=1``."""

from __future__ import annotations

import os
from pathlib import Path

UPDATING = bool(os.environ.get("ARGMAP_UPDATE"))


def same_as_kept(path: Path, text: str) -> None:
    """Assert that ``text`` is what ``path`` holds. Read the difference before you commit one."""
    if UPDATING:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
