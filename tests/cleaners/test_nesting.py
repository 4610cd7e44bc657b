"""Which spans hold others: what one pass tells is what asking each for each would."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleaners.nesting import Holders, first_around, united
from cleaners.page import Mark

PLACES = st.integers(0, 12)
SPANS = st.lists(st.tuples(PLACES, PLACES).map(lambda span: (min(span), max(span))), max_size=12)


@given(SPANS, st.lists(PLACES, max_size=12))
def test_the_first_mark_around_a_place(spans: list[tuple[int, int]], places: list[int]) -> None:
    marks = [Mark(start, end, "block", str(i)) for i, (start, end) in enumerate(spans)]
    rising = sorted(places)
    assert first_around(marks, rising) == [next((m for m in marks if m.start <= at < m.end), None) for at in rising]


@given(SPANS, SPANS)
def test_what_others_hold(outer: list[tuple[int, int]], inner: list[tuple[int, int]]) -> None:
    holders = Holders(outer)
    for start, end in inner:
        around = [span for span in outer if span[0] <= start and end <= span[1]]
        assert holders.hold(start, end) == bool(around)
        assert holders.hold_more(start, end) == any(span != (start, end) for span in around)


@given(SPANS)
def test_what_spans_cover_together(spans: list[tuple[int, int]]) -> None:
    found = united(spans)
    assert {at for span in found for at in range(*span)} == {at for span in spans for at in range(*span)}
    assert all(before[1] < after[0] for before, after in pairwise(found))
