"""A page's marks by their kind: most who ask want one kind of them."""

from collections.abc import Mapping, Sequence

from cleaners.page import Mark, Page
from cleaners.remembered import once


@once
def by_kind(page: Page) -> Mapping[str, Sequence[Mark]]:
    """The marks of each kind, in order."""
    kinds = dict[str, list[Mark]]()
    for mark in page.marks:
        kinds.setdefault(mark[2], []).append(mark)
    return kinds


def of_kind(page: Page, kind: str) -> Sequence[Mark]:
    """The marks of a kind, in order."""
    return by_kind(page).get(kind, ())
