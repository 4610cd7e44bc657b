"""Which texts are one speech: a pure function of the texts and of how they relate, whatever order they came in.

Texts that are the same are one class. A class that is part of another joins it: a preview, an excerpt. It joins one
only, the tightest, or two speeches that share their opening would be one for the sake of a preview of both. Nothing
joins a compilation: a class that holds two complete texts in two places. It stays a speech of its own. Two texts that
bear the title of the whole are its pages and make it none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from warehouse.duplicates.union import roots

Completeness = Literal["complete", "truncated", "gated"]
_RANK = {"complete": 0, "truncated": 1, "gated": 2}
_UNDATED = "9999"
# By how much two parts may overlap in the whole, as a share of it, and still stand in two places.
_OVERLAP = 0.05


class Text(NamedTuple):
    """A distinct text. `key` tells it from all others and settles what nothing else does; `published` is the
    earliest date of its copies, `titles` are those that they have and that tell speeches apart.
    """

    id: int
    key: str
    completeness: Completeness
    chars: int
    published: str | None = None
    titles: frozenset[str] = frozenset()

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """Least for the best: complete before truncated before gated, then the longest, then the earliest."""
        return _RANK[self.completeness], -self.chars, self.published or _UNDATED, self.key


class Tie(NamedTuple):
    """Text `a` is the same as text `b`, or part of it, from `start` to `end` of `b` (shares of its length), or adapted.
    `strength` is the lesser coverage of the two.
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
    """The speeches that texts and their ties make, in no order that means anything. Of two texts one of which is adapted
    from the other, a third that is the same as both joins one: the one it is more like.

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
    homes = roots(by_id, [*root.items(), *_joins(parts, best, compilations)])
    members = defaultdict[int, list[Text]](list)
    for text in texts:
        members[homes[text.id]].append(text)
    held = {homes[whole] for whole in compilations}
    return [
        Group(tuple(text.id for text in sorted(found, key=lambda text: text.rank)), home in held)
        for home, found in members.items()
    ]


def _classes(texts: Mapping[int, Text], ties: list[Tie]) -> dict[int, int]:
    """For each text one that stands for its class. The strongest ties come first, and none joins adaptations."""
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
    """Whether two complete texts, neither part of the other, stand in two places of a whole and are not its pages."""
    inside, titles = parts[whole], best[whole].titles
    complete = [one for one in inside if best[one].completeness == "complete"]
    pairs = ((a, b) for a, b in combinations(complete, 2) if a not in parts.get(b, ()) and b not in parts.get(a, ()))
    return any(_are_apart(inside[a], inside[b]) and not titles & best[a].titles & best[b].titles for a, b in pairs)


def _are_apart(ones: list[Tie], others: list[Tie]) -> bool:
    return all(min(a.end, b.end) - max(a.start, b.start) <= _OVERLAP for a in ones for b in others)


def _joins(
    parts: Mapping[int, Mapping[int, list[Tie]]], best: Mapping[int, Text], compilations: set[int]
) -> Iterator[tuple[int, int]]:
    """Each class that is part of others with the tightest of them; a compilation joins nothing, and nothing joins it."""
    wholes = defaultdict[int, list[int]](list)
    for whole, inside in parts.items():
        for part in inside:
            # Were classes part of each other in a ring, size parts them.
            if whole not in compilations and part not in compilations and _size(best[whole]) > _size(best[part]):
                wholes[part].append(whole)
    for part, found in wholes.items():
        yield part, max(found, key=lambda whole: (_share(parts[whole][part]), best[whole].key))


def _size(text: Text) -> tuple[int, str]:
    return text.chars, text.key


def _share(ties: list[Tie]) -> float:
    return max(tie.end - tie.start for tie in ties)
