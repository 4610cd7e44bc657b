"""Characters of Word's symbol fonts, which a file names by their place in the font: ☑ is the 254th of Wingdings."""

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□", 0xA4: "□"}
_SYMBOL = {
    0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
}  # fmt: skip
_FONTS = {"Wingdings": _WINGDINGS, "Wingdings 2": _WINGDINGS_2, "Symbol": _SYMBOL}
LOST = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character at a hexadecimal place in a font; U+FFFD where no character is known for it.

    >>> symbol("Wingdings", "F0FE"), symbol("SimSun", "25CF"), symbol("Webdings", "F061") == LOST
    ('☑', '●', True)
    """
    try:
        place = int(code, 16)
    except ValueError:
        return LOST
    if font in _FONTS:
        return _FONTS[font].get(place & 0xFF, LOST)
    return chr(place) if 0x20 < place < 0x7F or 0xA0 < place < 0xD800 else LOST
