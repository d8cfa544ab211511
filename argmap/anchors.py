"""Passages that stay attached: make a passage's selectors, and find the passage again.

A passage is kept as quotation, 64 characters of context on either side, position, and the block or
comment it stands in (the W3C's TextQuoteSelector and TextPositionSelector). It is looked for in
this order: at its position; as the same words elsewhere; as the same words after folding (white
space, quotation marks, dashes, case, compatibility forms); as nearly the same words. A find is
accepted only with enough agreement, so that a deleted passage becomes an orphan and is never
attached to another place. Weights and thresholds follow the Hypothesis client (quotation 50,
prefix 20, suffix 20, position 2) with a minimum score, which it lacks.
"""

from __future__ import annotations

import functools
import unicodedata

from argmap.model import Anchor, Anchored, AnchorState, Comment, Source, Span

__all__ = ["CONTEXT", "find", "find_quotation", "make", "nearest_passage", "trim"]

CONTEXT = 64
"""Characters of context kept on either side of a passage."""

_ACCEPT = 0.70
_TIE = 0.05
_SHORT = 24
_MAX_ERRORS = 0.15
_MIN_CONTEXT = 0.55
_PROBE = 256
"""Longer quotations are found by this many characters at either end."""
_MOST = 8_000
"""Characters that are compared one by one."""

_FOLD = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "…": "...",
}


def trim(text: str, span: Span) -> Span:
    """``span`` without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _container(source: Source, span: Span) -> str | None:
    holder = source.container(span)
    if holder is None:
        return None
    if isinstance(holder, Comment):
        return holder.id
    return f"p{source.blocks.index(holder) + 1}"


def make(source: Source, span: Span, container: str | None = None) -> Anchor:
    """The anchor of a passage: ``span`` of ``source.text``, in code points.

    ``container`` is the id of the block or comment, where it is known already: to look for it
    takes time in proportion to the source.

    Raises :class:`ValueError` for an empty span or one that leaves the text.
    """
    if not 0 <= span.start < span.end <= len(source.text):
        raise ValueError(f"no passage at {span.start}:{span.end}")
    text = source.text
    return Anchor(
        source=source.id,
        revision=source.revision,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
        container=container or _container(source, span),
    )


@functools.lru_cache(maxsize=16)
def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for each folded character the offset it came from (plus the length)."""
    out: list[str] = []
    offsets: list[int] = []
    space = False
    for index, char in enumerate(text):
        if char.isspace():
            if not space:
                out.append(" ")
                offsets.append(index)
            space = True
            continue
        if "a" <= char <= "z":
            piece = char
        else:
            folded = _FOLD.get(char)
            if folded is None:
                folded = unicodedata.normalize("NFKC", char).casefold()
            piece = folded
        if piece:
            space = False
            out.extend(piece)
            offsets.extend([index] * len(piece))
    offsets.append(len(text))
    return "".join(out), offsets


def _fold(text: str) -> str:
    return _folded(text)[0].strip()


def _raw_span(offsets: list[int], start: int, end: int) -> Span:
    """The raw span of ``folded[start:end]``; its last character is taken whole."""
    return Span(offsets[start], offsets[end - 1] + 1)


def _occurrences(text: str, wanted: str) -> list[Span]:
    spans, at = [], text.find(wanted)
    while at >= 0:
        spans.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return spans


def _occurrences_folded(text: str, wanted: str) -> list[Span]:
    key = _fold(wanted)
    if not key:
        return []
    folded, offsets = _folded(text)
    return [_raw_span(offsets, s.start, s.end) for s in _occurrences(folded, key)]


def find_quotation(text: str, quotation: str, within: Span | None = None) -> list[Span]:
    """Every place where ``quotation`` stands in ``text``, exactly or, failing that, after folding.

    ``within`` limits the search to one block or comment.
    """
    wanted = quotation.strip()
    if not wanted:
        return []
    base = within or Span(0, len(text))
    part = base.of(text)
    spans = _occurrences(part, wanted) or _occurrences_folded(part, wanted)
    return [Span(s.start + base.start, s.end + base.start) for s in spans]


def _similar(one: str, two: str) -> float:
    if one == two:
        return 1.0
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, two)


