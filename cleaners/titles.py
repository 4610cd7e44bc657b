"""Titles: the line of a page's head with most signs of being the title, and its core without trimmings."""

import re
from collections.abc import Iterator

from cleaners.dates import DATE
from cleaners.lazy import compiled
from cleaners.rules import Span
from cleaners.view import Line, View, han, is_prose

GENRE = "讲话稿?|发言稿?|发言提纲|讲话提纲|致辞|致词|祝词|贺词|主持词|开幕词|闭幕词|演讲稿?|党课讲稿|党课|述职报告|工作报告|报告|汇报材料|汇报|总结|表态发言|典型发言|经验材料|交流材料|心得体会|对照检查材料?|检视剖析材料|剖析材料|调研报告|实施方案|工作方案|方案|通知|意见|通报|决定|倡议书|慰问信|公开信|请示|函|纪要|要点|计划|体会|材料|讲稿|范文"
_TITLE_END = rf"(?:{GENRE})(?:\(.{{1,12}}\)|[一二三四五六七八九十\d]+篇?|\d+字)?$"
SALUTATION = r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|同学们|老师们|朋友们|女士们|先生们|代表们|委员们|乡亲们|战友们|大家)[^。;]{0,60}[:,!]?|[^。;,]{1,20}(?:同志们|同志|各位代表|领导)[:!]"
_NUMBERED = (
    r"[\[(【]?(?:[一二三四五六七八九十]+|\d+|第[一二三四五六七八九十]+|篇[一二三四五六七八九十])[、.)\]】:,章节条部]"
)
_FILE_END = r"\.(?:docx?|wps|pdf|pptx?|txt|rtf|html?)(?![A-Za-z])"
_GLUED_TITLE = (
    r"(?P<title>(?:在|关于)[^,。;:!?]{2,50}?(?:会|会议|仪式|大会|活动|典礼|班|现场|论坛|座谈|开学|晚会)上?(?:的)(?:主持|总结|表态|动员|重要)?(?:讲话|发言|致辞|致词|演讲|主持词|报告)稿?)"
    r"(?=[\s]*(?:同志们|各位|尊敬的|今天|刚才|首先|大家|根据|按照|很高兴|非常高兴|值此|这次|女士们|老师们|同学们|朋友们))"
)
_SITE_SUFFIX = r"\s?(?:[_|]|\s-+\s|--+)\s?[\w·\s_\-|]{2,30}(?:网|文库|之家|论坛|资料库|站)"
_LABEL = (
    "楼主|作者|来源|时间|日期|级别|编辑|发布者|发布人|上传者|上传人|热搜|位置|分类|栏目|标签|摘要|关键词|格式|大小|页数"
)
_TITLE_LINE = (
    r"(?:.*[>»›]\s?)?(?:(?:标题|主题|本页主题|文章标题|在线阅读|文档名称|题目)\s?[:|]\s?)?(?:\[[\w ]{1,6}\]\s?)?"
    rf"(?P<title>\S.*?)(?:{_FILE_END}.*|\s?\[复制链接\].*|\s+打印\s?\|.*|{_SITE_SUFFIX})?"
)
META_LABEL = (
    "发布时间|发布日期|发表时间|发表日期|更新时间|更新日期|添加时间|录入时间|上传时间|时间|日期|文章来源|信息来源|稿件来源|内容来源|消息来源|来源|稿源|作者|文章作者|编辑|责任编辑"
    "|录入|发布者|发布人|发布|发布单位|发布机构|信息提供|供稿|撰稿|审核|浏览|浏览量|浏览数|浏览次数|点击|点击数|点击量|点击次数|阅读|阅读量|阅读数|阅读次数|访问量|访问次数|人气|热度"
    "|评论|收藏|推荐度|栏目|所属栏目|分类|类别|类型|所属分类|文章分类|频道|专题|字数|文章编号|投稿人|投稿会员|上传者|文件大小|下载次数"
)
META = (
    rf".{{0,100}}\s(?:{META_LABEL})\s?[:].{{0,100}}|[\[【(•·\s]*(?:{META_LABEL})\s?[:】|].{{0,120}}|.{{0,40}}{DATE}.{{0,40}}(?:{META_LABEL})\s?[:】].{{0,80}}"
    rf"|(?:\S{{1,16}}\s+){{0,3}}(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s.{{0,50}})?"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日 \d{1,2}:\d\d.{0,20}"
)
_SITE_LINE = r"[\w·]{2,12}(?:网|文库|之家|论坛|资料库|题库|书屋|在线|驿站|之窗|门户|平台|频道|网站|社区|天地|园地|沙龙|课堂|宝典|驿路)(?:\s?[-—|_·]\s?.*)?"
_GLUED_LABEL = "文档格式|上传者|页数|大小|发布时间|发布日期|时间|日期|来源|作者|发布者|发布人|编辑|浏览次数|浏览|点击数|点击|阅读|人气|字号|栏目"
_BEFORE_META = (
    rf"(?:.*[>»›]\s?\S{{1,12}}\s+)?(?P<title>\S{{4,60}})\s+(?:(?:{_GLUED_LABEL})\s?[:].*|{DATE}(?:\s.{{0,40}})?)"
)
GLUED_META = (
    rf"(?:[^。!?]{{0,60}}[>»›]\s?[^。!?\s]{{1,12}}\s+)?(?P<title>[^。!?:>]{{4,60}}?)(?:{_FILE_END})?\s*(?:(?:{_GLUED_LABEL})\s?[:][^。!?]{{1,60}}?){{1,6}}"
    r"\s*(?=同志们|各位|尊敬的|女士们|老师们|同学们|朋友们)"
)


