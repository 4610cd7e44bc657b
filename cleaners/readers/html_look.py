"""How a browser shows an element of HTML, as far as its tag and its own attributes tell."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from cleaners.lazy import compiled

_SKIPPED = frozenset(
    "script style title meta noscript template svg select option textarea iframe object embed head canvas audio video".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section summary table tbody thead tr ul".split()
)
_CONTAINERS = frozenset(
    "article blockquote body center div dd dl fieldset font form li main ol p pre section span table tbody td tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_INLINE = frozenset("font span i em b strong a u small sub sup".split())
_HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden"
_SIZE_0 = r"font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
_OWN_LINE = r"display\s*:\s*block"
_COLOUR = r"(?:^|[;\s])color\s*:\s*([^;!]+)"
_GROUND = r"background(?:-color)?\s*:\s*([^;!]+)"
_NAMED_COLOURS = {"white": "ffffff", "black": "000000", "red": "ff0000", "yellow": "ffff00", "blue": "0000ff"}
# What a page's own script shows once it has loaded: an article of WeChat as it is fetched.
_SHOWN_LATER = frozenset(("js_article", "page-content", "img-content", "js_content"))
_TITLE_CLASS = r"title|headline|subject|biaoti|\btit\b|\bts\b"
_STYLING = frozenset(("hidden", "color", "bgcolor"))


class Look(NamedTuple):
    """How an element is shown. `label` is its tag, id and classes as a selector has them: td#postmessage_1.t_f

    `breaks`: it stands on lines of its own; `is_tiny`: its own text is of size 0, what is in it may have another;
    `colour` and `ground` are those it sets for its text and behind it, as six hexadecimal digits or as they came;
    `may_hide`: any of them may make it unseen; `may_head`: it is called a title.
    """

    tag: str
    label: str
    skipped: bool
    breaks: bool
    is_cell: bool
    is_heading: bool
    is_container: bool
    is_named: bool = False
    may_head: bool = False
    may_hide: bool = False
    is_hidden: bool = False
    is_tiny: bool = False
    colour: str = ""
    ground: str = ""


class Looks:
    """The looks of a page's elements, each worked out once: most of a page's elements are alike."""

    def __init__(self) -> None:
        self._known = dict[object, Look]()

    def of(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """The look of a tag with its attributes."""
        key: object = tag
        if attributes:
            get = attributes.get
            key = (tag, get("class"), get("id"), get("style"), "hidden" in attributes, get("color"), get("bgcolor"))
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = look_of(tag, attributes)
        return look


def look_of(tag: str, attributes: Mapping[str, str]) -> Look:
    """The look of a tag with its attributes.

    >>> look = look_of("td", {"id": "zoom", "class": "a b", "style": "Display: none"})
    >>> look.label, look.is_cell, look.is_hidden
    ('td#zoom.a.b', True, True)
    """
    plain = _plain(tag)
    if not attributes or plain.skipped:
        return plain
    label = _label(tag, attributes)
    may_head = tag != "a" and label != tag and compiled(_TITLE_CLASS).search(label.lower()) is not None
    look = plain._replace(label=label, is_named="#" in label or "." in label, may_head=may_head)
    style = attributes.get("style", "").lower()
    if style or not _STYLING.isdisjoint(attributes) or "jammer" in label:
        return _styled(look, attributes, style)
    return look


@cache
def _plain(tag: str) -> Look:
    """The look of a tag without attributes. Elements that sites invented (story-text) mostly break lines."""
    breaks = tag in _BLOCKS or tag == "br" or "-" in tag
    return Look(tag, tag, tag in _SKIPPED, breaks, tag in ("td", "th"), tag in _HEADINGS, tag in _CONTAINERS)


def _styled(look: Look, attributes: Mapping[str, str], style: str) -> Look:
    is_hidden = _is_hidden(look.tag, attributes, style)
    is_tiny = compiled(_SIZE_0).search(style) is not None
    colour = _colour(attributes.get("color", ""), _COLOUR, style) if look.tag in _INLINE else ""
    return look._replace(
        breaks=look.breaks or compiled(_OWN_LINE).search(style) is not None,
        is_hidden=is_hidden,
        is_tiny=is_tiny,
        colour=colour,
        may_hide=is_hidden or is_tiny or bool(colour),
        ground=_colour(attributes.get("bgcolor", ""), _GROUND, style),
    )


def _label(tag: str, attributes: Mapping[str, str]) -> str:
    names = "".join(f".{name}" for name in attributes.get("class", "").split())
    return f"{tag}#{attributes['id']}{names}" if attributes.get("id") else tag + names


def _is_hidden(tag: str, attributes: Mapping[str, str], style: str) -> bool:
    if tag in ("html", "body") or attributes.get("id") in _SHOWN_LATER:
        return False
    jammer = "jammer" in attributes.get("class", "").split()
    return jammer or "hidden" in attributes or bool(style and compiled(_HIDDEN).search(style))


def _colour(attribute: str, pattern: str, style: str) -> str:
    """The colour that the style gives, else the attribute; empty where neither does.

    >>> _colour("#FFF", _COLOUR, ""), _colour("", _COLOUR, "color: rgb(255, 255, 255)")
    ('ffffff', 'ffffff')
    """
    found = compiled(pattern).search(style) if style else None
    value = (found[1] if found else attribute).strip().lower().lstrip("#")
    if value.startswith("rgb("):
        return "".join(f"{min(255, int(part)):02x}" for part in compiled(r"\d{1,3}").findall(value)[:3])
    value = _NAMED_COLOURS.get(value, value)
    return "".join(2 * digit for digit in value) if len(value) == 3 else value
