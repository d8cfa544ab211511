"""One mark ⇄ one line: :class:`~argmap.model.Evidence` as a W3C Web Annotation in JSON.

The annotation's target is a stretch of a source's ``text.txt`` (quotation and position, in code
points), its bodies are the claim (``linking``), the side (``tagging``) and the note
(``commenting``). What the standard has no word for stands under the prefix ``argmap:``. Fields of
other tools are never touched, since lines are only ever added.
https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from argmap import __version__
from argmap.model import Anchor, Evidence, Proposal, Rejection, Stance

__all__ = [
    "BASES",
    "LAYER",
    "MACHINE",
    "BadAnnotation",
    "Deletion",
    "deletion_line",
    "from_json",
    "rejection_line",
    "to_line",
]

MACHINE = "argmap-stance"
"""The name under which argmap's own suggestions are written."""

LAYER = "stance"
"""Name of the file (without ending) that holds suggestions; no person can have it."""

_CONTEXT: list[object] = ["http://www.w3.org/ns/anno.jsonld", {"argmap": "urn:argmap:"}]

BASES = (
    "statistic",
    "document",
    "expert",
    "eyewitness",
    "example",
    "law",
    "common belief",
    "bare assertion",
)
"""What a piece of evidence can rest on."""


class BadAnnotation(ValueError):
    """A line that is JSON but no mark; the message names the part that is wrong."""


class Deletion:
    """A tombstone: the mark with id ``target`` was deleted and its id is never used again."""

    def __init__(self, target: str) -> None:
        self.target = target


def _creator(name: str) -> dict[str, str]:
    if name == MACHINE:
        return {"type": "Software", "name": name, "argmap:version": __version__}
    return {"type": "Person", "name": name}


def _target(anchor: Anchor) -> dict[str, Any]:
    target: dict[str, Any] = {
        "source": f"sources/{anchor.source}/text.txt",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": anchor.exact,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
            },
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
        "argmap:revision": anchor.revision,
    }
    if anchor.container:
        target["argmap:container"] = anchor.container
    return target


def _body(claim: str, wording: str | None, stance: Stance, note: str | None) -> list[Any]:
    linking = {"type": "TextualBody", "purpose": "linking", "value": claim}
    if wording is not None:
        linking["argmap:wording"] = wording
    body = [linking, {"type": "TextualBody", "purpose": "tagging", "value": str(stance)}]
    if note:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": note})
    return body


def _one_line(data: Mapping[str, Any]) -> str:
    # Lone surrogates cannot be written as UTF-8; JSON's own escapes can hold them.
    text = json.dumps(data, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def to_line(evidence: Evidence) -> str:
    """The mark (or suggestion) as one line of JSON, without line end."""
    line: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": evidence.id,
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _creator(evidence.annotator),
        "created": evidence.created,
        "body": _body(evidence.claim, evidence.claim_hash, evidence.stance, evidence.note),
        "target": _target(evidence.anchor),
    }
    optional = {
        "argmap:strength": evidence.strength,
        "argmap:basis": evidence.basis,
        "argmap:sourceGrade": evidence.source_grade,
        "argmap:informationGrade": evidence.information_grade,
        "argmap:speaker": evidence.speaker,
        "argmap:accepts": evidence.suggestion,
    }
    line.update({key: value for key, value in optional.items() if value is not None})
    if evidence.proposal is not None:
        line["argmap:proposal"] = _proposal_record(evidence.proposal)
    return _one_line(line)


def _proposal_record(proposal: Proposal) -> dict[str, Any]:
    record: dict[str, Any] = {
        "supports": proposal.supports,
        "opposes": proposal.opposes,
        "neutral": proposal.neutral,
        "model": proposal.model,
        "version": proposal.version,
        "experimental": proposal.experimental,
        "reasons": list(proposal.reasons),
    }
    for name, figures in (("blank", proposal.blank), ("raw", proposal.raw)):
        if figures is not None:
            record[name] = list(figures)
    return record


def rejection_line(
    identifier: str, suggestion: Evidence, annotator: str, created: str, note: str | None = None
) -> str:
    """A person's no to a suggestion as one line of JSON.

    Claim, side and passage are said again, so that the no outlives the suggestion.
    """
    return _one_line(
        {
            "@context": _CONTEXT,
            "id": identifier,
            "type": "Annotation",
            "motivation": "argmap:rejecting",
            "creator": _creator(annotator),
            "created": created,
            "body": _body(suggestion.claim, None, suggestion.stance, note),
            "target": suggestion.id,
            "argmap:passage": _target(suggestion.anchor),
        }
    )


def deletion_line(identifier: str, target: str, annotator: str, created: str) -> str:
    """A tombstone as one line of JSON: the mark ``target`` was taken away."""
    return json.dumps(
        {
            "@context": _CONTEXT,
            "id": identifier,
            "type": "Annotation",
            "motivation": "argmap:deleting",
            "creator": _creator(annotator),
            "created": created,
            "target": target,
        },
        ensure_ascii=True,
    )


