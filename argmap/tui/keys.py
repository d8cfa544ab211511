"""From the action registry to Textual's bindings, and to the few keys a footer has room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding, BindingType

from argmap.actions import ACTIONS, PLACES, Action, Scope, actions_in, key_label, lookup

__all__ = ["FOOTER_KEYS", "OPENS_FIELD", "bindings_for", "footer_actions", "why_nothing"]

FOOTER_KEYS = 8
OPENS_FIELD = frozenset({"filter", "find"})
"""Actions that open a field to type in. Their keys are handled before any pane sees them, so that
the letters typed right after already go to the field."""


def bindings_for(scope: Scope) -> list[BindingType]:
    """The bindings of one scope, for the widget, screen or app that carries it out."""
    return [
        Binding(",".join(a.keys), a.name, a.title, show=False, priority=a.name in OPENS_FIELD)
        for a in ACTIONS
        if a.scope is scope and a.keys
    ]


def footer_actions(scopes: Sequence[Scope], idle: frozenset[str] = frozenset()) -> list[Action]:
    """What the footer shows for a place: the nearest scope first, ``help`` and ``quit`` always."""
    wanted = [a for a in actions_in(scopes) if a.footer and a.name not in idle]
    always = [a for a in wanted if a.name in ("help", "quit")]
    others = [a for a in wanted if a.name not in ("help", "quit")]
    return others[: FOOTER_KEYS - len(always)] + always


def why_nothing(key: str, character: str | None, scopes: Sequence[Scope]) -> str | None:
    """What to tell somebody who pressed a key that does nothing here; ``None`` to stay silent."""
    elsewhere = [a for a in lookup(key) if a.scope not in scopes]
    if elsewhere:
        action = elsewhere[0]
        place = PLACES[action.scope][0]
        return f"{key_label(key)} does nothing here. In “{place}”: {action.help}"
    if character is not None and character.isprintable():
        return (
            f"{key_label(key) if len(key) == 1 else character} does nothing here. ? shows the keys."
        )
    return None
