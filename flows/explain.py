"""The marked-up draft (花脸稿) of a cleaned page: in the terminal, or as one HTML page that needs nothing else.

>>> from cleaners import clean
>>> from cleaners.page import Page
>>> done = clean(Page("同志们:\\n抓落实要靠督查,也要靠作风。\\n上一篇:工作总结"))
>>> [line for line in terminal(done, whys(done), colour=False, width=60).splitlines() if "上一篇:" in line]
['[-上一篇:工作总结-]{article/prev-next}']
"""

from cleaners import BUILT_IN, Rulebook
from cleaners.fold import fold
from cleaners.speech import Cleaned
from flows.explain_html import html
from flows.explain_terminal import terminal, wants_colour

__all__ = ["html", "terminal", "wants_colour", "whys"]


def whys(done: Cleaned, rules: Rulebook = BUILT_IN) -> dict[str, str]:
    """Why, by rule, for every rule that was asked about the page, those of its site included."""
    return {rule.id: rule.why for rule in rules.at(rules.site_of(fold(done.page.text), done.page.source.url))}
