"""The registry of what a user can do in the terminal UI: name, title, help, keys, scope.

Bindings, footer, palette, help screen and ``docs/keys.md`` are made from :data:`ACTIONS` and from
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ACTIONS", "PLACES", "Action", "Scope", "actions_in", "key_label", "key_table", "lookup"]


class Scope(StrEnum):
    """Where an action works. A place in the UI has several, the nearest first."""

    OUTLINE = "outline"
    DETAIL = "detail"
    MAP = "map"
    SOURCE = "source"
    SOURCES = "sources"
    PROBLEMS = "problems"
    HELP = "help"
    FIELD = "field"
    LIST = "list"
    APP = "app"


PLACES: dict[Scope, tuple[str, str]] = {
    Scope.OUTLINE: (
        "Outline of the map",
        "Each row is a claim or an argument; what hangs below a row bears on it: + supports it, "
        "− opposes it, ↯ undercuts it (attacks the step, not the claim), ≠ contradicts it, "
        "∵ is a premise and ∴ a conclusion of an argument. The numbers at the right count the "
        "passages marked for (+) and against (−) the row. ↪ means that it is unfolded further up.",
    ),
    Scope.DETAIL: (
        "One claim or argument",
        "What the chosen row says, what it speaks for or against, what speaks for and against it, "
        "and every passage that somebody marked on it. Enter on a passage opens its source there; "
        "Enter on a claim goes to it in the outline.",
    ),
    Scope.MAP: ("Map", "The outline of the map, and beside or below it the chosen row in full."),
    Scope.SOURCE: (
        "A source",
        "The article and its readers' comments, exactly as they were imported. Marked passages "
        "are coloured and have a sign in the margin: + for a claim, − against one, ± both, "
        "? proposed by the machine. Below (or beside) the text stand the marks on the line of "
        "the cursor. Page furniture is folded.",
    ),
    Scope.SOURCES: ("Sources", "The articles of this map. Enter opens one for reading."),
    Scope.PROBLEMS: (
        "Problems",
        "What argmap found wrong with the files of this map, with the place and what to do. "
        "Nothing is lost by a problem: the rest of the map works on. `argmap check` says the same.",
    ),
    Scope.HELP: ("Help", "Every key that works where you came from."),
    Scope.FIELD: (
        "Typing words",
        "Every key types, except these. What fits is shown while you type; capitals and line ends "
        "do not matter.",
    ),
    Scope.LIST: ("Moving about", "These keys move the cursor in every list and text."),
    Scope.APP: ("Everywhere", "These keys work on every screen."),
}
"""Title and a paragraph of prose for each scope."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do. ``action_<name>`` in the TUI carries it out."""

    name: str
    title: str
    """A verb with its object, short enough for a footer or a palette."""
    help: str
    """One sentence."""
    keys: tuple[str, ...]
    """Names as the terminal library has them (``question_mark``); the first one is shown."""
    scope: Scope
    footer: bool = False
    """Whether the footer shows it."""


