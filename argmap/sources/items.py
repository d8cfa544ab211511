"""Lists and heads of a page as a forest: which line begins an item, and which items stand in it.

An item begins at a bullet, a number or the head of a comment. Items of one list share the marker
and its column; a deeper column is a list inside the item before it; a line left of an item's
column ends it, and so do the headings of threads and of comment forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from argmap.sources.heads import Head, head_at
from argmap.sources.lines import Line

__all__ = ["TYPED", "Group", "Item", "build_forest"]

TYPED = ("*", "-", "+", "o")
"""Markers that readers type themselves: among items with heads, one without is a comment's text."""


@dataclass(eq=False, slots=True)
class Item:
    """One item: ``first`` … ``stop`` are the lines it reaches over, lists inside it included."""

    first: int
    column: int
    end_column: int
    family: str
    """The marker; empty for a head without one."""
    head: Head | None
    group: Group
    stop: int = -1
    own_stop: int = -1
    """Where the first item inside it (or after it) begins."""
    signature: int | None = None
    """The line below its text that holds author and date."""
    children: list[Group] = field(default_factory=list)

    @property
    def text_first(self) -> int:
        """The first line that may hold text of its own."""
        if self.head is None or self.head.inline is not None:
            return self.first
        return self.head.last + 1


@dataclass(eq=False, slots=True)
class Group:
    """Items of one list."""

    family: str
    column: int
    parent: Item | None
    items: list[Item] = field(default_factory=list)


def _same_list(item: Item, family: str, column: int, end_column: int) -> bool:
    if item.family != family:
        return False
    return item.column == column or (family == "#" and item.end_column == end_column)


class _Builder:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.roots: list[Group] = []
        self.stack: list[Item] = []
        self.open: dict[tuple[int, str, int], Group] = {}
        self.order: list[Item] = []
        self.deepest = -1

    def run(self) -> list[Group]:
        skip = -1
        for index, line in enumerate(self.lines):
            if line.is_blank or index <= skip:
                continue
            if not line.marker and line.is_border:
                self._close(index, line.indent, inclusive=True)
                continue
            if self._is_page_again(line):
                self._close(index, line.indent, inclusive=True)
                continue
            head = head_at(self.lines, index)
            if head is None and line.marker is None:
                if line.is_reply_link and self.stack and line.indent + 6 > self.stack[-1].column:
                    continue
                self._close(index, line.indent, inclusive=False)
                continue
            self._begin(index, line, head)
            if head:
                skip = head.last
        self._close(len(self.lines), -1, inclusive=True)
        self._drop_signatures()
        return self.roots

    def _is_page_again(self, line: Line) -> bool:
        """Whether the page goes on about itself after a comment without a marker."""
        if line.marker or not self.stack or self.stack[-1].family:
            return False
        return line.ends_article and not line.is_sentence

    def _pop(self, index: int) -> None:
        self.stack.pop().stop = index

    def _close(self, index: int, indent: int, *, inclusive: bool) -> None:
        while self.stack:
            column = self.stack[-1].column
            if column > indent or (inclusive and column == indent):
                self._pop(index)
            else:
                break
        limit = indent if inclusive else indent + 1
        if self.deepest >= limit:
            self.deepest = limit - 1
            self.open = {key: g for key, g in self.open.items() if key[2] < limit}

    def _begin(self, index: int, line: Line, head: Head | None) -> None:
        marker = line.marker
        family = marker.family if marker else ""
        column = marker.column if marker else line.indent
        end_column = marker.end_column if marker else line.indent
        if head and self._adopt(index, family, column, head):
            return
        if any(_same_list(item, family, column, end_column) for item in self.stack):
            while not _same_list(self.stack[-1], family, column, end_column):
                self._pop(index)
            group = self.stack[-1].group
            self._pop(index)
        else:
            while self.stack and self.stack[-1].column > column:
                self._pop(index)
            top = self.stack[-1] if self.stack else None
            if top and top.column == column and (top.family or not family):
                self._pop(index)
                top = self.stack[-1] if self.stack else None
            key = (id(top), family, column)
            known = self.open.get(key)
            if known is None:
                known = Group(family, column, top)
                self.open[key] = known
                self.deepest = max(self.deepest, column)
                (top.children if top else self.roots).append(known)
            group = known
        item = Item(index, column, end_column, family, head, group)
        group.items.append(item)
        self.stack.append(item)
        if self.order and self.order[-1].own_stop < 0:
            self.order[-1].own_stop = index
        self.order.append(item)

    def _adopt(self, index: int, family: str, column: int, head: Head) -> bool:
        """Give the head to an empty item (or a row of links) that stands directly before it."""
        if not self.stack:
            return False
        top = self.stack[-1]
        between = [line for line in self.lines[top.first + 1 : index] if not line.is_blank]
        if top.head or between or top.children:
            return False
        line = self.lines[top.first]
        empty = not line.content
        if not family:
            if not empty or top.column > column:
                return False
        elif (
            top.family != family
            or top.column != column
            or not (line.is_reply_link or (line.is_chrome and line.content))
        ):
            return False
        else:
            parent = top.group.parent
            if (
                parent is not None
                and parent.head is None
                and not self.lines[parent.first].content
                and len(top.group.items) == 1
                and len(parent.children) == 1
                and len(self.stack) > 1
            ):
                parent.children.clear()
                self.stack.pop()
                self.order.remove(top)
                top = parent
                top.own_stop = -1
        top.head = head
        return True

    def _drop_signatures(self) -> None:
        """A head without a marker and without text after it closes the comment before it."""
        for place, item in enumerate(self.order):
            if item.own_stop < 0 or item.own_stop > item.stop:
                item.own_stop = item.stop
            if item.family or item.head is None or place == 0:
                continue
            before = self.order[place - 1]
            after = self.lines[item.head.last + 1 : item.own_stop]
            if any(not (ln.is_blank or ln.is_chrome or ln.is_reply_link) for ln in after):
                continue
            inside = before is item.group.parent or (before.family and before.column <= item.column)
            parent = item.group.parent
            if not inside or before.head or item.head.style != "same line":
                continue
            if item.children and before is not parent:
                continue
            for group in item.children:
                group.parent = before
                before.children.append(group)
            item.group.items.remove(item)
            if not item.group.items and item.group.parent is not None:
                item.group.parent.children.remove(item.group)
            before.signature = item.first
            if before.stop == item.first:
                before.stop = item.stop
            before.own_stop = item.own_stop


def build_forest(lines: Sequence[Line]) -> list[Group]:
    """The lists of a page that stand in no other, in the order of the text."""
    return _Builder(lines).run()
