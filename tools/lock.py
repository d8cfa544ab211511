"""Write ``constraints.txt`` anew: the versions a fresh environment gets today, name by name.

``make lock``. Names and versions only, so that the file works with any package index.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """\
# Versions that argmap is developed and tested with (make lock writes this file).
# Used as constraints: a fresh install next month is the same as today's.
"""

EXTRAS = "transformers,openai,ray"
"""What ``make check`` installs besides, to try the scorers by choice and the cluster."""

KEPT = ["torch==2.13.0"]
"""Held back on purpose: what the shipped networks were trained with."""


def main() -> None:
    """Install everything into a new environment and note what came."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [str(Path(folder) / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "install", "-q", "hatchling", "editables", *KEPT, f"{ROOT}[pdf,dev,{EXTRAS}]"],
            check=True,
        )
        frozen = subprocess.run(
            [*pip, "freeze", "--all", "--exclude", "argmap"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    pins = []
    for line in frozen.splitlines():
        name, _, version = line.partition("==")
        if version and name not in ("pip", "setuptools"):
            # A local version (2.13.0+cpu) names a build that other package indexes do not have.
            pins.append(f"{name}=={version.partition('+')[0]}")
        elif kept := [pin for pin in KEPT if line.startswith(f"{pin.partition('==')[0]} @ ")]:
            pins += kept
        elif " @ " in line:
            sys.exit(f"installed from a file, so it has no version to note: {line}")
    (ROOT / "constraints.txt").write_text(HEAD + "\n".join(sorted(pins, key=str.lower)) + "\n")


if __name__ == "__main__":
    main()
