"""Opinion groups: found where they are, denied where they are not, and never from too few."""

from __future__ import annotations

import random
from collections.abc import Callable

from argmap.analysis.groups import LEAST_PEOPLE, opinion_groups
from argmap.analysis.people import Kind, Person
from argmap.analysis.standing import Cell, ClaimStanding, PersonStanding, Standing, Tally


def _report(people: int, claims: int, says: Callable[[int, int], str]) -> Standing:
    """``says(person, claim)`` is ``+``, ``-``, ``=`` for both, or empty."""
    report = Standing(claims=[ClaimStanding(f"claim {n}", False) for n in range(claims)])
    tallies = {"+": Tally(supports=1), "-": Tally(opposes=1), "=": Tally(both=1)}
    for number in range(people):
        row = PersonStanding(Person(Kind.READER, f"name {number}", number + 1))
        for claim in range(claims):
            said = says(number, claim)
            if said:
                row.cells[f"claim {claim}"] = Cell(tallies[said])
        report.people.append(row)
    return report


def test_two_camps_are_found_and_what_they_share() -> None:
    dice = random.Random(2)

    def says(person: int, claim: int) -> str:
        if dice.random() < 0.3:
            return ""
        if claim == 5:
            return "+"
        camp = person % 3 == 0
        side = camp != (claim % 2 == 0)
        return "+" if side != (dice.random() < 0.05) else "-"

    found = opinion_groups(_report(36, 6, says))
    assert not found.why_not
    assert [len(group.members) for group in found.groups] == [24, 12]
    small = {member.person.number - 1 for member in found.groups[1].members}
    assert small == {n for n in range(36) if n % 3 == 0}
    assert found.shared == ("claim 5",)
    title, mine, others = found.groups[0].marked_by[0]
    assert title != "claim 5" and mine * others < 0
    assert found.chance <= 0.05 and found.silhouette > 0.5


def test_the_same_groups_each_time() -> None:
    def says(person: int, claim: int) -> str:
        return "+" if (person < 5) == (claim < 2) else "-"

    first, second = (opinion_groups(_report(10, 4, says)) for _ in range(2))
    assert [g.marked_by for g in first.groups] == [g.marked_by for g in second.groups]
    assert [len(g.members) for g in first.groups] == [5, 5]


def test_no_groups_in_noise() -> None:
    wrong = 0
    for seed in range(10):
        dice = random.Random(seed)
        found = opinion_groups(_report(24, 5, lambda _p, _c, dice=dice: dice.choice("+-=")))
        wrong += not found.why_not
    assert wrong <= 2  # one in twenty may look so by chance


def test_no_groups_where_all_agree() -> None:
    found = opinion_groups(_report(12, 4, lambda _p, _c: "+"))
    assert found.why_not and not found.groups


def test_too_few_people_or_claims() -> None:
    few = opinion_groups(_report(LEAST_PEOPLE - 1, 5, lambda p, c: "+" if p % 2 else "-"))
    assert few.why_not == "5 of 5 people speak to 3 claims or more, and it takes 6"
    sparse = opinion_groups(_report(40, 6, lambda p, c: "+" if c in (p % 6, (p + 1) % 6) else ""))
    assert sparse.why_not == "0 of 40 people speak to 3 claims or more, and it takes 6"
    apart = opinion_groups(_report(8, 24, lambda p, c: "+" if c // 3 == p else ""))
    assert apart.why_not == "too few people speak to the same claims"
    assert opinion_groups(Standing()).why_not