def squeezed(key: str) -> str:
    """A title's key without blanks and outer brackets, to compare it by."""
    return re.sub(r"\s", "", key).strip("【】[]《》「」")


def head(view: View) -> list[Line]:
    """The lines above the text: above its first running line or salutation."""
    for line in view.lines:
        if view.free(line) and (
            is_prose(line.key) or (len(line.key) <= 60 and compiled(SALUTATION).fullmatch(line.key))
        ):
            return list(view.lines[: line.number])
    return list(view.lines)


def title(view: View) -> tuple[str, int, int] | None:
    """The title's value and place: a file's name, else the line of the head with most signs of a title.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> page = "在全区消防工作会议上的讲话\\n\\n同志们:\\n今天召开这次会议,主要任务是分析形势、部署工作。"
    >>> title(View(Page(page), Draft.of(page)))
    ('在全区消防工作会议上的讲话', 0, 13)
    """
    rated = [(signs, line) for line in head(view) for signs in [_signs(view, line)] if signs >= 2]
    best = max(rated, key=lambda x: (x[0], -x[1].number), default=None)
    return _core(view, best[1]) if best else _glued(view)


def _core(view: View, line: Line) -> tuple[str, int, int]:
    """A title line without label, path, file ending, buttons, date and the site's name."""
    match = compiled(_BEFORE_META).fullmatch(line.key) or compiled(_TITLE_LINE).fullmatch(line.key)
    start, end = match.span("title") if match else (0, len(line.key))
    return view.text[line.start + start : line.start + end], line.start + start, line.start + end


def _may_be_title(line: Line, key: str) -> bool:
    return (
        han(key) >= 4
        and len(key) <= 70
        and not re.search(r"[。;:,]$|〔\d{4}〕|^\(.*\)$|[▲◆★|]|记者|通讯员|摄影|视觉中国|^【文", key)
        and not compiled(_NUMBERED).match(key)
        and key.count("《") < 2
        and not (len(words := key.split()) >= 4 and len(key) < 5 * len(words))
        and not compiled(rf"(?:{_LABEL})\s?:.*|.{{0,8}}{DATE}.{{0,8}}|[^:]{{1,5}}: ?[\d.]+ ?\S{{0,3}}").fullmatch(key)
    )


def _signs(view: View, line: Line) -> int:
    """How much speaks for a line as the title: a file's name, a word of genre, its return on the page, its place."""
    _, start, end = _core(view, line)
    key = view.key[start:end]
    path = view.claims.get(line.number) == "article/breadcrumb" and compiled(_TITLE_END).search(key)
    if (
        not (path or view.free(line))
        or not _may_be_title(line, key)
        or (compiled(_SITE_LINE).fullmatch(key) and not compiled(_TITLE_END).search(key))
    ):
        return 0
    bare = squeezed(key)
    others = [squeezed(x.key) for x in view.lines if x.number != line.number]
    above = [x for x in view.lines[: line.number] if view.free(x)]
    below = view.lines[line.number + 1 : line.number + 4]
    following = next((x for x in view.lines[line.number + 1 :] if view.free(x)), None)
    return (
        4 * bool(compiled(rf".*{_FILE_END}.*").fullmatch(line.key))
        + (3 if len(bare) >= 7 else 1)
        * any(
            bare == other or other.startswith(bare) or other.endswith(bare) or f"【{bare}】" in other
            for other in others
        )
        + 3 * bool(compiled(_TITLE_END).search(key))
        + 2 * any(not view.free(x) or compiled(META).fullmatch(x.key) for x in below[:1])
        + any(compiled(rf".*(?:{META_LABEL})\s?[:].*{DATE}.*").fullmatch(x.key) for x in below[:2])
        + (not above and any(compiled(rf".*{DATE}.*").fullmatch(x.key) and len(x.key) < 80 for x in below)) * 2
        + bool(re.match("在|关于", key))
        + 2 * (not above and following is not None and _starts_text(following))
    )


def _starts_text(line: Line) -> bool:
    starts = (
        compiled(SALUTATION).fullmatch(line.key)
        or compiled(_NUMBERED).match(line.key)
        or re.match("【.{1,12}】", line.key)
    )
    return is_prose(line.key) or starts is not None


def _glued(view: View) -> tuple[str, int, int] | None:
    """A title that lost its line break and runs into the meta line, the salutation or the first sentence."""
    for line in view.free_prose[:1]:
        match = match_glued_meta(line) or ("上" in line.key[:60] and compiled(_GLUED_TITLE).match(line.key))
        if match and _may_be_title(line, match["title"]):
            start, end = line.start + match.start("title"), line.start + match.end("title")
            return view.text[start:end], start, end
    return None


def glued_meta(view: View) -> Iterator[Span]:
    """Site, path, dates and sources on the line of the first sentence, before it."""
    for line in view.free_prose[:1]:
        match = match_glued_meta(line)
        if match:
            yield Span(line.start, line.start + match.end())


def match_glued_meta(line: Line) -> re.Match[str] | None:
    """What a page says of a text, on the line of its first sentence; most first lines have no label to try."""
    labelled = any(f"{label}:" in line.key[:200].replace(" ", "") for label in _GLUED_LABEL.split("|"))
    return compiled(GLUED_META).match(line.key) if labelled else None
