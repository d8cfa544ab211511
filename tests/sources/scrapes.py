"""Scrapes in the layouts that pages come in, written for these tests."""

from __future__ import annotations

ARTICLE = """\
Home | Town | Harbour

Council votes to close the swing bridge

By Mara Olsen and Piet de Vries
April 12, 2019 6:15 pm

Share on Facebook Share on Twitter

The swing bridge at the old harbour. Photo: Town Archive

The town council voted on Thursday to close the swing bridge to cars from next spring, after an
engineer's report found that two of its four bearings are worn out and that spare parts are no
longer made.

What the report says

The engineer, who was paid by the port authority, writes that the bridge could carry pedestrians
and bicycles for another fifteen years if cars and buses were kept away from it.
"""

BULLETS = (
    ARTICLE
    + """
3 Comments

  • Jon Brandt

    My bakery lives from people who drive over that bridge. Nobody has asked the shops on the
    other side what will become of them.

    • Ines Falk

      I walk over it every day, and half of your customers do the same.

  • There is a ford two kilometres upstream, and it has carried lorries for a hundred years.
"""
)

NUMBERS = (
    ARTICLE
    + """
4 Comments / 4 Comments

  9. Rosa Lind says:
    April 13, 2019 at 8:01 am

    The report was written by a friend of the mayor, as everybody in this town knows.

    Reply
    1. Karl Ohm says:
      April 13, 2019 at 9:30 am

      @Rosa Lind: He is an engineer, and he measured the bearings. Have you?

      Reply
  10. Theo says:
    22. April 2019 um 17:05 Uhr

    22. December 1904 is the day on which that bridge was opened, look it up.

    Reply
  11. Uma says:
    April 23, 2019 at 10:00 am

    Close it. The noise under my window would finally stop, and my children could sleep.

    Reply

Leave a Reply

Your email address will not be published.

  1. Please write in whole sentences and keep to the subject of the article above.
  2. Please do not write anything that you would not say in your neighbour's kitchen.
"""
)

CYCLES = (
    ARTICLE
    + """
Comments

Avatar of wave_rider

wave_rider

April 14, 2019, 07:12 Reply #

A bridge for bicycles is still a bridge.

Avatar of Hedda

Hedda

April 14, 2019, 08:40 Reply #

And where will the buses go, through the sea?

    wave_rider

    April 14, 2019, 08:55 Reply #

    They can take the ring road, as they did last year when the cable broke.

Post a comment

Name (required)
"""
)

ARROWS = (
    ARTICLE
    + """
3 Comments

Jane Roe • 3 years ago

This is terrible news for everyone who lives on the other side of the harbour.

 △ ▽ • Reply • Share ›

Max Power > Jane Roe • 3 years ago

No, it is good news for those of us who sleep there at night.

 △ ▽ • Reply • Share ›

Old Salt • 2 years ago

Both of you are wrong.

Recommended for you

Another story about something else
"""
)

SAYS = (
    ARTICLE
    + """
Responses

Olga Brun says:

I have lived beside this bridge for sixty years and it has never been safe.

Per Aas says:

Then why are you still living there, if one may ask?

Olga Brun says:

Because the rent is low, and the rent is low because of the bridge.
"""
)

MENU = (
    """\
  • Home
  • News
  • Sport
  • Facebook
  • Twitter

"""
    + ARTICLE
    + """
Share this:

  • Facebook
  • Twitter
  • Email
  • Print

Related posts

  • The harbour in winter: what the ice does to wood and iron
  • Ferry company orders a second boat for the night line
  • Old town walls to be lit from May until the end of September
"""
)

PASTED = (
    ARTICLE
    + """
2 Comments

  1. Jon Brandt

    Read what they wrote about the same bridge two years ago:

    Harbour bridge is sound, says port authority
    By Edda Kern May 2, 2017

    The port authority has found no damage on the swing bridge. "It will outlive us all," said a
    spokeswoman on Tuesday.

  2. Ines Falk

    > The port authority has found no damage on the swing bridge.

    That was before the storm took the eastern bearing away.
"""
)

FOOTER_DATE = """\
The lighthouse needs a new lamp

by Nell Ferrar

The lamp of the lighthouse on the western mole has burned since nineteen hundred and eight, and
the harbour master says that it will not burn through another winter.

Nobody knows who is to pay for a new one: the state, the town and the fishermen's guild have each
named one of the others.

May 4, 2021 | 2 Comments »

Leave a Reply

2 Comments

  1. Let the ferry company pay for it. Its captains are the only ones who still look at the thing.

  2. A lamp costs less than one night at sea without one, as anybody who was there could tell them.
"""

DECOY_DATES = """\
Monday, July 9th, 2018 | Edition 77

Subscribe now

May 30, 2016 4:10 pm

Fishermen's guild asks for a longer season

avatar by Nell Ferrar

Email a copy of "Fishermen's guild asks for a longer season" to a friend

The guild of the fishermen has asked the ministry to let the herring season run until the last
day of November, which is four weeks longer than the biologists advise.
"""

RIGHT_TO_LEFT = (
    ARTICLE
    + """
2 Comments

  • נועה לוי

    הגשר הזה הוא הדרך היחידה שלי לעבודה, ואני לא רואה איך אסתדר בלעדיו.

  • 🌊 Sea Fan 🌊

    There are other ways to get to work, and some of them are healthier than yours.
"""
)

NOT_A_THREAD = """\
Five reasons to keep the swing bridge

By Mara Olsen

The town wants to close its swing bridge. Here are five reasons why that would be a mistake, in
the order in which they came up at the meeting on Thursday.

  1. The bakery, the chemist and the school are all on the western side of the harbour.
  2. A detour of nine kilometres costs every family about four hundred crowns in a year.
  3. The ring road is already full between seven and nine o'clock in the morning.
  4. Nobody has shown that the worn bearings cannot be made by a good local workshop.
  5. A bridge that is used is a bridge that is looked after, as an old saying has it.

The council will vote again in the autumn, when the second report is expected to be ready.
"""
