"""Forum furniture (Discuz, phpwind): what stands around the opening post, and the replies under it."""

from collections.abc import Iterator
from itertools import islice

from cleaners.fields.posts import HINTS, LONGEST, POSTED, Post, closes, posts
from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.patterned import inline_rule, line_rule
from cleaners.rules.rule import Rule, any_of, furniture, whole
from cleaners.rules.view import Line, View

_SENDER = r"发信人\s?:\s?[\w.\-]{2,20}\s?(?:\(.{0,40}\))?\s?(?:,?\s?信区\s?:.{1,40})?"
_LETTER_HEAD = rf"{_SENDER}|标\s{{0,4}}题\s?:.{{1,80}}|发信站\s?:.{{1,100}}|信区\s?:.{{1,40}}"
_LETTER_HINTS = frozenset(("发信人", "发信站", "信区"))
_REPLIES = r"(?:全部|最新|精彩)(?:评论|回复|回帖)[\s(]*\d*\)?(?:条|个)?|(?:网友|最新|全部)?回复列表"
_POST_ENDS = r"TOP|顶端|举报|引用|使用道具|评分|点评|回复|支持|反对"
_SHORT = r"[\w.\- ]{1,15}"
_SIGNATURE = "[局委府室部院会司]$|日$"
_STATS = (
    "帖子|主题|积分|精华|威望|金钱|金币|铜币|银币|贡献|贡献值|阅读权限|注册时间|注册|最后登录|在线时间|UID|Rank|好友|听众|收听|粉丝|级别|等级|发帖|发帖数"
    "|签到天数|连续签到|经验|财富|魅力|头衔|用户组|人气|日志|相册|状态|来自|性别|交易币|在线"
)
_UNITS = "小时|点|枚|天|级(?!别)|贴|篇|个|人(?!气)|位|分|次|元"


def _opening(view: View) -> Iterator[Span]:
    yield from (whole(post.line) for post in posts(view)[:1])


def replies(view: View) -> Iterator[Span]:
    """From the second post line, or the heading over the replies, to the end of the page."""
    thread = posts(view)
    if not thread:
        return
    if closes(view, thread[0]):
        yield Span(thread[0].line.first, len(view.text))
    heads = [
        x
        for x in view.lines
        if x.number > thread[0].line.number and len(x.key) <= 12 and compiled(_REPLIES).fullmatch(x.key)
    ]
    later = (p for p in thread[1:] if view.text[thread[0].line.next : p.line.start].strip())
    starts = [_with_name(view, p) for p in islice(later, 1)] + heads[:1]
    if starts:
        yield Span(min(x.start for x in starts), len(view.text))


def _with_name(view: View, post: Post) -> Line:
    """The line a reply starts at: its post line, or the replier's name and counts above it."""
    first = post.line
    while (
        first.number
        and not view.free(above := view.lines[first.number - 1])
        and not compiled(_POST_ENDS).match(above.key)
    ):
        first = above
    for _ in range(0 if post.poster else 2):
        above = view.lines[first.number - 1]
        if not view.free(above) or not compiled(_SHORT).fullmatch(above.key) or compiled(_SIGNATURE).search(above.key):
            break
        first = above
    return first


def letters(view: View) -> Iterator[Span]:
    """The head of an article on an old board (发信人, 信区, 标题, 发信站), and the signature under its two dashes."""
    head = view.lines_with(_LETTER_HINTS, LONGEST)
    if not any(compiled(_SENDER).fullmatch(line.key) for line in head):
        return
    near = {line.number + step for line in head for step in (-1, 0, 1)}
    yield from (whole(x) for x in view.lines if x.number in near and compiled(_LETTER_HEAD).fullmatch(x.key))
    dashes = [x for x in view.lines if x.key == "--"]
    if dashes and not any(x.number > dashes[-1].number and len(x.key) > LONGEST for x in view.prose):
        yield Span(dashes[-1].first, len(view.text))


