"""What a marked-up draft says in numbers and words: the balance, the rules at work, the fields that were read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cleaners.fields.table import FIELDS
from cleaners.rulebook import BUILT_IN, Rulebook
from cleaners.speech import Cleaned, Field, Gap, Speech
from flows.explain.families import FAMILIES, family_of
from flows.explain.pieces import cited, joined_tiles

KINDS = {"keep": "保留", "cut": "删去", "lift": "摘出", "respell": "改写", "insert": "补入"}
FLAGS = {
    "no-speech": "没有讲话", "not-chinese": "不是中文", "damaged": "损坏的字符多",
    "review/long-cut": "请复核: 删去了成段的文字", "review/heavy-cut": "请复核: 删去了三成以上",
}  # fmt: skip
_WORDS = {
    "complete": "未见缺失", "truncated": "不全: 只给出了试读部分", "gated": "不全: 有内容要登录、回复或付费才可见",
    "page": "出自原页", "derived": "推断", "supplied": "另外给出", "start": "开头", "middle": "中间", "end": "末尾",
}  # fmt: skip


class Tally(NamedTuple):
    """What one rule did: at how many places (touching ones are one), to how many characters."""

    rule: str
    family: str
    kind: str
    places: int
    chars: int
    why: str


class Fact(NamedTuple):
    """A field of a speech and its value; `source` says where it was read, if it was read off the page."""

    part: int | None
    name: str
    value: str
    source: Field | None


def tallies(done: Cleaned, whys: Mapping[str, str]) -> list[Tally]:
    """The rules at work, by family, in each the busiest first."""
    count, chars = Counter[str](), Counter[str]()
    for tile in joined_tiles(done):
        if tile.new is not None:
            count[tile.rule] += 1
            chars[tile.rule] += tile.end - tile.start or len(tile.new)
    order = list(FAMILIES)
    found = [Tally(r, family_of(r), done.kinds[r], n, chars[r], whys.get(r, "")) for r, n in count.items()]
    return sorted(found, key=lambda t: (order.index(t.family), -t.chars, t.rule))


def balance(done: Cleaned) -> dict[str, int]:
    """How many characters of the page met each fate; all together they are the page."""
    fates = Counter[str]()
    for tile in done.draft.tiles:
        fates["keep" if tile.new is None else done.kinds[tile.rule]] += tile.end - tile.start
    return {kind: fates[kind] for kind in KINDS if fates[kind]}


def equation(done: Cleaned) -> str:
    """The balance as a line: page = kept + cut + lifted + respelled."""
    sum_of = " + ".join(f"{KINDS[kind]} {chars:,}" for kind, chars in balance(done).items())
    return f"原页 {len(done.page.text):,} 字 = {sum_of or '0'}; 清稿 {len(done.draft.text):,} 字"


def name_of(done: Cleaned) -> str:
    """What to call the page."""
    return done.page.source.name or done.page.source.url or "底稿"


def origin(done: Cleaned) -> str:
    """How the page was read, and what came of it."""
    source = done.page.source
    lost = f" · {source.replaced:,} 字无法解读" if source.replaced else ""
    return f"{source.encoding} · {source.media_type}{lost} · {len(done.speeches)} 篇"


def facts(done: Cleaned) -> list[Fact]:
    """Every field that holds something, speech by speech; without a speech, what was read off the page."""
    if not done.speeches:
        return [Fact(None, name, done.page.text[f.start : f.end], f) for (_, name), f in cited(done).items()]
    return [fact for speech in done.speeches for fact in _facts(speech)]


def labels(names: Iterable[str]) -> list[str]:
    """Names of fields in words, in the order of their table.

    >>> labels(["genre", "title"])
    ['标题', '文种']
    """
    return [label_of(name) for name in sorted(names, key=lambda name: [*FIELDS, name].index(name))]


def label_of(name: str) -> str:
    """What a field is called in Chinese."""
    return FIELDS[name].label if name in FIELDS else name


def _facts(speech: Speech) -> Iterator[Fact]:
    for name, value in speech.all_fields():
        if value not in (None, (), False):
            yield Fact(speech.part, name, _said(value), speech.fields.get(name))


def _said(value: object) -> str:
    if isinstance(value, Gap):
        after = "" if value.paragraph is None else f", 第 {value.paragraph + 1} 段之后"
        return f"{_WORDS[value.where]}{after}; 依据: {value.evidence}"
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return "是" if value is True else _WORDS.get(str(value), str(value))


def flags(done: Cleaned) -> list[str]:
    """The flags in words, for those that have any."""
    return [f"{flag} {FLAGS[flag]}" if flag in FLAGS else flag for flag in done.flags]


def whys_of(done: Cleaned, rules: Rulebook = BUILT_IN) -> dict[str, str]:
    """Why, by rule, for every rule that was asked about the page, those of its site included."""
    at_work = rules.at(rules.site_of(done.page)).values()
    return {rule.id: rule.why for stage in at_work for rule in stage}
