"""Maps, claims, evidence and sources as plain data for ``--json``."""

from __future__ import annotations

from typing import Any

from argmap.analysis.bearing import Bearings, node_of
from argmap.model import Argument, Evidence, Field, Map, NodeKind, Proposal, Relation, Source, Span
from argmap.workspace import Workspace

__all__ = ["evidence_record", "map_record", "node_record", "proposal_record", "source_record"]


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def evidence_record(workspace: Workspace, mark: Evidence) -> dict[str, Any]:
    """One mark with its passage and where that is now."""
    found = workspace.locate(mark)
    source = workspace.sources.get(mark.anchor.source)
    return {
        "id": mark.id,
        "annotator": mark.annotator,
        "claim": mark.claim,
        "stance": str(mark.stance),
        "quotation": mark.quotation,
        "source": mark.anchor.source,
        "source_title": source.title.value if source else None,
        "container": mark.anchor.container,
        "state": str(found.state),
        "span": _span(found.span),
        "strength": mark.strength,
        "basis": mark.basis,
        "source_grade": mark.source_grade,
        "information_grade": mark.information_grade,
        "speaker": mark.speaker,
        "note": mark.note,
        "created": mark.created or None,
        "suggestion": mark.is_suggestion,
        "accepts": mark.suggestion,
        "proposal": proposal_record(mark.proposal) if mark.proposal else None,
    }


def proposal_record(proposal: Proposal) -> dict[str, Any]:
    """What the machine says of its own suggestion."""
    return {
        "supports": proposal.supports,
        "opposes": proposal.opposes,
        "neutral": proposal.neutral,
        "confidence": proposal.confidence,
        "model": proposal.model,
        "version": proposal.version,
        "experimental": proposal.experimental,
        "reasons": list(proposal.reasons),
        "blank": list(proposal.blank) if proposal.blank else None,
    }


def _relation_record(map_: Map, relation: Relation, other_is_source: bool) -> dict[str, Any]:
    other = relation.source if other_is_source else relation.target
    node = node_of(map_, other)
    return {
        "kind": str(NodeKind.ARGUMENT if other.kind is not NodeKind.CLAIM else NodeKind.CLAIM),
        "title": other.title,
        "text": node.text.strip() if node else None,
        "relation": str(relation.type),
        "stance": str(relation.type.stance),
    }


def node_record(workspace: Workspace, bearings: Bearings, title: str) -> dict[str, Any]:
    """A claim or argument with everything that bears on it."""
    map_ = workspace.map
    ref = bearings.ref(title)
    assert ref is not None
    node = node_of(map_, ref)
    assert node is not None
    bearing = bearings.of(ref)
    record: dict[str, Any] = {
        "kind": str(ref.kind),
        "title": title,
        "text": node.text.strip(),
        "tags": list(node.tags),
        "is_thesis": title == map_.thesis,
        "reasons": [_relation_record(map_, r, True) for r in bearing.reasons],
        "bears_on": [_relation_record(map_, r, False) for r in bearing.speaks],
        "evidence": [evidence_record(workspace, e) for e in bearing.evidence],
    }
    if isinstance(node, Argument) and node.steps:
        record["steps"] = [
            {"premises": list(s.premises), "rules": list(s.rules), "conclusion": s.conclusion}
            for s in node.steps
        ]
    return record


def map_record(workspace: Workspace, bearings: Bearings) -> dict[str, Any]:
    """The map: claims, arguments, relations, counts of evidence, sources."""
    map_ = workspace.map
    return {
        "title": map_.title,
        "thesis": map_.thesis,
        "claims": [
            {
                "title": c.title,
                "text": c.text.strip(),
                "tags": list(c.tags),
                "evidence_for": bearings.counts(c.title)[0],
                "evidence_against": bearings.counts(c.title)[1],
            }
            for c in map_.claims.values()
        ],
        "arguments": [
            {"title": a.title, "text": a.text.strip(), "tags": list(a.tags)}
            for a in map_.arguments.values()
        ],
        "relations": [
            {
                "source": {"kind": str(e.source.kind), "title": e.source.title},
                "target": {"kind": str(e.target.kind), "title": e.target.title},
                "type": str(e.type),
                "stance": str(e.type.stance),
            }
            for e in bearings.graph.edges
        ],
        "sources": [
            {"id": s.id, "title": s.title.value, "comments": len(s.comments)}
            for s in map_.sources.values()
        ],
        "evidence": len(map_.marks),
        "suggestions": len(map_.evidence) - len(map_.marks),
    }


def _field(field: Field | None) -> dict[str, str] | None:
    return None if field is None else {"value": field.value, "how": field.how}


def source_record(workspace: Workspace, source: Source) -> dict[str, Any]:
    """A source with its parts, their positions in ``text.txt``, and the marks in it."""
    return {
        "id": source.id,
        "title": _field(source.title),
        "authors": [_field(a) for a in source.authors],
        "outlet": _field(source.outlet),
        "date": _field(source.date),
        "url": _field(source.url),
        "language": _field(source.language),
        "revision": source.revision,
        "original": source.original,
        "blocks": [
            {"kind": str(b.kind), **(_span(b.span) or {}), "text": b.span.of(source.text).strip()}
            for b in source.blocks
        ],
        "comments": [
            {
                "id": c.id,
                "author": c.author,
                "date": c.date,
                "reply_to": c.reply_to,
                **(_span(c.body) or {}),
                "text": c.body.of(source.text).strip(),
                "quoted": [_span(q) for q in c.quoted],
            }
            for c in source.comments
        ],
        "evidence": [
            evidence_record(workspace, e)
            for e in workspace.map.evidence
            if e.anchor.source == source.id and not e.is_suggestion
        ],
    }
