"""House rules that a reader of one file cannot see: which way imports point, what starts fast."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "argmap"

# A room may import rooms of a lower floor, and itself. Rooms of one floor may not import each
# other, with the exceptions below.
FLOORS = {
    "display": 0,
    "model": 0,
    "diagnostics": 1,
    "argdown": 2,
    "sources": 2,
    "anchors": 2,
    "workspace": 3,
    "analysis": 4,
    "pictures": 4,
    "stance": 4,
    "actions": 5,
    "cli": 6,
    "tui": 6,
}
FACADE = {"__init__", "__main__"}
SAME_FLOOR = {("cli", "tui")}  # ``argmap browse`` starts the terminal UI
ONLY_IN = {
    "textual": {"tui"},
    "rich": {"tui"},
    "networkx": {"analysis"},
    "graphviz": {"pictures"},
    "click": {"cli"},
}
STANDARD_ONLY = {"model", "display"}


def _room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def _imports(path: Path) -> list[str]:
    """Absolute names imported anywhere in the file, relative imports resolved."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = path.relative_to(ROOT).with_suffix("").parts
                prefix = ".".join(base[: len(base) - node.level])
                found.append(f"{prefix}.{node.module}" if node.module else prefix)
            elif node.module == "argmap":
                found += [f"argmap.{alias.name}" for alias in node.names]
            elif node.module:
                found.append(node.module)
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = _room(path)
    for name in _imports(path):
        top, _, rest = name.partition(".")
        if top != "argmap":
            allowed = ONLY_IN.get(top)
            assert allowed is None or room in allowed, f"{top} may be imported only in {allowed}"
            if room in STANDARD_ONLY:
                assert top in sys.stdlib_module_names, f"{room} uses the standard library only"
            continue
        other = rest.partition(".")[0]
        if room in FACADE or other == room or other in ("", "__version__"):
            continue
        assert other in FLOORS, f"{name}: give the new room a floor"
        below = FLOORS[other] < FLOORS[room] or (room, other) in SAME_FLOOR
        assert below, f"{room} (floor {FLOORS[room]}) may not import {other} ({FLOORS[other]})"


def test_every_module_says_its_purpose() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or not (
            path.read_text(encoding="utf-8").strip()
        ), f"{path} has no docstring"


def _loaded(code: str) -> set[str]:
    out = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout
    return set(out.splitlines()[-1].split())


HEAVY = {
    "textual",
    "networkx",
    "graphviz",
    "yaml",
    "rapidfuzz",
    "dateparser",
    "markdown_it",
    "resvg_py",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "bm25s",
    "py3langid",
    "typst",
    "asyncio",
    "importlib.metadata",
}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_no_room(option: str) -> None:
    loaded = _loaded(
        "from argmap.cli import main\n"
        "import contextlib, io\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main([{option!r}])"
    )
    assert not loaded & HEAVY
    rooms = {name.split(".")[1] for name in loaded if name.startswith("argmap.")}
    assert rooms <= {"cli"}


def test_check_needs_no_terminal_ui_and_no_graph_library() -> None:
    loaded = _loaded("import argmap.cli.check, argmap.analysis.check")
    assert not loaded & {"textual", "networkx", "graphviz", "dateparser", "markdown_it"}


@pytest.mark.parametrize("command", ["show", "check", "mark", "suggest", "review"])
def test_commands_load_no_model_before_they_run(command: str) -> None:
    loaded = _loaded(f"import argmap.cli.{command}")
    assert not loaded & {"numpy", "onnxruntime", "tokenizers", "bm25s", "py3langid", "sqlite3"}


def test_facade_is_lazy_and_complete() -> None:
    assert not {m for m in _loaded("import argmap") if m.startswith("argmap.")}
    import argmap

    for name in argmap.__all__:
        assert getattr(argmap, name) is not None
    with pytest.raises(AttributeError):
        _ = argmap.no_such_name