def _many(value: object) -> list[Any]:
    """The standard allows one thing or a list of things nearly everywhere."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadAnnotation(f"{what} is missing or no text")
    return value


def _number(value: object, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 53:
        raise BadAnnotation(f"{what} is missing or no whole number from 0 up")
    return value


def _optional(data: Mapping[str, Any], key: str, *, keep_blank: bool = False) -> str | None:
    value = data.get(key)
    return value if isinstance(value, str) and (keep_blank or value.strip()) else None


def _anchor(target: object) -> Anchor:
    targets = _many(target)
    if not targets or not isinstance(targets[0], dict):
        raise BadAnnotation('"target" is missing or has no source and selector')
    first: dict[str, Any] = targets[0]
    source = _text(first.get("source"), '"source" of the target')
    parts = source.split("/")
    if len(parts) == 3 and parts[0] == "sources" and parts[2] == "text.txt":
        source = parts[1]
    selectors = [s for s in _many(first.get("selector")) if isinstance(s, dict)]
    quote = next((s for s in selectors if s.get("type") == "TextQuoteSelector"), None)
    if quote is None:
        raise BadAnnotation("the target has no TextQuoteSelector, so there is no passage")
    exact = _text(quote.get("exact"), '"exact" of the TextQuoteSelector')
    nowhere = {"start": 0, "end": 0}
    position = next((s for s in selectors if s.get("type") == "TextPositionSelector"), nowhere)
    return Anchor(
        source=source,
        revision=_optional(first, "argmap:revision") or "",
        exact=exact,
        prefix=_optional(quote, "prefix", keep_blank=True) or "",
        suffix=_optional(quote, "suffix", keep_blank=True) or "",
        start=_number(position.get("start"), '"start" of the TextPositionSelector'),
        end=_number(position.get("end"), '"end" of the TextPositionSelector'),
        container=_optional(first, "argmap:container"),
    )


def _figures(value: object, what: str, names: tuple[Any, ...]) -> tuple[float, float, float]:
    """Three probabilities out of a JSON object or list."""
    found: list[float] = []
    for name in names:
        try:
            figure = value[name]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            figure = None
        if isinstance(figure, bool) or not isinstance(figure, int | float):
            raise BadAnnotation(f'{what} lacks the figure "{name}"')
        if not 0 <= figure <= 1:
            raise BadAnnotation(f'the figure "{name}" in {what} is not between 0 and 1')
        found.append(float(figure))
    return found[0], found[1], found[2]


def _proposal(data: Mapping[str, Any]) -> Proposal | None:
    value = data.get("argmap:proposal")
    if value is None:
        return None
    what = '"argmap:proposal"'
    if not isinstance(value, dict):
        raise BadAnnotation(f"{what} is no JSON object")
    reasons = value.get("reasons")
    supports, opposes, neutral = _figures(value, what, ("supports", "opposes", "neutral"))
    extra = {
        name: None if value.get(name) is None else _figures(value[name], what, (0, 1, 2))
        for name in ("blank", "raw")
    }
    return Proposal(
        supports,
        opposes,
        neutral,
        model=_optional(value, "model") or "",
        version=_optional(value, "version") or "",
        experimental=value.get("experimental") is True,
        reasons=tuple(r for r in reasons if isinstance(r, str))
        if isinstance(reasons, list)
        else (),
        **extra,
    )


def _rejection(data: Mapping[str, Any], identifier: str, annotator: str) -> Rejection:
    claim, _, stance, note = _bodies(data)
    passage = data.get("argmap:passage")
    return Rejection(
        id=identifier,
        annotator=annotator,
        suggestion=_text(data.get("target"), '"target" of a rejection'),
        created=_optional(data, "created") or "",
        note=note,
        claim=claim or "",
        stance=stance,
        anchor=None if passage is None else _anchor(passage),
    )


def _bodies(data: Mapping[str, Any]) -> tuple[str | None, str, Stance | None, str | None]:
    """Claim, its wording, side and note."""
    claim = stance = note = None
    wording = ""
    for body in _many(data.get("body")):
        if not isinstance(body, dict):
            continue
        purpose, value = body.get("purpose"), body.get("value")
        if purpose == "linking" and claim is None:
            claim = _text(value, "the claim (the body with purpose linking)")
            wording = _optional(body, "argmap:wording", keep_blank=True) or ""
        elif purpose == "tagging" and stance is None and value in ("supports", "opposes"):
            stance = Stance(value)
        elif purpose == "commenting" and isinstance(value, str):
            note = value
    return claim, wording, stance, note


def from_json(data: object, annotator: str) -> Evidence | Deletion | Rejection:
    """The mark, tombstone or rejection in ``data``, one parsed line of ``annotator``'s file.

    Raises :class:`BadAnnotation`, which says what is wrong.
    """
    if not isinstance(data, dict):
        raise BadAnnotation("not a JSON object")
    identifier = _text(data.get("id"), '"id"')
    if data.get("motivation") == "argmap:deleting":
        return Deletion(_text(data.get("target"), '"target" of a deletion'))
    creator = data.get("creator")
    named = creator.get("name") if isinstance(creator, dict) else creator
    name = named if isinstance(named, str) and named.strip() else annotator
    if data.get("motivation") == "argmap:rejecting":
        if annotator == LAYER:
            raise BadAnnotation("a machine cannot reject a suggestion")
        return _rejection(data, identifier, name)
    claim, wording, stance, note = _bodies(data)
    if claim is None:
        raise BadAnnotation("no claim (no body with purpose linking)")
    if stance is None:
        raise BadAnnotation(
            'no side (no body with purpose tagging that says "supports" or "opposes")'
        )
    strength = data.get("argmap:strength")
    if strength is not None and (isinstance(strength, bool) or strength not in (1, 2, 3, 4, 5)):
        raise BadAnnotation('"argmap:strength" is not one of 1 to 5')
    return Evidence(
        id=identifier,
        annotator=name,
        claim=claim,
        stance=stance,
        anchor=_anchor(data.get("target")),
        claim_hash=wording,
        strength=strength,
        basis=_optional(data, "argmap:basis"),
        source_grade=_optional(data, "argmap:sourceGrade"),
        information_grade=_optional(data, "argmap:informationGrade"),
        speaker=_optional(data, "argmap:speaker"),
        note=note,
        created=_optional(data, "created") or "",
        suggestion=_optional(data, "argmap:accepts"),
        is_suggestion=annotator == LAYER,
        proposal=_proposal(data) if annotator == LAYER else None,
    )
