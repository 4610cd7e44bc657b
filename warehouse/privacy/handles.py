"""Handles: the names and numbers that only a word before them tells to be a contact, such as 微信, QQ群 or 电话.

Each such word is found once, and with it the words and marks that lead on to the handle (号是, 请加, a colon). They are
consumed without going back, so the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator

from warehouse.privacy.numbers import stretch

Span = tuple[int, int]

_ALONE = r"(?<![a-z])"
_JOIN = r"[ \-.·*_/]?"
_WECHAT = (
    rf"[微薇威维溦徽嶶魏]{_JOIN}[信芯心x]|v{_JOIN}(?:信|❤|♥)|[微薇威徽]❤|[加+➕✚][ ]?(?:vx|wx|[微薇威徽v]信?|卫星)|[微薇徽v]号"
    rf"|{_ALONE}(?:v[ \-.]?x(?:in)?|w[ \-.]?x(?:in)?|we ?chat|wei ?xin)(?![a-z])"
)
_QQ = (
    r"扣[ ]?扣|抠抠|蔻蔻|叩叩|球球|秋秋|企鹅|扣[群裙号:]|[加+➕✚][ ]?[q扣]|q[ \-]?[群裙号]"
    rf"|{_ALONE}(?:q[ \-.·_/*]?q|icq)(?![a-z])"
)
_OTHERS = (
    r"微博|抖音|快手|小红书|推特|纸飞机|电报群?[号:]|钉钉|飞书|陌陌|知乎|b站|旺旺|支付宝|公众[号浩]|订阅号|视频号|头条号|百家号"
    r"|邮箱|邮件|电邮|信箱|车牌|护照|驾驶证|驾照|身份证|证件号|银行卡|卡号|账号|帐号|账户|开户行|群号|裙号|[加进入][群裙]"
    rf"|{_ALONE}(?:weibo|douyin|kuaishou|telegram|tg|whatsapp|skype|facebook|twitter|instagram|dingtalk|bilibili"
    r"|alipay|gzh|signal|discord|msn|e-?mail|mail)(?![a-z])"
)
_WEAK = rf"{_ALONE}(?:(?:q|v|w|line|ins|fb|yy|ig|kk)(?:[ ]?(?:号|id))?[ ]?[:=]|id[ ]?:)|[群裙]号?[ ]?:"
_ACCOUNT = f"{_WECHAT}|{_QQ}|{_OTHERS}|{_WEAK}"
_MARK = r"""[ \t:=\-_+~()\[\]{}<>《》「」【】"“”'‘’,，、|\#·…!→⇒➕✚👉@]|\n(?!\n)|\*{1,3}(?!\*)|/(?=[a-z微薇威扣电手])"""
_LEADS = (
    r"交流群|讨论群|粉丝群|客服|号码|[号群裙羣]|是|为|请|搜索?|添加|加|联系|咨询|同[步号]|好友|id(?![a-z])|名称?|昵称|老师|我|个人"
    r"|官方|私|聊|或|和|及|扫码|找|用户|主页|直播间|频道|地址|投稿|账户|开户行"
)
_LABEL = re.compile(rf"(?:{_ACCOUNT})(?:{_ACCOUNT}|{_LEADS}|{_MARK})*+")
_LABEL_SIGN = re.compile(
    "[微薇威维溦徽嶶魏加+➕✚扣抠蔻叩球秋企抖快小推纸电钉飞陌知旺支公订视头邮信车护驾身证银卡账帐开群裙进入]"
    "|(?<![a-z])[abdefgiklmqstvwy]"
)
_TOKEN = re.compile(r"[a-z0-9_](?:[a-z0-9_\-]|\.(?=[a-z0-9]))*+")
_GLUED = re.compile(
    rf"{_ALONE}(?:(?:qq|vx|wx|tg|gzh|wechat|weixin)|(?<!\d)q(?=\d{{5,12}}(?![a-z0-9])))((?=[a-z_\-]*+\d)[a-z0-9_\-]{{5,}}+)"
)
_BY_SYSTEM = re.compile(rf"{_ALONE}(?:wxid|gh)_[a-z0-9_\-]{{5,}}+")
_BEFORE_BOX = re.compile(r"(?<!\d)(\d{5,12}+)[ ]?(?:qq|163|126|网易|企鹅|新浪)邮箱")
_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ ·•]?[a-z0-9]{5,6}")
_SPACED = re.compile(r"[a-z0-9](?:[ .\-][a-z0-9](?![a-z0-9])){4,}+")
_HAN_NAME = re.compile(r"[一-鿿a-z0-9_\-]{2,20}+")
_BY_NAME = re.compile(r"公众号[ ]?:[ ]?([一-鿿a-z0-9]{2,15}+)(?![一-鿿a-z0-9])")
_AT_NAME = re.compile(
    r"(?<![a-z0-9@])@(?!media|import|charset|font|keyframes|page|param|return)([a-z][a-z0-9_]{4,}+)(?![.\-(])"
)
_PUBLIC = re.compile(r"12\d{3}|9[56]\d{3}|100\d\d")  # Lines such as 12345, 95588 and 10086.
_LEAST = 5
_WORDS = frozenset(
    "wechat weixin weibo douyin windows android iphone music email e-mail mobile telephone telegram official group"
    " version alipay office channel https login".split()
)

