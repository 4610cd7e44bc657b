"""Watermarks inside the text: a site's name, address or contact, stamped in every few hundred characters.

A stamp repeats itself to the letter while the text around it differs. So what stands twice or more is grown
to the left and to the right for as long as most copies agree: that gives the whole stamp, and what it split
(千|里眼) heals when it is cut. Addresses that a document gives its readers (报名网址) are led in and stay.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.chinese.characters import is_prose
from cleaners.fields.site_names import SITE_NAME, names_on
from cleaners.noise import adverts
from cleaners.patterns import compiled
from cleaners.rules.found import Reading, Span
from cleaners.rules.rule import Found, Rule
from cleaners.rules.view import View

_TLD = r"(?:com|cn|net|org|cc|top|xyz|vip|info|biz|me|tv|co|hk|tw|la|club|site|online|store|wang|example|test)"
_ADDRESS = (
    rf"(?i)(?<![@#a-z0-9._\-])(?:https?\s?:\s?//\s?)?(?:[wW]\s?[wW]\s?[wW]\s?[.。]\s?)?(?:[a-z0-9][a-z0-9\-]{{0,40}}\s?[.。]\s?){{1,3}}{_TLD}"
    rf"(?![a-z0-9])(?:\s?\.\s?cn)?(?:/[a-z0-9_./?=&%#\-]*)?"
)
_CONTACT = r"(?i)(?:微信公众号|微信号?|公众号|q\s?q群?|扣扣|v信|薇信|vx)[:号\s]{0,3}[a-z0-9_\-]{5,20}"
_SLOGANS = "公众号 更多范文 更多资料 更多文稿 更多公文 更多材料 更多精彩 免费下载 免费领取 范文网 公文网 文秘网 材料网 写作网 范文库 公文库 文秘库 写作库 范文之家 公文之家 文秘之家".split()
# Words without which the patterns above cannot match.
_ADDRESS_HINTS = (
    "www",
    "WWW",
    "http",
    "w w",
    *(f".{tld}" for tld in "com cn net org cc top xyz vip info biz me tv example".split()),
)
_CONTACT_HINTS = ("微信", "公众号", "QQ", "qq", "Qq", "Q Q", "扣扣", "V信", "v信", "薇信", "VX", "vx")
_HOST = r"^(?:https?://)?(?:www\.)?([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)"
_LONGEST = 80
_NEAR = 40
_PUBLIC = r"(?i)\.(?:gov|edu|mil)\b"
_LEAD_IN = (
    r"(?i)(?:登[录陆]|访问|浏览|进入|打开|网址|网站|网页|官网|平台|邮箱|信箱|邮件|查询|报名|发送|发至|投稿|咨询|联系|链接|地址|系统"
    r"|请加|关注|添加|email|e-mail)[\w\"“”《》]{0,10}[:\s(]*$"
)
_ADVERT = rf"更多|全文|下载|资源|资料|范文|免费|最新|整理|提供|更新|尽在|来源|来自|本文|精品|首发|代写|代笔|原创|客服|{SITE_NAME}"
# Words in the names of document sites, and words before the name. Without these, a short name is taken for one.
_STEM = (
    "[(【\\[]?(?:中国|中华|第一|全国|我爱|[老新好大小易])?"
    "(?:公文|文秘|范文|材料|秘书|写作|笔杆|讲话|讲稿|文稿|发言|演讲|机关|党政|党建|总结|报告|文档|资料|办公|论文|作文|文章)"
)
_SHORT_NAME = 5
_STOP = set('\n\r\x85\u2028\u2029。!?;“”"‘’《》')
_EDGE = ",、:)( \t"


class _Tight(NamedTuple):
    """The key in lower case without blanks, as stamps vary in those, and where its characters stand."""

    key: str
    at: list[int]

    @classmethod
    def of(cls, key: str) -> "_Tight":
        at = [i for i, c in enumerate(key) if c != " "]
        return cls("".join([key[i] for i in at]).lower(), at)


def repeated(view: View) -> Iterator[Found]:
    """Addresses, contacts and slogans that stand again and again, each with the stamp around it."""
    groups = {
        core: copies for core, copies in _cores(view).items() if len(copies) >= 2 and not compiled(_PUBLIC).search(core)
    }
    tight = _Tight.of(view.key) if groups else None
    for copies in groups.values():
        if tight:
            stamps = _stamps(view, tight, copies)
            yield from _domain(view, stamps, copies)
            grown = all(s.end - s.start > end - start + 3 for s, (start, end) in zip(stamps, copies, strict=False))
            yield from (span for span in stamps if grown or _in_text(view, span))


def _domain(view: View, stamps: list[Span], copies: list[tuple[int, int]]) -> Iterator[Reading]:
    """A site that stamps its address into its pages is known by it."""
    start, end = copies[0]
    host = compiled(_HOST).search(view.key[start:end].replace(" ", "").lower())
    if stamps and host:
        yield Reading("site_domain", host[1], start, end)


def _cores(view: View) -> dict[str, list[tuple[int, int]]]:
    """What the core of a stamp may be, with all places where it stands."""
    found = defaultdict[str, list[tuple[int, int]]](list)
    for pattern, hints in ((_ADDRESS, _ADDRESS_HINTS), (_CONTACT, _CONTACT_HINTS)):
        for match in compiled(pattern).finditer(view.key) if any(hint in view.key for hint in hints) else ():
            found[_core(match[0])].append(match.span())
    for slogan in _SLOGANS:
        if view.key.count(slogan) >= 3:
            found[slogan] = [m.span() for m in re.finditer(slogan, view.key)]
    return found


def _core(address: str) -> str:
    """An address or a contact as all its copies have it."""
    return re.sub(r"\s|https?://|/$", "", address.lower())


def _stamps(view: View, tight: _Tight, copies: list[tuple[int, int]]) -> list[Span]:
    """The copies with all that they share around them; none where a document leads its readers to the address."""
    inner = [(bisect_left(tight.at, start), bisect_left(tight.at, end)) for start, end in copies]
    left = _grow(tight.key, [(start - 1, -1) for start, _ in inner])
    right = _grow(tight.key, [(end, 1) for _, end in inner])
    outer = [(start - n, end + m) for (start, end), n, m in zip(inner, left, right, strict=True)]
    around = [tight.key[o[0] : i[0]] + tight.key[i[1] : o[1]] for o, i in zip(outer, inner, strict=True)]
    led_to = any(compiled(_LEAD_IN).search(view.key[max(0, start - 16) : start]) for start, _ in copies)
    slogan = tight.key[slice(*inner[0])] in _SLOGANS
    if (slogan and (len(copies) < 3 or min(map(len, around)) < 4)) or (
        led_to and not any(map(compiled(_ADVERT).search, around))
    ):
        return []
    return [Span(tight.at[start], tight.at[end - 1] + 1) for start, end in outer]


def _grow(key: str, heads: list[tuple[int, int]]) -> list[int]:
    """How far each copy agrees with most of the others, reading on from its head (offset, step)."""
    far, going = [0] * len(heads), set(range(len(heads)))
    while len(going) >= 2 and max(far) < _LONGEST:
        following = {i: key[at : at + 1] for i in going if (at := heads[i][0] + heads[i][1] * far[i]) >= 0}
        char, votes = Counter(following.values()).most_common(1)[0] if following else ("", 0)
        if not char or char in _STOP or votes < 2 or votes * 2 <= len(heads):
            break
        going = {i for i, c in following.items() if c == char}
        for i in going:
            far[i] += 1
    # Two copies may agree on one character by chance.
    return [
        _trimmed(key, at, step, n) if n > 1 or len(heads) > 2 else 0 for (at, step), n in zip(heads, far, strict=True)
    ]


def _trimmed(key: str, at: int, step: int, n: int) -> int:
    """The growth without the marks at its outer edge: those belong to the text."""
    while n and key[at + step * (n - 1)] in _EDGE:
        n -= 1
    return n


def _in_text(view: View, span: Span) -> bool:
    """Whether a stamp stands in running text, or fills its line: other lines are furniture as a whole."""
    line = view.line_at(span.start)
    return line is not None and (is_prose(line.key) or (span.start <= line.start and span.end >= line.end))


def named_with_address(view: View) -> Iterator[Span]:
    """A single stamp: the page's own site name, or any after a mark, right before an address. Of an address that stands
    again, its copies tell how far the stamp goes.
    """
    names, found = names_on(view), list(compiled(_ADDRESS).finditer(view.key))
    times = Counter(_core(match[0]) for match in found)
    for match in found:
        line = view.line_at(match.start())
        if line is not None and is_prose(line.key) and not compiled(_PUBLIC).search(match[0]):
            near = max(line.start, match.start() - _NEAR)
            start = _name_start(view.key[near : match.start()], names, is_single=times[_core(match[0])] == 1)
            if start is not None:
                bracket = view.key[match.end() : match.end() + 1] in (")", "】", "]")
                yield Span(near + start, match.end() + bracket)


def _name_start(before: str, names: set[str], is_single: bool) -> int | None:
    """Where the site's name starts that ends the text before an address."""
    own = next((name for name in names if before.rstrip(" -—:(").endswith(name)), None)
    if own:
        return before.rindex(own)
    found = compiled(rf"(?:^|[,。!?;、\s]|(?=[(【\[]))({SITE_NAME}|[(【\[]{SITE_NAME})[-—:\s(]*$").search(before)
    if not (is_single and found):
        return None
    # The text may go on up to the stamp: what sites are called by tells where that begins.
    stem = compiled(_STEM).search(found[1])
    if stem:
        return found.start(1) + stem.start()
    return found.start(1) if len(found[1]) <= _SHORT_NAME else None


