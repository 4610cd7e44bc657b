"""How near a fair copy is to the text that a careful clerk would have typed."""

import difflib
from collections import Counter
from collections.abc import Iterable

_NARROW = {0xFF0C: ",", 0xFF1A: ":", 0xFF1B: ";", 0xFF1F: "?", 0xFF01: "!", 0xFF08: "(", 0xFF09: ")"}


def tight(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def loose(text: str) -> str:
    """The text without white space, its marks narrow: what is left are its words.

    >>> loose("同志们\\uff1a\\n\\u3000大家好\\uff01")
    '同志们:大家好!'
    """
    return tight(text).translate(_NARROW)


def errors(copy: str, gold: str) -> int:
    """Characters to put in, take out or replace to make the gold's words of the copy's, at most."""
    blocks = difflib.SequenceMatcher(None, loose(copy), loose(gold), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for op, i1, i2, j1, j2 in blocks if op != "equal")


def wide_marks(copy: str, gold: str) -> tuple[int, int, int]:
    """Full-width marks of the gold that the copy has; all of the gold; those of the copy that the gold has narrow."""
    a, b = tight(copy), tight(gold)
    pairs = [
        (a[i + k], b[j + k])
        for i, j, n in difflib.SequenceMatcher(None, loose(a), loose(b), autojunk=False).get_matching_blocks()
        for k in range(n)
    ]
    right = sum(ord(y) in _NARROW and x == y for x, y in pairs)
    wrong = sum(ord(x) in _NARROW and x != y for x, y in pairs)
    return right, sum(ord(c) in _NARROW for c in b), wrong


def paragraphs(copy: str, gold: str) -> tuple[int, int]:
    """Paragraphs of the gold that are paragraphs of the copy, and all of the gold."""
    have = {loose(p) for p in copy.split("\n")}
    want = [loose(p) for p in gold.split("\n") if loose(p)]
    return sum(p in have for p in want), len(want)


def f1(copy: str, gold: str, n: int = 5) -> float:
    """The harmonic mean of precision and recall over runs of n characters."""
    a, b = _runs(loose(copy), n), _runs(loose(gold), n)
    both = (a & b).total()
    return 2 * both / max(1, a.total() + b.total()) if b else float(not a)


def _runs(text: str, n: int) -> Counter[str]:
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))


def accepted(value: object, wanted: object) -> bool:
    """Whether a value is the one that was wanted, or one of {"any": [...]}; nothing equals nothing.

    >>> accepted("\\uff08一\\uff09", {"any": ["(一)", None]}), accepted((), None), accepted("县", None)
    (True, True, False)
    """
    options: Iterable[object] = wanted["any"] if isinstance(wanted, dict) else [wanted]
    return any(_even(value) == _even(option) for option in options)


def _even(value: object) -> object:
    if isinstance(value, str):
        return loose(value)
    return tuple(value) if isinstance(value, list | tuple) and value else value or None
