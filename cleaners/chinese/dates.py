"""Dates as pages write them, turned into ISO 8601. A date that lacks its year, month or day is not used."""

from cleaners.patterns import compiled

DATE = (
    r"(?:(?:19|20)\d\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)|(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号])"
)
_CLOCK = r"(?:[日号\sT,]{0,3}(?:星期.|周.)?\s?(?:上午|下午)?\s?\d{1,2}\s?[:时]\s?\d\d(?:\s?[:分]\s?\d\d\s?秒?|\s?分)?)?"
DATE_TIME = DATE + _CLOCK
_FIGURES = "〇零○一二三四五六七八九十"
# 年月日, in figures or in Chinese numerals: the form in which documents date themselves.
NUMERAL_DATE = rf"(?:(?:19|20)\d\d\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号]|[一二][{_FIGURES}]{{3}}年[{_FIGURES}]{{1,3}}月[{_FIGURES}]{{1,3}}[日号])"


def iso(text: str) -> tuple[str, str | None] | None:
    """The date, and date with time where the text has one; None where the calendar has no such day.

    >>> iso("2012-5-23 13:17:16"), iso("二〇二三年五月十六日"), iso("2023-13-01")
    (('2012-05-23', '2012-05-23T13:17:16'), ('2023-05-16', None), None)
    """
    from datetime import datetime

    n = [_number(part) for part in compiled(rf"\d+|[{_FIGURES}]+").findall(text)]
    if "下午" in text and len(n) > 3 and n[3] < 12:
        n[3] += 12
    try:
        moment = datetime(*n[:6])  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return None
    return f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%dT%H:%M:%S}" if len(n) >= 5 else None


def _number(text: str) -> int:
    """A number of a date, in figures or Chinese: 二〇二三, 十六, 二十."""
    if text.isdecimal():
        return int(text)
    digits = {c: max(0, i - 2) for i, c in enumerate(_FIGURES)}
    if "十" not in text:
        return int("".join(str(digits[c]) for c in text))
    tens, _, ones = text.partition("十")
    return 10 * (digits[tens[-1]] if tens else 1) + (digits[ones[-1]] if ones else 0)
