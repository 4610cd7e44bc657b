"""The house: imports run downwards only, modules and functions stay small, nothing private leaks in."""

import ast
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


def imports(tree: ast.AST) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_downwards(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    found = imports(ast.parse(path.read_text("utf-8")))
    assert not (found & set(MAY_IMPORT)) - MAY_IMPORT[package]
    assert not found & FORBIDDEN[package]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path.name in TABLES or text.count("\n") <= 280
    assert not text.strip() or ast.get_docstring(ast.parse(text)) or path.name == "__init__.py"


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
