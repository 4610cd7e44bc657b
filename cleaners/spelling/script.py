"""From Traditional to Simplified characters, by respellings that each name a rule.

A page is judged first, then each paragraph, for Simplified text must never be converted: in it 干 and 乾, 着 and 著
are told apart already, and a converter would confound them again.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from cleaners.chinese.fold import characters
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule
from cleaners.rules.view import View
from cleaners.spelling import phrases
from cleaners.spelling import zhe as script_zhe
from cleaners.spelling.region import region
from cleaners.spelling.script_table import SIMPLIFIED, TRADITIONAL, VARIANT, VARIANT_SIMPLIFIED

Script = Literal["Hans", "Hant", "mixed", "ja", "unknown"]

# OpenCC takes them for Traditional, but Simplified texts have them too: 乾坤, 宫商角徵羽, 获益甚夥, 毕昇.
_IN_BOTH = frozenset("乾徵夥吒拚捱摺榘菸薹袷醣麴麽昇堃濛陞鉅鍾龢甯邨讎脩藉瞭覆沈")
_TRADITIONAL = frozenset(TRADITIONAL + VARIANT) - _IN_BOTH
_SIMPLIFIED = frozenset(SIMPLIFIED)
_BEYOND = "\U00010000"
_VARIANTS = str.maketrans(VARIANT, VARIANT_SIMPLIFIED)
_VARIANT_CHARACTERS = frozenset(VARIANT)
# A character that speaks for another script than Simplified Chinese. Of those beyond the basic plane any may: one by one
# they would make the search a hundred times slower.
_STRANGE = f"[{''.join(c for c in sorted(_TRADITIONAL) if c < _BEYOND)}\u3041-\u3096\u30a1-\u30fa{_BEYOND}-\U0010ffff]"
_KANA = "[\u3041-\u3096\u30a1-\u30fa]"
_KANA_CHARACTERS = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))
_HAN_OR_KANA = "[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]"
_CLAUSE = "[^。,:;?!、()\uff0c\uff1a\uff1b\uff1f\uff01\uff08\uff09“”「」『』《》]+"
_FEWEST = 3  # this many characters of one script are enough to judge by
_MOSTLY = 0.9
_ENOUGH, _LONG, _HEAD = 6000, 1000, 400
_JAPANESE = 0.05
# A character that is itself the subject, and people of the name 於.
_QUOTED = "(?<=[“‘「『(\uff08])[\u3400-\u9fff](?=[”’」』)\uff09])|於(?=女士|先生|某|氏|[潜潛陵菟])|(?<=姓)於"


class Plan(NamedTuple):
    """What is to become of a view's text, by rule."""

    chars: list[Span]
    words: list[Span]
    strays: list[Span]


