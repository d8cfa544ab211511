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
from argmap.workspace.annotations import BadAnnotation, Deletion, from_json, to_line
from argmap.workspace.files import append_line, slug

__all__ = ["BadAnnotator", "Layers", "add_mark", "default_annotator", "read_layers"]


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
    deleted: set[str] = set()
    if not folder.is_dir():
        return layers
    for path in sorted(folder.glob("*.jsonl")):
        _read_file(path, f"{shown}/{path.name}", layers, deleted)
    layers.evidence = [e for e in layers.evidence if e.id not in deleted]
    return layers


def _problem(
    layers: Layers,
    code: str,
    path: str,
    line: int,
    text: str,
    message: str,
    hint: str,
    column: int = 1,
    severity: Severity = Severity.ERROR,
) -> None:
    layers.diagnostics.append(
        Diagnostic(code, severity, message, path, line, column, 1, text.strip("\r\n"), hint)
    )


def _read_file(path: Path, shown: str, layers: Layers, deleted: set[str]) -> None:
    try:
        data = path.read_bytes()
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
    annotator = path.stem
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if not raw.strip():
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            text = raw.decode("utf-8", "replace")
            _problem(
                layers,
                "AM303",
                shown,
                number,
                text,
                f"this line is not valid UTF-8 (byte {error.start + 1} of the line)",
                "Save the file as UTF-8. The line is kept as it is and its mark left out.",
            )
            continue
        try:
            parsed = from_json(json.loads(text), annotator)
        except json.JSONDecodeError as error:
            _problem(
                layers,
                "AM301",
                shown,
                number,
                text,
                f"this line is not JSON: {error.msg[0].lower()}{error.msg[1:]}",
                "Mend or remove the line. It is kept as it is and its mark left out.",
                column=error.colno,
            )
            continue
        except BadAnnotation as error:
            _problem(
                layers,
                "AM302",
                shown,
                number,
                text,
                f"this line is no mark: {error}",
                "Mend or remove the line. It is kept as it is and its mark left out.",
            )
            continue
        except (RecursionError, ValueError) as error:
            _problem(
                layers,
                "AM301",
                shown,
                number,
                text,
                f"this line cannot be read as JSON: {type(error).__name__}",
                "Mend or remove the line. It is kept as it is and its mark left out.",
            )
            continue
        if isinstance(parsed, Deletion):
            deleted.add(parsed.target)
            continue
        first = layers.places.get(parsed.id)
        if first is not None:
            # A union merge of two branches may bring the same line twice: that is no problem.
            if parsed not in layers.evidence:
                _problem(
                    layers,
                    "AM305",
                    shown,
                    number,
                    text,
                    f"the id {parsed.id} is used a second time, for another mark",
                    f"The first is in {first[0]}:{first[1]}. Give one of them a new id.",
                    severity=Severity.WARNING,
                )
            continue
        layers.places[parsed.id] = (shown, number)
        layers.evidence.append(parsed)


def default_annotator(environ: Mapping[str, str] = os.environ) -> str:
    """Who marks when nobody is named: ``ARGMAP_AS``, else the login name."""
    name = environ.get("ARGMAP_AS", "").strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"


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
    # A name without Latin letters or digits gets a file named after its hash.
    file_name = slug(name, fallback=f"annotator-{wording_hash(name)[:8]}")
    if file_name == "stance":
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
        created=created
        or datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    )
    append_line(folder / f"{file_name}.jsonl", to_line(evidence))
    return evidence
