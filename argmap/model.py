"""The nouns of argmap as plain frozen data: what every room of the house passes to the others.

Standard library only. Offsets are Unicode code points and spans are half open, in the text they
belong to: claims and relations in ``map.argdown``, blocks and comments in a source's ``text.txt``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

_EMPTY: Mapping[str, Any] = MappingProxyType({})


def _empty() -> Mapping[str, Any]:
    return _EMPTY


class Span(NamedTuple):
    """A half-open range of code points ``[start, end)``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` in this span."""
        return text[self.start : self.end]

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


# --------------------------------------------------------------------------- map


class NodeKind(StrEnum):
    """What one end of a relation is."""

    CLAIM = "claim"
    ARGUMENT = "argument"
    INFERENCE = "inference"


class RelationType(StrEnum):
    """How one claim or argument bears on another (Argdown's relations)."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    CONTRADICTORY = "contradictory"
    CONTRARY = "contrary"
    ENTAILS = "entails"

    @property
    def is_symmetric(self) -> bool:
        """Whether it reads the same from both ends."""
        return self in (RelationType.CONTRADICTORY, RelationType.CONTRARY)

    @property
    def stance(self) -> Stance:
        """The side the source takes towards the target."""
        if self in (RelationType.SUPPORT, RelationType.ENTAILS):
            return Stance.SUPPORTS
        return Stance.OPPOSES


class Stance(StrEnum):
    """The side a passage (or a claim, or a person) takes towards a claim."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"

    @property
    def sign(self) -> str:
        """``+`` or ``−`` (U+2212): stance is never shown by colour alone."""
        return "+" if self is Stance.SUPPORTS else "−"

    @property
    def opposite(self) -> Stance:
        """The other side."""
        return Stance.OPPOSES if self is Stance.SUPPORTS else Stance.SUPPORTS


class Role(StrEnum):
    """Where a statement stands in the text of a map."""

    TOP_LEVEL = "top-level-statement"
    RELATION = "relation-statement"
    PREMISE = "premise"
    INTERMEDIARY_CONCLUSION = "intermediary-conclusion"
    MAIN_CONCLUSION = "main-conclusion"
    LIST_ITEM = "list-item"


@dataclass(frozen=True, slots=True)
class NodeRef:
    """One end of a relation: a claim or argument by title, or one inference of an argument.

    ``step`` is the 0-based index into :attr:`Argument.steps` when ``kind`` is ``INFERENCE``.
    """

    kind: NodeKind
    title: str
    step: int | None = None

    def __hash__(self) -> int:
        # Nodes are keys everywhere; titles alone tell nearly all of them apart, and hashing an
        # enumeration runs Python code each time.
        return hash(self.title)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place in the map's text where a claim or an argument is defined or referred to."""

    span: Span
    """The head: title and text, without data block and relations."""
    text: str | None
    """The text given here; ``None`` for a mere reference."""
    is_reference: bool
    role: Role | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement: everything in the map that bears one statement title (an equivalence class)."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=_empty)
    section: str | None = None
    """Id of the :class:`Section` it belongs to."""
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def label(self) -> str:
        """What to show a person: the text, or the title where there is no text."""
        return self.text.strip() or self.title


@dataclass(frozen=True, slots=True)
class Step:
    """One inference of a premise–conclusion structure."""

    premises: tuple[str, ...]
    """Titles of the statements that stand between the previous inference and this one."""
    conclusion: str
    rules: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=_empty)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: a sketch, a reconstruction in premises and conclusions, or both."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=_empty)
    section: str | None = None
    occurrences: tuple[Occurrence, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def label(self) -> str:
        """What to show a person: the text, or the title where there is no text."""
        return self.text.strip() or self.title

    @property
    def premises(self) -> tuple[str, ...]:
        """Titles of all premises, in order."""
        return tuple(title for step in self.steps for title in step.premises)

    @property
    def conclusion(self) -> str | None:
        """Title of the main conclusion, if the argument is reconstructed."""
        return self.steps[-1].conclusion if self.steps else None


@dataclass(frozen=True, slots=True)
class Relation:
    """``source`` supports, attacks, undercuts … ``target``."""

    source: NodeRef
    target: NodeRef
    type: RelationType
    span: Span | None = None
    """The line that states it (symbol and child's head)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the map with all that stands under it."""

    id: str
    title: str
    level: int
    parent: str | None = None
    tags: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=_empty)
    span: Span | None = None


def is_generated_title(title: str) -> bool:
    """Whether ``title`` was made up for something its author left without one."""
    return title.startswith("Untitled")


def wording_hash(text: str) -> str:
    """Short hash of a claim's wording (white space collapsed), kept with each mark on it.

    A mark whose hash differs from the claim's present one was made when the claim read otherwise.
    """
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# ----------------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata together with how it is known."""

    value: str
    how: str
    """The rule or place it comes from: ``front matter``, ``line under the title``, ``--title``."""


class BlockKind(StrEnum):
    """What a stretch of a source's text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"

    @property
    def is_article(self) -> bool:
        """Whether it belongs to what the article itself says."""
        return self in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a source's text. ``span`` includes the white space that follows it."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """``@Name`` inside a comment; ``comment`` is the id it was resolved to, if it was."""

    name: str
    span: Span
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment. ``span`` is its own text, without its replies."""

    id: str
    """``c1``, ``c2`` … in the order of the text."""
    span: Span
    """Everything that belongs to it: author line, body, what was set aside, white space after."""
    body: Span
    """What the reader wrote."""
    author: str | None = None
    date: str | None = None
    reply_to: str | None = None
    """Id of the comment it answers."""
    depth: int = 0
    """0 for a comment on the article, 1 for a reply to it …"""
    mentions: tuple[Mention, ...] = ()
    quoted: tuple[Span, ...] = ()
    """Parts of the body that are somebody else's words (pasted articles, quotations)."""
    aside: tuple[Span, ...] = ()
    """Parts of the body that are page furniture (``Reply``, ``Like``)."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article with its readers' comments, exactly as imported, and its structure.

    Every character of ``text`` lies in exactly one block's or one comment's ``span``.
    """

    id: str
    text: str
    revision: str
    """SHA-256 of the text, in hexadecimal."""
    title: Field
    authors: tuple[Field, ...] = ()
    outlet: Field | None = None
    date: Field | None = None
    """ISO 8601 where it could be read."""
    url: Field | None = None
    language: Field | None = None
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    stated_comments: int | None = None
    """How many comments the page itself says it has."""
    original: str = ""
    """File name it was imported from."""
    original_sha256: str = ""

    def comment(self, comment_id: str) -> Comment | None:
        """The comment with this id."""
        return next((c for c in self.comments if c.id == comment_id), None)

    def voice(self, mark: Evidence) -> str:
        """Who speaks in a marked passage: the speaker it names, else the commenter or the authors.

        Empty where nobody is known, or where the passage is not part of article or comments.
        """
        if mark.speaker:
            return mark.speaker
        holder = self.container(Span(mark.anchor.start, mark.anchor.end))
        if isinstance(holder, Comment):
            return f"{holder.author}, reader" if holder.author else "anonymous reader"
        if holder is not None and holder.kind is BlockKind.BOILERPLATE:
            return ""
        return ", ".join(author.value for author in self.authors)

    def is_furniture(self, span: Span) -> bool:
        """Whether the passage begins in what was set aside as menus, share lines and the like."""
        holder = self.container(span)
        return isinstance(holder, Block) and holder.kind is BlockKind.BOILERPLATE

    def container(self, span: Span) -> Block | Comment | None:
        """The block or comment that holds the start of ``span``."""
        for comment in self.comments:
            if span.start in comment.span:
                return comment
        for block in self.blocks:
            if span.start in block.span:
                return block
        return None


# ---------------------------------------------------------------------- evidence


class AnchorState(StrEnum):
    """How a passage was found again in the present text of its source."""

    EXACT = "exact"
    """Same words at the same place."""
    MOVED = "moved"
    """Same words at another place."""
    CHANGED = "changed"
    """Nearly the same words: look at it again, one word can turn a stance."""
    AMBIGUOUS = "ambiguous"
    """Two places fit about equally well."""
    ORPHANED = "orphaned"
    """Not found; the quotation is kept."""

    @property
    def is_found(self) -> bool:
        """Whether there is one place to show."""
        return self in (AnchorState.EXACT, AnchorState.MOVED, AnchorState.CHANGED)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept of a passage so that it can be found again (W3C text quote and position)."""

    source: str
    """Id of the source."""
    revision: str
    """Revision of the source in which ``start`` and ``end`` count."""
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    container: str | None = None
    """``c12`` for a comment, ``p3`` for the third block; a hint, checked against the text."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage is now. ``span`` is ``None`` unless ``state.is_found``."""

    state: AnchorState
    span: Span | None
    score: float = 1.0
    candidates: tuple[Span, ...] = ()
    """The competing places when ambiguous."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage of one source, for or against one claim, marked by one person."""

    id: str
    annotator: str
    claim: str
    """Title of the claim (or argument) it bears on."""
    stance: Stance
    anchor: Anchor
    claim_hash: str = ""
    strength: int | None = None
    """1 (weak) to 5 (strong), as the annotator judged."""
    basis: str | None = None
    """statistic, document, expert, eyewitness, example, law, common belief or bare assertion."""
    source_grade: str | None = None
    """Reliability of the source, ``A`` to ``F``."""
    information_grade: str | None = None
    """Reliability of the information, ``1`` to ``6``."""
    speaker: str | None = None
    """Who speaks, where the passage reports somebody else's words."""
    note: str | None = None
    created: str = ""
    suggestion: str | None = None
    """Id of the machine's suggestion that this mark accepted."""
    is_suggestion: bool = False
    """Proposed by a machine and not accepted by anybody: counts for nothing."""

    @property
    def quotation(self) -> str:
        """The passage as it was when marked."""
        return self.anchor.exact


# ------------------------------------------------------------------------- whole


@dataclass(frozen=True, slots=True)
class Map:
    """Claims, arguments and how they bear on each other, with sources and evidence if it has any.

    ``claims`` and ``arguments`` are in the order in which the text first needs them; ``relations``
    are those a reader of Argdown gets after the language's own rewrites.
    """

    claims: Mapping[str, Claim] = field(default_factory=_empty)
    arguments: Mapping[str, Argument] = field(default_factory=_empty)
    relations: tuple[Relation, ...] = ()
    sections: tuple[Section, ...] = ()
    tags: tuple[str, ...] = ()
    """In order of first occurrence."""
    settings: Mapping[str, Any] = field(default_factory=_empty)
    """The front matter."""
    sources: Mapping[str, Source] = field(default_factory=_empty)
    evidence: tuple[Evidence, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """The front matter's title, else the name of the folder or file."""
        title = self.settings.get("title")
        return title if isinstance(title, str) and title.strip() else self.name

    @property
    def thesis(self) -> str | None:
        """Title of the central claim.

        ``argmap: {thesis: …}`` in the front matter, else the first claim that is tagged
        ``thesis``, else the first claim that speaks for or against nothing but is spoken of,
        else the first claim.
        """
        settings = self.settings.get("argmap")
        if isinstance(settings, Mapping):
            wanted = settings.get("thesis")
            if isinstance(wanted, str) and wanted in self.claims:
                return wanted
        for claim in self.claims.values():
            if "thesis" in claim.tags:
                return claim.title
        directed = [r for r in self.relations if not r.type.is_symmetric]
        speaking = {r.source.title for r in directed if r.source.kind is NodeKind.CLAIM}
        spoken_of = {r.target.title for r in directed if r.target.kind is NodeKind.CLAIM}
        for title in self.claims:
            if title in spoken_of and title not in speaking:
                return title
        return next(iter(self.claims), None)

    def evidence_for(self, title: str) -> Sequence[Evidence]:
        """All marks on the claim or argument with this title, suggestions left out."""
        return [e for e in self.evidence if e.claim == title and not e.is_suggestion]

    def with_evidence(
        self, sources: Mapping[str, Source], evidence: Sequence[Evidence], name: str
    ) -> Map:
        """The same map with the contents of its folder."""
        return replace(self, sources=sources, evidence=tuple(evidence), name=name)
