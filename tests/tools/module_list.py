"""Writes the list of modules in docs/development.md from the first line of each: `make docs`; --check only compares."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.tools.pages import with_part, write_or_check

PAGE = "development.md"
ROOT = Path(__file__).parents[2]
PACKAGES = ("cleaners", "warehouse", "flows")


def module_list() -> str:
    """A line for each room, and under it a line for each of its modules."""
    return "".join(_room(room) for package in PACKAGES for room in _rooms(package)) + "\n"


def _rooms(package: str) -> Iterator[Path]:
    """The folders of a package that hold modules, the package itself first."""
    yield from sorted(path.parent for path in (ROOT / package).rglob("__init__.py"))


def _room(room: Path) -> str:
    modules = (path for path in sorted(room.glob("*.py")) if path.name != "__init__.py")
    lines = "".join(f"- `{path.stem}` {_first_line(path)}\n" for path in modules)
    return f"\n**`{room.relative_to(ROOT)}/`** {_first_line(room / '__init__.py')}\n\n{lines}"


def _first_line(path: Path) -> str:
    """The first line of a module's docstring, which says what the module is for."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]


def reference() -> str:
    """The whole page."""
    return with_part(PAGE, module_list())


if __name__ == "__main__":
    write_or_check(PAGE, reference())
