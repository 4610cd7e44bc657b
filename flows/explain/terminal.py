"""The marked-up draft in a terminal: in colours, strikes and inverse, or in plain marks."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from cleaners.speech import Cleaned
from flows.explain.families import FAMILIES
from flows.explain.pieces import GLYPHS_SAY, Piece, glyphs, pieces
from flows.explain.summary import KINDS, equation, facts, flags, label_of, labels, name_of, origin, tallies
from flows.explain.table import table
from flows.terminal import safe, safe_lines

_BOLD, _DIM, _UNDERLINED, _INVERSE, _STRUCK = 1, 2, 4, 7, 9
_LONGEST, _SHOWN = 12, 3
_MARKS = {"cut": "[-{}-]", "lift": "[={}=]", "insert": "[+{}+]", "keep": "[={}=]"}


def terminal(done: Cleaned, whys: Mapping[str, str], colour: bool, width: int) -> str:
    """The original page with every change marked, then the rules with their reasons, the fields and the flags.

    Where one rule took more than 12 lines in a row, the first and last 3 are shown and the others counted; nothing else
    is left out. Respellings that change no word are shown in their new form only. `width`, in columns, is for the
    tables: the text has the lines of the page.

    >>> from cleaners import clean
    >>> from cleaners.page import Page
    >>> done = clean(Page("同志们:\\n抓落实要靠督查,也要靠作风。\\n上一篇:工作总结"))
    >>> shown = terminal(done, {}, colour=False, width=60)
    >>> [line for line in shown.splitlines() if "上一篇:" in line]
    ['[-上一篇:工作总结-]{article/prev-next}']
    """
    pen = _Pen(colour)
    parts = [
        f"{pen(safe(name_of(done)), _BOLD)}\n{pen(f'{origin(done)}{chr(10)}{equation(done)}', _DIM)}",
        "".join(_text(done, pen)).strip("\n"),
        pen(_legend(colour), _DIM),
        "\n".join(_rules(done, whys, pen, width)),
        "\n".join(_facts(done, width)),
        "\n".join(f"! {flag}" for flag in flags(done)),
    ]
    return f"\n{pen('─' * width, _DIM)}\n".join(filter(None, parts)) + "\n"


class _Pen:
    """Colours text line by line, so that a pager may start at any line; without colour it leaves text alone."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, *codes: int) -> str:
        if not self.colour:
            return text
        on = f"\x1b[{';'.join(map(str, codes))}m"
        return "\n".join(f"{on}{line}\x1b[0m" if line else "" for line in text.split("\n"))

    def mark(self, kind: str, text: str, *codes: int) -> str:
        """The text in colours, or without colour between the plain marks of its kind."""
        return self(text, *codes) if self.colour else _MARKS[kind].format(text)


def _text(done: Cleaned, pen: _Pen) -> Iterator[str]:
    """The page; if it has several speeches, each between two lines with its number."""
    for part, group in groupby(pieces(done), key=lambda piece: piece.part):
        text = "".join(_marked_up(list(group), pen))
        if len(done.speeches) == 1 or part is None:
            yield text
        else:
            yield f"\n{pen(f'┌── 第 {part + 1} 篇', _BOLD)}\n{text}\n{pen(f'└── 第 {part + 1} 篇完', _BOLD)}\n"


def _marked_up(found: list[Piece], pen: _Pen) -> Iterator[str]:
    for (owner, _), group in groupby(_with_rule(found), key=lambda owned: (owned[0], owned[1].fields)):
        run = [piece for _, piece in group]
        yield from [_gone(run, owner, pen)] if run[0].gone else (_in_copy(piece, pen) for piece in run)


def _with_rule(found: list[Piece]) -> Iterator[tuple[str, Piece]]:
    """Each piece with its rule; white space taken between two cuts by one rule counts as that rule's."""
    rules = ["", *(piece.rule for piece in found), ""]
    for before, piece, after in zip(rules, found, rules[2:], strict=False):
        yield (before if piece.blank and before and before == after else piece.rule), piece


