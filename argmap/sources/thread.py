"""Which of a page's lists is the readers' thread, and which of its items are comments.

A list is judged by its items (heads of comments, sentences, page furniture) and by the heading
above it; see section 4 of the sources reference. Share and menu lists have no sentences; rules
for commenters stand below a form's heading; lists inside a comment are replies only where they
look like the thread's other comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from argmap.sources.heads import is_name
from argmap.sources.items import TYPED, Group, Item, build_forest
from argmap.sources.lines import Line
from argmap.sources.words import MAX_CUE

__all__ = ["Found", "Thread", "find_thread"]

_REACH = 12
"""A heading speaks for a list at most this many lines with text below it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One comment: its item and that of the comment it answers."""

    item: Item
    parent: Item | None


@dataclass(frozen=True, slots=True)
class Thread:
    """The readers' comments of a page, in the order of the text."""

    comments: tuple[Found, ...]
    names_on_first_line: bool
    """Whether a short first line may be taken for the author: no item has a head of its own."""


def _without_masthead(found: list[Found]) -> list[Found]:
    """Without a first item that is the article under its own byline: a head without a marker, of
    another shape than all the others."""
    if len(found) < 4 or found[0].item.family or found[0].item.head is None:
        return found
    styles = [f.item.head.style for f in found[1:] if f.item.head]
    first = found[0].item.head.style
    if styles and first not in styles and len(set(styles)) == 1:
        return [f for f in found[1:] if f.parent is not found[0].item] or found
    return found


def _without_numbered_text(found: list[Found]) -> list[Found]:
    """Without the points of a numbered list in one comment: three or more without a head, where
    the thread has no other replies."""
    replies = [f for f in found if f.parent is not None]
    parents = {id(f.parent) for f in replies}
    plain = all(f.item.head is None and f.item.family == "#" for f in replies)
    if len(parents) == 1 and len(replies) >= 3 and plain:
        return [f for f in found if f.parent is None]
    return found


@dataclass(slots=True)
class _Judged:
    group: Group
    headed: float
    named: float
    texts: float
    sentences: float
    chrome: float
    count: int
    size: int
    cue: int
    present: bool


def find_thread(lines: Sequence[Line]) -> Thread:
    """The thread of a page; without comments where no list looks like one."""
    judge = _Judge(lines)
    accepted = judge.accepted(build_forest(lines))
    if not accepted:
        return Thread((), False)
    items = [item for judged in accepted for item in judge.real(judged.group)]
    headed = sum(1 for item in items if judge.has_head(item)) / len(items)
    labelled = sum(1 for item in items if judge.is_labelled(item, headed)) / len(items)
    families = {judged.group.family for judged in accepted}
    found: list[Found] = []
    for judged in accepted:
        for item in judge.real(judged.group):
            found.extend(judge.with_replies(item, None, (headed, labelled), families))
    found.sort(key=lambda f: f.item.first)
    found = _without_numbered_text(_without_masthead(found))
    return Thread(tuple(found), headed < 0.5)


