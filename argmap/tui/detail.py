"""What the detail pane says about one claim or argument, as items of styled lines."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.bearing import Bearing, node_of, relation_word
from argmap.analysis.outline import Row, row_label, row_sign
from argmap.display import isolate, one_line
from argmap.model import (
    AnchorState,
    Argument,
    Evidence,
    NodeKind,
    NodeRef,
    Relation,
    Stance,
    is_generated_title,
)
from argmap.tui.session import Session
from argmap.tui.styled import Item, Line, Run, clip, flow, paragraph
from argmap.tui.widgets.outline import side_style

__all__ = ["describe", "evidence_item"]

_BLANK = Item(((),))
_QUOTATION_ROWS = 6
"""Longer passages are cut here; Enter shows them whole, in their place."""
_STATES = {
    AnchorState.MOVED: ("note", "moved: the passage stands elsewhere now"),
    AnchorState.CHANGED: ("warning", "changed: the passage reads otherwise now"),
    AnchorState.AMBIGUOUS: ("warning", "ambiguous: several places fit this passage"),
    AnchorState.ORPHANED: ("error", "orphaned: the passage is no longer in its source"),
}


def describe(session: Session, ref: NodeRef, width: int) -> Iterator[Item]:
    """Everything about the node, laid out for ``width`` cells.

    The targets of the items are :class:`NodeRef` (a claim to go to) and :class:`Evidence`.
    """
    map_, bearing = session.map, session.bearings.of(ref)
    node = node_of(map_, ref)
    if node is None:
        return
    yield Item(tuple(paragraph(node.label, width - 1, "title", lead=[(" ", "")])))
    facts: list[Run] = []
    if node.text.strip() and not is_generated_title(node.title):
        shape = "[{}]" if ref.kind is NodeKind.CLAIM else "<{}>"
        facts.append((isolate(shape.format(one_line(node.title))), "quiet"))
    facts += [(f"#{one_line(tag)}", "quiet") for tag in node.tags]
    section = next((s for s in map_.sections if s.id == node.section), None)
    if section is not None:
        facts.append((f"§ {isolate(one_line(section.title))}", "quiet"))
    if facts:
        words = "  ".join(text for text, _ in facts)
        yield Item(tuple(paragraph(words, width - 1, "quiet", lead=[(" ", "")])))
    if isinstance(node, Argument) and node.steps:
        yield from _structure(session, node, width)
    # What speaks both ways is told once, on the other side's list below.
    speaks = [r for r in bearing.speaks if not r.type.is_symmetric]
    if speaks:
        yield _BLANK
        yield Item(([(" It speaks to", "strong")],))
        for relation in speaks:
            yield _reason(session, relation, relation.target, width)
    for stance in (Stance.SUPPORTS, Stance.OPPOSES):
        yield from _side(session, bearing, stance, width)
    if not bearing.reasons and not bearing.evidence:
        yield from _nothing(session, ref, width)


def _structure(session: Session, argument: Argument, width: int) -> Iterator[Item]:
    yield _BLANK
    yield Item(([(" Premises and conclusion", "strong")],))
    number = 0
    for step in argument.steps:
        for title in (*step.premises, step.conclusion):
            number += 1
            is_end = title == step.conclusion
            rules = f" ({', '.join(map(one_line, step.rules))})" if is_end and step.rules else ""
            claim = session.map.claims.get(title)
            lead: Line = [(f" ({number}) ", "quiet"), ("∴ " if is_end else "", "strong")]
            text = (claim.label if claim is not None else title) + rules
            target = NodeRef(NodeKind.CLAIM, title) if claim is not None else None
            yield Item(tuple(paragraph(text, width - 1, lead=lead, limit=3)), target)


def _side(session: Session, bearing: Bearing, stance: Stance, width: int) -> Iterator[Item]:
    reasons, marks = bearing.reasons_on(stance), bearing.side(stance)
    if not reasons and not marks:
        return
    colour = "support" if stance is Stance.SUPPORTS else "oppose"
    word = "For" if stance is Stance.SUPPORTS else "Against"
    counts = [
        f"{len(items)} {name}{'s' * (len(items) != 1)}"
        for items, name in ((reasons, "reason"), (marks, "mark"))
        if items
    ]
    yield _BLANK
    heading: Line = [
        (f" {stance.sign} {word}", f"{colour} strong"),
        (f"   {', '.join(counts)}", "quiet"),
    ]
    yield Item((heading,))
    for relation in reasons:
        yield _reason(session, relation, relation.source, width)
    if reasons and marks:
        yield _BLANK
    for mark in marks:
        yield evidence_item(session, mark, width)


def _reason(session: Session, relation: Relation, other: NodeRef, width: int) -> Item:
    if other.kind is NodeKind.INFERENCE:
        other = NodeRef(NodeKind.ARGUMENT, other.title)
    row = Row(other, 0, relation.type, None, False, False, 0, 0)
    colour = side_style(relation.type)
    lead: Line = [
        (f"   {row_sign(row)} ", f"{colour} strong"),
        (f"{relation_word(relation.type)}: ", colour),
    ]
    label = row_label(session.map, row)
    return Item(tuple(paragraph(label, width - 1, lead=lead, indent=5, limit=4)), other)


def evidence_item(session: Session, mark: Evidence, width: int) -> Item:
    """One passage: quotation, where it stands, who speaks, who marked it, how strong, its state."""
    colour = "support" if mark.stance is Stance.SUPPORTS else "oppose"
    lead: Line = [(f"   {mark.stance.sign} ", f"{colour} strong")]
    quoted = f"“{one_line(mark.quotation)}”"
    lines = paragraph(quoted, width - 1, "", lead=lead, limit=_QUOTATION_ROWS)
    source = session.source(mark.anchor.source)
    title = source.title.value if source is not None else mark.anchor.source
    where: list[Run] = [("     ", ""), (isolate(one_line(title)), "quiet italic")]
    lines.append(clip(where, width - 1))
    about: list[Line] = []
    voice = source.voice(mark) if source is not None else mark.speaker
    if voice:
        about.append([("says ", "quiet"), (isolate(one_line(voice)), "")])
    verb = "proposed by " if mark.is_suggestion else "marked by "
    about.append([(verb, "quiet"), (isolate(one_line(mark.annotator)), "")])
    if mark.strength is not None:
        full = max(0, min(5, mark.strength))
        about.append([("●" * full + "○" * (5 - full), colour), (f" {full}/5", "quiet")])
    if mark.basis:
        about.append([(one_line(mark.basis), "quiet")])
    if mark.source_grade or mark.information_grade:
        grade = f"{mark.source_grade or '–'}{mark.information_grade or '–'}"
        about.append([(f"grade {one_line(grade)}", "quiet")])
    lines += flow(about, width - 1, 5)
    if mark.note:
        lines += paragraph(mark.note, width - 1, "", lead=[("     ✎ ", "quiet")], limit=3)
    state = session.workspace.locate(mark).state
    if state in _STATES:
        style, words = _STATES[state]
        lines += paragraph(words, width - 1, style, lead=[("     ! ", style)])
    return Item(tuple(lines), mark)


def _nothing(session: Session, ref: NodeRef, width: int) -> Iterator[Item]:
    """The next step for a claim that nothing speaks for or against."""
    yield _BLANK
    text = "Nothing speaks for or against it yet."
    yield Item(tuple(paragraph(text, width - 1, "quiet", lead=[(" ", "")])))
    shown = one_line(session.workspace.shown)
    yield _BLANK
    if session.workspace.folder is None:
        hint = "A single file cannot hold passages. To make a folder for it:"
        command = "argmap new FOLDER"
    elif not len(session.map.sources):
        hint = "Add an article first:"
        command = f"argmap add FILE --map {shown}"
    else:
        hint = "Mark a passage for it (or with --opposes against it):"
        command = f'argmap mark SOURCE --quote "…" --supports "{one_line(ref.title)}" --map {shown}'
    yield Item(tuple(paragraph(hint, width - 1, "quiet", lead=[(" ", "")])))
    yield Item(tuple(paragraph(command, width - 1, "key", lead=[("   ", "")])))
