"""Cleaning: the account balances, each kind keeps its nature, and a fair copy is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import BUILT_IN, clean, read
from cleaners.page import Page, Source
from cleaners.rules.found import Span
from cleaners.rules.rule import Rule
from cleaners.rules.view import View
from cleaners.speech import Cleaned
from tests.goldens import PAGES, cleaned, page_of, slugs

PIECES = st.sampled_from(
    """同志们:|今天的会议很重要,大家要认真抓好落实。|在全县防汛工作会议上的讲话|发表于 2020-1-2 10:00 | 只看该作者|上一篇:总结|相关文章:|关于办法的通知07-02
    2 ]; C* O) n4 R7 E! I1 J- A|某某文库www.mm.example|　　一、提高认识|谢谢大家!|登录 | 注册|责任编辑:张三|全文约3000字,请下载后阅读|游客,如果您要查看本帖隐藏内容请回复
    标签:讲话|Copyright 2020 某某网|...|（二）明确任务|微信扫一扫|李四|2020年5月6日|打印 关闭|#2|抓落实要靠督查,也要靠作风,更要靠担当。""".replace("\n    ", "|").split("|")
)  # fmt: skip
PAGE = st.lists(
    st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\n\n", "", " ", "\u2028", "\t", "\r"])), max_size=20
).map(lambda pairs: "".join(a + b for a, b in pairs))


def assert_balances(done: Cleaned) -> None:
    """The tiles cover the page, each keeps its kind's nature, and together they give the bodies."""
    at = 0
    for tile in done.draft.tiles:
        assert tile.start == at
        at = tile.end
        if tile.new is not None:
            kind = done.kinds[tile.rule]
            assert kind not in ("cut", "lift") or not tile.new
            assert kind != "insert" or (tile.start == tile.end and not tile.new.strip())
            assert kind != "respell" or tile.new
    assert at == len(done.page.text)
    assert done.draft.text == "\n".join(speech.body for speech in done.speeches)


@given(PAGE)
@settings(max_examples=300)
def test_the_account_of_any_page_balances(text: str) -> None:
    assert_balances(clean(Page(text)))


@given(st.text(max_size=200))
def test_the_account_of_any_text_balances(text: str) -> None:
    assert_balances(clean(Page(text)))


@given(PAGE)
@settings(max_examples=300)
def test_bodies_are_paragraphs_without_blank_edges(text: str) -> None:
    for speech in clean(Page(text)).speeches:
        assert speech.body
        assert all(line == line.strip() and line for line in speech.body.split("\n"))


@pytest.mark.parametrize("slug", slugs())
def test_a_fair_copy_is_left_alone(slug: str) -> None:
    done = cleaned(slug)
    for speech in done.speeches:
        again = clean(Page(speech.body))
        assert [
            (t.rule, again.page.text[t.start : t.end]) for t in again.draft.ledger if again.kinds[t.rule] == "cut"
        ] == []


@pytest.mark.parametrize("slug", [s for s in slugs() if s.startswith("neg-")])
def test_clean_texts_lose_nothing_but_their_title(slug: str) -> None:
    done = cleaned(slug)
    gone = [
        (t.rule, done.page.text[t.start : t.end]) for t in done.draft.ledger if done.kinds[t.rule] in ("cut", "lift")
    ]
    assert [rule for rule, text in gone if text.strip()] in ([], ["article/title"])
    assert done.flags == ()


@pytest.mark.parametrize("slug", [s for s in slugs() if s != "html-described-site"])
def test_site_files_add_names_alone_to_pages_that_they_do_not_describe(slug: str) -> None:
    page = read(page_of(slug).read_bytes())
    assert clean(page).draft.tiles == clean(page, BUILT_IN.without_sites()).draft.tiles


def test_without_its_site_file_a_described_page_keeps_the_noise_of_the_site() -> None:
    page = read(page_of("html-described-site").read_bytes())
    (told,), (untold,) = clean(page).speeches, clean(page, BUILT_IN.without_sites()).speeches
    noise = ("园丁校订", "园友问答", "本稿由园友老梁", "园丁手记")
    assert not [word for word in noise if word in told.body]
    assert all(word in untold.body for word in noise)
    assert (told.author, untold.author) == ("县文化馆 梁冬生", "县文化馆")


def test_the_small_page_of_the_manual() -> None:
    text = "某某文库\n关于督查工作的讲话\n同志們:抓落实某某文库www.mm.example,靠\n督查。某某文库www.mm.example\n上一篇:总结"
    done = clean(Page(text))
    assert done.speeches[0].body == "同志们\uff1a抓落实\uff0c靠\n督查。"
    assert done.speeches[0].title == "关于督查工作的讲话"
    assert done.speeches[0].fields["title"] == (5, 14, "article/title")
    assert [(done.kinds[t.rule], t.start, t.end, t.rule, t.new) for t in done.draft.ledger] == [
        ("cut", 0, 5, "article/site-line", ""),
        ("lift", 5, 15, "article/title", ""),
        ("respell", 17, 18, "script/char", "们"),
        ("respell", 18, 19, "marks/colon", "\uff1a"),
        ("cut", 22, 40, "watermark/repeated", ""),
        ("respell", 40, 41, "marks/comma", "\uff0c"),
        ("cut", 46, 64, "watermark/repeated", ""),
        ("cut", 64, 71, "article/prev-next", ""),
    ]


