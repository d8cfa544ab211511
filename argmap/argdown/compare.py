"""What differs between two readings of a map, apart from where in the text things stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from argmap.argdown.reading import Reading
from argmap.diagnostics import Severity
from argmap.model import Argument, Claim, NodeRef, RelationType, Step

__all__ = ["Statement", "changes"]

Statement = tuple[NodeRef, NodeRef, RelationType]
"""A stated relation without its place."""


def changes(
    old: Reading,
    new: Reading,
    *,
    added_relations: Collection[Statement] = (),
    added_tags: Collection[str] = (),
    besides: Collection[tuple[type, str]] = (),
    mentioned: Collection[tuple[type, str]] = (),
) -> str | None:
    """Says in words what changed apart from what was meant to; ``None`` if nothing did.

    ``besides`` are nodes (class and title) that the caller has looked at; ``mentioned`` ones that
    gain a reference. Relations are compared as stated, before the language's rewrites.
    """
    if old.map.settings != new.map.settings:
        return "the settings would change"
    if [_section(s) for s in old.map.sections] != [_section(s) for s in new.map.sections]:
        return "the headings would change"
    if set(new.map.tags) != {*old.map.tags, *added_tags}:
        return "the tags would change"
    for before, after in (
        (old.map.claims, new.map.claims),
        (old.map.arguments, new.map.arguments),
    ):
        problem = _nodes(before, after, besides, mentioned)
        if problem is not None:
            return problem
    expected = Counter(_unordered((r.source, r.target, r.type)) for r in old.stated)
    expected.update(map(_unordered, added_relations))
    found = Counter(_unordered((r.source, r.target, r.type)) for r in new.stated)
    if found != expected:
        return "other relations would change"
    errors = [
        Counter(d.code for d in r.diagnostics if d.severity is Severity.ERROR) for r in (old, new)
    ]
    worse = errors[1] - errors[0]
    if worse:
        code = next(iter(worse))
        return next(d.message for d in reversed(new.diagnostics) if d.code == code)
    return None


def _unordered(statement: Statement) -> Statement:
    source, target, type_ = statement
    if type_.is_symmetric and (target.kind, target.title) < (source.kind, source.title):
        return target, source, type_
    return statement


def _nodes(
    old: Mapping[str, Claim | Argument],
    new: Mapping[str, Claim | Argument],
    besides: Collection[tuple[type, str]],
    mentioned: Collection[tuple[type, str]],
) -> str | None:
    for title, node in old.items():
        key = (type(node), title)
        if key in besides:
            continue
        other = new.get(title)
        if other is None:
            return f"“{title}” would be lost"
        if not _same(node, other, key in mentioned):
            return f"“{title}” would change"
    for title, node in new.items():
        if title not in old and (type(node), title) not in besides:
            return f"“{title}” would appear"
    return None


def _same(old: Claim | Argument, new: Claim | Argument, is_mentioned: bool) -> bool:
    if old.text != new.text or old.tags != new.tags or old.data != new.data:
        return False
    before, after = (
        [((o.text or "").strip(), o.is_reference, o.role, o.tags) for o in node.occurrences]
        for node in (old, new)
    )
    if is_mentioned:
        defined = any(not is_reference for _, is_reference, _, _ in before)
        if defined and old.section != new.section:
            return False
        if len(after) != len(before) + 1:
            return False
        rest = Counter(after)
        rest.subtract(before)
        return sorted(rest.values())[:1] >= [0]
    if before != after or old.section != new.section:
        return False
    if isinstance(old, Argument) and isinstance(new, Argument):
        return [_step(s) for s in old.steps] == [_step(s) for s in new.steps]
    return True


def _step(step: Step) -> tuple[object, ...]:
    return step.premises, step.conclusion, step.rules, step.data


def _section(section: object) -> tuple[object, ...]:
    return tuple(
        getattr(section, name) for name in ("id", "title", "level", "parent", "tags", "data")
    )
