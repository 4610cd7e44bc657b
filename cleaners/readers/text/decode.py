"""From bytes to text: finds the encoding of a Chinese file by reading it, and does not trust its label.

The rungs of the ladder, the surest first; `Decoded.method` names the one that held:

    bom        the file opens with a byte order mark
    hz         pure ASCII in which ~{ and ~} enclose pairs of letters that are Chinese
    strict     every byte is sound UTF-8
    tolerant   UTF-8 with a few bytes damaged, or cut in mid-character at either end
    score      the candidate whose reading has the most everyday characters and the fewest impossible ones
    declared   two candidates came near to each other; the declared charset chose between them
    chardet    the same without a declared charset that could choose; chardet was the witness

Why gb18030 when the label says gb2312 or gbk: each contains the one before it, byte for byte. Pages labelled
gb2312 are full of GBK characters (镕 喆 堃 國), and pages labelled gbk hold four-byte GB18030 ones; the largest
reads them all and changes nothing in the rest. big5hkscs stands to big5 in the same way. Why strict UTF-8 goes
first: GBK or Big5 text of any length is next to never sound UTF-8, while pages saved from a browser are often UTF-8
that still calls itself gb2312. Why a score and not a strict try of each: one bad byte must not change the codec.
GB18030 that a lost byte puts out of step is read by in_step.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from cleaners.errors import EmptyFile, NotText, Unreadable
from cleaners.patterns import compiled
from cleaners.readers.text.damaged_gb18030 import read_in_step
from cleaners.readers.text.plausibility import BROKEN, CONTROLS, everyday, merit
from cleaners.readers.text.sniff import sniff

_BAD = "\ufffd"
_NO_TEXT = "No Chinese encoding makes text of these bytes. If it is a text, save it as UTF-8; else leave it out."

_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
_HZ = rb"~\{(?:[!-w][!-~])+~\}"
_INK = "[^\\s\0\u200b\ufeff]"
_THREE_BYTES = rb"[\xe2-\xef][\x80-\xbf]{2}"

_HALF_SAMPLE = 1 << 14
# One byte of each pair is one of these in UTF-16: the high byte of Han, of ASCII, of quotes, of full-width marks.
_HIGH = bytes({0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)})
# Less than one character's worth: read right it counts 1, read wrong -2.
_NEAR = 2
# A head of GBK or Big5 counts as cut in mid-character only where that mends two characters or more.
_CUT = 6
# Damage at more places than these is no transfer's: reading it anew would take long, and gain nothing.
_FEW = 200

# A charset as pages and chardet name it, letters and digits only, and the codec that contains it.
_CONTAINED_IN = {
    **dict.fromkeys(("gb2312", "gb231280", "euccn", "gbk", "xgbk", "cp936", "ms936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "xxbig5", "big5hkscs", "cp950", "big5tw"), "big5hkscs"),
    **dict.fromkeys(("utf8", "utf8sig"), "utf-8"),
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
}
_WITNESSED = ["utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be", "ascii"]


class Decoded(NamedTuple):
    """A file's text, a byte order mark included, and how it was read.

    `encoding` is the codec that read it, `method` a word of the module's ladder, `replaced` how many U+FFFD the
    decoding put in for damaged bytes, apart from those that the file itself holds.
    """

    text: str
    encoding: str
    method: str
    replaced: int


class _Reading(NamedTuple):
    """How well a codec reads the sample, when it starts `skip` bytes into the file (a head cut in mid-character)."""

    merit: int
    encoding: str
    skip: int


def decode_named(data: bytes, declared: str | None, label: str) -> Decoded:
    """The same as decode(), with an error that names the file."""
    try:
        return decode(data, declared)
    except Unreadable as error:
        raise type(error)(f"{label}: {error}") from error


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file. `declared` is the charset of its meta tag or HTTP header, which only breaks ties.

    Raises EmptyFile for nothing but blanks, NotText for a picture, an archive and other bytes that are no text.

    >>> decode("关于督查工作的讲话".encode("gbk"), declared="iso-8859-1")
    Decoded(text='关于督查工作的讲话', encoding='gb18030', method='score', replaced=0)
    """
    kind = sniff(data)
    if kind:
        raise NotText(f"This is {kind.name}, not a text. {kind.advice}")
    decoded = _by_mark(data) or _by_escapes(data) or _strict(data) or _tolerant(data) or _by_score(data, declared)
    if not compiled(_INK).search(decoded.text):
        raise EmptyFile("There is nothing in it but blanks. Fetch or save it again.")
    if _is_rubbish(decoded):
        raise NotText(_NO_TEXT)
    return decoded


def _read(data: bytes, encoding: str, method: str, skip: int = 0) -> Decoded:
    codec, data = "utf-8" if encoding == "utf-8-sig" else encoding, data[skip:]
    text, damaged = data.decode(codec, "replace"), 0
    if _BAD in text:
        # What the codec drops when told to ignore damage is what it puts U+FFFD for: this spares the file's own.
        damaged = len(text) - len(data.decode(codec, "ignore"))
    if codec == "gb18030" and 0 < damaged + skip <= _FEW:
        text, damaged = read_in_step(data)
    return Decoded(_BAD * skip + text, encoding, method, damaged + skip)


