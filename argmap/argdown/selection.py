"""Which claims and arguments of a map are drawn: sections 8.1 to 8.4 of the Argdown notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from argmap.model import (
    Argument,
    Claim,
    Map,
    NodeKind,
    NodeRef,
    Relation,
    is_generated_title,
)

__all__ = ["MODES", "Index", "select"]

MODES = (
    "with-title",
    "all",
    "top-level",
    "with-relations",
    "not-used-in-argument",
    "with-more-than-one-relation",
)
"""Values of ``selection.statementSelectionMode``, the default first."""


class Index:
    """Who uses a claim, and which relations each claim and argument has."""

    __slots__ = ("concluded_by", "of_arguments", "of_claims", "parts_of", "premise_of")

    def __init__(self, map_: Map) -> None:
        self.premise_of: dict[str, dict[str, None]] = {}
        """Claim → arguments that have it as a premise."""
        self.concluded_by: dict[str, dict[str, None]] = {}
        """Claim → arguments that have it as their main conclusion."""
        self.parts_of: dict[str, dict[str, None]] = {}
        """Claim → arguments in whose reconstruction it occurs at all."""
        self.of_claims: dict[str, list[Relation]] = {}
        self.of_arguments: dict[str, list[Relation]] = {}
        """Relations of each title; those of an inference are its argument's."""
        for title, argument in map_.arguments.items():
            if not argument.steps:
                continue
            for step in argument.steps:
                for premise in step.premises:
                    self.premise_of.setdefault(premise, {})[title] = None
                    self.parts_of.setdefault(premise, {})[title] = None
                self.parts_of.setdefault(step.conclusion, {})[title] = None
            self.concluded_by.setdefault(argument.steps[-1].conclusion, {})[title] = None
        claim = NodeKind.CLAIM
        of_claims, of_arguments = self.of_claims, self.of_arguments
        for relation in map_.relations:
            source, target = relation.source, relation.target
            relations = of_claims if source.kind is claim else of_arguments
            relations.setdefault(source.title, []).append(relation)
            if source is not target:
                relations = of_claims if target.kind is claim else of_arguments
                relations.setdefault(target.title, []).append(relation)

    def stands_in(
        self, end: NodeRef, relation: Relation, claims: Collection[str], arguments: Collection[str]
    ) -> bool:
        """Whether this end of ``relation`` is in the map of ``claims`` and ``arguments`` (8.2)."""
        if end.kind is not NodeKind.CLAIM:
            return end.title in arguments
        if end.title in claims:
            return True
        if relation.type.is_symmetric:
            users = self.parts_of.get(end.title)
        elif end is relation.target:
            users = self.premise_of.get(end.title)
        else:
            users = self.concluded_by.get(end.title)
        return users is not None and any(user in arguments for user in users)

    def is_related(
        self,
        title: str,
        is_claim: bool,
        claims: Collection[str],
        arguments: Collection[str],
    ) -> bool:
        """Whether a relation of this claim or argument has its other end in the map."""
        relations = (self.of_claims if is_claim else self.of_arguments).get(title)
        if relations is None:
            return False
        for relation in relations:
            other = other_end(relation, title, is_claim)
            if self.stands_in(other, relation, claims, arguments):
                return True
        return False


def other_end(relation: Relation, title: str, is_claim: bool) -> NodeRef:
    """The end of ``relation`` that is not the claim or argument with this title."""
    source = relation.source
    own = source.title == title and (source.kind is NodeKind.CLAIM) == is_claim
    return relation.target if own else source


def select(map_: Map, index: Index) -> tuple[list[str], list[str]]:
    """Titles of the claims and of the arguments that are drawn, in the order of the map.

    The front matter's ``selection`` decides, with the language's defaults.
    """
    settings = map_.settings.get("selection")
    options: Mapping[str, Any] = settings if isinstance(settings, Mapping) else {}
    sections = {section.id: section.title for section in map_.sections}
    excluded = _titles(options.get("excludeStatements"))
    claims = {
        title: claim
        for title, claim in map_.claims.items()
        if title not in excluded and _is_preselected(claim, options, sections)
    }
    excluded = _titles(options.get("excludeArguments"))
    arguments = {
        title: argument
        for title, argument in map_.arguments.items()
        if title not in excluded and _is_preselected(argument, options, sections)
    }
    chosen = _claims(claims, arguments, index, options)
    return chosen, _arguments(set(chosen), arguments, index, options)


