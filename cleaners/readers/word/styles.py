"""What the properties and styles of a Word file's elements mean for the text, such as that it is hidden."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = TypeVar("T")
_OFF = {"0", "false", "off", "none"}


def value(element: "Element | None", *path: str) -> str | None:
    """The w:val at the end of a path of children; None where the path breaks off, "" where there is no w:val.

    >>> from docx.oxml.parser import parse_xml
    >>> value(parse_xml(f'<w:rPr xmlns:w="{W[1:-1]}"><w:sz w:val="32"/></w:rPr>'), "sz")
    '32'
    """
    for name in path:
        element = None if element is None else element.find(W + name)
    return None if element is None else str(element.get(W + "val", ""))


def switch(element: "Element | None", *path: str) -> bool | None:
    """Whether a property that is on or off is on; None where nothing is said."""
    said = value(element, *path)
    return None if said is None else said not in _OFF


def whole_number(text: str | None, default: int) -> int:
    """A number as attributes write it; the default where it is none, or out of all proportion."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


class Styles:
    """The styles of a document, by id. Without a styles part nothing is said."""

    def __init__(self, root: "Element | None" = None) -> None:
        styles = () if root is None else root.findall(W + "style")
        self._styles: dict[str | None, Element] = {style.get(W + "styleId"): style for style in styles}
        self._hidden = dict[str, bool | None]()

    def chain(self, style: str | None) -> Iterator["Element"]:
        """A style and those that it is based on, nearest first; a circle ends where it closes."""
        seen = set[str]()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style], "basedOn")

    def hides(self, style: str | None) -> bool:
        """Whether text of a style is hidden."""
        return self.nearest(style, lambda each: switch(each, "rPr", "vanish"), self._hidden) or False

    def nearest(self, style: str | None, ask: Callable[["Element"], T | None], known: dict[str, T | None]) -> T | None:
        """What a style says, or else the nearest that says anything of those it is based on. `known` is what they were
        found to say before: each is asked once, however many styles are based on it.
        """
        asked, said = list[str](), None
        for each in self.chain(style):
            name = each.get(W + "styleId", "")
            if name in known:
                said = known[name]
                break
            asked.append(name)
            said = ask(each)
            if said is not None:
                break
        known.update(dict.fromkeys(asked, said))
        return said
