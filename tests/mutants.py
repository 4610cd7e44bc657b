"""Deliberate breaks that a test must see: `python -m tests.mutants` makes each and runs the test that names it.

A break stands at its test: `@pytest.mark.breaks("cleaners/draft.py", "old text", "new text")`.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count, environ
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SOURCES = ("cleaners", "warehouse", "flows", "tests", "pyproject.toml", "prefect.yaml")
MARK = "pytest.mark.breaks"
FAILED = 1


class Break(NamedTuple):
    """A change to a file that makes it wrong, and the test that must fail then."""

    file: str
    old: str
    new: str
    test: str

    def applied(self, root: Path) -> str:
        """The file's source with the break in it.

        Raises:
            ValueError: the old text does not stand in the file, or more than once.
        """
        source = (root / self.file).read_text("utf-8")
        if source.count(self.old) != 1:
            raise ValueError(f"{self.test}: {self.old!r} stands {source.count(self.old)} times in {self.file}")
        return source.replace(self.old, self.new)


def breaks() -> Iterator[Break]:
    """Every break that is written down at a test."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls = [mark for mark in node.decorator_list if isinstance(mark, ast.Call)]
                marks = [call.args for call in calls if ast.unparse(call.func) == MARK]
                test = f"{path.relative_to(ROOT)}::{node.name}"
                for file, old, new in (map(ast.literal_eval, args) for args in marks):
                    yield Break(file, old, new, test)


def copied(folder: str) -> Path:
    """A copy of the sources, in which a break does no harm."""
    for name in SOURCES:
        source, copy = ROOT / name, Path(folder, name)
        if source.is_dir():
            copytree(source, copy, ignore=ignore_patterns("__pycache__"))
        else:
            copy.write_bytes(source.read_bytes())
    return Path(folder)


def outcome(root: Path, *tests: str) -> int:
    """What pytest's exit code is for some tests of a copy."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=root, env={**environ, "PYTHONPATH": str(root)}, capture_output=True)
    return done.returncode


def is_seen(broken: Break) -> bool:
    """Whether the test fails on a copy with the break. An error before it could run is no failure of it."""
    with TemporaryDirectory() as folder:
        root = copied(folder)
        (root / broken.file).write_text(broken.applied(root), "utf-8")
        return outcome(root, broken.test) == FAILED


def main() -> int:
    """Prints what became of each break, and how many were seen; 1 where any was not."""
    every = list(breaks())
    with TemporaryDirectory() as folder:
        if outcome(copied(folder), *{one.test for one in every}):
            print("A test fails without any break.")
            return 1
    with ThreadPoolExecutor(cpu_count()) as pool:
        seen = list(pool.map(is_seen, every))
    for one, killed in zip(every, seen, strict=True):
        print("killed  " if killed else "SURVIVED", f"{one.file}: {one.old!r} -> {one.new!r}  {one.test}")
    print(f"{sum(seen)} of {len(every)} breaks killed")
    return 0 if all(seen) else 1


if __name__ == "__main__":
    sys.exit(main())
