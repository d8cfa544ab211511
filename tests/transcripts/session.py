"""Golden shell sessions: run the commands of a text, compare (or rewrite) what they print.

A command stands behind ``$ ``; its output follows, standard error included, and ``[1]`` on a line
of its own where the exit code is not 0. In Markdown only fences marked ``console`` count.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Exchange:
    command: str
    expected: list[str]
    first_line: int
    """Index in the text's lines of the first line of output."""


def exchanges(text: str, markdown: bool) -> list[Exchange]:
    """The commands of a transcript with the output that belongs to each."""
    found: list[Exchange] = []
    current: Exchange | None = None
    inside = not markdown
    for number, line in enumerate(text.split("\n")):
        if markdown and line.strip().startswith("```"):
            inside = not inside and line.strip() == "```console"
            current = None
            continue
        if not inside:
            continue
        if current is not None and current.command.endswith("\\"):
            current.command = current.command[:-1] + line.strip()
            current.first_line = number + 1
        elif line.startswith("$ "):
            current = Exchange(line[2:], [], number + 1)
            found.append(current)
        elif current is not None and not (line.startswith("#") and not markdown):
            current.expected.append(line)
    if not markdown:
        for exchange in found:
            while exchange.expected and not exchange.expected[-1].strip():
                exchange.expected.pop()
    return found


def run(commands: list[str], folder: Path) -> list[list[str]]:
    """Run the commands one after the other, each where the one before left; their output lines."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(folder),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "ARGMAP_AS": "mira",
    }
    here = folder / ".here"
    (folder / "maps").symlink_to(ROOT / "maps")
    where = folder
    outputs = []
    for command in commands:
        script = (
            f'argmap() {{ "{sys.executable}" -m argmap "$@"; }}\n{command}\n'
            f'code=$?; pwd > "{here}"; exit $code'
        )
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=where,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        where = Path(here.read_text().strip())
        lines = [re.sub(r"[ \t]+$", "", line) for line in done.stdout.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        if done.returncode:
            lines.append(f"[{done.returncode}]")
        outputs.append([line.replace(str(folder), "~").replace(str(ROOT), "…") for line in lines])
    return outputs


def rewritten(text: str, found: list[Exchange], outputs: list[list[str]]) -> str:
    """The text with the outputs that were really printed."""
    lines = text.split("\n")
    for exchange, output in reversed(list(zip(found, outputs, strict=True))):
        start = exchange.first_line
        lines[start : start + len(exchange.expected)] = output
    return "\n".join(lines)
