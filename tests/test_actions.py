"""The registry of actions: no clash of keys where a user is, and an implementation for each."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from argmap.actions import ACTIONS, PLACES, Scope, actions_in, key_label, key_table
from argmap.tui.app import ArgmapApp
from argmap.tui.keys import FOOTER_KEYS, footer_actions, why_nothing
from argmap.tui.screens.lists import SourcesScreen
from argmap.tui.screens.map import MapScreen
from argmap.tui.screens.source import SourceScreen
from argmap.tui.widgets.findfield import FindField
from argmap.tui.widgets.lineview import LineView
from argmap.tui.widgets.listing import Listing
from argmap.tui.widgets.outline import Outline

KEYS_PAGE = Path(__file__).parents[1] / "docs" / "keys.md"

STACKS = [
    (Scope.OUTLINE, Scope.MAP, Scope.LIST, Scope.APP),
    (Scope.DETAIL, Scope.MAP, Scope.LIST, Scope.APP),
    (Scope.SOURCE, Scope.LIST, Scope.APP),
    (Scope.SOURCES, Scope.LIST, Scope.APP),
    (Scope.PROBLEMS, Scope.LIST, Scope.APP),
    (Scope.HELP, Scope.LIST, Scope.APP),
]

DOERS = {
    Scope.OUTLINE: Outline,
    Scope.DETAIL: Listing,
    Scope.MAP: MapScreen,
    Scope.SOURCE: SourceScreen,
    Scope.SOURCES: SourcesScreen,
    Scope.FIELD: FindField,
    Scope.LIST: LineView,
    Scope.APP: ArgmapApp,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: f"{a.scope}-{a.name}")
def test_every_action_is_carried_out_where_its_scope_says(action) -> None:
    assert callable(getattr(DOERS[action.scope], f"action_{action.name}"))
    assert action.title and action.help.endswith(".")
    assert action.keys, "an action without a key is found in the palette only"


@pytest.mark.parametrize("stack", STACKS, ids=lambda s: str(s[0]))
def test_no_key_means_two_things_in_one_place(stack) -> None:
    for scope in stack:
        keys = list(chain.from_iterable(a.keys for a in ACTIONS if a.scope is scope))
        assert len(keys) == len(set(keys))
    shown = list(chain.from_iterable(a.keys for a in actions_in(stack)))
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("stack", STACKS, ids=lambda s: str(s[0]))
def test_footers_are_short_and_always_say_help_and_quit(stack) -> None:
    footer = footer_actions(stack)
    assert len(footer) <= FOOTER_KEYS
    assert [a.name for a in footer[-2:]] == ["help", "quit"]


def test_every_control_key_has_a_plain_alternative() -> None:
    for action in ACTIONS:
        if any("+" in key for key in action.keys):
            assert any("+" not in key for key in action.keys), action.name


def test_a_nearer_scope_hides_the_same_key_further_off() -> None:
    here = actions_in((Scope.OUTLINE, Scope.SOURCES))
    assert [a.scope for a in here if "enter" in a.keys] == [Scope.OUTLINE]


def test_key_names_for_people() -> None:
    names = [key_label(k) for k in ("question_mark", "ctrl+p", "f1", "G", "escape", "slash")]
    assert names == ["?", "Ctrl+P", "F1", "G", "Esc", "/"]


def test_the_key_page_is_up_to_date_and_has_every_action() -> None:
    page = KEYS_PAGE.read_text(encoding="utf-8")
    assert page == key_table(), "docs/keys.md is stale: make docs"
    for action in ACTIONS:
        assert f"**{action.title}.** {action.help}" in page
    assert set(PLACES) == set(Scope)


def test_a_key_of_another_place_says_where_it_works() -> None:
    why = why_nothing("x", "x", (Scope.OUTLINE, Scope.MAP, Scope.LIST, Scope.APP))
    assert why is not None and PLACES[Scope.SOURCE][0] in why
    unknown = why_nothing("y", "y", (Scope.MAP,))
    assert unknown is not None and "?" in unknown
    assert why_nothing("shift", None, (Scope.MAP,)) is None
