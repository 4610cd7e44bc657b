"""Jammers go, and lists that look like them stay."""

import pytest

from cleaners import clean
from cleaners.page import Page

TEXT = "同志们,护林的事情大家要放在心上。"
SURE = "2 ]; C* O) n4 R7 E! I1 J- A"
FOUR_SIGNS = "1 a2 b( c4 d) e- f6 g+ h"
THREE_SIGNS = "1 a2 b( c4 d) e- f6 g7 h"
NO_RUN = "key: f(x)[0]{1}-2;3"


def kept(*runs: str) -> list[str]:
    """The runs that are still there when each has stood at the end of a line."""
    left = clean(Page("\n".join(f"{TEXT}{run}" for run in runs))).draft.text
    return [run for run in runs if run.split(" ", 1)[1] in left]


@pytest.mark.breaks("cleaners/noise/jammer.py", "_signs(run[0]) >= 4 or", "_signs(run[0]) >= 3 or")
@pytest.mark.breaks("cleaners/noise/jammer.py", "_signs(run[0]) >= 4 for", "_signs(run[0]) >= 3 for")
@pytest.mark.breaks("cleaners/noise/jammer.py", "(certain and", "(not certain and")
def test_four_signs_are_certain_and_make_feebler_runs_believed() -> None:
    assert kept(FOUR_SIGNS) == []
    assert kept(THREE_SIGNS) == [THREE_SIGNS]
    assert kept(THREE_SIGNS, NO_RUN) == [THREE_SIGNS, NO_RUN]
    assert kept(THREE_SIGNS, SURE) == []