def _gone(run: list[Piece], rule: str, pen: _Pen) -> str:
    """What one rule cut or lifted: white space as signs; other text struck out or inverse, followed by the rule."""
    kind, text = run[0].kind, "".join(p.signs if p.blank else safe_lines(p.old) for p in run)
    if all(piece.blank for piece in run):
        return _signs(kind, text, pen)
    ink = text.strip("\n")
    if not ink.strip():
        return text
    before, _, after = text.partition(ink)
    names = run[0].fields
    style = _INVERSE if kind == "lift" or names else _STRUCK
    colour = FAMILIES[next(p.family for p in run if p.rule == rule)].ansi
    return before + pen.mark(kind, _folded(ink, rule), style, colour) + _tag(pen, rule, *labels(names)) + after


def _in_copy(piece: Piece, pen: _Pen) -> str:
    """A piece of the fair copy: kept, respelled or inserted."""
    if piece.kind == "insert":
        return _signs("insert", glyphs(piece.new, fresh=False), pen)
    if piece.kind == "respell":
        return pen(safe_lines(piece.new), _UNDERLINED) if piece.light else _respelled(piece, pen)
    if piece.fields:
        return pen.mark("keep", safe_lines(piece.old), _INVERSE) + _tag(pen, *labels(piece.fields))
    return safe_lines(piece.old)


def _signs(kind: str, signs: str, pen: _Pen) -> str:
    """White space that was taken or inserted, as signs, with their line breaks."""
    return "\n".join(line and pen.mark(kind, line, _DIM) for line in signs.split("\n"))


def _respelled(piece: Piece, pen: _Pen) -> str:
    old, new = (safe_lines(s) if s.strip() else glyphs(s, fresh=True) for s in (piece.old, piece.new))
    colour = FAMILIES[piece.family].ansi
    change = f"{pen(old, _STRUCK, colour)}▶{pen(new, _UNDERLINED, colour)}"
    return change if pen.colour else f"[{change}]{_tag(pen, piece.rule)}"


def _tag(pen: _Pen, *words: str) -> str:
    return pen("{" + " ".join(words) + "}", _DIM)


def _folded(text: str, rule: str) -> str:
    lines = text.split("\n")
    if len(lines) <= _LONGEST:
        return text
    left_out = f"⋮ 这里还有 {len(lines) - 2 * _SHOWN} 行, 同是 {rule} 删去的"
    return "\n".join([*lines[:_SHOWN], left_out, *lines[-_SHOWN:]])


def _legend(colour: bool) -> str:
    signs = (
        "删去加删除线, 摘作字段的反白, 改写加下划线"
        if colour
        else "[-删去-]{规则} [=摘作字段=]{规则 字段} [旧▶新]{规则} [+补入+]"
    )
    return f"{signs}; 只换字形、标点的改写径用新字\n{GLYPHS_SAY}"


def _rules(done: Cleaned, whys: Mapping[str, str], pen: _Pen, width: int) -> Iterator[str]:
    found = tallies(done, whys)
    rows = [(t.rule, KINDS[t.kind], f"{t.places:,} 处", f"{t.chars:,} 字", safe_lines(t.why)) for t in found]
    for tally, lines in zip(found, table(rows, width, right=(2, 3)), strict=True):
        yield pen(lines, FAMILIES[tally.family].ansi)


def _facts(done: Cleaned, width: int) -> Iterator[str]:
    """The fields, each with the offsets where it was read and the rule that read it."""
    rows = [
        (
            f"第 {fact.part + 1} 篇" if len(done.speeches) > 1 and fact.part is not None else "",
            label_of(fact.name),
            f"{fact.source.start}-{fact.source.end} {fact.source.rule}" if fact.source else "",
            safe_lines(fact.value),
        )
        for fact in facts(done)
    ]
    yield from table(rows, width)
