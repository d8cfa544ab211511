"""From nodes to measured cards: wrapped text and small marks at their places inside a box.

Coordinates are pixels from the card's upper left corner. Nothing here knows where the card will be,
nor what writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from argmap.model import RelationType, Stance
from argmap.pictures.passages import Passage
from argmap.pictures.scene import Kind, Node
from argmap.pictures.text import cut_words, ellipsis_line, is_rtl, measure, wrap

__all__ = [
    "FONTS",
    "Badge",
    "Card",
    "Cell",
    "Dots",
    "Line",
    "Measure",
    "Rule",
    "Tally",
    "card",
    "header_words",
    "relation_word",
]

FONTS: dict[str, tuple[float, bool, float]] = {
    "h": (10, True, 0.6),
    "n": (10, False, 0),
    "t": (12.5, False, 0),
    "b": (12.5, True, 0),
    "T": (14, True, 0),
    "q": (12, False, 0),
    "m": (10.5, False, 0),
    "c": (10.5, True, 0),
    "g": (9, True, 0),
}
"""Text styles: size in pixels, bold, letter spacing."""
_LEADING = {"t": 16.0, "b": 16.0, "T": 18.5, "q": 15.5, "m": 14.0, "c": 14.0, "h": 14.0}

WIDTH, THESIS_WIDTH, CELL = 216.0, 300.0, 190.0
PAD, BAR, CELL_GAP = 11.0, 5.0, 22.0
WIDE_WIDTH, WIDE_CELL = 276.0, 250.0
"""Widths in a large picture, which would be much higher than wide otherwise."""

_WORDS = {
    RelationType.SUPPORT: "supports",
    RelationType.ATTACK: "opposes",
    RelationType.UNDERCUT: "undercuts",
    RelationType.CONTRADICTORY: "contradicts",
    RelationType.CONTRARY: "excludes",
    RelationType.ENTAILS: "entails",
}


def relation_word(relation: RelationType) -> str:
    """The verb for a relation: the third code besides colour and line style."""
    return _WORDS[relation]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on its baseline; from ``right`` leftwards where it is right-to-left."""

    left: float
    right: float
    y: float
    text: str
    style: str
    tone: str
    """Which colour: ``text``, ``quiet``, ``support``, ``oppose``, ``thesis``."""
    rtl: bool = False
    at_end: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A boxed grade."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Dots:
    """``filled`` of five dots: the strength an annotator gave."""

    x: float
    y: float
    filled: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A bar in two parts: passages for, passages against."""

    x: float
    y: float
    width: float
    support: int
    oppose: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two cells."""

    x0: float
    y0: float
    x1: float
    y1: float


Mark = Line | Badge | Dots | Tally | Rule


@dataclass(frozen=True, slots=True)
class Cell:
    """One passage inside a card of passages."""

    passage: Passage
    x: float
    y: float
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A measured node."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    cells: tuple[Cell, ...] = ()


@dataclass
class _Pen:
    """Writes marks from top to bottom between two margins."""

    left: float
    right: float
    y: float
    marks: list[Mark] = field(default_factory=list)

    def shift(self, down: float) -> None:
        """Move every line written so far."""
        if down:
            self.marks = [
                replace(m, y=m.y + down) if isinstance(m, Line) else m for m in self.marks
            ]

    def lines(
        self, text: str, style: str, tone: str, most: int | None = None, url: str = ""
    ) -> None:
        size, bold, _ = FONTS[style]
        rtl = is_rtl(text)
        leading = _LEADING[style]
        for line in wrap(text, self.right - self.left, size, bold, most):
            baseline = self.y + leading * 0.5 + size * 0.36
            self.marks.append(
                Line(self.left, self.right, baseline, line, style, tone, rtl, url=url)
            )
            self.y += leading

    def header(self, words: str, tone: str, note: str, note_tone: str) -> bool:
        """The words at the head, and the note at its end; whether there was room for the note."""
        baseline = self.y + 9
        size, bold, spacing = FONTS["h"]
        self.marks.append(Line(self.left, self.right, baseline, words, "h", tone))
        room = self.right - self.left - measure(words, size, bold, spacing) - 8
        fits = bool(note) and measure(note, *FONTS["n"][:2]) <= room
        if fits:
            self.marks.append(
                Line(self.left, self.right, baseline, note, "n", note_tone, at_end=True)
            )
        self.y += 16
        return fits


def header_words(node: Node, room: float = float("inf")) -> str:
    """What stands at the head of a card, in capitals; as many relations as ``room`` pixels hold."""
    for most in range(max(1, len(node.relations)), 0, -1):
        words = _header_words(node, most)
        size, bold, spacing = FONTS["h"]
        if measure(words, size, bold, spacing) <= room:
            break
    return words


def _header_words(node: Node, most: int) -> str:
    verbs = [relation_word(r) for r in node.relations[:most]]
    if len(node.relations) > most:
        verbs.append("…")
    if node.kind is Kind.THESIS:
        words = ["thesis"]
    elif node.kind is Kind.ARGUMENT:
        words = [*[" + ".join(verbs)][: len(verbs)], "argument"]
    elif node.kind is Kind.PASSAGES:
        words = [*verbs, "evidence"]
    else:
        words = [" + ".join(verbs) or "claim"]
    return " · ".join(words).upper()


@dataclass(frozen=True, slots=True)
class Measure:
    """How the cards of one picture are measured."""

    direction: str
    """``RL`` or ``BT``."""
    in_a_row: bool
    """Whether passages of one side stand beside each other, not below each other."""
    wide: bool
    """Whether cards are wider than usual."""
    quotation: int
    """Characters of a passage that are shown."""


