"""Plain-text scrapes: threads in each layout, and what must not be taken for one."""

from __future__ import annotations

import pytest

from argmap.model import BlockKind
from argmap.sources import Structure, describe, segment_text
from tests.sources import scrapes


def authors(found: Structure) -> list[str | None]:
    return [comment.author for comment in found.comments]


def answered(found: Structure) -> list[str | None]:
    return [comment.reply_to for comment in found.comments]


def kinds(found: Structure, text: str, kind: BlockKind) -> list[str]:
    return [b.span.of(text).strip() for b in found.blocks if b.kind is kind]


def test_bullets_nest_and_some_comments_have_no_author() -> None:
    text = scrapes.BULLETS
    found = segment_text(text, "a.txt")
    assert authors(found) == ["Jon Brandt", "Ines Falk", None]
    assert answered(found) == [None, "c1", None]
    assert [c.depth for c in found.comments] == [0, 1, 0]
    first, second, third = (c.body.of(text) for c in found.comments)
    assert first.startswith("My bakery") and first.endswith("become of them.")
    assert second == "I walk over it every day, and half of your customers do the same."
    assert third.startswith("There is a ford")
    assert found.stated_comments == 3 and not found.diagnostics


def test_numbers_dates_in_heads_and_mentions() -> None:
    text = scrapes.NUMBERS
    found = segment_text(text, "a.txt")
    assert authors(found) == ["Rosa Lind", "Karl Ohm", "Theo", "Uma"]
    assert answered(found) == [None, "c1", None, None]
    assert [c.date for c in found.comments] == [
        "2019-04-13",
        "2019-04-13",
        "2019-04-22",
        "2019-04-23",
    ]
    (mention,) = found.comments[1].mentions
    assert (mention.name, mention.comment) == ("Rosa Lind", "c1")
    assert mention.span.of(text) == "@Rosa Lind"


def test_a_date_at_the_start_of_a_line_is_no_list_number() -> None:
    text = scrapes.NUMBERS
    theo = segment_text(text).comments[2]
    assert theo.body.of(text).startswith("22. December 1904")


def test_reply_links_and_the_form_are_not_in_the_body() -> None:
    text = scrapes.NUMBERS
    found = segment_text(text)
    assert all("Reply" not in c.body.of(text) for c in found.comments)
    assert found.comments[-1].body.of(text).endswith("could sleep.")
    assert "whole sentences" in kinds(found, text, BlockKind.BOILERPLATE)[-1]


def test_name_date_cycles_without_bullets() -> None:
    text = scrapes.CYCLES
    found = segment_text(text)
    assert authors(found) == ["wave_rider", "Hedda", "wave_rider"]
    assert found.comments[0].body.of(text) == "A bridge for bicycles is still a bridge."
    assert answered(found)[2] == "c2"
    assert found.comments[2].body.of(text).endswith("the cable broke.")


def test_heads_that_name_whom_they_answer() -> None:
    text = scrapes.ARROWS
    found = segment_text(text)
    assert authors(found) == ["Jane Roe", "Max Power", "Old Salt"]
    assert answered(found) == [None, "c1", None]
    assert [c.date for c in found.comments] == ["3 years ago", "3 years ago", "2 years ago"]
    assert found.comments[1].body.of(text).endswith("at night.")
    assert found.comments[2].body.of(text) == "Both of you are wrong."


def test_says_heads_without_bullets() -> None:
    found = segment_text(scrapes.SAYS)
    assert authors(found) == ["Olga Brun", "Per Aas", "Olga Brun"]


def test_reported_speech_in_an_article_is_no_thread() -> None:
    text = scrapes.ARTICLE + (
        "\nThe mayor said:\n\n"
        "“We have looked at every other way, and there is none that the town can pay for.”\n\n"
        "Her deputy said:\n\n"
        "“I would have waited for the second report, which may well come out differently.”\n"
    )
    assert segment_text(text).comments == ()


