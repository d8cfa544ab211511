"""Evidence layers: ``evidence/<who>.jsonl``, one annotator a file, one mark a line."""

from __future__ import annotations

import datetime
import getpass
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argmap.diagnostics import Diagnostic, Refused, Severity, whole_file
from argmap.display import one_line
from argmap.model import Anchor, Evidence, Stance, wording_hash
from argmap.workspace.annotations import BadAnnotation, Deletion, deletion_line, from_json, to_line
from argmap.workspace.files import append_line, read_bytes, slug

__all__ = ["BadAnnotator", "Layers", "add_mark", "default_annotator", "read_layers", "remove_mark"]


class BadAnnotator(Refused):
    """A name that no mark can carry."""


@dataclass(slots=True)
class Layers:
    """All marks of a map folder, with where each stands and what could not be read."""

    evidence: list[Evidence] = field(default_factory=list)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Mark id → (path shown to the user, line)."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_layers(folder: Path, shown: str) -> Layers:
    """Read every ``*.jsonl`` of the folder; a broken line costs that line and nothing else.

    ``shown`` is the folder as the user wrote it, for diagnostics.
    """
    layers = Layers()
    marks: dict[str, Evidence] = {}
    deleted: set[str] = set()
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".jsonl")
    except FileNotFoundError:
        return layers
    except OSError as error:
        layers.diagnostics.append(
            whole_file(
                shown,
                "AM304",
                Severity.ERROR,
                f"cannot be read: {error.strerror}",
                "Check the folder's permissions; no mark can be shown until then.",
            )
        )
        return layers
    for path in paths:
        _read_file(path, f"{shown}/{path.name}", layers, marks, deleted)
    layers.evidence = [mark for mark in marks.values() if mark.id not in deleted]
    return layers


class _Broken(Exception):
    """A line that is no mark, and why."""

    def __init__(
        self,
        code: str,
        message: str,
        column: int = 1,
        hint: str = "Mend or remove the line. It is kept as it is and its mark left out.",
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.column, self.hint = code, message, column, hint


def _parse(raw: bytes, annotator: str) -> Evidence | Deletion:
    """The mark or tombstone on one line."""
    try:
        return from_json(json.loads(raw.decode("utf-8")), annotator)
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1} of the line"
        hint = "Save the file as UTF-8. The line is kept as it is and its mark left out."
        raise _Broken("AM303", f"this line is not valid UTF-8 ({where})", 1, hint) from error
    except json.JSONDecodeError as error:
        what = f"{error.msg[0].lower()}{error.msg[1:]}"
        raise _Broken("AM301", f"this line is not JSON: {what}", error.colno) from error
    except BadAnnotation as error:
        raise _Broken("AM302", f"this line is no mark: {error}") from error
    except (RecursionError, ValueError) as error:
        what = type(error).__name__
        raise _Broken("AM301", f"this line cannot be read as JSON: {what}") from error


def _read_file(
    path: Path, shown: str, layers: Layers, marks: dict[str, Evidence], deleted: set[str]
) -> None:
    try:
        data = read_bytes(path)
    except OSError as error:
        layers.diagnostics.append(
            whole_file(
                shown,
                "AM304",
                Severity.ERROR,
                f"cannot be read: {error.strerror}",
                "Check the file's permissions; its marks are missing until then.",
            )
        )
        return
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            parsed = _parse(raw, path.stem)
            if isinstance(parsed, Deletion):
                deleted.add(parsed.target)
                continue
            # A union merge of two branches may bring the same line twice: that is no problem.
            if marks.setdefault(parsed.id, parsed) != parsed:
                first, line = layers.places[parsed.id]
                raise _Broken(
                    "AM305",
                    f"the id {parsed.id} is used a second time, for another mark",
                    hint=f"The first is in {first}:{line}. Give one of them a new id.",
                )
            layers.places.setdefault(parsed.id, (shown, number))
        except _Broken as broken:
            layers.diagnostics.append(
                Diagnostic(
                    broken.code,
                    Severity.WARNING if broken.code == "AM305" else Severity.ERROR,
                    broken.message,
                    shown,
                    number,
                    broken.column,
                    excerpt=raw.decode("utf-8", "replace").strip("\r"),
                    hint=broken.hint,
                )
            )


def default_annotator(environ: Mapping[str, str] = os.environ) -> str:
    """Who marks when nobody is named: ``ARGMAP_AS``, else the login name."""
    name = environ.get("ARGMAP_AS", "").strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"


def _now() -> str:
    now = datetime.datetime.now(datetime.UTC)
    return now.isoformat(timespec="seconds").replace("+00:00", "Z")


def _layer(folder: Path, annotator: str) -> Path:
    # A name without Latin letters or digits gets a file named after its hash.
    return folder / f"{slug(annotator, fallback=f'annotator-{wording_hash(annotator)[:8]}')}.jsonl"


def add_mark(
    folder: Path,
    anchor: Anchor,
    *,
    claim: str,
    claim_hash: str,
    stance: Stance,
    annotator: str,
    note: str | None = None,
    strength: int | None = None,
    basis: str | None = None,
    source_grade: str | None = None,
    information_grade: str | None = None,
    speaker: str | None = None,
    created: str | None = None,
) -> Evidence:
    """Write one mark to the annotator's file in ``folder`` (``…/evidence``) and return it.

    Raises :class:`BadAnnotator` and :class:`~argmap.workspace.files.CannotWrite`.
    """
    name = one_line(annotator)
    if not name:
        raise BadAnnotator("A mark needs the name of who made it.", hint="Use --as NAME.")
    layer = _layer(folder, name)
    if layer.stem == "stance":
        raise BadAnnotator(
            "“stance” is the name under which the machine proposes marks.",
            hint="Use --as with your own name.",
        )
    evidence = Evidence(
        id=f"urn:uuid:{uuid.uuid4()}",
        annotator=name,
        claim=claim,
        stance=stance,
        anchor=anchor,
        claim_hash=claim_hash,
        strength=strength,
        basis=basis,
        source_grade=source_grade,
        information_grade=information_grade,
        speaker=speaker,
        note=note,
        created=created or _now(),
    )
    append_line(layer, to_line(evidence))
    return evidence


def remove_mark(folder: Path, mark: Evidence) -> None:
    """Take a mark away: a tombstone after it, so that nothing written is ever lost.

    Raises :class:`~argmap.workspace.files.CannotWrite`.
    """
    identifier = f"urn:uuid:{uuid.uuid4()}"
    line = deletion_line(identifier, mark.id, mark.annotator, _now())
    append_line(_layer(folder, mark.annotator), line)
