"""Every pattern of the house, and how it is used: found in the sources, in the rules, and at work on the samples."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

import cleaners
import flows
import warehouse
from cleaners import BUILT_IN, clean, read
from cleaners.patterns import compiled
from cleaners.rules.linear import Method

_USES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_COMPILE = {"compiled", "re.compile"}
_PAGES = Path(__file__).parent / "pages"


class Use(NamedTuple):
    """A pattern, its flags and the method by which it is used; `longest` is the length of the lines that it is tried on."""

    pattern: str | bytes
    flags: int
    method: str
    where: str
    longest: int = 0

    @property
    def kind(self) -> Method:
        """How the matcher goes about it: at one place, or at every place."""
        return self.method if self.method in ("match", "fullmatch") else "search"


@cache
def house_patterns() -> tuple[Use, ...]:
    """Every pattern once for each way of using it."""
    found = [*_of_rules(), *(use for module in _modules() for use in _of_source(module)), *_at_work()]
    once = {(use.pattern, use.flags, use.kind): use for use in reversed(found)}
    return tuple(reversed(once.values()))


def _modules() -> Iterator[ModuleType]:
    for package in (cleaners, warehouse, flows):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _of_rules() -> Iterator[Use]:
    """The patterns of rules for lines and for places in lines."""
    for rule in BUILT_IN.rules:
        kind = rule.find.__qualname__.partition(".")[0]
        if kind in ("line_rule", "inline_rule"):
            method = "fullmatch" if kind == "line_rule" else "finditer"
            yield Use(rule.pattern, 0, method, rule.id, rule.longest or 0)


def _of_source(module: ModuleType) -> Iterator[Use]:
    """The patterns that a module's source uses, as far as they can be told from its constants."""
    named = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    for call in (node for node in ast.walk(ast.parse(_source(module))) if isinstance(node, ast.Call)):
        used = _used(call, named)
        if used is not None:
            pattern, flags, method = used
            for one in _evaluated(pattern, module):
                yield Use(one, flags, method, f"{module.__name__}:{call.lineno}")


def _source(module: ModuleType) -> str:
    return Path(module.__file__ or "").read_text(encoding="utf-8")


def _used(call: ast.Call, named: dict[str, re.Pattern[Any]]) -> tuple[ast.expr | re.Pattern[Any], int, str] | None:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _USES:
        return None
    of, method = call.func.value, call.func.attr
    if isinstance(of, ast.Call) and ast.unparse(of.func) in _COMPILE:
        return of.args[0], _flags(of.args[1:]), method
    if isinstance(of, ast.Name) and of.id == "re":
        return call.args[0], _flags([k.value for k in call.keywords if k.arg == "flags"]), method
    return (named[of.id], 0, method) if isinstance(of, ast.Name) and of.id in named else None


def _flags(args: list[ast.expr]) -> int:
    return int(eval(ast.unparse(args[0]), {"re": re})) if args else 0


def _evaluated(pattern: ast.expr | re.Pattern[Any], module: ModuleType) -> list[str | bytes]:
    """The pattern, or none where it hangs on what is known at work only."""
    if isinstance(pattern, re.Pattern):
        return [pattern.pattern]
    try:
        value = eval(ast.unparse(pattern), dict(vars(module)))
    except NameError:
        return []
    return [value] if isinstance(value, str | bytes) else []


class _Recorded:
    """A pattern that tells which of its methods are called."""

    def __init__(self, pattern: re.Pattern[Any], told: set[Use]) -> None:
        self._pattern, self._told = pattern, told

    def __getattr__(self, name: str) -> Any:
        if name in _USES:
            self._told.add(Use(self._pattern.pattern, 0, name, "at work"))
        return getattr(self._pattern, name)


def _at_work() -> list[Use]:
    """The patterns that are used on the samples: some are made of what a page holds."""
    told = set[Use]()

    def recorded(pattern: str, *flags: int) -> Any:
        return _Recorded(compiled(pattern, *flags), told)

    users = [module for module in _modules() if vars(module).get("compiled") is compiled]
    with _all(patch.object(module, "compiled", recorded) for module in users):
        for path in sorted(_PAGES.glob("*/page.*")):
            clean(read(path.read_bytes(), name=path.name))
    return sorted(told, key=repr)


def _all(patches: Iterator[Any]) -> Any:
    from contextlib import ExitStack

    stack = ExitStack()
    for one in patches:
        stack.enter_context(one)
    return stack
