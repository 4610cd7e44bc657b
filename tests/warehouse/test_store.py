"""One page's rows."""

from pathlib import Path

from tests.warehouse.families import speech
from tests.warehouse.shelves import faults, rows, speech_text
from warehouse.ingest import Incoming, ingest

BODY = "同志们:\n我们第零零零零零三次听取群众意见。" + "".join(speech(3, 5)) + "\n一、抓好落实。\n谢谢大家!"


def take(path: Path, *texts: str, **more: str) -> None:
    """Ingests texts as pages of their own; `more` goes to the first."""
    ingest((Incoming(text=text, name=f"{n}.txt", **(more if not n else {})) for n, text in enumerate(texts)), path)  # type: ignore[arg-type]


def test_a_speech_and_its_copy(path: Path) -> None:
    text = speech_text(3)
    take(path, text, url="https://www.Wenku.example:80/3.html")
    assert rows(
        path, "SELECT title, title_origin, body, chars, completeness, first_published, copy_count FROM speeches"
    ) == [("第零零零零零三次会议讲话", "page", BODY, len(BODY), "complete", "2024-01-04", 1)]
    start = text.index("同志")
    columns = 'page_id, part, start, "end", speech_id, best, title, published, relation'
    assert rows(path, f"SELECT {columns} FROM copies") == [
        (1, 0, start, len(text) - 1, 1, 1, "第零零零零零三次会议讲话", "2024-01-04", None)
    ]
    assert rows(path, "SELECT url, path, fetched_at > '2024', supplied FROM arrivals") == [
        ("https://www.Wenku.example:80/3.html", "0.txt", 1, None)
    ]
    assert rows(path, "SELECT domain, name FROM sites JOIN pages ON sites.id = site_id") == [("wenku.example", None)]


def test_fields_cite_their_places(path: Path) -> None:
    take(path, speech_text(3))
    assert rows(path, 'SELECT copy_id, name, value, start, "end", rule_id FROM fields ORDER BY name') == [
        (1, "published", "2024-01-04", 17, 27, "article/date"),
        (1, "tags", '["试验", "清稿"]', 2, 14, "article/title"),
        (1, "title", "第零零零零零三次会议讲话", 2, 14, "article/title"),
    ]


def test_the_page_itself(path: Path) -> None:
    text = speech_text(3)
    take(path, text)
    columns = "media_type, encoding, bytes, chars, cleaned_with, flags, site_id"
    assert rows(path, f"SELECT {columns} FROM pages") == [
        ("text/plain", "utf-8", len(text.encode()), len(text), "f0", "[]", None)
    ]


def test_tags_are_shared(path: Path) -> None:
    take(path, speech_text(1), speech_text(2))
    assert rows(path, "SELECT name FROM tags") == [("试验",), ("清稿",)]
    assert rows(path, "SELECT * FROM speeches_tags") == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_contacts_in_edits_are_masked(path: Path) -> None:
    take(path, speech_text(3))
    assert rows(path, "SELECT old FROM edits WHERE rule_id = 'article/ad'") == [("广告请拨***********",)]


def test_a_gap_is_told_without_its_contacts(path: Path) -> None:
    take(path, "开头。\n广告:余下付费\n")
    assert rows(path, "SELECT completeness, gap FROM speeches") == [
        ("gated", '{"where": "end", "paragraph": 1, "evidence": "余下付费,加微信**********"}')
    ]


def test_a_copy_elsewhere_joins_its_speech(path: Path) -> None:
    later = speech_text(3).replace("2024-01-04", "2024-05-06").replace("同志們", " 同志们\uff1a")
    earlier = speech_text(3).replace("2024-01-04", "2023-05-06").replace("题:", "题:(转)")
    undated = speech_text(3).replace("日:", "广告")
    take(path, speech_text(3), later, earlier, undated)
    assert rows(path, "SELECT title, body, copy_count, first_published FROM speeches") == [
        ("(转)第零零零零零三次会议讲话", BODY, 4, "2023-05-06")
    ]
    assert rows(path, "SELECT best, relation, published FROM copies") == [
        (0, "exact", "2024-01-04"),
        (0, "exact", "2024-05-06"),
        (1, None, "2023-05-06"),
        (0, "exact", None),
    ]
    assert faults(path) == []


def test_a_first_date_that_comes_late(path: Path) -> None:
    take(path, speech_text(3).replace("日:", "广告"), speech_text(3))
    assert rows(path, "SELECT first_published FROM speeches") == [("2024-01-04",)]


def test_short_texts_stay_apart(path: Path) -> None:
    take(path, "散会。\n", "题:又\n散会。\n")
    assert rows(path, "SELECT body, copy_count FROM speeches") == [("散会。", 1)] * 2
    assert rows(path, "SELECT key, han FROM texts") == [(None, 2)] * 2


def test_one_speech_twice_on_a_page(path: Path) -> None:
    body = speech_text(3).partition("\n\n")[2]
    take(path, f"{body}====\n{body}")
    assert rows(path, "SELECT part, speech_id, best FROM copies") == [(0, 1, 1), (1, 1, 0)]
    assert faults(path) == []


def test_a_site_learns_its_name_once(path: Path) -> None:
    take(path, speech_text(1) + "本文来自文库\n", speech_text(2) + "本文来自文库\n")
    assert rows(path, "SELECT domain FROM sites") == [("wenku.example",)]
    assert rows(path, "SELECT count(*) FROM pages WHERE site_id = 1") == [(2,)]


def test_what_a_person_supplies_outranks_the_page(path: Path) -> None:
    given = {"title": "正式题目", "speaker": "某局长"}
    ingest([Incoming(text=speech_text(3), supplied=given)], path)
    assert rows(path, "SELECT title, title_origin, speaker FROM speeches") == [("正式题目", "supplied", "某局长")]
    assert ("published",) in rows(path, "SELECT name FROM fields")
    assert rows(path, "SELECT supplied FROM arrivals") == [('{"title": "正式题目", "speaker": "某局长"}',)]


def test_a_conflict_with_the_page_is_kept_and_flagged(path: Path) -> None:
    given = {"title": "另一个题目", "published": "2020-01-02", "speaker": "某局长"}
    ingest([Incoming(text=speech_text(3), supplied=given)], path)
    assert rows(path, "SELECT flags FROM pages") == [('["conflict/title", "conflict/published"]',)]
    assert rows(path, "SELECT title, published, published_time FROM copies") == [("另一个题目", "2020-01-02", None)]
    held = dict(rows(path, "SELECT name, value FROM fields"))
    assert (held["title"], held["published"]) == ("第零零零零零三次会议讲话", "2024-01-04")


def test_what_agrees_with_the_page_is_no_conflict(path: Path) -> None:
    ingest([Incoming(text=speech_text(3), supplied={"title": "第零零零零零三次會議 講話"})], path)
    assert rows(path, "SELECT flags FROM pages") == [("[]",)]


def test_a_supplied_title_fits_one_speech_only(path: Path) -> None:
    ingest([Incoming(text="甲讲话。\n====\n乙讲话。\n", supplied={"title": "题"})], path)
    assert rows(path, "SELECT title FROM speeches") == [(None,), (None,)]
