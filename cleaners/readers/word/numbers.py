"""Automatic numbers of a Word file (一、 (二) 3.): no text holds them, they follow from the lists of numbering.xml."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cleaners.errors import Corrupt
from cleaners.patterns import compiled
from cleaners.readers.word.styles import Styles, W, switch, value, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_LEVELS, _LONGEST_LABEL = 20, 100
_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_COUNTING = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_SPELLED = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def chinese(n: int) -> str:
    """A number from 1 to 9999 in words; beyond it, digit for digit.

    >>> [chinese(n) for n in (3, 10, 14, 20, 105, 120, 1008)]
    ['三', '十', '十四', '二十', '一百零五', '一百二十', '一千零八']
    """
    if not 0 < n < 10_000:
        return "".join(_DIGITS[int(digit)] for digit in str(n))
    figures = ((n // size % 10, unit) for size, unit in _UNITS)
    words = "".join(_DIGITS[figure] + unit if figure else "零" for figure, unit in figures)
    return compiled("零+").sub("零", words).strip("零").removeprefix("一" if 9 < n < 20 else "")


def roman(n: int) -> str:
    """A number in Roman figures.

    >>> roman(14)
    'XIV'
    """
    figures = ""
    for size, figure in _ROMAN:
        figures += figure * (n // size)
        n %= size
    return figures


def spelled(n: int, form: str) -> str:
    """A number as one of Word's number formats writes it; in plain digits where the format is a rare one.

    >>> [spelled(3, form) for form in ("decimal", "chineseCounting", "chineseLegalSimplified", "upperLetter", "none")]
    ['3', '三', '叁', 'C', '']
    """
    if form in _COUNTING:
        return chinese(n)
    if form == "chineseLegalSimplified":
        return chinese(n).translate(_LEGAL)
    if form in _SPELLED:
        return "".join(_DIGITS[int(digit)] for digit in str(n))
    if form in _CYCLES and 0 < n <= len(_CYCLES[form]):
        return _CYCLES[form][n - 1]
    if form in ("upperLetter", "lowerLetter") and 0 < n <= 26 * 26:
        letters = chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman") and n < 4000:
        return roman(n) if form == "upperRoman" else roman(n).lower()
    return "" if form == "none" else f"{n:02}" if form == "decimalZero" else str(n)


class Level(NamedTuple):
    """One level of a list: its first number, its format, and its text, where %1 is the number of level 1."""

    start: int
    form: str
    text: str
    legal: bool
    style: str | None


class Numbering:
    """The lists of a document. Ask for the labels in the order of the paragraphs: each answer counts on."""

    def __init__(self, root: "Element | None" = None, styles: Styles | None = None) -> None:
        self._styles = styles or Styles()
        abstract = (
            {} if root is None else {e.get(W + "abstractNumId"): _levels(e) for e in root.findall(W + "abstractNum")}
        )
        self._lists = dict[str | None, str | None]()
        self._levels = dict[str | None, dict[int, Level]]()
        self._restarts = dict[str | None, set[int]]()
        self._counts = dict[str | None, dict[int, int]]()
        self._of_styles = dict[str, tuple[str, int] | None]()
        for num in () if root is None else root.findall(W + "num"):
            key, shared = num.get(W + "numId"), value(num, "abstractNumId")
            own = {n: level for e in num.findall(W + "lvlOverride") for n, level in _levels(e).items()}
            starts = dict(_restarts(num))
            levels = abstract.get(shared, {}) | own
            self._lists[key] = shared
            self._levels[key] = {n: level._replace(start=starts.get(n, level.start)) for n, level in levels.items()}
            self._restarts[key] = set(starts)

    def label(self, paragraph: "Element") -> str:
        """The number in front of a paragraph, such as 一、; empty where there is none, or a bullet."""
        key, depth = self._place(paragraph)
        levels = self._levels.get(key, {})
        if depth not in levels:
            return ""
        counts = self._count(key, depth)
        own = levels[depth]
        if own.form == "bullet":
            return ""

        def number(n: int) -> str:
            level = levels.get(n, own)
            return spelled(counts.get(n, level.start), "decimal" if own.legal else level.form)

        text: str = compiled("%([1-9])").sub(lambda m: number(int(m[1]) - 1), own.text)
        # 1.办公室 and 一、办公室 are written without a blank; a bare figure needs one.
        return text + " " if text and text[-1].isascii() and text[-1].isalnum() else text

    def _place(self, paragraph: "Element") -> tuple[str | None, int]:
        """The list and the level of a paragraph, by itself or through its style."""
        properties = paragraph.find(W + "pPr")
        key = value(properties, "numPr", "numId")
        if key is not None:
            return key, whole_number(value(properties, "numPr", "ilvl"), 0)
        return self._styles.nearest(value(properties, "pStyle"), self._place_of, self._of_styles) or (None, 0)

    def _place_of(self, style: "Element") -> tuple[str, int] | None:
        """The list and the level that a style itself gives."""
        key = value(style, "pPr", "numPr", "numId")
        if key is None:
            return None
        named = (n for n, level in self._levels.get(key, {}).items() if level.style == style.get(W + "styleId"))
        return key, next(named, whole_number(value(style, "pPr", "numPr", "ilvl"), 0))

    def _count(self, key: str | None, depth: int) -> dict[int, int]:
        """The numbers of a list's levels, counted on by one at a level. Lists of one kind count together,
        until one says that it begins anew.
        """
        counts = self._counts.setdefault(self._lists[key], {})
        for n in self._restarts.pop(key, set()):
            counts.pop(n, None)
        counts[depth] = counts.get(depth, self._levels[key][depth].start - 1) + 1
        for deeper in [n for n in counts if n > depth]:
            del counts[deeper]
        return counts


def _levels(element: "Element") -> dict[int, Level]:
    """The levels of a list. Raises Corrupt where they are such as no program makes: each paragraph would be full of them."""
    found = element.findall(W + "lvl")
    if len(found) > _MOST_LEVELS:
        raise Corrupt(f"a list of the Word file has {len(found):,} levels, and Word knows nine. Leave the file out.")
    longest = max((len(value(e, "lvlText") or "") for e in found), default=0)
    if longest > _LONGEST_LABEL:
        raise Corrupt(
            f"a list of the Word file sets {longest:,} characters before each paragraph, and a number has "
            f"{_LONGEST_LABEL} at most. Leave the file out."
        )
    return {
        whole_number(e.get(W + "ilvl"), 0): Level(
            whole_number(value(e, "start"), 1),
            value(e, "numFmt") or "decimal",
            value(e, "lvlText") or "",
            bool(switch(e, "isLgl")),
            value(e, "pStyle"),
        )
        for e in found
    }


def _restarts(num: "Element") -> Iterator[tuple[int, int]]:
    for override in num.findall(W + "lvlOverride"):
        start = value(override, "startOverride")
        if start is not None:
            yield whole_number(override.get(W + "ilvl"), 0), whole_number(start, 1)
