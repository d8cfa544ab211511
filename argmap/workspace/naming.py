"""Which claim or source somebody means by a name, and what to say where it is none or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.diagnostics import Refused, nearest
from argmap.model import Map, Source

__all__ = ["Unknown", "nodes_named", "sources_named", "unknown"]


class Unknown(Refused):
    """There is no claim, argument or source of that name."""


def nodes_named(map_: Map, wanted: str) -> list[str]:
    """Titles of the claims and arguments of ``map_`` that ``wanted`` may name."""
    name = " ".join(wanted.strip().split())
    titles = [*map_.claims, *map_.arguments]
    if name in titles:
        return [name]
    if len(name) > 2 and (name[0], name[-1]) in (("[", "]"), ("<", ">")):
        name = name[1:-1].strip()
        if name in titles:
            return [name]
    key = name.casefold()
    if not key:
        return []
    for candidates in (
        [t for t in titles if t.casefold() == key],
        [c.title for c in map_.claims.values() if c.text.strip().casefold() == key],
        [t for t in titles if t.casefold().startswith(key)],
    ):
        if candidates:
            return list(dict.fromkeys(candidates))
    return []


def sources_named(sources: Mapping[str, Source], wanted: str) -> list[str]:
    """Ids of the sources that ``wanted`` may name: by id, file, title, or part of the id."""
    key = wanted.strip().rstrip("/").casefold()
    if key in sources:
        return [key]
    if not key:
        return []
    ids = list(sources)
    files = {i: sources[i].original.casefold() for i in ids}
    for candidates in (
        [i for i in ids if i.casefold() == key],
        [i for i in ids if key in (files[i], files[i].rpartition(".")[0])],
        [i for i in ids if sources[i].title.value.casefold() == key],
        [i for i in ids if i.casefold().startswith(key)],
        [i for i in ids if len(key) > 3 and f"-{key}" in i.casefold()],
    ):
        if candidates:
            return candidates
    return []


def unknown(
    kind: str, wanted: str, several: Sequence[str], names: Sequence[str], list_command: str
) -> Unknown:
    """The refusal for a name that fits nothing, or more than one."""
    if several:
        shown = ", ".join(f"“{n}”" for n in several[:5]) + (", …" if len(several) > 5 else "")
        return Unknown(
            f"“{wanted}” fits {len(several)} {kind}s: {shown}.", hint="Write more of the name."
        )
    near = nearest(wanted, names)
    if near:
        hint = "Did you mean " + " or ".join(f"“{n}”" for n in near) + "?"
    elif names:
        hint = f"“{list_command}” lists what there is."
    else:
        hint = (
            "There is none yet: argmap add FILE." if kind == "source" else "The map has none yet."
        )
    return Unknown(f"There is no {kind} “{wanted}”.", hint=hint)
