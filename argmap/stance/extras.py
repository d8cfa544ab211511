"""Libraries that only some scorers need: there, or one line that says how to get them."""

from __future__ import annotations

import importlib
from types import ModuleType

from argmap.diagnostics import Refused

__all__ = ["MissingExtra", "need"]


class MissingExtra(Refused):
    """A library that is not installed by default is needed."""


def need(extra: str, module: str, what: str) -> ModuleType:
    """The module, imported.

    ``extra`` names the optional dependencies (``argmap[extra]``) it comes with, ``what`` is the
    sentence's beginning: who needs it. Raises :class:`MissingExtra`.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or module).partition(".")[0]
        raise MissingExtra(
            f"{what} needs {missing}, which is not installed.",
            hint=f"pip install 'argmap[{extra}]'",
        ) from error
