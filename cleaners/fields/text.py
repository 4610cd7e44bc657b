"""Fields from the fair text itself: genre, occasion, level, organ, the speaker's role, the day of delivery.

Read from the fair text and its title, with high precision first: a fact that the text does not state is not
given. Every fact cites the place it was read from.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from cleaners.chinese.dates import DATE, iso
from cleaners.chinese.fold import fold
from cleaners.chinese.signs import is_salutation
from cleaners.fields.table import SUBTITLE
from cleaners.patterns import compiled
from cleaners.rules.found import Reading
from cleaners.rules.rule import Rule
from cleaners.rules.view import View


class Fact(NamedTuple):
    """A fact, and where it stands: at `start` to `end` of the body, or of another field that `place` names."""

    value: str
    place: str
    start: int
    end: int


class Text:
    """The text of a speech, and what the page gives of it: title, subtitle, heading, author, by name."""

    def __init__(self, named: Mapping[str, str], body: str) -> None:
        self.named = named
        self.body = body
        self.key = fold(body)

    @cached_property
    def occasion(self) -> Fact | None:
        """The meeting: named in the title or under it, else called in the first sentences."""
        return _occasion(self.named, self.body, self.key)

    @property
    def first_line(self) -> str:
        return self.key.partition("\n")[0]


# The last of these words in a title names the genre.
_GENRES = {
    "主持词|主持讲话提纲|主持讲话|主持稿": "主持词",
    "表态发言|表态讲话": "表态发言",
    "致辞|致词|祝词|祝辞|贺词|贺信|欢迎辞|欢迎词|答谢词|开幕词|闭幕词": "致辞",
    "述职述廉报告|述职述责报告|述职述德述廉报告|述职报告|述职": "述职",
    "党课讲稿|党课": "党课",
    "心得体会|学习体会|体会文章|读后感|观后感": "心得体会",
    "对照检查材料|对照检查|检视剖析材料|剖析材料|检查材料": "对照检查",
    "调研报告|调查报告|考察报告": "调研报告",
    "经验材料|经验交流材料|经验交流|典型材料|交流材料|交流发言|典型发言|经验发言": "经验材料",
    "汇报材料|汇报提纲|情况汇报|工作汇报|汇报": "汇报",
    "工作总结|年终总结|总结报告|总结": "总结",
    "实施方案|工作方案|行动方案|方案": "方案",
    "通知|通告|公告": "通知",
    "讲话稿|讲话提纲|讲话|讲稿|演讲稿|演讲": "讲话",
    "发言稿|发言提纲|发言": "发言",
}
_GENRE_BY_WORD = {word: genre for words, genre in _GENRES.items() for word in words.split("|")}
_MEETING = (
    "会议|大会|全会|例会|年会|晚会|座谈会|说明会|发布会|听证会|培训会|动员会|部署会|推进会|总结会|表彰会|欢送会|欢迎会|恳谈会|交流会|调度会|现场会|研讨会|报告会|誓师会|茶话会"
    "|代表会|家长会|班会|讲评会|约谈会|联席会|论坛|培训班|研讨班|学习班|轮训班|开班式|开学典礼|毕业典礼|典礼|仪式|开幕式|闭幕式|启动式|揭牌式|签约式|宣誓式|活动|调研时|集会"
)
_WORDS = "|".join(sorted(_GENRE_BY_WORD, key=len, reverse=True))
_SPOKEN = "讲话|发言|致辞|致词|主持词|演讲|表态|材料|心得|体会|报告"
_TITLE_OCCASION = rf"在(?P<occasion>(?!这次|此次)[^,。;:]{{2,50}}?)(?:上|中|时)?的?(?:主持|总结|动员|重要|汇报|主旨)?(?:{_WORDS})(?:\([^()]{{1,16}}\))?$"
_NAMED_OCCASION = rf"^(?:.{{2,4}}同志)?(?:参加|观看|出席)?(?P<occasion>[^,。;:—]{{2,40}}(?:{_MEETING}))(?:领导|总结|动员|经验|主持)?(?:{_SPOKEN})"
_SUBTITLE_OCCASION = rf"^[—\-]*(?:在)?(?P<occasion>.+?(?:{_MEETING}))(?:上|的|$)"
_CALLED = (
    r"(?:召开|举行|举办|召集|组织召开|迎来(?:了)?|参加|出席)(?:的|了|这次|本次|此次)?(?P<occasion>(?!这次|本次|此次|的)[^,。;:!?“”‘’《》]{2,34}?"
    rf"(?:{_MEETING}))(?=[,。;:!?、]|$|的|上|,)"
)
_LEVELS = {"省": "省", "市": "市", "州": "州", "区": "区", "县": "县", "镇": "乡镇", "乡": "乡镇"}
_ORGANS = {"党委": "党委", "政府": "政府", "人大": "人大", "政协": "政协", "纪检监察": "纪委", "纪委": "纪委"}
_REDACTED = r"(?<![A-Za-z])[xX×]{2,30}(?![A-Za-z])|(?:19|20)[xX×]{2}年|[\u4e00-\u9fff]?某某|[○〇]{2,}|\*{2,}|(?<![A-Za-z])[XＸ×](?=[县市区局镇乡村])"
_REDACTED_HINTS = (
    "xx",
    "XX",
    "Xx",
    "××",
    "某某",
    "○○",
    "〇〇",
    "**",
    "X县",
    "X市",
    "X区",
    "X局",
    "X镇",
    "X乡",
    "X村",
    "×",
)
_ROLE = r"(?:书记|主任|局长|县长|市长|区长|省长|州长|镇长|乡长|校长|院长|部长|主席|秘书长|会长|经理|董事长|处长|科长|所长|厅长|大队长|支队长|站长|检察长|行长|社长|班长|组长|队长)"
_OWN_LEVEL = "全(?P<level>[省市州区县镇乡])"
_FIRST_LEVEL = "(?P<level>[省市州区县镇乡])(?![场域民别村])"
# A place by name, 云河县; not the 市 of 城市 nor the 区 of 社区.
_PLACE_LEVEL = "(?:^|关于|在)[\u4e00-\u9fff]{2,4}?(?<![城超都])(?P<level>[省市州县])(?![场域民别])"
_CALLER = "(?:^|[,。:\n])(?:今天,?)?(?P<organ>[省市州区县镇]委|党委|[省市州区县镇]政府)(?:研究)?(?:决定)?(?:在此)?(?:召开|举行|举办)"
_HELD = rf"(?:在|我)(?:我)?担任(?P<role>[^,。;]{{0,12}}?{_ROLE})"
_DELIVERED = rf"今天是(?P<date>{DATE})"


def derived_title(text: Text) -> Fact | None:
    """A title for a speech that has none, of the occasion that it names itself; a part of a collection has its heading.

    >>> derived_title(Text({}, "同志们：\\n今天，县委召开全县宣传工作会议，主要任务是总结工作。")).value
    '在全县宣传工作会议上的讲话'
    """
    nameless = not text.named.keys() & {"title", "heading"} and is_salutation(text.first_line)
    occasion = text.occasion if nameless else None
    return occasion._replace(value=f"在{occasion.value}上的讲话") if occasion else None


def is_redacted(text: str) -> bool:
    """Whether the source itself hides names and numbers: XX县, 20xx年, 某某同志."""
    hinted = any(hint in text for hint in _REDACTED_HINTS)
    return hinted and compiled(_REDACTED).search(text) is not None


def genre_of(title: str) -> tuple[str, int, int] | None:
    """The genre that a title names, and the place of the word.

    >>> genre_of("在全市工作会议上的表态发言")
    ('表态发言', 9, 13)
    """
    found = list(compiled(_WORDS).finditer(title)) if title else []
    return (_GENRE_BY_WORD[found[-1][0]], *found[-1].span()) if found else None


def genre(text: Text) -> Fact | None:
    """The genre by the words of the title, else of the heading; without either, a text with a salutation is a 讲话."""
    for place in ("title", SUBTITLE, "heading"):
        found = genre_of(text.named.get(place, ""))
        # A collection calls anything that is spoken a 发言稿.
        if found and not (place == "heading" and found[0] in ("讲话", "发言")):
            return Fact(found[0], place, *found[1:])
    key, first = text.key, text.first_line
    if "值此" in key[:300] and (
        match := compiled("值此(?>.{2,40}?之际).{0,60}(?:祝贺|祝愿|欢迎|问候)").search(key, 0, 300)
    ):
        return Fact("致辞", "body", *match.span())
    if "author" in text.named and not is_salutation(first):
        return Fact("文章", "author", 0, 0)
    if is_salutation(first) or re.match("同志们[,:]", first):
        return Fact("讲话", "body", 0, len(first))
    return None


def _occasion(named: Mapping[str, str], body: str, key: str) -> Fact | None:
    for place, pattern in (("title", _TITLE_OCCASION), ("title", _NAMED_OCCASION), (SUBTITLE, _SUBTITLE_OCCASION)):
        text = named.get(place, "")
        match = compiled(pattern).search(fold(text)) if text else None
        if match:
            start, end = match.span("occasion")
            return Fact(text[start:end], place, start, end)
    match = compiled(_CALLED).search(key, 0, 600)
    return Fact(body[slice(*match.span("occasion"))], "body", *match.span("occasion")) if match else None


def level(text: Text) -> Fact | None:
    """The level of government: of the occasion or the title, else the level that the text often calls its own."""
    occasion, title, key = text.occasion, text.named.get("title", ""), text.key
    if occasion:
        match = compiled(_OWN_LEVEL).search(occasion.value) or compiled(_FIRST_LEVEL).match(occasion.value)
        if match:
            at = occasion.start + match.start("level")
            return Fact(_LEVELS[match["level"]], occasion.place, at, at + 1)
    match = (compiled(_OWN_LEVEL).search(title) or compiled(_PLACE_LEVEL).search(title)) if title else None
    if match:
        return Fact(_LEVELS[match["level"]], "title", *match.span("level"))
    best = _leading(m["level"] for m in compiled("[全我](?P<level>[省市州区县镇乡])(?!场|域|局|部)").finditer(key))
    match = compiled(f"[全我](?P<level>{best})").search(key) if best else None
    return Fact(_LEVELS[match["level"]], "body", *match.span("level")) if match else None


def _leading(words: Iterable[str]) -> str | None:
    """The word that stands three times or more, and twice as often as any other."""
    best = Counter(words).most_common(2)
    clear = best and best[0][1] >= 3 and (len(best) < 2 or best[0][1] >= 2 * best[1][1])
    return best[0][0] if clear else None


def organ(text: Text) -> Fact | None:
    """The organ that speaks: the one whose 系统 the text is about, else the one that called the meeting."""
    system = _leading(m[1] for m in compiled("(党委|政府|人大|政协|纪检监察)系统").finditer(text.key))
    if system:
        at = text.key.index(system + "系统")
        return Fact(_ORGANS[system], "body", at, at + len(system))
    match = compiled(_CALLER).search(text.key, 0, 300)
    caller = "政府" if match and match["organ"].endswith("政府") else "党委"
    return Fact(caller, "body", *match.span("organ")) if match else None


def role(text: Text) -> Fact | None:
    """The speaker's office, where the speaker says of himself that he holds it."""
    key = text.key
    match = compiled(_HELD).search(key, 0, 2000) if "担任" in key[:2000] else None
    if match is None:
        return None
    sentence = key[: match.end()].rpartition("。")[2] + key[match.end() :].partition("。")[0]
    start, end = match.span("role")
    return Fact(text.body[start:end], "body", start, end) if "我" in sentence else None


