"""The examples of the rules are their tests: what they say goes is cut, what they say stays is not touched."""

import pytest

from cleaners import BUILT_IN
from cleaners.rules import patterned
from cleaners.rules.examples import faults
from cleaners.rules.rule import Rule
from cleaners.sites.site import describe, known
from tests.cleaners.rules.alternatives import alternatives

RULES = [*BUILT_IN.rules, *(rule for domain in known() for rule in describe(domain).rules)]
PATTERNED = [rule for rule in RULES if rule.find.__module__ == patterned.__name__]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.cuts or rule.keeps], ids=lambda rule: rule.id)
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    assert list(faults(rule)) == []


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda rule: rule.id)
def test_a_rule_made_of_a_pattern_shows_what_it_cuts_and_what_stays(rule: Rule) -> None:
    assert len(rule.cuts) >= 2 and rule.keeps
    assert not set(rule.cuts) & set(rule.keeps)
    assert rule.hints, "it would be tried on every line of every page"


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda rule: rule.id)
def test_every_alternative_of_a_pattern_cuts_one_of_the_examples(rule: Rule) -> None:
    make = patterned.inline_rule if rule.stage == "inline" else patterned.line_rule
    for alternative in alternatives(rule.pattern):
        alone = [make(rule.id, rule.why, alternative, cuts=[cut]) for cut in rule.cuts]
        assert not all(any(faults(one)) for one in alone), alternative
