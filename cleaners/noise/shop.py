"""Document-shop furniture: file names, sizes and prices, terms of payment, and the shop's contacts."""

from collections.abc import Iterator
from itertools import takewhile

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.patterned import line_rule
from cleaners.rules.rule import Rule, any_of, furniture, whole
from cleaners.rules.view import View

_STATS = (
    "文档大小|文件大小|文档格式|文件格式|文档页数|文档编号|文档类型|文件类型|文档热度|文档分类|所属分类|上传时间|上传日期|上传于|粉丝量|评分|上传者|上传人|上传用户"
    "|下载次数|下载积分|下载券|下载量|所需积分|资源大小|资源格式|格式|大小|页数|价格|售价|积分|会员价|VIP价|字数|阅读次数|浏览次数|收藏次数|版权申诉"
)
_TERMS = (
    "付费|付款|支付|下载|文档|上传|本站|本网|版权|著作权|侵权|侵犯|退款|退换|会员|VIP|充值|积分|预览|网友|合作方|商业用途|商用|自行鉴别|违规|使用权限"
    "|仅供参考|研究参考|虚拟商品|解压|格式转换|Word|word|免责|不保证|不承担|概不负责|客服|平台|原创|完整性|水印"
)


def terms(view: View) -> Iterator[Span]:
    """Running text at the head or the foot of the page that speaks of three terms of trade or more.

    Only the edges of the page count, as a speech may well mention uploads and members.
    """
    prose = view.free_prose
    for lines in (reversed(prose), prose):
        for line in takewhile(lambda x: len(set(compiled(_TERMS).findall(x.key))) >= 3 and len(x.key) <= 300, lines):
            yield whole(line)


RULES = furniture(
    line_rule(
        "shop/stats",
        "文库网站的文档信息: 大小、页数、价格",
        any_of(
            rf"(?:{_STATS})\s?[:]\s?.{{0,80}}",
            r"[\d.]+\s?(?:KB|MB|kb|mb)(?:\s.{0,40})?",
            rf"[\d.]+\s?[KM]\s(?=.*(?:{_STATS}|上传|次数|页|元|金币)).{{0,40}}",
            r"[★☆]{0,4}★.{0,60}",
            r"☆{5}",
            r"(?:共\s?)?\d+\s?页(?:\s.{0,40}|[,|].{0,40})?",
            r"(?:\S{1,6}\s?)?[¥￥]\s?[\d.]+.{0,24}",
            r"[\d.]+\s?(?:元|积分|金币|下载券|学币|文币)(?:\s?(?:下载|购买|/份|立即).{0,20})?",
        ),
        cuts=[
            "文档格式: doc",
            "120 KB",
            "1.2M 下载次数 3",
            "★★★☆☆ 4.5分",
            "☆☆☆☆☆",
            "共 8 页",
            "仅需 ¥ 9.9",
            "5学币",
        ],
        keeps=["20M 宽带通到每个村", "☆ 第一件事是修路", "价格要稳,供应要足", "300元以下的罚款"],
    ),
    Rule("shop/terms", "cut", "文库网站的付费须知和免责条款", terms, pattern=_TERMS, ends=frozenset(("page",))),
    line_rule(
        "shop/verified",
        "文库网站的认证字样",
        r".{0,24}(?:内容提供者|实名认证|已实名|认证作者).{0,20}",
        cuts=["老笔 内容提供者", "已实名"],
        keeps=["实名登记要一户一户地做"],
    ),
    line_rule(
        "shop/contact",
        "网站的客服、会员和代写广告",
        any_of(
            r"(?!.*(?:阅读|查看|可看|可见|显示|内容))(?:立即|马上|现在)?(?:开通|升级|成为|购买)(?:本站|网站)?\s?(?:VIP|SVIP|vip|超级会员|年费会员|会员)\s?[,!每享低免立¥￥\d ][^。;!?]{1,40}",
            r"(?>.{0,36}(?:微信|QQ|qq|扣扣|V信|v信|薇信)(?:号|群)?\s?[:]?\s?[A-Za-z0-9_\-]{5,20}).{0,24}",
            r".{0,20}(?:代写|代笔|代发|论文期刊|原创(?:文稿|材料|定制)|文稿定制|材料定制|稿件定制).{0,60}",
            r".{0,30}(?:客服|工作时间|服务时间)\s?[:].{0,40}",
        ),
        cuts=["开通VIP,全站畅读", "加客服微信:wenku2019", "材料代写,当天交稿", "工作时间:9:00-18:00"],
        keeps=["开通会员制农场三个,吸收社员二百户", "加入会员的企业有十七家", "工作时间要往基层走"],
        longest=110,
        ends=frozenset(("page",)),
    ),
)
