"""The conversation of ``argmap review``: one suggestion at a time, one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from argmap.cli.common import dim, emphasis, say, side_style, width
from argmap.cli.suggestion_lines import likelihood, short_id, why_lines
from argmap.diagnostics import Refused
from argmap.display import count, isolate, one_line, shorten, wrap
from argmap.model import Comment, Evidence, Rejection, Source, Span
from argmap.workspace import Workspace

__all__ = ["Review", "card", "converse"]

KEYS = "y accept · n reject · f other side · space skip · u undo · q leave"
_AROUND = 300
"""Characters of context on either side of a passage."""


class Review:
    """Where a person is in a row of suggestions, and what was answered. Every answer is on disk
    at once; the queue itself is nothing but a place in a list."""

    def __init__(self, workspace: Workspace, waiting: Sequence[Evidence], annotator: str) -> None:
        self._workspace = workspace
        self._waiting = list(waiting)
        self._annotator = annotator
        self._done: list[tuple[int, Evidence | Rejection]] = []
        self.place = 0
        self.accepted = self.rejected = 0

    @property
    def total(self) -> int:
        """How many suggestions there are in this row."""
        return len(self._waiting)

    @property
    def current(self) -> Evidence | None:
        """The suggestion to answer; ``None`` at the end."""
        return self._waiting[self.place] if self.place < self.total else None

    def answer(self, key: str) -> str:
        """Do what the key means and say it in a few words; an unknown key does nothing.

        Raises what the workspace refuses; the place stays then.
        """
        current = self.current
        if key == "u":
            return self._undo()
        if current is None:
            return ""
        if key in ("y", "f"):
            stance = current.stance if key == "y" else current.stance.opposite
            mark = self._workspace.accept(current, self._annotator, stance)
            self._done.append((self.place, mark))
            self.accepted += 1
            self.place += 1
            return f"{stance.sign} accepted: {stance} the claim"
        if key == "n":
            self._done.append((self.place, self._workspace.reject(current, self._annotator)))
            self.rejected += 1
            self.place += 1
            return "rejected"
        if key in (" ", "s"):
            self.place += 1
            return "skipped"
        return ""

    def _undo(self) -> str:
        if not self._done:
            return "nothing to undo"
        place, answer = self._done.pop()
        self._workspace.remove(answer)
        self.place = place
        if isinstance(answer, Rejection):
            self.rejected -= 1
        else:
            self.accepted -= 1
        return "undone: answer it again"


def card(workspace: Workspace, suggestion: Evidence, place: str, columns: int) -> list[str]:
    """One suggestion with all that a person needs to decide."""
    map_ = workspace.map
    node = map_.claims.get(suggestion.claim) or map_.arguments.get(suggestion.claim)
    stance, proposal = suggestion.stance, suggestion.proposal
    rule = f"── {place} · {short_id(suggestion)} "
    lines = [dim(rule + "─" * max(0, columns - len(rule))), dim("Claim")]
    lines += [emphasis(line) for line in wrap(node.label if node else "", columns, "  ")]
    source = workspace.sources.get(suggestion.anchor.source)
    span = workspace.locate(suggestion).span
    holder = source.container(span) if source and span else None
    if source is not None and isinstance(holder, Comment) and holder.reply_to:
        asked = source.comment(holder.reply_to)
        if asked is not None:
            name = one_line(asked.author or "anonymous")
            said = shorten(asked.body.of(source.text), 160)
            lines += [dim(x) for x in wrap(f"{name}: “{said}”", columns, "    ", "  ↳ answers ")]
    lines.append("")
    lines += _passage(
        suggestion,
        source,
        span,
        holder.body if isinstance(holder, Comment) else holder.span if holder else None,
        columns,
    )
    lines += [dim(x) for x in wrap(f"— {_said_by(suggestion, source)}", columns, "      ", "    ")]
    lines.append("")
    sure = likelihood(proposal)
    guess = ", experimental" if proposal and proposal.experimental else ""
    lines.append(
        side_style(f"{stance.sign} {stance} the claim", stance) + f"? The machine: {sure}{guess}"
    )
    lines += why_lines(proposal, columns, "  ")
    return lines


def _passage(
    suggestion: Evidence, source: Source | None, span: Span | None, part: Span | None, columns: int
) -> list[str]:
    """The passage in bold, between what stands around it in the same comment or paragraph."""
    if source is None or span is None or part is None:
        quoted = wrap(f"“{one_line(suggestion.quotation)}”", columns, "    ")
        return [*quoted, "    ! this passage is no longer in the source"]
    before = one_line(source.text[max(part.start, span.start - _AROUND) : span.start])
    after = one_line(source.text[span.end : min(part.end, span.end + _AROUND)])
    lines: list[str] = []
    if before:
        cut = "…" if part.start < span.start - _AROUND else ""
        lines += [dim(x) for x in wrap(f"{cut}{before}", columns, "    ")]
    shown = shorten(span.of(source.text), 1500)
    lines += [emphasis(x) for x in wrap(f"“{shown}”", columns, "  ┃ ")]
    if after:
        cut = "…" if part.end > span.end + _AROUND else ""
        lines += [dim(x) for x in wrap(f"{after}{cut}", columns, "    ")]
    return lines


def _said_by(suggestion: Evidence, source: Source | None) -> str:
    if source is None:
        return f"source {one_line(suggestion.anchor.source)} is missing"
    parts = [source.voice(suggestion), source.title.value, suggestion.anchor.container or ""]
    return " · ".join(isolate(shorten(part, 60)) for part in parts if part)


def converse(
    workspace: Workspace,
    waiting: Sequence[Evidence],
    annotator: str,
    getkey: Callable[[], str],
) -> None:
    """Ask about each suggestion until all are answered or the person leaves."""
    review = Review(workspace, waiting, annotator)
    shown = -1
    while True:
        current = review.current
        if current is not None and review.place != shown:
            place = f"{review.place + 1}/{review.total}"
            say("\n".join(card(workspace, current, place, width())))
            shown = review.place
        say(dim(KEYS if current is not None else "That was the last one. u undo · q leave"))
        try:
            key = getkey().casefold()
        except (KeyboardInterrupt, EOFError):
            key = "q"
        if key in ("q", "\x1b") or (current is None and key != "u"):
            break
        try:
            told = review.answer(key)
        except Refused as error:
            told = error.line
        if told:
            say(f"  {told}")
            say()
        if key == "u":
            shown = -1
    left = len(workspace.suggestions)
    say(
        f"{review.accepted} accepted, {review.rejected} rejected; "
        f"{count(left, 'suggestion')} left to answer."
    )
