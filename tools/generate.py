"""Write the generated parts of the documentation: ``make docs``. A test fails when they are stale.

Generated: the table of commands in ``README.md``, ``docs/commands.md`` (every option of every
command), ``docs/keys.md`` (every key of the terminal UI), ``docs/problems.md`` (every problem
that argmap reports, from the examples in ``tests/errors/``) and ``docs/model-card.md`` with its
pictures (what was measured of the stance model).
"""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from argmap.actions import key_table
from argmap.cli import COMMANDS
from argmap.cli.group import cli
from training import card

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- begin: commands -->", "<!-- end: commands -->"


def commands_table() -> str:
    """The commands with their one-line helps, as Markdown."""
    rows = [f"| `argmap {name}` | {text} |" for name, text in COMMANDS.items()]
    return "\n".join(["| command | what it does |", "|---|---|", *rows])


def commands_page() -> str:
    """Every command with its usage and options, as Markdown."""
    parts = [
        "# Commands",
        "",
        "`argmap COMMAND --help` prints the same. Exit codes: 0 fine, 1 problems found, 2 wrong "
        "usage. Results go to standard output, messages to standard error. `NO_COLOR` is "
        "respected. `ARGMAP_MAP` names the map, `ARGMAP_AS` the annotator, `ARGMAP_DOT` the "
        "Graphviz program to lay pictures out with.",
    ]
    parent = click.Context(cli, info_name="argmap")
    for name in COMMANDS:
        command = importlib.import_module(f"argmap.cli.{name}").command
        context = click.Context(command, info_name=name, parent=parent)
        usage = command.get_usage(context).removeprefix("Usage: ")
        parts += ["", f"## argmap {name}", "", f"    {usage}", "", _paragraphs(command.help or "")]
        rows = [
            f"| {_cell(options)} | {_escape(text)} |"
            for options, text in (
                p.get_help_record(context) or ("", "")
                for p in command.get_params(context)
                if isinstance(p, click.Option)
            )
            if not options.endswith("--help")
        ]
        parts += ["", "| option | meaning |", "|---|---|", *rows]
    return "\n".join(parts) + "\n"


def problems_page() -> str:
    """Every diagnostic with an example, as Markdown."""
    parts = [
        "# Problems that argmap reports",
        "",
        "Each problem has a code, a place, the line with a caret, and what to do. Errors make a "
        "command end with exit code 1; warnings and notes do not. Whatever else is in the file is "
        "read and shown all the same. These are real examples; the files they come from are in "
        "`tests/errors/`.",
    ]
    gallery = ROOT / "tests" / "errors"
    examples = {p.stem: p for p in gallery.glob("AM*.txt")}
    examples |= {p.parent.name: p for p in gallery.glob("AM*/expected.txt")}
    for name, path in sorted(examples.items()):
        code, _, title = name.partition("-")
        parts += ["", f"## {code}: {title.replace('-', ' ')}", "", "```text"]
        parts += [path.read_text(encoding="utf-8").rstrip("\n"), "```"]
    return "\n".join(parts) + "\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _cell(options: str) -> str:
    return f"`{options}`".replace("|", "\\|")


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def pages() -> dict[Path, str]:
    """Each file with the text it should have."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return {
        ROOT / "README.md": f"{before}{BEGIN}\n{commands_table()}\n{END}{after}",
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "keys.md": key_table(),
        ROOT / "docs" / "problems.md": problems_page(),
        **card.pages(),
    }


def main() -> None:
    """Write them."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