def test_menus_share_lists_and_related_posts_are_no_comments() -> None:
    text = scrapes.MENU
    found = segment_text(text)
    assert found.comments == ()
    assert found.title.value == "Council votes to close the swing bridge"
    furniture = "\n".join(kinds(found, text, BlockKind.BOILERPLATE))
    assert "Print" in furniture and "Ferry company orders" in furniture
    assert "Ferry company" not in "\n".join(kinds(found, text, BlockKind.PARAGRAPH))


def test_a_numbered_list_in_the_article_is_no_thread() -> None:
    text = scrapes.NOT_A_THREAD
    found = segment_text(text)
    assert found.comments == ()
    assert sum("bearings" in p for p in kinds(found, text, BlockKind.PARAGRAPH)) == 1


def test_a_pasted_article_is_quoted() -> None:
    text = scrapes.PASTED
    jon, ines = segment_text(text).comments
    (pasted,) = jon.quoted
    assert pasted.of(text).startswith("Harbour bridge is sound")
    assert pasted.end == jon.body.end
    assert jon.author == "Jon Brandt"
    (quoted,) = ines.quoted
    assert quoted.of(text) == "> The port authority has found no damage on the swing bridge."


def test_a_sentence_copied_from_the_article_is_quoted() -> None:
    copied = "The lamp has burned since nineteen hundred and eight without a single night off."
    text = (
        f"The lighthouse needs a new lamp\n\n{copied}\n\nNobody knows who is to pay for it, and "
        "the three who could do so have each named one of the others for ten years.\n\n"
        f"1 Comment\n\n  • Bo Lind\n\n    {copied}\n\n    That is not true, it was out in March.\n"
    )
    (comment,) = segment_text(text).comments
    assert [span.of(text) for span in comment.quoted] == [copied]


def test_a_count_that_differs_is_a_warning() -> None:
    text = scrapes.BULLETS.replace("3 Comments", "7 Comments")
    found = segment_text(text, "a.txt")
    (problem,) = found.diagnostics
    assert problem.code == "AM203" and problem.severity == "warning"
    assert "says 7 comments, found 3" in problem.message
    assert problem.excerpt == "7 Comments" and problem.path == "a.txt"


def test_comments_that_a_script_would_have_loaded() -> None:
    found = segment_text(scrapes.ARTICLE + "\n12 Comments\n\nLoading…\n", "a.txt")
    assert found.comments == ()
    assert [d.code for d in found.diagnostics] == ["AM203"]
    assert "script" in found.diagnostics[0].hint


def test_right_to_left_and_emoji_names() -> None:
    text = scrapes.RIGHT_TO_LEFT
    found = segment_text(text)
    assert authors(found) == ["נועה לוי", "🌊 Sea Fan 🌊"]
    assert found.comments[0].body.of(text).startswith("הגשר")


def test_a_short_first_line_is_text_where_no_text_follows() -> None:
    text = scrapes.BULLETS.replace("    My bakery", "    Well said!\n\n    My bakery").replace(
        "  • Jon Brandt\n\n", "  • Hear, hear!\n\n"
    )
    found = segment_text(text)
    assert found.comments[0].author is None
    assert found.comments[0].body.of(text).startswith("Hear, hear!")


def test_hard_wrapped_comment_keeps_its_signature() -> None:
    text = scrapes.ARTICLE + (
        "\n2 Comments\n\n  • James Roe\n\n    Thank you for the news,it keeps me\n"
        "    informed unlike the radio.\n\n    Yours truly\n    James Roe\n\n"
        "  • Ines Falk\n\n    The radio reported it on Friday morning at seven o'clock.\n"
    )
    james = segment_text(text).comments[0]
    assert james.author == "James Roe"
    assert james.body.of(text).endswith("James Roe")


