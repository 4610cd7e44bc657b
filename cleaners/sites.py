"""Sites: the names a page gives its own site, and what `sites/<domain>.toml` knows of some."""

import os
from collections.abc import Iterator
from functools import cache

from cleaners.errors import BadRule
from cleaners.lazy import compiled
from cleaners.rules import Rule, Span, inline_rule, line_rule
from cleaners.view import Reading, View

_FOLDER = os.path.join(os.path.dirname(__file__), "sites")
SITE_NAME = r"[\w·]{1,10}(?:网|文库|之家|论坛|资料库|题库|书屋|文档|文秘|笔杆子)"
_OWNER = (
    r"(?:版权所有|copyright|©|\(c\)|技术支持|主办|来源|转自|来自|欢迎光临|欢迎访问)"
    r"[\s©:\d\-—~至.,(]*(?:by\s+)?([\w·]{2,12}?(?:网|文库|之家|论坛|资料库|题库|书屋|文秘|笔杆子))(?![\w·])"
)
_NAME = r"[\w·]{2,12}?(?:网|文库|之家|论坛|资料库|题库|书屋|文秘|笔杆子)"
_BEFORE = r"(?<![\w·])([\w·]{1,10}(?:网|文库|之家|论坛|资料库|题库|书屋))\s*(?:版权所有|©|\(c\))"
_HINTS = ("版权", "opyright", "©", "主办", "来源", "转自", "来自", "欢迎", "(c)", "(C)")


def owner(view: View) -> tuple[str, int, int] | None:
    """The site's name as its own imprint gives it: © 2015-2025 老笔网, 老笔网 版权所有."""
    for line in view.lines_with(("版权所有", "opyright", "©", "(c)", "(C)"), 400):
        for pattern in (rf"(?:版权所有|copyright|©|\(c\))[\s©:\d\-—~至.,(]*(?:by\s+)?({_NAME})(?![\w·])", _BEFORE):
            match = compiled(f"(?i){pattern}").search(line.key)
            if match:
                start = line.start + match.start(1)
                return view.text[start : line.start + match.end(1)], start, line.start + match.end(1)
    return None


def names_on(view: View) -> set[str]:
    """The site's names as the page gives them: lines that are a site's name, owners in footers, sources.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> text = "某某文库\\n同志们:大家好。\\nCopyright ©2015-2025 老笔网 All Rights"
    >>> sorted(names_on(View(Page(text), Draft.of(text))))
    ['某某文库', '老笔网']
    """
    names = {line.key for line in view.lines if len(line.key) <= 12 and compiled(SITE_NAME).fullmatch(line.key)}
    for line in view.lines_with(_HINTS, 400):
        for pattern in (_OWNER, _BEFORE):
            names.update(m[1] for m in compiled(f"(?i){pattern}").finditer(line.key))
    return {name for name in names if len(name) >= 3}


@cache
def known() -> dict[str, str]:
    """The path of every site file, by domain."""
    names = [name for name in os.listdir(_FOLDER) if name.endswith(".toml")]
    return {name.removesuffix(".toml"): os.path.join(_FOLDER, name) for name in sorted(names)}


@cache
def describe(domain: str) -> tuple[str, tuple[Rule, ...]]:
    """The name and the rules of a described site.

    Raises:
        BadRule: its file names a finder that does not exist.
    """
    import tomllib

    with open(known()[domain], "rb") as file:
        row = tomllib.load(file)
    return row["name"], tuple(_rule(domain, cut) for cut in row.get("cut", []))


def _rule(domain: str, row: dict[str, str]) -> Rule:
    """A rule of a site file: a `line` or a `text` pattern, with a hint that must stand in the line."""
    make = {"line": line_rule, "text": inline_rule}
    finder = next((f for f in make if f in row), None)
    if finder is None or not {"id", "why", "hint"} <= row.keys():
        raise BadRule(
            f"sites/{domain}.toml: a cut needs id, why, hint and one of {', '.join(make)}; this one has {sorted(row)}"
        )
    return make[finder](f"site/{domain}/{row['id']}", row["why"], row[finder], row["hint"])


def _read_site(view: View) -> Iterator[Span]:
    """Records the described site that the page names; its name in the text is left to other rules."""
    domain = domain_of(view.key, view.page.source.url)
    if domain:
        at = max(0, view.key.lower().find(domain))
        end = at + len(domain) if domain in view.key.lower() else at
        view.fields["site_domain"] = Reading(domain, at, end, "page/site")
        view.fields["site_name"] = Reading(describe(domain)[0], at, end, "page/site")
    yield from ()


def domain_of(key: str, url: str | None) -> str | None:
    """The described site that a page comes from: by its address, else by its domain in the text."""
    low = key.lower() if "." in key else ""
    return next((d for d in known() if url and d in url), None) or next((d for d in known() if d in low), None)


RULES = (Rule("page/site", "lift", "本页的网站, 记入字段", _read_site, "inline"),)
