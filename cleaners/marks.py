"""A page's marks by their kind: most who ask want one kind of them."""

from collections.abc import Sequence

from cleaners.page import Mark, Page


def of_kind(page: Page, kind: str) -> Sequence[Mark]:
    """The marks of a kind, in order."""
    return page.marks_of(kind)
