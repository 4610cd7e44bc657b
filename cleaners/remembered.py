"""What is made of a text, kept for a while: a text is judged against many in turn."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")
_LAST = 2
# Many short texts, and of long ones the two in hand: more of them would take too much room.
_LONG = 20_000
_SHORT_ONES, _LONG_ONES = 256, 2


def once(make: "Callable[[K], T]") -> "Callable[[K], T]":
    """The same function of a page, which remembers the last few pages as they are: to compare their marks would take
    longer than most of what is made of them."""
    last: list[tuple[K, T]] = []

    @wraps(make)
    def remembered(page: "K") -> T:
        for known, made in last:
            if known is page:
                return made
        made = make(page)
        last.insert(0, (page, made))
        del last[_LAST:]
        return made

    return remembered


def kept(make: Callable[[str], T]) -> Callable[[str], T]:
    """The same function, which remembers what it gave for the last texts.

    >>> made = []
    >>> length = kept(lambda text: made.append(text) or len(text))
    >>> length("甲"), length("甲"), made
    (1, 1, ['甲'])
    """
    short, long = lru_cache(_SHORT_ONES)(make), lru_cache(_LONG_ONES)(make)

    @wraps(make)
    def remembered(text: str) -> T:
        return short(text) if len(text) < _LONG else long(text)

    return remembered
