"""Faults that the proof finds, and how rows that are held differ from rows that are due."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

REBUILD = "Run `qinggao duplicates rebuild`."
RESTORE = "Restore the warehouse and its originals from a backup of one moment."
_SHOWN = 60

Row = dict[str, Any]


class Fault(NamedTuple):
    """Something that does not follow from the originals: where, what, and what to do."""

    where: str
    what: str
    next_step: str = RESTORE


def differing(held: Mapping[str, object], due: Mapping[str, object], why: str) -> Iterator[str]:
    """In words, each value that is not the one due; `why` says where that follows from.

    >>> list(differing({"chars": 3, "genre": None}, {"chars": 4}, "its copies give"))
    ['chars is 3, but its copies give 4']
    """
    for name, value in due.items():
        if held[name] != value:
            yield f"{name} is {_shown(held[name])}, but {why} {_shown(value)}"


def _shown(value: object) -> str:
    words = "nothing" if value is None else str(value)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
