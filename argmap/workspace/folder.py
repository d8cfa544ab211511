"""A map folder (or a single ``.argdown`` file), opened: its map, sources, evidence and problems."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from argmap import anchors
from argmap.argdown import Reading, Splice, read
from argmap.diagnostics import Diagnostic, Refused, Severity, at, nearest
from argmap.model import (
    Anchored,
    AnchorState,
    Evidence,
    Map,
    Rejection,
    Source,
    Span,
    Stance,
    wording_hash,
)
from argmap.workspace.decisions import Decided, Decision, decisions
from argmap.workspace.evidence import (
    Known,
    Layers,
    add_mark,
    add_rejection,
    read_layers,
    remove_mark,
    unchanged,
)
from argmap.workspace.files import locked, read_bytes, write_bytes
from argmap.workspace.naming import Unknown, nodes_named, sources_named, unknown
from argmap.workspace.shelf import Shelf, store

if TYPE_CHECKING:
    from argmap.sources import Imported

__all__ = [
    "MAP_FILE",
    "ChangedMeanwhile",
    "NotAMap",
    "Unknown",
    "Workspace",
    "find_map",
    "open_map",
]

MAP_FILE = "map.argdown"


class NotAMap(Refused):
    """The path is no map folder and no Argdown file."""


class ChangedMeanwhile(Refused):
    """The file on disk is no longer the one that was read."""


class Workspace:
    """One map on disk. Everything is read when first needed and kept; writing refreshes it."""

    def __init__(self, file: Path, folder: Path | None, shown: str, text: str, bad: int) -> None:
        self.file = file
        self.folder = folder
        """The map folder, or ``None`` for a single file, which has no sources and no evidence."""
        self.shown = shown
        """The folder or file as the user named it; diagnostics use it."""
        self.text = text
        """The text of the map; bytes that are not UTF-8 are kept as lone surrogates."""
        self._bad_byte = bad
        self._found: dict[str, Anchored] = {}
        self._known: Known = {}

    # ------------------------------------------------------------------ reading

    @property
    def name(self) -> str:
        """The folder's or file's own name."""
        return (self.folder or self.file.with_suffix("")).resolve().name

    @property
    def shown_file(self) -> str:
        """The map's text file as the user would name it."""
        return self._inside(MAP_FILE) if self.folder is not None else self.shown

    def _inside(self, part: str) -> str:
        return part if self.shown in (".", "") else f"{self.shown.rstrip('/')}/{part}"

    @functools.cached_property
    def reading(self) -> Reading:
        """The parsed text of the map."""
        return read(self.text, self.shown_file)

    @functools.cached_property
    def layers(self) -> Layers:
        """All marks of all annotators."""
        if self.folder is None:
            return Layers()
        return read_layers(self.folder / "evidence", self._inside("evidence"), self._known)

    @functools.cached_property
    def suggestions(self) -> list[Evidence]:
        """What the machine proposes and nobody has answered yet, in the order it was written."""
        map_ = self.reading.map
        evidence = self.layers.evidence
        if not any(mark.is_suggestion for mark in evidence):
            return []
        return Decided(self.layers).open(evidence, [*map_.claims, *map_.arguments])

    def decisions(self) -> list[Decision]:
        """What people made of suggestions: what a later calibration is fitted to."""
        return list(decisions(self.layers))

    @functools.cached_property
    def sources(self) -> Shelf:
        """The sources by id; each is read when first asked for."""
        return Shelf((self.folder or self.file) / "sources", self._inside("sources"))

    @functools.cached_property
    def map(self) -> Map:
        """The map with its sources, its evidence and the suggestions that are still open."""
        evidence = [mark for mark in self.layers.evidence if not mark.is_suggestion]
        evidence += self.suggestions
        return self.reading.map.with_evidence(self.sources, evidence, self.name)

    def locate(self, evidence: Evidence) -> Anchored:
        """Where the mark's passage is now. An unknown source makes it an orphan."""
        found = self._found.get(evidence.id)
        if found is None:
            source = self.sources.get(evidence.anchor.source)
            if source is None:
                found = Anchored(AnchorState.ORPHANED, None, 0.0)
            else:
                found = anchors.find(evidence.anchor, source)
            self._found[evidence.id] = found
        return found

    @property
    def file_problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the files: the map's text, evidence lines, source folders."""
        problems: list[Diagnostic] = []
        if self._bad_byte >= 0:
            problems.append(
                at(
                    self.text,
                    self._bad_byte,
                    self._bad_byte + 1,
                    "AM307",
                    Severity.ERROR,
                    "not valid UTF-8 here; the byte is kept as it is",
                    path=self.shown_file,
                    hint="Save the file as UTF-8 (in most editors: “Save with encoding”).",
                )
            )
        problems.extend(self.reading.diagnostics)
        problems.extend(self.layers.diagnostics)
        len(self.sources)  # reads every source, so that broken ones are known
        problems.extend(self.sources.diagnostics)
        return tuple(problems)

    # ------------------------------------------------------------------ finding

    def nodes_named(self, wanted: str) -> list[str]:
        """Titles of the claims and arguments that ``wanted`` may name: one, several, or none.

        Brackets are optional; case and white space do not matter, and the start of a title or a
        claim's whole text will do.
        """
        return nodes_named(self.map, wanted)

    def sources_named(self, wanted: str) -> list[str]:
        """Ids of the sources that ``wanted`` may name: by id, file, title, or part of the id."""
        return sources_named(self.sources, wanted)

    def node_title(self, wanted: str) -> str | None:
        """The title of the claim or argument that ``wanted`` names, if exactly one does."""
        found = self.nodes_named(wanted)
        return found[0] if len(found) == 1 else None

    def source_id(self, wanted: str) -> str | None:
        """The id of the source that ``wanted`` names, if exactly one does."""
        found = self.sources_named(wanted)
        return found[0] if len(found) == 1 else None

    def require_node(self, wanted: str) -> str:
        """Like :meth:`node_title`, but raises :class:`Unknown` with the names to choose from."""
        found = self.nodes_named(wanted)
        if len(found) == 1:
            return found[0]
        names = [*self.map.claims, *self.map.arguments]
        raise unknown("claim", wanted, found, names, "argmap show")

    def require_source(self, wanted: str) -> Source:
        """Like :meth:`source_id`, but raises :class:`Unknown` with the names to choose from."""
        found = self.sources_named(wanted)
        if len(found) == 1:
            return self.sources[found[0]]
        raise unknown("source", wanted, found, list(self.sources), "argmap show --sources")

    # ------------------------------------------------------------------ writing

    def require_folder(self, what: str) -> Path:
        """The map folder; a single file has none and cannot hold ``what``."""
        if self.folder is None:
            raise Refused(
                f"{self.shown} is a single Argdown file, which cannot hold {what}.",
                hint="Make a folder for it: argmap new FOLDER, then copy the text into "
                f"FOLDER/{MAP_FILE}.",
            )
        return self.folder

    def add_source(self, imported: Imported) -> Source | None:
        """Keep a newly read source; ``None`` when these very bytes are here already."""
        folder = self.require_folder("sources") / "sources"
        for present in self.sources.values():
            if present.original_sha256 == imported.source.original_sha256:
                return None
        store(folder, imported)
        self._forget("sources")
        return imported.source

    def mark(
        self,
        source: Source,
        span: Span,
        claim: str,
        stance: Stance,
        annotator: str,
        **details: str | int | None,
    ) -> Evidence:
        """Write one mark: ``span`` of ``source`` supports or opposes the claim titled ``claim``.

        ``details``: ``note``, ``strength``, ``basis``, ``source_grade``, ``information_grade``,
        ``speaker``, ``created``, ``suggestion``.
        """
        folder = self.require_folder("marks")
        node = self.map.claims.get(claim) or self.map.arguments[claim]
        evidence = add_mark(
            folder / "evidence",
            anchors.make(source, anchors.trim(source.text, span)),
            claim=claim,
            claim_hash=wording_hash(node.text),
            stance=stance,
            annotator=annotator,
            **details,  # type: ignore[arg-type]
        )
        self._forget("layers")
        return evidence

    def accept(
        self,
        suggestion: Evidence,
        annotator: str,
        stance: Stance | None = None,
        **details: str | int | None,
    ) -> Evidence:
        """Turn a suggestion into the annotator's own mark, on its side or on ``stance``.

        Raises :class:`Unknown` where its claim or passage is no longer there.
        """
        node = self.map.claims.get(suggestion.claim) or self.map.arguments.get(suggestion.claim)
        span = self.locate(suggestion).span
        if node is None or span is None:
            what = "passage" if node else f"claim “{suggestion.claim}”"
            raise Unknown(
                f"The {what} of this suggestion is no longer there.",
                hint="“argmap suggest” looks for passages anew.",
            )
        source = self.sources[suggestion.anchor.source]
        side = stance or suggestion.stance
        details["suggestion"] = suggestion.id
        return self.mark(source, span, suggestion.claim, side, annotator, **details)

    def reject(self, suggestion: Evidence, annotator: str, note: str | None = None) -> Rejection:
        """Write the annotator's no to a suggestion: it will not be proposed again."""
        folder = self.require_folder("marks")
        rejection = add_rejection(folder / "evidence", suggestion, annotator, note)
        self._forget("layers")
        return rejection

    def remove(self, mark: Evidence | Rejection) -> None:
        """Take a mark or a rejection away; a suggestion it answered is open again.

        Its line stays in the file, followed by one that says so.
        """
        remove_mark(self.require_folder("marks") / "evidence", mark)
        self._forget("layers")

    def apply(self, splice: Splice) -> None:
        """Write an edit of the map's text to disk and read the result.

        Raises :class:`ChangedMeanwhile` where somebody else wrote the file after it was read.
        """
        with locked(self.file.resolve().parent):
            if read_bytes(self.file) != self.text.encode("utf-8", "surrogateescape"):
                raise ChangedMeanwhile(
                    f"{self.shown_file} was changed by another program just now. "
                    "Nothing was written.",
                    hint="Do it again: the new text is read then.",
                )
            text = splice.apply(self.text)
            write_bytes(self.file, text.encode("utf-8", "surrogateescape"))
        self.text = text
        self._forget("reading")

    def refresh_evidence(self) -> bool:
        """Read the evidence again if its files have changed; whether they have."""
        if self.folder is None or unchanged(self.folder / "evidence", self._known):
            return False
        self._forget("layers")
        return True

    def _forget(self, part: str) -> None:
        self.__dict__.pop(part, None)
        self.__dict__.pop("map", None)
        self.__dict__.pop("suggestions", None)
        self._found.clear()


