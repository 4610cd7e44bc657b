"""How a browser shows an element of HTML, as far as its tag, its own attributes and the page's style sheets tell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from cleaners.patterns import compiled
from cleaners.readers.html.style_sheets import HIDDEN, SIZE_0, Sheet

_SKIPPED = frozenset(
    "script style title meta noscript template svg select option textarea iframe object embed canvas audio video".split()
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
_OWN_LINE = r"display\s*:\s*block"
_COLOUR = r"(?:^|[;\s])color\s*:\s*([^;!]+)"
_GROUND = r"background(?:-color)?\s*:\s*([^;!]+)"
_NAMED_COLOURS = {"white": "ffffff", "black": "000000", "red": "ff0000", "yellow": "ffff00", "blue": "0000ff"}
# Hidden until the page's own script shows it: an article of WeChat as it is fetched.
_SHOWN_LATER = frozenset(("js_article", "page-content", "img-content", "js_content"))
# Every word starts with a letter, and not with \b, so that a search stops at few places.
_TITLE_CLASS = r"title|headline|subject|biaoti|tit\b(?<=\btit)|ts\b(?<=\bts)"
_ATTRIBUTES = ("class", "id", "style", "hidden", "color", "bgcolor")
_SHAPING, _STYLING = frozenset(_ATTRIBUTES), frozenset(("hidden", "color", "bgcolor"))


# With slots an attribute is read in a tenth of the time that a named tuple takes; each tag reads several. Not frozen,
# as that takes long to make; but nobody changes one: they are shared.
@dataclass(slots=True)
class Look:
    """How an element is shown. `label` is its tag, id and classes as a selector has them: td#postmessage_1.t_f

    `is_odd`: it is skipped, keeps its blanks or sets a ground; `breaks`: it stands on lines of its own; `is_tiny`: its
    own text is of size 0, what is in it may have another;
    `colour` and `ground` are those it sets for its text and behind it, as six hexadecimal digits or as they came;
    `is_veiled`: a style sheet of the page hides it; `may_hide`: any of them may make it unseen; `may_head`: it is
    called a title.
    """

    tag: str
    label: str
    skipped: bool
    is_odd: bool
    breaks: bool
    is_cell: bool
    is_heading: bool
    is_container: bool
    is_named: bool = False
    may_head: bool = False
    may_hide: bool = False
    is_hidden: bool = False
    is_tiny: bool = False
    is_veiled: bool = False
    colour: str = ""
    ground: str = ""


class Looks:
    """The looks of a page's elements: most of them, and most of a site's, are alike, and worked out once.

    `_names` are what the style sheets of the page take from sight, `_seen` the labels that have none of them.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._seen = sheet, set[str]()
        self._names = {compiled("[.#]").split(selector)[1] for selector in sheet.hidden | sheet.tiny}

    def of(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """The look of a tag with its attributes."""
        if _SHAPING.isdisjoint(attributes):
            return plain(tag)
        get = attributes.get
        look = _known(tag, get("class"), get("id"), get("style"), get("hidden"), get("color"), get("bgcolor"))
        return self._in_sheet(look, attributes) if self._names and look.label not in self._seen else look

    def _in_sheet(self, look: Look, attributes: Mapping[str, str]) -> Look:
        """A look after the page's style sheets: few elements have a name that these hide."""
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
        if look.is_named and not self._names.isdisjoint(names):
            return _veiled(look, attributes, self._sheet)
        self._seen.add(look.label)
        return look


@lru_cache(8192)
def _known(tag: str, *values: str | None) -> Look:
    """The look of a tag with the attributes that shape it, in their order."""
    return look_of(tag, {name: value for name, value in zip(_ATTRIBUTES, values, strict=True) if value is not None})


def look_of(tag: str, attributes: Mapping[str, str]) -> Look:
    """The look of a tag with its attributes.

    >>> look = look_of("td", {"id": "zoom", "class": "a b", "style": "Display: none"})
    >>> look.label, look.is_cell, look.is_hidden
    ('td#zoom.a.b', True, True)
    """
    bare = plain(tag)
    if not attributes or bare.skipped:
        return bare
    label = _label(tag, attributes)
    may_head = tag != "a" and label != tag and compiled(_TITLE_CLASS).search(label.lower()) is not None
    is_named = "#" in label or "." in label
    of_tag = (bare.skipped, bare.is_odd, bare.breaks, bare.is_cell, bare.is_heading, bare.is_container)
    look = Look(tag, label, *of_tag, is_named, may_head)
    style = attributes.get("style", "").lower()
    if style or not _STYLING.isdisjoint(attributes) or "jammer" in label:
        return _styled(look, attributes, style)
    return look


def _selectors(tag: str, attributes: Mapping[str, str]) -> set[str]:
    """The simple selectors that an element answers to, in small letters."""
    names = [f".{name}" for name in attributes.get("class", "").lower().split()]
    names += [f"#{attributes['id'].lower()}"] if attributes.get("id") else []
    return {*names, *(tag + name for name in names)}


def _veiled(look: Look, attributes: Mapping[str, str], sheet: Sheet) -> Look:
    """A look as the page's style sheets leave it, where the element's own style does not say otherwise."""
    selectors = _selectors(look.tag, attributes)
    hides, shrinks = not sheet.hidden.isdisjoint(selectors), not sheet.tiny.isdisjoint(selectors)
    if not (hides or shrinks) or look.tag == "body" or attributes.get("id") in _SHOWN_LATER:
        return look
    style = attributes.get("style", "").lower()
    is_veiled = hides and "display" not in style
    is_tiny = look.is_tiny or (shrinks and "font-size" not in style)
    return replace(look, is_veiled=is_veiled, is_tiny=is_tiny, may_hide=look.may_hide or is_veiled or is_tiny)


@cache
def plain(tag: str) -> Look:
    """The look of a tag without attributes. Elements that sites invented (story-text) mostly break lines."""
    breaks = tag in _BLOCKS or tag == "br" or "-" in tag
    skipped, cell = tag in _SKIPPED, tag in ("td", "th")
    return Look(tag, tag, skipped, skipped or tag == "pre", breaks, cell, tag in _HEADINGS, tag in _CONTAINERS)


def _styled(look: Look, attributes: Mapping[str, str], style: str) -> Look:
    is_hidden = _is_hidden(look.tag, attributes, style)
    is_tiny = compiled(SIZE_0).search(style) is not None
    colour = _colour(attributes.get("color", ""), _COLOUR, style) if look.tag in _INLINE else ""
    ground = _colour(attributes.get("bgcolor", ""), _GROUND, style)
    return replace(
        look,
        breaks=look.breaks or compiled(_OWN_LINE).search(style) is not None,
        is_hidden=is_hidden,
        is_tiny=is_tiny,
        colour=colour,
        may_hide=is_hidden or is_tiny or bool(colour),
        ground=ground,
        is_odd=look.is_odd or bool(ground),
    )


def _label(tag: str, attributes: Mapping[str, str]) -> str:
    names = "".join(f".{name}" for name in attributes.get("class", "").split())
    return f"{tag}#{attributes['id']}{names}" if attributes.get("id") else tag + names


def _is_hidden(tag: str, attributes: Mapping[str, str], style: str) -> bool:
    if tag in ("html", "body") or attributes.get("id") in _SHOWN_LATER:
        return False
    jammer = "jammer" in attributes.get("class", "").split()
    return jammer or "hidden" in attributes or bool(style and compiled(HIDDEN).search(style))


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
