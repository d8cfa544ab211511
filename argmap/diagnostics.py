"""A problem with its place, and how it is told: ``path:line:col``, the line, a caret, the remedy.

Problems of files are values of :class:`Diagnostic`, collected while the good parts go on working.
Refused requests are exceptions below :class:`Refused`, one class a situation. Exit codes of the
command line are in :class:`ExitCode` and nowhere else.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from argmap.display import one_line, safe

__all__ = ["Diagnostic", "ExitCode", "Refused", "Severity", "at", "nearest", "render", "whole_file"]


class ExitCode(IntEnum):
    """What a command's exit status means."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2


class Severity(StrEnum):
    """How much a problem matters. Notes do not change the exit code; warnings do not either."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of one file. Lines and columns count from 1; columns are code points."""

    code: str
    """``AM101`` …; each has a page in the error gallery, ``tests/errors/``."""
    severity: Severity
    message: str
    path: str = ""
    line: int = 0
    """0 where the problem is the file's as a whole."""
    column: int = 0
    length: int = 1
    """How many characters the caret underlines."""
    excerpt: str = ""
    """The line itself."""
    hint: str = ""
    """What to do."""
    related: tuple[tuple[str, int, int, str], ...] = ()
    """Other places: path, line, column, what is there."""

    @property
    def place(self) -> str:
        """``path:line:col``, as far as known."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"

    def to_json(self) -> dict[str, Any]:
        """The diagnostic as plain JSON data."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "path": self.path,
            "line": self.line or None,
            "column": self.column or None,
            "hint": self.hint or None,
            "related": [
                {"path": p, "line": ln, "column": col, "message": m}
                for p, ln, col, m in self.related
            ],
        }


class Refused(Exception):
    """A request that cannot be carried out. The message is one line that a student understands."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def line(self) -> str:
        """Message and remedy on one line, safe for a terminal."""
        text = one_line(self.message)
        if self.hint:
            stop = "" if text.endswith((".", "?", "!")) else "."
            text = f"{text}{stop} {_sentence(one_line(self.hint))}"
        return text if text.endswith((".", "?", "!")) else f"{text}."


def _sentence(text: str) -> str:
    """``text`` with a capital at its beginning, unless it begins with a command."""
    return text if text.startswith(("argmap ", "pip ")) else text[:1].upper() + text[1:]


def at(
    text: str,
    start: int,
    end: int,
    code: str,
    severity: Severity,
    message: str,
    *,
    path: str = "",
    hint: str = "",
    related: Sequence[tuple[str, int, int, str]] = (),
) -> Diagnostic:
    """A diagnostic for ``text[start:end]``; line, column and excerpt are worked out here.

    Line ends are LF, CRLF or a lone CR.
    """
    start = max(0, min(start, len(text)))
    line, line_start = 1, 0
    position = 0
    while True:
        lf = text.find("\n", position, start)
        cr = text.find("\r", position, start)
        ends = [e for e in (lf, cr) if e >= 0]
        if not ends:
            break
        position = min(ends) + 1
        if text[position - 1] == "\r" and text[position : position + 1] == "\n":
            if position >= start:
                break
            position += 1
        line += 1
        line_start = position
    line_end = min(
        (e for e in (text.find("\n", line_start), text.find("\r", line_start)) if e >= 0),
        default=len(text),
    )
    return Diagnostic(
        code=code,
        severity=severity,
        message=message,
        path=path,
        line=line,
        column=start - line_start + 1,
        length=max(1, min(end, line_end) - start),
        excerpt=text[line_start:line_end],
        hint=hint,
        related=tuple(related),
    )


def whole_file(
    path: str, code: str, severity: Severity, message: str, hint: str = ""
) -> Diagnostic:
    """A diagnostic about a file that has no better place."""
    return Diagnostic(code=code, severity=severity, message=message, path=path, hint=hint)


def nearest(wanted: str, among: Iterable[str], count: int = 3) -> list[str]:
    """The names among ``among`` that ``wanted`` may have meant, best first."""
    folded = {name.casefold(): name for name in among}
    key = wanted.casefold()
    found = [folded[k] for k in difflib.get_close_matches(key, folded, n=count, cutoff=0.55)]
    for k, name in folded.items():
        if len(found) >= count:
            break
        if key and (key in k) and name not in found:
            found.append(name)
    return found[:count]


def render(diagnostic: Diagnostic, width: int = 100) -> str:
    """The diagnostic as a person reads it, without a final line end.

    A long line is shown as a window of ``width`` characters around the caret.
    """
    d = diagnostic
    head = f"{d.place}: " if d.place else ""
    lines = [safe(f"{head}{d.severity}[{d.code}]: {d.message}")]
    if d.line and d.excerpt and not d.excerpt.isspace():
        # The line may be megabytes long: only the window is ever copied.
        column, size = d.column - 1, len(d.excerpt)
        offset = max(0, min(column - width // 3, size - width)) if size > width else 0
        shown = d.excerpt[offset : offset + width].replace("\t", " ")
        before = safe(shown[: column - offset])
        marked = safe(shown[column - offset : column - offset + d.length])
        number = str(d.line)
        lead = "…" if offset else ""
        tail = "…" if offset + width < size else ""
        lines.append(f"{number:>5} | {lead}{safe(shown)}{tail}")
        lines.append(f"{'':>5} | {' ' * (len(lead) + len(before))}{'^' * max(1, len(marked))}")
    for path, line, column, message in d.related:
        lines.append(safe(f"      = {path}:{line}:{column}: {message}"))
    if d.hint:
        lines.append(safe(f"      = help: {_sentence(d.hint)}"))
    return "\n".join(lines)
