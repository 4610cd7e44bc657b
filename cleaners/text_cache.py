"""A cache for what is computed from a text: one text is compared with many in turn."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
# Many short texts, but only two long ones, as more would take too much memory.
_LONG = 20_000
_SHORT_ONES, _LONG_ONES = 256, 2


def cached_by_text(make: Callable[[str], T]) -> Callable[[str], T]:
    """The same function with a cache of its results for the last texts.

    >>> made = []
    >>> length = cached_by_text(lambda text: made.append(text) or len(text))
    >>> length("甲"), length("甲"), made
    (1, 1, ['甲'])
    """
    short, long = lru_cache(_SHORT_ONES)(make), lru_cache(_LONG_ONES)(make)

    @wraps(make)
    def remembered(text: str) -> T:
        return short(text) if len(text) < _LONG else long(text)

    return remembered
