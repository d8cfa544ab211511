"""Evidence layers: ``evidence/<who>.jsonl``, one annotator a file, one mark a line."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import hashlib
import json
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from argmap.diagnostics import Diagnostic, Refused, Severity, whole_file
from argmap.display import one_line
from argmap.model import Anchor, Evidence, Rejection, Stance, wording_hash
from argmap.workspace.annotations import (
    LAYER,
    MACHINE,
    BadAnnotation,
    Deletion,
    deletion_line,
    from_json,
    rejection_line,
    to_line,
)
from argmap.workspace.files import append_line, read_bytes, slug

__all__ = [
    "BadAnnotator",
    "Known",
    "Layers",
    "add_mark",
    "add_rejection",
    "add_suggestions",
    "default_annotator",
    "now",
    "read_layers",
    "remove_mark",
    "unchanged",
]


class BadAnnotator(Refused):
    """A name that no mark can carry."""


@dataclass(slots=True)
class Layers:
    """All marks of a map folder, with where each stands and what could not be read."""

    evidence: list[Evidence] = field(default_factory=list)
    """Marks and suggestions, those that were taken away left out."""
    rejections: list[Rejection] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    """Ids of what was taken away; they are never used again."""
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Mark id → (path shown to the user, line)."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """What was read from one file, and the file's state at that time."""

    stamp: tuple[int, int, int]
    size: int = 0
    digest: bytes = b""
    count: int = 0
    """Lines in the bytes that ``size`` and ``digest`` are of; 0 where the last is not ended."""
    lines: list[tuple[int, Evidence | Deletion | Rejection]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


Known = dict[Path, _File]
"""Files that were read before; those that did not change since are not read again."""


def read_layers(folder: Path, shown: str, known: Known | None = None) -> Layers:
    """Read every ``*.jsonl`` of the folder; a broken line costs that line and nothing else.

    ``shown`` is the folder as the user wrote it, for diagnostics. ``known``, kept by the caller
    from one time to the next, spares reading what has not changed: a person who decides on
    suggestions changes one small file again and again beside the large one of the machine.
    """
    layers = Layers()
    marks: dict[str, Evidence | Rejection] = {}
    known = {} if known is None else known
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
    for gone in known.keys() - set(paths):
        del known[gone]
    for path in paths:
        name = f"{shown}/{path.name}"
        file = known.get(path)
        stamp = _stamp(path)
        if file is None or stamp is None or file.stamp != stamp:
            file = known[path] = _read_file(path, name, stamp or (0, 0, 0), file)
        twice = _merge(path, name, file, layers, marks)
        layers.diagnostics += sorted([*file.diagnostics, *twice], key=lambda d: d.line)
    for mark in marks.values():
        if mark.id in layers.deleted:
            continue
        if isinstance(mark, Rejection):
            layers.rejections.append(mark)
        else:
            layers.evidence.append(mark)
    return layers


def unchanged(folder: Path, known: Known) -> bool:
    """Whether ``known`` holds what the files of the folder hold now."""
    try:
        paths = {path for path in folder.iterdir() if path.suffix == ".jsonl"}
    except OSError:
        return False
    return paths == known.keys() and all(_stamp(p) == known[p].stamp for p in paths)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


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


def _parse(raw: bytes, annotator: str) -> Evidence | Deletion | Rejection:
    """The mark, tombstone or rejection on one line."""
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


def _read_file(path: Path, shown: str, stamp: tuple[int, int, int], before: _File | None) -> _File:
    """Read the file; of one that has only grown since ``before``, just what was added."""
    file = _File(stamp)
    try:
        data = read_bytes(path)
    except OSError as error:
        file.diagnostics.append(
            whole_file(
                shown,
                "AM304",
                Severity.ERROR,
                f"cannot be read: {error.strerror}",
                "Check the file's permissions; its marks are missing until then.",
            )
        )
        return file
    data = data.removeprefix(b"\xef\xbb\xbf")
    new, first = data, 1
    if (
        before is not None
        and 0 < before.size <= len(data)
        and before.count
        and _digest(data[: before.size]) == before.digest
    ):
        file.lines, file.diagnostics = list(before.lines), list(before.diagnostics)
        new, first = data[before.size :], before.count + 1
    file.size, file.digest = len(data), _digest(data)
    file.count = data.count(b"\n") if data.endswith(b"\n") else 0
    for number, raw in enumerate(new.split(b"\n"), start=first):
        if not raw.strip():
            continue
        try:
            file.lines.append((number, _parse(raw, path.stem)))
        except _Broken as broken:
            file.diagnostics.append(
                Diagnostic(
                    broken.code,
                    Severity.ERROR,
                    broken.message,
                    shown,
                    number,
                    broken.column,
                    excerpt=_excerpt(raw),
                    hint=broken.hint,
                )
            )
    return file


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _excerpt(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip("\r")


def _merge(
    path: Path, shown: str, file: _File, layers: Layers, marks: dict[str, Evidence | Rejection]
) -> list[Diagnostic]:
    """Add one file's marks to those of the files before it; tell ids that are used twice."""
    twice: list[Diagnostic] = []
    for number, parsed in file.lines:
        if isinstance(parsed, Deletion):
            layers.deleted.add(parsed.target)
            continue
        # A union merge of two branches may bring the same line twice: that is no problem. Nor is
        # the same suggestion, found on two machines, with another date or digit.
        earlier = marks.setdefault(parsed.id, parsed)
        if earlier == parsed or (_is_machine(earlier) and _is_machine(parsed)):
            layers.places.setdefault(parsed.id, (shown, number))
            continue
        first, line = layers.places[parsed.id]
        raw = b""
        with contextlib.suppress(OSError, IndexError):
            raw = read_bytes(path).removeprefix(b"\xef\xbb\xbf").split(b"\n")[number - 1]
        twice.append(
            Diagnostic(
                "AM305",
                Severity.WARNING,
                f"the id {parsed.id} is used a second time, for another mark",
                shown,
                number,
                1,
                excerpt=_excerpt(raw),
                hint=f"The first is in {first}:{line}. Give one of them a new id.",
            )
        )
    return twice


def _is_machine(mark: Evidence | Rejection) -> bool:
    return isinstance(mark, Evidence) and mark.is_suggestion


def default_annotator(environ: Mapping[str, str] = os.environ) -> str:
    """Who marks when nobody is named: ``ARGMAP_AS``, else the login name."""
    name = environ.get("ARGMAP_AS", "").strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"


def now() -> str:
    """The present time as evidence lines give it: ISO 8601, UTC, whole seconds."""
    moment = datetime.datetime.now(datetime.UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _layer(folder: Path, annotator: str) -> Path:
    # A name without Latin letters or digits gets a file named after its hash.
    return folder / f"{slug(annotator, fallback=f'annotator-{wording_hash(annotator)[:8]}')}.jsonl"


def _person(folder: Path, annotator: str) -> tuple[str, Path]:
    """The name as it is written, and the person's file. Raises :class:`BadAnnotator`."""
    name = one_line(annotator)
    if not name:
        raise BadAnnotator("A mark needs the name of who made it.", hint="Use --as NAME.")
    layer = _layer(folder, name)
    if layer.stem in (LAYER, MACHINE) or name == MACHINE:
        raise BadAnnotator(
            f"“{layer.stem}” is the name under which the machine proposes marks.",
            hint="Use --as with your own name.",
        )
    return name, layer


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
    suggestion: str | None = None,
) -> Evidence:
    """Write one mark to the annotator's file in ``folder`` (``…/evidence``) and return it.

    ``suggestion`` is the id of the machine's suggestion that the mark accepts.

    Raises :class:`BadAnnotator` and :class:`~argmap.workspace.files.CannotWrite`.
    """
    name, layer = _person(folder, annotator)
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
        created=created or now(),
        suggestion=suggestion,
    )
    append_line(layer, to_line(evidence))
    return evidence


def add_rejection(
    folder: Path, suggestion: Evidence, annotator: str, note: str | None = None
) -> Rejection:
    """Write a person's no to a suggestion into the person's file and return it.

    Raises :class:`BadAnnotator` and :class:`~argmap.workspace.files.CannotWrite`.
    """
    name, layer = _person(folder, annotator)
    rejection = Rejection(
        id=f"urn:uuid:{uuid.uuid4()}",
        annotator=name,
        suggestion=suggestion.id,
        created=now(),
        note=note or None,
        claim=suggestion.claim,
        stance=suggestion.stance,
        anchor=suggestion.anchor,
    )
    line = rejection_line(rejection.id, suggestion, name, rejection.created, rejection.note)
    append_line(layer, line)
    return rejection


def add_suggestions(folder: Path, new: Sequence[Evidence], withdrawn: Sequence[str]) -> None:
    """Write the machine's suggestions, and tombstones for those it no longer makes, in one go.

    Raises :class:`~argmap.workspace.files.CannotWrite`; then none of them is written.
    """
    lines = [deletion_line(f"urn:uuid:{uuid.uuid4()}", old, MACHINE, now()) for old in withdrawn]
    lines += [to_line(suggestion) for suggestion in new]
    if lines:
        append_line(folder / f"{LAYER}.jsonl", "\n".join(lines))


def remove_mark(folder: Path, mark: Evidence | Rejection) -> None:
    """Take a mark or a rejection away: a tombstone after it, so that nothing written is ever lost.

    Raises :class:`~argmap.workspace.files.CannotWrite`.
    """
    identifier = f"urn:uuid:{uuid.uuid4()}"
    line = deletion_line(identifier, mark.id, mark.annotator, now())
    append_line(_layer(folder, mark.annotator), line)