def _titles(value: object) -> frozenset[str]:
    return frozenset(str(v) for v in value) if isinstance(value, list) else frozenset()


def _is_preselected(
    node: Claim | Argument, options: Mapping[str, Any], sections: Mapping[str, str]
) -> bool:
    in_map = node.data.get("isInMap") if node.data else None
    if in_map is not None and in_map is not True and not options.get("ignoreIsInMap"):
        return False
    wanted = options.get("selectedSections")
    if isinstance(wanted, list) and wanted:
        if node.section is None:
            if not options.get("selectElementsWithoutSection"):
                return False
        elif sections.get(node.section) not in wanted:
            return False
    wanted = options.get("selectedTags")
    if isinstance(wanted, list) and wanted:
        if not node.tags:
            return bool(options.get("selectElementsWithoutTag"))
        return any(tag in wanted for tag in node.tags)
    return True


def _claims(
    claims: Mapping[str, Claim],
    arguments: Mapping[str, Argument],
    index: Index,
    options: Mapping[str, Any],
) -> list[str]:
    """8.3: claims that are to be nodes of their own."""
    mode = options.get("statementSelectionMode")
    if not isinstance(mode, str) or mode not in MODES:
        mode = "with-title"
    included = _titles(options.get("includeStatements"))
    forced = not options.get("ignoreIsInMap")
    keep_loose = options.get("excludeDisconnected") is False
    result = []
    for title, claim in claims.items():
        if (claim.data and forced and claim.data.get("isInMap") is True) or title in included:
            result.append(title)
            continue
        related = index.is_related(title, True, claims, arguments)
        used = _any_in(index.premise_of.get(title), arguments) or _any_in(
            index.concluded_by.get(title), arguments
        )
        if not (keep_loose or related or used):
            continue
        if mode == "with-title":
            wanted = not is_generated_title(title) or (related and not used)
        elif mode == "all":
            wanted = True
        elif mode == "top-level":
            top = any(
                o.role is not None and o.role.value.startswith("top") for o in claim.occurrences
            )
            wanted = top or (related and not used)
        elif mode == "with-relations":
            wanted = related
        elif mode == "not-used-in-argument":
            wanted = not used
        else:
            wanted = related and (not used or _partners(title, claims, arguments, index) > 1)
        if wanted:
            result.append(title)
    return result


def _partners(title: str, claims: Collection[str], arguments: Collection[str], index: Index) -> int:
    """How many partners a claim has; a claim counts once for each argument that uses it."""
    count = 0
    for relation in index.of_claims.get(title, ()):
        other = other_end(relation, title, True)
        if not index.stands_in(other, relation, claims, arguments):
            continue
        if other.kind is not NodeKind.CLAIM:
            count += 1
            continue
        for users in (index.premise_of.get(other.title), index.concluded_by.get(other.title)):
            count += sum(1 for user in users or () if user in arguments)
    return count


def _any_in(users: Iterable[str] | None, arguments: Collection[str]) -> bool:
    return users is not None and any(user in arguments for user in users)


def _arguments(
    chosen: Collection[str],
    arguments: Mapping[str, Argument],
    index: Index,
    options: Mapping[str, Any],
) -> list[str]:
    """8.4: arguments that are connected with something in the map."""
    if options.get("excludeDisconnected") is False:
        return list(arguments)
    forced = not options.get("ignoreIsInMap")
    return [
        title
        for title, argument in arguments.items()
        if (forced and argument.data.get("isInMap") is True)
        or index.is_related(title, False, chosen, arguments)
        or _is_connected(argument, chosen, arguments, index)
    ]


def _is_connected(
    argument: Argument, chosen: Collection[str], arguments: Collection[str], index: Index
) -> bool:
    """Whether a premise or the conclusion ties the argument to the map."""
    parts = [(premise, True) for premise in argument.premises]
    if argument.conclusion is not None:
        parts.append((argument.conclusion, False))
    for title, is_premise in parts:
        if title in chosen:
            return True
        if _any_in((index.concluded_by if is_premise else index.premise_of).get(title), arguments):
            return True
        for relation in index.of_claims.get(title, ()):
            inner, outer = relation.source, relation.target
            if is_premise:
                inner, outer = outer, inner
            if inner.kind is NodeKind.CLAIM and inner.title == title:
                if index.stands_in(outer, relation, chosen, arguments):
                    return True
            elif relation.type.is_symmetric and index.stands_in(inner, relation, chosen, arguments):
                return True
    return False
