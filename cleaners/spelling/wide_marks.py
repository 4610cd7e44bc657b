"""Marks that were flattened to ASCII become full-width again, in steps that keep a text's length.

Each step decides a mark by what stands around it, and relies only on Han characters and on what the steps before it
have settled: a second pass finds nothing to do. A mark that has Latin or digits at both sides (9:30, 3:1, 1,234,
f(a,b), Yes, we can) has no Chinese neighbour and stays. English lines and markup are left alone.
"""

import re
from functools import lru_cache

from cleaners.patterns import compiled

HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BLANK = " \t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
CLOSING = "》】〕〉」』”\uff09"
OPENING = "“‘《【〔〈「『\uff08"

_PAUSES = ",:;?!"
_WIDE_PAUSES = "\uff0c\uff1a\uff1b\uff1f\uff01"
_WIDE = str.maketrans(_PAUSES, _WIDE_PAUSES)
_NARROW = {i: i - 0xFEE0 for i in range(0xFF10, 0xFF5B) if chr(i).isalnum()}
FULL_WIDTH = "".join(map(chr, _NARROW))

# Passed over when the neighbours are looked at: blanks, and marks that occur in any writing.
_SKIP = BLANK + "\"'‘’().。…—" + _PAUSES + _WIDE_PAUSES
_SKIP_OUTWARD = _SKIP + "“”\uff08\uff09-"
_CHINESE = f"[{HAN}、{CLOSING}]"
_BEFORE_CHINESE = f"[{HAN}{OPENING}]"

_A_PAUSE = f"[{_PAUSES}]"
_FLAT = f"[{_PAUSES}()\"']"
# Each mark between Chinese and Han, and what it is widened to. The mark comes first: a search for a sign is ten times
# faster than one for what stands before it.
_BETWEEN = [
    (mark, f"{re.escape(mark)}(?<=[{HAN}、{CLOSING}].)(?=[{HAN}])", wide)
    for mark, wide in zip(_PAUSES, _WIDE_PAUSES, strict=True)
]
_RUN = f"(?<![{_SKIP}])[{_SKIP}]++(?=([A-Za-z_]{{1,20}}=|.?))"
_MARKUP = r'="|\{"|"></'
_LATIN = "[A-Za-z]{2}"
_WORD = r"(?<![\w./@#:-])[A-Za-z]{2,}(?![\w/@#:-]|\.\w)"
_OPENS = rf"(?<![0-9]).(?![\"{BLANK}{_PAUSES}{_WIDE_PAUSES}.。、){CLOSING}]|$)"
_SIGN = "(?i:c|r|tm)"
_LIST_NUMBER = r"[0-9]{1,2}"
_LIST_START = rf"(?:^|[{_PAUSES}{_WIDE_PAUSES}。、])$"
_FUNCTION = r"(?:[a-z0-9_]|(?<![A-Z])[A-Z])$"
# Before Han, these keep their mark: an entity, a product's name, a label (Email:), the end of an English sentence.
_KEPT = (
    r"&#?[0-9A-Za-z]{1,8};$|(?:Discuz|Yahoo|Joomla)!$"
    rf"|(?:^|[^{HAN}0-9A-Za-z.])[A-Za-z]+:$|[A-Za-z] [a-z]+[,:;?!][ ]$"
)
_SMILE = r"(?![:;]-?\))"
_PERIOD = rf"(?m:(?<=[{HAN}{CLOSING}%])\.(?=[{BLANK}]*(?:[\"{HAN}{OPENING}{CLOSING}]|$)))"


@lru_cache(8)
def widened(text: str) -> str:
    """The text with all these marks in place, as long as before, character for character.

    >>> widened('各位领导,同志们:"双减"(试行)自9:30起!')
    '各位领导\uff0c同志们\uff1a“双减”\uff08试行\uff09自9:30起\uff01'
    """
    lines, curled = narrow(text).split("\n"), str if _is_typed_in_ascii(text) else quotes
    # A line without a flat mark stays as it is. Curly quotes in place of straight ones leave a Chinese line Chinese.
    flat = compiled(_FLAT).search
    return "\n".join([pauses(brackets(curled(x))) if flat(x) and is_chinese(x) else x for x in lines])


