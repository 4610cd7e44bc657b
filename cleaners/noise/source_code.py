"""Leftovers of a page's source in its text: tags and entities shown as they are, and glosses added against copying."""

from collections.abc import Iterator

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture
from cleaners.rules.view import View

_TAG = (
    r"(?i)</?(?:p|br|div|span|font|b|i|u|em|strong|a|img|table|tbody|tr|td|th|ul|ol|li|h[1-6]|center|hr|o:p|script|style|input|iframe)"
    r"(?:\s[^<>\n]{0,400})?\s?/?>"
)
_ENTITY = r"(?i)&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,4});"
_SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}"
_GLOSS = rf"(?<=[\u3400-\u9fff])\(\s?{_SYLLABLE}\s?\)"


def tags(view: View) -> Iterator[Span]:
    """Tags that stand in the text as text."""
    if "<" in view.text:
        yield from (Span(*m.span()) for m in compiled(_TAG).finditer(view.text))


def entities(view: View) -> Iterator[Span]:
    """Entities that were not resolved, with what they stand for.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> [s.new for s in entities(View(Page("A&amp;B&ldquo;"), Draft.of("A&amp;B&ldquo;")))]
    ['&', '“']
    """
    if "&" not in view.text:
        return
    from html import unescape

    for match in compiled(_ENTITY).finditer(view.text):
        new = unescape(match[0])
        if new != match[0]:
            yield Span(*match.span(), new)


def glosses(view: View) -> Iterator[Span]:
    """Pinyin behind single characters, 學(xué), where a page has five or more."""
    found = list(compiled(_GLOSS).finditer(view.key)) if view.key.count("(") >= 5 else []
    if len(found) >= 5:
        yield from (Span(*m.span()) for m in found)


RULES = furniture(
    Rule("markup/tag", "cut", "网页源码的标签, 当成文字留了下来", tags, "inline", _TAG),
    Rule("markup/entity", "respell", "网页源码的实体, 还原成它代表的字符", entities, "inline", _ENTITY),
    Rule("markup/pinyin", "cut", "镜像网站插在字后的拼音", glosses, "inline", _GLOSS),
)
