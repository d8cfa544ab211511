"""The one way text gets into SVG."""

from __future__ import annotations

import html

from argmap.pictures.text import clean

__all__ = ["escape", "num"]


def escape(text: str) -> str:
    """``text`` cleaned and escaped, for element content and for attribute values in quotes."""
    return html.escape(clean(text), quote=True)


def num(value: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text[-1] == "0" else text
