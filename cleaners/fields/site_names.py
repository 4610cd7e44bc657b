"""The names that a page gives its own site: in its imprint, on lines of their own, in sources."""

from cleaners.patterns import compiled
from cleaners.rules.found import Value
from cleaners.rules.view import View

_SITE_ENDS = ("网", "文库", "之家", "论坛", "资料库", "题库", "书屋", "文档", "文秘", "笔杆子")
SITE_NAME = rf"[\w·]{{1,10}}(?:{'|'.join(_SITE_ENDS)})"
_SUFFIX = "(?:网|文库|之家|论坛|资料库|题库|书屋|文秘|笔杆子)"
_NAME = rf"[\w·]{{2,12}}?{_SUFFIX}"
# What stands between a claim of rights and its owner: blanks, signs, years; but 163网 is a name.
_BETWEEN = rf"(?:[\s©:\-—~至.,(]|\d++(?![\w·]?{_SUFFIX})){{0,30}}+"
_OWNER = (
    r"(?i)(?:版权所有|copyright|©|\(c\)|技术支持|主办|来源|转自|来自|欢迎光临|欢迎访问)"
    rf"{_BETWEEN}(?:by\s++)?({_NAME})(?![\w·])"
)
_BEFORE = r"(?i)(?<![\w·])([\w·]{1,10}(?:网|文库|之家|论坛|资料库|题库|书屋))\s*(?:版权所有|©|\(c\))"
_IMPRINT = rf"(?i)(?:版权所有|copyright|©|\(c\)){_BETWEEN}(?:by\s++)?({_NAME})(?![\w·])"
_MOST = 50
_HINTS = frozenset(("版权", "opyright", "©", "主办", "来源", "转自", "来自", "欢迎", "(c)", "(C)"))
OWNER_HINTS = frozenset(("版权所有", "opyright", "©", "(c)", "(C)"))


def owner(view: View) -> Value | None:
    """The site's name as its own imprint gives it: © 2015-2025 老笔网, 老笔网 版权所有."""
    for line in view.lines_with(OWNER_HINTS, 400):
        for pattern in (_IMPRINT, _BEFORE):
            match = compiled(pattern).search(line.key)
            if match:
                start = line.start + match.start(1)
                return Value(view.text[start : line.start + match.end(1)], start, line.start + match.end(1))
    return None


def names_on(view: View) -> set[str]:
    """The site's names as the page gives them: lines that are a site's name, owners in footers, sources.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> text = "某某文库\\n同志们:大家好。\\nCopyright ©2015-2025 老笔网 All Rights"
    >>> sorted(names_on(View(Page(text), Draft.of(text))))
    ['某某文库', '老笔网']
    """
    short = [line.key for line in view.lines if len(line.key) <= 12 and line.key.endswith(_SITE_ENDS)]
    names = {key for key in short if compiled(SITE_NAME).fullmatch(key)}
    for line in view.lines_with(_HINTS, 400):
        names.update(m[1] for m in compiled(_OWNER).finditer(line.key))
        if any(hint in line.key for hint in OWNER_HINTS):
            names.update(m[1] for m in compiled(_BEFORE).finditer(line.key))
    # A page that names more of them lists sites, and is none of theirs.
    return {name for name in names if len(name) >= 3} if len(names) <= _MOST else set()
