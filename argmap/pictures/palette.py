"""Colours and the style sheet of a picture.

The two sides are told apart by every common kind of colour vision (distances after CIEDE2000 and
Machado et al. 2009: 47 or more), but not in grey print; line style, sign and word say it again.
Literal colours, no ``var()``: what is not a browser draws variables black.
"""

from __future__ import annotations

from argmap.pictures.cards import FONTS

__all__ = ["DARK", "FONT_STACK", "LIGHT", "style_sheet"]

LIGHT = {
    "page": "#fbfbf9",
    "card": "#ffffff",
    "border": "#c7ccd4",
    "text": "#1b2430",
    "quiet": "#5b6675",
    "thesis": "#22303f",
    "thesis-text": "#ffffff",
    "thesis-support": "#6cb6ff",
    "thesis-oppose": "#f0a04b",
    "support": "#0b62a8",
    "oppose": "#b34700",
    "support-tint": "#e8f1f9",
    "oppose-tint": "#fcefe4",
    "support-line": "#bcd4ea",
    "oppose-line": "#eccdb2",
    "group": "#f1f2ee",
    "group-border": "#d9dcd5",
    "argument": "#f6f4fb",
    "argument-border": "#a9a3c4",
}
DARK = {
    "page": "#0f1520",
    "card": "#19212e",
    "border": "#39465a",
    "text": "#e8edf4",
    "quiet": "#a3afbf",
    "thesis": "#dfe6ef",
    "thesis-text": "#131b27",
    "thesis-support": "#0b62a8",
    "thesis-oppose": "#b34700",
    "support": "#6cb6ff",
    "oppose": "#f0a04b",
    "support-tint": "#14283c",
    "oppose-tint": "#33240f",
    "support-line": "#2b4a69",
    "oppose-line": "#5d4320",
    "group": "#131b27",
    "group-border": "#2a3546",
    "argument": "#211f35",
    "argument-border": "#5d5884",
}
FONT_STACK = (
    'Arial,"Liberation Sans",Arimo,Helvetica,"Noto Sans","DejaVu Sans","Noto Sans CJK SC",'
    '"Noto Sans Hebrew","Noto Sans Arabic","Noto Sans Devanagari","Noto Color Emoji",sans-serif'
)

_FILLS = {
    "pg": "page",
    "ft": "text",
    "fq": "quiet",
    "fs": "support",
    "fo": "oppose",
    "fh": "thesis-text",
    "fp": "page",
}
_BOXES = {
    "k-claim": ("card", "border"),
    "k-thesis": ("thesis", "thesis"),
    "k-argument": ("argument", "argument-border"),
    "k-s": ("support-tint", "support-line"),
    "k-o": ("oppose-tint", "oppose-line"),
    "k-more": ("group", "quiet"),
    "gr": ("group", "group-border"),
    "bd": ("card", "quiet"),
}
_STROKES = {
    "ss": "support",
    "so": "oppose",
    "sq": "quiet",
    "sr": "border",
    "bs": "support",
    "bo": "oppose",
    "ts": "thesis-support",
    "to": "thesis-oppose",
}


def _colours(palette: dict[str, str]) -> str:
    rules = [f".{name}{{fill:{palette[role]}}}" for name, role in _FILLS.items()]
    rules += [
        f".{name}{{fill:{palette[fill]};stroke:{palette[line]}}}"
        for name, (fill, line) in _BOXES.items()
    ]
    rules += [f".{name}{{stroke:{palette[role]}}}" for name, role in _STROKES.items()]
    rules.append(f".card:hover>.bx,.card:focus>.bx{{stroke:{palette['text']}}}")
    return "".join(rules)


def style_sheet(theme: str, first_font: str = "") -> str:
    """CSS for a picture: ``light``, ``dark``, or ``auto`` for both by the reader's preference."""
    fonts = f'"{first_font}",{FONT_STACK}' if first_font else FONT_STACK
    shapes = [f"text{{font-family:{fonts}}}"]
    for name, (size, bold, spacing) in FONTS.items():
        weight = ";font-weight:700" if bold else ""
        letter = f";letter-spacing:{spacing}px" if spacing else ""
        shapes.append(f".{name}{{font-size:{size}px{weight}{letter}}}")
    shapes += [
        ".title{font-size:19px;font-weight:700}",
        ".sub{font-size:12px}",
        ".gl{font-size:11px;font-weight:700;letter-spacing:.8px}",
        ".e{fill:none;stroke-width:2}",
        ".x{stroke-opacity:.62}",
        ".d{stroke-dasharray:7 4}",
        ".p{stroke-dasharray:1.5 4;stroke-linecap:round}",
        ".dd{stroke-dasharray:9 3 2 3}",
        ".no{fill:none}",
        ".sr{stroke-width:1}",
        ".w{fill:none;stroke-width:1.7;stroke-linecap:round}",
        ".bar{stroke-width:4;fill:none}",
        ".bx{stroke-width:1}",
        ".k-more{stroke-dasharray:4 3}",
        ".u{text-decoration:underline}",
        ".card{outline:none}",
        ".card:hover>.bx,.card:focus>.bx{stroke-width:2.5}",
    ]
    sheet = "".join(shapes) + _colours(DARK if theme == "dark" else LIGHT)
    if theme == "auto":
        sheet += f"@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"
    return sheet
