"""Dates as pages write them, and as ISO 8601. A date that is not whole is none."""

from cleaners.lazy import compiled

DATE = r"(?:(?:19|20)\d\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)|(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
DATE_TIME = rf"{DATE}(?:[日\sT,]{{0,3}}(?:星期.|周.)?\s?(?:上午|下午)?\s?\d{{1,2}}\s?[:时]\s?\d\d(?:\s?[:分]\s?\d\d\s?秒?|\s?分)?)?"
_PARTS = r"\d+"


def iso(text: str) -> tuple[str, str | None] | None:
    """The date, and date with time where the text has one; None where it is no day of the calendar.

    >>> iso("2012-5-23 13:17:16"), iso("2023年5月1日"), iso("2023-13-01")
    (('2012-05-23', '2012-05-23T13:17:16'), ('2023-05-01', None), None)
    """
    from datetime import datetime

    n = [int(part) for part in compiled(_PARTS).findall(text)]
    if "下午" in text and len(n) > 3 and n[3] < 12:
        n[3] += 12
    try:
        moment = datetime(*n[:6])  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return None
    return f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%dT%H:%M:%S}" if len(n) >= 5 else None
