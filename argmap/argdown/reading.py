"""Reading a document: text in, tree, map and problems out."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.argdown.build import Built, build
from argmap.argdown.catalogue import diagnose
from argmap.argdown.drafts import relations_of
from argmap.argdown.grammar import parse
from argmap.argdown.lexer import lex
from argmap.argdown.lines import Plain
from argmap.argdown.lint import lint
from argmap.argdown.pause import collector_paused
from argmap.argdown.tokens import Tokens
from argmap.argdown.tree import Tree
from argmap.diagnostics import Diagnostic
from argmap.model import Map, Relation

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a document gave."""

    text: str
    """The document as it was given."""
    tree: Tree
    map: Map
    diagnostics: tuple[Diagnostic, ...]
    """All problems, in the order of the document."""
    built: Built
    """What the map was made from; for edits."""

    @property
    def stated(self) -> tuple[Relation, ...]:
        """The relations as the text states them, before the language's own rewrites."""
        return relations_of(self.built.stated)


def read(text: str, path: str = "") -> Reading:
    """Reads an Argdown document, whatever it is like; never raises.

    ``path`` is what diagnostics call the file. Offsets in the tree and the map are code points of
    ``text``.
    """
    with collector_paused(len(text) > 100_000):
        return _read(text, path)


def _read(text: str, path: str) -> Reading:
    plain = Plain(text)
    lexed = lex(plain.text)
    plain_tokens = Tokens(plain.text, lexed.kinds, lexed.starts)
    tokens = plain_tokens
    if plain.text is not text:
        tokens = Tokens(text, lexed.kinds, plain.origins(lexed.starts))
    root, slips = parse(lexed)
    tree = Tree(tokens, plain_tokens, root)
    built = build(tree)
    slips = [*lexed.slips, *slips, *built.slips, *lint(tree, built)]
    return Reading(
        text=text,
        tree=tree,
        map=built.map,
        diagnostics=tuple(diagnose(slips, plain, text, path)),
        built=built,
    )
