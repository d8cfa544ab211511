"""Every problem that reading Argdown can report: code, severity, what is wrong, what to do.

An error loses or changes what the author meant, here or in other Argdown tools; a warning is a trap
that was read as the language has it; a note is worth knowing. Each code has a file in
``tests/errors/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from argmap.argdown.lexer import Slip
from argmap.argdown.lines import LineIndex, Plain
from argmap.diagnostics import Diagnostic, Severity

__all__ = ["CATALOGUE", "Entry", "diagnose"]


class Entry(NamedTuple):
    """How one kind of problem is told. Texts are filled in from the slip."""

    severity: Severity
    message: str
    hint: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CATALOGUE: dict[str, Entry] = {
    "AM101": Entry(
        _E,
        "other Argdown tools read on from {sign} over empty lines, up to the end of a {what}",
        r"write \{sign} if the sign is meant as text, or close it on its line",
    ),
    # ---- front matter and data
    "AM102": Entry(
        _E,
        "the front matter is not followed by an empty line",
        "put an empty line behind the closing ===",
    ),
    "AM103": Entry(
        _E,
        "=== opens or closes front matter, which may stand only at the beginning of the file",
        r"write \=== if these signs are meant as text",
    ),
    "AM104": Entry(_E, "the front matter is not closed", "put a line with === behind the settings"),
    "AM105": Entry(
        _E, "the front matter cannot be read: {why}", "write one `key: value` a line (YAML)"
    ),
    "AM106": Entry(
        _E,
        "the data block cannot be read: {why}",
        r'write it like {{key: "value", other: 3}}; for a brace in plain text write \{{',
    ),
    "AM107": Entry(
        _E,
        "there is something behind a data block, which must come last",
        "move the text before the data block",
    ),
    "AM108": Entry(
        _E,
        "this brace would swallow everything up to the data block further down",
        r"write \{{ if the brace is meant as text, or close the data block",
    ),
    "AM109": Entry(
        _W,
        "there is no statementSelectionMode “{mode}”; with-title is used",
        "write one of {modes}",
    ),
    # ---- elements
    "AM110": Entry(
        _E,
        "this {what} has no text",
        "write the text on the same line; leave out the colon to refer to something defined"
        " elsewhere",
    ),
    "AM111": Entry(
        _E,
        "a paragraph may not start with a relation: an empty line cuts it off from its parent",
        "remove the empty line above, so that the relation stands directly under what it is about",
    ),
    "AM112": Entry(
        _E,
        "this relation is not indented",
        r"indent the line under the claim it is about; for a sign in plain text write \{sign}",
    ),
    "AM113": Entry(
        _E, "there is nothing behind this relation sign", "write a claim or a [title] behind it"
    ),
    "AM114": Entry(
        _E,
        "{text} may stand only at the start of a line or behind a relation sign",
        r"write \{first} if the bracket is meant as text, @{bare} to mention it, or begin a new"
        " line",
    ),
    "AM115": Entry(
        _E,
        "this inference is not complete",
        "write ---- on a line of its own, or -- with the rule's name and -- again behind it",
    ),
    "AM116": Entry(
        _E,
        "an inference stands here without premises",
        "number the premises above it: (1), (2), then ----, then the conclusion (3)",
    ),
    "AM117": Entry(
        _E,
        "text follows a reference on the same line; it was read as a definition",
        "put a colon behind the title to define it here, or move the text away",
    ),
    "AM118": Entry(
        _E,
        "an empty line is missing {where}",
        "put an empty line between headings, paragraphs, lists and premise-conclusion structures",
    ),
    "AM119": Entry(
        _E,
        "a list may not stand directly under text, be nested, or mix numbers and asterisks",
        r"put an empty line before the list; for a sign in plain text write \{first}",
    ),
    "AM120": Entry(
        _E,
        "{mark} opens {style} text that is never closed",
        r"write \{mark} if the sign is meant as text, or close it before the paragraph ends",
    ),
    "AM121": Entry(
        _E, "this backslash has nothing behind it to escape", r"write \\ for a backslash"
    ),
    "AM122": Entry(
        _E, "this link runs over a line end", "write label and address on one line"
    ),
    # ---- premise-conclusion structures
    "AM123": Entry(
        _E,
        "a numbered premise must be preceded by an empty line",
        r"put an empty line above; for a number in plain text write \{first}",
    ),
    "AM124": Entry(
        _E,
        "there is an empty line inside a premise-conclusion structure",
        "remove the empty line: premises, inference and conclusion stand directly under each other",
    ),
    "AM125": Entry(
        _E, "this inference has no conclusion", "write the conclusion behind it: (3) Therefore …"
    ),
    "AM126": Entry(
        _E,
        "an argument cannot be a premise or conclusion",
        "use a claim, [title], in its place",
    ),
    "AM127": Entry(
        _E,
        "an inference can only be undercut",
        "write <_ to undercut it; to support or attack the argument write so under its title",
    ),
    "AM128": Entry(
        _E,
        "only claims can contradict each other",
        "use <- for an argument that attacks a claim, or name the argument's conclusion",
    ),
    "AM129": Entry(
        _E,
        "this data block belongs to nothing",
        r"put it behind the claim, argument or heading it describes; write \{{ if the brace is"
        " meant as text",
    ),
    "AM130": Entry(
        _E,
        "premises without an inference and a conclusion",
        "write ---- under the premises and the conclusion with the next number under it",
    ),
    "AM131": Entry(
        _E,
        "<{title}> has a second premise-conclusion structure; it was read as an argument of its"
        " own",
        "give the second one its own <title>, with an empty line between",
    ),
    "AM132": Entry(
        _W,
        "a numbered line stands inside an inference and is read as the name of its rule",
        "write ---- (four hyphens) where no rule is named",
    ),
    # ---- traps of layout
    "AM133": Entry(
        _E,
        "a title may not begin with a line end; other Argdown tools lose it",
        r"close the bracket on its line, or write \{sign} if the bracket is meant as text",
    ),
    "AM134": Entry(
        _W,
        "this line is indented by {width}, which lies between the {outer} and {inner} used above",
        "indent by the same number of characters as the line it belongs beside",
    ),
    # ---- the map
    "AM140": Entry(
        _E,
        "{bracketed} is defined twice with different texts; this one counts: {counts}",
        "give one of them another title, or write {bracketed} without the colon to refer to it",
    ),
    "AM141": Entry(_N, "{bracketed} is never defined", "define it somewhere: {bracketed}: …"),
    "AM142": Entry(
        _W,
        "an undercut is aimed at the claim [{title}]; other tools attach it elsewhere or lose it",
        "undercut an argument or an inference; attack a claim with <-",
    ),
    "AM143": Entry(
        _W,
        "<{title}> attacks its own conclusion; other Argdown tools lose this relation",
        "attack a premise or another claim, or correct the conclusion",
    ),
    "AM144": Entry(
        _W,
        "other Argdown tools {harm} the title {title}",
        "choose a title in plain words",
    ),
    "AM145": Entry(
        _W,
        "titles that begin with “Untitled” are those that Argdown makes up",
        "choose another title: it is hidden in pictures and may collide with a made-up one",
    ),
    "AM146": Entry(
        _W,
        "two data blocks of one title give lists for the same key; they are merged item by item",
        "give the list in one of them only",
    ),
    "AM147": Entry(
        _N,
        "<{title}> is undercut more than once; other Argdown tools forget all but the last",
        "nothing to do here: argmap keeps them all",
    ),
    "AM148": Entry(
        _W,
        "nothing can refer to {bracketed}: a reference is read up to the first bracket, and may"
        " not begin with a hyphen",
        "choose a title without brackets and without a hyphen at its start",
    ),
    # ---- traps of text
    "AM149": Entry(
        _W,
        "{sign} is not closed on its line, so this is plain text and the claim has no title",
        r"close the title: {sign}Title{closing}: text; or write \{sign} if the sign is meant",
    ),
    "AM150": Entry(
        _E,
        "// begins a comment: the rest of this line is not read",
        r"write http:\/\/… or a link: [label](http://…)",
    ),
    "AM151": Entry(
        _W,
        "{written} is read as the sign {sign}",
        r"write {escaped} if the letters are meant",
    ),
    "AM154": Entry(
        _W,
        "the tag runs on through quotation marks, dashes or no-break spaces: #{tag}",
        "put a blank behind the tag, or write #(tag)",
    ),
    "AM155": Entry(
        _N,
        "other Argdown tools read data over several lines as text where lines end with CRLF",
        "save the file with LF line ends, or put the data on one line",
    ),
    "AM156": Entry(
        _W,
        "{sign} at the start of a line is a relation, though no blank follows",
        r"put a blank behind it, or write \{sign} if it is meant as text",
    ),
    "AM157": Entry(
        _N,
        "other Argdown tools refuse {what}",
        "nothing to do here: argmap reads it",
    ),
    "AM158": Entry(_N, "there is nothing to map in this file", "write a claim: [Title]: text"),
}  # fmt: skip


def diagnose(slips: Iterable[Slip], plain: Plain, source: str, path: str) -> list[Diagnostic]:
    """The diagnostics for ``slips``, in the order of the document."""
    ordered = sorted(set_aside(slips), key=lambda slip: (slip.start, slip.code))
    if not ordered:
        return []
    index = LineIndex(source)
    found = []
    for slip in ordered:
        entry = CATALOGUE[slip.code]
        text = plain.text[slip.start : slip.end]
        symbol = text.strip(" \t'")
        about = {
            "text": " ".join(text.split()),
            "first": symbol[:1],
            "bare": symbol.rstrip(":"),
            "sign": symbol,
            **slip.about,
        }
        start, end = plain.origin(slip.start), plain.origin(slip.end)
        line, column = index.place(start)
        excerpt = index.line(line)
        lead = len(text) - len(text.lstrip(" \t")) if symbol else 0
        column += lead
        related = []
        for offset, message in slip.about.get("related", ()):  # type: ignore[attr-defined]
            other_line, other_column = index.place(plain.origin(offset))
            related.append((path, other_line, other_column, message))
        found.append(
            Diagnostic(
                code=slip.code,
                severity=slip.about.get("severity", entry.severity),  # type: ignore[arg-type]
                message=entry.message.format_map(about),
                path=path,
                line=line,
                column=column,
                length=max(1, min(end - start - lead, len(excerpt) - column + 1)),
                excerpt=excerpt,
                hint=str(slip.about.get("hint") or entry.hint.format_map(about)),
                related=tuple(related),
            )
        )
    return found


def set_aside(slips: Iterable[Slip]) -> list[Slip]:
    """The slips without a second one of the same code at the same place."""
    seen: set[tuple[str, int]] = set()
    result = []
    for slip in slips:
        key = (slip.code, slip.start)
        if key not in seen:
            seen.add(key)
            result.append(slip)
    return result
