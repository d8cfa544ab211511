"""Lists other than the detail pane: sources, problems, help, marks on a line, empty states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from argmap.actions import PLACES, Scope, actions_in, key_label
from argmap.diagnostics import Diagnostic, Severity
from argmap.display import isolate, one_line, safe_same_length
from argmap.model import Evidence, Source, Stance
from argmap.tui.cells import cell_len
from argmap.tui.session import Session
from argmap.tui.styled import Item, Line, Run, clip, paragraph

__all__ = ["about_source", "help_items", "marks_here", "no_rows", "problem_items", "source_items"]

_BLANK = Item(((),))


def _said(text: str, width: int, style: str = "", lead: str = " ") -> Item:
    return Item(tuple(paragraph(text, width - 1, style, lead=[(lead, "")])))


def no_rows(session: Session, words: str, width: int) -> Iterator[Item]:
    """Beside an outline without rows: why, and what to do."""
    if words:
        yield _said(f"No claim or argument has “{words}” in its title, text or passages.", width)
        yield _said("Esc ends the filter.", width, "quiet")
        return
    shown = one_line(session.workspace.shown)
    yield _said("This map has no claims yet.", width, "title")
    yield _BLANK
    yield _said("Write what you want to find out as a whole sentence:", width, "quiet")
    yield _said(f'argmap claim "Town parks make a town richer." --map {shown}', width, "key", "   ")
    yield _BLANK
    yield _said(
        f"Or write it into {one_line(session.workspace.shown_file)} with any editor:",
        width,
        "quiet",
    )
    yield _said("[Parks pay]: Town parks make a town richer.", width, "key", "   ")
    yield _said("  + <Visitors>: Parks bring visitors who spend money.", width, "key", "   ")
    yield _BLANK
    yield _said("Then press r to read it again.", width, "quiet")


def about_source(source: Source) -> list[str]:
    """Authors, outlet, date and number of comments, as far as known; safe to show."""
    parts = [", ".join(isolate(one_line(a.value)) for a in source.authors)]
    parts += [isolate(one_line(f.value)) for f in (source.outlet, source.date) if f is not None]
    if source.comments:
        count = len(source.comments)
        parts.append(f"{count} comment{'s' * (count != 1)}")
    return [part for part in parts if part]


def source_items(session: Session, width: int) -> Iterator[Item]:
    """The sources; the targets are their ids."""
    if not len(session.map.sources):
        yield _said("This map has no sources yet.", width, "title")
        yield _BLANK
        if session.workspace.folder is None:
            yield _said("A single file cannot hold sources. Make a folder for it:", width, "quiet")
            yield _said("argmap new FOLDER", width, "key", "   ")
            return
        yield _said("Add articles, with their readers' comments, saved as text:", width, "quiet")
        shown = one_line(session.workspace.shown)
        yield _said(f"argmap add FILE --map {shown}", width, "key", "   ")
        yield _BLANK
        yield _said("Then press r to read them.", width, "quiet")
        return
    for source in session.map.sources.values():
        count = session.mark_count(source.id)
        about = [
            *about_source(source),
            f"{count} mark{'s' * (count != 1)}" if count else "no marks",
        ]
        yield Item(
            (
                *paragraph(source.title.value, width - 1, "strong", lead=[(" ", "")], limit=2),
                clip([("   ", ""), (" · ".join(about), "quiet")], width - 1),
                (),
            ),
            source.id,
        )


def problem_items(problems: Sequence[Diagnostic], width: int) -> Iterator[Item]:
    """The problems, worst first; each with place, line, caret and remedy."""
    if not problems:
        yield _said("No problems: map, sources and marks hold together.", width)
        return
    order = list(Severity)
    for problem in sorted(problems, key=lambda p: order.index(p.severity)):
        style = str(problem.severity)
        lead: Line = [(f" {problem.severity} ", f"{style} strong"), (f"{problem.code}  ", "quiet")]
        lines: list[Line] = paragraph(problem.message, width - 1, "", lead=lead, indent=3)
        if problem.place:
            lines += paragraph(problem.place, width - 1, "quiet", lead=[("   ", "")])
        if problem.line and problem.excerpt.strip():
            lines += _excerpt(problem, width)
        for path, line, column, message in problem.related:
            lines += paragraph(
                f"{path}:{line}:{column}: {message}", width - 1, "quiet", lead=[("   ", "")]
            )
        if problem.hint:
            lines += paragraph(problem.hint, width - 1, "", lead=[("   → ", "key")])
        yield Item((*lines, ()), problem)


def _excerpt(problem: Diagnostic, width: int) -> list[Line]:
    """The line itself with a caret below, as a window round the place."""
    text = safe_same_length(problem.excerpt).replace("\t", " ")
    at, room = problem.column - 1, max(20, width - 12)
    begin = max(0, at - room // 2) if len(text) > room else 0
    shown = text[begin : begin + room]
    number = f"{problem.line:>6} │ "
    before = cell_len(text[begin:at])
    caret = "^" * max(1, min(problem.length, room - (at - begin)))
    return [
        clip([(number, "guide"), (isolate(shown), "")], width - 1),
        clip([("       │ ", "guide"), (" " * before + caret, "warning strong")], width - 1),
    ]


def help_items(scopes: Sequence[Scope], width: int) -> Iterator[Item]:
    """Prose on where the user is, then the keys that work there, nearest first."""
    actions = actions_in(scopes)
    column = max((cell_len(_keys(a.keys)) for a in actions), default=0)
    for number, scope in enumerate(scopes):
        here = [a for a in actions if a.scope is scope and a.keys]
        title, prose = PLACES[scope]
        if number and not here:
            continue
        yield _said(title, width, "title")
        yield Item(tuple(paragraph(prose, min(width - 1, 90), "quiet", lead=[(" ", "")])))
        yield _BLANK
        for action in here:
            keys = _keys(action.keys)
            lead: list[Run] = [(f"   {keys}{' ' * (column - cell_len(keys))}  ", "key")]
            yield Item(tuple(paragraph(action.help, min(width - 1, 100), lead=lead)))
        yield _BLANK
    yield _said("Text can be selected with Shift and the mouse in most terminals.", width, "quiet")
    yield _said("Esc goes back.", width, "quiet")


def _keys(keys: Iterable[str]) -> str:
    return " ".join(key_label(key) for key in keys)


def marks_here(
    marks: Sequence[Evidence], session: Session, any_: bool, width: int
) -> Iterator[Item]:
    """Below the reader: the marks on the cursor's line; the targets are the marks."""
    if not marks:
        if any_:
            yield _said("No mark on this line. ] goes to the next one.", width, "quiet")
        else:
            yield _said("Nobody marked a passage in this source yet.", width, "quiet")
            shown = one_line(session.workspace.shown)
            command = f'argmap mark SOURCE --quote "…" --supports CLAIM --map {shown}'
            yield _said(command, width, "key", "   ")
        return
    for mark in marks:
        colour = "support" if mark.stance is Stance.SUPPORTS else "oppose"
        node = session.map.claims.get(mark.claim) or session.map.arguments.get(mark.claim)
        claim = node.label if node is not None else f"{mark.claim} (not in the map)"
        verb = "proposes" if mark.is_suggestion else "marks"
        side = "for" if mark.stance is Stance.SUPPORTS else "against"
        lead: Line = [
            (f" {'?' if mark.is_suggestion else mark.stance.sign} ", f"{colour} strong"),
            (isolate(one_line(mark.annotator)), "strong"),
            (f" {verb} it ", "quiet"),
            (f"{side}: ", colour),
        ]
        lines = paragraph(claim, width - 1, lead=lead, indent=3, limit=2)
        if mark.note:
            lines += paragraph(mark.note, width - 1, "quiet", lead=[("   ✎ ", "quiet")], limit=2)
        yield Item(tuple(lines), mark)
