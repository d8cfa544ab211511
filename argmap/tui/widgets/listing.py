"""A pane of items of several lines each, laid out only as far as they are looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from rich.segment import Segment
from textual.message import Message

from argmap.actions import Scope
from argmap.tui.keys import bindings_for
from argmap.tui.styled import Item, Line
from argmap.tui.widgets.lineview import LineView

__all__ = ["Listing"]


class Listing(LineView):
    """Items made on demand by a function of the width; the cursor rests on those with a target.

    The function is an iterator that is pulled as the pane is scrolled, so that a claim with ten
    thousand passages opens as fast as one with ten.
    """

    BINDINGS = bindings_for(Scope.DETAIL)

    class Chosen(Message):
        """Enter or a double click on an item."""

        def __init__(self, listing: Listing, target: Any) -> None:
            super().__init__()
            self.listing = listing
            self.target = target

        @property
        def control(self) -> Listing:
            """The listing it happened in."""
            return self.listing

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._make: Callable[[int], Iterator[Item]] = lambda _width: iter(())
        self._rest: Iterator[Item] | None = None
        self._items: list[Item] = []
        self._tops: list[int] = []
        self._lines: list[tuple[Line, int]] = []
        self._made_for = -1
        self._selected = -1

    # ------------------------------------------------------------------ contents

    def show(self, make: Callable[[int], Iterator[Item]], *, keep: bool = False) -> None:
        """Show other items, from the top; with ``keep``, stay at the same item and scroll."""
        selected, top = (self._selected, self.scroll_offset.y) if keep else (-1, 0)
        self._make = make
        self._start_over()
        self._pull(top + self.page * 2)
        if selected >= 0:
            self._pull_item(selected)
        self.cursor, self._selected = 0, -1
        if 0 <= selected < len(self._items):
            self._select(selected)
        self.lines_changed()
        self.scroll_to(y=top, animate=False)

    def _start_over(self) -> None:
        self._made_for = self.width
        self._rest = self._make(self._made_for)
        self._items, self._tops, self._lines = [], [], []

    def _pull(self, lines: int) -> bool:
        """Lay out items until there are ``lines`` lines; whether any were added."""
        before = len(self._lines)
        while self._rest is not None and len(self._lines) < lines:
            self._pull_one()
        return len(self._lines) != before

    def _pull_item(self, number: int) -> None:
        while self._rest is not None and len(self._items) <= number:
            self._pull_one()

    def _pull_one(self) -> None:
        item = next(self._rest, None) if self._rest is not None else None
        if item is None:
            self._rest = None
            return
        self._tops.append(len(self._lines))
        number = len(self._items)
        self._items.append(item)
        self._lines.extend((line, number) for line in item.lines)

    def width_changed(self) -> None:
        """Lay out anew at the new width, with the same item selected."""
        if self.width == self._made_for:
            return
        selected = self._selected
        self._start_over()
        self._pull(self.scroll_offset.y + self.page * 2)
        self._pull_item(selected)
        self._selected = -1
        if 0 <= selected < len(self._items):
            self._select(selected)

    def line_count(self) -> int:
        """Lines laid out so far."""
        return len(self._lines)

    def content(self, y: int, width: int) -> list[Segment]:
        """One line of an item."""
        line, _ = self._lines[y]
        return self.segments(line, width)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out more as the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        if self._pull(int(new_value) + self.page * 2):
            self.lines_changed()

    # -------------------------------------------------------------------- cursor

    @property
    def selected(self) -> Item | None:
        """The item the cursor is on."""
        return self._items[self._selected] if 0 <= self._selected < len(self._items) else None

    def is_under_cursor(self, y: int) -> bool:
        """All lines of the selected item are drawn as the cursor's."""
        return self._selected >= 0 and self._lines[y][1] == self._selected

    def _select(self, number: int) -> None:
        self._selected = number
        self.cursor = self._tops[number]

    def _neighbour(self, number: int, step: int) -> int | None:
        """The next selectable item from ``number`` on, in the direction of ``step``."""
        while number >= 0:
            self._pull_item(number)
            if number >= len(self._items):
                return None
            if self._items[number].target is not None:
                return number
            number += step
        return None

    def _go(self, number: int | None) -> bool:
        if number is None:
            return False
        changed = number != self._selected
        self._select(number)
        self.lines_changed()
        self._show_selected()
        if changed:
            self.moved()
        return True

    def _show_selected(self) -> None:
        """Bring the whole item into sight, or its beginning where it is taller than the pane."""
        top, page = self.scroll_offset.y, self.page
        first = self._tops[self._selected]
        last = first + len(self._items[self._selected].lines)
        # What stands above the first selectable item is text to read: show it again.
        if self._neighbour(self._selected - 1, -1) is None and last <= page:
            goal = 0
        elif first < top + 1:
            goal = first - 1
        elif last + 1 > top + page:
            goal = min(first, last + 1 - page)
        else:
            return
        goal = max(0, min(goal, max(0, self.line_count() - page)))
        if goal != top:
            self.scroll_to(y=goal, animate=False)

    def _scroll_by(self, step: int) -> None:
        self._pull(self.scroll_offset.y + self.page * 3)
        self.lines_changed()
        self.scroll_to(y=max(0, self.scroll_offset.y + step), animate=False)

    def next_target(self, kind: type, step: int = 1) -> bool:
        """Select the next item whose target is a ``kind``, round the end; whether there is one."""
        number = self._selected + step
        while number >= 0:
            self._pull_item(number)
            if number >= len(self._items):
                break
            if isinstance(self._items[number].target, kind):
                return self._go(number)
            number += step
        self._pull_item(10**9)
        kinds = [n for n, item in enumerate(self._items) if isinstance(item.target, kind)]
        return self._go(kinds[0] if step > 0 else kinds[-1]) if kinds else False

    def select_first(self) -> bool:
        """Select the first item that can be, unless one is; whether one is now."""
        return self._selected >= 0 or self._go(self._neighbour(0, 1))

    def action_down(self) -> None:
        """To the next item; where there is none, scroll."""
        if not self._go(self._neighbour(self._selected + 1, 1)):
            self._scroll_by(1)

    def action_up(self) -> None:
        """To the item before; where there is none, scroll."""
        if not (self._selected > 0 and self._go(self._neighbour(self._selected - 1, -1))):
            self._scroll_by(-1)

    def action_page_down(self) -> None:
        """Scroll a page and take the cursor along."""
        self._page(1)

    def action_page_up(self) -> None:
        """Scroll a page back and take the cursor along."""
        self._page(-1)

    def _page(self, step: int) -> None:
        self._scroll_by(step * max(1, self.page - 2))
        line = self.scroll_offset.y + (0 if step > 0 else self.page - 1)
        near = self._neighbour(self._item_at(line), step)
        if near is not None and near != self._selected:
            self._select(near)
            self.moved()
        self.refresh()

    def _item_at(self, line: int) -> int:
        return max(0, bisect_right(self._tops, max(0, line)) - 1)

    def action_top(self) -> None:
        """To the first item, and to the very top."""
        self._go(self._neighbour(0, 1))
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        """To the last item."""
        self._pull_item(10**9)
        self.lines_changed()
        self._go(self._neighbour(len(self._items) - 1, -1))
        self.scroll_to(y=max(0, self.line_count() - self.page), animate=False)

    def clicked(self, line: int, x: int) -> None:
        """Select the item that was clicked."""
        del x
        number = self._item_at(line)
        if self._items[number].target is not None:
            self._go(number)

    def show_cursor(self, *, center: bool = False) -> None:
        """After a resize: keep the selected item in sight."""
        del center
        if self._selected >= 0:
            self._show_selected()

    def choose(self) -> None:
        """Tell the screen what was chosen."""
        item = self.selected
        if item is None or item.target is None:
            self.select_first()
            return
        self.post_message(self.Chosen(self, item.target))
