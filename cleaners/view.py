"""What a rule looks at: a draft's text, its folded key, and its lines."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cleaners.draft import Draft
from cleaners.fold import fold
from cleaners.page import Page

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|$)")
_EDGE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_SENTENCE_END = re.compile("[。!?;…]|[.][”\"]?$")


class Line(NamedTuple):
    """A line of a view: `text[start:end]` with its blank edges off; `next` is where the next line starts."""

    start: int
    end: int
    next: int
    key: str

    @property
    def han(self) -> int:
        """How many Han characters the line holds."""
        return han(self.key)

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as running text: a sentence mark and at least a dozen Han characters."""
        return len(self.key) > 12 and _SENTENCE_END.search(self.key) is not None and self.han >= 12


def han(text: str) -> int:
    """How many Han characters a text holds.

    >>> han("第1名: 張三")
    4
    """
    return len(_HAN.findall(text))


@dataclass(frozen=True)
class View:
    """A draft as the rules of one stage see it. `key` is `text` folded, character for character."""

    page: Page
    draft: Draft

    @property
    def text(self) -> str:
        return self.draft.text

    @cached_property
    def key(self) -> str:
        return fold(self.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that hold any ink, in order."""
        lines, at = [], 0
        for row in self.key.splitlines(keepends=True):
            bare = row.strip().strip(_EDGE).strip()
            if bare:
                start = at + row.index(bare)
                lines.append(Line(start, start + len(bare), at + len(row), bare))
            at += len(row)
        return tuple(lines)
