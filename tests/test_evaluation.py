"""No figure of the evaluation is worse than its floor, and the gate does fail where one is."""

import json

import pytest

from tests import evaluate


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, float]]:
    return evaluate.measured()


def test_no_figure_is_worse_than_its_floor(found: dict[str, dict[str, float]]) -> None:
    assert evaluate.below(found, json.loads(evaluate.FLOORS.read_text("utf-8"))) == []


def test_a_worse_figure_fails(found: dict[str, dict[str, float]]) -> None:
    better = {
        group: {name: v - 1 if name in evaluate.COSTS else v + 1 for name, v in row.items()}
        for group, row in found.items()
    }
    assert len(evaluate.below(found, better)) == sum(len(row) for row in found.values())
