"""Search finds what a plain scan finds, ranks it as it says, and shows the right place."""

import random
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from cleaners.chinese.fold import fold
from tests.warehouse.findable import findable, shelve
from warehouse.search import index as word_index
from warehouse.search.index import entry, rebuild, stale, unindex
from warehouse.search.passage import LONGEST, WIDTH, best_passage
from warehouse.search.query import Filters, search
from warehouse.search.words import BadQuery, _spellings, bigrams, parsed
from warehouse.tables.database import writing

SYLLABLES = [" ", *(
    "督查 督察 查 落实 落實 抓落实 狠抓 工作 会议 會議 發展 发展 GDP gdp \uff27\uff24\uff30 12345 热线 4+N 增长5.5% x y a_b 乾 干 干部 \U00020000 〇 ② é "
    "\uff0c 。 、 \uff1a “ ” \uff08 \uff09 《 》 ( ) * ^ \" ' - : AND OR NOT NEAR \n \u3000"
).split(" ")]  # fmt: skip
EVERY_CHARACTER = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
EVERY = 10**6


def made(chance: random.Random, parts: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=parts))


def keyed(text: str) -> str:
    return fold(text).lower()


def scanned(keys: list[tuple[str, str]], words: list[str]) -> set[int]:
    """The plain scan: the ids of the texts of which each has all the words in its title or body."""
    return {n for n, key in enumerate(keys, 1) if all(any(keyed(word) in part for part in key) for word in words)}


def queries(chance: random.Random, texts: list[tuple[str, str]], number: int) -> Iterator[str]:
    """Stretches of 1 to 9 characters of the texts, in another script, width and case; and some that stand nowhere."""
    respelled = str.maketrans("会议发实gdpGDP\uff0c(1", "會議發實GDPgdp,\uff08\uff11")
    for n in range(number):
        text = chance.choice(texts)[n % 3 > 0] or "督"
        start, length = chance.randrange(len(text)), chance.randrange(1, 10)
        cut = text[start : start + length] if n % 4 else made(chance, chance.randrange(1, 4))
        yield cut.translate(respelled) if n % 2 else cut


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    chance = random.Random(7)
    return [(made(chance, n % 5), made(chance, chance.randrange(1, 60)) + ".") for n in range(300)]


@pytest.fixture(scope="module")
def shelf(texts: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("search") / "warehouse.db"
    with closing(findable(path, ({"title": title, "body": body} for title, body in texts))) as db:
        yield db


def found(db: Database, query: str) -> set[int]:
    return {hit.id for hit in search(db, query, limit=EVERY)}


def test_the_hits_are_those_of_a_plain_scan(shelf: Database, texts: list[tuple[str, str]]) -> None:
    chance, hits, refused = random.Random(8), 0, 0
    keys = [(keyed(title), keyed(body)) for title, body in texts]
    for query in queries(chance, texts, 3_000):
        if any(mark in query for mark in '"“”'):
            continue
        if not any(char.isalnum() for char in query):
            with pytest.raises(BadQuery, match="nothing to look for"):
                search(shelf, query)
            refused += 1
        else:
            want = scanned(keys, query.split())
            assert found(shelf, query) == want, ascii(query)
            hits += bool(want)
    assert hits > 1_500
    assert refused > 100


def test_quoted_phrases_are_those_of_a_plain_scan(shelf: Database, texts: list[tuple[str, str]]) -> None:
    keys = [(keyed(title), keyed(body)) for title, body in texts]
    whole = [
        q
        for q in queries(random.Random(9), texts, 500)
        if bigrams(q).strip() and q.split() == [q] and not set(q) & set('"“”')
    ]
    for query, (opening, closing_) in zip(whole, cycle([("“", "”"), ('"', '"'), ("「", "」")]), strict=False):
        assert found(shelf, opening + query + closing_) == scanned(keys, [query]), ascii(query)
    assert len(whole) > 200


@pytest.fixture
def few(path: Path) -> Iterator[Database]:
    """Three speeches: Simplified, truly Taiwanese, and with Latin words."""
    bodies = (
        "要抓落实\uff0c督查要勤。",
        "要抓落實\uff0c督查要勤。",
        "拨打12345热线\uff0cGDP增长\uff0cUnited  Nations也来。“放管服”改革。",
    )
    with closing(findable(path, ({"body": body} for body in bodies))) as db:
        yield db


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("落实", {1, 2}),
        ("落實", {1, 2}),
        ("落实\uff0c督查", {1, 2}),
        ("落實,督查", {1, 2}),
        ("勤", {1, 2}),
        ("12345热线", {3}),
        ("\uff11\uff12\uff13\uff14\uff15熱線", {3}),
        ("234", {3}),
        ("gdp增", {3}),
        ("\uff27\uff44\uff30", {3}),
        ("督查 落实", {1, 2}),
        ("督查\u3000GDP", set()),
        ("“督查 落实”", set()),
        ("“抓 落实”", {1, 2}),
        ('"united nations"', {3}),
        ("“放管服”改革", {3}),
        ("督查* 落实", set()),
        ("落实 OR GDP", set()),
        ("NEAR(督查)", set()),
        ("-督查", set()),
        ("bigrams:督查", set()),
        ('督"查', set()),
        ("\udcff督", set()),
    ],
)
def test_words_and_phrases(few: Database, query: str, ids: set[int]) -> None:
    assert found(few, query) == ids