def decide(text: str) -> Script:
    """The script of a text, by the characters that only one script has.

    >>> decide("我們要認真總結經驗"), decide("我们要认真总结经验"), decide("我們要认真總結经验"), decide("大家好")
    ('Hant', 'Hans', 'mixed', 'unknown')
    """
    # A sample of a long text, one character in so many, shows as much as the whole.
    text = text[:: 1 + len(text) // _ENOUGH]
    if not _may_be_strange(text) and len(_SIMPLIFIED.intersection(text[:_HEAD])) >= _FEWEST:
        return "Hans"
    found = characters(text)
    if not _KANA_CHARACTERS.isdisjoint(found) and _is_japanese(text):
        return "ja"
    strange, plain = _TRADITIONAL & found, _SIMPLIFIED & found
    if not strange and len(plain) >= _FEWEST:
        return "Hans"
    if not plain and len(strange) >= _FEWEST:
        return "Hant"
    if len(strange) + len(plain) < _FEWEST and sum(map(text.count, strange | plain)) < _FEWEST:
        return "unknown"
    counts = Counter(text)
    traditional, simplified = sum(map(counts.__getitem__, strange)), sum(map(counts.__getitem__, plain))
    if traditional + simplified < _FEWEST:
        return "unknown"
    share = traditional / (traditional + simplified)
    return "Hant" if share >= _MOSTLY else "Hans" if share <= 1 - _MOSTLY else "mixed"


def _may_be_strange(text: str) -> bool:
    """Whether characters of another script may stand in a text: False is sure. Most texts are Simplified, and of a long
    one a search tells so long before its characters are told apart; for a short one it is not worth a pattern.
    """
    return len(text) <= _LONG or compiled(_STRANGE).search(text) is not None


def _is_japanese(text: str) -> bool:
    kana = len(compiled(_KANA).findall(text))
    return kana > _JAPANESE * len(compiled(_HAN_OR_KANA).findall(text))


def _plan(view: View) -> Plan:
    """The plan for a view's text. On a page that is Simplified on the whole, what is respelled by the character is a stray."""
    text = view.text
    if not _may_be_strange(text) or _TRADITIONAL.isdisjoint(characters(text)):
        return Plan([], [], [])
    page = decide(text)
    if page == "ja":
        return Plan([], [], [])
    whole, mingled = _judged(text, page)
    chars, words = _converted(whole, view.key) if whole else ([], [])
    strays = [span for at, line in mingled for span in _strays(at, line)]
    return Plan(chars, words, strays) if page == "Hans" else Plan(sorted(chars + strays), words, [])


def _judged(text: str, page: Script) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The lines that are to be converted whole, and those of Simplified text with Traditional characters in it.

    Each is judged for itself; on a Traditional page, one that tells too little goes with the page.
    """
    whole, mingled, at = list[tuple[int, str]](), list[tuple[int, str]](), 0
    strange = _TRADITIONAL & characters(text)
    for line in text.splitlines(keepends=True) if page != "ja" else ():
        if page == "Hant" or not strange.isdisjoint(line):
            script = decide(line)
            if script == "Hant" or (page == "Hant" and script in ("mixed", "unknown")):
                whole.append((at, line))
            elif script != "ja":
                mingled.append((at, line))
        at += len(line)
    return whole, mingled


def _converted(lines: list[tuple[int, str]], key: str) -> tuple[list[Span], list[Span]]:
    """The respellings of characters and of words in Traditional lines."""
    page = "".join([line for _, line in lines])
    new, end = script_zhe.part(_simplified(page), page), 0
    respelled = deque(phrases.respelled(new, phrases.active(new)) if region(key) == "mainland" else ())
    chars, words = list[Span](), list[Span]()
    for at, line in lines:
        start, end = end, end + len(line)
        left, held = _left_alone(line), list[Span]()
        while respelled and respelled[0].start < end:
            word = respelled.popleft()
            if word.start - start not in left and word.new != new[word.start : word.end]:
                held.append(Span(word.start - start, word.end - start, word.new))
        words += (Span(at + first, at + last, word) for first, last, word in held)
        chars += _stretches(at, line, new[start:end], left, held)
    return chars, words


def _stretches(at: int, old: str, new: str, left: set[int], words: list[Span]) -> Iterator[Span]:
    """The stretches of a line, between the words that are respelled as such, in which it is to read otherwise: by the
    character, but for the places that are left alone.
    """
    if left:
        new = "".join([a if i in left else b for i, (a, b) in enumerate(zip(old, new, strict=True))])
    edges = [0, *(edge for word in words for edge in word[:2]), len(old)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if old[start:end] != new[start:end]:
            yield Span(at + start, at + end, new[start:end])


def _left_alone(line: str) -> set[int]:
    """The places of Japanese that is quoted: clauses with kana in number."""
    if not compiled(_KANA).search(line):
        return set()
    clauses = [m for m in compiled(_CLAUSE).finditer(line) if len(compiled(_KANA).findall(m[0])) > 1]
    return {i for m in clauses for i in range(*m.span())}


def _strays(at: int, line: str) -> Iterator[Span]:
    """Traditional characters that stand among Simplified ones, but for those a text speaks about."""
    spoken_of = {i for m in compiled(_QUOTED).finditer(line) for i in range(*m.span())}
    at_home = {i for i, c in enumerate(line) if c not in _TRADITIONAL}
    yield from _stretches(at, line, _simplified(line), spoken_of | at_home | _left_alone(line), [])


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _simplified(text: str) -> str:
    """A text in Simplified characters, as long as it was; 著 is left for `script_zhe`.

    >>> _simplified("衞生幹部說乾坤")
    '卫生干部说乾坤'
    """
    return _converter()(text if _VARIANT_CHARACTERS.isdisjoint(characters(text)) else text.translate(_VARIANTS))


def _rule(name: str, why: str, spans: Callable[[Plan], list[Span]], by_character: bool) -> Rule:
    def find(view: View) -> list[Span]:
        return spans(view.remembered(Plan, lambda: _plan(view)))

    return Rule(f"script/{name}", "respell", why, find, "script", spells="all", by_character=by_character)


RULES = (
    _rule("phrase", "机器转换时换掉的词，改回原来的说法", lambda plan: plan.words, by_character=False),
    _rule("char", "繁体字改为对应的简体字", lambda plan: plan.chars, by_character=True),
    _rule("stray", "简体文章中夹杂的繁体字，逐字改为简体", lambda plan: plan.strays, by_character=True),
)
