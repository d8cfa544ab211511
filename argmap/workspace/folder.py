"""A map folder (or a single ``.argdown`` file), opened: its map, sources, evidence and problems."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap import anchors
from argmap.argdown import Reading, Splice, read
from argmap.diagnostics import Diagnostic, Refused, Severity, at, nearest
from argmap.model import Anchored, AnchorState, Evidence, Map, Source, Span, Stance, wording_hash
from argmap.workspace.evidence import Layers, add_mark, read_layers, remove_mark
from argmap.workspace.files import locked, read_bytes, write_bytes
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


class Unknown(Refused):
    """There is no claim, argument or source of that name."""


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
        return read_layers(self.folder / "evidence", self._inside("evidence"))

    @functools.cached_property
    def sources(self) -> Shelf:
        """The sources by id; each is read when first asked for."""
        return Shelf((self.folder or self.file) / "sources", self._inside("sources"))

    @functools.cached_property
    def map(self) -> Map:
        """The map with its sources and evidence."""
        return self.reading.map.with_evidence(self.sources, self.layers.evidence, self.name)

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
        name = " ".join(wanted.strip().split())
        titles = [*self.map.claims, *self.map.arguments]
        if name in titles:
            return [name]
        if len(name) > 2 and (name[0], name[-1]) in (("[", "]"), ("<", ">")):
            name = name[1:-1].strip()
            if name in titles:
                return [name]
        key = name.casefold()
        if not key:
            return []
        for candidates in (
            [t for t in titles if t.casefold() == key],
            [c.title for c in self.map.claims.values() if c.text.strip().casefold() == key],
            [t for t in titles if t.casefold().startswith(key)],
        ):
            if candidates:
                return list(dict.fromkeys(candidates))
        return []

    def sources_named(self, wanted: str) -> list[str]:
        """Ids of the sources that ``wanted`` may name: by id, file, title, or part of the id."""
        key = wanted.strip().rstrip("/").casefold()
        if key in self.sources:
            return [key]
        if not key:
            return []
        ids = list(self.sources)
        files = {i: self.sources[i].original.casefold() for i in ids}
        for candidates in (
            [i for i in ids if i.casefold() == key],
            [i for i in ids if key in (files[i], files[i].rpartition(".")[0])],
            [i for i in ids if self.sources[i].title.value.casefold() == key],
            [i for i in ids if i.casefold().startswith(key)],
            [i for i in ids if len(key) > 3 and f"-{key}" in i.casefold()],
        ):
            if candidates:
                return candidates
        return []

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
        raise _unknown("claim", wanted, found, names, "argmap show")

    def require_source(self, wanted: str) -> Source:
        """Like :meth:`source_id`, but raises :class:`Unknown` with the names to choose from."""
        found = self.sources_named(wanted)
        if len(found) == 1:
            return self.sources[found[0]]
        raise _unknown("source", wanted, found, list(self.sources), "argmap show --sources")

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
        ``speaker``, ``created``.
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

    def remove(self, mark: Evidence) -> None:
        """Take a mark away. Its line stays in the file, followed by one that says so."""
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

    def _forget(self, part: str) -> None:
        self.__dict__.pop(part, None)
        self.__dict__.pop("map", None)
        self._found.clear()


def _unknown(
    kind: str, wanted: str, several: Sequence[str], names: Sequence[str], list_command: str
) -> Unknown:
    if several:
        shown = ", ".join(f"“{n}”" for n in several[:5]) + (", …" if len(several) > 5 else "")
        return Unknown(
            f"“{wanted}” fits {len(several)} {kind}s: {shown}.", hint="Write more of the name."
        )
    near = nearest(wanted, names)
    if near:
        hint = "Did you mean " + " or ".join(f"“{n}”" for n in near) + "?"
    elif names:
        hint = f"“{list_command}” lists what there is."
    else:
        hint = (
            "There is none yet: argmap add FILE." if kind == "source" else "The map has none yet."
        )
    return Unknown(f"There is no {kind} “{wanted}”.", hint=hint)


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
