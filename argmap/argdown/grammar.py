"""From tokens to the tree: section 3 of the Argdown notes, with recovery for each block.

The grammar is regular up to the nesting of relations, which the lexer has already counted in
``INDENT`` and ``DEDENT``; so the parser is a loop with a stack and no depth is too deep. Stretches
of text are taken by regular expressions over token kinds. What the reference rejects is recorded
as a :class:`Slip` and read in the way that keeps most; an error costs its own block at most.
"""

from __future__ import annotations

import re

from argmap.argdown.lexer import Lexed, Slip
from argmap.argdown.tokens import Kind, kinds_class
from argmap.argdown.tree import Element, Inference, Node, NodeType

__all__ = ["parse"]

_TRIVIA = kinds_class(Kind.COMMENT, Kind.SPACES, Kind.BOM)
_TEXT_KINDS = (
    *(Kind.FREE, Kind.CONTROL, Kind.ESCAPE, Kind.SPECIAL, Kind.BACKSLASH, Kind.LINK, Kind.TAG),
    *(Kind.BOLD_START, Kind.BOLD_END, Kind.ITALIC_START, Kind.ITALIC_END),
    *(Kind.CLAIM_MENTION, Kind.ARGUMENT_MENTION),
)
_CONTENT_KINDS = (*_TEXT_KINDS, Kind.NEWLINE, Kind.COMMENT, Kind.SPACES)
_RULE = _TRIVIA + b"*" + kinds_class(*_TEXT_KINDS)
_RULE += kinds_class(*_TEXT_KINDS, Kind.COMMENT, Kind.SPACES) + b"*"
_INFERENCE = re.compile(
    _TRIVIA + b"*(?:N?" + _RULE + b"(?:;" + _RULE + b")*)?" + b"(?:N?" + _TRIVIA + b"*)"
    b"(?:" + re.escape(bytes([Kind.DATA])) + _TRIVIA + b"*N?" + _TRIVIA + b"*)?"
)  # fmt: skip
_SKIP = re.compile(_TRIVIA + b"*")
_CONTENT = re.compile(kinds_class(*_CONTENT_KINDS) + b"*")
_REFERENCE_TAIL = re.compile(
    b"(?:" + _TRIVIA + b"*" + kinds_class(Kind.TAG) + b")*(?:" + _TRIVIA + b"*N)?"
)
_DATA_TAIL = re.compile(_TRIVIA + b"*N")
_BORDERS = (Kind.EMPTY, Kind.END)
_RELATIONS = frozenset(
    (
        *(Kind.SUPPORTS, Kind.ATTACKS, Kind.SUPPORTED, Kind.ATTACKED),
        *(Kind.CONTRADICTS, Kind.UNDERCUTS, Kind.UNDERCUT),
    )
)
_TITLED = (Kind.CLAIM_DEF, Kind.CLAIM_REF, Kind.ARGUMENT_DEF, Kind.ARGUMENT_REF)
_BEFORE = "before this line"
_DEFINITIONS = (Kind.CLAIM_DEF, Kind.ARGUMENT_DEF)
_REFERENCES = (Kind.CLAIM_REF, Kind.ARGUMENT_REF)
_CLAIM_TITLES = (Kind.CLAIM_DEF, Kind.CLAIM_REF)
_ARGUMENT_TITLES = (Kind.ARGUMENT_DEF, Kind.ARGUMENT_REF)
_TEXT_OR_TITLE = frozenset((*_TEXT_KINDS, *_TITLED))
_LIST_SIGNS = (Kind.UNORDERED, Kind.ORDERED)
_STARTS_ELEMENT = frozenset((*_TITLED, *_TEXT_KINDS, Kind.NEWLINE))
_ENDS_REFERENCE = (*_BORDERS, Kind.DATA, Kind.INDENT, Kind.DEDENT, Kind.NEWLINE)


def parse(lexed: Lexed) -> tuple[Node, list[Slip]]:
    """The tree of the document and what was wrong with it. Never raises."""
    return _Parser(lexed).document()