def test_a_gate_in_the_middle_is_told_with_its_place() -> None:
    text = "老李 发表于 2020-1-1 08:00:00\n第一段说的是认识问题,大家要重视。\n游客,如果您要查看本帖隐藏内容请回复\n第三段说的是落实问题,大家要抓紧。"
    speech = clean(Page(text)).speeches[0]
    assert (speech.completeness, speech.poster, speech.published_time) == ("gated", "老李", "2020-01-01T08:00:00")
    assert speech.gap == ("middle", 0, "游客,如果您要查看本帖隐藏内容请回复")


@pytest.mark.breaks("cleaners/fields/text.py", "part.start + fact.start", "fact.start")
@pytest.mark.breaks("cleaners/fields/text.py", "part.start + fact.end", "fact.end")
def test_each_speech_of_a_page_cites_what_its_own_text_states() -> None:
    days = ("2019年3月4日", "2018年5月6日")
    bodies = [f"同志们,今天是{day},我们来讲护林和防汛的事情。" for day in days]
    page = "\n".join(["篇一:在护林会议上的讲话", bodies[0], "篇二:在防汛会议上的讲话", bodies[1]])
    speeches = clean(Page(page)).speeches
    assert [speech.part for speech in speeches] == [0, 1]
    assert [speech.event_date for speech in speeches] == ["2019-03-04", "2018-05-06"]
    cited = [speech.fields["event_date"] for speech in speeches]
    assert [(page[c.start : c.end], c.rule) for c in cited] == [(day, "text/event-date") for day in days]


@pytest.mark.breaks("cleaners/assemble.py", "(gates or notices)[0]", "notices[0]")
def test_a_gate_weighs_more_than_a_preview_above_it() -> None:
    lines = [
        "第一段说的是认识问题,大家要重视。",
        "试读结束",
        "第二段说的是方法问题,大家要动脑。",
        "游客,如果您要查看本帖隐藏内容请回复",
    ]
    speech = clean(Page("\n".join(lines))).speeches[0]
    assert speech.completeness == "gated"
    assert speech.gap == ("end", 1, lines[3])


def changing(old: str, new: str = "") -> Rule:
    """A rule of an early stage that cuts some text, or respells it."""

    def find(view: View) -> list[Span]:
        return [Span(view.text.index(old), view.text.index(old) + len(old), new)]

    return Rule(f"learned/{old[:9]}", "respell" if new else "cut", "试验", find, "inline")


@pytest.mark.breaks("cleaners/stage.py", "if span.new and parts !=", "if False and parts !=")
@pytest.mark.parametrize("taken", ["今天讲护林", "防", "火的", "护林防火的"])
def test_a_respelling_is_had_whole_or_not_at_all(taken: str) -> None:
    """Rules that ask for the same place: the first cuts some of what the second would respell."""
    text, respelling = "同志们,今天讲护林防火的事情,大家要记在心里。", changing("护林防火的", "封山育林")
    for rules, left in (
        ([respelling], text.replace("护林防火的", "封山育林")),
        ([changing(taken), respelling], text.replace(taken, "")),
    ):
        done = clean(Page(text), BUILT_IN.with_learned(rules))
        assert done.speeches[0].body == left.replace(",", "\uff0c")


def flags_after_cutting(cut: str, others: int) -> tuple[str, ...]:
    """The flags of a page that loses a text among so many other Han characters."""
    rest = ("山上的松树是三代人种下的" * 60)[:others]
    return clean(Page(f"{rest}。{cut}"), BUILT_IN.with_learned([changing(cut)])).flags


@pytest.mark.breaks("cleaners/assemble.py", "> 0.3 * max(1", ">= 0.3 * max(1")
@pytest.mark.breaks("cleaners/assemble.py", "> 0.3 * max(1", "> 0.31 * max(1")
def test_a_cut_of_over_three_tenths_of_the_han_characters_is_heavy() -> None:
    assert flags_after_cutting("林" * 30, 70) == ()
    assert flags_after_cutting("林" * 31, 69) == ("review/heavy-cut",)


@pytest.mark.breaks("cleaners/assemble.py", "han(cut) > 80", "han(cut) > 81")
@pytest.mark.breaks("cleaners/assemble.py", "findall(cut)) >= 3", "findall(cut)) >= 2")
def test_a_cut_of_over_eighty_han_characters_in_three_sentences_is_long() -> None:
    sentence = "抓" * 27 + "。"
    assert flags_after_cutting(sentence * 3, 600) == ("review/long-cut",)
    assert flags_after_cutting(sentence[1:] + sentence * 2, 600) == ()
    assert flags_after_cutting("抓" * 60 + sentence * 2, 600) == ()


@pytest.mark.breaks("cleaners/assemble.py", "source.replaced * 100 >", "source.replaced * 100 >=")
@pytest.mark.breaks("cleaners/assemble.py", "source.replaced * 100 >", "source.replaced * 99 >")
@pytest.mark.parametrize(("length", "flags"), [(99, ("damaged",)), (100, ())])
def test_more_than_one_lost_character_in_a_hundred_is_damage(length: int, flags: tuple[str, ...]) -> None:
    text = "大家要认真听一听。".rjust(length, "山")
    assert clean(Page(text, Source(replaced=1))).flags == flags


def test_every_rule_says_why_in_chinese_and_is_at_work_on_a_page_of_ours() -> None:
    pages = [page_of(slug) for slug in slugs()] + sorted(PAGES.parent.glob("evaluation/*/page.txt"))
    done = [clean(read(page.read_bytes())) for page in pages]
    ids = [rule.id for rule in BUILT_IN.rules]
    assert len(ids) == len(set(ids))
    assert all(any("\u4e00" <= c <= "\u9fff" for c in rule.why) for rule in BUILT_IN.rules)
    assert sorted(set(ids) - {rule for one in done for rule in one.kinds}) == []
