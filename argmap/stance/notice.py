"""What leaves this machine, told before it leaves."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from argmap.diagnostics import Refused
from argmap.display import count
from argmap.stance.scores import Pair

__all__ = ["NotAllowed", "Notice", "is_this_machine", "notice_of"]


class NotAllowed(Refused):
    """Nobody agreed that anything may leave this machine; nothing did."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How much goes where. Only passages and claims go, never who wrote them."""

    host: str
    """With the port, where one was given."""
    passages: int
    characters: int
    """Of the passages and the claims together; each is sent :attr:`times` times or more."""
    claims: int
    questions: int
    """Pairs of a claim and a passage."""
    times: int
    """How often each question is put."""
    local: bool
    """Whether the host is this machine."""
    more: bool = False
    """Whether further passages may follow."""

    @property
    def text(self) -> str:
        """One line for a person."""
        sent = (
            f"{count(self.passages, 'passage')} and {count(self.claims, 'claim')} "
            f"({self.characters:,} characters), {count(self.questions, 'question')} put "
            f"{self.times} times each"
        )
        rest = ", and more like these as the search goes on" if self.more else ""
        if self.local:
            return f"To the model at {self.host}: {sent}{rest}. That stays on this machine."
        return (
            f"What leaves this machine, to {self.host}: {sent}{rest}. "
            "No names of authors or commenters go with them."
        )


def notice_of(pairs: Iterable[Pair], host: str, bare_host: str, times: int, more: bool) -> Notice:
    """What sending ``pairs`` means; ``bare_host`` is the host without its port."""
    different = dict.fromkeys(pairs)
    passages = {pair.passage for pair in different}
    claims = {pair.claim for pair in different}
    return Notice(
        host=host,
        passages=len(passages),
        characters=sum(map(len, passages)) + sum(map(len, claims)),
        claims=len(claims),
        questions=len(different),
        times=times,
        local=is_this_machine(bare_host),
        more=more,
    )


def is_this_machine(host: str) -> bool:
    """Whether ``host`` is a loopback name or address; names are not looked up."""
    name = host.strip("[]").rstrip(".").casefold()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