def test_author_and_date_below_the_comment() -> None:
    text = scrapes.ARTICLE + (
        "\n2 Comments:\n\n  1. The ring road is full already, and nobody in the council drives.\n\n"
        "    Jon Brandt · April 19, 2019\n\n"
        "    • Then let us take the ferry, which was there before the bridge was built.\n\n"
        "      Ines Falk · April 20, 2019\n"
    )
    found = segment_text(text)
    assert authors(found) == ["Jon Brandt", "Ines Falk"]
    assert answered(found) == [None, "c1"]
    assert found.comments[0].body.of(text).endswith("drives.")


def test_points_of_a_list_inside_a_comment_are_its_text() -> None:
    text = scrapes.ARTICLE + (
        "\nComments\n\n  • Ann Lee on April 14, 2019 at 4:47 pm said:\n\n"
        "    Two things speak for it:\n"
        "    * It would be quiet in the old town at night.\n"
        "    * It would cost less than new bearings for the whole bridge.\n\n"
        "  • Bo Chan on April 15, 2019 at 5:00 pm said:\n\n"
        "    And one thing speaks against it, namely the ring road.\n"
    )
    found = segment_text(text)
    assert authors(found) == ["Ann Lee", "Bo Chan"]
    assert "new bearings" in found.comments[0].body.of(text)


def test_pingbacks_and_lists_of_recent_comments_are_set_aside() -> None:
    text = scrapes.BULLETS + (
        "  • Pingback: Bridges of the north, part nine\n\n"
        "Recent Comments\n\n"
        "  • Jon Brandt on The harbour in winter: what the ice does to wood and iron\n"
        "  • Ines Falk on Ferry company orders a second boat for the night line\n"
    )
    found = segment_text(text)
    assert len(found.comments) == 3 and not found.diagnostics


def test_article_blocks() -> None:
    text = scrapes.BULLETS
    found = segment_text(text)
    assert kinds(found, text, BlockKind.HEADING) == ["What the report says"]
    assert kinds(found, text, BlockKind.CAPTION) == [
        "The swing bridge at the old harbour. Photo: Town Archive"
    ]
    assert len(kinds(found, text, BlockKind.PARAGRAPH)) == 2
    assert "Share on Facebook" in kinds(found, text, BlockKind.BOILERPLATE)[1]


def test_a_caption_glued_to_the_body_is_a_block_of_its_own() -> None:
    text = scrapes.ARTICLE.replace("Archive\n\nThe town", "Archive\nThe town")
    found = segment_text(text)
    assert len(kinds(found, text, BlockKind.CAPTION)) == 1
    assert kinds(found, text, BlockKind.PARAGRAPH)[0].startswith("The town council")


def test_paragraphs_with_a_single_line_end_between_them() -> None:
    one = (
        "The harbour master has written three letters to the ministry since the first of May, "
        "and in each of them he asks for the same lamp and the same forty metres of chain."
    )
    two = (
        "The ministry has answered once, in a letter of two lines, which says that the matter is "
        "under consideration and that no further letters are needed for the time being."
    )
    text = f"The lighthouse needs a new lamp\n\n{one}\n{two}\n"
    assert kinds(segment_text(text), text, BlockKind.PARAGRAPH) == [one, two]


def test_footnote_marks_stay_in_the_text() -> None:
    text = scrapes.ARTICLE.replace("no\nlonger made.", "no\nlonger made.[12][13]")
    found = segment_text(text)
    assert "made.[12][13]" in kinds(found, text, BlockKind.PARAGRAPH)[0]


def test_describe_says_what_was_found() -> None:
    text = scrapes.BULLETS
    line = describe(segment_text(text), text)
    assert line.startswith("2 paragraphs, 3 comments (1 reply, 1 without author), ")
    assert line.endswith(" lines set aside")
    assert describe(segment_text("A short note.\n"), "A short note.\n").count("no comments") == 1


@pytest.mark.parametrize("text", ["", "\n", "x", "• ", "1.", "@", "Reply\n" * 5, "\ufffd" * 9])
def test_odd_little_texts(text: str) -> None:
    found = segment_text(text, "odd.txt")
    assert sum(b.span.end - b.span.start for b in found.blocks) == len(text)
    assert found.title.value
