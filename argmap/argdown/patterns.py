"""The regular expressions of the lexer, each a rule of section 2 of the Argdown notes."""

from __future__ import annotations

import re

from argmap.argdown.scan import JS_SPACE, TAG_CHARACTERS
from argmap.argdown.tokens import Kind

PLAIN = r"\\@#*_\[\],.:;<>/\-(){}\n"
# Groups of this expression are told apart by number, the commonest first.
TOKEN = re.compile(
    rf"([^{PLAIN} \t=][^{PLAIN}]*)"  # 1 free text
    r"|([,;>()}\]\-][ \t]?)"  # 2 a control character that begins nothing else
    rf"|((?:\.[^{JS_SPACE}]+?\.|:[^{JS_SPACE}]+?:)[ \t]?)"  # 3 special
    r"|([.:][ \t]?)"  # 4 control
    r"|((?:[ \t]*\n){2,})"  # 5 empty line
    r"|([ \t]*\n)"  # 6 newline
    r"|([ \t]+)"  # 7 spaces
    rf"|(#[{TAG_CHARACTERS}]+[ \t]?)"  # 8 tag
    r"|(\[[^\[\]\n\u2028\u2029]+\]:)"  # 9 definition of a claim (where the first bracket ends it)
    r"|(<(?!!--)[^<>\n\u2028\u2029]+>:)"  # 10 definition of an argument
)
TOKEN_KINDS = (
    0,
    *(Kind.FREE, Kind.CONTROL, Kind.SPECIAL, Kind.CONTROL, Kind.EMPTY, Kind.NEWLINE),
    *(Kind.SPACES, Kind.TAG, Kind.CLAIM_DEF, Kind.ARGUMENT_DEF),
)
"""What each group of :data:`TOKEN` is."""
LINE_START = re.compile(
    r"[ \t']*(?:(--)|(\+>)|(->)|(<\+|\+)|(<-|-)|(><)|(_>)|"
    rf"(<_|_(?=[{JS_SPACE}]))|(\([0-9]+\))|([0-9]+\.(?=[{JS_SPACE}]))|"
    rf"(\*(?=[{JS_SPACE}])))|(\#+[ ])"
)
LINE_KINDS = (
    0,
    Kind.INFERENCE_START,
    Kind.SUPPORTS,
    Kind.ATTACKS,
    Kind.SUPPORTED,
    Kind.ATTACKED,
    Kind.CONTRADICTS,
    Kind.UNDERCUTS,
    Kind.UNDERCUT,
    Kind.NUMBER,
    Kind.ORDERED,
    Kind.UNORDERED,
    Kind.HEADING,
)
LINE_LIMIT = re.compile(r"[\n\u2028\u2029]")
NEWLINE = re.compile(r"[ \t]*\n")
ONE_NEWLINE = re.compile(r"[ \t]*\n(?![ \t]*\n)")
LINE_ENDS = re.compile(r"\n*")
BLANKS = re.compile(r"[ \t]+")
EQUALS = re.compile(r"=+")
FENCE_LINE = re.compile(r"={3,}[ \t]*(?:\n|\Z)")
NOTHING = (Kind.NEWLINE, Kind.EMPTY, Kind.COMMENT, Kind.SPACES, Kind.BOM)
FRONT = re.compile(r"={3,}[\s\S]*?={3,}")
FREE = re.compile(rf"[^{PLAIN}]+")
ESCAPE = re.compile(r"\\[^\n\u2028\u2029] *")
SPECIAL = re.compile(rf"(?:\.[^{JS_SPACE}]+?\.|:[^{JS_SPACE}]+?:)[ \t]?")
MARK = re.compile(r"\*\*|__|\*|_")
AFTER_RANGE = re.compile(r"[ \t]|(?=[\n)}_.,!?;:\-*])|\Z")
SPACE_AHEAD = re.compile(rf"[{JS_SPACE}]")
DASHES_TO_END = re.compile(r"-*[ \t]*(?=\n|\Z)")
SWALLOWS = re.compile(r"[ \t]*\n[ \t]*\([0-9]+\)(?![^\n]*(?:--|\n[ \t]*--))")
"""Behind ``--``: a numbered line that would be taken for a rule, and no end of the inference."""
GOES_ON = re.compile(r"[ \t]*\n[ \t]*(?:--|\{|//|/\*|<!--)")
"""A line end inside an inference behind which it may go on."""
DASHES = re.compile(r"-{2,}")
RANGE_KINDS = {
    "**": (Kind.BOLD_START, Kind.BOLD_END),
    "__": (Kind.BOLD_START, Kind.BOLD_END),
    "*": (Kind.ITALIC_START, Kind.ITALIC_END),
    "_": (Kind.ITALIC_START, Kind.ITALIC_END),
}
