"""Traps: what Argdown accepts but hardly anybody means (section 13), and loose ends of a map."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.argdown.build import Built
from argmap.argdown.lexer import Slip
from argmap.argdown.near import NearTitles
from argmap.argdown.relations import ARGUMENT, CLAIM
from argmap.argdown.selection import MODES
from argmap.argdown.shortcodes import SHORTCODES
from argmap.argdown.text import tag_name
from argmap.argdown.tokens import Kind
from argmap.argdown.tree import Element, Tree
from argmap.diagnostics import Severity
from argmap.model import NodeKind, RelationType, is_generated_title

__all__ = ["RESERVED_TITLES", "lint"]

RESERVED_TITLES = frozenset(
    (
        *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"),
        *("toLocaleString", "toString", "valueOf", "__proto__", "__defineGetter__"),
        *("__defineSetter__", "__lookupGetter__", "__lookupSetter__"),
    )
)
"""Titles that every JavaScript object already has something under (Q8)."""

_SCHEME = re.compile(r"(?:https?|ftp|file):$")
_RUNS_ON = re.compile(r"[\u2010-\u2015\u2018-\u201f\u2026\xa0\xab\xbb\u202f\u2009\[\]\\^`]")
_INTEGER = re.compile(r"(?:0|[1-9][0-9]{0,9})$", re.ASCII)
_LONE_CR = re.compile(r"\r(?!\n)")
_DEFINITIONS = (Kind.CLAIM_DEF, Kind.ARGUMENT_DEF)
_DEEP = 200
_BEGINNING = re.compile(rb"(?:\A|[ENPMpmXUu1O*])[sc><]*(?=,)")
"""Over kinds of tokens: where an element begins with a mere sign."""
_CLOSING = {"[": "]", "<": ">"}


def lint(tree: Tree, built: Built) -> list[Slip]:
    """Everything about the document that is allowed and yet worth telling. Never raises."""
    return [
        *_whole(tree, built),
        *_comments(tree),
        *_signs(tree),
        *_brackets(tree),
        *_tags(tree),
        *_relation_signs(tree),
        *_titles(tree, built),
        *_loose_ends(tree, built),
        *_undercuts(tree, built),
    ]


def bracketed(kind: str, title: str) -> str:
    """The title as it is written: ``[claim]`` or ``<argument>``."""
    return f"[{title}]" if kind == CLAIM else f"<{title}>"


def _each(tree: Tree, kind: int) -> Iterator[int]:
    """The tokens of one kind."""
    kinds = tree.plain.kinds
    i = kinds.find(kind)
    while i >= 0:
        yield i
        i = kinds.find(kind, i + 1)


def _slip(tree: Tree, code: str, token: int, **about: object) -> Slip:
    starts = tree.plain.starts
    return Slip(code, starts[token], starts[token + 1], about)


def _whole(tree: Tree, built: Built) -> Iterator[Slip]:
    """Things that other tools refuse a whole file for (Q13, Q14, Q19), and CRLF data (Q2)."""
    plain, text = tree.plain, tree.text
    if plain.kinds.startswith(bytes([Kind.BOM])):
        yield Slip("AM157", 0, 1, {"what": "a byte order mark at the beginning of a file"})
    if "\r" in text:
        if _LONE_CR.search(text):
            yield Slip("AM157", 0, 1, {"what": "lines that end with a lone carriage return"})
        for token in _each(tree, Kind.DATA):
            end = plain.string(token).find("\n")
            if end >= 0:
                yield Slip("AM155", plain.starts[token], plain.starts[token] + end, {})
    if plain.kinds.count(Kind.INDENT) > _DEEP:
        depth = 0
        for i, kind in enumerate(plain.kinds):
            depth += (kind == Kind.INDENT) - (kind == Kind.DEDENT)
            if depth > _DEEP:
                what = f"relations more than {_DEEP} levels deep"
                yield Slip("AM157", plain.starts[i], plain.starts[i + 2], {"what": what})
                break
    yield from _settings(tree, built)
    if not (built.claims or built.arguments or built.map.sections):
        yield Slip("AM158", 0, 0, {})


def _settings(tree: Tree, built: Built) -> Iterator[Slip]:
    selection = built.map.settings.get("selection")
    mode = selection.get("statementSelectionMode") if isinstance(selection, dict) else None
    if mode is None or (isinstance(mode, str) and mode in MODES):
        return
    start = tree.plain.starts[tree.blocks[0].data[0]]
    place = tree.plain.text.find("statementSelectionMode", start)
    about: dict[str, object] = {"mode": mode, "modes": ", ".join(MODES)}
    yield Slip("AM109", place, place + len("statementSelectionMode"), about)


def _comments(tree: Tree) -> Iterator[Slip]:
    """Q3: an address in plain text begins a comment."""
    text = tree.plain.text
    for token in _each(tree, Kind.COMMENT):
        start = tree.plain.starts[token]
        if text.startswith("//", start) and _SCHEME.search(text, max(0, start - 6), start):
            yield _slip(tree, "AM150", token)


def _signs(tree: Tree) -> Iterator[Slip]:
    """Q5: initials that are read as a logical sign or an emoji."""
    text = tree.plain.text
    for token in _each(tree, Kind.SPECIAL):
        start = tree.plain.starts[token]
        code = tree.plain.string(token).rstrip(" \t")
        sign = SHORTCODES.get(code)
        if sign is not None and start and text[start - 1].isalnum():
            yield _slip(tree, "AM151", token, written=code, sign=sign, escaped="\\" + code)


def _tags(tree: Tree) -> Iterator[Slip]:
    """Q26: a tag that goes on through typographic signs."""
    for token in _each(tree, Kind.TAG):
        written = tree.plain.string(token)
        if not written.startswith("#(") and _RUNS_ON.search(written):
            yield _slip(tree, "AM154", token, tag=tag_name(written))


def _relation_signs(tree: Tree) -> Iterator[Slip]:
    """``-5 degrees`` at the start of a line is an attack by “5 degrees”."""
    text = tree.plain.text
    for kind in (Kind.SUPPORTED, Kind.ATTACKED):
        for token in _each(tree, kind):
            end = tree.plain.starts[token + 1]
            if text[end : end + 1].isalnum():
                yield _slip(tree, "AM156", token)


def _titles(tree: Tree, built: Built) -> Iterator[Slip]:
    """Q8, Q9, Q24 and titles that nothing can refer to; titles with two meanings."""
    kinds = tree.plain.kinds
    for kind, title, draft in built.drafts():
        elements = draft.elements
        if not elements:
            continue
        element = elements[0]
        if element.title < 0:
            titled = [e for e in elements if e.title >= 0] if is_generated_title(title) else []
            if not titled:
                continue
            element = titled[0]
        token = element.title
        if title[:1] == "U" and is_generated_title(title):
            yield _slip(tree, "AM145", token)
        if title in RESERVED_TITLES or _INTEGER.match(title):
            harm = "choke on" if title in RESERVED_TITLES else "move to the front whatever has"
            yield _slip(tree, "AM144", token, title=bracketed(kind, title), harm=harm)
        close = "]" if kind == CLAIM else ">"
        if (close in title or title[:1] == "-") and kinds[token] in _DEFINITIONS:
            yield _slip(tree, "AM148", token, bracketed=bracketed(kind, title))
        if draft.other is not None and draft.first is not None:
            first, _ = draft.first
            where = tree.plain.starts[max(first.title, first.first)]
            yield Slip(
                "AM140",
                *tree.plain.span(draft.other.title, draft.other.head_end),
                {
                    "bracketed": bracketed(kind, title),
                    "counts": _shortened(draft.canonical.wording if draft.canonical else ""),
                    "related": [(where, "defined here first")],
                },
            )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _loose_ends(tree: Tree, built: Built) -> Iterator[Slip]:
    """References to what is never defined, with the title that may have been meant."""
    missing: list[tuple[str, str, Element]] = []
    for kind, title, draft in built.drafts():
        elements = draft.elements
        if draft.canonical is not None or not elements or elements[0].title < 0:
            continue
        if kind == ARGUMENT and built.map.arguments[title].steps:
            continue
        missing.append((kind, title, elements[0]))
    if not missing:
        return
    lost = {(kind, title) for kind, title, _ in missing}
    defined = {(k, t): None for k, t, _ in built.drafts() if (k, t) not in lost}
    near = NearTitles(defined)
    for kind, title, element in missing:
        written = bracketed(kind, title)
        about: dict[str, object] = {"bracketed": written}
        other = (ARGUMENT if kind == CLAIM else CLAIM, title)
        guesses = near.of(kind, title)
        if other in defined:
            meant = bracketed(*other)
            about["hint"] = f"did you mean {meant}, which is defined?"
            about["severity"] = Severity.WARNING
        elif guesses:
            names = ", ".join(bracketed(kind, guess) for guess, _ in guesses)
            about["hint"] = f"did you mean {names}? or define it somewhere: {written}: …"
            if guesses[0][1] >= 0.8:
                about["severity"] = Severity.WARNING
        yield _slip(tree, "AM141", element.title, **about)


def _brackets(tree: Tree) -> Iterator[Slip]:
    """A title that somebody forgot to close is plain text: the claim has no title then."""
    plain = tree.plain
    for match in _BEGINNING.finditer(plain.kinds):
        token = match.end()
        sign = plain.string(token)[:1]
        if sign in _CLOSING:
            yield _slip(tree, "AM149", token, sign=sign, closing=_CLOSING[sign])


def _undercuts(tree: Tree, built: Built) -> Iterator[Slip]:
    """Q7: a second undercut of one inference."""
    seen: set[tuple[str, int | None]] = set()
    for relation in built.map.relations:
        target = relation.target
        if relation.type is not RelationType.UNDERCUT or target.kind is not NodeKind.INFERENCE:
            continue
        key = (target.title, target.step)
        if key in seen and relation.span is not None:
            yield _slip(tree, "AM147", tree.tokens.at(relation.span.start), title=target.title)
        seen.add(key)
