"""The outline of a map as a pane: a row a line, folded branches, counts of marks at the right."""

from __future__ import annotations

from rich.segment import Segment
from textual.message import Message

from argmap.actions import Scope
from argmap.analysis.folding import Folding
from argmap.analysis.outline import Row, row_label, row_sign, row_word
from argmap.display import isolate
from argmap.model import Map, NodeRef, RelationType, Stance
from argmap.tui.cells import cut, pad
from argmap.tui.keys import bindings_for
from argmap.tui.styled import Line, Run
from argmap.tui.widgets.lineview import LineView

__all__ = ["Outline", "outline_line", "side_style"]

WORDS_FROM = 100
"""From this many cells on, the relation is written as a word beside its sign."""
_WORD_WIDTH = 11
"""Longer words (``intermediary conclusion``) go without."""


def side_style(relation: RelationType | None) -> str:
    """The colour of a relation: that of the side it takes."""
    if relation is None:
        return "quiet"
    return "support" if relation.stance is Stance.SUPPORTS else "oppose"


def outline_line(
    map_: Map,
    row: Row,
    width: int,
    *,
    folded: bool,
    digits: tuple[int, int],
    titles: bool = False,
    is_thesis: bool = False,
    words: str = "",
) -> Line:
    """One row: fold marker, sign, word where there is room, label, counts at the right edge.

    ``digits`` are the widths of the two columns of counts; ``words``, in lower case, are looked
    for and marked.
    """
    marker = ("▸ " if folded else "▾ ") if row.has_children else "  "
    # Deep rows stop moving right; their depth is written instead.
    room = max(6, width // 3)
    indent = 2 * row.depth
    lead = " " * indent if indent <= room else pad(f"{row.depth:>{room - 2}} ", room)
    sign, word = row_sign(row), row_word(row)
    runs: list[tuple[str, str]] = [(f" {lead}", "guide"), (marker, "quiet")]
    style = side_style(row.relation)
    if is_thesis:
        runs.append(("◆ ", "key"))
    elif sign:
        runs.append((f"{sign} ", f"{style} strong"))
        if width >= WORDS_FROM and len(word) <= _WORD_WIDTH:
            runs.append((f"{word} ", style))
    else:
        runs.append(("• ", "quiet"))
    if row.repeated:
        runs.append(("↪ ", "quiet"))
    plus, minus = digits
    columns: list[tuple[str, str]] = []
    if plus:
        text = f"+{row.supports}" if row.supports else ""
        columns.append((f" {text:>{plus}}", "support"))
    if minus:
        text = f"−{row.opposes}" if row.opposes else ""
        columns.append((f" {text:>{minus}}", "oppose"))
    used = sum(len(text) for text, _ in runs)
    space = width - used - sum(len(text) for text, _ in columns) - 1
    label_style = "quiet" if row.repeated else "strong" if is_thesis else ""
    label = pad(cut(row_label(map_, row, titles=titles), space), space)
    return [*runs, *_found(isolate(label), label_style, words), *columns, (" ", "")]


def _found(label: str, style: str, words: str) -> list[Run]:
    lower = label.lower()
    at = lower.find(words) if words and len(lower) == len(label) else -1
    if at < 0:
        return [(label, style)]
    end = at + len(words)
    return [(label[:at], style), (label[at:end], f"{style} found"), (label[end:], style)]


class Outline(LineView):
    """All claims and arguments of a map; the cursor's row is what the rest of the screen tells."""

    BINDINGS = bindings_for(Scope.OUTLINE)

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Chosen(Message):
        """Enter or a double click on a row."""

    class Idle(Message):
        """A key did nothing; ``why`` says so to the user."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.map = Map()
        self.folding = Folding(())
        self.words = ""
        """What the filter looks for, in lower case; marked in the rows that have it."""
        self._titles = False
        self._thesis: NodeRef | None = None
        self._digits = (0, 0)

    # ------------------------------------------------------------------ contents

    def show(self, map_: Map, folding: Folding, thesis: NodeRef | None) -> None:
        """Show another map, or the same one read anew."""
        self.map, self.folding, self._thesis = map_, folding, thesis
        plus = max((row.supports for row in folding.rows), default=0)
        minus = max((row.opposes for row in folding.rows), default=0)
        self._digits = (len(f"+{plus}") if plus else 0, len(f"−{minus}") if minus else 0)
        self.lines_changed()

    def line_count(self) -> int:
        """Rows shown."""
        return len(self.folding)

    def content(self, y: int, width: int) -> list[Segment]:
        """One row."""
        index = self.folding.visible[y]
        row = self.folding.rows[index]
        line = outline_line(
            self.map, row, width,
            folded=self.folding.is_folded(index),
            digits=self._digits,
            titles=self._titles,
            is_thesis=row.depth == 0 and row.ref == self._thesis,
            words=self.words if self.folding.is_match(index) else "",
        )  # fmt: skip
        return self.segments(line, width)

    # -------------------------------------------------------------------- cursor

    @property
    def index(self) -> int | None:
        """Index of the cursor's row in the whole outline; ``None`` where nothing is shown."""
        if not 0 <= self.cursor < len(self.folding.visible):
            return None
        return self.folding.visible[self.cursor]

    def go_to(self, index: int) -> None:
        """Unfold what hides the row and put the cursor on it."""
        position = self.folding.reveal(index)
        self.lines_changed()
        self.move_to(position, center=True)

    def moved(self) -> None:
        """Tell the screen."""
        if self.index is not None:
            self.post_message(self.Moved(self.index))

    def choose(self) -> None:
        """Tell the screen."""
        if self.index is not None:
            self.post_message(self.Chosen())

    def refold(self, keep: int | None) -> None:
        """After other rows came into sight: stay on row ``keep``, or on what stands above it."""
        self.lines_changed()
        before = self.cursor
        self.cursor = self.folding.position(keep) if keep is not None else 0
        self.show_cursor()
        if self.index != keep or before != self.cursor:
            self.moved()

    # ------------------------------------------------------------------- folding

    def _why_not(self) -> str:
        if self.folding.matches is not None:
            return "The filter decides what is shown. Esc ends it."
        return "Nothing hangs below this row."

    def action_toggle_branch(self) -> None:
        """Fold or unfold; on a repeat, go to where it is unfolded."""
        index = self.index
        if index is None:
            return
        if self.folding.rows[index].repeated:
            self._follow(index)
        elif self.folding.toggle(index):
            self.refold(index)
        else:
            self.post_message(self.Idle(self._why_not()))

    def _follow(self, index: int) -> None:
        first = self.folding.first(self.folding.rows[index].ref)
        if first is not None and first != index:
            self.go_to(first)

    def action_unfold(self) -> None:
        """Unfold, or go to the first row below."""
        index = self.index
        if index is None:
            return
        row = self.folding.rows[index]
        if row.repeated:
            self._follow(index)
        elif self.folding.unfold(index):
            self.refold(index)
        elif row.has_children:
            self.move_to(self.cursor + 1)
        else:
            self.post_message(self.Idle(self._why_not()))

    def action_fold(self) -> None:
        """Fold, or go to the row above in the tree."""
        index = self.index
        if index is None:
            return
        if self.folding.fold(index):
            self.refold(index)
            return
        above = self.folding.parent(index)
        if above is not None:
            self.move_to(self.folding.position(above), step=-1)
        else:
            self.post_message(self.Idle("This row stands at the top."))

    def action_fold_all(self) -> None:
        """Only the roots are left."""
        if self.folding.matches is not None:
            self.post_message(self.Idle(self._why_not()))
            return
        keep = self.index
        self.folding.fold_all()
        self.refold(keep)

    def action_unfold_all(self) -> None:
        """Show every row."""
        if self.folding.matches is not None:
            self.post_message(self.Idle(self._why_not()))
            return
        keep = self.index
        self.folding.unfold_all()
        self.refold(keep)

    def action_titles(self) -> None:
        """Titles instead of texts, or texts again."""
        self._titles = not self._titles
        self.refresh()

    def clicked(self, line: int, x: int) -> None:
        """A click on the fold marker folds; anywhere else it selects."""
        index = self.folding.visible[line]
        row = self.folding.rows[index]
        self.move_to(line)
        # The marker stands after the margin and the (capped) indent.
        begin = 1 + min(2 * row.depth, max(6, self.width // 3))
        if row.has_children and begin <= x < begin + 2 and self.folding.toggle(index):
            self.refold(index)
