"""What the web does to a text on its way from site to site."""

from collections.abc import Callable
from functools import cache
from random import Random

from tests.benchmarks.grammar import common

_WIDE = str.maketrans(",:;?!()", "\uff0c\uff1a\uff1b\uff1f\uff01\uff08\uff09")
_SITES = "公文天地 笔杆子文库 材料坊 秘书屋 清风文苑 写作驿站 讲稿网 机关范文".split()


def widened(text: str) -> str:
    """A text with full-width marks; those in times and addresses stay.

    >>> ascii(widened("8:30,好"))
    "'8:30\\\\uff0c\\\\u597d'"
    """
    wide = text.translate(_WIDE)
    return "".join(c if i == 0 or not (c == "\uff1a" and wide[i - 1].isdigit()) else ":" for i, c in enumerate(wide))


def edited(share: float) -> Callable[[str, Random], str]:
    """A way to substitute, insert or delete a share of the characters, line breaks excepted."""

    def damage(text: str, chance: Random) -> str:
        characters = list(text)
        for at in chance.sample(range(len(text)), round(share * len(text))):
            if text[at] != "\n":
                characters[at] = (chance.choice(common()), text[at] + chance.choice(common()), "")[chance.randrange(3)]
        return "".join(characters)

    return damage


def watermarked(text: str, chance: Random) -> str:
    """A site's name and address, several times within the text."""
    name = chance.choice(_SITES)
    mark = f"{name}www.{chance.choice('bcdfgk')}{chance.choice('aeiou')}{chance.randrange(99)}.example"
    for _ in range(1 + len(text) // 800):
        at = chance.randrange(len(text))
        text = text[:at] + mark + text[at:]
    return text


def jammed(text: str, chance: Random) -> str:
    """A forum's salt before each line break: pairs of signs with a blank between them."""
    return "\n".join(line + _salt(chance) for line in text.split("\n"))


def _salt(chance: Random) -> str:
    pairs = range(chance.randrange(5, 16))
    return "".join(f"{chr(chance.randrange(32, 60))} {chr(chance.randrange(63, 127))}" for _ in pairs)


def cut(text: str, chance: Random) -> str:
    """The first two fifths, as shown before a wall."""
    return text[: int(0.4 * len(text))] + "……"


@cache
def _turner(way: str) -> Callable[[str], str]:
    from opencc import OpenCC

    turn: Callable[[str], str] = OpenCC(way).convert
    return turn


DAMAGE: dict[str, Callable[[str, Random], str]] = {
    "edit1": edited(0.01),
    "edit2": edited(0.02),
    "edit5": edited(0.05),
    "watermark": watermarked,
    "jammer": jammed,
    "preview": cut,
    "s2t": lambda text, chance: _turner("s2t")(text),
    "s2twp": lambda text, chance: _turner("s2twp")(text),
}