RULES = furniture(
    Rule(
        "forum/post-line",
        "cut",
        "论坛的发帖行: 谁在何时发表, 已记入字段",
        _opening,
        pattern=POSTED,
        hints=HINTS,
        longest=LONGEST,
    ),
    Rule(
        "forum/letter",
        "cut",
        "老式论坛的信头和签名档: 发信人、信区、发信站",
        letters,
        pattern=_LETTER_HEAD,
        hints=_LETTER_HINTS,
        longest=LONGEST,
    ),
    inline_rule(
        "forum/edited",
        "论坛的编辑记录",
        r"\[? ?(?:本帖|此帖|该帖)最后由 ?.{1,40}?(?:编辑|修改) ?\]?",
        cuts=["⟦[本帖最后由 老王 于 2019-3-5 10:20 编辑 ]⟧会开到这里", "⟦此帖最后由版主修改⟧"],
        keeps=["这个帖子最后由大家来评"],
    ),
    inline_rule(
        "forum/bar",
        "论坛页面残留的竖线",
        r"(?<=[\u4e00-\u9fff。!?;”)])( \|)$",
        cuts=["会开到这里⟦ |⟧", "散会!⟦ |⟧"],
        keeps=["路 | 水 | 电"],
    ),
    line_rule(
        "forum/sidebar",
        "论坛用户的资料: 帖数、积分、注册时间",
        any_of(
            rf"(?:当前离线\s|当前在线\s)?(?:(?:{_STATS})(?:数|值)?\s?[:]?\s?(?=[\d\-])[\d\-:.\s/]++(?:{_UNITS})?[\s,|]*+){{1,12}}+"
            r"(?:状态 ?(?:离线|在线))?",
            r"\d+(?:主题|帖子|积分|听众|好友|粉丝|关注|精华)",
            r"(?:级别|等级|用户组|头衔|状态|来自|性别|当前)\s?[: ]\s?\S{1,12}",
            r"LV ?\.? ?\d{1,2}|初级粉丝.{0,6}|核心吧友.{0,6}",
        ),
        cuts=["帖子 43 积分 1200 精华 2", "12关注", "来自: 平川", "LV 7", "初级粉丝", "核心吧友6"],
        keeps=["来自平川的代表有十九位", "等级观念要破除", "积分 换不来人心"],
        longest=80,
        ends=frozenset(("page",)),
    ),
    line_rule(
        "forum/counts",
        "论坛的查看数和回复数",
        r"\[?(?:查看|浏览|点击|人气)\s?[:]?\s?\d+[\s|,]*(?:回复|回帖|评论)\s?[:]?\s?\d+.{0,20}",
        cuts=["查看: 1203 | 回复: 15", "浏览 88 回复 2"],
        keeps=["查看 12 处险段,回复来信 30 封"],
        longest=80,
    ),
    line_rule(
        "forum/attachment",
        "论坛附件的说明",
        any_of(
            r".{0,80}(?:下载次数|点击文件名下载附件|[\d.] ?[KM]B,? ?下载).{0,60}",
            r".{0,20}\d{4}-\d+-\d+ [\d:]+ 上传.{0,20}",
            r"附件[:]? ?.{0,30}您需要登录.{0,40}",
        ),
        cuts=["1.png (12.5 KB, 下载次数: 8)", "2019-3-5 10:20 上传", "附件: 您需要登录才可以下载或查看"],
        keeps=["附件:任务分解表", "2019年上传的数据要核一遍"],
    ),
    line_rule(
        "forum/login",
        "登录和注册的提示",
        r".{0,30}(?:"
        + any_of(
            r"您需要登录后才可以|您需要登录才可以|您必须登录|还没有注册|马上注册|您所在的用户组|游客无法",
            r"登录后.{0,4}(?:查看|加载)更多|登录后(?:才能|方可|即可|可以)?(?:发表|评论|回复|回帖)|请先?登录后?(?:再)?(?:评论|回复|发表)",
            r"(?:没有|还没有)(?:帐|账)号|登录 ?\| ?(?:立即)?注册",
        )
        + r").{0,60}",
        cuts=[
            "您需要登录后才可以回帖",
            "您需要登录才可以下载",
            "抱歉,您必须登录",
            "还没有注册?",
            "马上注册,结交更多好友",
            "您所在的用户组无法下载",
            "游客无法查看",
            "登录后查看更多",
            "登录后发表评论",
            "请先登录后再评论",
            "没有账号?",
            "登录 | 立即注册",
        ],
        keeps=["登录后台的密码要一月一换", "注册资本认缴,登记一天办完"],
        ends=frozenset(
            (
                "page",
                "speech",
                "text",
            )
        ),
    ),
    line_rule(
        "forum/quote",
        "论坛引用别人的话",
        r"引用(?:楼主|第?\d+楼).{0,60}|原帖由 ?.{1,20}(?:发表|发布).{0,30}|回复 (?:\d+# |#\d+ )?.{1,20}的?(?:帖子|回复)?",
        cuts=["引用楼主的话", "原帖由 老王 于 2019-3-5 发表", "回复 3# 老王 的帖子"],
        keeps=["引用古人的话,是为了说今天的事", "回复群众来信三百封"],
        longest=80,
    ),
    line_rule(
        "forum/footer",
        "论坛的页脚和简版页的页码",
        any_of(
            r".{0,20}(?:当前时区|现在时间是|Time now is|Total [\d.]+\(s\)|清除 ?Cookies).{0,80}",
            r".{0,20}选项 ?禁用.{0,60}",
            r"页\s?[:]\s?\[\d+\].{0,60}",
            r"[此本该](?:帖|贴|主题)已经?(?:被(?:设为|加入|推荐|置顶|评为)|同步到).{0,40}",
            r"鲜花\s?\(?\d+\)?\s*鸡蛋.{0,10}",
            r"查看完整版本\s?[:].{0,90}",
        ),
        cuts=[
            "当前时区 GMT+8, 现在时间是 2019-3-5 10:20",
            "编辑选项 禁用表情",
            "页: [1] 2 3",
            "此帖已被设为精华",
            "鲜花(3) 鸡蛋(0)",
            "查看完整版本: 在河堤上的讲话",
        ],
        keeps=["本主题已经讲过三次", "页码:标在右下角"],
    ),
    Rule(
        "forum/reply",
        "cut",
        "跟帖: 别人的回复, 不是文稿",
        replies,
        pattern="第二个发帖行以下",
        ends=frozenset(("text",)),
        hints=HINTS,
        longest=LONGEST,
    ),
)