@pytest.mark.parametrize("query", ["", " \n\u3000", "\uff0c。", '""', "“”", "“\uff0c”", "%_*", "—— ……"])
def test_a_query_without_a_word_is_refused(few: Database, query: str) -> None:
    with pytest.raises(BadQuery, match="Give at least one Chinese character"):
        search(few, query)


@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=80))
def test_no_query_does_harm(shelf_of_one: Database, query: str) -> None:
    if bigrams(query).strip():
        search(shelf_of_one, query)
    else:
        with pytest.raises(BadQuery):
            search(shelf_of_one, query)


@pytest.fixture(scope="module")
def shelf_of_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with closing(findable(tmp_path_factory.mktemp("one") / "warehouse.db", [{"body": "要抓落实。"}])) as db:
        yield db


def test_a_long_paragraph_is_found_by_itself(path: Path) -> None:
    chance = random.Random(1)
    body = "".join(map(chr, chance.choices(range(0x4E00, 0x9FA5), k=5_000)))
    with closing(findable(path, [{"body": body}, {"body": body[:-1]}])) as db:
        assert found(db, body) == {1}
        assert found(db, body[2_000:3_000]) == {1, 2}


def test_every_spelling_of_a_key_is_looked_for() -> None:
    lower = fold(EVERY_CHARACTER).translate({n: n + 32 for n in range(65, 91)})
    missed = [c for c, key in zip(EVERY_CHARACTER, lower, strict=True) if c not in _spellings().get(key, key)]
    assert missed == []


def test_changed_and_deleted_speeches(few: Database) -> None:
    with writing(few):
        unindex(few, [(1, entry(None, "要抓落实\uff0c督查要勤。"))])
        few.execute("UPDATE speeches SET title = '论治水', body = '河长要巡河。' WHERE id = 1")
        word_index.index(few, [(1, entry("论治水", "河长要巡河。"))])
    assert (found(few, "落实"), found(few, "巡河"), found(few, "治水")) == ({2}, {1}, {1})
    with writing(few):
        unindex(few, [(1, entry("论治水", "河长要巡河。"))])
        few.execute("DELETE FROM speeches WHERE id = 1")
        new = shelve(few, {"title": "又论治水", "body": "督查要勤。"})
    assert (found(few, "巡河"), found(few, "治水"), found(few, "督查")) == (set(), {new}, {new, 2})
    assert indexed(few) == sorted({(pair.lower(), id) for id, pairs in held(few).items() for pair in pairs})


