"""New pairs from old ones: claims in other forms, turned round, swapped; text as people type it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.labelled import Example
from training.metrics import CLASSES

__all__ = ["negated", "reformed", "rough", "unrelated", "with_negated_claims"]

_NEUTRAL = CLASSES.index("neutral")
_MODAL = re.compile(
    r"\b(should|must|can|will|would|is|are|does|do|has|have|was|were)\b(?! not|n't)", re.IGNORECASE
)
_DENIED = re.compile(r"\b(should|must|can|will|would|is|are|does|do|has|have|was|were) not\b")
_OUTER = (
    "It is not true that {}",
    "It is wrong to say that {}",
    "I do not believe that {}",
    "It is a mistake to think that {}",
)
_PHRASE = (
    "I support {}.",
    "{} is a good thing",
    "We should be in favour of {}",
    "{} deserves our support",
    "{} should be encouraged",
)
_AGAINST = (
    "I am against {}.",
    "{} is a bad thing",
    "We should oppose {}",
    "{} does more harm than good",
)


def negated(claim: str, rng: random.Random) -> str | None:
    """The claim's denial, by its first auxiliary verb or from outside; ``None`` for a phrase."""
    if len(claim.split()) < 4:
        return None
    if _DENIED.search(claim):
        return _DENIED.sub(lambda m: m[1], claim, count=1)
    if claim.endswith("?"):
        return None
    match = _MODAL.search(claim)
    if (
        match
        and match[1].lower() in ("should", "must", "can", "will", "is", "are")
        and rng.random() < 0.75
    ):
        return f"{claim[: match.end()]} not{claim[match.end() :]}"
    start = claim if re.match(r"[A-Z]{2}|I\b", claim) else claim[:1].lower() + claim[1:]
    return rng.choice(_OUTER).format(start)


def with_negated_claims(
    examples: Sequence[Example], share: float, rng: random.Random
) -> list[Example]:
    """For a share of the pairs that take a side: the denied claim, with the other side."""
    found = []
    for example in examples:
        if example.label != _NEUTRAL and rng.random() < share:
            claim = negated(example.claim, rng)
            if claim is not None:
                found.append(example.with_claim(claim, 1 - example.label))
    return found


def reformed(example: Example, rng: random.Random) -> Example:
    """A bare topic (up to four words) put as a sentence for or against it, now and then."""
    words = example.claim.split()
    if len(words) > 4 or example.claim.endswith((".", "?", "!")) or rng.random() > 0.25:
        return example
    if rng.random() < 0.65:
        return example.with_claim(rng.choice(_PHRASE).format(example.claim), example.label)
    turned = example.label if example.label == _NEUTRAL else 1 - example.label
    return example.with_claim(rng.choice(_AGAINST).format(example.claim), turned)


def unrelated(examples: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """Pairs of a passage with the claim of another topic: neither side, whatever the tone."""
    claims = [(e.topic or e.claim, e.claim) for e in examples]
    found = []
    for example in examples:
        if rng.random() < share:
            topic, claim = rng.choice(claims)
            if topic != (example.topic or example.claim):
                found.append(example.with_claim(claim, _NEUTRAL))
    return found


def rough(text: str, rng: random.Random) -> str:
    """The text with another reader's habits: case, dropped signs, a slip of the finger."""
    habit = rng.random()
    if habit < 0.03:
        return text.upper()
    if habit < 0.10:
        return text.lower()
    if habit < 0.13:
        return re.sub(r"[^\w\s]", "", text)
    if habit < 0.18 and len(text) > 12:
        place = rng.randrange(1, len(text) - 2)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text