def find_map(start: Path) -> Path | None:
    """The nearest folder from ``start`` upwards that holds a map."""
    try:
        here = start.resolve()
    except OSError as error:
        raise NotAMap("The current folder is gone or cannot be read.") from error
    for folder in (here, *here.parents):
        try:
            if (folder / MAP_FILE).is_file():
                return folder
        except OSError:
            return None  # what we may not look into is not ours
    return None


def open_map(path: str | Path) -> Workspace:
    """Open a map folder, the ``map.argdown`` in it, or any ``.argdown`` file.

    Raises :class:`NotAMap`.
    """
    given, shown = Path(path), str(path)
    folder: Path | None = None
    try:
        if given.is_dir():
            folder, file = given, given / MAP_FILE
            if not file.is_file():
                raise _no_map(given, shown)
        elif given.is_file():
            file = given
            if given.name == MAP_FILE:
                folder, shown = given.parent, str(given.parent)
            elif given.suffix not in (".argdown", ".ad", ".md", ".txt"):
                raise NotAMap(
                    f"{shown} is neither a map folder nor an Argdown file.",
                    hint="Name a folder that holds a map.argdown, or a file ending in .argdown.",
                )
        else:
            raise _no_map(given, shown)
        data = read_bytes(file)
    except (OSError, RuntimeError, ValueError) as error:
        # Also names that no system can have, and symlinks that lead to themselves.
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise NotAMap(f"{shown}: cannot be read: {why}.") from error
    if data.count(0) > max(4, len(data) // 1000):
        raise NotAMap(
            f"{file} is a binary file, not Argdown text.",
            hint="A map is plain text; restore it from a copy.",
        )
    bad = -1
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Lone surrogates carry the odd bytes through reading and writing unharmed.
        text = data.decode("utf-8", "surrogateescape")
        bad = len(data[: error.start].decode("utf-8", "surrogateescape"))
    return Workspace(file, folder, shown, text, bad)


def _no_map(given: Path, shown: str) -> NotAMap:
    if not given.exists():
        parent = given.parent if given.parent.is_dir() else Path()
        near = nearest(given.name, [p.name for p in parent.iterdir() if p.is_dir()], 2)
        hint = (
            "Did you mean " + " or ".join(f"“{given.parent / n}”" for n in near) + "?"
            if near
            else f"To start one there: argmap new {shown}"
        )
        return NotAMap(f"{shown}: no such file or folder.", hint=hint)
    inner = [p.name for p in sorted(given.iterdir()) if (p / MAP_FILE).is_file()][:3]
    if inner:
        hint = "There are maps in it: " + ", ".join(str(given / n) for n in inner)
    else:
        hint = f"To start one here: argmap new {shown}"
    return NotAMap(f"{shown} is not a map folder: it has no {MAP_FILE}.", hint=hint)
