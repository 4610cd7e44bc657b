"""Fingerprints of texts: a key that exact copies share, and a sample of shingles that near-duplicates share in part.

Both are made of the Han characters, simplified: script, marks and white space make no difference. The key includes the
figures as well, as two notices may differ in nothing but their dates.

A shingle is SHINGLE characters in a row. The sample is made by winnowing: of every WINDOW shingles in a row, it takes
the one with the smallest hash. So two texts that share a stretch of WINDOW + SHINGLE - 1 characters have at least one
hash in common, however long they are. A short text has a narrower window, and one of 100 characters takes every
shingle, as it may differ from others only in a name and a date. The smallest hash of a wide window is also the smallest
of each narrower one around it, so samples of different density still have hashes in common.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from cleaners.chinese.fold_table import SIMPLIFIED, TRADITIONAL
from cleaners.text_cache import cached_by_text

if TYPE_CHECKING:  # numpy is slow to start, and cleaning does not need it
    from numpy import int64, uint32
    from numpy.typing import NDArray

SHORTEST = 50
SHINGLE = 8
WINDOW = 128
DENSE = 64
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_FIGURES, _LAST_FIGURE = (0x30, 0xFF10), 0x39
# An odd multiplier for the rolling sum, and the two of MurmurHash3's finalizer.
_MULTIPLIER = 0x9E3779B97F4A7C15
_MIXERS = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)
_UNUSED_BITS = 16
VERSION = (
    f"winnowing k={SHINGLE} window={WINDOW} dense={DENSE} shortest={SHORTEST} bits={64 - _UNUSED_BITS}"
    f" hash={_MULTIPLIER:x}+fmix64 fold={blake2b((TRADITIONAL + SIMPLIFIED).encode(), digest_size=8).hexdigest()}"
)


class Fingerprint(NamedTuple):
    """The key of a text, and its sample: distinct hashes of 48 bits in rising order.

    A sample has about 90 hashes for 100 Han characters, 65 for 300, 60 for 1,000, 30 for 2,000 and 15 for each thousand
    more. A text of fewer than 50 characters has neither key nor sample: they would be too little to identify it.
    """

    key: bytes | None
    sample: tuple[int, ...]


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text. Only fingerprints of the same VERSION can be compared.

    >>> fingerprint("會議\\uff0c" * 25) == fingerprint("会议, " * 25)
    True
    >>> len(fingerprint("会议督查靠抓" * 15).sample)
    6
    """
    codes = _folded(text)
    han = codes[codes > _LAST_FIGURE]
    if len(han) < SHORTEST:
        return Fingerprint(None, ())
    return Fingerprint(blake2b(codes.tobytes(), digest_size=16).digest(), _winnowed(_hashes(han)))


def containment(a: str, b: str) -> float:
    """The share of the distinct shingles of one text, the one with fewer, that the other has too.

    >>> text = "会议要求各村把防汛的责任落到人头上，夜里也要有人值守。"
    >>> containment(text, "转载：" + text), round(containment(text, text[:20] + "散会以后各回各家早点休息"), 2)
    (1.0, 0.67)
    """
    import numpy as np

    few, many = sorted((_shingles(a), _shingles(b)), key=len)
    if not len(few):
        return 0.0
    # Both are sorted and without repetition, so a binary search for each hash counts exactly those in common.
    positions = many.searchsorted(few)
    return int(np.count_nonzero(many.take(positions, mode="clip") == few)) / len(few)


@cached_by_text
def _shingles(text: str) -> NDArray[int64]:
    """The hashes of a text's distinct shingles in rising order; none if it is shorter than a shingle."""
    import numpy as np

    codes = _folded(text)
    han = codes[codes > _LAST_FIGURE]
    hashes = np.sort(_hashes(han)) if len(han) >= SHINGLE else np.empty(0, np.int64)
    return hashes[np.flatnonzero(np.diff(hashes, prepend=-1))]


def _folded(text: str) -> NDArray[uint32]:
    """The code points of the Han characters of a text, simplified, and of its figures."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    folded: NDArray[uint32] = _table().take(codes, mode="clip")
    relevant: NDArray[uint32] = folded[folded != 0]
    return relevant


@cache
def _table() -> NDArray[uint32]:
    """By code point: the simplified Han character or the figure in half width, 0 for all else. Code points beyond the
    table are clipped to its last row, which is 0.
    """
    import numpy as np

    table = np.zeros(_HAN[-1][1] + 2, "<u4")
    for first, last in _HAN:
        table[first : last + 1] = np.arange(first, last + 1)
    for first in _FIGURES:
        table[first : first + 10] = np.arange(_FIGURES[0], _LAST_FIGURE + 1)
    table[[ord(character) for character in TRADITIONAL]] = [ord(character) for character in SIMPLIFIED]
    return table


def _hashes(han: NDArray[uint32]) -> NDArray[int64]:
    """A hash of 48 bits for each shingle."""
    import numpy as np

    rolled, width, multiplier = han.astype(np.uint64), 1, _MULTIPLIER
    while width < SHINGLE:
        rolled = rolled[:-width] * np.uint64(multiplier) + rolled[width:]
        width, multiplier = 2 * width, multiplier * multiplier % 2**64
    for mixer in _MIXERS:
        rolled ^= rolled >> np.uint64(33)
        rolled *= np.uint64(mixer)
    return (rolled >> np.uint64(_UNUSED_BITS)).view(np.int64)


def _winnowed(hashes: NDArray[int64]) -> tuple[int, ...]:
    """The distinct smallest hashes of all windows."""
    import numpy as np

    smallest, width = hashes, 1
    while 2 * width <= min(WINDOW, (len(hashes) / DENSE) ** 1.5):
        smallest = np.minimum(smallest[:-width], smallest[width:])
        width *= 2
    last_of_run = np.flatnonzero(smallest[1:] != smallest[:-1])
    return tuple(sorted({*smallest[last_of_run].tolist(), int(smallest[-1])}))
