"""Headings of a map as groups of a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.model import Section

__all__ = ["group_sections"]


def group_sections(
    sections: Sequence[Section], homes: Mapping[int, str], least: int = 2
) -> dict[str, list[int]]:
    """Which cards each section holds, where it holds at least ``least``.

    ``homes`` gives the section's id of each card. A section with too few hands its cards to the
    section above it; one that would hold every card is no group. Sections come in their order.
    """
    known = {section.id: section for section in sections}
    held: dict[str, list[int]] = {section.id: [] for section in sections}
    for card, home in homes.items():
        if home in held:
            held[home].append(card)
    for section in sorted(sections, key=lambda s: -s.level):
        members = held[section.id]
        if 0 < len(members) < least:
            above = section.parent
            if above in known and known[above].level > 1:
                held[above].extend(members)
            held[section.id] = []
    groups = {section.id: sorted(held[section.id]) for section in sections if held[section.id]}
    if len(groups) == 1 and len(next(iter(groups.values()))) == len(homes):
        return {}
    return groups
