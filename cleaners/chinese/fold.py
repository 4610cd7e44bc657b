"""Folding: the key of a text, equally long, in Simplified half-width characters, on which patterns are matched.

Patterns are written once, in Simplified half-width form; what they find in the key stands at the same
place in the text.
"""

from functools import cache, lru_cache
from sys import modules
from typing import TYPE_CHECKING

from cleaners.chinese.fold_table import SIMPLIFIED, TRADITIONAL

if TYPE_CHECKING:
    from types import ModuleType

    from numpy import uint32
    from numpy.typing import NDArray

# Numpy takes time to load: it folds texts of at least _FEW characters, once all texts so far have had _MANY.
_FEW, _MANY = 100, 100_000
_folded = 0
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_HALF = "".join(map(chr, range(0x21, 0x7F)))
_BLANKS = "\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_TABLE = str.maketrans(TRADITIONAL + _WIDE + _BLANKS, SIMPLIFIED + _HALF + " " * len(_BLANKS))


@lru_cache(4)
def characters(text: str) -> frozenset[str]:
    """The characters of a text."""
    return frozenset(text)


def fold(text: str) -> str:
    """The key of a text: as long as the text, character for character.

    >>> fold("會議\\uff1a\\u3000ＡＢ")
    '会议: AB'
    """
    global _folded
    if len(text) < _FEW or (_folded < _MANY and "numpy" not in modules):
        _folded += len(text)
        return text.translate(_TABLE)
    folded: bytes = _codes()[_numpy().frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")].tobytes()
    return folded.decode("utf-32-le", "surrogatepass")


def _numpy() -> "ModuleType":
    import numpy

    return numpy


@cache
def _codes() -> "NDArray[uint32]":
    """What each code point folds to, for numpy: twenty times quicker than a dict, once it is loaded."""
    np = _numpy()
    codes: NDArray[uint32] = np.arange(0x110000, dtype="<u4")
    codes[list(_TABLE)] = list(_TABLE.values())
    return codes
