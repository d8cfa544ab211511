"""Does the evidence still hold together with the map and the sources? All problems, as values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from argmap.analysis.bearing import relation_word
from argmap.anchors import nearest_passage
from argmap.diagnostics import Diagnostic, Severity, at, nearest
from argmap.display import one_line, shorten
from argmap.model import (
    Anchored,
    AnchorState,
    Evidence,
    NodeRef,
    Relation,
    RelationType,
    Span,
    wording_hash,
)
from argmap.workspace import Workspace

__all__ = ["Report", "check"]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of checking one map."""

    diagnostics: tuple[Diagnostic, ...]
    states: dict[AnchorState, int]
    """How many marked passages were found again, and how."""
    claims: int
    arguments: int
    relations: int
    sources: int
    marks: int
    annotators: int
    suggestions: int = 0
    """How many of the machine's suggestions wait for an answer; they count for nothing."""

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(1 for d in self.diagnostics if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many diagnostics are warnings."""
        return sum(1 for d in self.diagnostics if d.severity is Severity.WARNING)


def check(workspace: Workspace) -> Report:
    """Check a map folder: its files, and every mark against its claim and its passage."""
    map_ = workspace.map
    problems = list(workspace.file_problems)
    states: Counter[AnchorState] = Counter()
    problems += _contradictions(workspace)
    for mark in map_.marks:
        missing = _claim_problem(workspace, mark)
        if missing is not None:
            problems.append(missing)
        if mark.anchor.source not in map_.sources:
            states[AnchorState.ORPHANED] += 1
            problems.append(_no_source(workspace, mark))
            continue
        found = workspace.locate(mark)
        states[found.state] += 1
        if found.state is not AnchorState.EXACT:
            problems.append(_passage_problem(workspace, mark, found))
    return Report(
        diagnostics=tuple(problems),
        states=dict(states),
        claims=len(map_.claims),
        arguments=len(map_.arguments),
        relations=len(map_.relations),
        sources=len(map_.sources),
        marks=len(map_.marks),
        annotators=len({m.annotator for m in map_.marks}),
        suggestions=len(workspace.suggestions),
    )


def _contradictions(workspace: Workspace) -> list[Diagnostic]:
    """Claims that speak to themselves, or both for and against the same thing."""
    found: list[Diagnostic] = []
    sides: dict[tuple[NodeRef, NodeRef], Relation] = {}

    def tell(relation: Relation, code: str, message: str, hint: str) -> None:
        span = relation.span or Span(0, 0)
        found.append(
            at(
                workspace.text,
                span.start,
                span.end,
                code,
                Severity.WARNING,
                message,
                path=workspace.shown_file,
                hint=hint,
            )
        )

    for relation in workspace.map.relations:
        ends = (relation.source, relation.target)
        name = one_line(relation.source.title)
        if relation.source == relation.target:
            tell(
                relation,
                "AM318",
                f"“{name}” {relation_word(relation.type)} itself",
                "Write what does bear on it, or take the line away.",
            )
            continue
        if relation.type is RelationType.UNDERCUT:
            continue
        earlier = sides.setdefault(ends, relation)
        if earlier.type.stance is not relation.type.stance:
            tell(
                relation,
                "AM319",
                f"“{name}” speaks both for and against “{one_line(relation.target.title)}”",
                "Keep the one that is meant, or split the claim in two.",
            )
    return found


def _at_mark(
    workspace: Workspace, mark: Evidence, code: str, severity: Severity, message: str, hint: str
) -> Diagnostic:
    path, line = workspace.layers.places[mark.id]
    # The line of a mark is long JSON; the quotation says more than the line would.
    return Diagnostic(code, severity, message, path, line, 1, 1, "", hint)


def _claim_problem(workspace: Workspace, mark: Evidence) -> Diagnostic | None:
    map_ = workspace.map
    node = map_.claims.get(mark.claim) or map_.arguments.get(mark.claim)
    if node is None:
        near = nearest(mark.claim, [*map_.claims, *map_.arguments])
        meant = " Nearest: " + ", ".join(f"“{n}”" for n in near) + "." if near else ""
        return _at_mark(
            workspace,
            mark,
            "AM312",
            Severity.ERROR,
            f"this mark bears on the claim “{mark.claim}”, which the map does not have",
            f"Write the claim into {workspace.shown_file}, or correct the title here.{meant}",
        )
    if mark.claim_hash and mark.claim_hash != wording_hash(node.text):
        return _at_mark(
            workspace,
            mark,
            "AM317",
            Severity.NOTE,
            f"the claim “{mark.claim}” was worded otherwise when this mark was made",
            f"Read the passage again: “{shorten(mark.quotation, 70)}”",
        )
    return None


def _no_source(workspace: Workspace, mark: Evidence) -> Diagnostic:
    wanted = mark.anchor.source
    near = nearest(wanted, list(workspace.map.sources))
    meant = " Nearest: " + ", ".join(near) + "." if near else ""
    return _at_mark(
        workspace,
        mark,
        "AM311",
        Severity.ERROR,
        f"this mark's source “{wanted}” is not in the map folder",
        f"Add the article again (argmap add FILE) or restore sources/{wanted}.{meant} "
        f"The quotation is kept: “{shorten(mark.quotation, 70)}”",
    )


def _passage_problem(workspace: Workspace, mark: Evidence, found: Anchored) -> Diagnostic:
    source = workspace.map.sources[mark.anchor.source]
    quotation = shorten(mark.quotation, 70)
    if found.state is AnchorState.MOVED and found.span is not None:
        return _at_mark(
            workspace,
            mark,
            "AM316",
            Severity.NOTE,
            f"moved: this passage stood at {mark.anchor.start}:{mark.anchor.end} of {source.id} "
            f"and is now at {found.span.start}:{found.span.end}",
            f"Nothing to do; it is shown at its new place: “{quotation}”",
        )
    if found.state is AnchorState.CHANGED and found.span is not None:
        now = shorten(found.span.of(source.text), 70)
        return _at_mark(
            workspace,
            mark,
            "AM315",
            Severity.WARNING,
            f"changed: this passage of {source.id} reads otherwise now: “{now}”",
            f"It was “{quotation}”. See whether it still says so, and mark it anew.",
        )
    if found.state is AnchorState.AMBIGUOUS:
        places = ", ".join(f"{s.start}:{s.end}" for s in found.candidates[:4])
        return _at_mark(
            workspace,
            mark,
            "AM314",
            Severity.ERROR,
            f"ambiguous: this passage stands in {source.id} at {places}, equally likely",
            f"Mark the right one anew with --at START:END: “{quotation}”",
        )
    near = nearest_passage(source.text, mark.quotation)
    like = f" Nearest now: “{shorten(near[0].of(source.text), 70)}”." if near else ""
    return _at_mark(
        workspace,
        mark,
        "AM313",
        Severity.ERROR,
        f"orphaned: this passage is no longer in {source.id}: “{quotation}”",
        f"Mark the passage anew, or restore the source's text.{like}",
    )
