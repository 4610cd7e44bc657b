"""Cuts that follow the marks of a Word file: hidden runs, headers, footers and watermarks."""

from collections.abc import Iterator

from cleaners.rules.found import Span
from cleaners.rules.rule import Finder, Rule, furniture
from cleaners.rules.view import View


def _marked(kind: str) -> Finder:
    """A finder for the text under marks of a kind."""

    def find(view: View) -> Iterator[Span]:
        if view.page.source.method == "docx":
            yield from (Span(mark.start, mark.end) for mark in view.marks(kind))

    return find


def _rule(kind: str, why: str) -> Rule:
    return Rule(f"word/{kind}", "cut", why, _marked(kind), "body", f"Word 文件里标为 {kind} 的文字")


RULES = furniture(
    _rule("watermark", "页眉里的艺术字水印, 印在纸上是底纹, 不是正文"),
    _rule("header", "页眉, 每页重复, 不是正文"),
    _rule("footer", "页脚和页码, 每页重复, 不是正文"),
    _rule("hidden", "文件里设为隐藏的文字, 打印和阅读时都看不见"),
)
