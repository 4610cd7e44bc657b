"""Addresses of the web and paths of files: what in them opens a door or names a person."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

Span = tuple[int, int]

_USER = re.compile(r"""(?<=://)[^\s/@?#<>"']{1,256}+(?=@)""")
_PARAMETER = re.compile(r"[?&;]([a-z0-9_.\-\[\]]{1,40})=")
_VALUE = re.compile(r"""(?!yes|no|true|false)[^&;\s"'<>#]{3,}+""")
_SECRET = re.compile(
    r"token|secret|passw|pwd|session|signature|credential|cookie|jwt|auth|openid|unionid|phone|mobile|wechat|weixin"
    r"|e-?mail|account|user|nick|(?:^|[_.\-])(?:key|sign?|sid|sess|code|ticket|pass|uid|uin|qq|tel|mob|wx|vx|fax|mail|name)$"
    r"|apikey|accesskey|sessid"
)
_SCHEME = re.compile(
    r"""(?<![a-z])(?:mailto|tel|sms|callto|skype|weixin|wechat|tencent|mqqapi|mqqwpa|whatsapp|tg|dingtalk)"""
    r""":/{0,2}([^\s<>"'，。、)（）]{3,}+)"""
)
_PROFILE = re.compile(
    r"(?<![a-z])(?:t\.me|telegram\.me|wa\.me|u\.wechat\.com|qm\.qq\.com|jq\.qq\.com|wpa\.qq\.com|user\.qzone\.qq\.com"
    r"|weibo\.c(?:n|om)(?:/u)?|douyin\.com/user|kuaishou\.com/profile|space\.bilibili\.com|zhihu\.com/people"
    r"|facebook\.com|twitter\.com|x\.com|instagram\.com|line\.me/ti/p)/([^\s<>\"'，。、)]++)"
)
_HOME = re.compile(r"(?:(?<![^/\\!\s:'\"(])|^)(?:home|users|documents and settings)[/\\]([^/\\!\s]{1,64}+)(?=[/\\])")
# The folders of an absolute path, on Unix or Windows, but not those in the address of a page.
_FOLDERS = re.compile(r"""(?:(?<![\w/:.])/|(?<!\w)[A-Za-z]:\\)(?:[^/\\\s:!'"]++[/\\])++""")


def addresses(key: str) -> Iterator[Span]:
    """The spans of what opens a door or names a person in the addresses and paths of a text."""
    for pattern in (_USER, _SCHEME, _PROFILE, _HOME):
        yield from (match.span(match.lastindex or 0) for match in pattern.finditer(key))
    yield from _secrets(key)


def _secrets(key: str) -> Iterator[Span]:
    """The values of parameters that hold secrets or contacts."""
    at = 0
    for name in _PARAMETER.finditer(key):
        if name.start() >= at and _SECRET.search(name[1]) and (value := _VALUE.match(key, name.end())):
            yield value.span()
            at = value.end()


def without_login(url: str) -> str:
    """An address without user, password and fragment.

    >>> without_login("https://li:word@a.example:80/b?c=1#d")
    'https://a.example:80/b?c=1'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # Half an IPv6 address, say: no login can be told from the rest.
        return url.partition("#")[0]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def without_folders(message: str) -> str:
    """A message with the names of files alone in place of absolute paths.

    >>> without_folders("/srv/li/in/a.txt: broken, see https://a.example/b/c")
    'a.txt: broken, see https://a.example/b/c'
    """
    return _FOLDERS.sub("", message)
