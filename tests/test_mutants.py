"""The breaks that `make mutants` makes are there to be made."""

import ast

import pytest

from tests.mutants import ROOT, Break, breaks

BREAKS = list(breaks())


def test_enough_breaks_are_written_down() -> None:
    assert len(set(BREAKS)) == len(BREAKS) >= 28


@pytest.mark.parametrize("broken", BREAKS, ids=lambda one: f"{one.file}-{one.old}")
def test_a_break_can_be_made(broken: Break) -> None:
    """Its old text stands once in its file, and the file still compiles with the new one, as another program."""
    source = (ROOT / broken.file).read_text("utf-8")
    assert ast.dump(ast.parse(broken.applied(ROOT))) != ast.dump(ast.parse(source))
