"""The house: imports run downwards only and in no circle, modules and functions stay small, nothing private leaks in."""

import ast
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "cleaners": {"cleaners"},
    "warehouse": {"warehouse", "cleaners"},
    "flows": {"flows", "warehouse", "cleaners"},
}
FORBIDDEN = {
    "cleaners": {"prefect", "sqlite3", "sqlite_utils", "datasette", "click"},
    "warehouse": {"prefect", "click"},
    "flows": set(),
}
MODULES = [p for folder in MAY_IMPORT for p in sorted((ROOT / folder).rglob("*.py"))]
TABLES = {"fold_table.py"}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(path): path for path in MODULES}


def imports(path: Path) -> set[str]:
    """What a module imports, anywhere in it: modules of ours by their whole name, others by their package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, "imports are absolute"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= whole & NAMES.keys() or {node.module}
    return {name if name in NAMES else name.partition(".")[0] for name in found}


def room_of(name: str) -> str:
    """The folder of a module; those that lie in no room stand for themselves."""
    path = NAMES[name]
    return name if path.parent.parent == ROOT else name_of(path.parent / "__init__.py")


IMPORTS = {name: imports(path) for name, path in NAMES.items()}


@pytest.mark.parametrize("name", NAMES)
def test_imports_run_downwards(name: str) -> None:
    package = name.partition(".")[0]
    found = {other.partition(".")[0] for other in IMPORTS[name]}
    assert not (found & set(MAY_IMPORT)) - MAY_IMPORT[package]
    assert not found & FORBIDDEN[package]


def test_no_circle_by_file() -> None:
    files = {name: found & NAMES.keys() - {name} for name, found in IMPORTS.items()}
    list(TopologicalSorter(files).static_order())


def test_no_circle_by_room() -> None:
    rooms = defaultdict[str, set[str]](set)
    for name, found in IMPORTS.items():
        rooms[room_of(name)] |= {room_of(other) for other in found & NAMES.keys()} - {room_of(name)}
    assert {"cleaners.noise", "cleaners.readers.html", "warehouse.likeness", "flows.commands"} <= rooms.keys()
    list(TopologicalSorter(rooms).static_order())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path.name in TABLES or text.count("\n") <= 250
    first, *rest = (ast.get_docstring(ast.parse(text)) or "").splitlines()
    assert first.endswith(".") and not any(rest[:1]), "the list of modules shows the first line alone"


def test_functions_are_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert sorted(lengths)[len(lengths) // 2] <= 10
    assert sum(n > 30 for n in lengths) <= len(lengths) // 50
    assert max(lengths) <= 45


@pytest.mark.parametrize("light", ["clean", "read"])
def test_the_cleaners_start_without_heavy_imports(light: str) -> None:
    import subprocess
    import sys

    code = f"import sys; from cleaners import {light}; print(sorted(set(sys.modules) & {{'chardet', 'opencc', 'numpy', 'prefect', 'rapidfuzz', 'sqlite3'}}))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
