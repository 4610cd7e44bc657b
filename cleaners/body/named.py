"""The containers of an HTML page by what designers call them: their ids and classes."""

from cleaners.page import Mark, Page
from cleaners.patterns import compiled


def named(page: Page) -> list[Mark]:
    """The containers that have an id or a class, in order."""
    return sorted([mark for mark in page.marks_of("block") if "#" in mark[3] or "." in mark[3]])


def called(page: Page, pattern: str) -> list[Mark]:
    """The containers whose id or class a pattern finds, in order."""
    # Many are called alike, and most patterns find none on a page, which one search tells.
    labels, joined = page.remembered(called, lambda: _labels(page))
    if not compiled(pattern).search(joined):
        return []
    told = {label for label in labels if compiled(pattern).search(label)}
    return sorted([mark for mark in page.marks_of("block") if mark[3] in told])


def _labels(page: Page) -> tuple[set[str], str]:
    """All that containers with an id or a class are called, one by one and in one string."""
    labels = {mark[3] for mark in page.marks_of("block")}
    labels = {label for label in labels if "#" in label or "." in label}
    return labels, "\n".join(labels)
