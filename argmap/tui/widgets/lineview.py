"""The base of all panes: a list of lines of which only those on the screen are computed."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from argmap.actions import Scope
from argmap.tui.cells import cell_len
from argmap.tui.keys import bindings_for
from argmap.tui.styled import Line, clip
from argmap.tui.theme import StyleBook

__all__ = ["LineView", "thumb"]


class LineView(ScrollView, can_focus=True):
    """A scrolling pane with a cursor, drawn line by line.

    A subclass says how many lines there are (:meth:`line_count`), what is on one
    (:meth:`content`) and what the cursor may rest on (:meth:`rest`).
    """

    ALLOW_SELECT = False
    BINDINGS = bindings_for(Scope.LIST)
    DEFAULT_CSS = """
    LineView { overflow: hidden hidden; scrollbar-size: 0 0; background: $background; }
    """
    # The pane's place on the screen does not depend on its contents: a new number of lines need
    # not lay out the whole screen anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    MARGIN = 2
    """Lines kept visible above and below the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.looks = StyleBook(self.app)
        self._width = 0
        self._blank: tuple[int, Style, Strip] | None = None
        self.cursor = 0
        """The line the cursor is on."""

    # ------------------------------------------------------- what subclasses say

    def line_count(self) -> int:
        """How many lines there are."""
        return 0

    def content(self, y: int, width: int) -> list[Segment]:
        """What is on the line ``y`` of the whole, in ``width`` cells or fewer."""
        del y, width
        return []

    def rest(self, y: int, step: int) -> int:
        """Where the cursor comes to rest when it is to go to ``y``, moving down (1) or up (−1)."""
        del step
        return y

    def moved(self) -> None:
        """Called after the cursor came to rest somewhere else."""

    def width_changed(self) -> None:
        """Called when :attr:`width` changed, before anything is drawn."""

    def choose(self) -> None:
        """Enter, or a double click, on the cursor's line."""

    # ------------------------------------------------------------------- drawing

    @property
    def width(self) -> int:
        """Cells there are for a line."""
        return self._width or max(1, self.scrollable_content_region.width - 1)

    @property
    def page(self) -> int:
        """Lines there are to see at once."""
        return max(1, self.scrollable_content_region.height)

    def render_line(self, y: int) -> Strip:
        """One line of the visible part (Textual's line API), with its cell of the scrollbar.

        The bar is drawn here since one of Textual's own costs as much as all the lines beside it.
        """
        top, width, looks = self.scroll_offset.y, self.width, self.looks
        line, count = y + top, self.line_count()
        if line >= count:
            return self._empty(width + 1, looks["page"])
        base = "page"
        if self.is_under_cursor(line):
            base = "page cursor" if self.has_focus else "page cursor-idle"
        begin, end = thumb(count, self.page, top)
        bar = Segment("▐" if begin <= y < end else " ", looks["page guide"])
        # One strip a line, made at once: each of Textual's own steps would make another.
        ground, used, segments = looks[base], 0, []
        for text, style, _ in self.content(line, width):
            segments.append(Segment(text, ground + style if style else ground))
            used += cell_len(text)
        if used > width:
            segments, used = [*Strip(segments, used).crop(0, width)], width
        if used < width:
            segments.append(Segment(" " * (width - used), ground))
        segments.append(bar)
        return Strip(segments, width + 1)

    def _empty(self, width: int, style: Style) -> Strip:
        # The same object each time: Textual keeps on it what it made of it.
        if self._blank is None or self._blank[:2] != (width, style):
            self._blank = (width, style, Strip.blank(width, style))
        return self._blank[2]

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether there is more than fits."""
        return self.line_count() > self.page

    def is_under_cursor(self, y: int) -> bool:
        """Whether line ``y`` is drawn as the cursor's."""
        return y == self.cursor

    def segments(self, line: Line, width: int) -> list[Segment]:
        """A line of styled runs, cut to ``width``."""
        looks = self.looks
        return [Segment(text, looks[style]) for text, style in clip(line, width) if text]

    def lines_changed(self) -> None:
        """The number or the contents of the lines changed."""
        before, count = self.virtual_size.height, self.line_count()
        top = self.scroll_offset.y
        if count != before:
            self.virtual_size = Size(self.width, count)
            self.scroll_y = self.scroll_y  # Textual puts it back into the new bounds
        # What was empty and stays empty need not be drawn again.
        rows = max(before, count) - min(top, self.scroll_offset.y)
        if 0 < rows < self.page:
            self.refresh(Region(0, 0, self.size.width, rows))
        else:
            self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew, keep the cursor in sight."""
        del event
        self._width = 0
        self._width = self.width
        self.width_changed()
        self.lines_changed()
        self.show_cursor()

    # -------------------------------------------------------------------- moving

    def move_to(self, y: int, *, step: int = 1, center: bool = False) -> None:
        """Put the cursor on line ``y`` (or the nearest where it may rest) and show it."""
        last = max(0, self.line_count() - 1)
        before = self.cursor
        self.cursor = max(0, min(last, self.rest(max(0, min(last, y)), step)))
        self.show_cursor(center=center)
        if self.cursor != before:
            self.repaint(before, self.cursor)
            self.moved()

    def repaint(self, before: int, after: int) -> None:
        """Draw the lines anew that the cursor left and came to."""
        self.refresh_line(before)
        self.refresh_line(after)

    def show_cursor(self, *, center: bool = False) -> None:
        """Scroll so that the cursor's line is in sight."""
        top, page = self.scroll_offset.y, self.page
        margin = min(self.MARGIN, max(0, (page - 1) // 2))
        if center and not top + margin <= self.cursor < top + page - margin:
            goal = self.cursor - page // 3
        elif self.cursor < top + margin:
            goal = self.cursor - margin
        elif self.cursor >= top + page - margin:
            goal = self.cursor - page + 1 + margin
        else:
            return
        goal = max(0, min(goal, max(0, self.line_count() - page)))
        if goal != top:
            self.scroll_to(y=goal, animate=False)

    def action_down(self) -> None:
        """One line down."""
        self.move_to(self.cursor + 1, step=1)

    def action_up(self) -> None:
        """One line up."""
        self.move_to(self.cursor - 1, step=-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.move_to(self.cursor + max(1, self.page - 2), step=1)

    def action_page_up(self) -> None:
        """One page up."""
        self.move_to(self.cursor - max(1, self.page - 2), step=-1)

    def action_top(self) -> None:
        """To the first line."""
        self.move_to(0, step=1)

    def action_bottom(self) -> None:
        """To the last line."""
        self.move_to(self.line_count() - 1, step=-1)

    def action_choose(self) -> None:
        """Open what the cursor is on."""
        self.choose()

    # --------------------------------------------------------------------- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.x >= self.width and self.allow_vertical_scroll:
            self.capture_mouse()
            self._scroll_to_thumb(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scrollbar."""
        if self.app.mouse_captured is self:
            self._scroll_to_thumb(event.y)

    def on_mouse_up(self) -> None:
        """Let go of the scrollbar."""
        if self.app.mouse_captured is self:
            self.release_mouse()

    def _scroll_to_thumb(self, y: int) -> None:
        page, count = self.page, self.line_count()
        share = min(1.0, max(0.0, y / max(1, page - 1)))
        self.scroll_to(y=round(share * max(0, count - page)), animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a double click opens it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= self.width:
            return
        line = offset.y + self.scroll_offset.y
        if 0 <= line < self.line_count():
            self.clicked(line, offset.x)
            if event.chain == 2:
                self.choose()

    def clicked(self, line: int, x: int) -> None:
        """A click on ``line``, ``x`` cells from the left."""
        del x
        self.move_to(line)


def thumb(count: int, page: int, top: int) -> tuple[int, int]:
    """First row of the scrollbar's thumb and the row after its last; (0, 0) where all fits."""
    if count <= page:
        return 0, 0
    size = max(1, page * page // count)
    begin = round(top * (page - size) / (count - page))
    return begin, begin + size