def is_chinese(line: str) -> bool:
    """Whether a line is Chinese writing: Han characters, no fewer than free Latin words, and no markup.

    >>> is_chinese("VIP会员:"), is_chinese("He said 你好, and left."), is_chinese('<a href="x">首页</a>')
    (True, False, False)
    """
    # Most lines start with a Han character.
    has_han = "\u3400" <= line[:1] <= "\u9fff" or compiled(f"[{HAN}]").search(line)
    if not has_han or ('"' in line and compiled(_MARKUP).search(line)):
        return False
    words = len(compiled(_WORD).findall(line)) if compiled(_LATIN).search(line) else 0
    return not words or words <= len(compiled(f"[{HAN}]").findall(line))


def narrow(text: str) -> str:
    """Full-width digits and Latin letters as ASCII, which is how offices set them; marks stay as they are.

    >>> narrow("\uff12\uff10\uff12\uff13年\uff08\uff27\uff24\uff30\uff09\uff0c50\uff05")
    '2023年\uff08GDP\uff09\uff0c50\uff05'
    """
    narrowed: str = compiled(f"[{LETTERS}]+").sub(lambda run: run[0].translate(_NARROW), text)
    return narrowed


def quotes(line: str) -> str:
    r"""Straight quotes as curly ones, by turns, where they pair up in the line; else all stay as they are.

    >>> quotes('提出"十四五"规划,办好"小事"'), quotes('换一块7"屏幕')
    ('提出“十四五”规划,办好“小事”', '换一块7"屏幕')
    """
    for straight, curly in (('"', "“”"), ("'", "‘’")):
        if straight in line:
            line = _curled(line, straight, curly)
    return line


def _curled(line: str, straight: str, curly: str) -> str:
    marks = list(line)
    for start, end in _pairs(line, straight, curly):
        if compiled(f"[{HAN}]").search(line, start, end) or _in_chinese(line, start, end):
            marks[start], marks[end] = curly[0], curly[1]
    return "".join(marks)


def _pairs(line: str, straight: str, curly: str) -> list[tuple[int, int]]:
    """Where quotes open and close, straight or curly; none if they do not take turns all along the line.
    An apostrophe between letters is no quote.
    """
    pairs, start = list[tuple[int, int]](), -1
    any_quote = f"[{straight}{curly}]"
    for match in compiled(f"(?<![A-Za-z]){any_quote}|{any_quote}(?![A-Za-z])").finditer(line):
        opens = start < 0
        if match[0] == curly[opens] or (match[0] == straight and not _fits(line, match.start(), opens)):
            return []
        if not opens:
            pairs.append((start, match.start()))
        start = match.start() if opens else -1
    return pairs if start < 0 else []


def _fits(line: str, at: int, opens: bool) -> bool:
    """Whether a straight quote can open here, not behind a digit (7") nor before a blank or mark; or close here."""
    if opens:
        return compiled(_OPENS).match(line, at) is not None
    return not line[max(0, at - 30) : at].rstrip(BLANK).endswith(("(", ":", "\uff08", "\uff1a", "“", "‘", "《"))


def _in_chinese(line: str, start: int, end: int) -> bool:
    """Whether a pair of quotes has a Chinese neighbour outside, past a reasonable number of marks and blanks."""
    before = line[max(0, start - 30) : start].rstrip(_SKIP_OUTWARD)[-1:]
    after = line[end + 1 : end + 31].lstrip(_SKIP_OUTWARD)[:1]
    return any(map(compiled(f"{_CHINESE}|{_BEFORE_CHINESE}").match, (before, after)))


