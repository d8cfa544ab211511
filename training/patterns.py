"""Short made pairs that teach the mechanics: denial, comparison, concession, quoting, irony.

Frames of our own around claims and topics of the training part of our own set (never of its other
parts). A frame is filled with a claim as a clause (``{a}``, ``{A}`` with a capital) or with a bare
topic (``{t}``); the label follows from the frame. They are easy and many: what a small network
learns from them it then finds again in real sentences.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.labelled import Example
from training.metrics import CLASSES

__all__ = ["Patterns"]

_PLUS, _MINUS, _NEUTRAL = (CLASSES.index(name) for name in ("supports", "opposes", "neutral"))

# What the writer holds of a claim {a}; the last word counts.
_HOLDS = """
Of course {a}
Anybody with eyes in their head can see that {a}
I have said for years that {a}
There is no getting round it: {a}
The figures leave little doubt that {a}
My whole street would tell you that {a}
It took me a long time to admit it, but {a}
I cannot see how anyone denies that {a}
Nobody who has worked in the field will dispute that {a}
It can hardly be denied that {a}
Who would seriously doubt that {a}?
I would be the last to deny that {a}
It is not a myth that {a}
They told us it was nonsense. It was not: {a}
"{A}" is the one sentence in the whole article that I would sign
He is rude and vain, and still he is right: {a}
I dislike the people who say it, yet they are right that {a}
It will cost money and nerves, granted. All the same, {a}
Yes, there are doubts, and some are fair. In the end, though, {a}
Although I can't stand the tone of the campaign, I agree: {a}
My brother claims the opposite. My brother is wrong; {a}
"It isn't so," says the mayor. It is so, Mr Mayor: {a}
Some say otherwise. The last ten years have shown them wrong, {a}
Oh sure, and the earth is flat too. Wake up, {a}
Imagine still pretending it isn't true that {a}
Only a fool would bet against it: {a}
Not one argument in this thread has shaken me: {a}
Experts who looked into it came back convinced that {a}
A study of forty towns finds that {a}
"We have learnt the hard way that {a}," the minister said
Officials no longer contest that {a}
Analysts agree that {a}
""".strip().splitlines()

_DENIES = """
It is simply not true that {a}
I have never believed for a minute that {a}
Nobody has ever shown me that {a}
There is not a shred of proof that {a}
The figures say the opposite of what we are told, namely that {a}
How anybody can still write that {a} is beyond me
"{A}"? Please. Look at what happened last time
"{A}," they keep repeating. Repeating it does not make it true
My neighbour swears that {a}. My neighbour also swears by horoscopes
The author tells us that {a}. He should leave his desk once in a while
It sounds nice to say that {a}. It is still wrong
I used to think that {a}. Then I saw how it works, and I was cured of it
Some readers say that {a}. They could not be more mistaken
He is charming and clever, and no, I do not buy it that {a}
I like her, I voted for her, but she is wrong when she says that {a}
I grant you that it looks as if {a}. Look closer and it falls apart
There may be something in the idea that {a}, but it does not survive the numbers
Far from proving that {a}, the report shows the reverse
It is a fairy tale that {a}
Who still believes that {a}?
Does anyone, outside the ministry, really think that {a}?
Yeah right, {a}. And pigs fly
Sure, {a}, just as smoking was good for your lungs
I am certain that {a}, said nobody who was ever there
Oh, {a}, no doubt. That worked so brilliantly last time
Experts who looked into it found no sign that {a}
A study of forty towns contradicts the view that {a}
"The idea that {a} has been refuted again and again," the minister said
Officials deny that {a}
Hardly anybody in the trade still maintains that {a}
I fail to see any reason to suppose that {a}
The claim that {a} has been tested and has failed
""".strip().splitlines()

_ASKS = """
Tonight at eight: a debate on whether {a}
The committee will discuss in May whether {a}
Does anyone have a link to the study about whether {a}?
The question whether {a} has been put to three experts; their answers come next week
I really don't know whether {a}, I only read the headline
Opinions differ on whether {a}
Some say that {a}, others say the opposite, and I have not made up my mind
The survey asked two thousand people whether they think that {a}
This article explains what people mean when they say that {a}
Whether {a} is for others to judge; I only wanted to correct the date
Supporters hold that {a}; critics reject that. A vote is due in June
Could the moderator please stop deleting posts about whether {a}
""".strip().splitlines()

# What the writer feels about a topic {t}.
_FOR = """
I'm all for {t}
Give me {t} any day
We need more of it, not less: {t}
Thank heaven for {t}
{T} saved us, and I don't say that lightly
Without {t} this place would be poorer
I was against {t} once. I was wrong
{T}: the best thing that happened to us in years
Don't let them take {t} away from us
My family owes a lot to {t}
Say what you like, {t} works
It is easy to sneer at {t}, until you need it
No one who has seen the results can be against {t}
I have nothing but praise for {t}
Long live {t}!
They will regret the day they gave up {t}
The attacks on {t} are cheap and unfair
It's expensive and slow, and I would still choose {t} over anything else on offer
Critics mock {t}. The numbers don't
Spend the money on {t}, I say
""".strip().splitlines()

_DISLIKES = """
I've had enough of {t}
{T}: a waste of time and money
Who still falls for {t}?
Nothing good ever came of {t}
We would all be better off without {t}
{T} has done nothing but harm round here
I was for {t} once. I was a fool
Do away with {t}, the sooner the better
Spare me the hymns to {t}
Wonderful, more of {t}. Exactly what nobody asked for
Great idea, {t}. What could possibly go wrong
The trouble began with {t}
I can see why people like {t}. It is a mistake all the same
It has its charm, {t}, but the price is far too high
No, {t} is not the answer
They sold us {t} as progress. Look at the mess
My family paid dearly for {t}
Everything that is wrong here begins with {t}
Stop wasting our money on {t}
{T}? Over my dead body
""".strip().splitlines()

_SPEAKS = """
A report on {t} appears on Friday
What exactly is meant by {t} in this article?
The hearing on {t} was moved to Thursday
I work near the office that deals with {t}
The second chapter is about {t}
Has anyone read the new book on {t}?
The programme lists {t} as its third item
Figures on {t} are collected once a year
There will be a panel on {t} after lunch
My question is about {t}: where do I find the form?
""".strip().splitlines()

_MORE = (
    (
        "{x} needs {y} more than {y} needs {x}",
        (
            "Take {y} away and {x} is finished; take {x} away and {y} will hardly notice",
            "It is {x} that comes asking, never {y}",
            "{y} could do without {x} tomorrow. The reverse cannot be said",
            "{x} depends on {y} far more than the other way round",
            "{y} has other choices, {x} has none",
            "Of the two, {x} would suffer more from a break",
            "{y} leans on {x} a good deal less than {x} on {y}",
            "For {y} it is a convenience, for {x} it is survival",
            "{x} pays, {x} waits, {x} begs; {y} only has to pick up the phone",
            "Without {y}, {x} would be lost",
        ),
    ),
    (
        "{x} is better than {y}",
        (
            "{y} cannot hold a candle to {x}",
            "I tried both, and I would never go back from {x} to {y}",
            "{x} beats {y} hands down",
            "{y} is a poor second to {x}",
            "Nobody who knows {x} would choose {y}",
            "{y} is not half as good as {x}",
            "Compared with {x}, {y} is a joke",
            "If I had to give up one of them, it would be {y}, not {x}",
            "Between {x} and {y} I'd take the former every time",
        ),
    ),
    (
        "{x} matters more than {y}",
        (
            "First {x}, and only then {y}",
            "{y} is a detail next to {x}",
            "What decides things is {x}; {y} hardly counts",
            "We talk of {y} all day and forget that {x} weighs ten times as much",
            "{y} is less important than {x}",
            "I could live with losing {y}. Not with losing {x}",
            "Compared with {x}, {y} is small change",
        ),
    ),
    (
        "{x} does more harm than {y}",
        (
            "{y} is a nuisance, {x} is a disaster",
            "I would take ten of {y} before one of {x}",
            "Next to {x}, {y} is harmless",
            "{y} does less damage than {x}",
            "People shout about {y}, yet the real harm is done by {x}",
            "If you are afraid of {y} you should be terrified of {x}",
        ),
    ),
    (
        "{x} gains more from the deal than {y}",
        (
            "{y} signed and {x} cashed in",
            "What does {y} get out of it? Crumbs. {x} gets the cake",
            "The lion's share goes to {x}, not {y}",
            "{y} has been outwitted by {x}",
            "{x} laughs all the way to the bank while {y} counts the change",
        ),
    ),
)
_EVEN = (
    "{x} and {y} need each other, and that is all there is to it",
    "A talk on {x} and {y} is planned for the autumn",
    "I know nothing about {y} and little about {x}",
    "{x} or {y}? Both have their merits",
    "The chapter on {x} follows the one on {y}",
)
_PARTIES = """
Brazil;China;India;Turkey;Poland;Germany;France;Japan;Kenya;Egypt;Canada;Mexico;Norway;Hungary;
Chile;Vietnam;Nigeria;Spain;Morocco;Australia;the north;the south;the union;the company;the city;
the village;the government;the opposition;the school;the parents;the league;the clubs;the farmers;
the supermarket;the museum;the sponsor;the band;the label;the mayor;the council;the hospital;
the insurer;the press;the party;the young;the old;the port;the railway;
the app;the drivers;the owner;the tenants
""".replace("\n", "").split(";")


def _clause(claim: str) -> str:
    """A sentence as it stands after “that”."""
    text = claim.strip().rstrip(".!")
    first = text.split(" ", 1)[0]
    keep = first == "I" or not first[:1].isupper() or re.match(r"[A-Z].*[A-Z]", first)
    common = first in _STARTERS
    return text if keep or not common else text[0].lower() + text[1:]


_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "It",
        "We",
        "Our",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "People",
        "Most",
        "Many",
        "No",
        "Nobody",
        "Every",
        "Everyone",
        "Any",
        "Cities",
        "Schools",
        "Parents",
        "Children",
        "Teachers",
        "Workers",
        "Young",
        "Old",
        "Public",
        "Private",
        "Free",
        "Paying",
        "Making",
        "Letting",
        "Running",
        "Being",
        "Having",
        "Closing",
        "Building",
        "Banning",
        "Giving",
        "Taking",
        "In",
        "On",
        "For",
        "With",
        "If",
        "When",
        "Countries",
        "Governments",
        "Companies",
        "Social",
        "More",
        "Fewer",
        "Less",
        "Too",
        "Tourism",
        "Prices",
        "Taxes",
    ]
)


class Patterns:
    """Makes pairs from the claims of our own training part, anew for every epoch."""

    def __init__(self, own: Sequence[Example]) -> None:
        topics: dict[str, dict[str, set[str]]] = {}
        for example in own:
            kinds = topics.setdefault(example.topic, {"sentence": set(), "phrase": set()})
            long = len(example.claim.split()) > 5
            if not example.claim.endswith("?"):
                kinds["sentence" if long else "phrase"].add(example.claim)
        self._topics = [
            (sorted(kinds["sentence"]), sorted(kinds["phrase"]))
            for _, kinds in sorted(topics.items())
        ]

    def epoch(self, count: int, rng: random.Random) -> list[Example]:
        """About ``count`` pairs."""
        found: list[Example] = []
        makers = (self._sentence, self._sentence, self._sentence, self._phrase, self._comparison)
        while len(found) < count:
            found += rng.choice(makers)(rng)
        return found

    def _pair(self, claim: str, passage: str, label: int) -> Example:
        text = passage[:1].upper() + passage[1:]
        if text[-1] not in '.?!"”':
            text += "."
        return Example(claim, text, label, "pattern")

    def _sentence(self, rng: random.Random) -> list[Example]:
        sentences, _ = rng.choice(self._topics)
        if not sentences:
            return []
        claim = rng.choice(sentences)
        label = rng.choices((_PLUS, _MINUS, _NEUTRAL), (5, 5, 3))[0]
        frame = rng.choice((_HOLDS, _DENIES, _ASKS)[label])
        clause = _clause(claim)
        text = frame.format(a=clause, A=clause[:1].upper() + clause[1:])
        if label != _NEUTRAL and rng.random() < 0.2:
            # Another topic's opinion beside it, of either colour, must change nothing.
            other, _ = rng.choice(self._topics)
            if other and claim not in other:
                aside = rng.choice((_HOLDS, _DENIES)[rng.randrange(2)])
                second = _clause(rng.choice(other))
                extra = aside.format(a=second, A=second[:1].upper() + second[1:])
                text = f"{text}. {extra}" if rng.random() < 0.5 else f"{extra}. {text}"
        return [self._pair(claim, text, label)]

    def _phrase(self, rng: random.Random) -> list[Example]:
        _, phrases = rng.choice(self._topics)
        if not phrases:
            return []
        first = rng.choice(phrases)
        label = rng.choices((_PLUS, _MINUS, _NEUTRAL), (5, 5, 2))[0]
        text = self._feel(first, label, rng)
        if len(phrases) > 1 and rng.random() < 0.5:
            second = rng.choice([p for p in phrases if p != first])
            other = rng.choice((_PLUS, _MINUS, _NEUTRAL))
            more = self._feel(second, other, rng)
            text = f"{text}. {more}" if rng.random() < 0.5 else f"{more}. {text}"
            return [self._pair(first, text, label), self._pair(second, text, other)]
        return [self._pair(first, text, label)]

    def _feel(self, topic: str, label: int, rng: random.Random) -> str:
        frame = rng.choice((_FOR, _DISLIKES, _SPEAKS)[label])
        return frame.format(t=topic, T=topic[:1].upper() + topic[1:])

    def _comparison(self, rng: random.Random) -> list[Example]:
        if rng.random() < 0.5:
            x, y = rng.sample(_PARTIES, 2)
        else:
            _, phrases = rng.choice(self._topics)
            if len(phrases) < 2:
                return []
            x, y = rng.sample(phrases, 2)
        claim, frames = rng.choice(_MORE)
        here, turned = claim.format(x=x, y=y), claim.format(x=y, y=x)
        here, turned = (text[:1].upper() + text[1:] for text in (here, turned))
        if rng.random() < 0.12:
            return [self._pair(here, rng.choice(_EVEN).format(x=x, y=y), _NEUTRAL)]
        text = rng.choice(frames).format(x=x, y=y)
        return [self._pair(here, text, _PLUS), self._pair(turned, text, _MINUS)]
