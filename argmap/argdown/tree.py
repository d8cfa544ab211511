"""The lossless tree: which tokens make a heading, a claim, a relation, an inference.

Every node covers a run of tokens, and every token of the document belongs to the root, so the text
comes back byte for byte. Blocks (what stands between empty lines) are the children of the root.
Spans count in the text as it was read, with its own line ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from argmap.argdown.tokens import Tokens
from argmap.model import Span

__all__ = ["Element", "Inference", "Node", "NodeType", "Tree"]


class NodeType(StrEnum):
    """What a node is."""

    DOCUMENT = "document"
    FRONT_MATTER = "front matter"
    HEADING = "heading"
    BLOCK = "block"
    """One or (where empty lines are missing) several elements with their relations."""
    ORPHANS = "relations without a parent"
    """A relation list that an empty line cuts off from what it belongs to."""
    PCS = "premise-conclusion structure"
    LIST = "list"
    STATEMENT = "statement"
    ARGUMENT = "argument"
    INFERENCE = "inference"


class Node:
    """A run of tokens ``first`` … ``end`` (exclusive) with the nodes inside it."""

    __slots__ = ("children", "data", "end", "first", "type")

    def __init__(self, type_: NodeType, first: int) -> None:
        self.type = type_
        self.first = first
        self.end = first
        self.children: Sequence[Node] = ()
        self.data: tuple[int, ...] = ()
        """Tokens of its data blocks; more than one is an error that has been reported."""

    def add(self, child: Node) -> None:
        """Makes ``child`` the last child."""
        children = self.children
        if isinstance(children, list):
            children.append(child)
        else:
            self.children = [child]


class Element(Node):
    """A statement or an argument, with the elements related to it as children."""

    __slots__ = ("head_end", "is_reference", "mark", "title")

    def __init__(self, type_: NodeType, first: int, mark: int, title: int) -> None:
        self.type = type_
        self.first = first
        self.end = first
        self.children = ()
        self.data = ()
        self.mark = mark
        """Token of the relation symbol, number or list sign before it, or -1."""
        self.title = title
        """Token of the title, or -1 where there is none."""
        self.is_reference = False
        self.head_end = first
        """Where the tokens of title, text and tags end."""

    @property
    def relations(self) -> list[Element]:
        """The elements in its relation list."""
        return [child for child in self.children if isinstance(child, Element)]


class Inference(Node):
    """One inference of a premise–conclusion structure; its children undercut it."""

    __slots__ = ("rules",)

    def __init__(self, first: int) -> None:
        super().__init__(NodeType.INFERENCE, first)
        self.rules: list[tuple[int, int]] = []
        """Tokens of each rule's name: first, and one behind the last."""


class Tree:
    """A document's tokens and nodes.

    ``tokens`` has the text as it was read; ``plain`` is the same with LF line ends, in which the
    content of tokens is read. Where the document has no carriage returns the two are one.
    """

    __slots__ = ("plain", "root", "tokens")

    def __init__(self, tokens: Tokens, plain: Tokens, root: Node) -> None:
        self.tokens = tokens
        self.plain = plain
        self.root = root

    @property
    def text(self) -> str:
        """The document, character for character."""
        return self.tokens.text

    @property
    def blocks(self) -> Sequence[Node]:
        """Front matter, headings, blocks, lists and premise–conclusion structures, in order."""
        return self.root.children

    def span(self, node: Node) -> Span:
        """The characters of ``node``, with the relations under it and the line end behind it."""
        return self.tokens.span(node.first, node.end)

    def source(self, node: Node) -> str:
        """The text of ``node``."""
        return self.span(node).of(self.tokens.text)

    def walk(self, node: Node | None = None) -> Iterator[Node]:
        """``node`` (the root by default) and everything below it, in the order of the text."""
        stack = [node or self.root]
        while stack:
            current = stack.pop()
            yield current
            stack.extend(reversed(current.children))
