"""Dates and times of day, as pages write them."""

import pytest

from cleaners.chinese.dates import iso


@pytest.mark.breaks("cleaners/chinese/dates.py", '"下午" in text', "False")
@pytest.mark.breaks("cleaners/chinese/dates.py", "n[3] < 12", "n[3] < 13")
@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("下午1:05", "13:05:00"),
        ("下午11时59分", "23:59:00"),
        ("下午12:30", "12:30:00"),
        ("下午15:30", "15:30:00"),
        ("上午11:05", "11:05:00"),
        ("3:20", "03:20:00"),
    ],
)
def test_hours_of_the_afternoon_are_counted_on(written: str, time: str) -> None:
    assert iso(f"2019年3月4日 {written}") == ("2019-03-04", f"2019-03-04T{time}")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇一九年三月四日", "2019-03-04"),
        ("二○一九年十月十日", "2019-10-10"),
        ("一九九八年十二月二十日", "1998-12-20"),
        ("二零一九年十一月二十九日", "2019-11-29"),
        ("二〇一九年一月三十一日", "2019-01-31"),
    ],
)
def test_dates_in_chinese_numerals(written: str, day: str) -> None:
    assert iso(written) == (day, None)


def test_no_more_than_seconds_are_read() -> None:
    assert iso("2019-03-04 08:30:15.123") == ("2019-03-04", "2019-03-04T08:30:15")


def test_an_hour_alone_is_no_time() -> None:
    assert iso("2019年3月4日 下午3时") == ("2019-03-04", None)
    assert iso("2019年3月4日下午") == ("2019-03-04", None)


@pytest.mark.parametrize("written", ["2019-02-29", "2019年13月1日", "2019年3月", "今天"])
def test_what_is_no_day_of_the_calendar_is_none(written: str) -> None:
    assert iso(written) is None
