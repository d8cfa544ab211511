"""From the items of a thread to comments: author, date, body, furniture, mentions, replies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from argmap.model import Comment, Mention, Span
from argmap.sources.dates import find_date
from argmap.sources.heads import clean_name, is_date_line, signature, tidy_name
from argmap.sources.items import TYPED, Item
from argmap.sources.lines import Line
from argmap.sources.quoted import quoted_spans
from argmap.sources.thread import Found, Thread, name_line

__all__ = ["Names", "build_comments", "find_mentions", "link_replies"]

_REPLY_WORD = re.compile(
    r"\b(?:reply|respond|antworten?|zitieren|r[ée]pondre|responder|rispondi|reageer|svara?)\b", re.I
)
_MENTION = re.compile(r"(?<![\w@./])@[ \u00a0]?(?=\w)")
_MENTION_NAME = re.compile(r"([^\n:,;!?()@]{1,45}):")
_MENTION_WORD = re.compile(r"\w[\w.’'-]{0,38}\w|\w")


@dataclass(slots=True)
class _Draft:
    found: Found
    first: int
    stop: int
    author: str | None
    date: str | None
    answers: str | None
    start: int
    """Where its own text begins, as an offset; head's inline text included."""
    text_first: int
    """The line of ``start``."""


def build_comments(
    text: str, lines: Sequence[Line], thread: Thread, article: str = ""
) -> list[Comment]:
    """The comments of ``thread`` with spans in ``text``.

    ``article`` is the text of the article, to find what a comment quotes from it.
    """
    drafts = _drafts(lines, thread)
    page = _Furniture(lines, drafts)
    cut = _cut_after_reply_link(lines, drafts, page)
    order = _day_first(drafts)
    comments: list[Comment] = []
    ids: dict[int, str] = {}
    for number, draft in enumerate(drafts, 1):
        comment_id = f"c{number}"
        ids[id(draft.found.item)] = comment_id
        body_lines, stop = _body(lines, draft, page, cut)
        start = lines[draft.first].start
        end = lines[stop - 1].next if stop > draft.first else lines[draft.first].next
        if body_lines:
            begin = max(draft.start, lines[body_lines[0]].content_start)
            if body_lines[0] != draft.text_first:
                begin = lines[body_lines[0]].text_start
            body = Span(begin, max(begin, lines[body_lines[-1]].end_of_text))
        else:
            body = Span(end, end)
        aside = tuple(
            Span(lines[i].text_start, lines[i].end_of_text)
            for i in body_lines[1:]
            if not lines[i].is_blank and page.holds(lines[i]) and len(lines[i].text) > 2
        )
        parent = draft.found.parent
        comments.append(
            Comment(
                id=comment_id,
                span=Span(start, end),
                body=body,
                author=draft.author,
                date=_date(draft, order),
                reply_to=ids.get(id(parent)) if parent is not None else None,
                aside=aside,
                quoted=quoted_spans(text, body, article),
            )
        )
    named = [draft.answers for draft in drafts]
    return link_replies(text, comments, named)


def _drafts(lines: Sequence[Line], thread: Thread) -> list[_Draft]:
    drafts: list[_Draft] = []
    mine = {id(found.item) for found in thread.comments}
    places: dict[int, int] = {}
    for place, found in enumerate(thread.comments):
        item = found.item
        stop = _reach(item, mine, places)
        if place + 1 < len(thread.comments):
            stop = min(stop, thread.comments[place + 1].item.first)
        author = date = answers = None
        text_first = item.first
        start = lines[item.first].content_start
        head = item.head
        if head is not None:
            author, answers = head.author, head.answers
            date = head.date.iso or head.date.text if head.date else None
            if head.inline is not None:
                start = head.inline
            else:
                text_first = head.last + 1
                start = lines[text_first].start if text_first < len(lines) else lines[-1].end
        elif item.signature is not None:
            sign = signature(lines[item.signature])
            if sign:
                author = sign.author
                date = sign.date.iso or sign.date.text if sign.date else None
        elif thread.names_on_first_line:
            named = name_line(lines, item)
            if named is not None:
                author = clean_name(tidy_name(lines[named].content))
                text_first = named + 1
                start = lines[text_first].start
        drafts.append(_Draft(found, item.first, stop, author, date, answers, start, text_first))
    return drafts