_TELEPHONE = (
    r"电话|手机|热线|传真|致电|拨打|来电|座机|固话|电联|联系方式|联系人|总机|宅电|咨询|值班|☎|☏|📞|📱|✆"
    rf"|{_ALONE}(?:tel|telephone|phone|mobile|mob|cell|cellphone|fax|hotline|call)(?![a-z])"
)
_TELEPHONE_LEADS = (
    r"号码|[号是为请拨及和或]|专线|监督|举报|投诉|报名|服务|办公室|中心|[.]|/|[一-鿿]{2,4}(?=[ :()]{0,3}\d)"
)
_TELEPHONE_LABEL = re.compile(rf"(?:{_TELEPHONE})(?:{_TELEPHONE}|{_TELEPHONE_LEADS}|{_MARK})*+")
_TELEPHONE_SIGN = re.compile("[电手热传致拨来座固联总宅咨值☎☏📞📱✆]|(?<![a-z])[cfhmpt]")
_SHORT_NUMBER = re.compile(r"(?:短号|虚拟号|虚拟网|小号|内线|分机)[号码是为: ]{0,4}+(\d{3,6})(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)")
_LEAST_DIGITS = 7


def handles(key: str) -> Iterator[Span]:
    """The spans of handles and numbers that follow a word for a contact."""
    for start in _after(_LABEL, _LABEL_SIGN, key):
        end = _handle_end(key, start)
        if end is not None:
            yield start, end
    for start in _after(_TELEPHONE_LABEL, _TELEPHONE_SIGN, key):
        end = None if _DAY.match(key, start) else stretch(key, start, _LEAST_DIGITS)
        if end is not None:
            yield start, end
    for pattern in (_GLUED, _BY_SYSTEM, _BEFORE_BOX, _SHORT_NUMBER, _BY_NAME, _AT_NAME):
        yield from (match.span(match.lastindex or 0) for match in pattern.finditer(key))


def _after(label: "re.Pattern[str]", sign: "re.Pattern[str]", key: str) -> Iterator[int]:
    """Where what a label leads to begins. Labels are tried only at the characters that one can begin with."""
    end = 0
    for at in sign.finditer(key):
        if at.start() >= end and (match := label.match(key, at.start())):
            end = match.end()
            yield end


def _handle_end(key: str, start: int) -> int | None:
    """The end of a handle that begins here, if one does."""
    token = _TOKEN.match(key, start)
    if token and len(token[0]) >= _LEAST:
        return _token_end(key, token)
    for pattern in (_PLATE, _SPACED):
        if match := pattern.match(key, start):
            return match.end()
    if key[start - 1] == "@" and (match := _HAN_NAME.match(key, start)):
        return match.end()
    return stretch(key, start, _LEAST)


def _token_end(key: str, token: "re.Match[str]") -> int | None:
    if token[0].isdigit():
        if _PUBLIC.fullmatch(token[0]):
            return None
        return stretch(key, token.start(), _LEAST)
    return None if token[0] in _WORDS else token.end()
