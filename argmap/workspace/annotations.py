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

from argmap.model import Anchor, Evidence, Stance

__all__ = ["BASES", "BadAnnotation", "Deletion", "deletion_line", "from_json", "to_line"]

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


def to_line(evidence: Evidence) -> str:
    """The mark as one line of JSON, without line end."""
    anchor = evidence.anchor
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
    body: list[dict[str, Any]] = [
        {
            "type": "TextualBody",
            "purpose": "linking",
            "value": evidence.claim,
            "argmap:wording": evidence.claim_hash,
        },
        {"type": "TextualBody", "purpose": "tagging", "value": str(evidence.stance)},
    ]
    if evidence.note:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": evidence.note})
    line: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": evidence.id,
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": evidence.annotator},
        "created": evidence.created,
        "body": body,
        "target": target,
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
    # Lone surrogates cannot be written as UTF-8; JSON's own escapes can hold them.
    text = json.dumps(line, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(line)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def deletion_line(identifier: str, target: str, annotator: str, created: str) -> str:
    """A tombstone as one line of JSON: the mark ``target`` was taken away."""
    return json.dumps(
        {
            "@context": _CONTEXT,
            "id": identifier,
            "type": "Annotation",
            "motivation": "argmap:deleting",
            "creator": {"type": "Person", "name": annotator},
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


def from_json(data: object, annotator: str) -> Evidence | Deletion:
    """The mark or tombstone in ``data``, one parsed line of ``annotator``'s file.

    Raises :class:`BadAnnotation`, which says what is wrong.
    """
    if not isinstance(data, dict):
        raise BadAnnotation("not a JSON object")
    identifier = _text(data.get("id"), '"id"')
    if data.get("motivation") == "argmap:deleting":
        return Deletion(_text(data.get("target"), '"target" of a deletion'))
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
    if claim is None:
        raise BadAnnotation("no claim (no body with purpose linking)")
    if stance is None:
        raise BadAnnotation(
            'no side (no body with purpose tagging that says "supports" or "opposes")'
        )
    creator = data.get("creator")
    name = creator.get("name") if isinstance(creator, dict) else creator
    strength = data.get("argmap:strength")
    if strength is not None and (isinstance(strength, bool) or strength not in (1, 2, 3, 4, 5)):
        raise BadAnnotation('"argmap:strength" is not one of 1 to 5')
    return Evidence(
        id=identifier,
        annotator=name if isinstance(name, str) and name.strip() else annotator,
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
        is_suggestion=annotator == "stance",
    )
