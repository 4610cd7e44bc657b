"""Rules made of a pattern: for whole lines (`line_rule`), or for places in a line (`inline_rule`).

The hints of a pattern name the lines that it is worth trying on. It is compiled when there is one to try: most rules
find none on most pages.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Unpack
from zlib import crc32

from cleaners.errors import BadRule
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.hint_table import HINTS
from cleaners.rules.rule import Rule, Traits, whole
from cleaners.rules.view import Line, View

if TYPE_CHECKING:
    from cleaners.rules.linear import Method


def line_rule(
    id: str,
    why: str,
    pattern: str,
    cuts: Sequence[str] = (),
    keeps: Sequence[str] = (),
    longest: int = 160,
    **traits: Unpack[Traits],
) -> Rule:
    """A rule for whole lines, none longer than `longest` characters, that match a pattern from end to end.

    Raises BadRule for a pattern that cannot be read, or may take too long.

    >>> rule = line_rule("site/a.example/vip", "会员广告", "开通会员.{0,8}", cuts=["开通会员看全站"], keeps=["开通会员制"])
    >>> rule.hints
    frozenset({'开通会员'})
    """
    hints = hints_for(id, pattern, "fullmatch")

    def find(view: View) -> Iterator[Span]:
        for line in hinted(view, hints, longest):
            if compiled(pattern).fullmatch(line.key):
                yield whole(line)

    return Rule(id, "cut", why, find, "line", pattern, hints, longest, cuts=tuple(cuts), keeps=tuple(keeps), **traits)


def inline_rule(
    id: str,
    why: str,
    pattern: str,
    cuts: Sequence[str] = (),
    keeps: Sequence[str] = (),
    **traits: Unpack[Traits],
) -> Rule:
    """A rule for what matches a pattern anywhere in a line, or for the first group of that.

    Raises BadRule for a pattern that cannot be read, or may take too long.
    """
    hints = hints_for(id, pattern)

    def find(view: View) -> Iterator[Span]:
        for line in hinted(view, hints):
            for match in compiled(pattern).finditer(view.key, line.start, line.end):
                yield Span(*match.span(match.re.groups and 1))

    return Rule(id, "cut", why, find, "inline", pattern, hints, cuts=tuple(cuts), keeps=tuple(keeps), **traits)


def hints_for(id: str, pattern: str, method: "Method" = "search") -> frozenset[str] | None:
    """The hints of a rule's pattern: from the table, where it is up to date, as to derive them takes time. Those in the
    table are known to be sound; others are looked over. None where the pattern asks for no word.
    """
    checksum, words = HINTS.get(id, (None, ""))
    if checksum == crc32(pattern.encode()):
        return frozenset(words.split())
    from cleaners.rules.hints import hints_of

    _check_form(pattern)
    hints = hints_of(pattern)
    _check_time(pattern, method)
    return hints


def hinted(view: View, hints: frozenset[str] | None, longest: int = 0) -> Sequence[Line]:
    """The lines that hold a hint, all of them where there are no hints, but none longer than `longest` if that is given."""
    if hints is not None:
        return view.lines_with(hints, longest)
    return [line for line in view.lines if not longest or len(line.key) <= longest]


def _check_time(pattern: str, method: "Method") -> None:
    """Raises BadRule for a pattern that takes more time than grows with the text."""
    from cleaners.rules.linear import faults_of

    faults = faults_of(pattern, method)
    if faults:
        raise BadRule(f"{pattern!r} may hold up a page for ever: {faults[0]}.")


def _check_form(pattern: str) -> None:
    """Raises BadRule for a pattern with characters that no key has: Traditional ones, full-width marks."""
    from cleaners.chinese.fold import fold

    strange = {c: fold(c) for c in pattern if fold(c) != c}
    if strange:
        told = ", ".join(f"{plain!r} for {c}" for c, plain in strange.items())
        raise BadRule(
            f"{pattern!r} can match nothing: pages are read in Simplified characters and half-width marks. Write {told}."
        )
