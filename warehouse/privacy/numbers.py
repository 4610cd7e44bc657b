"""Numbers that reach or identify a person by their form alone: telephones, identity cards, bank cards.

A run of digits is read once, whatever stands between them; then each of its groups is tried as the start of a number,
over the few lengths that numbers have. So the time is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]

NUMERALS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺"
_ALIKE = "loi"
_VALUES = str.maketrans(NUMERALS + _ALIKE, "00123456789123456789" + "1" + "101")
DIGIT = f"[0-9{NUMERALS}{_ALIKE}]"
# What people put between the digits: blanks, dashes, dots, brackets, and signs without width.
BETWEEN = r"[ \t\-.,:;·•_/\\()\[\]{}<>+*~|'`—–―‐‑−、…\u200b-\u200d\u2060\ufeff\ufe0f\u20e3]"
_RUN = re.compile(rf"{DIGIT}(?:{BETWEEN}{{0,3}}+{DIGIT}){{4,}}+")
_ATOM = re.compile(rf"[0-9]++|[{NUMERALS}]++|[{_ALIKE}]++")
_LEAST_FIGURES = 3  # of 0-9 or numerals: the rest are letters that look like digits

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
_MOBILE, _AREA = r"1[3-9]\d{9}", r"(?:10|2\d|[3-9]\d\d)"
_KINDS = {
    "mobile": rf"(?:00?86|86|0)?{_MOBILE}",
    "landline": rf"(?:00?86|86)?0{_AREA}[1-9]\d{{6,7}}|09\d{{8}}|00(?:852|853|886)\d{{8,9}}",
    "service": r"[48]00\d{7}",
    "identity": rf"[1-9]\d{{5}}(?:18|19|20)\d\d{_DAY}\d{{4}}|{_PROVINCE}\d{{16}}|{_PROVINCE}\d{{6}}{_DAY}\d{{3}}",
    "card": r"62\d{14,17}",
}
_NUMBER = re.compile("|".join(f"(?P<{name}>(?:{pattern}))" for name, pattern in _KINDS.items()))
_SHORTEST, _LONGEST = 10, 19
_CHECKED = re.compile(r"[3-6]\d{14,18}")  # Bank cards of other kinds, which their check digit tells.
_WITH_X = re.compile(rf"[1-9]\d{{5}}(?:18|19|20)\d\d{_DAY}\d{{3}}")
_X = re.compile(r"[ \-]{0,2}[x×х](?![a-z0-9])")
_OF_LISTS = {",", ":", ";", "、", "/"}
_AS_SPOKEN = ([3, 4, 4], [1] * 11)
_LOCAL_ABROAD = range(8, 16)

UNIT = re.compile(
    r"[ ]?(?:[万亿千百]?(?:元|吨|亩|股|人|条|个|篇|次|户|件|台|部|辆|家|名|起|例|份|场|项|封|字|册|票|平方|立方|公里|千瓦)"
    r"|[万亿年%‰℃]|余|多|粉丝)"
)
_AMOUNT = re.compile(r"[ ]?(?:[万亿]?元|[万亿]|吨|亩|股|%|平方|立方|公里|千瓦)")
_COUNTED = re.compile(r"(?:[¥$€]|i[sb][sb]n[ :]{0,3}[0-9\- ]{0,18}|doi[ :]{0,2}[0-9./]{0,18}|\d{3}\.|(?<!\d)0\.)\Z")
_EXTENSION = re.compile(r"[ ]?(?:转|分机号?|ext\.?|[-—#*])[ :]{0,2}(\d{1,6})(?![\d年])")
_NEXT = re.compile(r"[、/,;或和 ]{1,3}((?!(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d)\d{7,8}|(?<=/)\d{1,4})(?![\d年])")
_MOST_FURTHER = 5


class _Run(NamedTuple):
    """The digits of a run as 0-9, where each stands, and how many come before each group; `gaps[i]` is what stands
    before group i.
    """

    digits: str
    places: list[int]
    bounds: list[int]
    gaps: list[str]


def numbers(key: str) -> Iterator[Span]:
    """The spans of numbers that are contacts or identify a person."""
    for match in _RUN.finditer(key):
        if sum(map(match[0].count, _ALIKE)) + _LEAST_FIGURES <= len(match[0]):
            yield from _in_run(key, _read(key, *match.span()))


def stretch(key: str, start: int, least: int, most: int = 12) -> int | None:
    """The end of the digits that begin at `start`: at least so many, in groups if the first is short. None if there are
    fewer, or if they count something.

    >>> stretch("8888 1234 转", 0, 7), stretch("123456人", 0, 5)
    (9, None)
    """
    end, count, group = start, 0, _GROUP.match(key, start)
    while group and (count < least or (len(group[1]) <= 4 and count + len(group[1]) <= most)):
        if count >= least and _DATE_SIGN.match(key, group.end()):
            break
        end, count = group.end(), count + len(group[1])
        group = _GROUP.match(key, end)
    return None if count < least or UNIT.match(key, end) else end


_GROUP = re.compile(rf"[ \t\-.·•_/()*~—–―−\u200b-\u200d\ufe0f\u20e3]{{0,3}}+({DIGIT}++)")
_DATE_SIGN = re.compile(r"[年月日:%]|-\d\d-|[a-z]")


def _read(key: str, start: int, end: int) -> _Run:
    digits, places, bounds, gaps, last = list[str](), list[int](), [0], list[str](), start
    for atom in _ATOM.finditer(key, start, end):
        gaps.append(_kind_of_gap(key[last : atom.start()]))
        digits.append(atom[0].translate(_VALUES))
        places.extend(range(*atom.span()))
        bounds.append(len(places))
        last = atom.end()
    return _Run("".join(digits), places, bounds, gaps)


def _kind_of_gap(gap: str) -> str:
    """What a gap is besides blanks and brackets: "" is none at all."""
    return gap and (gap.strip(" \t()[]{}<>\u200b\u200c\u200d\u2060\ufeff\ufe0f\u20e3") or " ")


def _in_run(key: str, run: _Run) -> Iterator[Span]:
    group, last = 0, len(run.gaps)
    while group < last:
        after = _number_from(key, run, group)
        if after is None:
            group += 1
            continue
        start, end = run.places[run.bounds[group]], run.places[run.bounds[after] - 1] + 1
        if after == last and (x := _X.match(key, end)) and _WITH_X.fullmatch(run.digits, run.bounds[group]):
            end = x.end()
        if not _AMOUNT.match(key, end) and not _COUNTED.search(key, max(0, start - 24), start):
            yield start, end
            yield from _further(key, end)
        group = after


def _number_from(key: str, run: _Run, group: int) -> int | None:
    """The group behind the longest number that begins with a group."""
    start, found = run.bounds[group], None
    abroad = key[max(0, run.places[start] - 2) : run.places[start]].strip("( ").endswith("+")
    for after in range(group + 1, len(run.bounds)):
        end = run.bounds[after]
        if end - start > _LONGEST:
            break
        is_abroad = abroad and end - start in _LOCAL_ABROAD and _is_even(run.gaps[group + 1 : after])
        if is_abroad or (end - start >= _SHORTEST and _is_number(key, run, group, after)):
            found = after
    return found


def _is_number(key: str, run: _Run, group: int, after: int) -> bool:
    start, end = run.bounds[group], run.bounds[after]
    match = _NUMBER.fullmatch(run.digits, start, end)
    if match:
        kind = match.lastgroup or ""
    elif end - start == 17 and _WITH_X.fullmatch(run.digits, start, end) and _X.match(key, run.places[end - 1] + 1):
        kind = "identity"
    elif _CHECKED.fullmatch(run.digits, start, end) and _is_checked(run.digits[start:end]):
        kind = "card"
    else:
        return False
    gaps, sizes = set(run.gaps[group + 1 : after]) - {""}, _sizes(run, group, after)
    return _is_even(gaps) and _is_grouped(kind, sizes) and (not gaps & _OF_LISTS or sizes in _AS_SPOKEN)


def _sizes(run: _Run, group: int, after: int) -> list[int]:
    """How many digits stand together in each part of a number."""
    cuts = [run.bounds[i] for i in range(group, after) if i == group or run.gaps[i]] + [run.bounds[after]]
    return [b - a for a, b in pairwise(cuts)]


def _is_even(gaps: Iterable[str]) -> bool:
    """Whether the gaps are of one kind, as in a number and not in a row of figures: dots and commas next to nothing else."""
    kinds = {gap for gap in gaps if gap}
    return len(kinds) < 2 or not kinds & {".", *_OF_LISTS}


def _is_grouped(kind: str, sizes: list[int]) -> bool:
    """Whether people write a number of this kind in parts of these sizes."""
    if len(sizes) == 1 or max(sizes) == 1:
        return True
    if kind in ("identity", "card"):
        return len(sizes) <= 6 and min(sizes[:-1]) >= (2 if kind == "identity" else 4)
    if set(sizes[:-1]) == {2} and sizes[-1] <= 2 and kind == "mobile":
        return True
    first = (3, 4) if kind in ("landline", "service") else range(3, 9)
    return len(sizes) <= 5 and sizes[0] in first and min(sizes) >= 2 and sizes[:3] != [4, 2, 2]


def _is_checked(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn)."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def _further(key: str, end: int) -> Iterator[Span]:
    """The extension of a telephone, and a few more numbers after it that leave out the area."""
    for pattern in (_EXTENSION, *[_NEXT] * _MOST_FURTHER):
        if match := pattern.match(key, end):
            yield match.span(1)
            end = match.end()
