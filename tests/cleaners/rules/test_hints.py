"""No match without a hint: whatever a pattern matches holds one of the words that were derived from it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import BUILT_IN
from cleaners.errors import BadRule
from cleaners.rules.examples import plain
from cleaners.rules.hint_table import HINTS
from cleaners.rules.hints import hints_of
from cleaners.rules.rule import Rule
from tests.tools import make_hint_table

HINTED = [rule for rule in BUILT_IN.rules if rule.id in HINTS]
# No repeat without a bound inside another: such patterns take ages.
ATOMS = st.sampled_from("一 二三 a Ik é [abc] [^a] [c-e] 四+ .{2,} (?:xy|z)+ \\d . \\s ^ \\b (?!丁)".split())


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    shapes = (
        "{}{}",
        "{}|{}",
        "(?:{}|{})",
        "(?:{})?{}",
        "(?:{}){{2}}{}",
        "(?:{}){{1,2}}{}",
        "(?i:{}){}",
        "(?={}).?{}",
    )
    return st.builds(lambda shape, a, b: shape.format(a, b), st.sampled_from(shapes), inner, inner)


@settings(deadline=None, max_examples=200)
@given(st.data(), st.recursive(ATOMS, _grown, max_leaves=8))
def test_what_a_pattern_matches_holds_a_hint(data: st.DataObject, pattern: str) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    hints = hints_of(pattern)
    assert hints is None or any(hint in text for hint in hints)


@pytest.mark.parametrize("rule", HINTED, ids=lambda rule: rule.id)
@settings(deadline=None, max_examples=5)
@given(st.data())
def test_what_a_rule_matches_holds_one_of_its_hints(rule: Rule, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(rule.pattern))
    assert rule.hints and any(hint in text for hint in rule.hints)
    assert all(any(hint in plain(cut) for hint in rule.hints) for cut in rule.cuts)


@pytest.mark.parametrize(
    ("pattern", "hints"),
    [
        ("相关(?:文章|阅读)|热门文章", {"相关", "热门文章"}),
        (r"[此本](?:帖|贴)已被", {"此帖已被", "此贴已被", "本帖已被", "本贴已被"}),
        (r"第\s?\d+\s?页", {"页"}),
        (r"(?:会员)?\d+元", {"元"}),
        (r"\.{3,}|…+", {"...", "…"}),
        ("来源|文章来源", {"来源"}),
        ("(?i)s|京icp备", None),
        (r"\d{1,3}(?: \d{1,3})*", None),
        ("(?:a|)b?", None),
    ],
)
def test_hints_are_few_and_rare(pattern: str, hints: set[str] | None) -> None:
    assert hints_of(pattern) == hints


def test_a_pattern_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadRule, match=r"'\(a' is no pattern"):
        hints_of("(a")


def test_the_table_of_hints_is_up_to_date() -> None:
    assert make_hint_table.TARGET.read_text("utf-8") == make_hint_table.source(), "run make tables"
