"""Cards as SVG."""

from __future__ import annotations

from argmap.model import Stance
from argmap.pictures.cards import (
    Badge,
    Card,
    Cell,
    Dots,
    Line,
    Mark,
    Rule,
    Tally,
    header_words,
)
from argmap.pictures.links import allowed
from argmap.pictures.markup import escape, num
from argmap.pictures.passages import Passage
from argmap.pictures.scene import Kind, Node

__all__ = ["card_svg", "mark_svg", "node_label", "passage_label"]

_TONES = {"text": "ft", "quiet": "fq", "support": "fs", "oppose": "fo", "thesis": "fh"}
_RADIUS = {Kind.ARGUMENT: 16, Kind.MORE: 17}


def _line(line: Line) -> str:
    classes = f"{line.style} {_TONES[line.tone]}"
    text = escape(line.text)
    link = allowed(line.url) if line.url else ""
    if link:
        classes += " u"
    if line.rtl:
        text = f"\u2067{text}\u2069"
    at_end = line.rtl or line.at_end
    x, anchor = (line.right, ' text-anchor="end"') if at_end else (line.left, "")
    body = f'<text class="{classes}" x="{num(x)}" y="{num(line.y)}"{anchor}>{text}</text>'
    if link:
        return f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">{body}</a>'
    return body


def _tally(tally: Tally, thesis: bool) -> str:
    """Solid for what speaks for, dashed for what speaks against, in proportion."""
    total = tally.support + tally.oppose
    gap = 4.0 if tally.support and tally.oppose else 0.0
    split = (tally.width - gap) * tally.support / total
    y, x1 = num(tally.y), num(tally.x + tally.width)
    suffix = "t" if thesis else "b"
    parts = []
    if tally.support:
        parts.append(
            f'<path class="bar {suffix}s" d="M{num(tally.x)} {y}H{num(tally.x + split)}"/>'
        )
    if tally.oppose:
        parts.append(
            f'<path class="bar {suffix}o" stroke-dasharray="6 2"'
            f' d="M{num(tally.x + split + gap)} {y}H{x1}"/>'
        )
    return "".join(parts)


def mark_svg(mark: Mark, thesis: bool = False) -> str:
    """One mark of a card."""
    match mark:
        case Line():
            return _line(mark)
        case Badge():
            middle = mark.x + mark.width / 2
            return (
                f'<rect class="bd" x="{num(mark.x)}" y="{num(mark.y)}" width="{num(mark.width)}"'
                f' height="{num(mark.height)}" rx="3"/><text class="g ft" text-anchor="middle"'
                f' x="{num(middle)}" y="{num(mark.y + 9.7)}">{escape(mark.text)}</text>'
            )
        case Dots():
            return "".join(
                f'<circle class="{"fq" if i < mark.filled else "no"} sq"'
                f' cx="{num(mark.x + 3 + 7 * i)}" cy="{num(mark.y)}" r="2.4"/>'
                for i in range(5)
            )
        case Tally():
            return _tally(mark, thesis)
        case Rule():
            way = f"M{num(mark.x0)} {num(mark.y0)}L{num(mark.x1)} {num(mark.y1)}"
            return f'<path class="e sr" d="{way}"/>'


def passage_label(passage: Passage) -> str:
    """A passage as a screen reader says it."""
    parts = [f"“{passage.quotation}”"]
    if passage.speaker:
        parts.append(f"Said by {passage.speaker}")
    parts.append(f"Source: {passage.source}")
    if passage.grade:
        parts.append(f"Grade {passage.grade}")
    if passage.basis:
        parts.append(f"Basis: {passage.basis}")
    if passage.strength:
        parts.append(f"Strength {passage.strength} of 5")
    parts.append(f"Marked by {', '.join(passage.annotators)}")
    if passage.contested_by:
        other = "opposing" if passage.stance is Stance.SUPPORTS else "supporting"
        parts.append(f"Also marked as {other} by {', '.join(passage.contested_by)}")
    return ". ".join(parts) + "."


def node_label(node: Node) -> str:
    """A card as a screen reader says it."""
    words = header_words(node).capitalize()
    if node.kind is Kind.MORE:
        return f"{node.hidden} more below this card are folded."
    if node.kind is Kind.PASSAGES:
        shown = len(node.passages)
        verb = "for" if node.passages[0].stance is Stance.SUPPORTS else "against"
        total = f"{shown} of {shown + node.hidden}" if node.hidden else f"{shown}"
        noun = "passages" if shown + node.hidden > 1 else "passage"
        return f"Evidence {verb} “{node.text}”: {total} {noun}."
    title = f"{node.title}: " if node.title else ""
    parts = [f"{words}: {title}{node.text}".rstrip(".") + "."]
    if node.premises:
        parts.append(f"{node.premises} premise{'s' if node.premises > 1 else ''}.")
    if node.tally:
        parts.append(f"Evidence: {node.tally[0]} for, {node.tally[1]} against.")
    if node.section:
        parts.append(f"Section: {node.section}.")
    return " ".join(parts)


def _bar(height: float, radius: float, stance: Stance) -> str:
    """The accent bar at the left, following the card's corners."""
    r = min(radius, height / 2)
    tone = "fs" if stance is Stance.SUPPORTS else "fo"
    inset = r - (max(0.0, r * r - (r - 5) ** 2)) ** 0.5 if r > 5 else 0.0
    return (
        f'<path class="{tone}" d="M5 {num(inset)}V{num(height - inset)}'
        f"A{num(r)} {num(r)} 0 0 1 0 {num(height - r)}V{num(r)}"
        f'A{num(r)} {num(r)} 0 0 1 5 {num(inset)}Z"/>'
    )


def _cell(cell: Cell, level: int) -> str:
    label = escape(passage_label(cell.passage))
    return (
        f'<g class="card" role="listitem" tabindex="0" aria-level="{level}" aria-label="{label}">'
        f"<title>{label}</title>{''.join(mark_svg(m) for m in cell.marks)}</g>"
    )


def card_svg(node: Node, card: Card, x: float, y: float) -> str:
    """One card with its upper left corner at (x, y)."""
    label = escape(node_label(node))
    radius = _RADIUS.get(node.kind, 8)
    kind = f"k-{node.kind}"
    if node.kind is Kind.PASSAGES:
        kind = "k-s" if node.passages[0].stance is Stance.SUPPORTS else "k-o"
    box = (
        f'<rect class="bx {kind}" width="{num(card.width)}" height="{num(card.height)}"'
        f' rx="{radius}"/>'
    )
    bar = ""
    if node.stance is not None and node.kind is not Kind.THESIS:
        bar = _bar(card.height, radius, node.stance)
    thesis = node.kind is Kind.THESIS
    marks = "".join(mark_svg(m, thesis) for m in card.marks)
    cells = ""
    if card.cells:
        inner = "".join(_cell(cell, node.depth + 2) for cell in card.cells)
        cells = f'<g role="list">{inner}</g>'
    hidden = "" if cells else ' aria-hidden="true"'
    return (
        f'<g class="card" role="listitem" tabindex="0" aria-level="{node.depth + 1}"'
        f' aria-label="{label}" transform="translate({num(x)} {num(y)})"><title>{label}</title>'
        f"{box}{bar}<g{hidden}>{marks}</g>{cells}</g>"
    )
