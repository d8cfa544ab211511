"""A claim as a person reads it: what speaks for and against it, who says so, in which words."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.analysis.bearing import Bearings, node_of, relation_word
from argmap.cli.common import dim, emphasis, side_style
from argmap.display import count, isolate, one_line, shorten, wrap
from argmap.model import (
    AnchorState,
    Argument,
    Evidence,
    NodeKind,
    NodeRef,
    Relation,
    Stance,
    wording_hash,
)
from argmap.workspace import Workspace

__all__ = ["evidence_lines", "node_lines"]


def _name(ref: NodeRef) -> str:
    title = one_line(ref.title)
    return f"[{title}]" if ref.kind is NodeKind.CLAIM else f"<{title}>"


def node_lines(workspace: Workspace, bearings: Bearings, title: str, width: int) -> list[str]:
    """The claim or argument and all that bears on it, as lines."""
    map_ = workspace.map
    ref = bearings.ref(title)
    assert ref is not None
    node = node_of(map_, ref)
    assert node is not None
    bearing = bearings.of(ref)
    kind = "Argument" if isinstance(node, Argument) else "Claim"
    if title == map_.thesis:
        kind = "Central claim"
    lines = [dim(f"{kind} {_name(ref)}") + dim("".join(f" #{one_line(t)}" for t in node.tags))]
    lines += [emphasis(line) for line in wrap(node.label, width)]
    if isinstance(node, Argument):
        lines += _steps(workspace, node, width)
    for relation in bearing.speaks:
        lines.append(
            dim(f"  → {relation_word(relation.type)} ")
            + isolate(_label(workspace, relation.target, width - 16))
        )
    for stance in Stance:
        marks = bearing.side(stance)
        reasons = bearing.reasons_on(stance)
        heading = f"{stance.sign} {'For' if stance is Stance.SUPPORTS else 'Against'}"
        passages = _passages(workspace, marks)
        total = f"{count(len(reasons), 'reason')}, {count(len(passages), 'passage')}"
        lines += ["", side_style(heading, stance) + dim(f"   {total}")]
        for relation in reasons:
            lines += _reason(workspace, bearings, relation, width)
        others = _passages(workspace, bearing.side(stance.opposite))
        for passage, group in passages.items():
            lines += evidence_lines(workspace, group, width)
            for other in others.get(passage, ()):
                word = "for" if other.stance is Stance.SUPPORTS else "against"
                told = f"{one_line(other.annotator)} marks the same passage {word} it"
                lines.append("      " + side_style(f"{other.stance.sign} {told}", other.stance))
        if not marks and not reasons:
            lines.append(dim("    nothing yet"))
    if not bearing.evidence and map_.sources:
        option = "--supports" if ref.kind is NodeKind.CLAIM else "--opposes"
        lines += ["", dim(f'Next: argmap mark SOURCE --quote "…" {option} "{one_line(title)}"')]
    return lines


def _steps(workspace: Workspace, argument: Argument, width: int) -> list[str]:
    lines: list[str] = []
    number = 0
    for step in argument.steps:
        for premise in (*step.premises, step.conclusion):
            number += 1
            if premise == step.conclusion:
                rules = ", ".join(step.rules)
                lines.append(dim(f"    ───── {one_line(rules)}".rstrip()))
            claim = workspace.map.claims.get(premise)
            text = claim.label if claim else premise
            lines += wrap(text, width, "        ", f"    ({number}) ")
    return lines


def _label(workspace: Workspace, ref: NodeRef, width: int) -> str:
    node = node_of(workspace.map, ref)
    text = node.label if node else ref.title
    return f"{_name(ref)} {shorten(text, max(20, width - len(ref.title)))}"


def _reason(workspace: Workspace, bearings: Bearings, relation: Relation, width: int) -> list[str]:
    node = node_of(workspace.map, relation.source)
    text = node.label if node else relation.source.title
    supporting, opposing = bearings.counts(relation.source.title)
    counts = f"  +{supporting} −{opposing}" if supporting or opposing else ""
    word = relation_word(relation.type)
    verb = "" if word in ("supports", "opposes") else f"{word}: "
    sign = relation.type.stance.sign
    lines = wrap(f"{verb}{text}", width, "      ", f"    {sign} ")
    lines.append(dim(f"      {_name(relation.source)}{counts}"))
    return lines


def _passages(
    workspace: Workspace, marks: Sequence[Evidence]
) -> dict[tuple[str, object], list[Evidence]]:
    """The marks by passage: those of several annotators on the very same words stand together."""
    groups: dict[tuple[str, object], list[Evidence]] = {}
    for mark in marks:
        span = workspace.locate(mark).span
        groups.setdefault((mark.anchor.source, span or mark.id), []).append(mark)
    return groups


def evidence_lines(workspace: Workspace, marks: Sequence[Evidence], width: int) -> list[str]:
    """One passage, with everybody who marked it."""
    first = marks[0]
    found = workspace.locate(first)
    lines = wrap(f"“{one_line(first.quotation)}”", width, "      ", f"    {first.stance.sign} ")
    source = workspace.sources.get(first.anchor.source)
    where = (
        shorten(source.title.value, 60) if source else f"source {first.anchor.source} is missing"
    )
    if source is not None:
        comment = source.comment(first.anchor.container or "")
        parts = [next((m.speaker for m in marks if m.speaker), None) or source.voice(first), where]
        if comment is not None:
            parts.append(f"comment {comment.id}")
        where = " · ".join(one_line(part) for part in parts if part)
    lines += wrap(f"— {where}", width, "        ", "      ")
    for mark in marks:
        lines += [dim(line) for line in wrap(_by(workspace, mark), width, "        ", "      ")]
    if found.state is not AnchorState.EXACT:
        lines.append(f"      ! {found.state}: argmap check tells more")
    return lines


def _by(workspace: Workspace, mark: Evidence) -> str:
    parts = [f"marked by {mark.annotator}"]
    if mark.strength:
        parts.append(f"strength {mark.strength} of 5")
    if mark.basis:
        parts.append(mark.basis)
    if mark.source_grade or mark.information_grade:
        parts.append(f"grade {mark.source_grade or ''}{mark.information_grade or ''}")
    node = workspace.map.claims.get(mark.claim) or workspace.map.arguments.get(mark.claim)
    if node and mark.claim_hash and mark.claim_hash != wording_hash(node.text):
        parts.append("when the claim was worded otherwise")
    line = " · ".join(parts)
    return f"{line}: {mark.note}" if mark.note else line
