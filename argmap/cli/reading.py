"""A source as a person reads it: the article, the comments as a thread, and where marks are."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.cli.common import dim, emphasis, side_style
from argmap.display import count, isolate, one_line, wrap
from argmap.model import Block, BlockKind, Comment, Evidence, Source, Span, Stance
from argmap.workspace import Workspace

__all__ = ["source_lines"]


def source_lines(workspace: Workspace, source: Source, width: int, everything: bool) -> list[str]:
    """The source as lines. ``everything`` shows what was set aside as page furniture too."""
    lines = [emphasis(line) for line in wrap(source.title.value, width)]
    byline = ", ".join(isolate(one_line(a.value)) for a in source.authors)
    parts = [
        f"by {byline}" if byline else "",
        isolate(one_line(source.outlet.value)) if source.outlet else "",
        one_line(source.date.value) if source.date else "",
    ]
    about = " · ".join(part for part in parts if part)
    if about:
        lines.append(dim(about))
    if source.url:
        lines.append(dim(isolate(one_line(source.url.value))))
    lines.append(dim(one_line(source.id)))
    marks = _marks(workspace, source)
    aside = 0
    comments = {c.span.start: c for c in source.comments}
    last_end = max((c.span.start for c in source.comments), default=-1)
    headed = False
    parts_: list[Block | Comment] = [*source.blocks, *source.comments]
    for part in sorted(parts_, key=lambda p: p.span.start):
        if isinstance(part, Comment):
            if not headed:
                lines += ["", emphasis(count(len(comments), "comment"))]
                headed = True
            lines += _comment(source, part, width, marks)
        elif part.kind.is_article or part.kind is BlockKind.CAPTION:
            lines += _block(source, part, width, marks)
        elif part.kind is BlockKind.BOILERPLATE and part.span.of(source.text).strip():
            aside += sum(1 for x in part.span.of(source.text).split("\n") if x.strip())
            if everything and not (headed and part.span.start < last_end):
                lines += ["", *(dim(x) for x in wrap(part.span.of(source.text), width, "  ┆ "))]
            elif everything:
                lines += [dim(x) for x in wrap(part.span.of(source.text), width, "  ┆ ")]
    footer = []
    if aside and not everything:
        footer.append(f"{count(aside, 'line')} set aside as page furniture (--all shows them)")
    if source.stated_comments is not None and source.stated_comments != len(source.comments):
        footer.append(f"the page itself speaks of {count(source.stated_comments, 'comment')}")
    total = sum(1 for e in workspace.map.marks if e.anchor.source == source.id)
    footer.append(f"{count(total, 'mark')} in this source" if total else "no marks yet")
    lines += ["", dim(" · ".join(footer))]
    if not total:
        lines.append(dim(f'Next: argmap mark {one_line(source.id)} --quote "…" --supports "CLAIM"'))
    return lines


def _marks(workspace: Workspace, source: Source) -> list[tuple[Span, Evidence]]:
    found = []
    for mark in workspace.map.evidence:
        if mark.anchor.source == source.id and not mark.is_suggestion:
            span = workspace.locate(mark).span
            if span is not None:
                found.append((span, mark))
    return found


def _signs(part: Span, marks: list[tuple[Span, Evidence]]) -> str:
    """``+2 −1`` where passages of this part are marked."""
    inside = [m.stance for span, m in marks if span.overlaps(part)]
    counts = {s: inside.count(s) for s in Stance}
    return " ".join(side_style(f"{s.sign}{n}", s) for s, n in counts.items() if n)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        if paragraph.strip():
            yield paragraph


def _block(
    source: Source, block: Block, width: int, marks: list[tuple[Span, Evidence]]
) -> list[str]:
    text = block.span.of(source.text)
    if not text.strip():
        return []
    if block.kind is BlockKind.HEADING:
        return ["", *(emphasis(x) for x in wrap(text.strip().lstrip("#").strip(), width))]
    if block.kind is BlockKind.CAPTION:
        return ["", *(dim(x) for x in wrap(text, width, "    "))]
    indent = "  │ " if block.kind is BlockKind.QUOTATION else ""
    lines = ["", *wrap(text.replace("\n>", "\n").lstrip("> "), width, indent)]
    signs = _signs(block.span, marks)
    if signs:
        lines[-1] += f"  {signs}"
    return lines


def _comment(
    source: Source, comment: Comment, width: int, marks: list[tuple[Span, Evidence]]
) -> list[str]:
    depth = min(comment.depth, 8)
    indent = "  " + "│ " * depth
    head = emphasis(isolate(one_line(comment.author))) if comment.author else dim("anonymous")
    details = [one_line(comment.id), one_line(comment.date or "")]
    if comment.reply_to:
        answered = source.comment(comment.reply_to)
        who = (
            one_line(answered.author)
            if answered and answered.author
            else one_line(comment.reply_to)
        )
        details.append(f"to {isolate(who)}")
    line = f"{indent}{head} " + dim(" · ".join(d for d in details if d))
    signs = _signs(comment.body, marks)
    lines = [indent.rstrip(), f"{line}  {signs}" if signs else line]
    for piece, quoted in _pieces(source.text, comment):
        for paragraph in _paragraphs(piece):
            lines += wrap(
                paragraph.replace("\n>", "\n").lstrip("> "),
                width,
                indent + ("┆ " if quoted else ""),
            )
    return lines


def _pieces(text: str, comment: Comment) -> Iterator[tuple[str, bool]]:
    """The body cut into the reader's own words and quoted ones; page furniture left out."""
    at = comment.body.start
    cuts = [(s, True) for s in comment.quoted] + [(s, False) for s in comment.aside]
    for span, quoted in sorted(cuts):
        yield text[at : span.start], False
        if quoted:
            yield span.of(text), True
        at = max(at, span.end)
    yield text[at : comment.body.end], False
