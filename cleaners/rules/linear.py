"""Whether a pattern is matched in time that grows with the text, and no faster.

Python's matcher tries one way after the other. Where two repeats can part the same characters between them, each place
of the one is tried with each of the other: that takes the square of the time. Where a repeat holds another, so that the
same characters may be one round or two, it doubles with each character. The first is told by three walks through the
pattern at once that read the same characters (around the one repeat, from it to the other, around the other), the second
by two (Weber and Seidl 1991).
"""

from collections import deque
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cleaners.rules.automaton import ENDLESS, Automaton, Loop, Sealed

Method = Literal["search", "match", "fullmatch"]
# In how many ways two repeats may part the same characters: those of a line are few.
_MOST_WAYS = 32
# A walk that has come to so many places is given up, and takes the pattern to be at fault.
_FARTHEST = 200_000


class _Step(NamedTuple):
    """The way to a node that takes a character, if what stands behind and ahead fits; `twice` if there are two ways."""

    node: int
    behind: int
    ahead: int
    twice: bool = False


def faults_of(pattern: str | bytes, method: Method = "search", flags: int = 0) -> list[str]:
    r"""Why a pattern may take more time than grows with the text; empty if it does not.

    A pattern that is searched for is tried at every place of the text; a `fullmatch` is one of a line.

    >>> faults_of(r"(?:\d+\s*)+楼", "fullmatch")
    ['(?:\\d+\\s*)+ can take the same text in one round or in several: part the rounds by what none of them takes inside']
    >>> faults_of(r"\s*(?:更多|全文)$")
    ['\\s* is tried anew at every character of what it takes: put (?<!…) before it, or bound it']
    >>> faults_of(r"(?:\d++\s*+)++楼", "fullmatch"), faults_of(r"(?<!\s)\s*(?:更多|全文)$")
    ([], [])
    """
    return _Walks(Automaton(pattern, flags, searched=method == "search"), whole=method == "fullmatch").faults()