def brackets(line: str) -> str:
    """Round brackets, decided as a pair: wide if there is Han inside, or a Chinese neighbour outside.

    >>> brackets("(一)县(市)生产总值(GDP),f(a,b)是函数, Windows (c), A(B)C")
    '\uff08一\uff09县\uff08市\uff09生产总值\uff08GDP\uff09,f(a,b)是函数, Windows (c), A(B)C'
    """
    if "(" not in line and ")" not in line:
        return line
    marks, outer, has_han = list(line), list[tuple[int, bool]](), False
    for match in compiled(f"[()\uff08\uff09]|[{HAN}]+").finditer(line):
        at, mark = match.start(), match[0]
        if mark in "(\uff08":
            outer.append((at, has_han))
            has_han = False
        elif mark not in ")\uff09":
            has_han = True
        elif outer:
            start, had_han = outer.pop()
            if has_han or line[start] == "\uff08" or mark == "\uff09" or _has_chinese_side(line, start, at):
                marks[start], marks[at] = "\uff08\uff09"
            has_han = has_han or had_han
    return "".join(marks)


def _has_chinese_side(line: str, start: int, end: int) -> bool:
    """Whether a pair without Han inside stands in Chinese writing: behind Han, as a number of a list, or before
    Han unless it is a function's. Signs such as (c) and (R) belong to the Latin word before them.
    """
    before = line[max(0, start - 30) : start].rstrip(BLANK)
    if compiled(_SIGN).fullmatch(line, start + 1, end):
        return False
    if compiled(f"(?!\uff09){_CHINESE}$").search(before):
        return True
    if compiled(_LIST_NUMBER).fullmatch(line, start + 1, end) and compiled(_LIST_START).search(before):
        return True
    before_chinese = compiled(f"(?!\uff08){_BEFORE_CHINESE}").match(line, end + 1)
    return before_chinese is not None and not compiled(_FUNCTION).search(before)


def pauses(line: str) -> str:
    """Comma, colon, semicolon, question and exclamation mark: wide behind Chinese, or right before it.

    >>> pauses("时间:2023-10-23 09:54:13,完成95%,1,234户;Email:a@b.com")
    '时间\uff1a2023-10-23 09:54:13\uff0c完成95%\uff0c1,234户\uff1bEmail:a@b.com'
    """
    # Most stand between two Han characters.
    for mark, between, wide in _BETWEEN:
        if mark in line:
            line = compiled(between).sub(wide, line)
    if compiled(_A_PAUSE).search(line):
        line = compiled(_RUN).sub(_widened_run, line)
    return line


def _widened_run(match: re.Match[str]) -> str:
    """A run of blanks and marks: all the marks are widened if the character before it is Chinese, or a percentage in
    Chinese writing; else the last ones, if Chinese follows.
    """
    line, start, run, after = match.string, match.start(), match[0], match[1]
    if run.isspace() or (run[-1] == "?" and after[-1:] == "="):
        return run
    before = line[start - 1 : start] if start else ""
    if compiled(_CHINESE).match(before) or (compiled("[%‰℃]").match(before) and not compiled("[a-z]").match(after)):
        run = compiled(f"{_SMILE}{_A_PAUSE}").sub(lambda mark: mark[0].translate(_WIDE), run)
    elif compiled(_BEFORE_CHINESE).match(after):
        run = _last_widened(line, start, run)
    return run


def _last_widened(line: str, start: int, run: str) -> str:
    """A run that stands right before Chinese, with the marks at its end widened."""
    last = len(run.rstrip(BLANK).rstrip(_PAUSES))
    if compiled(_KEPT).search(line[max(0, start + last - 40) : start + last] + run[last : last + 2]):
        return run
    return run[:last] + run[last:].translate(_WIDE)


def _is_typed_in_ascii(text: str) -> bool:
    """Whether a text was typed with ASCII marks alone: periods behind Han, and no full stop anywhere. What its periods
    and straight quotes were meant to be is not sure enough to set them right.
    """
    return "。" not in text and len(compiled(_PERIOD).findall(text)) > 1
