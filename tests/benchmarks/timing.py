"""Times as ratios: two things measured in turn in one process, so that a noisy machine is noisy for both."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

ROUNDS = 15


def once(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = perf_counter()
    call()
    return perf_counter() - start


def in_turn(calls: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median time of each call in milliseconds; every round runs all of them."""
    for call in calls.values():
        call()
    times = {name: list[float]() for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(once(call))
    return {name: 1000 * median(found) for name, found in times.items()}
