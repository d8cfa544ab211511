"""Where in a document an edit goes: which mention of a title, which line, how far indented."""

from __future__ import annotations

import re
from typing import NamedTuple

from argmap.argdown.lines import newline_of
from argmap.argdown.reading import Reading
from argmap.argdown.splice import EditRefused, Splice
from argmap.argdown.tokens import Kind
from argmap.argdown.tree import Element, NodeType
from argmap.diagnostics import nearest
from argmap.model import NodeKind, NodeRef, RelationType

__all__ = ["Spot", "below", "find_node", "head_end", "last_block", "spot_for", "symbol"]

_AFTER = (Kind.NEWLINE, Kind.SPACES, Kind.COMMENT, Kind.DEDENT, Kind.EMPTY)
_MARGIN = re.compile(r"[ \t']*")
_LINE_END = re.compile(r"\r\n?|\n")
_BACKWARD = {
    RelationType.SUPPORT: (Kind.SUPPORTED, "+", "<+"),
    RelationType.ATTACK: (Kind.ATTACKED, "-", "<-"),
    RelationType.UNDERCUT: (Kind.UNDERCUT, "_", "<_"),
}


class Spot(NamedTuple):
    """A place for a new line in a relation list."""

    offset: int
    before: str
    """A line end, where the text stops without one."""
    margin: str
    after: str


def find_node(reading: Reading, title: str) -> NodeRef:
    """The claim, else the argument with this title. Raises :class:`EditRefused` if there is none,
    offering the nearest."""
    map_ = reading.map
    if title in map_.claims:
        return NodeRef(NodeKind.CLAIM, title)
    if title in map_.arguments:
        return NodeRef(NodeKind.ARGUMENT, title)
    like = nearest(title, [*map_.claims, *map_.arguments])
    hint = f"did you mean {', '.join(f'“{name}”' for name in like)}?" if like else ""
    raise EditRefused(f"there is no claim or argument “{title}”", hint)


def spot_for(reading: Reading, node: NodeRef, *, for_relation: bool) -> Element:
    """The place in the tree at which an edit of ``node`` is made.

    For a relation: where it has a relation list already, else where it is defined. Otherwise:
    where it is defined. Raises :class:`EditRefused` if the text has no such place.
    """
    built = reading.built
    draft = (built.claims if node.kind is NodeKind.CLAIM else built.arguments).get(node.title)
    if draft is None or not draft.elements:
        raise EditRefused(
            f"“{node.title}” has no line of its own in the text",
            "write its title above its premises: <a title>",
        )

    def worth(element: Element) -> tuple[bool, bool, bool]:
        numbered = element.mark >= 0 and reading.tree.plain.kinds[element.mark] == Kind.NUMBER
        lists = bool(element.children) and for_relation
        return lists, not element.is_reference, not numbered

    return max(draft.elements, key=worth)


def symbol(reading: Reading, type_: RelationType) -> str:
    """The sign for a relation to the line above, in the style (``+`` or ``<+``) of the document.

    Raises :class:`EditRefused` for the types that Argdown derives and has no sign for.
    """
    if type_ is RelationType.CONTRADICTORY:
        return "><"
    if type_ not in _BACKWARD:
        raise EditRefused(
            f"Argdown has no sign for “{type_}”",
            "support and attack become entailment and contrariety in strict mode",
        )
    kind, short, arrow = _BACKWARD[type_]
    plain = reading.tree.plain
    for candidate in (kind, Kind.SUPPORTED, Kind.ATTACKED, Kind.UNDERCUT):
        first = plain.kinds.find(candidate)
        if first >= 0:
            return arrow if "<" in plain.string(first) else short
    return short


def below(reading: Reading, element: Element) -> Spot:
    """A new last line in the relation list of ``element``, or its first if it has none yet."""
    tokens = reading.tree.tokens
    kinds = tokens.kinds
    own = ""
    if element.mark >= 0:
        own = _margin(tokens.string(element.mark))
    related = element.relations
    if related:
        margin = _margin(tokens.string(related[0].mark))
    else:
        unit = _unit(reading)
        margin = own + unit
        is_item = element.mark >= 0 and kinds[element.mark] in (Kind.ORDERED, Kind.UNORDERED)
        while len(margin) <= len(own) + is_item:
            margin += unit
    last = element.end
    while last > element.first + 1 and kinds[last - 1] in _AFTER:
        last -= 1
    newline = newline_of(reading.text)
    while kinds[last] in (Kind.SPACES, Kind.COMMENT, Kind.DEDENT):
        last += 1
    end = tokens.starts[last]
    found = _LINE_END.search(reading.text, end) if kinds[last] != Kind.END else None
    if found is None:
        return Spot(len(reading.text), newline, margin, "")
    return Spot(found.end(), "", margin, newline)


def head_end(reading: Reading, element: Element) -> int:
    """The offset behind the last character of an element's title, text and tags."""
    tokens = reading.tree.tokens
    last = element.head_end
    while last > element.first + 1 and tokens.kinds[last - 1] in _AFTER:
        last -= 1
    token = tokens[last - 1]
    return token.span.start + len(token.text.rstrip(" \t"))


def last_block(reading: Reading, block: str) -> Splice:
    """``block`` as a paragraph of its own at the end of the document."""
    text, newline = reading.text, newline_of(reading.text)
    body = text.rstrip("\r\n \t")
    tail = text[len(body) :]
    wanted = 2 - len(_LINE_END.findall(tail))
    if tail and tail[-1] not in "\r\n":
        wanted = max(wanted, 1)
    between = newline * wanted if body.strip("\ufeff") else ""
    return Splice(len(text), len(text), between + block + newline)


def _margin(token: str) -> str:
    found = _MARGIN.match(token)
    return found.group() if found else ""


def _unit(reading: Reading) -> str:
    """What the document indents by: the first indented relation's margin, else two blanks."""
    tokens = reading.tree.tokens
    for block in reading.tree.blocks:
        if block.type is not NodeType.BLOCK:
            continue
        for element in block.children:
            if isinstance(element, Element) and element.relations:
                margin = _margin(tokens.string(element.relations[0].mark))
                if margin and not margin.strip(" \t"):
                    return margin
    return "  "
