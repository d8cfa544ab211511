"""Diverging bars: how many people oppose and support each claim, to the left and the right of one
axis, with the share's interval beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.pictures.cards import FONTS
from argmap.pictures.chart import PAD, box, frame, hatching, words
from argmap.pictures.markup import escape, num
from argmap.pictures.svg import Drawing
from argmap.pictures.text import measure, wrap

__all__ = ["Bar", "draw_bars"]

_WIDTH = 860.0
_LABEL, _BARS, _SHARE = 236.0, 340.0, 180.0
_NUMBER = 30.0
"""Room for a number at the end of a bar."""
_MOST = 30.0
"""Widest that one person is drawn."""
_TRACK = 110.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim: people on each side, and what the model suggests beside them (passages)."""

    label: str
    supports: int
    opposes: int
    both: int
    unclear: int
    low: float
    """Ends of the interval of the share of those who support, 0 to 1."""
    high: float
    interval: str
    """The interval in words: ``23–88 %``."""
    suggested: tuple[int, int] | None = None
    """Passages suggested for and against; ``None`` where nobody asked."""

    @property
    def clear(self) -> int:
        """People whose position is clear."""
        return self.supports + self.opposes + self.both

    @property
    def share(self) -> str:
        """``3 of 5 people``."""
        noun = "person" if self.clear == 1 else "people"
        return f"{self.supports} of {self.clear} {noun}"

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = [f"{self.label}: {self.supports} for, {self.opposes} against, {self.both} both"]
        if self.unclear:
            parts.append(f"{self.unclear} unclear")
        if self.clear:
            parts.append(f"{self.share} support it, 95 % interval {self.interval}")
        if self.suggested is not None:
            parts.append("suggested passages: {} for, {} against".format(*self.suggested))
        return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class _Scale:
    """Pixels of one person (or passage), and where the axis is."""

    unit: float
    axis: float


def _people(bars: Sequence[Bar], left: float) -> _Scale:
    """The scale on which the longest bars of both sides just fit."""
    room = _BARS - 2 * _NUMBER
    against = max((bar.opposes + bar.both / 2 for bar in bars), default=0.0)
    for_ = max((bar.supports + bar.both / 2 for bar in bars), default=0.0)
    unit = min(_MOST, room / max(against + for_, 1.0))
    spare = room - (against + for_) * unit
    return _Scale(unit, left + _NUMBER + against * unit + spare / 2)


def _passages(asked: Sequence[tuple[int, int]], axis: float, left: float) -> _Scale:
    """The same for suggested passages, on the axis of the people."""
    against = max((pair[1] for pair in asked), default=0) or 1
    for_ = max((pair[0] for pair in asked), default=0) or 1
    rooms = (axis - left - _NUMBER) / against, (left + _BARS - axis - _NUMBER) / for_
    return _Scale(max(0.0, min(6.0, *rooms)), axis)


def draw_bars(
    title: str,
    summary: str,
    notes: Sequence[str],
    bars: Sequence[Bar],
    theme: str = "auto",
    fonts: str = "",
) -> Drawing:
    """The chart as SVG; ``theme`` is ``auto``, ``light`` or ``dark``."""
    left = PAD + _LABEL + 16
    people = _people(bars, left)
    asked = [bar.suggested for bar in bars if bar.suggested is not None]
    passages = _passages(asked, people.axis, left)

    def body(y: float) -> tuple[str, float]:
        parts, x = [_header(y, people.axis, left)], people.axis
        y += 20
        top = y
        for bar in bars:
            row, height = _row(bar, y, people, passages, left)
            parts.append(row)
            y += height
        line = f'<path class="ax sq" d="M{num(x)} {num(top - 4)}V{num(y - 6)}"/>'
        return line + "".join(parts), y

    return frame(title, summary, notes, _WIDTH, body, _samples(bars, bool(asked)), theme, fonts)


def _header(y: float, axis: float, left: float) -> str:
    return (
        '<g aria-hidden="true">'
        + words("← − AGAINST", axis - 10, y + 8, "h", "fo", "end")
        + words("+ FOR →", axis + 10, y + 8, "h", "fs")
        + words("SHARE FOR, 95 % INTERVAL", left + _BARS + 16, y + 8, "h", "fq")
        + "</g>"
    )


