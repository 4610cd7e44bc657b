"""Messages that a page has for its visitor: scripts are switched off, please wait, this page is gone."""

from collections.abc import Iterator

from cleaners.chinese.characters import han
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.patterned import hinted, hints_for, line_rule
from cleaners.rules.rule import Rule, any_of, furniture
from cleaners.rules.view import View

_BROWSER = any_of(
    r".{0,16}浏览器(?:的?版本)?(?:过低|太低|较低|过旧|太旧|已?不再|暂?不支持|不兼容|已?禁用|未启用|没有启用|未开启|没有开启|已?关闭)了?.{0,80}",
    r"[^。;!?]{0,16}(?:请|需要?|必须)(?:您|你)?(?:先|在浏览器中|在浏览器里)?(?:启用|开启|打开|允许)"
    r"(?:(?:浏览器的?|使用)?\s?(?:JavaScript|javascript|JS|Cookies?|cookies?)|浏览器.{0,4}脚本).{0,60}",
    r"(?:您|你)?(?:需要|必须|请)?(?:下载|安装|升级)(?:最新的?|新版的?)?.{0,6}(?:Flash|flash|浏览器).{0,60}",
    r"(?:本|此|该)?(?:页面|网页|框架|功能|视频|音频)(?:需要|使用|采用)了?.{0,12}(?:JavaScript|javascript|脚本|框架|Flash).{0,60}",
    r"Your browser does(?: not|n't) support.{0,60}",
    r"(?:正在|页面|内容|数据|图片|视频)?\s?(?:努力|拼命)?加载(?:中|失败)?(?:,?请(?:稍后|稍候|稍等|耐心等待|重试|刷新).{0,8})?\s?[.…。]*",
)
_RATING = (
    "非常满意|很满意|比较满意|基本满意|不太满意|不满意|满意|一般|很有用|有用|没用|有帮助|没帮助|没有帮助|好评|中评|差评"
)
_PROMPT = any_of(
    r"[\[【]?(?:点击|单击|轻触|滑动|长按)(?:此处|这里|上方|下方|左侧|右侧|屏幕|封面)?(?:图片|大图|原图|视频|音频)?.{0,4}"
    r"(?:大图|原图|图片|下一[页张]|播放|收听|观看|放大)[^。;!?]{0,10}[\]】]?",
    r"请?(?:打开|下载|安装|使用|前往|进入)[\w·“”]{0,10}(?:APP|App|app|客户端|小程序),?\s?(?:即?可)?(?:查看|阅读|看|收听|观看|继续|体验|参与)[^。;!?]{0,20}",
    r"请?(?:用手机|手机上?|在手机上|扫码)(?:看|阅读|浏览|观看|打开|访问)(?:本文|全文|此文|更多)[^。;!?]{0,12}",
    r"[>»\s]*点击(?:查看|阅读|进入|了解)(?:更多|详情|全部)[^。;!?]{0,12}[<«\s]*",
    r"(?:您|你)对(?:本文|此文|该文|本页面?|此信息|该信息|本信息)的?(?:评价|满意度|看法).{0,12}",
    rf".{{0,4}}(?:本文|文章|内容|信息|页面)(?:是否)?对(?:您|你)(?:有没有|有无|有)(?:所)?(?:帮助|用处?)吗?\??[\s\d()]*(?:(?:{_RATING})[\s\d()票%]*)*",
    rf"(?:(?:{_RATING})[\s\d()票%]*){{2,}}",
    r"[^。]{0,30}(?:打赏|赞赏)(?:一下)?(?:作者|支持|我|吧).{0,20}|.{0,24}随意打赏.{0,30}|您的支持将?(?:鼓励|激励)我继续.{2,12}",
    r"还(?:可以|能)输入\s?\d+\s?个?字.{0,10}",
    r"\S{0,10}\s?\d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d.{0,12}",
)
_PLACE = "页面|网页|内容|文章|文档|帖子|主题|链接|地址|资源|信息|版块"
_VISITED = "访问|浏览|查找|查看|请求|打开|寻找"
_GONE = any_of(
    rf".{{0,12}}(?:抱歉|对不起|很遗憾|不好意思|您|你|404|该|此).{{0,16}}(?:{_PLACE}).{{0,6}}(?:不存在|已不存在|已经?被?(?:删除|移除|下架|转移)"
    r"|已?(?:失效|过期)|找不到了?|无法(?:访问|显示|打开|找到)|走丢了?|飞走了?).{0,40}",
    rf".{{0,12}}(?:找不到|未找到|没有找到|无法找到)(?:了)?(?:您|你)?(?:所|要|想|想要)?(?:{_VISITED})?的?(?:{_PLACE}).{{0,40}}",
    r"(?:错误)?\s?(?:403|404|500|502|503)\s?(?:Not Found|not found|NOT FOUND|Error|error|Forbidden|错误)[-_,:!。]?.{0,30}",
)
_BESIDE = 80
_GONE_HINTS = hints_for("page/gone", _GONE)


def gone(view: View) -> Iterator[Span]:
    """Everything, where a page says that the page asked for is not there, and little else."""
    said = [x for x in hinted(view, _GONE_HINTS, 80) if compiled(_GONE).fullmatch(x.key)]
    numbers = {x.number for x in said}
    if said and sum(han(x.key) for x in view.free_prose if x.number not in numbers) <= _BESIDE:
        yield Span(0, len(view.text))


RULES = furniture(
    line_rule(
        "page/browser",
        "对访客浏览器的提示: 请启用脚本、升级浏览器、正在加载",
        _BROWSER,
        cuts=[
            "您的浏览器版本过低,请升级",
            "请启用javascript以获得更好的浏览体验",
            "请下载最新版Flash播放器",
            "本页面使用了框架",
            "Your browser does not support the video tag.",
            "视频加载中...",
        ],
        keeps=["有的老人连浏览器是什么都不知道", "第一步,请启用脚本开关", "加载了两车化肥"],
        longest=120,
    ),
    line_rule(
        "page/prompt",
        "对访客的提示: 点击看大图、打开客户端、播放器的时间",
        _PROMPT,
        cuts=[
            "点击图片查看大图",
            "打开平川APP,查看更多精彩图片",
            "手机上看本文更方便",
            ">>>点击查看更多<<<",
            "您对本文的评价:",
            "这篇文章对您有用吗? 有用(3) 没用(0)",
            "没用 有帮助",
            "喜欢就打赏作者",
            "觉得好请随意打赏",
            "您的支持将鼓励我继续创作",
            "还可以输入140字",
            "语音播报 00:00/03:21",
        ],
        keeps=["1:30到3:00,分组讨论", "您的支持,就是我们前进的动力!", "打开江北通客户端,点开右上角的小人"],
        longest=60,
    ),
    Rule(
        "page/gone",
        "cut",
        "出错页: 要看的网页不存在或已删除, 没有可收的文稿",
        gone,
        pattern=_GONE,
        hints=_GONE_HINTS,
        longest=80,
    ),
)
