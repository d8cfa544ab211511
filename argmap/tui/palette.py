"""Textual's command palette, closed once however fast the keys come."""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette

__all__ = ["Palette"]


class Palette(CommandPalette):
    """The palette; a second Enter or Escape on its way while it closes does nothing."""

    _gone = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave the palette, the first time; Textual's own would take the screen below with it."""
        if self._gone or self.app.screen is not self:
            return AwaitComplete()
        self._gone = True
        left: AwaitComplete = super().dismiss(result)
        return left
