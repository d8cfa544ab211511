"""Our two themes and the colours that every theme needs besides Textual's own.

Support is blue and opposition orange: told apart with any kind of colour blindness, and never
without a sign beside them. The figures are those of the pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["DARK", "LIGHT", "STYLES", "StyleBook", "variables"]

_DARK = {
    "support": "#6cb6ff",
    "oppose": "#f0a04b",
    "support-tint": "#14314f",
    "oppose-tint": "#45300f",
    "both-tint": "#3a3350",
    "quiet": "#a3afbf",
    "guide": "#4a5a72",
    "line-here": "#26364d",
    "line-idle": "#1c2735",
    "asked": "#ffe08a",
    "asked-text": "#131b27",
    "bar": "#19212e",
}
_LIGHT = {
    "support": "#0b62a8",
    "oppose": "#b34700",
    "support-tint": "#d5e7f7",
    "oppose-tint": "#fbe0cb",
    "both-tint": "#e6dff2",
    "quiet": "#5b6675",
    "guide": "#b3bac4",
    "line-here": "#dbe4ef",
    "line-idle": "#eceff3",
    "asked": "#ffd75e",
    "asked-text": "#1b2430",
    "bar": "#eff0ec",
}

DARK = Theme(
    name="argmap-dark",
    primary="#6cb6ff",
    secondary="#f0a04b",
    accent="#6cb6ff",
    warning="#f0c45a",
    error="#ff8f8f",
    success="#6cb6ff",
    foreground="#e8edf4",
    background="#0f1520",
    surface="#0f1520",
    panel="#19212e",
    dark=True,
    variables={**_DARK, "border": "#39465a", "border-blurred": "#39465a"},
)
LIGHT = Theme(
    name="argmap-light",
    primary="#0b62a8",
    secondary="#b34700",
    accent="#0b62a8",
    warning="#8a5a00",
    error="#b3261e",
    success="#0b62a8",
    foreground="#1b2430",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#eff0ec",
    dark=False,
    variables={**_LIGHT, "border": "#c7ccd4", "border-blurred": "#c7ccd4"},
)


def variables(dark: bool) -> dict[str, str]:
    """Our colours for a theme that does not bring them."""
    return dict(_DARK if dark else _LIGHT)


_RULES: dict[str, tuple[str, str, str]] = {
    "page": ("foreground", "background", ""),
    "bar": ("foreground", "bar", ""),
    "support": ("support", "", ""),
    "oppose": ("oppose", "", ""),
    "support-tint": ("", "support-tint", ""),
    "oppose-tint": ("", "oppose-tint", ""),
    "both-tint": ("", "both-tint", ""),
    "proposed": ("", "", "underline"),
    "quiet": ("quiet", "", ""),
    "strong": ("", "", "bold"),
    "italic": ("", "", "italic"),
    "title": ("foreground", "", "bold"),
    "key": ("primary", "", "bold"),
    "error": ("error", "", ""),
    "warning": ("warning", "", ""),
    "note": ("quiet", "", ""),
    "cursor": ("", "line-here", ""),
    "cursor-idle": ("", "line-idle", ""),
    "asked": ("asked-text", "asked", "bold"),
    "found": ("warning", "", "underline"),
    "found-here": ("asked-text", "warning", "bold"),
    "guide": ("guide", "", ""),
}
"""Style name → variable of the letters' colour, variable of the background, attributes."""

STYLES = tuple(_RULES)
"""Every style name there is."""


class StyleBook:
    """The Rich styles of an app's present theme, by the names that :mod:`.styled` lines use.

    Made from the theme's variables and not from component classes, which Textual resolves for
    every widget on every update, at a third of the start-up time.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._variables: dict[str, str] | None = None
        self._kept: dict[str, Style] = {}

    def __getitem__(self, names: str) -> Style:
        if self._app.theme_variables is not self._variables:
            self._variables = self._app.theme_variables
            self._kept.clear()
        style = self._kept.get(names)
        if style is None:
            style = Style.combine([Style.null(), *(self._one(name) for name in names.split())])
            self._kept[names] = style
        return style

    def _one(self, name: str) -> Style:
        letters, ground, attributes = _RULES[name]
        return Style(
            color=self._colour(letters),
            bgcolor=self._colour(ground),
            bold="bold" in attributes or None,
            italic="italic" in attributes or None,
            underline="underline" in attributes or None,
        )

    def _colour(self, variable: str) -> RichColor | None:
        variables = self._variables or {}
        if not variable or variable not in variables:
            return None
        return Color.parse(variables[variable]).rich_color