def card(node: Node, incoming: int, how: Measure) -> Card:
    """The measured card of ``node``; at least so large that ``incoming`` edges can end on it."""
    if node.kind is Kind.MORE:
        width = max(96.0, measure(node.text, *FONTS["b"][:2]) + 30)
        line = Line(0, width, 21, node.text, "b", "quiet")
        centred = Line((width - measure(node.text, *FONTS["b"][:2])) / 2, width, 21, *_of(line))
        return Card(width, 34, (centred,))
    if node.kind is Kind.PASSAGES:
        return _passages(node, how)
    return _claim(node, incoming, how)


def _of(line: Line) -> tuple[str, str, str]:
    return line.text, line.style, line.tone


def _claim(node: Node, incoming: int, how: Measure) -> Card:
    thesis = node.kind is Kind.THESIS
    width = THESIS_WIDTH if thesis else WIDE_WIDTH if how.wide else WIDTH
    pen = _Pen(BAR + PAD - 1, width - PAD, 10)
    stance = node.stance
    tone = "quiet" if stance is None else _tone(stance)
    main, quiet = ("thesis", "thesis") if thesis else ("text", "quiet")
    premises = ""
    if node.premises:
        premises = f"{node.premises} premise{'s' if node.premises > 1 else ''}"
    counts = "" if node.tally is None else f"{node.tally[0]} for · {node.tally[1]} against"
    words = header_words(node, pen.right - pen.left)
    told = pen.header(words, main if thesis else tone, counts or premises, quiet)
    if node.title and not thesis:
        pen.lines(node.title, "b", main, most=2)
        pen.y += 2
    pen.lines(node.text, "T" if thesis else "t", main)
    rest = [] if told and not counts else [premises]
    if counts and not told:
        rest.append(f"evidence: {counts}")
    if any(rest):
        pen.y += 1
        pen.lines(" · ".join(part for part in rest if part), "m", quiet)
    if node.tally is not None:
        pen.y += 8
    height = pen.y + 9
    if how.direction == "RL":
        spare = max(0.0, 12.0 * incoming + 14 - height)
        height += spare
        pen.shift(spare / 2)
    else:
        width = max(width, min(480.0, 12.0 * incoming + 14))
    if node.tally is not None:
        pen.marks.append(Tally(pen.left, height - 11, pen.right - pen.left, *node.tally))
    return Card(width, round(height, 1), tuple(pen.marks))


def _tone(stance: Stance) -> str:
    return "support" if stance is Stance.SUPPORTS else "oppose"


def _passages(node: Node, how: Measure) -> Card:
    stance = node.passages[0].stance
    tone = _tone(stance)
    count = len(node.passages)
    across = count if how.in_a_row else 1
    cell_width = WIDE_CELL if how.wide else CELL
    left = BAR + PAD - 1
    width = left + across * cell_width + (across - 1) * CELL_GAP + PAD
    head = _Pen(left, width - PAD, 10)
    more = f"+{node.hidden} more" if node.hidden else ""
    head.header(header_words(node), tone, more, "quiet")
    cells: list[Cell] = []
    rules: list[Mark] = []
    x, y = left, head.y
    for i, passage in enumerate(node.passages):
        if i and how.in_a_row:
            x += cell_width + CELL_GAP
        elif i:
            y = cells[-1].y + cells[-1].height + 9
            rules.append(Rule(left, y - 4, width - PAD, y - 4))
            y += 3
        pen = _Pen(x, x + cell_width, y)
        _passage(pen, passage, how.quotation)
        cells.append(Cell(passage, x, y, cell_width, pen.y - y, tuple(pen.marks)))
    bottom = max(cell.y + cell.height for cell in cells)
    if how.in_a_row:
        for cell in cells[1:]:
            middle = cell.x - CELL_GAP / 2
            rules.append(Rule(middle, head.y + 1, middle, bottom - 1))
    return Card(width, round(bottom + 9, 1), (*head.marks, *rules), tuple(cells))


def _passage(pen: _Pen, passage: Passage, length: int) -> None:
    """Quotation, who says it, where, and who marked it."""
    pen.lines(f"“{cut_words(passage.quotation, length)}”", "q", "text")
    pen.y += 1
    if passage.speaker:
        pen.lines(f"— {passage.speaker}", "m", "text", most=1)
    pen.y += 1
    left = pen.left
    if passage.grade:
        width = measure(passage.grade, *FONTS["g"][:2]) + 9
        pen.marks.append(Badge(left, pen.y + 0.5, width, 13, passage.grade))
        pen.left += width + 6
    pen.lines(passage.source, "m", "quiet", most=1, url=passage.url)
    pen.left = left
    right = pen.right
    if passage.strength:
        pen.marks.append(Dots(pen.right - 34, pen.y + 7, passage.strength))
        pen.right -= 42
    said = " · ".join(w for w in (passage.basis, f"marked by {', '.join(passage.annotators)}") if w)
    size, bold, _ = FONTS["m"]
    pen.lines(ellipsis_line(said, pen.right - pen.left, size, bold), "m", "quiet", most=1)
    pen.right = right
    if passage.contested_by:
        other = "opposing" if passage.stance is Stance.SUPPORTS else "supporting"
        tone = _tone(passage.stance.opposite)
        pen.lines(f"also marked as {other} by {', '.join(passage.contested_by)}", "c", tone, most=2)