class _Judge:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._cues: dict[int, int] = {}

    # ------------------------------------------------------------- one item

    def own(self, item: Item) -> Iterator[Line]:
        """The item's own lines with text, after its head, up to the first reply with a head."""
        stop = min(
            (
                inner.first
                for group in item.children
                for inner in group.items
                if inner.family and inner.head
            ),
            default=item.stop,
        )
        for index in range(item.text_first, stop):
            line = self.lines[index]
            if line.content and index != item.signature:
                yield line

    def texts(self, item: Item) -> list[Line]:
        return [line for line in self.own(item) if not (line.is_chrome or line.is_reply_link)]

    @staticmethod
    def has_head(item: Item) -> bool:
        return item.head is not None or item.signature is not None

    def is_pingback(self, item: Item) -> bool:
        return self.lines[item.first].is_pingback

    def has_name_line(self, item: Item) -> bool:
        """Whether the first line may be an author: short, name-shaped, set off from the text."""
        return name_line(self.lines, item) is not None

    def real(self, group: Group) -> list[Item]:
        """The items that hold text and are no links from other sites."""
        found = [i for i in group.items if not self.is_pingback(i) and self.texts(i)]
        if group.family in TYPED and sum(map(self.has_head, found)) * 2 >= len(found):
            return [i for i in found if self.has_head(i)]
        return found

    # ------------------------------------------------------------- one list

    def cue(self, first: int) -> int:
        """2 below a thread's heading, 1 below a weak one, −1 below a form's, −2 below that
        of comments on other pages, 0 elsewhere."""
        seen = 0
        for index in range(first - 1, -1, -1):
            line = self.lines[index]
            if not line.text:
                continue
            seen += 1
            if seen > _REACH:
                break
            cue = self._cues.get(index)
            if cue is None:
                cue = self._cues[index] = self._cue_of(line)
            if cue:
                return cue
            if seen > 1 and line.marker is None and line.is_sentence:
                break
        return 0

    @staticmethod
    def _cue_of(line: Line) -> int:
        if len(line.content) > MAX_CUE:
            return 0
        if line.is_thread_heading:
            return 2
        if line.is_elsewhere:
            return -2
        if line.is_form:
            return 0 if line.text.lower().startswith("comments are") else -1
        if line.is_pingback and not line.marker and not line.text[-1:].isdecimal():
            return -1
        return 1 if line.is_weak_thread_heading else 0

    def judge(self, group: Group) -> _Judged:
        items = [item for item in group.items if not self.is_pingback(item)]
        count = len(items) or 1
        texts = [self.texts(item) for item in items]
        full = [
            any(line.is_sentence for line in own) or sum(len(line.content) for line in own) >= 60
            for own in texts
        ]
        return _Judged(
            group=group,
            headed=sum(1 for item in items if self.has_head(item)) / count,
            named=sum(1 for item in items if self.has_name_line(item)) / count,
            texts=sum(1 for own in texts if own) / count,
            sentences=sum(full) / count,
            chrome=sum(1 for item in items if self.lines[item.first].is_chrome) / count,
            count=len(items),
            size=sum(len(line.content) for own in texts for line in own),
            cue=self.cue(group.items[0].first) if group.items else 0,
            present=all(i.head.present or i.head.date for i in items if i.head),
        )

    def is_thread(self, j: _Judged) -> bool:
        """Whether a list, for itself, is the comments of readers."""
        if j.count == 0 or j.texts < 0.5:
            return False
        if j.size < 20 and not (j.cue == 2 and j.headed >= 0.5):
            return False
        if j.cue < 0 and not (j.headed >= 0.8 and j.count >= 3 and j.cue > -2):
            return False
        if j.headed >= 0.5:
            if j.cue == 2:
                return True
            dated = sum(
                1 for i in j.group.items if (i.head and i.head.date) or i.signature is not None
            )
            if not j.group.family and not (j.present and dated * 2 >= j.count):
                return False
            return j.count >= 2 and j.sentences >= 0.3
        if j.chrome > 0.5:
            return False
        if j.cue == 2:
            return j.sentences >= 0.5 or (j.sentences >= 0.3 and j.count >= 4)
        late = j.group.items[0].first > 0.25 * len(self.lines)
        if j.cue == 1:
            return j.sentences >= 0.6 and (j.named >= 0.25 or j.headed > 0) and late
        return j.count >= 4 and j.sentences >= 0.8 and j.named >= 0.5 and late

    def tail(self, j: _Judged) -> _Judged:
        """The items from the first one with a head, where nearly all of those have one: a thread
        that stands directly below a menu and is marked like it."""
        items = j.group.items
        first = next((n for n, item in enumerate(items) if self.has_head(item)), 0)
        if not first or j.headed == 0:
            return j
        rest = self.judge(Group(j.group.family, j.group.column, j.group.parent, items[first:]))
        return rest if rest.headed >= 0.8 and rest.count >= 2 else j

    def accepted(self, roots: Sequence[Group]) -> list[_Judged]:
        """The lists that make up the thread."""
        found: list[_Judged] = []
        unsure: list[_Judged] = []
        pending = list(roots)
        while pending:
            group = pending.pop()
            judged = self.judge(group)
            if group.items and not self.is_thread(judged):
                judged = self.tail(judged)
            if group.items and self.is_thread(judged):
                found.append(judged)
                continue
            if group.items:
                unsure.append(judged)
            for item in group.items:
                pending.extend(item.children)
        if not found:
            return []
        found.sort(key=lambda j: j.group.items[0].first)
        sure = [j for j in found if j.cue == 2]
        with_heads = [j for j in found if j.headed >= 0.5]
        if any(j.headed >= 0.5 for j in sure):
            sure = [j for j in sure if j.headed >= 0.5]
        elif not sure or any(j.count >= 3 for j in with_heads):
            sure = [max(with_heads or found, key=self._weight)]
        start = sure[0].group.items[0].first
        kept = [
            j
            for j in found
            if j in sure or (j.group.items[0].first > start and self._goes_on(sure[0], j))
        ]
        kept += [
            j
            for j in unsure
            if j.group.items[0].first > start
            and j.cue >= 0
            and j.texts >= 0.5
            and (j.headed >= 0.5 or (j.sentences >= 0.5 and sure[0].headed < 0.5))
            and self._goes_on(sure[0], j)
        ]
        kept.sort(key=lambda j: j.group.items[0].first)
        return kept

    @staticmethod
    def _weight(j: _Judged) -> float:
        return j.size * (j.headed + 0.5 * j.named + 0.2) * (1 + j.cue)

    def _goes_on(self, first: _Judged, other: _Judged) -> bool:
        """Whether a later list of the same make continues the thread."""
        a, b = first.group, other.group
        if a.family != b.family or abs(a.column - b.column) > 1:
            return False
        begin = max(i.stop for i in a.items)
        end = b.items[0].first
        return not any(
            line.is_form or line.ends_article or (line.is_pingback and not line.marker)
            for line in self.lines[begin:end]
        )

    # --------------------------------------------------------------- replies

    def is_labelled(self, item: Item, headed: float) -> bool:
        """Whether an item names its author: by a head, or (in threads without heads) by its first
        line."""
        return self.has_head(item) or (headed < 0.5 and self.has_name_line(item))

    def with_replies(
        self, item: Item, parent: Item | None, shares: tuple[float, float], families: set[str]
    ) -> Iterator[Found]:
        """A comment and the replies that stand in it."""
        pending: list[tuple[Item, Item | None]] = [(item, parent)]
        while pending:
            comment, answered = pending.pop()
            yield Found(comment, answered)
            groups = list(comment.children)
            for group in groups:
                replies = self._replies(group, shares, families)
                if not replies:
                    groups.extend(deeper for inner in group.items for deeper in inner.children)
                pending.extend((reply, comment) for reply in replies)

    def _replies(self, group: Group, shares: tuple[float, float], families: set[str]) -> list[Item]:
        """The items of a list inside a comment that are replies to it, and not its text."""
        if not group.family and group.parent is not None and group.parent.family:
            return []  # a byline or a letterhead inside a bulleted comment
        real = self.real(group)
        headed, labelled = shares
        named = [item for item in real if self.is_labelled(item, headed)]
        if labelled > 0.7:
            alone = group.family == "•" and len(real) == 1 and headed <= 0.9
            return real if alone and self._is_full(real) else named
        if len(named) * 2 >= len(real):
            return real
        if group.family not in families | {"•"} or not group.family:
            return []
        return real if self._is_full(real) else []

    def _is_full(self, items: Sequence[Item]) -> bool:
        """Whether at least half of the items hold 25 characters or more."""
        full = [i for i in items if sum(len(line.content) for line in self.texts(i)) >= 25]
        return len(full) * 2 >= len(items)


def name_line(lines: Sequence[Line], item: Item) -> int | None:
    """The index of the item's first line where that may be its author's name.

    At most 45 characters and 6 words, no end of sentence, not only a date, and text follows.
    """
    if item.head is not None:
        return None
    first = item.first
    while first < item.own_stop and not lines[first].content:
        first += 1
    if first >= item.own_stop or not is_name(lines[first].content, strict=True):
        return None
    following = first + 1
    while following < item.own_stop and lines[following].is_blank:
        following += 1
    if following >= item.own_stop or lines[following].is_chrome:
        return None
    if following == first + 1 and not lines[following].is_sentence:
        return None
    return first
