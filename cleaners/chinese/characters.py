"""Han characters and running text: how much of a line is Chinese, and whether it reads as a sentence."""

from codecs import utf_16_le_encode
from functools import lru_cache

from cleaners.patterns import compiled

# Of all bytes, those that are not the high byte of a Han character in UTF-16.
_NOT_HAN = bytes({*range(256)} - {*range(0x34, 0xA0)})
_IS_HAN = bytes(0x34 <= high < 0xA0 for high in range(256))
_BEYOND = "[\U00010000-\U0010ffff]"
SENTENCE = '[。!?;]|[.…][”"』」)]?$'
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\xad"


def han(text: str) -> int:
    """How many Han characters a text holds: those of the basic plane, which is enough to measure size.

    >>> han("第1名: 張三")
    4
    """
    return 0 if text.isascii() else len(utf_16_le_encode(text, "surrogatepass")[0][1::2].translate(None, _NOT_HAN))


def han_places(text: str) -> bytes:
    """For each character of a text 1 if it is Han, as `han` counts them, else 0.

    >>> han_places("第1名\U00020000:")
    b'\\x01\\x00\\x01\\x00\\x00'
    """
    pairs = utf_16_le_encode(text, "surrogatepass")[0]
    if len(pairs) > 2 * len(text):
        # Characters beyond the basic plane take two pairs: others that are no Han stand in for them.
        return han_places(compiled(_BEYOND).sub("\ue000", text))
    return pairs[1::2].translate(_IS_HAN)


@lru_cache(4096)
def is_prose(key: str) -> bool:
    """Whether a line reads as running text: a sentence mark, and a dozen Han characters or more.

    >>> is_prose("同志们,今天的会议很重要,大家要认真听。"), is_prose("在全市安全生产工作会议上的讲话")
    (True, False)
    """
    enough = len(key) > 12 and (han(key[:48]) >= 12 or han(key) >= 12)
    return enough and compiled(SENTENCE).search(key) is not None


def squeezed(key: str) -> str:
    """A line's key without blanks and outer brackets, to compare titles by.

    >>> squeezed("【讲  话  稿】")
    '讲话稿'
    """
    return "".join(key.split()).strip("【】[]《》「」")
