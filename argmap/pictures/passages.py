"""Marks of several annotators gathered into the passages a picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.model import Evidence, Map, Span, Stance
from argmap.pictures.text import clean

__all__ = ["Passage", "passages_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of one source on one side of one claim, by everybody who marked it so."""

    stance: Stance
    quotation: str
    source: str
    """Title of the source (its id where the map does not hold it)."""
    url: str
    annotators: tuple[str, ...]
    contested_by: tuple[str, ...]
    """Those who marked the same passage for the other side."""
    speaker: str
    """Who speaks, as marked, else the reader whose comment it is, else the article's authors."""
    basis: str
    grade: str
    """Reliability of source and information, ``B2``."""
    strength: int
    """The highest that was given, 0 where nobody gave one."""


def _span(mark: Evidence) -> Span:
    return Span(mark.anchor.start, mark.anchor.end)


def _same_place(marks: Sequence[Evidence]) -> list[list[Evidence]]:
    """``marks`` of one claim and source in groups whose passages overlap."""
    groups: list[list[Evidence]] = []
    key: tuple[str, str] | None = None
    reach = -1
    ordered = sorted(
        marks,
        key=lambda m: (m.anchor.source, m.anchor.revision, m.anchor.start, m.anchor.end, m.id),
    )
    for mark in ordered:
        place = (mark.anchor.source, mark.anchor.revision)
        if groups and place == key and mark.anchor.start < reach:
            groups[-1].append(mark)
            reach = max(reach, mark.anchor.end)
        else:
            groups.append([mark])
            key, reach = place, mark.anchor.end
    return groups


def _passage(map_: Map, stance: Stance, group: Sequence[Evidence]) -> Passage:
    mine = [m for m in group if m.stance is stance]
    best = max(mine, key=lambda m: (m.strength or 0, len(m.anchor.exact)))
    names = tuple(dict.fromkeys(clean(m.annotator) for m in mine))
    others = tuple(dict.fromkeys(clean(m.annotator) for m in group if m.stance is not stance))
    source = map_.sources.get(best.anchor.source)

    def first(values: Sequence[str | None]) -> str:
        return next((clean(v) for v in values if v), "")

    ranked = [best, *(m for m in mine if m is not best)]
    speaker = first([m.speaker for m in ranked])
    if not speaker and source is not None:
        speaker = clean(source.voice(best))
    grades = [f"{m.source_grade or ''}{m.information_grade or ''}" for m in ranked]
    return Passage(
        stance=stance,
        quotation=clean(best.quotation),
        source=clean(source.title.value) if source else clean(best.anchor.source),
        url=source.url.value if source and source.url else "",
        annotators=names,
        contested_by=others,
        speaker=speaker,
        basis=first([m.basis for m in ranked]),
        grade=first(grades),
        strength=max((m.strength or 0) for m in mine),
    )


def passages_of(map_: Map, marks: Sequence[Evidence]) -> dict[Stance, tuple[Passage, ...]]:
    """The passages that ``marks`` on one claim amount to, each side with the strongest first.

    Identical and overlapping passages of one source are one. Order: strength, then how many
    annotators agree, then the order of the sources in the map and of the text.
    """
    position = {source: index for index, source in enumerate(map_.sources)}
    found: dict[Stance, list[tuple[tuple[int, int, int, str, int], Passage]]] = {
        Stance.SUPPORTS: [],
        Stance.OPPOSES: [],
    }
    for group in _same_place(marks):
        for stance, side in found.items():
            if not any(m.stance is stance for m in group):
                continue
            passage = _passage(map_, stance, group)
            anchor = group[0].anchor
            rank = (
                -passage.strength,
                -len(passage.annotators),
                position.get(anchor.source, len(position)),
                anchor.source,
                anchor.start,
            )
            side.append((rank, passage))
    return {
        stance: tuple(p for _, p in sorted(side, key=lambda entry: entry[0]))
        for stance, side in found.items()
    }
