"""Families of rules: a name each, and colours for light and dark pages and for terminals."""

from typing import NamedTuple


class Family(NamedTuple):
    """A family's name and the colours of its text. `light` and `dark` are for backgrounds of that kind. `ansi` is one
    of the terminal's sixteen colours, without the pale ones; families that seldom meet share one.
    """

    name: str
    light: str
    dark: str
    ansi: int


class Ground(NamedTuple):
    """The colours of the background."""

    light: str
    dark: str


GROUND = Ground("#fffdf8", "#1a1a18")
FAMILIES = {
    "watermark": Family("水印", "#b3261e", "#ff9a90", 31),
    "forum": Family("论坛", "#8a5a00", "#e9b44c", 33),
    "article": Family("文章页", "#1f5fa8", "#8bbcf5", 34),
    "shop": Family("文库", "#7b3fa0", "#d3a4f0", 35),
    "preview": Family("试读", "#a0307a", "#f29ad0", 95),
    "gate": Family("限看", "#b0234f", "#ff94b4", 91),
    "page": Family("整页", "#00696b", "#62cfd0", 36),
    "html": Family("网页", "#5c5f00", "#d0d36b", 36),
    "word": Family("文档", "#2f5f8f", "#93c4ee", 34),
    "markup": Family("源码", "#7a4b2e", "#dcae8f", 35),
    "front": Family("题下", "#3a5a9c", "#9db8f2", 34),
    "split": Family("分篇", "#a34a10", "#f5a46b", 31),
    "text": Family("文中", "#2b6777", "#84c4d6", 36),
    "site": Family("本站", "#4b4fae", "#b0b4ff", 94),
    "learned": Family("学得", "#56620a", "#c3cf6b", 36),
    "script": Family("字形", "#1f6f3a", "#86d69b", 32),
    "marks": Family("标点", "#3c6b1f", "#a9d67f", 32),
    "layout": Family("版式", "#6d6a63", "#a5a29a", 90),
    "other": Family("其他", "#555555", "#bdbdbd", 39),
}


def family_of(rule: str) -> str:
    """The family that a rule is shown in.

    >>> family_of("forum/jammer"), family_of("new/rule")
    ('forum', 'other')
    """
    family = rule.partition("/")[0]
    return family if family in FAMILIES else "other"
