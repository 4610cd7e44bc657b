"""`qinggao reuse`: prints which sentences of a text other speeches have, which speeches, and how common they are."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple, TextIO

from rapidfuzz.distance import Levenshtein
from sqlite_utils import Database

from cleaners.chinese.fold import fold
from cleaners.errors import QinggaoError
from flows.commands.clean import rows
from flows.commands.shelf import opened
from flows.terminal import as_json, safe, wants_colour
from warehouse.duplicates.settle import redirected
from warehouse.errors import explained
from warehouse.likeness.verdict import Match
from warehouse.reuse.found import Found, Holder, joined
from warehouse.reuse.lookup import reuse
from warehouse.reuse.units import key_of

_NAMED = 5
# How many characters of a sentence are shown on either side of the part that others have.
_MARGIN = 10
_CHANGED, _DIM = "\x1b[1;31m{}\x1b[0m", "\x1b[2m{}\x1b[0m"
_SPEECH = "SELECT title, body FROM speeches WHERE id = ?"
_ANY = "SELECT EXISTS (SELECT 1 FROM speeches)"


class NothingToCheck(QinggaoError):
    """There is no such speech on the shelf, none in the file, or the shelf is empty."""


class Checked(NamedTuple):
    """A text and what was found of it elsewhere."""

    title: str | None
    body: str
    found: tuple[Found, ...]

    @property
    def speeches(self) -> int:
        """How many speeches have any of it, formulae aside."""
        return len({holder.id for one in self.found if not one.common for holder in one.holders})

    def chars(self) -> tuple[int, int, int]:
        """How many Han characters it has, how many of them other speeches have, and how many others are in formulae."""
        own, common = bytearray(len(self.body)), bytearray(len(self.body))
        for one in self.found:
            for start, end in one.spans:
                (common if one.common else own)[start:end] = b"\1" * (end - start)
        taken = "".join(char for char, own_one in zip(self.body, own, strict=True) if own_one)
        formulae = (char for char, x, y in zip(self.body, own, common, strict=True) if y and not x)
        return len(key_of(self.body)), len(key_of(taken)), len(key_of("".join(formulae)))


def checked(db: str, target: str) -> list[Checked]:
    """Looks up a speech of the shelf, by its id, or the speeches in a file, which are not shelved.

    Raises:
        NotAWarehouse: there is no warehouse of that name.
        NothingToCheck: there is no such speech, the file gives none, or the shelf is empty.
    """
    with explained(Path(db)), closing(opened(db)) as shelf:
        shelf.execute("BEGIN")  # one transaction, so that others who write meanwhile make no difference
        if not shelf.execute(_ANY).fetchone()[0]:
            raise NothingToCheck(f"{db}: there is no speech on the shelf yet. Take some in with qinggao ingest.")
        if target.isdecimal():
            return [_of_shelf(shelf, db, int(target))]
        return [Checked(title, body, tuple(reuse(shelf, body))) for title, body in _drafts(target)]


def _of_shelf(shelf: Database, db: str, id: int) -> Checked:
    now = redirected(shelf, id)
    row = shelf.execute(_SPEECH, [now]).fetchone()
    if row is None:
        raise NothingToCheck(f"{db}: there is no speech {id}. For a file of that name, write ./{id}.")
    title, body = row
    return Checked(title, body, tuple(reuse(shelf, body, own=now)))


def _drafts(path: str) -> Iterator[tuple[str | None, str]]:
    """The title and body of each speech in a file."""
    if path != "-" and (not Path(path).exists() or Path(path).is_dir()):
        raise NothingToCheck(f"{path}: there is no file of that name. Give the path of a draft, or the id of a speech.")
    for row in rows([path]):
        if row["status"] != "ok":
            raise NothingToCheck(row["error"])
        if not row["speeches"]:
            raise NothingToCheck(
                f"{path}: no speech in it ({', '.join(row['flags'])}). Give a speech or a draft in Chinese."
            )
        yield from ((speech["title"], speech["body"]) for speech in row["speeches"])


def write(texts: Iterable[Checked], style: str, out: TextIO) -> None:
    """Print what was found, as text or as jsonl, with a summary before each text."""
    if style == "jsonl":
        lines = chain.from_iterable(map(_objects, texts))
        out.writelines(as_json(line) + "\n" for line in lines)
        return
    colour = wants_colour(out)
    out.write("\n".join("".join(f"{line}\n" for line in _lines(text, colour)) for text in texts))


def _objects(text: Checked) -> Iterator[dict[str, object]]:
    """A summary, then an object for each sentence."""
    han, elsewhere, formulae = text.chars()
    counts = {"han": han, "elsewhere": elsewhere, "formulae": formulae, "speeches": text.speeches}
    yield {"kind": "summary", "title": text.title, **counts}
    for one in text.found:
        row = {"kind": "sentence" if one.whole else "passage", "text": text.body[one.start : one.end]}
        holders = [holder._asdict() | {"edited": round(holder.edited, 3)} for holder in one.holders]
        for holder in holders:
            holder["matches"] = [{"a": m.a, "b": m.b, "edited": round(m.edited, 3)} for m in holder["matches"]]
        yield row | one._asdict() | {"common": one.common, "holders": holders}


def _lines(text: Checked, colour: bool) -> Iterator[str]:
    yield f"{safe(text.title or '无题')}: {_summary(text)}"
    for _, group in groupby(text.found, key=lambda one: one.start):
        yield ""
        found = tuple(group)
        if found[0].common:
            yield _formula(text.body, found[0], colour)
        else:
            yield from _sentence(text.body, found, colour)


def _summary(text: Checked) -> str:
    han, elsewhere, formulae = text.chars()
    counts = [f"{_share(elsewhere, han)}见于别处 {text.speeches:,} 篇"] if elsewhere else ["没有见于别处的句子"]
    counts += [f"另有 {_share(formulae, han)}是套话"] if formulae else []
    return ", ".join([f"全文 {han:,} 字", *counts])


def _share(part: int, whole: int) -> str:
    return f"{part:,} 字 ({part / (whole or 1):.0%}) "


def _formula(body: str, one: Found, colour: bool) -> str:
    """One line: the formula, and in how many works it is."""
    formula = " … ".join(_line(body[start:end]) for start, end in one.spans)
    line = f"套话: {formula}  ({one.works:,} 种)"
    return _DIM.format(line) if colour else line


def _sentence(body: str, found: Sequence[Found], colour: bool) -> Iterator[str]:
    """A sentence, and a line for each speech that has it, first those that have it as a whole."""
    start, end = found[0].start, found[0].end
    text = body[start:end] if found[0].whole else _elided(body, found[0])
    yield f"{_line(text)}  ({'; '.join(map(_count, found))})"
    for one in found:
        speeches = [tuple(group) for _, group in groupby(one.holders, key=lambda holder: holder.id)]
        for holders in speeches[:_NAMED]:
            wording = " … ".join(_difference(body[start:end], holder, one.whole, colour) for holder in holders)
            yield f"  {_day(holders[0])} #{holders[0].id} {safe(holders[0].title or '无题')}: {wording}"
        if len(speeches) > _NAMED:
            yield f"  还有 {len(speeches) - _NAMED:,} 篇"


def _count(one: Found) -> str:
    return f"{one.works:,} 种 {one.speeches:,} 篇{'' if one.whole else ', 只见部分'}"


def _elided(body: str, one: Found) -> str:
    """A sentence cut down to the parts that others have, and a few characters around them.

    >>> _elided("甲" * 30 + "乙乙" + "丙" * 5, Found(0, 37, False, 1, 1, ((30, 32),), ()))
    '…甲甲甲甲甲甲甲甲甲甲乙乙丙丙丙丙丙'
    """
    shown = joined(((max(one.start, start - _MARGIN), min(one.end, end + _MARGIN)) for start, end in one.spans), 0)
    text = "…".join(body[start:end] for start, end in shown)
    return f"{'…' if shown[0][0] > one.start else ''}{text}{'…' if shown[-1][1] < one.end else ''}"


def _day(holder: Holder) -> str:
    """The day of delivery that the text names, else the day it was first published."""
    if holder.event_date:
        return f"{safe(holder.event_date)} 讲"
    return f"{safe(holder.first_published)} 发" if holder.first_published else "无日期"


def _difference(own: str, holder: Holder, whole: bool, colour: bool) -> str:
    """How the speech words it, with each change marked."""
    if whole and not holder.edited:
        return "一字不差"
    return " … ".join(_marked(own, holder.text, match, colour) for match in holder.matches)


def _marked(own: str, other: str, match: Match, colour: bool) -> str:
    """A passage in the wording of the other speech, with each change marked.

    >>> _marked("要狠抓落实", "要紧抓落实啊", Match((0, 5), (0, 6), 0.3), colour=False)
    '要[狠▶紧]抓落实[▶啊]'
    """
    a, b = own[slice(*match.a)], other[slice(*match.b)]
    marked = []
    for step in Levenshtein.opcodes(fold(a), fold(b)):
        old, new = _line(a[step.src_start : step.src_end]), _line(b[step.dest_start : step.dest_end])
        change = f"[{old}▶{new}]"
        marked.append(new if step.tag == "equal" else _CHANGED.format(change) if colour else change)
    return "".join(marked)


def _line(text: str) -> str:
    """Text on one line, safe to print."""
    return safe(text.replace("\n", " "))