def _a(
    scope: Scope, name: str, keys: str, title: str, help_: str, *, footer: bool = False
) -> Action:
    return Action(name, title, help_, tuple(keys.split()), scope, footer)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    _a(Scope.OUTLINE, "choose", "enter", "Detail", "Go to the chosen row's detail.", footer=True),
    _a(Scope.OUTLINE, "toggle_branch", "space", "Fold",
       "Fold or unfold the branch; on ↪, go to where it is unfolded.", footer=True),
    _a(Scope.OUTLINE, "unfold", "l right", "Unfold", "Unfold the branch, or go to its first row."),
    _a(Scope.OUTLINE, "fold", "h left", "Fold branch", "Fold the branch, or go to the row above."),
    _a(Scope.OUTLINE, "fold_all", "z", "Fold all", "Fold every branch."),
    _a(Scope.OUTLINE, "unfold_all", "Z", "Unfold all", "Unfold every branch."),
    _a(Scope.OUTLINE, "titles", "t", "Titles or texts",
       "Show titles instead of full texts in the outline, or texts again."),
    _a(Scope.DETAIL, "choose", "enter space", "Open",
       "Open the passage in its source, or go to the claim.", footer=True),
    _a(Scope.MAP, "evidence", "e", "Evidence", "Go to the next passage in the detail.",
       footer=True),
    _a(Scope.MAP, "filter", "slash", "Filter",
       "Show only rows that contain some words, with what stands above them.", footer=True),
    _a(Scope.MAP, "next_match", "n", "Next match", "Go to the next row that fits the filter."),
    _a(Scope.MAP, "previous_match", "N", "Previous match",
       "Go to the row before that fits the filter."),
    _a(Scope.MAP, "other_pane", "tab shift+tab", "Other pane",
       "Move between the outline and the detail."),
    _a(Scope.SOURCE, "find", "slash", "Find", "Find words in this source.", footer=True),
    _a(Scope.SOURCE, "next_match", "n", "Next match", "Go to the next place found."),
    _a(Scope.SOURCE, "previous_match", "N", "Previous match", "Go to the place found before."),
    _a(Scope.SOURCE, "next_mark", "right_square_bracket m", "Next mark",
       "Go to the next marked passage.", footer=True),
    _a(Scope.SOURCE, "previous_mark", "left_square_bracket M", "Previous mark",
       "Go to the marked passage before."),
    _a(Scope.SOURCE, "next_part", "right_curly_bracket", "Next paragraph",
       "Go to the next paragraph or comment."),
    _a(Scope.SOURCE, "previous_part", "left_curly_bracket", "Previous paragraph",
       "Go to the paragraph or comment before."),
    _a(Scope.SOURCE, "toggle_thread", "space", "Replies",
       "Fold or unfold the replies to the comment under the cursor.", footer=True),
    _a(Scope.SOURCE, "furniture", "x", "Furniture",
       "Show or hide menus, share lines and the like.", footer=True),
    _a(Scope.SOURCE, "claim", "enter", "Claim",
       "Go to the claim of a mark on the cursor's line, in the map."),
    _a(Scope.SOURCES, "choose", "enter space", "Read", "Open the source.", footer=True),
    _a(Scope.FIELD, "keep", "enter", "Keep", "Keep what was found and go back to the pane.",
       footer=True),
    _a(Scope.FIELD, "back", "escape", "End", "Empty the field and close it.", footer=True),
    _a(Scope.FIELD, "pane_down", "down", "Down", "One line down in the pane.", footer=True),
    _a(Scope.FIELD, "pane_up", "up", "Up", "One line up in the pane.", footer=True),
    _a(Scope.FIELD, "pane_page_down", "pagedown", "Page down", "One page down in the pane."),
    _a(Scope.FIELD, "pane_page_up", "pageup", "Page up", "One page up in the pane."),
    _a(Scope.LIST, "down", "j down", "Down", "One line down."),
    _a(Scope.LIST, "up", "k up", "Up", "One line up."),
    _a(Scope.LIST, "page_down", "pagedown ctrl+d", "Page down", "One page down."),
    _a(Scope.LIST, "page_up", "pageup ctrl+u", "Page up", "One page up."),
    _a(Scope.LIST, "top", "g home", "Top", "To the beginning."),
    _a(Scope.LIST, "bottom", "G end", "Bottom", "To the end."),
    _a(Scope.APP, "back", "escape backspace b", "Back",
       "Go back to where you were; in the outline, end the filter first.", footer=True),
    _a(Scope.APP, "sources", "o S", "Sources", "List the sources of this map.", footer=True),
    _a(Scope.APP, "problems", "p", "Problems", "List what is wrong with the files."),
    _a(Scope.APP, "reload", "r", "Reload", "Read the map from disk again."),
    _a(Scope.APP, "palette", "ctrl+p colon", "Commands",
       "Search all commands by name, and change the theme."),
    _a(Scope.APP, "help", "question_mark f1", "Help", "Say where you are and what the keys do.",
       footer=True),
    _a(Scope.APP, "quit", "q", "Quit", "Leave argmap. Nothing needs saving.", footer=True),
)
# fmt: on

_KEY_NAMES = {
    "question_mark": "?", "slash": "/", "colon": ":", "left_square_bracket": "[",
    "right_square_bracket": "]", "left_curly_bracket": "{", "right_curly_bracket": "}",
    "escape": "Esc", "backspace": "Backspace", "enter": "Enter", "space": "Space", "tab": "Tab",
    "shift+tab": "Shift+Tab", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
}  # fmt: skip


def key_label(key: str) -> str:
    """A key as a person reads it: ``?``, ``Ctrl+P``, ``Esc``."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def actions_in(scopes: Iterable[Scope]) -> list[Action]:
    """The actions of these scopes, in that order; a key taken by a nearer scope is left out there.

    An action whose keys are all taken is left out altogether.
    """
    taken: set[str] = set()
    found: list[Action] = []
    for scope in scopes:
        here = [a for a in ACTIONS if a.scope is scope]
        for action in here:
            keys = tuple(k for k in action.keys if k not in taken)
            if keys or not action.keys:
                found.append(
                    Action(
                        action.name, action.title, action.help, keys, action.scope, action.footer
                    )
                )
        taken.update(k for a in here for k in a.keys)
    return found


def lookup(key: str) -> list[Action]:
    """Every action that has this key somewhere."""
    return [action for action in ACTIONS if key in action.keys]


def key_table() -> str:
    """All keys as Markdown, one table a scope: the contents of ``docs/keys.md``."""
    lines = [
        "# Keys of `argmap browse`",
        "",
        "In the program, `?` shows the keys of the place you are in, and `Ctrl+P` or `:` searches "
        "all commands by name. This page is written by `make docs`.",
    ]
    for scope, (title, prose) in PLACES.items():
        here = [a for a in ACTIONS if a.scope is scope]
        if not here:
            continue
        lines += ["", f"## {title}", "", prose, "", "| key | does |", "|---|---|"]
        for action in here:
            keys = " ".join(f"`{key_label(k)}`" for k in action.keys)
            lines.append(f"| {keys} | **{action.title}.** {action.help} |")
    return "\n".join(lines) + "\n"
