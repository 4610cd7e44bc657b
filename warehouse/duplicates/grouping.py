"""Grouping texts into speeches: a pure function of the texts and their relations, whatever order they came in.

Texts that are the same form a class. A class that is part of another, as a preview or an excerpt is, joins it. It joins
only the one of which it covers most: else a preview of two speeches with the same opening would make them one.

A compilation is a class that holds two complete texts in two places. It stays a speech of its own, and its parts do not
join it. Two texts with the title of the whole are its pages, and do not make it a compilation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from warehouse.duplicates.union import roots

Completeness = Literal["complete", "truncated", "gated"]
_RANK = {"complete": 0, "truncated": 1, "gated": 2}
_UNDATED = "9999"
# Two parts are in two places of the whole if they overlap by no more than this share of it.
_OVERLAP = 0.05


class Text(NamedTuple):
    """A distinct text. `key` is unique and breaks ties; `published` is the earliest date of its copies; `titles` are
    those of their titles that are long enough to identify a speech.
    """

    id: int
    key: str
    completeness: Completeness
    chars: int
    published: str | None = None
    titles: frozenset[str] = frozenset()

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """Lowest for the best: complete before truncated before gated, then the longest, then the earliest."""
        return _RANK[self.completeness], -self.chars, self.published or _UNDATED, self.key


class Tie(NamedTuple):
    """A relation: text `a` is the same as text `b`, or the part from `start` to `end` of it (shares of its length), or
    an adaptation. `strength` is the lower coverage of the two.
    """

    a: int
    b: int
    kind: Literal["same", "part", "adaptation"]
    start: float = 0.0
    end: float = 1.0
    strength: float = 1.0


class Group(NamedTuple):
    """The texts of one speech, the best first. A compilation holds other speeches."""

    texts: tuple[int, ...]
    is_compilation: bool = False


def groups(texts: Sequence[Text], ties: Iterable[Tie]) -> list[Group]:
    """The speeches that texts and their ties form, in no particular order. A text that is the same as two others, one
    of which is adapted from the other, joins the one to which its tie is stronger.

    >>> whole, preview = Text(1, "a", "complete", 900), Text(2, "b", "gated", 400)
    >>> groups([preview, whole], [Tie(2, 1, "part", 0, 0.4)])
    [Group(texts=(1, 2), is_compilation=False)]
    """
    by_id, ties = {text.id: text for text in texts}, list(ties)
    root = _classes(by_id, ties)
    parts = defaultdict[int, dict[int, list[Tie]]](lambda: defaultdict(list))
    for tie in ties:
        if tie.kind == "part" and root[tie.a] != root[tie.b]:
            parts[root[tie.b]][root[tie.a]].append(tie)
    best = _best_of(by_id, root)
    compilations = {whole for whole in parts if _is_compilation(whole, parts, best)}
    homes = roots(by_id, [*root.items(), *_parts_with_wholes(parts, best, compilations)])
    members = defaultdict[int, list[Text]](list)
    for text in texts:
        members[homes[text.id]].append(text)
    compiled = {homes[whole] for whole in compilations}
    return [
        Group(tuple(text.id for text in sorted(found, key=lambda text: text.rank)), home in compiled)
        for home, found in members.items()
    ]


def _classes(texts: Mapping[int, Text], ties: list[Tie]) -> dict[int, int]:
    """The lowest id of each text's class. Classes merge along the strongest ties first, never across an adaptation."""
    apart = [(tie.a, tie.b) for tie in ties if tie.kind == "adaptation"]
    same = (tie for tie in ties if tie.kind == "same")
    ranked = sorted(same, key=lambda tie: (-tie.strength, *sorted((texts[tie.a].key, texts[tie.b].key))))
    members = {id: {id} for id in texts}
    for tie in ranked:
        ours, theirs = members[tie.a], members[tie.b]
        if ours is theirs or any((x in ours and y in theirs) or (y in ours and x in theirs) for x, y in apart):
            continue
        ours |= theirs
        members |= dict.fromkeys(theirs, ours)
    return {id: min(found) for id, found in members.items()}


def _best_of(texts: Mapping[int, Text], root: Mapping[int, int]) -> dict[int, Text]:
    """The best text of each class."""
    best = dict[int, Text]()
    for id, text in texts.items():
        held = best.get(root[id])
        if held is None or text.rank < held.rank:
            best[root[id]] = text
    return best


def _is_compilation(whole: int, parts: Mapping[int, Mapping[int, list[Tie]]], best: Mapping[int, Text]) -> bool:
    """Whether a whole holds two complete texts in two places, neither part of the other and not both its pages."""
    inside, titles = parts[whole], best[whole].titles
    complete = [one for one in inside if best[one].completeness == "complete"]
    pairs = ((a, b) for a, b in combinations(complete, 2) if a not in parts.get(b, ()) and b not in parts.get(a, ()))
    return any(_are_apart(inside[a], inside[b]) and not titles & best[a].titles & best[b].titles for a, b in pairs)


def _are_apart(ones: list[Tie], others: list[Tie]) -> bool:
    return all(min(a.end, b.end) - max(a.start, b.start) <= _OVERLAP for a in ones for b in others)


def _parts_with_wholes(
    parts: Mapping[int, Mapping[int, list[Tie]]], best: Mapping[int, Text], compilations: set[int]
) -> Iterator[tuple[int, int]]:
    """Each class that is part of others, with the one of which it covers most. Compilations take no part in this."""
    wholes = defaultdict[int, list[int]](list)
    for whole, inside in parts.items():
        for part in inside:
            # Only a larger class counts as the whole, so that no circle of parts can form.
            if whole not in compilations and part not in compilations and _size(best[whole]) > _size(best[part]):
                wholes[part].append(whole)
    for part, found in wholes.items():
        yield part, max(found, key=lambda whole: (_share(parts[whole][part]), best[whole].key))


def _size(text: Text) -> tuple[int, str]:
    return text.chars, text.key


def _share(ties: list[Tie]) -> float:
    return max(tie.end - tie.start for tie in ties)