def test_the_index_follows_any_changes(path: Path) -> None:
    chance, bodies = random.Random(2), dict[int, str]()
    with closing(findable(path, [])) as db:
        for _ in range(150):
            with writing(db):
                for id in chance.sample(sorted(bodies), len(bodies) // 4):
                    unindex(db, [(id, entry(None, bodies.pop(id)))])
                    db.execute("DELETE FROM speeches WHERE id = ?", [id])
                for id in chance.sample(sorted(bodies), len(bodies) // 4):
                    unindex(db, [(id, entry(None, bodies[id]))])
                    bodies[id] = made(chance, 9)
                    db.execute("UPDATE speeches SET body = ? WHERE id = ?", [bodies[id], id])
                    word_index.index(db, [(id, entry(None, bodies[id]))])
                for body in (made(chance, 9) for _ in range(3)):
                    bodies[shelve(db, {"body": body})] = body
        assert list(stale(db)) == []
        assert indexed(db) == sorted({(p.lower(), id) for id, pairs in held(db).items() for p in pairs})


def held(db: Database) -> dict[int, list[str]]:
    """What the index should hold of each speech."""
    rows = db.execute("SELECT id, coalesce(title, ''), body FROM speeches").fetchall()
    return {
        id: [*bigrams(f"{title}\n{body}").split(), *("《" + pair for pair in bigrams(title).split())]
        for id, title, body in rows
    }


def indexed(db: Database) -> list[tuple[str, int]]:
    """What the index does hold."""
    db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, speeches_fts, instance)")
    rows = db.execute("SELECT term, doc FROM temp.terms").fetchall()
    db.execute("DROP TABLE temp.terms")
    return sorted((term, doc) for term, doc in rows)


def test_a_roll_back_takes_the_index_back(few: Database) -> None:
    before = indexed(few)
    with pytest.raises(RuntimeError), writing(few):
        shelve(few, {"body": "河长要巡河。"})
        raise RuntimeError
    assert (found(few, "巡河"), indexed(few)) == (set(), before)


def test_a_page_that_is_rolled_back_in_a_batch_leaves_the_others_findable(few: Database) -> None:
    with writing(few):
        first = shelve(few, {"body": "河长要巡河。"})
        with pytest.raises(RuntimeError), few.atomic():
            shelve(few, {"body": "湖长要巡湖。"})
            raise RuntimeError
        with few.atomic():
            last = shelve(few, {"body": "林长要巡河。"})
    assert (found(few, "巡河"), found(few, "巡湖"), list(stale(few))) == ({first, last}, set(), [])


def test_rebuilding_makes_the_same_index(few: Database) -> None:
    before = indexed(few)
    with writing(few):
        few.execute("INSERT INTO speeches_fts(rowid, bigrams) VALUES (99, '多余')")
        rebuild(few)
    assert indexed(few) == before


def test_an_index_that_does_not_agree_is_told(few: Database) -> None:
    assert list(stale(few)) == []
    with writing(few):
        long = shelve(few, {"body": "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))})
        unindex(few, [(2, entry(None, "要抓落實\uff0c督查要勤。"))])
        few.execute("UPDATE speeches SET title = '论督查' WHERE id = 3")
        word_index.index(few, [(99, entry(None, "多余"))])
    assert list(stale(few)) == [2, 3, 99]
    assert found(few, "乙") == {long}


def test_titles_come_first_then_the_share_then_the_date(path: Path) -> None:
    filler = "今天的会开得很好。" * 50
    speeches = [
        {"body": "督查。" + filler, "first_published": "2021-01-01"},
        {"body": "督查。" * 5 + filler},
        {"body": "督查。" + filler, "first_published": "2022-01-01", "event_date": "2019-05-01"},
        {"title": "督查的讲话", "body": filler},
        {"body": "督查。" + filler, "first_published": "2020-01-01"},
        {"body": "督查。"},
        {"title": "督查的讲话", "body": "督查。" + filler},
    ]
    with closing(findable(path, speeches)) as db:
        assert [hit.id for hit in search(db, "督查")] == [7, 4, 2, 6, 1, 5, 3]
        assert [hit.id for hit in search(db, "督查", limit=2)] == [7, 4]
        assert [hit.hits for hit in search(db, "督查")] == [1, 0, 5, 1, 1, 1, 1]
        assert search(db, "督查 会开")[0].id == 2


def test_the_speeches_shelved_last_are_weighed_and_all_titles(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.search.query.WEIGHED", 5)
    speeches = [{"title": "论督查" if n == 3 else "", "body": "督查" * (20 - n) + "。"} for n in range(20)]
    with closing(findable(path, speeches)) as db:
        assert [hit.id for hit in search(db, "督查", limit=3)] == [4, 16, 17]
        assert len(search(db, "督查", limit=20)) == 20


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(genre="讲话"), {1, 3}),
        (Filters(level="市", organ="政府"), {2}),
        (Filters(speaker="张三"), {1}),
        (Filters(since="2020"), {1, 2}),
        (Filters(since="2020-06"), {1}),
        (Filters(until="2020"), {2, 3}),
        (Filters(until="2020-05"), {2, 3}),
        (Filters(until="2020-05-06"), {3}),
        (Filters(since="2020-05-07", until="2020-05-07"), {2}),
        (Filters(genre="没有"), set()),
    ],
)
def test_filters(path: Path, filters: Filters, ids: set[int]) -> None:
    speeches = [
        {"genre": "讲话", "speaker": "张三", "first_published": "2021-01-01"},
        {"genre": "发言", "level": "市", "organ": "政府", "event_date": "2020-05-07", "first_published": "2022-01-01"},
        {"genre": "讲话", "level": "市", "organ": "党委", "first_published": "2019-12-31"},
        {"genre": "讲稿"},
    ]
    with closing(findable(path, (speech | {"body": "督查。"} for speech in speeches))) as db:
        assert {hit.id for hit in search(db, "督查", filters=filters)} == ids


@pytest.mark.parametrize("text", ["", "20", "2020-13", "2020-02-30", "20200101", "去年", "2020-W01-1"])
def test_what_is_no_date_is_refused(few: Database, text: str) -> None:
    with pytest.raises(BadQuery, match="this is no date"):
        search(few, "督查", filters=Filters(since=text))


def test_a_hit_tells_where_it_stands(few: Database) -> None:
    with writing(few):
        id = shelve(few, {"title": "督查與落實", "body": "一、落实\n“抓落實”、促落实\uff0c不能等。", "level": "市"})
    hit = search(few, "落实")[0]
    assert (hit.id, hit.level, hit.hits) == (id, "市", 3)
    assert hit.passage == "“抓落實”、促落实\uff0c不能等。"
    assert [hit.passage[start:end] for start, end in hit.spans] == ["落實", "落实"]
    assert hit.title is not None
    assert [hit.title[start:end] for start, end in hit.title_spans] == ["落實"]
    assert search(few, "督查與")[0].passage == "“抓落實”、促落实\uff0c不能等。"


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    body = "督查要勤。\n落实要快。\n督查促落实\uff0c落实靠督查\uff1b再说别的。"
    passage = best_passage(body, parsed("落实 督查"))
    assert passage.text == "督查促落实\uff0c落实靠督查\uff1b"
    assert passage.spans == ((0, 2), (3, 5), (6, 8), (9, 11))


def test_what_reaches_over_the_end_of_a_sentence_is_shown() -> None:
    passage = best_passage("同志们\uff1a\n今天讲督查。督查要勤。", parsed("督查。督"))
    assert passage == ("今天讲督查。督查要勤。", ((3, 7),))


def test_what_stands_in_the_title_alone_shows_how_the_speech_begins() -> None:
    first = "今天的会是县里定的\uff0c" * 5
    assert best_passage(f"同志们\uff1a\n{first}好。\n完。", parsed("督查")) == (f"{first}好。", ())
    assert best_passage("", parsed("督查")) == ("", ())


def test_hits_that_overlap_are_one_span() -> None:
    assert best_passage("狠抓落实。", parsed("狠抓落 抓落实")).spans == ((0, 4),)


@given(st.lists(st.sampled_from(["督查", "落实", "要", "\uff0c", "、", "抓工作", "的"]), min_size=40, max_size=300))
def test_a_long_sentence_is_cut_around_the_hit(parts: list[str]) -> None:
    sentence = "".join([*parts[:20], "督查", *parts[20:], "。"])
    passage = best_passage(sentence, parsed("督查"))
    assert passage.text.strip("…") in sentence
    assert len(passage.text) <= max(LONGEST, WIDTH + 20)
    assert passage.spans
    assert all(passage.text[start:end].replace("督查", "") == "" for start, end in passage.spans)


def test_the_index_is_filled_anew_when_its_bigrams_change() -> None:
    """A shelf's index knows the bigrams of its time: where these change, a migration must call `fill`."""
    pairs = " ".join(bigrams(EVERY_CHARACTER).split())
    assert blake2b(pairs.encode(), digest_size=8).hexdigest() == "0e2f523789c1a8e4"