def site_names(view: View) -> Iterator[Span]:
    """The page's own site name, stamped twice or more between Han characters of running text."""
    for name in names_on(view):
        spans = [m for line in view.prose for m in re.finditer(rf"(?<=[\w,。]){name}(?=[\w,。])", line.key)]
        if len(spans) >= 2:
            for line in view.prose:
                for m in re.finditer(rf"(?<=\w){name}(?=\w)", line.key):
                    yield Span(line.start + m.start(), line.start + m.end())


def bracketed(view: View) -> Iterator[Span]:
    """The same name in brackets, twice or more between Han characters: nobody writes that way."""
    if not any(bracket in view.key for bracket in "【〖[〔"):
        return
    found = [m for line in view.prose for m in compiled(_STAMPED).finditer(view.key, line.start, line.end)]
    counts = Counter(m[0] for m in found)
    yield from (Span(*m.span()) for m in found if counts[m[0]] >= 2)


_STAMPED = r"(?<=[\u4e00-\u9fff])[【〖\[〔][\w·\s]{2,12}[】〗\]〕](?=[\u4e00-\u9fff])"

RULES = (
    Rule(
        "watermark/repeated",
        "cut",
        "网站的水印: 网址或联系方式反复出现, 夹在正文中间",
        repeated,
        "inline",
        _ADDRESS,
        hints=frozenset((*_ADDRESS_HINTS, *_CONTACT_HINTS, *_SLOGANS)),
    ),
    Rule(
        "watermark/address",
        "cut",
        "网站的水印: 站名连着网址, 夹在正文中间",
        named_with_address,
        "inline",
        _ADDRESS,
        hints=frozenset(_ADDRESS_HINTS),
    ),
    Rule(
        "watermark/bracketed-repeat",
        "cut",
        "网站的水印: 括号里的名字反复夹在字词中间",
        bracketed,
        "inline",
        _STAMPED,
        hints=frozenset("【〖[〔"),
    ),
    *adverts.RULES,
    Rule("watermark/site-name", "cut", "网站的水印: 本页的站名反复夹在正文的字词之间", site_names, "inline", SITE_NAME),
)
