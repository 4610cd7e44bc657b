"""The account, packed and readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.draft import Draft, replay
from cleaners.tiles import Edit, Kind, Tile
from warehouse.errors import Damaged
from warehouse.tables import ledger, packing

KINDS: dict[str, Kind] = {"a/cut": "cut", "a/lift": "lift", "a/insert": "insert", "a/respell": "respell"}
NEW = {"a/cut": "", "a/lift": "", "a/insert": "\n", "a/respell": "群众"}


@st.composite
def drafts(draw: st.DrawFn, stages: int = 3) -> Draft:
    """A page with some stages of edits on it."""
    draft = Draft.of(draw(st.text(max_size=60)))
    for _ in range(draw(st.integers(0, stages))):
        draft = draft.edit(draw(edits(len(draft.text))))
    return draft


def edits(length: int) -> st.SearchStrategy[list[Edit]]:
    """Edits side by side, each with the nature of its rule."""
    cuts = st.lists(st.integers(0, length), max_size=8).map(sorted)
    rules = st.lists(st.sampled_from(sorted(KINDS)), min_size=9, max_size=9)
    return st.builds(lambda at, names: [*_edits(at, names)], cuts, rules)


def _edits(at: list[int], names: list[str]) -> list[Edit]:
    pairs = zip(at[::2], at[1::2], names, strict=False)
    whole = [(start, start if KINDS[name] == "insert" else end, name) for start, end, name in pairs]
    return [Edit(start, end, NEW[name], name) for start, end, name in whole if start < end or KINDS[name] == "insert"]


@given(drafts())
def test_what_is_packed_comes_back(draft: Draft) -> None:
    tiles = ledger.unpack(ledger.pack(draft))
    again = Draft(draft.page, tiles)
    assert again.ledger == draft.ledger
    assert again.text == draft.text
    ends = [0, *(tile.end for tile in tiles)]
    assert [tile.start for tile in tiles] == ends[:-1]
    assert ends[-1] == len(draft.page)


@given(drafts(stages=1))
def test_a_replay_of_the_whole_page_is_its_text_but_for_the_edges(draft: Draft) -> None:
    body = replay(draft, 0, len(draft.page))
    assert body.strip("\n") == draft.text.strip("\n")


@given(st.lists(st.text("甲乙丙丁 ", min_size=1, max_size=9).map(lambda s: "甲" + s + "乙"), min_size=1, max_size=6))
def test_parts_replay_one_by_one(parts: list[str]) -> None:
    page = "====".join(parts)
    draft = Draft.of(page).edit([Edit(*span, "", "a/cut") for span in _separators(page)])
    ends = [len("====".join(parts[: i + 1])) for i in range(len(parts))]
    at, inserts = 0, list[Edit]()
    for part in parts[:-1]:
        at += len(part)
        inserts.append(Edit(at, at, "\n", "a/insert"))
    draft = draft.edit(inserts)
    spans = [(end - len(part), end) for part, end in zip(parts, ends, strict=True)]
    assert [replay(draft, *span) for span in spans] == parts
    assert draft.text == "\n".join(parts)


def _separators(page: str) -> list[tuple[int, int]]:
    return [(i, i + 4) for i in range(len(page)) if page.startswith("====", i)]


def test_an_account_is_small() -> None:
    page = "民衆們會議" * 2000
    respelt = [Edit(i, i + 1, "们", "script/char") for i in range(2, len(page), 5)]
    assert len(ledger.pack(Draft.of(page).edit(respelt))) < 500


@pytest.mark.parametrize(
    "account",
    [
        b"",
        b"no zstd",
        packing.pack(b"no json"),
        packing.pack(b"[]"),
        packing.pack(b'{"chars":9,"rules":[],"skip":[1],"width":[],"rule":[],"new":[]}'),
        packing.pack(b'{"chars":9,"rules":[],"skip":[1],"width":[1],"rule":[0],"new":[""]}'),
        packing.pack(b'{"chars":9,"rules":["a/cut"],"skip":[-1],"width":[1],"rule":[0],"new":[""]}'),
        packing.pack(b'{"chars":9,"rules":["a/cut"],"skip":[9],"width":[1],"rule":[0],"new":[""]}'),
        packing.pack(b'{"chars":9,"rules":["a/cut"],"skip":[2],"width":[-1],"rule":[0],"new":[""]}'),
    ],
)
def test_a_broken_account_is_said_to_be(account: bytes) -> None:
    with pytest.raises(Damaged, match="account"):
        ledger.unpack(account)


def test_readable_edits() -> None:
    page = "民眾\n\n 們:广告13812345678标题。一"
    draft = Draft.of(page).edit(
        [
            Edit(0, 2, "群众", "script/phrase"),
            Edit(2, 5, "", "layout/blank"),
            Edit(5, 6, "们", "script/char"),
            Edit(6, 7, "\uff1a", "marks/colon"),
            Edit(7, 20, "", "article/ad"),
            Edit(20, 22, "", "article/title"),
            Edit(23, 23, "\n", "layout/break"),
        ]
    )
    kinds: dict[str, Kind] = {
        "script/phrase": "respell",
        "layout/blank": "cut",
        "script/char": "respell",
        "marks/colon": "respell",
        "article/ad": "cut",
        "article/title": "lift",
        "layout/break": "insert",
    }
    assert [tuple(row) for row in ledger.readable_edits(draft, kinds)] == [
        (0, 0, 2, "respell", "script/phrase", "民眾", "群众"),
        (1, 7, 20, "cut", "article/ad", "广告***********", ""),
        (2, 20, 22, "lift", "article/title", "标题", ""),
        (3, 23, 23, "insert", "layout/break", "", "\n"),
    ]


def test_blanks_without_ink_are_not_shown() -> None:
    blanks = "\ufeff\u200b\u3000\xa0\t\r\n"
    draft = Draft(blanks, (Tile(0, len(blanks), "", "layout/blank"),))
    assert ledger.readable_edits(draft, {"layout/blank": "cut"}) == []
