"""All hints of all rules looked for in one go: most rules have none on most pages, and need not be asked."""

import re
from collections.abc import Iterable
from functools import cached_property


class Scan:
    """Looks for many words at once: by their first two characters, and for those of one character by themselves.

    >>> Scan(["上一篇", "上一", "|"]).hits("上一篇|上")
    {'上一': [0], '上一篇': [0], '|': [3]}
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = frozenset(words)

    def hits(self, key: str) -> dict[str, list[int]]:
        """Where each of the words stands that the key has."""
        hits = dict[str, list[int]]()
        if self._pairs:
            for match in self._pairs.finditer(key):
                at = match.start()
                for word in self._heads.get(key[at : at + 2], ()):
                    if len(word) == 2 or key.startswith(word, at):
                        hits.setdefault(word, []).append(at)
        for match in self._signs.finditer(key) if self._signs else ():
            hits.setdefault(match[0], []).append(match.start())
        return hits

    @cached_property
    def _heads(self) -> dict[str, list[str]]:
        """The longer words by their first two characters."""
        heads = dict[str, list[str]]()
        for word in sorted(self.words):
            if len(word) > 1:
                heads.setdefault(word[:2], []).append(word)
        return heads

    @cached_property
    def _pairs(self) -> re.Pattern[str] | None:
        """A first character before a second one: quicker than one class for each pair, and few pairs are none."""
        firsts, seconds = (re.escape("".join(sorted({head[i] for head in self._heads}))) for i in (0, 1))
        return re.compile(f"[{firsts}](?=[{seconds}])") if firsts else None

    @cached_property
    def _signs(self) -> re.Pattern[str] | None:
        signs = re.escape("".join(sorted(word for word in self.words if len(word) == 1)))
        return re.compile(f"[{signs}]") if signs else None
