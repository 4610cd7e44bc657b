"""Reading GB18030 that has lost or damaged bytes, so that the damage stays where it is.

GB18030 has a character for nearly every two bytes. Behind a lost byte a codec reads on between the characters, and all
that follows up to the next ASCII becomes others. Each run of bytes that shows this is read anew, in the way that has
the most merit when any byte may stand alone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cleaners.patterns import compiled
from cleaners.readers.text.plausibility import merit, weight

_BAD = "\ufffd"
# What is read between characters, and runs up to a byte that is never part of a character.
_OUT_OF_STEP = "[\ufffd\ue000-\uf8ff]"
_RUN = rb"[^\0-/:-?]*[\0-/:-?]?"
# A byte stands alone only where that mends some characters: a few rare ones in a row are no damage.
_TOLL, _MARGIN = 4, 6
# What no paragraph is as long as is left as the codec reads it.
_LONGEST = 4_000
_BEHIND = b"\n\n\n"


class _Step(NamedTuple):
    """The character that ends at a byte: the merit of all up to it, the byte that it starts at."""

    merit: int
    start: int
    char: str


def read_in_step(data: bytes) -> tuple[str, int]:
    """The text, and how many U+FFFD stand in it for bytes that are no character.

    >>> data = "同志们要抓落实靠督查".encode("gb18030")
    >>> read_in_step(data[:6] + data[7:])
    ('同志们\ufffd抓落实靠督查', 1)
    """
    runs = [_read(run) for run in compiled(_RUN).findall(data)]
    return "".join(text for text, _ in runs), sum(damaged for _, damaged in runs)


def _read(run: bytes) -> tuple[str, int]:
    # Without bytes behind it, the codec would swallow what follows a stray lead byte: the 2" of 81 32 22.
    text, sound = ((run + _BEHIND).decode("gb18030", errors)[: -len(_BEHIND)] for errors in ("replace", "ignore"))
    plain = text, len(text) - len(sound)
    # A lone byte at the end of all is where the file was cut.
    if len(run) > _LONGEST or not compiled(_OUT_OF_STEP).search(text.rstrip(_BAD)):
        return plain
    steps = [_Step(0, 0, "")]
    for end in range(1, len(run) + 1):
        found = (_Step(steps[start].merit + gain, start, char) for start, char, gain in _characters(run, end))
        steps.append(max(found, key=lambda step: step.merit))
    gain = steps[-1].merit - merit(text) + _TOLL * plain[1]
    return _walked_back(steps) if gain > _MARGIN else plain


def _walked_back(steps: list[_Step]) -> tuple[str, int]:
    """The text of the way that leads to the last byte, and how many bytes stand alone in it."""
    chars, at, damaged = list[str](), len(steps) - 1, 0
    while at:
        _, start, char = steps[at]
        chars.append(char)
        damaged += char == _BAD and at - start == 1
        at = start
    return "".join(reversed(chars)), damaged


def _characters(run: bytes, end: int) -> Iterator[tuple[int, str, int]]:
    """The characters that may end at a byte: where each starts, and what it gains."""
    alone = chr(run[end - 1]) if run[end - 1] < 0x80 else _BAD
    yield end - 1, alone, weight(alone) - _TOLL * (alone == _BAD)
    for start in (end - 2, end - 4):
        # Each begins with a byte beyond ASCII; the second and the fourth of four are figures.
        if start < 0 or run[start] < 0x80 or (end - start == 4 and not 0x30 <= run[start + 1] <= 0x39):
            continue
        try:
            char = run[start:end].decode("gb18030")
        except UnicodeDecodeError:
            continue
        if len(char) == 1:
            yield start, char, weight(char)
