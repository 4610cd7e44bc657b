"""Union-find: the connected components of a graph."""

from collections.abc import Iterable


def roots(ids: Iterable[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The lowest id of each id's component, where pairs are the edges.

    >>> roots([1, 2, 3, 4], [(3, 2), (4, 3)])
    {1: 1, 2: 2, 3: 2, 4: 2}
    """
    root = {id: id for id in ids}

    def find(id: int) -> int:
        while root[id] != id:
            root[id] = root[root[id]]
            id = root[id]
        return id

    for a, b in pairs:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    return {id: find(id) for id in root}
