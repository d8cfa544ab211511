"""The nouns of argmap as plain frozen data: what every room of the house passes to the others.

Standard library only. Offsets are Unicode code points and spans are half open, in the text they
belong to: claims and relations in ``map.argdown``, blocks and comments in a source's ``text.txt``.
"""

from argmap.model.argument import (
    Argument,
    Claim,
    NodeKind,
    NodeRef,
    Occurrence,
    Relation,
    RelationType,
    Role,
    Section,
    Step,
    is_generated_title,
    wording_hash,
)
from argmap.model.common import Span, Stance, empty
from argmap.model.evidence import Anchor, Anchored, AnchorState, Evidence, Proposal, Rejection
from argmap.model.source import Block, BlockKind, Comment, Field, Mention, Places, Source
from argmap.model.whole import Map

__all__ = [
    "Anchor",
    "AnchorState",
    "Anchored",
    "Argument",
    "Block",
    "BlockKind",
    "Claim",
    "Comment",
    "Evidence",
    "Field",
    "Map",
    "Mention",
    "NodeKind",
    "NodeRef",
    "Occurrence",
    "Places",
    "Proposal",
    "Rejection",
    "Relation",
    "RelationType",
    "Role",
    "Section",
    "Source",
    "Span",
    "Stance",
    "Step",
    "empty",
    "is_generated_title",
    "wording_hash",
]
