"""Rows of buttons, menus and counters: lines that consist of the words on buttons.

A word stands here only if no speech would have it as a line of its own.
"""

from collections.abc import Iterator

from cleaners.chinese.buttons import is_button
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture, whole
from cleaners.rules.view import View

_ONLY_SIGNS = r"[\s|·•/\-—_=*+~<>«»›‹]{1,80}"
_KEPT_RULES = r"[\s\-—_=*+~·]{1,80}"


def find(view: View) -> Iterator[Span]:
    """Lines all of whose words are buttons or numbers, at least one a button."""
    for line in view.lines:
        if len(line.key) <= 80:
            words = line.words
            if all(w.isdigit() or is_button(w) for w in words) and any(map(is_button, words)):
                yield whole(line)


def separators(view: View) -> Iterator[Span]:
    """Lines that hold bars or arrows and nothing else; a row of dashes may be the author's and stays."""
    for line in view.lines:
        if (
            len(line.key) <= 3
            and compiled(_ONLY_SIGNS).fullmatch(line.key)
            and not compiled(_KEPT_RULES).fullmatch(line.key)
        ):
            yield whole(line)


RULES = furniture(
    Rule(
        "page/buttons",
        "cut",
        "网页上的按钮、菜单和计数, 不是文稿",
        find,
        pattern="整行都是按钮词",
        ends=frozenset(("page",)),
        leads_to="list",
    ),
    Rule("page/separator", "cut", "网页上残留的竖线、箭头等分隔符", separators, pattern=_ONLY_SIGNS),
)