class _Walks:
    """Walks through the graph of a pattern."""

    def __init__(self, graph: Automaton, whole: bool) -> None:
        self.graph, self.whole = graph, whole
        self._known = dict[int, tuple[list[_Step], frozenset[int]]]()

    def faults(self) -> list[str]:
        loops = [x for x in self.graph.loops if x.shown]
        nested = [x for x in loops if not self._is_one(x) and not self._is_last(x) and self._is_ambiguous(x)]
        if nested:
            told = (
                "can take the same text in one round or in several: part the rounds by what none of them takes inside"
            )
            return [f"{x.shown} {told}" for x in nested]
        return list(dict.fromkeys(self._parted()))

    def _parted(self) -> Iterator[str]:
        """Faults of loops that share text with one before them; the number of ways multiplies along a row of such."""
        loops = sorted(self.graph.loops, key=lambda x: x.hub)
        ways = dict[int, int]()
        for number, after in enumerate(loops):
            ways[number] = 1
            for earlier, before in enumerate(loops[:number]):
                shared = self._shared(before, after)
                if shared:
                    times = ways[earlier] * min(before.width, after.width) // shared
                    ways[number] = max(ways[number], times)
                    if times > _MOST_WAYS:
                        yield _told(before, after)

    def _shared(self, before: Loop, after: Loop) -> int:
        """The least text that two loops can part between them, if they can be made to try every way; else 0."""
        around = [x for x in self.graph.sealed if _holds(x, before)]
        nested = before.last > after.first and after.last > before.first
        if nested or not all(_holds(x, after) for x in around) or self._is_last(after, around):
            return 0
        entered = [x for x in self.graph.sealed if _holds(x, after) and not _holds(x, before)]
        if not around and not self.whole and any(self._is_free(x.first, self.graph.end) for x in entered):
            return 0
        return self._meet(before, after)

    def _is_last(self, loop: Loop, around: list[Sealed] | None = None) -> bool:
        """Whether nothing can fail behind a loop: it is the last thing of the pattern, or of a part that is not come back to."""
        around = [x for x in self.graph.sealed if _holds(x, loop)] if around is None else around
        if around:
            return min(around, key=lambda x: x.last - x.first).way_out in self._from(loop.hub)[1]
        at_end = self.graph.end in self._from(loop.hub)[1]
        if at_end and not self.whole and self._is_free(loop.hub, self.graph.end):
            return True
        return at_end and self._is_one(loop) and self._takes_a_line(loop)

    def _is_free(self, start: int, end: int) -> bool:
        """Whether a way leads from one node to another on which nothing is asked."""
        seen, going = {start}, [start]
        while going:
            at = going.pop()
            if at == end:
                return True
            for n in self.graph.edges[at]:
                node = self.graph.nodes[n]
                if n not in seen and not node.takes and (n in self.graph.full or node.behind == node.ahead == -1):
                    seen.add(n)
                    going.append(n)
        return False

    def _takes_a_line(self, loop: Loop) -> bool:
        """Whether a loop takes whatever a line holds, to its end."""
        node, dot = self.graph.nodes[self._from(loop.hub)[0][0].node], self.graph.alphabet.any
        return loop.width >= ENDLESS - 2 and node.takes & dot == dot

    def _is_one(self, loop: Loop) -> bool:
        """Whether a loop takes one character at a time."""
        return loop.hub == loop.first + 2 and bool(self.graph.nodes[loop.first + 1].takes)

    def _meet(self, before: Loop, after: Loop) -> int:
        """The length of a text that leads around one loop, from it to the other, and around the other; 0 if none does."""
        last = self._last(before) & self._last(after)
        seen, going = set[tuple[int, int, int]](), deque([(before.hub, before.hub, after.hub, last, 1)])
        while going:
            a, b, c, taken, length = going.popleft()
            for step_a in self._inside(a, before, taken):
                for step_b in self._between(b, after, taken):
                    two = taken_by(self, step_a, step_b)
                    if not two:
                        continue
                    for step_c in self._inside(c, after, taken):
                        three = two & self.graph.nodes[step_c.node].takes & step_c.ahead
                        place = (step_a.node, step_b.node, step_c.node)
                        if not three or place in seen:
                            continue
                        if self._arrived(place, (before, after, after)):
                            return length
                        seen.add(place)
                        going.append((*place, three, length + 1))
            if len(seen) > _FARTHEST:
                return 1
        return 0

    def _is_ambiguous(self, loop: Loop) -> bool:
        """Whether some text leads around a loop in two ways."""
        seen, going = set[tuple[int, int, bool]](), [(loop.hub, loop.hub, False, self._last(loop))]
        while going:
            a, b, parted, taken = going.pop()
            steps_a, steps_b = self._inside(a, loop, taken), self._inside(b, loop, taken)
            for step_a in steps_a:
                for step_b in steps_b:
                    two = taken_by(self, step_a, step_b)
                    now = parted or step_a.node != step_b.node or (a == b and step_a.twice)
                    place = (step_a.node, step_b.node, now)
                    if not two or place in seen or (now and not parted and self._is_sealed(a, b, step_a, step_b, loop)):
                        continue
                    ends = loop.hub in self._from(step_a.node)[1] and loop.hub in self._from(step_b.node)[1]
                    if now and ends:
                        return True
                    seen.add(place)
                    going.append((*place, two))
            if len(seen) > _FARTHEST:
                return True
        return False

    def _is_sealed(self, a: int, b: int, step_a: _Step, step_b: _Step, loop: Loop) -> bool:
        """Whether two ways part inside of what the matcher does not come back to."""
        inner = [x for x in self.graph.sealed if loop.first <= x.first and x.last <= loop.last]
        return a == b and any(
            any(x.first <= n < x.last for n in (step_a.node, step_b.node))
            and (x.first <= a < x.last or all(x.first <= n < x.last for n in (step_a.node, step_b.node)))
            for x in inner
        )

    def _arrived(self, place: tuple[int, int, int], loops: tuple[Loop, Loop, Loop]) -> bool:
        return all(loop.hub in self._from(n)[1] for n, loop in zip(place, loops, strict=True))

    def _inside(self, at: int, loop: Loop, taken: int) -> list[_Step]:
        return [x for x in self._from(at)[0] if loop.first <= x.node < loop.last and x.behind & taken]

    def _between(self, at: int, after: Loop, taken: int) -> list[_Step]:
        return [x for x in self._from(at)[0] if x.node < after.last and x.behind & taken]

    def _last(self, loop: Loop) -> int:
        """The characters with which a round of a loop may end."""
        ends = 0
        for number in range(loop.first, loop.last):
            node = self.graph.nodes[number]
            if node.takes and loop.hub in self._from(number)[1]:
                ends |= node.takes
        return ends

    def _from(self, at: int) -> tuple[list[_Step], frozenset[int]]:
        """The steps from a node, and the nodes on the way that take no character."""
        if at not in self._known:
            self._known[at] = self._found_from(at)
        return self._known[at]

    def _found_from(self, at: int) -> tuple[list[_Step], frozenset[int]]:
        steps, passed = dict[int, _Step](), {at}

        def walk(node: int, behind: int, ahead: int, way: frozenset[int]) -> None:
            for n in self.graph.edges[node]:
                own = self.graph.nodes[n]
                if own.takes:
                    known = steps.get(n)
                    steps[n] = (
                        _Step(n, known.behind | behind, known.ahead | ahead, True) if known else _Step(n, behind, ahead)
                    )
                elif n not in way:
                    passed.add(n)
                    walk(n, behind & own.behind, ahead & own.ahead, way | {n})

        walk(at, -1, -1, frozenset([at]))
        return list(steps.values()), frozenset(passed)


def taken_by(walks: _Walks, one: _Step, other: _Step) -> int:
    nodes = walks.graph.nodes
    return nodes[one.node].takes & nodes[other.node].takes & one.ahead & other.ahead


def _holds(part: Sealed, loop: Loop) -> bool:
    return part.first <= loop.first and loop.last <= part.last


def _told(before: Loop, after: Loop) -> str:
    if not before.shown:
        return f"{after.shown} is tried anew at every character of what it takes: put (?<!…) before it, or bound it"
    return f"{before.shown} and {after.shown} can part the same text in many ways: have them take other characters"
