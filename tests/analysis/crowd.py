"""Maps in which many people speak: an article, its readers, and marks on what they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from argmap import anchors
from argmap.model import (
    Block,
    BlockKind,
    Comment,
    Evidence,
    Field,
    Proposal,
    Source,
    Span,
    Stance,
)
from argmap.sources.serial import to_json
from argmap.workspace import Workspace, create, open_map
from argmap.workspace.annotations import MACHINE
from argmap.workspace.evidence import add_suggestions

Line = tuple[str | None, str]
"""Who writes a comment, and what."""


def a_source(
    name: str,
    paragraphs: Sequence[str | tuple[BlockKind, str]] = (),
    comments: Sequence[Line] = (),
    authors: Sequence[str] = (),
    outlet: str = "",
    url: str = "",
) -> Source:
    """A source; words between « and » in a comment are quoted from somebody else."""
    text, blocks, made = "", [], []
    for part in paragraphs:
        kind, words = part if isinstance(part, tuple) else (BlockKind.PARAGRAPH, part)
        start = len(text)
        text += words + "\n\n"
        blocks.append(Block(kind, Span(start, len(text))))
    for number, (author, words) in enumerate(comments, start=1):
        start = len(text)
        text += f"{author or ''}\n"
        body = Span(len(text), len(text) + len(words))
        text += words + "\n\n"
        quoted = []
        if "«" in words:
            quoted = [Span(body.start + words.index("«"), body.start + words.index("»") + 1)]
        span = Span(start, len(text))
        made.append(Comment(f"c{number}", span, body, author=author, quoted=tuple(quoted)))
    return Source(
        id=name,
        text=text,
        revision=hashlib.sha256(text.encode()).hexdigest(),
        title=Field(name, "--title"),
        authors=tuple(Field(author, "--author") for author in authors),
        outlet=Field(outlet, "--outlet") if outlet else None,
        url=Field(url, "--url") if url else None,
        blocks=tuple(blocks),
        comments=tuple(made),
    )


def a_map(
    folder: Path, sources: Sequence[Source], claims: Sequence[str] = ("Build it",)
) -> Workspace:
    """A map folder with these sources and claims, opened."""
    create(folder)
    text = "\n\n".join(f"[{claim}]: It is so that {claim.lower()}." for claim in claims)
    (folder / "map.argdown").write_text(text + "\n", encoding="utf-8")
    for source in sources:
        home = folder / "sources" / source.id
        home.mkdir(parents=True)
        (home / "text.txt").write_text(source.text, encoding="utf-8")
        (home / "original.txt").write_text(source.text, encoding="utf-8")
        (home / "source.json").write_text(json.dumps(to_json(source)), encoding="utf-8")
    return open_map(folder)


def mark(
    workspace: Workspace,
    words: str,
    side: str,
    who: str = "ann",
    claim: str = "Build it",
    **details: str,
) -> Evidence:
    """``who`` marks the first place of these words in any source; ``side`` is ``+`` or ``-``."""
    source, span = _find(workspace, words)
    stance = Stance.SUPPORTS if side == "+" else Stance.OPPOSES
    return workspace.mark(source, span, claim, stance, who, **details)


def propose(
    workspace: Workspace, words: str, supports: float, opposes: float, claim: str = "Build it"
) -> Evidence:
    """The machine proposes these words."""
    source, span = _find(workspace, words)
    suggestion = Evidence(
        id=f"urn:uuid:{hashlib.md5((words + claim).encode()).hexdigest()}",
        annotator=MACHINE,
        claim=claim,
        stance=Stance.SUPPORTS if supports > opposes else Stance.OPPOSES,
        anchor=anchors.make(source, span),
        created="2025-01-01T00:00:00Z",
        is_suggestion=True,
        proposal=Proposal(supports, opposes, 1 - supports - opposes, "argmap-stance", "1"),
    )
    assert workspace.folder is not None
    add_suggestions(workspace.folder / "evidence", [suggestion], [])
    return suggestion


def _find(workspace: Workspace, words: str) -> tuple[Source, Span]:
    for source in workspace.sources.values():
        start = source.text.find(words)
        if start >= 0:
            return source, Span(start, start + len(words))
    raise AssertionError(f"nobody says {words!r}")