def event_date(text: Text) -> Fact | None:
    """The day of delivery, where the text says 今天是 and a whole date."""
    match = compiled(_DELIVERED).search(text.key, 0, 400) if "今天是" in text.key[:400] else None
    day = iso(match["date"]) if match else None
    return Fact(day[0], "body", *match.span("date")) if match and day else None


def _texts(view: View) -> list[Text]:
    return view.remembered(Text, lambda: [Text(part.known, view.text[part.start : part.end]) for part in view.parts])


def _read(name: str, id: str, why: str, find: Callable[[Text], Fact | None]) -> Rule:
    """A rule that reads a fact off the text of each part; it stays in the text that states it."""

    def read(view: View) -> Iterator[Reading]:
        for number, (part, text) in enumerate(zip(view.parts, _texts(view), strict=True)):
            fact = find(text)
            if fact and fact.place == "body":
                yield Reading(name, fact.value, part.start + fact.start, part.start + fact.end, number)
            elif fact:
                yield Reading(name, fact.value, 0, 0, number, cites=fact.place)

    return Rule(id, "read", why, read, "facts")


RULES = (
    _read("title", "text/title", "没有标题的讲话: 由它自己所说的场合推出", derived_title),
    _read("genre", "text/genre", "文种: 由标题的用语, 否则由称呼认定", genre),
    _read("occasion", "text/occasion", "场合: 标题或开头所说的会议、活动", lambda text: text.occasion),
    _read("level", "text/level", "层级: 标题、场合或全文反复自称的省市县", level),
    _read("organ", "text/organ", "机关: 全文所说的系统, 或召集会议的机关", organ),
    _read("speaker_role", "text/role", "讲话人的职务: 讲话人自己说担任的职务", role),
    _read("event_date", "text/event-date", "讲话的日期: 正文所说的今天", event_date),
)
