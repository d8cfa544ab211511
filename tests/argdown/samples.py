"""Argdown for property tests: anything, things that look like Argdown, and well-formed maps."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = [
    *(
        "[Bridge]",
        "[Bridge]: ",
        "[Ferry] ",
        "<Toll>",
        "<Toll>: ",
        "@[Bridge]",
        "@<Toll> ",
        "[",
        "]",
    ),
    *(
        "<",
        ">",
        "{",
        "}",
        "}, ",
        "{a: 1}",
        "{\n  a: b\n}",
        '{"a": [1, 2]}',
        "{a: [}",
        "(1) ",
        "(2)",
    ),
    *("----", "--", "-- rule, other --", "---", "\n", "\n\n", "\n\n\n", "  ", "\t", "    ", "'"),
    *(
        "\n  + ",
        "\n    - ",
        "\n  <+ ",
        "\n  -> ",
        "\n  _ ",
        "\n  <_ ",
        "\n  _> ",
        "\n  >< ",
        "\n+ ",
    ),
    *("\n* ", "\n1. ", "# ", "\n\n## ", "#tag", "#(two words) ", "**", "__", "*", "_", "\\", "\\*"),
    *(
        ".A.",
        ":heart:",
        "J.P. ",
        "http://",
        "//",
        "/*",
        "*/",
        "<!--",
        "-->",
        "===",
        "===\n",
        "\r\n",
    ),
    *(
        "\r",
        "\ufeff",
        "\x00",
        "\ud800",
        "\u2028",
        "\u00a0",
        "é",
        "😀",
        "ship",
        " tide ",
        ". ",
        ", ",
    ),
    *("[label](https:\\/\\/x.org)", "===\ntitle: x\n===\n\n", "\n(3) so", "\n(1) p\n----\n(2) q\n"),
]

anything = st.text(st.characters(codec=None), max_size=60) | st.text(
    "[]<>{}()-+_*#:.=\\/@ \n\r\t'aA1,"
)
argdownish = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
documents = anything | argdownish

words = st.lists(
    st.sampled_from(["tide", "cost", "boats", "sleep.", "noise,", "why?", "(so)", "a-b", "9"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@st.composite
def maps(draw: st.DrawFn) -> str:
    """A well-formed map with titled claims and arguments, relations, tags, data and sections."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    unit = draw(st.sampled_from(["  ", "    ", "\t"]))
    support, attack = draw(st.sampled_from([("+", "-"), ("<+", "<-")]))
    blocks: list[str] = []
    titles: list[str] = []
    if draw(st.booleans()):
        blocks.append(newline.join(["===", "title: The sample", "==="]))
    for number in range(draw(st.integers(1, 5))):
        if draw(st.integers(0, 4)) == 0:
            blocks.append(f"## Part {number}")
        lines: list[str] = []
        depth = 0
        for line in range(draw(st.integers(1, 5))):
            depth = 0 if line == 0 else draw(st.integers(1, depth + 1))
            sign = "" if depth == 0 else draw(st.sampled_from([support, attack])) + " "
            kind = draw(st.integers(0, 5))
            if kind == 0 and titles and depth:
                head = draw(st.sampled_from(titles))
            elif kind == 1:
                head = draw(words)
            else:
                name = f"N{number}.{line}"
                title = f"<{name}>" if kind == 2 else f"[{name}]"
                titles.append(title)
                head = f"{title}: {draw(words)}"
            if draw(st.integers(0, 4)) == 0:
                head += " #sea"
            if draw(st.integers(0, 5)) == 0:
                head += ' {"page": 3}'
            if draw(st.integers(0, 6)) == 0:
                head += " // remark"
            lines.append(unit * depth + sign + head)
        blocks.append(newline.join(lines))
    ending = draw(st.sampled_from(["", newline, newline * 2]))
    text = (newline * 2).join(blocks)
    # Without a line end behind it, // is text; an edit that adds one would make it a comment.
    return text + (ending or newline * text.endswith("remark"))
