r"""The Discuz jammer (内容干扰码): random characters that a forum puts at every line break against copying.

A jammer is 5 pairs or more of a character of ! to ; then a blank, then a character of ? to ~. Where the first
is itself a blank, the page shows two no-break blanks. It is drawn anew each time the page is fetched. Older
forums leave the blank out; text dumps squeeze runs of blanks, so that pairs lose a half; two jammers may touch.
"""

from collections.abc import Iterator

from cleaners.patterns import compiled
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule, furniture
from cleaners.rules.view import View

# A blank pair that begins a word of two letters or more is the indent of a paragraph, not a pair.
_PAIR = r"(?:[!-;][ \xa0]|[ \xa0]{1,2}(?![?-~](?:[A-Za-z]|\d\w)))[?-~]"
_RUN = rf"(?m)(?:^[ \xa0]*[?-~](?:[ \xa0]?{_PAIR}){{4,}}+|(?:[ \xa0]?{_PAIR}){{5,}}+)(?:[!-;](?=[ \xa0]*$))?"
_OLD_RUN = r"(?<![!-~])(?:[ -;][?-~]){6,}+(?![!-~])"
_STRETCH = r"[ -~\xa0]{9,}"
_SIGN = r"[!-/:;?@\[-`{-~]"
_PAIR_START = r"[!-;](?=[ \xa0][?-~])"
_BLANK_PAIR = r"[ \xa0]{2}[?-~]"
_SENTENCE_MARK = r"[.,:;!?)](?= [ \xa0]?[?-~])"


def find(view: View) -> Iterator[Span]:
    r"""Every jammer of a page. Where one is beyond doubt, less certain ones are cut as well.

    >>> from cleaners.page import Page; from cleaners.draft import Draft
    >>> def cut(text): return [text[s.start:s.end] for s in find(View(Page(text), Draft.of(text)))]
    >>> cut("抓好落实。2 ]; C* O) n4 R7 E! I1 J- A\n1 `' J5 k/ j0 w/ P6 \\: g\n继续努力。")
    ['2 ]; C* O) n4 R7 E! I1 J- A', "1 `' J5 k/ j0 w/ P6 \\: g"]
    >>> cut("选项 A. B. C. D. E. F 和 1 a2 b3 c4 d5 e"), cut("他说. ^- m8 X! u6 w- y k")
    ([], [' ^- m8 X! u6 w- y k'])
    """
    text = view.text
    # Nothing is certain where no stretch of nine characters or more that a jammer may have holds so many signs.
    if not any(_signs(stretch) >= 4 for stretch in compiled(_STRETCH).findall(text)):
        return
    runs = [*compiled(_RUN).finditer(text), *compiled(_OLD_RUN).finditer(text)]
    certain = any(_signs(run[0]) >= 4 for run in runs)
    squeezed = not any(compiled(_BLANK_PAIR).search(run[0]) for run in runs)
    for run in runs:
        if _signs(run[0]) >= 4 or (certain and len(compiled(_PAIR_START).findall(run[0])) >= 3):
            yield Span(_after_sentence_mark(text, run.start()) if squeezed else run.start(), run.end())


def _signs(run: str) -> int:
    """How many different signs, letters and digits aside, a run holds: ordinary lists have one or two."""
    return len(set(compiled(_SIGN).findall(run)))


def _after_sentence_mark(text: str, start: int) -> int:
    """A mark that closes a sentence of Han characters stays, if the rest is a run without it: only
    squeezed text leaves that doubt, as there the run's first pair may have begun with a blank.
    """
    follows_han = start > 0 and "\u4e00" <= text[start - 1] <= "\u9fff"
    return start + 1 if follows_han and compiled(_SENTENCE_MARK).match(text, start) else start


RULES = furniture(
    Rule("forum/jammer", "cut", "论坛防复制的干扰码: 随机字符, 每次打开都不同, 不是作者写的", find, "inline", _RUN),
)
