"""The key of a text that contacts are found on: small letters, half width, and 0-9 for every sign that is a digit."""

import re
import unicodedata

from cleaners.chinese.fold import fold

# Superscripts, subscripts, circled, bracketed, dotted and mathematical digits, and those of other scripts. Bold and
# circled ones come in blocks; which of a block's characters are digits is asked of Unicode.
_BLOCKS = ((0xB2, 0xBA), (0x660, 0x66A), (0x6F0, 0x6FA), (0x966, 0x970), (0x2070, 0x208A), (0x2460, 0x2500))
_MORE = ((0x2776, 0x2794), (0x1D7CE, 0x1D800), (0x1F100, 0x1F10B), (0x1FBF0, 0x1FBFA))
_DIGITS = {
    chr(code): str(unicodedata.digit(chr(code)))
    for start, end in _BLOCKS + _MORE
    for code in range(start, end)
    if unicodedata.digit(chr(code), None) is not None
}
_DIGIT = re.compile(f"[{''.join(_DIGITS)}]")


def key_of(text: str) -> str:
    """The key: as long as the text, character for character.

    >>> key_of("ＱＱ\\uff1a①③⑧²")
    'qq:1382'
    """
    key = _DIGIT.sub(lambda sign: _DIGITS[sign[0]], fold(text))
    return key.replace("\u0130", "i").lower()  # the one character whose small letter is two
