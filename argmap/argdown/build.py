"""From the tree to the map: section 6 of the Argdown notes.

One walk in the order of the text collects for each title what its members say (:class:`Draft`);
then classes, sections and data are settled and the frozen model is made. The walk keeps its own
stack, so relations may nest as deeply as they like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from argmap.argdown.drafts import Draft, arguments_of, claims_of, relations_of, same_wording
from argmap.argdown.element_data import ElementData
from argmap.argdown.lexer import Slip
from argmap.argdown.relations import ARGUMENT, CLAIM, INFERENCE, End, Stated, rewrite
from argmap.argdown.scan import JS_BLANKS
from argmap.argdown.text import Content, Reader, own_shortcodes, title_of
from argmap.argdown.tokens import Kind
from argmap.argdown.tree import Element, Inference, Node, NodeType, Tree
from argmap.model import (
    Map,
    Occurrence,
    RelationType,
    Role,
    Section,
    Span,
    Step,
)

__all__ = ["Built", "build"]

_SUPPORT, _ATTACK, _UNDERCUT = RelationType.SUPPORT, RelationType.ATTACK, RelationType.UNDERCUT
_MEANING: dict[int, tuple[RelationType, bool]] = {
    Kind.SUPPORTED: (_SUPPORT, True),
    Kind.ATTACKED: (_ATTACK, True),
    Kind.UNDERCUT: (_UNDERCUT, True),
    Kind.SUPPORTS: (_SUPPORT, False),
    Kind.ATTACKS: (_ATTACK, False),
    Kind.UNDERCUTS: (_UNDERCUT, False),
    Kind.CONTRADICTS: (RelationType.CONTRADICTORY, False),
}
"""What a symbol says, and whether it says it of the child (or else of the line above)."""
_OUTER = (Kind.NEWLINE, Kind.SPACES, Kind.COMMENT)
_NO_DATA: dict[str, Any] = {}


@dataclass(slots=True)
class Built:
    """The map with what the other stages need besides."""

    map: Map
    stated: list[Stated]
    """The relations as the text states them, before the language's rewrites."""
    slips: list[Slip]
    claims: dict[str, Draft]
    arguments: dict[str, Draft]

    def drafts(self) -> Iterator[tuple[str, str, Draft]]:
        """Kind, title and draft of everything that has a title, claims first."""
        for kind, drafts in ((CLAIM, self.claims), (ARGUMENT, self.arguments)):
            for title, draft in drafts.items():
                yield kind, title, draft


