"""The documentation that is generated is up to date, and the static help texts are true."""

from __future__ import annotations

import importlib

import pytest

from argmap.cli import COMMANDS
from tools import generate


def test_generated_pages_are_up_to_date() -> None:
    for path, text in generate.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_static_help_is_the_commands_own(name: str) -> None:
    command = importlib.import_module(f"argmap.cli.{name}").command
    assert command.short_help == COMMANDS[name]
    assert command.help
