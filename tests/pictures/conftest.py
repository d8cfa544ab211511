"""Maps for the tests of pictures, made from model classes; every word of them was written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pytest

from argmap.model import (
    Anchor,
    Argument,
    Block,
    BlockKind,
    Claim,
    Comment,
    Evidence,
    Field,
    Map,
    NodeKind,
    NodeRef,
    Relation,
    RelationType,
    Section,
    Source,
    Span,
    Stance,
    Step,
)

S, A, U = RelationType.SUPPORT, RelationType.ATTACK, RelationType.UNDERCUT


def claim_ref(title: str) -> NodeRef:
    return NodeRef(NodeKind.CLAIM, title)


def argument_ref(title: str) -> NodeRef:
    return NodeRef(NodeKind.ARGUMENT, title)


def a_source(name: str, title: str, text: str, url: str = "", comments: bool = False) -> Source:
    span = Span(0, len(text))
    return Source(
        id=name,
        text=text,
        revision="r1",
        title=Field(title, "--title"),
        url=Field(url, "--url") if url else None,
        blocks=() if comments else (Block(BlockKind.PARAGRAPH, span),),
        comments=(Comment("c1", span, span, author="Ilse"),) if comments else (),
    )


def a_mark(
    number: int,
    who: str,
    claim: str,
    stance: Stance,
    quotation: str,
    source: str = "walk",
    start: int | None = None,
    **more: object,
) -> Evidence:
    at = number * 1000 if start is None else start
    anchor = Anchor(
        source=source,
        revision="r1",
        exact=quotation,
        prefix="",
        suffix="",
        start=at,
        end=at + len(quotation),
        container=str(more.pop("container", "p1")),
    )
    return Evidence(f"e{number}", who, claim, stance, anchor, **more)  # type: ignore[arg-type]


def a_tree(count: int, arity: int = 3, text: str = "A claim that says something about it") -> Map:
    """A tree of ``count`` claims, supports and attacks in turn."""
    claims = {f"C{i}": Claim(f"C{i}", f"{text}, number {i}.") for i in range(count)}
    relations = tuple(
        Relation(claim_ref(f"C{i}"), claim_ref(f"C{(i - 1) // arity}"), S if i % 2 else A)
        for i in range(1, count)
    )
    return Map(claims=claims, relations=relations, name="tree")


@pytest.fixture
def tree() -> Callable[..., Map]:
    return a_tree


@pytest.fixture
def kit() -> SimpleNamespace:
    """The builders above, for test files that make maps of their own."""
    return SimpleNamespace(
        source=a_source,
        mark=a_mark,
        tree=a_tree,
        claim=claim_ref,
        argument=argument_ref,
        town=town,
    )


def _claims(entries: Sequence[tuple[str, str, str]]) -> dict[str, Claim]:
    return {title: Claim(title, text, section=section) for title, text, section in entries}


def town() -> Map:
    """A dispute about a riverside road: claims, arguments, sections, and marks by two people."""
    claims = _claims(
        [
            (
                "Car-free Sundays",
                "The town should close the riverside road to cars on summer Sundays.",
                "",
            ),
            ("Health", "People will walk and cycle more.", "s1"),
            ("Children", "Children get a safe place to learn to ride.", "s1"),
            ("Only the fit", "It helps mostly those who are active already.", "s1"),
            ("First-timers", "A third of the riders last year had not cycled in months.", "s1"),
            ("Trade", "Cafés and kiosks along the river will earn more.", "s2"),
            ("Lost drivers", "Shops lose customers who come by car.", "s2"),
            (
                "Car park",
                "The market car park is five minutes away and half empty on Sundays.",
                "s2",
            ),
            ("Detours", "Traffic moves to streets where people live.", "s3"),
            ("Few cars", "Sunday traffic is a third of a weekday's.", "s3"),
            ("Ambulances", "Ambulances lose time on the way to the hospital.", "s3"),
            ("Bollards", "Crews open the bollards by remote control.", "s3"),
            ("Buses", "Line 4 cannot serve the river on its busiest day.", "s4"),
            ("Shuttle", "A shuttle every ten minutes replaces line 4.", "s4"),
            ("Cost", "Stewards and signs cost more than the town has set aside.", "s4"),
            ("Volunteers", "Sports clubs offered stewards for the whole summer.", "s4"),
            ("Quiet", "Residents get one quiet day a week.", "s1"),
            ("Noise moves", "The noise only moves one street further.", "s3"),
        ]
    )
    arguments = {
        "Trial result": Argument(
            "Trial result",
            "In last year's trial takings rose on every closed Sunday; there is no reason to think "
            "that this summer will be different.",
            section="s2",
            steps=(Step(("Takings rose", "This summer is alike"), "Trade"),),
        ),
        "Sunny bias": Argument(
            "Sunny bias",
            "The trial fell on the four driest Sundays, so it shows the weather rather than the "
            "closure.",
            section="s2",
        ),
        "Precaution": Argument(
            "Precaution",
            "Where minutes decide over lives, the burden of proof is on those who slow the crews "
            "down.",
            section="s3",
        ),
    }
    c, a = claim_ref, argument_ref
    thesis = c("Car-free Sundays")
    pairs: list[tuple[NodeRef, NodeRef, RelationType]] = [
        (c("Health"), thesis, S),
        (c("Children"), c("Health"), S),
        (c("Only the fit"), c("Health"), A),
        (c("First-timers"), c("Only the fit"), A),
        (c("Quiet"), thesis, S),
        (c("Noise moves"), c("Quiet"), A),
        (c("Trade"), thesis, S),
        (a("Trial result"), c("Trade"), S),
        (a("Sunny bias"), a("Trial result"), U),
        (c("Lost drivers"), c("Trade"), A),
        (c("Car park"), c("Lost drivers"), A),
        (c("Detours"), thesis, A),
        (c("Few cars"), c("Detours"), A),
        (c("Noise moves"), c("Detours"), S),
        (c("Ambulances"), thesis, A),
        (a("Precaution"), c("Ambulances"), S),
        (c("Bollards"), c("Ambulances"), A),
        (c("Buses"), thesis, A),
        (c("Shuttle"), c("Buses"), RelationType.CONTRADICTORY),
        (c("Cost"), thesis, A),
        (c("Volunteers"), c("Cost"), A),
        (c("Few cars"), c("Ambulances"), A),
    ]
    sources = {
        "walk": a_source(
            "walk", "A Sunday without engines", "x" * 90000, "https://paper.example/walk?a=1&b=2"
        ),
        "count": a_source("count", "Traffic counts 2025, town hall", "x" * 90000),
        "letters": a_source("letters", "Letters: whose river is it?", "x" * 90000, comments=True),
    }
    pro, con = Stance.SUPPORTS, Stance.OPPOSES
    marks = [
        a_mark(
            1,
            "ana",
            "Health",
            pro,
            "On the four closed Sundays counters registered 2,900 cyclists a day; on the Sundays "
            "before and after, 640. Organisers say that most of them came in families.",
            strength=4,
            basis="statistic",
            source_grade="B",
            information_grade="2",
        ),
        a_mark(
            2,
            "bo",
            "Health",
            pro,
            "On the four closed Sundays counters registered 2,900 cyclists a day",
            start=1000,
            strength=5,
        ),
        a_mark(
            3,
            "bo",
            "Health",
            con,
            "I saw the same lycra crowd as on any other weekend.",
            "letters",
            container="c1",
            strength=2,
            basis="eyewitness",
        ),
        a_mark(
            4,
            "ana",
            "Children",
            pro,
            "My daughter learned to ride between the bridge and the lock.",
            "letters",
            container="c1",
            strength=2,
            basis="example",
        ),
        a_mark(
            5,
            "ana",
            "Trade",
            pro,
            "Nine of eleven kiosks reported better takings than on a normal Sunday, two reported "
            "about the same.",
            strength=4,
            basis="statistic",
            source_grade="B",
            information_grade="3",
        ),
        a_mark(
            6,
            "bo",
            "Trade",
            pro,
            "The queue at the ice-cream van reached the bridge.",
            "letters",
            container="c1",
            strength=1,
        ),
        a_mark(
            7,
            "ana",
            "Trade",
            pro,
            "Hotels by the river were booked out on two of the four days.",
            strength=2,
        ),
        a_mark(
            8,
            "bo",
            "Lost drivers",
            pro,
            "The furniture shop at the corner counted eleven customers instead of forty.",
            speaker="Marta Kley, shop owner",
            strength=3,
            source_grade="C",
            information_grade="3",
        ),
        a_mark(
            9,
            "ana",
            "Few cars",
            pro,
            "Sundays: 3,100 vehicles in 24 hours; weekdays: 9,700.",
            "count",
            strength=5,
            basis="document",
            source_grade="A",
            information_grade="1",
        ),
        a_mark(
            10,
            "bo",
            "Few cars",
            pro,
            "Sundays: 3,100 vehicles in 24 hours",
            "count",
            start=9000,
            strength=5,
        ),
        a_mark(
            11,
            "ana",
            "Detours",
            pro,
            "On Mill Street the count rose from 800 to 1,450 on closed days.",
            "count",
            strength=5,
            basis="document",
            source_grade="A",
            information_grade="1",
        ),
        a_mark(
            12,
            "bo",
            "Detours",
            con,
            "On Mill Street the count rose from 800 to 1,450 on closed days.",
            "count",
            start=11000,
            note="still few",
        ),
        a_mark(
            13,
            "ana",
            "Ambulances",
            con,
            "The ambulance service had no complaint about the trial.",
            speaker="Dr Osei, ambulance service",
            strength=4,
            basis="expert",
            source_grade="B",
            information_grade="2",
        ),
        a_mark(
            14,
            "bo",
            "Buses",
            pro,
            "Line 4 carries most passengers on Sunday afternoons.",
            "count",
            strength=3,
        ),
        a_mark(
            15,
            "ana",
            "Cost",
            pro,
            "Stewards for one Sunday cost 2,300; the budget has 12,000 for the whole year.",
            strength=4,
            source_grade="B",
            information_grade="2",
        ),
        a_mark(
            16,
            "bo",
            "Car-free Sundays",
            pro,
            "The river belongs to people, not to bumpers.",
            "letters",
            container="c1",
            strength=1,
            basis="common belief",
        ),
        a_mark(
            17,
            "ana",
            "Car-free Sundays",
            con,
            "I pay road tax for seven days a week.",
            "letters",
            container="c1",
            strength=1,
        ),
        a_mark(18, "ana", "Trial result", pro, "Takings were up on all four days.", strength=3),
    ]
    sections = (
        Section("s1", "Health and quiet", 1),
        Section("s2", "Trade", 1),
        Section("s3", "Traffic", 1),
        Section("s4", "Running it", 1),
    )
    return Map(
        claims=claims,
        arguments=arguments,
        relations=tuple(Relation(x, y, t) for x, y, t in pairs),
        sections=sections,
        settings={"title": "Should the riverside road be car-free on Sundays?"},
        sources=sources,
        evidence=tuple(marks),
        name="town",
    )
