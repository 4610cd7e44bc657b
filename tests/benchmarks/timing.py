"""What calls cost, measured in turn in one process, so that a noisy machine is noisy for all of them."""

import gc
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple, TypeVar

ROUNDS = 7

T = TypeVar("T")
_Remembering = type(cache(len))


class Cost(NamedTuple):
    """Seconds of a call by the clock; and of processor time, this process's and that of those that it waited for."""

    clock: float
    own: float
    children: float


def once(call: Callable[[], object]) -> float:
    """Seconds of one call by the clock."""
    start = perf_counter()
    call()
    return perf_counter() - start


def cost(call: Callable[[], object]) -> Cost:
    """What one call costs. Its processes count once they have ended and were waited for."""
    before = _processor()
    clock = once(call)
    own, children = (after - so_far for after, so_far in zip(_processor(), before, strict=True))
    return Cost(clock, own, children)


def _processor() -> list[float]:
    """Seconds that this process and its children had so far, of users' and of system time."""
    return [sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]


def page_by_page(
    tools: Mapping[str, Callable[[T], object]], pages: Sequence[T], rounds: int = ROUNDS
) -> dict[str, list[float]]:
    """Milliseconds of processor time of each tool on each page, the median over rounds.

    In a round every tool has every page once, so that none meets the page that it had before; what it remembers of
    the pages of the last round is forgotten. On a page the tools run in turn, forwards and backwards by turns, and
    each round starts with another page. All tools are to have run before: a first run loads what it needs.
    """
    times = {name: [list[float]() for _ in pages] for name in tools}
    for round in range(rounds):
        forget()
        for n in range(round, round + len(pages)):
            at = n % len(pages)
            for name in list(tools)[:: -1 if (round + at) % 2 else 1]:
                start = process_time()
                tools[name](pages[at])
                times[name][at].append(1000 * (process_time() - start))
    return {name: [median(found) for found in by_page] for name, by_page in times.items()}


def forget() -> None:
    """Empties what functions keep of their last arguments. Tables, which are kept for good, stay."""
    for thing in gc.get_objects():
        if type(thing) is _Remembering and thing.cache_parameters()["maxsize"]:
            thing.cache_clear()


def ratios(above: Sequence[float], below: Sequence[float]) -> tuple[float, float]:
    """How many times the times below those above are: in all, and the median of the pages.

    >>> ratios([8, 2, 2], [4, 2, 2])
    (1.5, 1.0)
    """
    return sum(above) / sum(below), median(a / b for a, b in zip(above, below, strict=True))
