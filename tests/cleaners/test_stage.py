"""A stage: finders yield, and the stage alone records and lays."""

import pytest

from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.found import Cited, Reading, Span
from cleaners.rules.rule import Found, Rule
from cleaners.rules.scan import Scan
from cleaners.rules.view import Part, View
from cleaners.stage import lay


def rule(id: str, *found: Found, hints: frozenset[str] | None = None, **more: bool) -> Rule:
    return Rule(id, "cut", "试", lambda view: found, hints=hints, **more)  # type: ignore[arg-type]


def view(text: str = "甲乙丙丁") -> View:
    return View(Page(text), Draft.of(text), Scan(["乙", "庚"]))


@pytest.mark.breaks("cleaners/stage.py", "fields.setdefault(reading.name,", "fields.__setitem__(reading.name,")
def test_of_a_field_the_first_reading_counts_for_the_page_and_for_each_part() -> None:
    seen = view()
    lay(seen, [rule("a/parts", Part(0), Part(1), Reading("title", "甲", 0, 1, part=1)), rule("a/two", Reading("title", "乙", 1, 2)),
               rule("a/three", Reading("title", "丙", 2, 3), Reading("title", "丁", 3, 4, part=1))])  # fmt: skip
    assert seen.fields == {"title": Cited("乙", 1, 2, "a/two")}
    assert [part.fields for part in seen.parts] == [{}, {"title": Cited("甲", 0, 1, "a/parts")}]


@pytest.mark.breaks("cleaners/stage.py", "or view.has(rule.hints, rule.longest)", "or True")
def test_a_rule_without_its_hints_is_not_asked() -> None:
    asleep, awake = (
        rule("a/asleep", Span(0, 1), hints=frozenset("庚")),
        rule("a/awake", Span(1, 2), hints=frozenset("乙")),
    )
    assert lay(view(), [asleep, awake]).text == "甲丙丁"
    assert lay(view(), [asleep._replace(is_always_asked=True)]).text == "乙丙丁"


def test_what_two_rules_claim_goes_to_the_first() -> None:
    draft = lay(view(), [rule("a/one", Span(1, 2)), rule("a/two", Span(0, 4))])
    assert [(tile.start, tile.end, tile.rule) for tile in draft.ledger] == [
        (0, 1, "a/two"),
        (1, 2, "a/one"),
        (2, 4, "a/two"),
    ]