def _by_mark(data: bytes) -> Decoded | None:
    decoded = (_read(data, codec, "bom") for mark, codec in _BOMS.items() if data.startswith(mark))
    # A mark may stand before text of another encoding, where files were joined.
    return next((found for found in decoded if not _is_rubbish(found)), None)


def _by_escapes(data: bytes) -> Decoded | None:
    if not data.isascii() or b"~{" not in data or not compiled(_HZ).search(data):
        return None
    decoded = _read(data, "hz", "hz")
    return decoded if merit(decoded.text) > 0 else None


def _strict(data: bytes) -> Decoded | None:
    if _is_spotted(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "strict", 0)
    except UnicodeDecodeError:
        return None


def _tolerant(data: bytes) -> Decoded | None:
    """UTF-8 for what holds its three-byte characters: one in a hundred of GBK's or Big5's passes for such a one."""
    if _is_spotted(data):
        return None
    decoded = _read(data, "utf-8", "tolerant")
    sound = len(compiled(_THREE_BYTES).findall(data))
    return decoded if sound >= 3 and 2 * sound >= decoded.replaced else None


def _is_spotted(data: bytes) -> bool:
    """Whether controls are more than dirt: then it is UTF-16, or no text at all."""
    return controls_in(data) * 10 > len(data)


@lru_cache(2)
def controls_in(data: bytes) -> int:
    """How many controls bytes hold, line ends, blanks and ESC apart: to count them takes as long as to decode them."""
    return len(data) - len(data.translate(None, CONTROLS))


def _by_score(data: bytes, declared: str | None) -> Decoded:
    sample = _sample(data)
    readings = sorted(_readings(sample, data[0] >= 0x80), reverse=True, key=lambda reading: reading.merit)
    best = readings[0]
    rivals = {reading.encoding: reading for reading in reversed(readings) if best.merit - reading.merit <= _NEAR}
    method = "score"
    if len(rivals) > 1:
        if chosen := rivals.get(_superset(declared)):
            best, method = chosen, "declared"
        elif chosen := rivals.get(_superset(_witness(sample))):
            best, method = chosen, "chardet"
    return _read(data, best.encoding, method, best.skip)


def _sample(data: bytes) -> bytes:
    """Up to 32 KB: from the first byte beyond ASCII, and from the middle of what follows it.

    Both pieces start at even offsets, so that UTF-16 stays in step.
    """
    beyond = re.search(rb"[\x80-\xff]", data)
    start = beyond.start() & ~1 if beyond else 0
    middle = (start + len(data)) // 2
    if len(data) - start <= 2 * _HALF_SAMPLE:
        return data[start:]
    # A line break is never half of a character, so GBK is in step after it as well.
    middle = max(middle, data.find(b"\n", middle, middle + 2048)) & ~1
    return data[start : start + _HALF_SAMPLE] + data[middle : middle + _HALF_SAMPLE]


def _readings(sample: bytes, may_be_cut: bool) -> list[_Reading]:
    """Each candidate's reading, the likelier encoding first where merits are equal."""
    starts = [("utf-8", 0, 0), ("gb18030", 0, 0), ("big5hkscs", 0, 0)]
    if may_be_cut:
        starts += [("gb18030", 1, _CUT), ("big5hkscs", 1, _CUT)]
    if _may_be_wide(sample):
        starts += [(codec, skip, 2 * skip) for codec in ("utf-16-le", "utf-16-be") for skip in (0, 1)]
    return [_Reading(merit(sample[skip:].decode(codec, "replace")) - toll, codec, skip) for codec, skip, toll in starts]


def _may_be_wide(sample: bytes) -> bool:
    """Whether nearly all even bytes, or all odd ones, could be the high bytes of UTF-16."""
    return any(len(half.translate(None, _HIGH)) * 4 <= len(half) for half in (sample[::2], sample[1::2]))


def _superset(charset: str | None) -> str:
    return _CONTAINED_IN.get(re.sub("[^a-z0-9]", "", (charset or "").lower()), "")


def _witness(sample: bytes) -> str | None:
    import chardet  # slow to load, and few files need it

    named = chardet.detect(sample, include_encodings=_WITNESSED, prefer_superset=True, no_match_encoding="ascii")[
        "encoding"
    ]
    return named if isinstance(named, str) else None


def _is_rubbish(decoded: Decoded) -> bool:
    """Whether damage outweighs Chinese, or a guessed codec gave next to nothing but rare characters."""
    if decoded.method == "tolerant" or (decoded.method in ("strict", "bom") and not decoded.replaced):
        return False
    counts = Counter(decoded.text[: 1 << 16])
    broken = sum(counts[char] for char in BROKEN)
    common = sum(counts[char] for char in everyday())
    han = sum(count for char, count in counts.items() if "\u4e00" <= char <= "\u9fff")
    guessed = decoded.method in ("score", "declared", "chardet")
    return common < broken > counts.total() / 8 or (guessed and han >= 20 and common < han / 10)
