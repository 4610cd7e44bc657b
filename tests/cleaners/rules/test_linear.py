"""No pattern takes more time than grows with the text: told from the pattern, and held against the clock."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from math import log2
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from cleaners.errors import BadRule
from cleaners.rules.linear import Method, faults_of
from cleaners.rules.patterned import inline_rule, line_rule
from cleaners.sites.site import read_site
from tests.motifs import drawn
from tests.patterns import Use, house_patterns
from tests.stopwatch import Stopwatch

SOAK = bool(os.environ.get("QINGGAO_SOAK"))
# Characters of a text, seconds that a match may take without a closer look, and the limit of one match.
SIZE, QUICK, LIMIT = 2000, 0.004, 10.0
# Texts to try each pattern on, or seconds, whichever comes first; and how time may grow with the size, noise allowed for.
TEXTS, SECONDS, EXPONENT = (10_000, 10.0, 1.2) if SOAK else (60, 1.0, 1.2)

HARMFUL: list[tuple[str, Method]] = [
    (r"(?:a*)*b", "match"),
    (r"(?:\d+\s*)+楼", "fullmatch"),
    (r"(?:[\s|]+(?:赞|\S{0,12}))*", "fullmatch"),
    (r"(?:\s*>\s*\S{1,30}){2,6}", "fullmatch"),
    (r"(?:ab|a|b)+", "fullmatch"),
    (r"\s*\s*x", "match"),
    (r".{0,80}.{0,60}x", "match"),
    (r"\d+[\d.]*%", "match"),
    (r"a*(?=.*b)c", "match"),
    (r"\s*$", "search"),
    (r"\.{3,}$", "search"),
    (r"\d+元", "search"),
    (r"(?=.*会员)\d", "search"),
    (r"<[^>]*>", "search"),
    (r"(?s)/\*.*?\*/", "search"),
    (r"(?:\s*+)(?:更多)", "search"),
]
HARMLESS: list[tuple[str, Method]] = [
    (r"(?:a*+b)*+c", "match"),
    (r"(?:\d++\s*+)++楼", "fullmatch"),
    (r"(?:帖子\s*\d+\s*)+", "fullmatch"),
    (r"a+b+c+", "fullmatch"),
    (r".{0,30}会员专享.{0,60}", "fullmatch"),
    (r"(?>.{0,80}(?:会|员)).{0,60}", "fullmatch"),
    (r".*会员.*", "fullmatch"),
    (r"(?=.*会员)\d", "fullmatch"),
    (r"(?<!\s)\s+$", "search"),
    (r"(?:(?<!\s)\s++)?\(\d\)$", "search"),
    (r"(?<!\.)\.{3,}$", "search"),
    (r"^\s+x", "match"),
    (r"\d+(?:元|%)?", "search"),
    (r"\d{4}-\d{1,2}", "search"),
    (r"<[^<>]*>", "search"),
    (r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?+", "search"),
]


@pytest.mark.parametrize(("pattern", "method"), HARMFUL)
def test_what_may_take_long_is_told(pattern: str, method: Method) -> None:
    assert faults_of(pattern, method)


@pytest.mark.parametrize(("pattern", "method"), HARMLESS)
def test_what_goes_through_once_is_let_pass(pattern: str, method: Method) -> None:
    assert not faults_of(pattern, method)


@pytest.mark.breaks("cleaners/rules/linear.py", "_MOST_WAYS = 32", "_MOST_WAYS = 60")
def test_long_bounds_are_as_bad_as_none() -> None:
    assert faults_of(".{0,40}.{0,40}x", "match") and faults_of(".{0,400}.{0,40}x", "match")


@pytest.mark.breaks("cleaners/rules/linear.py", "_MOST_WAYS = 32", "_MOST_WAYS = 20")
def test_short_bounds_are_none_of_it() -> None:
    assert not faults_of(".{0,30}.{0,400}x", "match")


def test_no_pattern_of_the_house_may_take_long() -> None:
    assert len(house_patterns()) > 300
    assert not [
        (use.where, faults) for use in house_patterns() if (faults := faults_of(use.pattern, use.kind, use.flags))
    ]


@pytest.mark.breaks("cleaners/rules/patterned.py", "    _check_time(pattern, method)\n", "")
def test_such_a_pattern_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(BadRule, match=r"may hold up a page for ever: .* in one round or in several"):
        line_rule("learned/x", "试验", r"(?:\d+\s*)+楼")
    with pytest.raises(BadRule, match="tried anew at every character"):
        inline_rule("learned/x", "试验", r"\s*更多$")
    path = tmp_path / "a.example.toml"
    path.write_text(
        'name = "某网"\n[[cut]]\nid = "x"\nwhy = "试验"\nline = "(?:\\\\d+ *)+楼"\ncuts = ["1楼"]\n', "utf-8"
    )
    with pytest.raises(BadRule, match=r"a\.example\.toml: .*for ever"):
        read_site(str(path))


def test_time_grows_with_the_text_and_no_faster() -> None:
    cores = os.cpu_count() or 1
    shares = [house_patterns()[core::cores] for core in range(cores)]
    with ThreadPoolExecutor(cores) as pool:
        assert not [fault for faults in pool.map(_slow, shares) for fault in faults]


@pytest.mark.parametrize("pattern", [r"\s*$", r"(?:\d+\s*)+楼", r"a*a*b"])
def test_the_clock_sees_what_is_wrong(pattern: str) -> None:
    assert _slow([Use(pattern, 0, "search", "here")], limit=0.5)


def _slow(uses: Iterable[Use], limit: float = LIMIT) -> list[tuple[str, str, float]]:
    """Where time grew faster than the text: where the pattern stands, the text, and the exponent."""
    with Stopwatch(limit) as watch:
        return [(use.where, *worst) for use in uses if (worst := _worst(use, watch))]


def _worst(use: Use, watch: Stopwatch) -> tuple[str, float] | None:
    """The first of a pattern's texts on which it takes too long, with the exponent of its time."""
    end = monotonic() + SECONDS
    for number in range(TEXTS):
        if monotonic() > end:
            break
        text = _text(use, number, SIZE)
        if watch.time(use.pattern, use.flags, use.kind, text) > QUICK:
            exponent = _exponent(use, watch, number)
            if exponent > EXPONENT:
                return text[:60], exponent
    return None


def _exponent(use: Use, watch: Stopwatch, number: int) -> float:
    """How the time grows from a text to one four times as long, made of the same motif."""
    short, long = (
        watch.time(use.pattern, use.flags, use.kind, _text(use, number, size), again=5) for size in (SIZE, 4 * SIZE)
    )
    return float("inf") if long == float("inf") else log2(long / short) / 2


def _text(use: Use, number: int, size: int) -> str:
    """A text by its number. What is matched from end to end is a line."""
    text = drawn(use.pattern, Random(f"{number} {use.pattern!r}"), size)
    return text.replace("\n", " ") if use.kind == "fullmatch" else text