def _reach(item: Item, mine: set[int], places: dict[int, int]) -> int:
    """Where a comment ends: past the points of a list that its author typed at its own margin.

    ``mine`` are the thread's items, ``places`` remembers where items stand in their lists.
    """
    if item.family not in TYPED or item.head is None:
        return item.stop
    siblings = item.group.items
    if id(item) not in places:
        places.update((id(other), number) for number, other in enumerate(siblings))
    stop = item.stop
    for number in range(places[id(item)] + 1, len(siblings)):
        other = siblings[number]
        if id(other) in mine or other.first > stop:
            break
        stop = other.stop
    return stop


class _Furniture:
    """What belongs to the page and not to the reader, in the comments of one page.

    Links by their words; and lines that stand in at least half of the comments (signatures that
    one reader repeats are kept). ``closing`` is the line with which most comments end.
    """

    def __init__(self, lines: Sequence[Line], drafts: Sequence[_Draft]) -> None:
        self.least = max(3, len(drafts) // 2)
        ends = Counter(
            last.text
            for draft in drafts
            if (last := _last(lines, draft)) is not None and self.holds(last)
        )
        text, count = ends.most_common(1)[0] if ends else ("", 0)
        self.closing = text if count >= 2 and count >= 0.6 * (len(drafts) - 1) else None

    def holds(self, line: Line) -> bool:
        if line.is_chrome_word or line.is_reply_link or (line.marker and not line.content):
            return True
        return line.is_chrome and line.times >= self.least

    def closes(self, line: Line) -> bool:
        return _is_reply_word(line) or line.text == self.closing


def _last(lines: Sequence[Line], draft: _Draft) -> Line | None:
    for index in range(draft.stop - 1, draft.text_first, -1):
        if not lines[index].is_blank:
            return lines[index]
    return None


def _is_reply_word(line: Line) -> bool:
    return line.is_reply_link and bool(_REPLY_WORD.search(line.content))


def _reply_row(lines: Sequence[Line], draft: _Draft, page: _Furniture) -> int | None:
    """The first line that closes comments (``Reply``) after text."""
    seen = False
    for index in range(draft.text_first, draft.stop):
        line = lines[index]
        if line.is_blank:
            continue
        if page.closes(line):
            if seen:
                return index
        elif not page.holds(line):
            seen = True
    return None


def _cut_after_reply_link(
    lines: Sequence[Line], drafts: Sequence[_Draft], page: _Furniture
) -> bool:
    """Whether this page ends its comments with ``Reply``: what follows is no part of them."""
    ended = went_on = 0
    for draft in drafts:
        row = _reply_row(lines, draft, page)
        if row is None:
            continue
        rest = lines[row + 1 : draft.stop]
        if any(not line.is_blank and not page.holds(line) for line in rest):
            went_on += 1
        else:
            ended += 1
    return ended > 0 and went_on <= max(1, ended // 4)


def _body(
    lines: Sequence[Line], draft: _Draft, page: _Furniture, cut: bool
) -> tuple[list[int], int]:
    """The lines of the body, first to last, and the line at which the comment's span ends."""
    stop = draft.stop
    item = draft.found.item
    if cut:
        row = _reply_row(lines, draft, page)
        if row is not None:
            stop = row + 1
            while stop < draft.stop and (lines[stop].is_blank or page.holds(lines[stop])):
                stop += 1
            end = row
        else:
            end = stop
    else:
        end = stop
    if item.signature is not None and draft.first < item.signature < end:
        end = item.signature
    inside = [i for i in range(draft.text_first, end) if not lines[i].is_blank]
    if item.head is not None:
        while inside and inside[0] != item.first and _front(lines[inside[0]], page):
            inside.pop(0)
    while inside and inside[-1] != item.first and page.holds(lines[inside[-1]]):
        inside.pop()
    return inside, stop


def _front(line: Line, page: _Furniture) -> bool:
    return page.holds(line) or is_date_line(line.content) is not None


def _day_first(drafts: Sequence[_Draft]) -> bool | None:
    """The order of day and month in ``3/4/2019``, where another date of the thread settles it."""
    votes: set[bool] = set()
    for draft in drafts:
        head = draft.found.item.head
        if head and head.date and head.date.iso and re.match(r"\d{1,2}[/-]", head.date.text):
            a, b = (int(x) for x in re.split(r"[/-]", head.date.text)[:2])
            if a != b:
                votes.add(a > 12)
    return votes.pop() if len(votes) == 1 else None


def _date(draft: _Draft, day_first: bool | None) -> str | None:
    if draft.date is None or day_first is None or not re.match(r"\d{1,2}[/-]", draft.date):
        return draft.date
    found = find_date(draft.date, day_first=day_first)
    return found.iso if found and found.iso else draft.date


# ------------------------------------------------------------------------ mentions


class Names:
    """The authors of a thread, to recognise them after an ``@``."""

    def __init__(self, authors: Iterable[str | None]) -> None:
        self.known = {a.casefold() for a in authors if a}
        self.lengths = sorted({len(a) for a in self.known}, reverse=True)

    def at(self, text: str, start: int) -> str | None:
        """The longest known name that stands at ``start``."""
        for size in self.lengths:
            name = text[start : start + size]
            if (
                name.casefold() in self.known
                and not text[start + size : start + size + 1].isalnum()
            ):
                return name
        return None


def find_mentions(text: str, body: Span, names: Names) -> list[tuple[str, Span]]:
    """``@Name`` in ``body``: the name and its span, ``@`` included.

    A name known from the thread is taken whole; else up to a colon at the start of a line
    (``@ Sam Lee:``), else one word.
    """
    found: list[tuple[str, Span]] = []
    for match in _MENTION.finditer(text, body.start, body.end):
        at = match.end()
        name = names.at(text, at)
        if name is None:
            before = text[max(body.start, match.start() - 1) : match.start()]
            listed = _MENTION_NAME.match(text, at, min(body.end, at + 48))
            if listed and (match.start() == body.start or before == "\n" or before == " "):
                name = listed.group(1).rstrip()
                if len(name.split()) > 5:
                    name = None
        if name is None:
            if match.group().endswith((" ", "\u00a0")):
                continue
            word = _MENTION_WORD.match(text, at, min(body.end, at + 40))
            if not word:
                continue
            name = word.group()
        end = min(body.end, at + len(name))
        if end > at:
            found.append((text[at:end], Span(match.start(), end)))
    return found


def link_replies(
    text: str, comments: Sequence[Comment], answers: Sequence[str | None] = ()
) -> list[Comment]:
    """The comments with mentions resolved, replies from mentions, and depths.

    A mention means the nearest earlier comment by that author. A comment that stands on its own
    and begins with a mention, or whose head says ``A ▸ B``, answers the comment it means.
    """
    names = Names(c.author for c in comments)
    by_author: dict[str, str] = {}
    depths: dict[str, int] = {}
    done: list[Comment] = []
    for place, comment in enumerate(comments):
        mentions = tuple(
            Mention(name, span, by_author.get(_key(name)))
            for name, span in find_mentions(text, comment.body, names)
        )
        reply_to = comment.reply_to
        named = answers[place] if place < len(answers) else None
        if reply_to is None and named:
            reply_to = by_author.get(_key(named))
        if reply_to is None and mentions and mentions[0].span.start == comment.body.start:
            reply_to = mentions[0].comment
        depth = depths.get(reply_to, -1) + 1 if reply_to else 0
        depths[comment.id] = depth
        done.append(replace(comment, mentions=mentions, reply_to=reply_to, depth=depth))
        if comment.author:
            by_author[_key(comment.author)] = comment.id
    return done


def _key(name: str) -> str:
    return " ".join(name.casefold().split()).lstrip("@")
