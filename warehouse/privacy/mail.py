"""Mail addresses, however @ and the dots are written: a（at）b点com, a#b.com, a [at] b dot com.

Each sign that may stand for @ is looked at once, with at most 64 characters before it and a domain behind.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_BEFORE = 64
_AT = re.compile(
    r"[ ]?[(\[{<【][ ]?(?:@|at|a|艾特|圈a|小老鼠)[ ]?[)\]}>】][ ]?"
    r"|[ ]{0,2}@[ ]{0,2}|(?:#at#|#|ⓐ|艾特|小老鼠|圈a|_at_|-at-|\*at\*|\|at\|)|(?<=[a-z0-9]) at (?=[a-z0-9])"
)
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._+-")
_SPACED_OUT = re.compile(r"[^a-z0-9]?[a-z0-9] [a-z0-9][^a-z0-9]?")
_DOT = r"(?:[ ]?[.。·•,][ ]?|[ ]?点[ ]?|[ ]?[(\[{【](?:dot|点|\.)[)\]}】][ ]?|[ ](?:dot|d0t)[ ]|_dot_)"
_NAME = r"[a-z0-9](?:[a-z0-9\-]{0,62})"
_DOMAIN = re.compile(rf"{_NAME}(?:{_DOT}{_NAME}){{1,5}}(?<=[a-z0-9]{{2}})")
_PROVIDERS = (
    *("qq", "163", "126", "139", "189", "gmail", "sina", "sohu", "foxmail", "outlook", "hotmail", "yahoo", "aliyun"),
    *("yeah", "tom", "21cn", "icloud", "wo", "live", "msn", "263", "188"),
)
_SPACED = "|".join(" ?".join(name) for name in _PROVIDERS)
_KNOWN = re.compile(
    rf"(?:{_SPACED}|企鹅|扣扣|网易|新浪|腾讯)(?:{_DOT}(?:v ?i ?p{_DOT})?(?:c ?o ?m|c ?n|net)|邮箱)?(?![a-z0-9])"
)
_SPELT_DOT = re.compile("点| dot ")


def mails(key: str) -> Iterator[Span]:
    """The spans of mail addresses."""
    for sign in _AT.finditer(key):
        first = max(0, sign.start() - _BEFORE)
        local = _tail(key[first : sign.start()])
        domain = _KNOWN.match(key, sign.end()) or _DOMAIN.match(key, sign.end())
        if local and domain and not (sign[0] == " at " and domain.re is _DOMAIN and not _SPELT_DOT.search(domain[0])):
            yield sign.start() - local, domain.end()


def _tail(before: str) -> int:
    """How many characters at the end are the name before an @; it may be spaced out, as in "5 0 6 @"."""
    size = len(before)
    while size and (before[size - 1] in _LOCAL or _SPACED_OUT.fullmatch(before, max(0, size - 3), size + 2)):
        size -= 1
    return len(before) - size if any(map(str.isalnum, before[size:])) else 0