def build(tree: Tree) -> Built:
    """The map that the tree describes. Never raises."""
    return _Builder(tree).run()


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tokens = tree.plain
        self.kinds = tree.plain.kinds
        self.starts = tree.tokens.starts
        self.slips: list[Slip] = []
        self.claims: dict[str, Draft] = {}
        self.arguments: dict[str, Draft] = {}
        self.head_end = 0
        """Where the head of the element placed last ends."""
        self.pending: dict[Element, tuple[Draft, Occurrence, Content]] = {}
        self.steps: dict[str, list[Step]] = {}
        self.stated: dict[tuple[End, End, str], Stated] = {}
        self.sections: list[Section] = []
        self.open_sections: list[Section] = []
        self.section: str | None = None
        self.tags: dict[str, None] = {}
        self.untitled = 0
        self.path: list[tuple[int, End]] = []
        """The lines that a line below could be related to: how far indented, and what they are."""
        self.untitled_ends: dict[Element, End] = {}
        self.data = ElementData(tree.plain, self.slips)
        self.settings = self.data.settings(tree)
        model = self.settings.get("model")
        self.model: Mapping[str, Any] = model if isinstance(model, Mapping) else {}
        self.reader = Reader(
            self.tokens,
            own_shortcodes(self.model.get("shortcodes")),
            self.model.get("removeTagsFromText") is True,
        )

    # ------------------------------------------------------------------ the walk

    def run(self) -> Built:
        argument: str | None = None
        for block in self.tree.blocks:
            type_ = block.type
            if type_ is NodeType.HEADING:
                self.heading(block)
            elif type_ is NodeType.PCS:
                self.pcs(block, argument)
            elif type_ is NodeType.ORPHANS:
                self.orphans(block)
            argument = None
            if type_ in (NodeType.BLOCK, NodeType.LIST):
                argument = self.paragraph(block)
            if type_ is not NodeType.ORPHANS:
                self.path.clear()
                if type_ is NodeType.BLOCK:
                    self.follow(block)
        return self.finish()

    def paragraph(self, block: Node) -> str | None:
        """Places the elements of a block or list; the argument it ends with, if it does."""
        argument: str | None = None
        for element in block.children:
            if isinstance(element, Element):
                is_item = element.mark >= 0
                role = Role.LIST_ITEM if is_item else Role.TOP_LEVEL
                kind, title, _ = self.grow(element, role)
                argument = title if kind == ARGUMENT and not is_item else None
        return argument

    def grow(self, top: Element, role: Role) -> End:
        """Places ``top`` and everything related to it.

        Titles are given on the way down; what a member says is entered, and its relation to the
        line above stated, when its own relations have ended: so does the reference.
        """
        end = self.place(top, role)
        if top.children:
            self.grow_children(top, end)
            self.enter(top, *self.pending.pop(top))
        return end

    def grow_children(self, top: Node, end: End, conclusion_of: End | None = None) -> None:
        """The same for everything below ``top``; see :meth:`relate` for ``conclusion_of``."""
        stack = [(top, end, iter(top.children))]
        while stack:
            node, parent, children = stack[-1]
            step = conclusion_of if node is top else None
            for child in children:
                if isinstance(child, Element):
                    child_end = self.place(child, Role.RELATION)
                    if child.children:
                        stack.append((child, child_end, iter(child.children)))
                        break
                    self.relate(child, child_end, parent, self.head_end, step)
            else:
                stack.pop()
                if stack and isinstance(node, Element):
                    pending = self.pending.pop(node)
                    head_end = pending[1].span.end
                    self.enter(node, *pending)
                    above, above_end, _ = stack[-1]
                    step = conclusion_of if above is top else None
                    self.relate(node, parent, above_end, head_end, step)

    def place(self, element: Element, role: Role) -> End:
        """Gives one statement or argument its title and reads its head."""
        kinds, starts = self.kinds, self.starts
        head = element.title
        is_argument = element.type is NodeType.ARGUMENT
        if head >= 0:
            first = head + 1
            title = title_of(self.tokens.string(head), kinds[head])
        else:
            head = first = element.first if element.mark < 0 else element.mark + 1
            while kinds[head] in _OUTER:
                head += 1
            self.untitled += 1
            title = f"Untitled {self.untitled}"
        content = self.reader.content(first, element.head_end)
        drafts = self.arguments if is_argument else self.claims
        draft = drafts.get(title)
        if draft is None:
            draft = drafts[title] = Draft(ARGUMENT if is_argument else CLAIM, title)
        if element.title < 0:
            self.untitled_ends[element] = draft.end
        draft.elements.append(element)
        if content.tags:
            self.tags.update(dict.fromkeys(content.tags))
        text = None if element.is_reference else content.text
        if element.data and element.children and text is not None:
            text = self.with_blank(element, text)
        self.head_end = starts[max(content.last, first)]
        occurrence = Occurrence(
            Span(min(starts[head], self.head_end), self.head_end),
            text,
            element.is_reference,
            role,
            self.section,
            content.tags,
        )
        if element.children:
            self.pending[element] = (draft, occurrence, content)
        else:
            self.enter(element, draft, occurrence, content)
        return draft.end

    def enter(
        self, element: Element, draft: Draft, occurrence: Occurrence, content: Content
    ) -> None:
        """Adds what a member says to what is said under its title."""
        in_group: bool | None = None
        is_canonical = False
        if element.data:
            data = self.data.of(element.data)
            if data:
                in_group = data["isInGroup"] if isinstance(data.get("isInGroup"), bool) else None
                is_canonical = bool(data.get("isCanonical"))
                draft.data = (
                    self.data.merged(draft.data, data, element.data[0]) if draft.data else data
                )
        if occurrence.text is not None:
            if is_canonical or not draft.is_fixed:
                draft.canonical = content
                draft.is_fixed = is_canonical
            if content.wording:
                if draft.first is None:
                    draft.first = (element, content.wording)
                elif draft.other is None and not same_wording(content.wording, draft.first[1]):
                    draft.other = element
        if content.tags:
            if draft.tags is None:
                draft.tags = {}
            draft.tags.update(dict.fromkeys(content.tags))
        if in_group is not None:
            if draft.groups is None:
                draft.groups = {}
            draft.groups[len(draft.members)] = in_group
        draft.members.append(occurrence)

    def with_blank(self, element: Element, text: str) -> str:
        """A line end between data and relations adds a blank to the text (Q21)."""
        after = element.data[-1] + 1
        while self.kinds[after] in (Kind.SPACES, Kind.COMMENT):
            after += 1
        if self.kinds[after] == Kind.NEWLINE and not text.endswith(" "):
            return text + " "
        return text

    def relate(
        self,
        child: Element,
        child_end: End,
        parent_end: End,
        head_end: int,
        conclusion_of: End | None = None,
    ) -> None:
        """States the relation that ``child``'s symbol makes between it and the line above.

        An undercut under a conclusion is one of the inference that leads to it, ``conclusion_of``.
        """
        meaning = _MEANING.get(self.kinds[child.mark]) if child.mark >= 0 else None
        if meaning is None:
            return
        type_, from_child = meaning
        if parent_end[0] == INFERENCE and type_ is not _UNDERCUT:
            parent_end = (ARGUMENT, parent_end[1], -1)
        elif conclusion_of is not None and type_ is _UNDERCUT and from_child:
            parent_end = conclusion_of
        if type_ is RelationType.CONTRADICTORY and child_end[0] == ARGUMENT:
            type_, from_child = _ATTACK, True
        source, target = (child_end, parent_end) if from_child else (parent_end, child_end)
        if type_ is _UNDERCUT and target[0] == CLAIM:
            self.slip("AM142", child.mark, child.mark + 1, title=target[1])
        if type_ is RelationType.CONTRADICTORY and (target, source, type_) in self.stated:
            return
        key = (source, target, type_)
        if key not in self.stated:
            start = self.starts[child.mark]
            span = Span(start, max(head_end, self.starts[child.mark + 1]))
            self.stated[key] = Stated(source, target, type_, span)

    # ---------------------------------------------------- blocks that are not plain

    def heading(self, node: Node) -> None:
        end = node.data[0] if node.data else node.end
        content = self.reader.content(node.first + 1, end)
        level = self.tokens.string(node.first).count("#")
        while self.open_sections and self.open_sections[-1].level >= level:
            self.open_sections.pop()
        section = Section(
            id=f"s{len(self.sections) + 1}",
            title=content.text.strip(JS_BLANKS),
            level=level,
            parent=self.open_sections[-1].id if self.open_sections else None,
            tags=tuple(dict.fromkeys(content.tags)),
            data=self.data.of(node.data),
            span=Span(self.starts[node.first], self.starts[max(content.last, node.first + 1)]),
        )
        self.tags.update(dict.fromkeys(content.tags))
        self.sections.append(section)
        self.open_sections.append(section)
        self.section = section.id

    def orphans(self, node: Node) -> None:
        """Relations behind an empty line: they go to the line above that is less indented."""
        for child in node.children:
            if not isinstance(child, Element):
                continue
            width = self.width(child)
            while self.path and self.path[-1][0] >= width:
                self.path.pop()
            parent = self.path[-1][1] if self.path else None
            end = self.grow(child, Role.TOP_LEVEL if parent is None else Role.RELATION)
            if parent is not None:
                draft = (self.arguments if end[0] == ARGUMENT else self.claims)[end[1]]
                self.relate(child, end, parent, draft.members[-1].span.end)
            self.path.append((width, end))
            self.follow(child)

    def follow(self, node: Node) -> None:
        """Adds to ``path`` the last line below ``node``, the last one below that, and so on."""
        while node.children and isinstance(node.children[-1], Element):
            node = element = node.children[-1]
            self.path.append((self.width(element), self.end_of(element)))

    def end_of(self, element: Element) -> End:
        """What a placed element is."""
        if element.title < 0:
            return self.untitled_ends[element]
        title = title_of(self.tokens.string(element.title), self.kinds[element.title])
        return (ARGUMENT if element.type is NodeType.ARGUMENT else CLAIM), title, -1

    def width(self, element: Element) -> int:
        """How far the line of a related element is indented."""
        if element.mark < 0:
            return 0
        token = self.tokens.string(element.mark)
        return len(token) - len(token.lstrip(" \t'"))

    def pcs(self, node: Node, title: str | None) -> None:
        if title is not None and title in self.steps:
            self.slip("AM131", node.first, node.first + 1, title=title)
            title = None
        if title is None:
            self.untitled += 1
            title = f"Untitled {self.untitled}"
        draft = self.arguments.get(title)
        if draft is None:
            draft = self.arguments[title] = Draft(ARGUMENT, title)
        if self.section is not None:
            draft.section = self.section
        steps = self.steps[title] = []
        last_conclusion = max(
            (
                i
                for i, (a, b) in enumerate(zip(node.children, node.children[1:], strict=False), 1)
                if a.type is NodeType.INFERENCE and b.type is NodeType.STATEMENT
            ),
            default=-1,
        )
        premises: list[str] = []
        inference: Inference | None = None
        for i, child in enumerate(node.children):
            if isinstance(child, Inference):
                concludes = (
                    i + 1 < len(node.children) and node.children[i + 1].type is NodeType.STATEMENT
                )
                inference = child if concludes else None
                if child.children:
                    end = (INFERENCE, title, len(steps)) if concludes else (ARGUMENT, title, -1)
                    self.grow_children(child, end)
                continue
            if not isinstance(child, Element):
                continue
            role = Role.PREMISE
            if inference is not None:
                role = (
                    Role.MAIN_CONCLUSION if i == last_conclusion else Role.INTERMEDIARY_CONCLUSION
                )
            end = self.place(child, role)
            step: End | None = None
            if inference is not None:
                step = (INFERENCE, title, len(steps))
                steps.append(
                    Step(
                        premises=tuple(premises),
                        conclusion=end[1],
                        rules=self.rules(inference),
                        data=self.data.of(inference.data),
                        span=self.tree.tokens.span(inference.first, inference.end),
                    )
                )
                premises = []
                inference = None
            elif end[0] == CLAIM:
                premises.append(end[1])
            if child.children:
                self.grow_children(child, end, step)
                self.enter(child, *self.pending.pop(child))

    def rules(self, inference: Inference) -> tuple[str, ...]:
        names = []
        for first, end in inference.rules:
            name = self.reader.assemble(first, end).strip(JS_BLANKS)
            if name:
                names.append(name)
            if name[:1] == "(" and name[1:2].isdigit():
                self.slip("AM132", first, end)
        return tuple(names)

    # --------------------------------------------------------------------- finish

    def slip(self, code: str, first: int, end: int, **about: object) -> None:
        starts = self.tokens.starts
        self.slips.append(Slip(code, starts[first], starts[end], about))

    def finish(self) -> Built:
        stated = list(self.stated.values())
        relations = rewrite(
            stated,
            {title: steps for title, steps in self.steps.items() if steps},
            strict=self.model.get("mode") == "strict",
            through_conclusions=self.model.get("transformArgumentRelations") is not False,
            slip=self.own_conclusion,
        )
        return Built(
            map=Map(
                claims=claims_of(self.claims, self.sections),
                arguments=arguments_of(self.arguments, self.steps, self.sections),
                relations=relations_of(relations),
                sections=tuple(self.sections),
                tags=tuple(self.tags),
                settings=self.settings,
            ),
            stated=stated,
            slips=self.slips,
            claims=self.claims,
            arguments=self.arguments,
        )

    def own_conclusion(self, span: Span, title: str) -> None:
        first = self.tree.tokens.at(span.start)
        self.slip("AM143", first, self.tree.tokens.at(span.end - 1) + 1, title=title)