class _Parser:
    __slots__ = ("i", "kinds", "slips", "slips_before", "starts")

    def __init__(self, lexed: Lexed) -> None:
        self.kinds = lexed.kinds
        self.starts = lexed.starts
        self.slips: list[Slip] = []
        self.slips_before = 0
        """How many there were when the block began: one error in a block often makes others."""
        self.i = 0

    # -------------------------------------------------------------------- tools

    def skip(self) -> int:
        """Passes over comments and spaces; the kind of what comes next."""
        kind = self.kinds[self.i]
        if kind in (Kind.SPACES, Kind.COMMENT, Kind.BOM):
            found = _SKIP.match(self.kinds, self.i)
            if found:
                self.i = found.end()
            kind = self.kinds[self.i]
        return kind

    def peek(self, i: int) -> int:
        """The kind of what comes at or after token ``i``, comments and spaces passed over."""
        found = _SKIP.match(self.kinds, i)
        return self.kinds[found.end() if found else i]

    def slip(self, code: str, token: int, end: int = -1, **about: object) -> None:
        last = self.starts[token + 1 if end < 0 else end] if token + 1 < len(self.starts) else -1
        start = self.starts[token]
        self.slips.append(Slip(code, start, max(start, last), about))

    # ----------------------------------------------------------------- document

    def document(self) -> tuple[Node, list[Slip]]:
        root = Node(NodeType.DOCUMENT, 0)
        leading = (Kind.NEWLINE, Kind.EMPTY)
        while self.skip() in leading:
            self.i += 1
        if self.skip() == Kind.FRONT:
            front = Node(NodeType.FRONT_MATTER, self.i)
            front.data = (self.i,)
            self.i += 1
            front.end = self.i
            root.add(front)
            if self.skip() == Kind.NEWLINE:
                self.i += 1
            if self.skip() not in _BORDERS:
                self.slip("AM102", front.first)
        while (kind := self.skip()) != Kind.END:
            if kind in (Kind.EMPTY, Kind.DEDENT):
                self.i += 1
                continue
            before = self.i
            self.slips_before = len(self.slips)
            node = self.block(kind)
            if self.i == before:
                self.slip("AM129", self.i)
                self.i += 1
            node.end = self.i
            root.add(node)
        root.end = self.i
        return root, self.slips

    def block(self, kind: int) -> Node:
        if kind == Kind.HEADING:
            return self.heading()
        if kind in (Kind.NUMBER, Kind.INFERENCE_START):
            return self.pcs()
        return self.elements()

    def heading(self) -> Node:
        node = Node(NodeType.HEADING, self.i)
        self.i += 1
        self.content()
        if self.peek(node.first + 1) in (*_BORDERS, Kind.NEWLINE, Kind.DATA):
            self.slip("AM110", node.first, what="heading")
        if self.skip() == Kind.DATA:
            self.take_data(node)
        kind = self.skip()
        if kind not in _BORDERS and kind != Kind.DEDENT:
            self.slip("AM118", self.i, where="between the heading and this line")
        return node

    # ------------------------------------------------------------------ elements

    def elements(self) -> Node:
        """A paragraph with its relations, a list, or relations whose parent is missing."""
        node = Node(NodeType.BLOCK, self.i)
        sign = 0
        while True:
            kind = self.skip()
            if kind == Kind.DEDENT:
                self.i += 1
                continue
            if kind == Kind.INDENT and self.peek(self.i + 1) not in _RELATIONS:
                self.i += 1
                continue
            if kind == Kind.INDENT or kind in _RELATIONS:
                node.type = NodeType.ORPHANS
                self.slip("AM111", self.i + (kind == Kind.INDENT))
                self.relations(node)
                continue
            if kind in _LIST_SIGNS:
                if not node.children:
                    node.type = NodeType.LIST
                elif node.type is not NodeType.LIST or sign != kind:
                    self.slip("AM119", self.i)
                sign = kind
                mark = self.i
                self.i += 1
                element = self.element(mark)
            elif kind in _STARTS_ELEMENT:
                if node.children:
                    self.slip("AM118", self.i, where=_BEFORE)
                element = self.element(-1)
            else:
                if node.children and kind not in _BORDERS:
                    codes = {Kind.NUMBER: "AM123", Kind.INFERENCE_START: "AM116"}
                    self.slip(codes.get(kind, "AM118"), self.i, where=_BEFORE)
                return node
            node.add(element)
            self.relations(element)

    def relations(self, top: Node) -> None:
        """The relation lists below ``top``, however deep."""
        owners: list[Node] = []
        current = top
        while True:
            kind = self.skip()
            if kind in _RELATIONS:
                mark = self.i
                if not owners:
                    if len(self.slips) == self.slips_before:
                        self.slip("AM112", mark)
                    owners.append(top)
                parent = owners[-1]
                self.i += 1
                child = self.element(mark)
                if parent.type is NodeType.INFERENCE and kind != Kind.UNDERCUT:
                    self.slip("AM127", mark)
                elif kind == Kind.CONTRADICTS and child.type is NodeType.ARGUMENT:
                    self.slip("AM128", mark)
                parent.add(child)
                current = child
            elif kind == Kind.INDENT and self.peek(self.i + 1) in _RELATIONS:
                owners.append(current)
                self.i += 1
            elif kind == Kind.DEDENT and owners:
                self.i += 1
                current = owners.pop()
                current.end = self.i
            else:
                break
        for owner in reversed(owners):
            owner.end = self.i

    def element(self, mark: int) -> Element:
        """One statement or argument without its relations; ``mark`` is the sign before it."""
        kind = self.skip()
        head = self.i
        is_argument = kind in _ARGUMENT_TITLES
        is_titled = is_argument or kind in _CLAIM_TITLES
        element = Element(
            NodeType.ARGUMENT if is_argument else NodeType.STATEMENT,
            head if mark < 0 else mark,
            mark,
            head if is_titled else -1,
        )
        if is_titled:
            self.i += 1
        if kind in _REFERENCES:
            element.is_reference = True
            found = _REFERENCE_TAIL.match(self.kinds, self.i)
            if found:
                self.i = found.end()
            if self.peek(self.i) in _TEXT_OR_TITLE and not self.ends_line():
                element.is_reference = False
                self.slip("AM117", head, sign=":")
                self.content()
        elif not self.content():
            self.missing_text(element, head)
        element.head_end = self.i
        while self.kinds[self.i] == Kind.DATA or self.skip() == Kind.DATA:
            if element.data:
                self.slip("AM107", self.i)
            self.take_data(element)
            if self.kinds[self.i - 1] != Kind.NEWLINE and self.skip() in _TEXT_OR_TITLE:
                self.slip("AM107", self.i)
                self.content()
                element.head_end = self.i
        element.end = self.i
        return element

    def missing_text(self, element: Element, head: int) -> None:
        if element.title >= 0:
            kind = self.kinds[head]
            self.slip("AM110", head, what="claim" if kind == Kind.CLAIM_DEF else "argument")
        elif element.mark >= 0:
            sign = self.kinds[element.mark]
            code = "AM113" if sign in _RELATIONS else "AM110"
            self.slip(code, element.mark, what="line")

    def ends_line(self) -> bool:
        """Whether the last token but comments and spaces is a line end."""
        return self.before(self.i) == Kind.NEWLINE

    def before(self, i: int) -> int:
        """The kind of the last token before ``i`` that is neither comment nor spaces."""
        i -= 1
        while i > 0 and self.kinds[i] in (Kind.SPACES, Kind.COMMENT):
            i -= 1
        return self.kinds[max(i, 0)]

    def content(self) -> bool:
        """Text up to the next border, data block or sign; whether there was any.

        Titles in the middle of a line are errors and are read as text.
        """
        kinds = self.kinds
        first = self.i
        found = _CONTENT.match(kinds, first)
        end = found.end() if found else first
        while kinds[end] in _TITLED:
            if (
                end > first
                and self.before(end) == Kind.NEWLINE
                and (kinds[end] in _DEFINITIONS or self.stands_alone(end))
            ):
                break
            self.slip("AM114", end)
            found = _CONTENT.match(kinds, end + 1)
            end = found.end() if found else end + 1
        self.i = end
        blank = _SKIP.match(kinds, first)
        return blank is None or blank.end() < end

    def stands_alone(self, reference: int) -> bool:
        """Whether nothing but tags follows the reference on its line."""
        found = _REFERENCE_TAIL.match(self.kinds, reference + 1)
        end = found.end() if found else reference + 1
        return self.kinds[end - 1] == Kind.NEWLINE or self.peek(end) in _ENDS_REFERENCE

    def take_data(self, node: Node) -> None:
        node.data = (*node.data, self.i)
        self.i += 1
        found = _DATA_TAIL.match(self.kinds, self.i)
        if found:
            self.i = found.end()

    # --------------------------------------------- premise–conclusion structures

    def pcs(self) -> Node:
        """Premises, inferences and conclusions; an empty line among them is reported and passed."""
        node = Node(NodeType.PCS, self.i)
        while True:
            kind = self.skip()
            if kind == Kind.DEDENT:
                self.i += 1
            elif kind == Kind.NUMBER:
                mark = self.i
                self.i += 1
                element = self.element(mark)
                if element.type is NodeType.ARGUMENT:
                    self.slip("AM126", element.title)
                node.add(element)
                self.relations(element)
            elif kind == Kind.INFERENCE_START:
                inference = self.inference()
                node.add(inference)
                self.relations(inference)
            elif kind == Kind.EMPTY and not _is_complete(node) and self.continues():
                self.slip("AM124", self.i, self.i + 1)
                self.i += 1
            else:
                if kind not in _BORDERS:
                    self.slip("AM118", self.i, where=_BEFORE)
                break
        self.check(node)
        return node

    def continues(self) -> bool:
        """Whether the structure goes on behind the empty line."""
        return self.peek(self.i + 1) in (Kind.NUMBER, Kind.INFERENCE_START)

    def check(self, node: Node) -> None:
        """Whether each inference has premises and a conclusion, and each statement its part."""
        previous: Node | None = None
        inferences = 0
        for child in node.children:
            if child.type is NodeType.INFERENCE:
                inferences += 1
                if previous is None:
                    self.slip("AM116", child.first)
                elif previous.type is NodeType.INFERENCE:
                    self.slip("AM125", previous.first)
            previous = child
        if previous is not None and previous.type is NodeType.INFERENCE:
            self.slip("AM125", previous.first)
        elif not inferences:
            self.slip("AM130", node.first)
        elif node.children[0].type is NodeType.INFERENCE:
            pass  # said already
        elif not _is_complete(node) and previous is not None:
            self.slip("AM130", previous.first)

    def inference(self) -> Inference:
        kinds = self.kinds
        node = Inference(self.i)
        self.i += 1
        first = -1
        while (kind := kinds[self.i]) not in (Kind.INFERENCE_END, Kind.END):
            if kind in (Kind.COMMA, Kind.DATA):
                if first >= 0:
                    node.rules.append((first, self.i))
                first = -1
                if kind == Kind.DATA:
                    node.data = (*node.data, self.i)
            elif first < 0 and kind not in (Kind.NEWLINE, Kind.SPACES, Kind.COMMENT):
                first = self.i
            self.i += 1
        if first >= 0:
            node.rules.append((first, self.i))
        if not _INFERENCE.fullmatch(kinds, node.first + 1, self.i):
            self.slip("AM115", node.first, self.i)
        if kinds[self.i] == Kind.INFERENCE_END:
            self.i += 1
        following = self.skip()
        if following == Kind.NEWLINE:
            self.i += 1
        elif following not in _BORDERS:
            self.slip("AM115", node.first, self.i)
            first = self.i
            self.content()
            if self.i > first:
                node.rules.append((first, self.i))
        node.end = self.i
        return node


def _is_complete(node: Node) -> bool:
    """Whether the structure ends with a conclusion."""
    children = node.children
    return (
        len(children) > 2
        and children[-1].type is not NodeType.INFERENCE
        and children[-2].type is NodeType.INFERENCE
    )
