"""Han characters and running text: how much of a line is Chinese, and whether it reads as a sentence."""

from functools import lru_cache

from cleaners.patterns import compiled

_NOT_HAN = "[^\u3400-\u9fff]"
SENTENCE = '[。!?;]|[.…][”"』」)]?$'
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\xad"


def han(text: str) -> int:
    """How many Han characters a text holds: those of the basic plane, which is enough to measure size.

    >>> han("第1名: 張三")
    4
    """
    return 0 if text.isascii() else len(text) - len(compiled(_NOT_HAN).findall(text))


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
