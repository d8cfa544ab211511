"""Edits of a map's text, each the smallest splice that says it.

An edit is computed from a reading, applied, read again, and refused unless the map has changed by
exactly what was asked for: a student's file is never made worse by the tool. Indentation, signs and
line ends follow what the document has.
"""

from __future__ import annotations

from collections.abc import Sequence

from argmap.argdown.compare import Statement, changes
from argmap.argdown.place import below, find_node, head_end, last_block, spot_for, symbol
from argmap.argdown.reading import Reading, read
from argmap.argdown.splice import EditRefused, Splice
from argmap.argdown.writing import (
    check_title,
    check_title_can_be_used,
    one_line_text,
    write_claim,
    write_tag,
)
from argmap.model import (
    Argument,
    Claim,
    NodeKind,
    NodeRef,
    RelationType,
    is_generated_title,
)

__all__ = ["add_claim", "add_relation", "add_tag"]

_CLASS: dict[NodeKind, type] = {NodeKind.CLAIM: Claim, NodeKind.ARGUMENT: Argument}


def add_claim(
    reading: Reading,
    title: str,
    text: str,
    *,
    tags: Sequence[str] = (),
    under: str | None = None,
    relation: RelationType = RelationType.SUPPORT,
) -> Splice:
    """A new claim: a line under the claim or argument ``under``, to which it bears ``relation``, or
    a paragraph at the end of the document.

    White space in ``text`` is collapsed. Raises :class:`EditRefused` for an impossible or taken
    title, an empty text, an unknown ``under``, and wherever the map would change otherwise.
    """
    check_title(title)
    if title in reading.map.claims or title in reading.map.arguments:
        raise EditRefused(f"there is something with the title “{title}” already")
    wording = one_line_text(text)
    if not wording:
        raise EditRefused("a claim needs a text", "write the claim as one full sentence")
    tags = list(dict.fromkeys(one_line_text(tag.removeprefix("#")) for tag in tags))
    node = NodeRef(NodeKind.CLAIM, title)
    stated: list[Statement] = []
    prefix, spot = "", None
    if under is not None:
        parent = find_node(reading, under)
        _check_relation(parent, relation, NodeKind.CLAIM)
        stated = [(node, parent, relation)]
        spot = below(reading, spot_for(reading, parent, for_relation=True))
        prefix = f"{spot.margin}{symbol(reading, relation)} "
    problem: str | None = None
    for fully in (False, True):
        line = prefix + write_claim(title, wording, tags, fully=fully)
        if spot is None:
            splice = last_block(reading, line)
        else:
            splice = Splice(spot.offset, spot.offset, spot.before + line + spot.after)
        new = read(splice.apply(reading.text))
        claim = new.map.claims.get(title)
        if claim is None or claim.text != wording or claim.tags != tuple(tags) or claim.data:
            problem = "the text cannot be written so that it is read back unchanged"
        else:
            problem = changes(
                reading,
                new,
                added_relations=stated,
                added_tags=tags,
                besides={(Claim, title)},
            )
        if problem is None:
            return splice
    raise EditRefused(f"the claim cannot be added: {problem}", _LOOK)


def add_relation(
    reading: Reading,
    source_title: str,
    target_title: str,
    type: RelationType,  # noqa: A002
) -> Splice:
    """``source`` supports, attacks, undercuts or contradicts ``target``: a line under ``target``.

    Titles are looked up among claims, then among arguments. Raises :class:`EditRefused` for unknown
    titles, for what the text states already, for what Argdown cannot say, and wherever the map
    would change otherwise.
    """
    source, target = find_node(reading, source_title), find_node(reading, target_title)
    if type is RelationType.CONTRADICTORY and source.kind is NodeKind.ARGUMENT:
        source, target = target, source
    _check_relation(target, type, source.kind)
    if source == target:
        raise EditRefused(f"“{source.title}” cannot bear on itself")
    statement: Statement = (source, target, type)
    for old in reading.stated:
        ends = {(old.source, old.target)}
        if type.is_symmetric:
            ends.add((old.target, old.source))
        if old.type is type and (source, target) in ends:
            raise EditRefused("the map says so already")
    if is_generated_title(source.title):
        raise EditRefused(
            f"“{source.title}” has no title of its own, so nothing can refer to it",
            "give it one first: [Title]: text",
        )
    check_title_can_be_used(source.title, source.kind)
    spot = below(reading, spot_for(reading, target, for_relation=True))
    is_claim = source.kind is NodeKind.CLAIM
    reference = f"[{source.title}]" if is_claim else f"<{source.title}>"
    line = f"{spot.margin}{symbol(reading, type)} {reference}"
    splice = Splice(spot.offset, spot.offset, spot.before + line + spot.after)
    problem = changes(
        reading,
        read(splice.apply(reading.text)),
        added_relations=[statement],
        mentioned={(_CLASS[source.kind], source.title)},
    )
    if problem is not None:
        raise EditRefused(f"the relation cannot be added: {problem}", _LOOK)
    return splice


def add_tag(reading: Reading, title: str, tag: str) -> Splice:
    """``#tag`` behind the text of the claim or argument with this title, where it is defined.

    Raises :class:`EditRefused` for an unknown title, an impossible tag or one that is there
    already, and wherever the map would change otherwise.
    """
    node = find_node(reading, title)
    written = write_tag(tag)
    name = one_line_text(tag.removeprefix("#"))
    nodes = reading.map.claims if node.kind is NodeKind.CLAIM else reading.map.arguments
    old = nodes[title]
    if name in old.tags:
        raise EditRefused(f"“{title}” has the tag {written} already")
    offset = head_end(reading, spot_for(reading, node, for_relation=False))
    splice = Splice(offset, offset, f" {written}")
    reread = read(splice.apply(reading.text))
    renewed = reread.map.claims if node.kind is NodeKind.CLAIM else reread.map.arguments
    new = renewed.get(title)
    problem: str | None
    if (
        new is None
        or new.text != old.text
        or new.data != old.data
        or set(new.tags) != {*old.tags, name}
    ):
        problem = f"“{title}” would change in another way"
    else:
        problem = changes(reading, reread, added_tags=[name], besides={(_CLASS[node.kind], title)})
    if problem is not None:
        raise EditRefused(f"the tag cannot be added: {problem}", _LOOK)
    return splice


_LOOK = "correct the problems of this part of the map first, or write it in the file yourself"


def _check_relation(target: NodeRef, type_: RelationType, source_kind: NodeKind) -> None:
    if type_ is RelationType.UNDERCUT and target.kind is NodeKind.CLAIM:
        raise EditRefused(
            f"“{target.title}” is a claim; only an argument can be undercut",
            "attack the claim instead",
        )
    if type_ is RelationType.CONTRADICTORY and source_kind is NodeKind.ARGUMENT:
        raise EditRefused("only claims can contradict each other", "attack the argument instead")
