"""Looking for the hints of all rules of a stage in one go: most rules have none on a page, and need not run."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

# Furniture stands in short lines, while most of a page is long ones.
LONGEST = 450


class Scan:
    """Looks for words in the lines of a page: `near` in those of up to 450 characters, `far` in all.

    >>> scan = Scan(["上一篇", "上一", "|"], ["www"])
    >>> sorted(scan.hits("上一篇|上\\nwww", [(0, 0, 5), (1, 6, 9)]).items())
    [('www', [1]), ('|', [0]), ('上一', [0]), ('上一篇', [0])]
    """

    def __init__(self, near: Iterable[str] = (), far: Iterable[str] = ()) -> None:
        self.far = frozenset(far)
        self.near = frozenset(near) | self.far
        self._missing: tuple[dict[frozenset[str], frozenset[str]], ...] = ({}, {})

    def hits(self, key: str, lines: Sequence[tuple[int, int, int]]) -> dict[str, list[int]]:
        """The numbers of the lines, each given with its start and end, that hold each of the words, rising."""
        hits, starts = dict[str, list[int]](), [line[1] for line in lines] if self.near else []
        # Lines of a kind that follow on each other are gone through at once, as no word holds a line break.
        for is_near, run in groupby(lines if self.near else (), _is_near):
            stretch = list(run)
            for at, word in (self._near if is_near else self._far).places(key, stretch[0][1], stretch[-1][2]):
                number, found = lines[bisect_right(starts, at) - 1][0], hits.setdefault(word, [])
                if not found or found[-1] != number:
                    found.append(number)
        return hits

    def missing(self, words: frozenset[str], is_far: bool) -> frozenset[str]:
        """Those of some words that are not looked for, or with `is_far` not in all lines."""
        known = self._missing[is_far]
        if words not in known:
            known[words] = words - (self.far if is_far else self.near)
        return known[words]

    @cached_property
    def _near(self) -> "_Words":
        return _Words(self.near)

    @cached_property
    def _far(self) -> "_Words":
        return _Words(self.far)


def _is_near(line: tuple[int, int, int]) -> bool:
    return line[2] - line[1] <= LONGEST


class _Words:
    """Words to look for: by their first two characters, and those of one character by themselves."""

    def __init__(self, words: Collection[str]) -> None:
        self._signs = sorted(word for word in words if len(word) == 1)
        self._heads = _by_head(word for word in words if len(word) > 1)
        firsts, seconds = (re.escape("".join(sorted({head[i] for head in self._heads}))) for i in (0, 1))
        # A first character before a second one: quicker than an alternative for each pair.
        self._pattern = re.compile(f"[{firsts}](?=[{seconds}])") if firsts else None

    def places(self, key: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Where the words stand in a span of a key, of each word rising."""
        heads = self._heads.get
        for match in self._pattern.finditer(key, start, end) if self._pattern else ():
            at = match.start()
            for word in heads(key[at : at + 2], ()):
                if len(word) == 2 or key.startswith(word, at, end):
                    yield at, word
        for sign in self._signs:
            at = key.find(sign, start, end)
            while at >= 0:
                yield at, sign
                at = key.find(sign, at + 1, end)


def _by_head(words: Iterable[str]) -> Mapping[str, list[str]]:
    """The words by their first two characters."""
    heads = dict[str, list[str]]()
    for word in sorted(words):
        heads.setdefault(word[:2], []).append(word)
    return heads


def places(key: str, word: str) -> Iterator[int]:
    """Where a word stands in a key."""
    at = key.find(word)
    while at >= 0:
        yield at
        at = key.find(word, at + 1)
