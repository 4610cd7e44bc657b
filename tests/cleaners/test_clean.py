"""Cleaning: the account balances, each kind keeps its nature, and a fair copy is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import BUILT_IN, clean, read
from cleaners.page import Page
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


@pytest.mark.parametrize("slug", slugs())
def test_site_files_add_names_and_nothing_else(slug: str) -> None:
    page = read(page_of(slug).read_bytes())
    assert clean(page).draft.tiles == clean(page, BUILT_IN.without_sites()).draft.tiles


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


def test_guard_rails_flag_long_and_heavy_cuts() -> None:
    prose = "抓工作落实要有硬办法。" * 12
    rules = BUILT_IN.with_learned([cut_between("learned/greedy", prose)])
    done = clean(Page(f"同志们,今天讲一个问题。\n{prose}\n"), rules)
    assert done.flags == ("review/long-cut", "review/heavy-cut")


def cut_between(rule_id: str, text: str):  # type: ignore[no-untyped-def]
    from cleaners.rules.found import Span
    from cleaners.rules.rule import Rule

    return Rule(
        rule_id, "cut", "试验", lambda view: [Span(view.text.index(text), view.text.index(text) + len(text))], "inline"
    )


def test_every_rule_says_why_in_chinese_and_is_at_work_on_a_page_of_ours() -> None:
    pages = [page_of(slug) for slug in slugs()] + sorted(PAGES.parent.glob("evaluation/*/page.txt"))
    done = [clean(read(page.read_bytes())) for page in pages]
    ids = [rule.id for rule in BUILT_IN.rules]
    assert len(ids) == len(set(ids))
    assert all(any("\u4e00" <= c <= "\u9fff" for c in rule.why) for rule in BUILT_IN.rules)
    assert sorted(set(ids) - {rule for one in done for rule in one.kinds}) == []
