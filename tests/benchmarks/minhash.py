"""Finders of near duplicates to measure against: MinHashes in bands, in memory."""

import re
from collections.abc import Callable
from typing import Any
from zlib import crc32

from cleaners.chinese.fold import fold
from tests.benchmarks.judging import Clock

# From here on a candidate counts as similar.
SIMILAR = 0.5
_NOT_HAN = re.compile("[^\u4e00-\u9fff]+")

# Takes a document's id and its folded text, and holds it; the candidates among those before it, and how similar each is.
Finder = Callable[[int, str, Clock], dict[int, float]]


def finders() -> dict[str, Finder]:
    """The finders by name, empty, imported when they are asked for."""
    return {"datasketch": _datasketch(), "rensa": _rensa()}


def folded(text: str) -> str:
    """The Han characters of a text, simplified: without that the peers would not see Traditional copies."""
    return _NOT_HAN.sub("", fold(text))


def _datasketch() -> Finder:
    """MinHash of 128 permutations over 5-grams, threshold .5, in memory. Its default hash would take twice as long."""
    from datasketch import MinHash, MinHashLSH

    def minhash(han: str) -> MinHash:
        letters, made = han.encode("utf-16-le"), MinHash(num_perm=128, hashfunc=crc32)
        made.update_batch({letters[i : i + 10] for i in range(0, len(letters) - 8, 2)})
        return made

    return _finder(minhash, MinHashLSH(threshold=SIMILAR, num_perm=128))


def _rensa() -> Finder:
    """The same with its own MinHash, in 32 bands: the nearest to .5 that divides 128."""
    from rensa import RMinHash, RMinHashLSH

    def minhash(han: str) -> RMinHash:
        made = RMinHash(num_perm=128, seed=1)
        made.update(list({han[i : i + 5] for i in range(len(han) - 4)}))
        return made

    return _finder(minhash, RMinHashLSH(threshold=SIMILAR, num_perm=128, num_bands=32))


def _finder(minhash: Callable[[str], Any], index: Any) -> Finder:
    """Candidates from an index of bands, and what their MinHashes say of each."""
    held = dict[int, Any]()

    def finder(number: int, han: str, clock: Clock) -> dict[int, float]:
        clock.switch("fingerprint")
        made = minhash(han)
        clock.switch("candidates")
        near = index.query(made)
        clock.switch("similarity")
        found = {id: float(made.jaccard(held[id])) for id in near}
        clock.switch("insert")
        index.insert(number, made)
        held[number] = made
        clock.switch()
        return found

    return finder
