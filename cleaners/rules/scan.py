"""Looking for the hints of all rules of a stage in one go: most rules have none on a page, and need not run."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

# Furniture stands in short lines, while most of a page is long ones.
LONGEST = 450


class Scan:
    """Looks for words in the lines of a page: `near` in those of up to 450 characters, `far` in all.

    >>> scan = Scan(["上一篇", "上一", "|"], ["www"])
    >>> scan.hits("上一篇|上\\nwww", [(0, 0, 5), (1, 6, 9)])
    {'上一': [0], '上一篇': [0], '|': [0], 'www': [1]}
    """

    def __init__(self, near: Iterable[str] = (), far: Iterable[str] = ()) -> None:
        self.far = frozenset(far)
        self.near = frozenset(near) | self.far
        self._missing = dict[tuple[frozenset[str], bool], frozenset[str]]()

    def hits(self, key: str, lines: Iterable[tuple[int, int, int]]) -> dict[str, list[int]]:
        """The numbers of the lines, each given with its start and end, that hold each of the words, rising."""
        hits = dict[str, list[int]]()
        near, far = self._near, self._far
        for number, start, end in lines:
            for word in (near if end - start <= LONGEST else far).words_in(key, start, end):
                found = hits.setdefault(word, [])
                if not found or found[-1] != number:
                    found.append(number)
        return hits

    def missing(self, words: frozenset[str], is_far: bool) -> frozenset[str]:
        """Those of some words that are not looked for, or with `is_far` not in all lines."""
        asked = words, is_far
        if asked not in self._missing:
            self._missing[asked] = words - (self.far if is_far else self.near)
        return self._missing[asked]

    @cached_property
    def _near(self) -> "_Words":
        return _Words(self.near)

    @cached_property
    def _far(self) -> "_Words":
        return _Words(self.far)


class _Words:
    """Words to look for: by their first two characters, and those of one character by themselves."""

    def __init__(self, words: Collection[str]) -> None:
        self._heads = _by_head(words)
        firsts, seconds = (
            re.escape("".join(sorted({head[i] for head in self._heads if len(head) == 2}))) for i in (0, 1)
        )
        signs = re.escape("".join(sorted(word for word in words if len(word) == 1)))
        # A first character before a second one: quicker than an alternative for each pair.
        found = [f"[{firsts}](?=[{seconds}])"] if firsts else []
        self._pattern = re.compile("|".join([*found, *([f"[{signs}]"] if signs else [])])) if words else None

    def words_in(self, key: str, start: int, end: int) -> list[str]:
        """The words that stand in a span of a key, as often as they stand there."""
        found = list[str]()
        for match in self._pattern.finditer(key, start, end) if self._pattern else ():
            at = match.start()
            for word in self._heads.get(key[at : at + 2], ()):
                if len(word) == 2 or key.startswith(word, at, end):
                    found.append(word)
            if key[at] in self._heads:
                found.append(key[at])
        return found


def _by_head(words: Iterable[str]) -> Mapping[str, list[str]]:
    """The words by their first two characters; one of a single character is its own head."""
    heads = dict[str, list[str]]()
    for word in sorted(words):
        heads.setdefault(word[:2], []).append(word)
    return heads