def _context(text: str, span: Span, anchor: Anchor) -> float:
    """How well the surroundings of ``span`` agree with the anchor's context, 0 to 1."""
    parts = []
    if anchor.prefix:
        before = text[max(0, span.start - len(anchor.prefix)) : span.start]
        parts.append(_similar(_fold(before), _fold(anchor.prefix)))
    if anchor.suffix:
        after = text[span.end : span.end + len(anchor.suffix)]
        parts.append(_similar(_fold(after), _fold(anchor.suffix)))
    return sum(parts) / len(parts) if parts else 1.0


def _score(source: Source, span: Span, anchor: Anchor, quotation: float) -> tuple[float, float]:
    """(overall score 0–1, context agreement 0–1)."""
    context = _context(source.text, span, anchor)
    length = max(1, len(source.text))
    near = 1.0 - abs(span.start - anchor.start) / length
    held = 1.0 if anchor.container and _container(source, span) == anchor.container else 0.0
    return (50 * quotation + 40 * context + 2 * near + 8 * held) / 100, context


def _settle(source: Source, anchor: Anchor, spans: list[Span], state: AnchorState) -> Anchored:
    """Choose among places that hold the same words."""
    scored = sorted(
        ((*_score(source, span, anchor, 1.0), span) for span in spans), key=lambda s: -s[0]
    )
    score, context, best = scored[0]
    if len(_fold(anchor.exact)) < _SHORT and context < _MIN_CONTEXT:
        return Anchored(AnchorState.ORPHANED, None, score)
    if len(scored) > 1 and score - scored[1][0] < _TIE:
        tied = tuple(span for s, _, span in scored if score - s < _TIE)
        return Anchored(AnchorState.AMBIGUOUS, None, score, tied)
    return Anchored(state, best, score)


def find(anchor: Anchor, source: Source) -> Anchored:
    """Where the anchor's passage is in the present text of ``source``."""
    text = source.text
    here = Span(anchor.start, anchor.end)
    # In the same revision the position is right for ever; in another one the same words may stand
    # at the same place by chance, so a short quotation must have its context too.
    if (
        anchor.exact
        and here.of(text) == anchor.exact
        and (
            anchor.revision == source.revision
            or len(anchor.exact) >= _SHORT
            or _context(text, here, anchor) >= _MIN_CONTEXT
        )
    ):
        return Anchored(AnchorState.EXACT, here)
    if not anchor.exact.strip():
        return Anchored(AnchorState.ORPHANED, None, 0.0)
    spans = _occurrences(text, anchor.exact) or _occurrences_folded(text, anchor.exact)
    if spans:
        return _settle(source, anchor, spans, AnchorState.MOVED)
    near = nearest_passage(text, anchor.exact)
    if near is None:
        return Anchored(AnchorState.ORPHANED, None, 0.0)
    span, quotation = near
    score, context = _score(source, span, anchor, quotation)
    if score >= _ACCEPT and (1 - quotation <= _MAX_ERRORS or context >= _MIN_CONTEXT):
        return Anchored(AnchorState.CHANGED, span, score)
    return Anchored(AnchorState.ORPHANED, None, score)


@functools.lru_cache(maxsize=512)
def nearest_passage(text: str, quotation: str) -> tuple[Span, float] | None:
    """The stretch of ``text`` most like ``quotation`` and how like it is (0–1), on whole words.

    Of a long quotation only the beginning and the end are looked for, each by itself: a search
    costs the product of both lengths.
    """
    from rapidfuzz.distance import Levenshtein

    key = _fold(quotation)
    folded, offsets = _folded(text)
    if not key or not folded.strip():
        return None
    if len(key) <= 2 * _PROBE:
        found = _align(key, folded)
    else:
        head, tail = _align(key[:_PROBE], folded), _align(key[-_PROBE:], folded)
        found = head
        if head and tail and head[0] < tail[1] <= head[0] + 2 * len(key):
            found = (head[0], tail[1])
    if found is None:
        return None
    start, end = found
    while start > 0 and not folded[start - 1].isspace():
        start -= 1
    while end < len(folded) and not folded[end].isspace():
        end += 1
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    like = Levenshtein.normalized_similarity(key[:_MOST], folded[start : min(end, start + _MOST)])
    return _raw_span(offsets, start, end), like


def _align(key: str, folded: str) -> tuple[int, int] | None:
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(key, folded)
    if found is None or found.dest_end <= found.dest_start:
        return None
    return found.dest_start, found.dest_end
