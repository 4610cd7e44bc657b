"""A key of equal length to match on: Simplified, half-width, every blank a space.

Patterns are written once, in Simplified half-width form; what they find in the key stands at the same
place in the text.
"""

from functools import lru_cache

from cleaners.fold_table import SIMPLIFIED, TRADITIONAL

_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_HALF = "".join(map(chr, range(0x21, 0x7F)))
_BLANKS = "\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_TABLE = str.maketrans(TRADITIONAL + _WIDE + _BLANKS, SIMPLIFIED + _HALF + " " * len(_BLANKS))


@lru_cache(2)
def folded(page_text: str) -> str:
    """The key of a whole page, which several look at in turn."""
    return fold(page_text)


def fold(text: str) -> str:
    """The key of a text: as long as the text, character for character.

    >>> fold("會議\\uff1a\\u3000ＡＢ")
    '会议: AB'
    """
    return text.translate(_TABLE)