def _row(bar: Bar, y: float, people: _Scale, passages: _Scale, left: float) -> tuple[str, float]:
    size, bold, _ = FONTS["b"]
    lines = wrap(bar.label, _LABEL, size, bold, 2)
    parts = [words(line, PAD, y + 14 + 16 * n, "b") for n, line in enumerate(lines)]
    parts.append(_bars(bar, y + 3, people))
    parts.append(_share(bar, y, left + _BARS + 16))
    height = 46.0
    if bar.suggested is not None and any(bar.suggested):
        parts.append(_hatched(bar.suggested, y + 29, passages))
        height = 54.0
    said = escape(bar.spoken)
    return (
        f'<g class="row" role="listitem" tabindex="0" aria-label="{said}"><title>{said}</title>'
        f'<g aria-hidden="true">{"".join(parts)}</g></g>',
        height,
    )


def _bars(bar: Bar, y: float, scale: _Scale) -> str:
    both = bar.both * scale.unit
    left, right = scale.axis - both / 2, scale.axis + both / 2
    parts = []
    if bar.both:
        parts.append(box(left, y, both, 20, "bx bd"))
        # Where there is no room inside, the legend and the tooltip say it.
        text = f"±{bar.both}"
        if measure(text, 10.5, True) < both - 2:
            parts.append(words(text, scale.axis, y + 14, "c", "fq", "middle"))
    if bar.opposes:
        width = bar.opposes * scale.unit
        parts.append(box(left - width, y, width, 20, "fo"))
        left -= width
    if bar.supports:
        width = bar.supports * scale.unit
        parts.append(box(right, y, width, 20, "fs"))
        right += width
    parts.append(_number("−", bar.opposes, left - 5, y + 14, "end"))
    parts.append(_number("+", bar.supports, right + 5, y + 14, "start"))
    return "".join(parts)


def _number(sign: str, number: int, x: float, y: float, anchor: str) -> str:
    if not number:
        return words("0", x, y, "m", "fq", anchor)
    return words(f"{sign}{number}", x, y, "c", "fo" if sign == "−" else "fs", anchor)


def _hatched(suggested: tuple[int, int], y: float, scale: _Scale) -> str:
    supports, opposes = suggested
    parts = []
    left, right = scale.axis, scale.axis
    if opposes:
        left -= opposes * scale.unit
        parts.append(hatching(left, y, scale.axis - left, 9, False))
    if supports:
        right += supports * scale.unit
        parts.append(hatching(scale.axis, y, right - scale.axis, 9, True))
    parts.append(words(f"−{opposes}", left - 5, y + 8, "n", "fq", "end"))
    parts.append(words(f"+{supports}", right + 5, y + 8, "n", "fq"))
    return "".join(parts)


def _share(bar: Bar, y: float, x: float) -> str:
    unclear = f" · {bar.unclear} unclear" if bar.unclear else ""
    if not bar.clear:
        nobody = f"nobody clear{unclear}" if bar.unclear else "nobody"
        return words(nobody, x, y + 14, "m", "fq", room=_SHARE)
    dot = x + _TRACK * bar.supports / bar.clear
    return (
        words(f"{bar.share}{unclear}", x, y + 12, "m", "ft", room=_SHARE)
        + f'<path class="ax sr" d="M{num(x)} {num(y + 23)}h{num(_TRACK)}'
        f"M{num(x)} {num(y + 19)}v8M{num(x + _TRACK / 2)} {num(y + 21)}v4"
        f'M{num(x + _TRACK)} {num(y + 19)}v8"/>'
        f'<path class="wk ss" d="M{num(x + _TRACK * bar.low)} {num(y + 23)}'
        f'H{num(x + _TRACK * bar.high)}"/>'
        f'<circle class="fs" cx="{num(dot)}" cy="{num(y + 23)}" r="4"/>'
        + words(bar.interval, x + _TRACK + 9, y + 26.5, "m", "fq")
    )


def _samples(bars: Sequence[Bar], asked: bool) -> list[tuple[str, float, str]]:
    samples = [
        (box(0, -7, 22, 14, "fo"), 22.0, "− people against"),
        (box(0, -7, 22, 14, "fs"), 22.0, "+ people for"),
    ]
    if any(bar.both for bar in bars):
        samples.insert(1, (box(0, -7, 22, 14, "bx bd"), 22.0, "± people on both sides"))
    if asked:
        hatched = hatching(0, -5, 22, 9, False) + hatching(26, -5, 22, 9, True)
        samples.append((hatched, 48.0, "passages a model suggests, on a scale of their own"))
    return samples
