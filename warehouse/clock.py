"""Times as the tables hold them: ISO 8601 text in UTC."""

from datetime import UTC, datetime


def now() -> str:
    """The current time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def stamp(nanoseconds: int) -> str:
    """A file's time of change, given in nanoseconds, to the microsecond.

    >>> stamp(1_700_000_000_123_456_789)
    '2023-11-14T22:13:20.123456+00:00'
    """
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1000).isoformat(timespec="microseconds")
