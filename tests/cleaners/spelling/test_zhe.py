"""A page that has both 著 and 着 tells them apart itself."""

import pytest

from cleaners.spelling.zhe import part


@pytest.mark.breaks("cleaners/spelling/zhe.py", "_RARE = 4", "_RARE = 3")
@pytest.mark.breaks("cleaners/spelling/zhe.py", "_RARE = 4", "_RARE = 5")
@pytest.mark.parametrize(("both", "turns"), [("着" + "著" * 4, True), ("着" + "著" * 3, False), ("著", True)])
def test_one_in_five_is_next_to_none(both: str, turns: bool) -> None:
    assert part("听著他的名著", both) == ("听着他的名著" if turns else "听著他的名著")
