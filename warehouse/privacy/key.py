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
} | {"\u041e": "0", "\u043e": "0", "\u0417": "3", "\u0437": "3"}  # Cyrillic letters that look like digits.
# Two patterns, as one with characters of both planes is ten times slower.
_NEAR = re.compile("[" + "".join(sign for sign in _DIGITS if len(sign.encode()) < 4) + "]")
_FAR = re.compile("[\U0001d7ce-\U0001fbf9]")


def key_of(text: str) -> str:
    """The key: as long as the text, character for character.

    >>> key_of("ＱＱ\\uff1a①③⑧²")
    'qq:1382'
    """
    key = fold(text)
    if not key.isascii():
        for pattern in (_NEAR, _FAR):
            key = pattern.sub(lambda sign: _DIGITS.get(sign[0], sign[0]), key)
    return key.replace("\u0130", "i").lower()  # the one character whose small letter is two
