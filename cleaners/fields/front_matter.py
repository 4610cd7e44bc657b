"""Fields from a document's front matter: the lines under its title with the day, office, name or a subtitle.

These lines are the document's own, but no part of the speech as it was delivered: they are lifted into fields.
"""

import re
from collections.abc import Callable, Iterator

from cleaners.chinese.characters import squeezed
from cleaners.chinese.dates import NUMERAL_DATE, iso
from cleaners.chinese.fold import fold
from cleaners.fields.table import SUBTITLE
from cleaners.fields.titles import head
from cleaners.patterns import compiled
from cleaners.rules.found import Reading, Span
from cleaners.rules.rule import Found, Rule, whole
from cleaners.rules.view import Line, Part, View

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺"
    "顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁"
    "蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_OFFICE = (
    "书记|主任|局长|县长|市长|区长|省长|州长|镇长|乡长|村长|校长|院长|部长|主席|秘书长|会长|理事长|总经理|经理|董事长|处长|科长|股长|所长|厅长|司长|部长|委员|常委|组长|队长|大队长|支队长|站长"
    "|司令员|政委|政治委员|检察长|行长|社长|馆长|台长|厂长|总工程师|总监|教授|研究员|老师|班主任|班长|干部|代表|调研员|巡视员|专员|督导员|指导员|负责人"
)
_NAME = rf"[{_SURNAMES}]\s{{0,3}}[\u4e00-\u9fff](?:\s{{0,3}}[\u4e00-\u9fff])?|[\u4e00-\u9fff]某某?|[\u4e00-\u9fff]{{2,4}}·[\u4e00-\u9fff]{{2,5}}"
_SPEAKER_LINE = rf"[(]?(?P<role>[\u4e00-\u9fff、·\s]{{0,28}}(?:{_OFFICE}))\s*+[:]?\s*+(?P<name>{_NAME})(?:同志)?[)]?"
_LABELLED = rf"(?:主讲人|讲话人|发言人|演讲人|演讲者|主讲|报告人|致辞人|主持人|讲课人|宣讲人|述职人)\s?[:]\s?(?P<role>[\u4e00-\u9fff、]{{2,20}}(?:{_OFFICE})\s*)?(?P<name>{_NAME})"
_NAME_LINE = rf"[(]?(?P<role>)(?P<name>{_NAME})(?:同志)?[)]?"
_DATE_LINE = rf"[(]?\s?(?:时间\s?[:]\s?)?(?P<date>{NUMERAL_DATE})\s?[)]?"
_ORGANISATION = (
    r"[\u4e00-\u9fff]{2,16}(?:课题组|调研组|编写组|写作组|研究室|办公室|委员会|政府|总工会|党支部|党委|局|厅|处)"
)
_LONGEST = 70
_SUBTITLE = r"[—\-]{1,4}\s?.{4,60}"
_GLUED = rf"(?:\s?[(]\s?(?P<date>{NUMERAL_DATE})\s?[)])?\s*(?P<name>{_NAME})?(?:同志)?"
_IN_TITLE = rf"(?P<name>{_NAME})同志在"


def find(view: View) -> Iterator[Found]:
    """The lines under each title that say when, who, and what the title leaves out."""
    for number, part in enumerate(view.parts):
        yield from _title_line(view, number)
        above = [line for line in head(view, part) if view.free(line) and len(line.key) <= _LONGEST]
        for line in above:
            if _under_title(part, line):
                yield from _front_line(view, number, line)


def _under_title(part: Part, line: Line) -> bool:
    title = part.fields.get("title")
    return line.start > title.end if title else True


def _title_line(view: View, part: int) -> Iterator[Found]:
    """What stands behind the title on its own line, and the name that a title begins with."""
    title = view.parts[part].fields.get("title")
    line = view.line_at(title.start) if title else None
    if title is None or line is None:
        return
    rest = compiled(_GLUED).fullmatch(view.key, title.end, line.end)
    if rest and title.end < line.end:
        yield from _readings(view, part, rest, "date", "name")
        yield Span(title.end, line.end)
    named = compiled(_IN_TITLE).match(view.key, title.start)
    if named:
        yield from _readings(view, part, named, "name")


def _front_line(view: View, part: int, line: Line) -> Iterator[Found]:
    dated = compiled(_DATE_LINE).fullmatch(view.key, line.start, line.end)
    if dated:
        yield from _readings(view, part, dated, "date")
        yield whole(line)
        return
    titled = "title" in view.parts[part].fields
    patterns = (_LABELLED, _SPEAKER_LINE, *((_NAME_LINE,) if titled else ()))
    spoken = next((m for p in patterns if (m := compiled(p).fullmatch(view.key, line.start, line.end))), None)
    if spoken:
        yield from _readings(view, part, spoken, "name", "role")
        yield whole(line)
    elif titled and compiled(_ORGANISATION).fullmatch(line.key):
        yield Reading("author", view.text[line.start : line.end], line.start, line.end, part)
        yield whole(line)
    elif titled and compiled(_SUBTITLE).fullmatch(line.key):
        yield Reading(SUBTITLE, view.text[line.start : line.end], line.start, line.end, part)
        yield whole(line)


def _readings(view: View, part: int, match: re.Match[str], *groups: str) -> Iterator[Reading]:
    """What the groups of a match give: a whole day, a name without the blanks between its characters, an office."""
    for group in groups:
        start, end = match.span(group)
        raw = view.text[start:end].strip() if start >= 0 else ""
        value = _NORMAL[group](raw)
        if value:
            yield Reading(_FIELD[group], value, start, start + len(raw), part)


def _day(text: str) -> str:
    day = iso(fold(text)) if text else None
    return day[0] if day else ""


_FIELD = {"date": "event_date", "name": "speaker", "role": "speaker_role"}
_NORMAL: dict[str, Callable[[str], str]] = {"date": _day, "name": squeezed, "role": str}

RULES = (Rule("front/matter", "lift", "标题下的日期、职务、姓名和副题, 记入字段", find),)
