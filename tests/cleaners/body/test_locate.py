"""Where the main text of an HTML page lies, and which heading is its title."""

import pytest

from cleaners.body.heading import front_lines, lines_behind
from cleaners.body.locate import is_post, located
from cleaners.page import Page
from cleaners.readers.html.page import read_html

LONG = "今年的河堤加固工程比去年提前了二十天开工,各村的石料和木桩都已经运到了堤下,请大家放心。"
OTHER = "夜校的灯每天晚上亮到十点钟,来听课的有木匠、瓦匠和卖菜的大嫂,人人都带着本子和铅笔。"
PARAGRAPHS = f"<p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>"
MENU = "<ul>" + "".join(f"<li><a href='/{i}'>栏目第{i}页的内容</a></li>" for i in range(8)) + "</ul>"


def page(body: str, title: str = "") -> Page:
    return read_html(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())


def text(of: Page) -> str | None:
    """The main text, its lines as one."""
    found = located(of)
    return "".join(of.text[found.start : found.end].split()) if found else None


def title(of: Page) -> str | None:
    found = located(of)
    return of.text[slice(*found.title)] if found and found.title else None


def test_an_engines_post_wins_however_short() -> None:
    thread = page(f"<td id=postmessage_1 class=t_f>收到,谢谢。</td><td id=postmessage_2 class=t_f>{PARAGRAPHS}</td>")
    assert text(thread) == "收到,谢谢。"
    assert is_post(thread)


def test_a_familys_text_is_no_post() -> None:
    assert not is_post(page(f"<div id=vsb_content>{PARAGRAPHS}</div>"))


def test_a_familys_id_goes_before_its_class() -> None:
    twice = f"<div class=TRS_Editor>{PARAGRAPHS}{PARAGRAPHS}</div><div id=zoom><p>{OTHER}</p><p>{OTHER}</p></div>"
    assert text(page(twice)) == OTHER * 2


def test_a_familys_container_without_text_is_passed_over() -> None:
    assert text(page(f"<div id=zoom>加载中</div><div class=box>{PARAGRAPHS}</div>")) == LONG * 3


def test_density_picks_the_text_and_not_the_list() -> None:
    assert text(page(f"<div class=x>{MENU}{MENU}</div><div class=y>{PARAGRAPHS}</div><div>{MENU}</div>")) == LONG * 3


def test_items_that_links_open_do_not_count() -> None:
    items = "".join(f"<li class=i><a href='/{i}'>推荐文章的标题</a><p>{OTHER}</p></li>" for i in range(9))
    assert text(page(f"<div class=y>{PARAGRAPHS}</div><ul class=z>{items}</ul>")) == LONG * 3


def test_what_is_named_comments_does_not_count() -> None:
    remarks = f"<div class=r><p>{OTHER}</p></div>" * 9
    assert text(page(f"<div class=y>{PARAGRAPHS}</div><div class=comments>{remarks}</div>")) == LONG * 3


def test_comments_around_nearly_all_of_a_page_are_no_aside() -> None:
    assert text(page(f"<div class=comments><div class=y>{PARAGRAPHS}</div></div>")) == LONG * 3


def test_a_container_named_for_text_narrows_a_wider_one() -> None:
    wide = f"<div class=wrap><p>{LONG[:40]}。</p><div class=article-text>{PARAGRAPHS * 5}</div></div>"
    assert text(page(wide)) == LONG * 15


def test_a_lone_paragraph_brings_its_salutation_and_signature() -> None:
    notice = f"<div class=x><p>各位街坊:</p><p>{LONG}</p><p>河东居委会</p></div>"
    assert text(page(MENU + notice + MENU)) == f"各位街坊:{LONG}河东居委会"


def test_a_lone_paragraph_among_links_stays_alone() -> None:
    assert text(page(f"<div class=x>{MENU}<p>{LONG}</p></div>")) == LONG


def test_the_heading_that_the_title_repeats_is_the_title() -> None:
    body = f"<h2>今日要闻频道</h2><h1>在开河仪式上的讲话</h1><div class=y>{PARAGRAPHS}</div>"
    heard = page(body, "在开河仪式上的讲话_某县水利局")
    found = located(heard)
    assert title(heard) == "在开河仪式上的讲话"
    assert found and found.title and found.title[0] > heard.text.index("今日要闻频道")


def test_a_title_without_heading_loses_the_site() -> None:
    for whole in ("在开河仪式上的讲话_要闻_某县网", "在开河仪式上的讲话 - 某县网", "在开河仪式上的讲话|某县网"):
        assert title(page(f"<div class=y>{PARAGRAPHS}</div>", whole)) == "在开河仪式上的讲话"


def test_where_the_title_is_the_site_the_heading_above_the_text_is_the_title() -> None:
    body = f"<h5 class=title>在开河仪式上的讲话</h5><div class=y>{PARAGRAPHS}</div>"
    assert title(page(body, "柳河小学")) == "在开河仪式上的讲话"


def test_a_page_of_links_has_no_text() -> None:
    assert located(page(f"<div class=content>{MENU}{MENU}</div><div>版权所有</div>", "某县网")) is None
    assert located(page("")) is None


def front(body: str) -> list[str]:
    of = page(body, "在开河仪式上的讲话_某县网")
    found = located(of)
    assert found
    return [of.text[start:end].strip() for start, end in front_lines(of, found.title, found.start, found.is_post)]


def test_lines_below_the_title_say_when_and_from_where() -> None:
    lines = "<p>2021-03-04</p><p>来源:水利局</p><p>(二〇二一年三月一日)</p><p>点赞</p>"
    assert front(f"<h1>在开河仪式上的讲话</h1>{lines}<div class=y>{PARAGRAPHS}</div>") == [
        "2021-03-04",
        "来源:水利局",
        "(二〇二一年三月一日)",
    ]


def test_above_the_title_only_a_labelled_date_counts() -> None:
    above = "<p>今天是2024年5月6日</p><p>发布日期:2021-03-04</p>"
    assert front(f"{above}<h1>在开河仪式上的讲话</h1><div class=y>{PARAGRAPHS}</div>") == ["发布日期:2021-03-04"]


def test_links_at_the_edges_of_a_body_without_containers_go() -> None:
    assert text(page(f"{MENU}{PARAGRAPHS * 4}{MENU}")) == LONG * 12


def test_comments_that_fill_most_of_a_page_are_an_aside_where_a_text_stands_beside_them() -> None:
    remarks = f"<div class=r><p>{OTHER}</p></div>" * 40
    assert text(page(f"<div class=y>{PARAGRAPHS}</div><div class=comments>{remarks}</div>")) == LONG * 3


@pytest.mark.breaks("cleaners/body/locate.py", "told >= _LEAST and", "told > _LEAST and")
@pytest.mark.breaks("cleaners/body/locate.py", "told >= _LEAST and", "")
@pytest.mark.parametrize(("before", "ends"), [(0, False), (59, False), (60, True)])
def test_comments_end_a_text_only_where_enough_of_it_stands_before_them(before: int, ends: bool) -> None:
    lead = "山" * before + "。" if before else "山上的松树"
    behind = f"<p>网友评论</p>{PARAGRAPHS}"
    assert text(page(f"<div class=y><p>{lead}</p>{behind}</div>")) == (lead if ends else f"{lead}网友评论{LONG * 3}")


def test_a_salutation_right_before_the_container_belongs_to_the_text() -> None:
    parted = page(f"<div><p>各位乡亲:</p><div class=in>{PARAGRAPHS}</div></div>{MENU}")
    assert text(parted) == "各位乡亲:" + LONG * 3


def test_a_link_that_is_never_closed_loses_no_text() -> None:
    for address in ("", " href='#top'", " href='/1'"):
        assert text(page(f"{MENU}<div class=y><a{address}>{PARAGRAPHS}</div>{MENU}")) == LONG * 3


def test_a_sentence_before_a_long_link_ends_the_text() -> None:
    last = f"<p>{OTHER}<a href=/1>{LONG[:40]}</a></p>"
    assert text(page(f"<div class=y>{PARAGRAPHS}{last}</div>{MENU}")) == LONG * 3 + OTHER + LONG[:40]


def test_a_message_is_a_post_only_in_a_container_that_a_forum_names() -> None:
    message = "<div class=message>收到,谢谢。</div>"
    assert text(page(f"<div id=pid12 class=plc>楼主 老秦{message}</div><div>{PARAGRAPHS}</div>")) == "收到,谢谢。"
    assert text(page(f"<div class=plc>{message}</div><div class=y>{PARAGRAPHS}</div>")) == LONG * 3


def test_a_title_keeps_what_stands_on_the_page_as_a_line() -> None:
    heading = "在开河仪式上的讲话"
    body = f"<b>{heading}</b><div class=y>{PARAGRAPHS}</div>"
    assert title(page(body, f"{heading}-领导讲话-某县网")) == heading
    assert title(page(body, f"{heading[:7]}...-某县网")) == heading
    assert title(page(f"<h3>{heading}</h3>{body}", f"{heading[:7]}\u2026_某县网")) == heading


def test_a_title_is_without_the_ending_of_its_file() -> None:
    body = f"<h1>在开河仪式上的讲话.docx</h1><div class=y>{PARAGRAPHS}</div>"
    assert title(page(body, "在开河仪式上的讲话.docx_某文库")) == "在开河仪式上的讲话"


def test_a_letter_on_a_board_names_itself() -> None:
    letter = f"发信人: shan (山), 信区: Speech<br>标&nbsp; 题: 在开河仪式上的讲话<br>发信站: 松涛站<br>{LONG}<br>{LONG}"
    assert title(page(f"<div class=y>{letter}</div>", "松涛站 - 主题文章")) == "在开河仪式上的讲话"


def test_the_number_of_a_document_stands_under_its_title() -> None:
    number = "某政办发\u30142018\u301577号"
    assert front(f"<h1>在开河仪式上的讲话</h1><p>{number}</p><div class=y>{PARAGRAPHS}</div>") == [number]


def test_a_day_and_time_over_a_post_count_but_not_when_its_author_was_last_seen() -> None:
    card = "<p>最后登录2020-1-2 08:00</p><p>收藏2016-5-18 07:40</p>"
    post = f"<h1>在开河仪式上的讲话</h1>{card}<td id=postmessage_1>{PARAGRAPHS}</td>"
    assert front(post) == ["收藏2016-5-18 07:40"]


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        ("发布于 2019-08-12", True),
        ("\u767c布日期:2018-09-15", True),
        ("举报来自手机1楼2013-06-21 18:20", True),
        ("更新日期:2018-09-15", False),
        ("发布于 2019-08-12 的通知", False),
    ],
)
def test_a_line_right_behind_the_text_may_say_when(behind: str, kept: bool) -> None:
    of = page(f"<div class=y>{PARAGRAPHS}</div><p>{behind}</p>{MENU}")
    found = located(of)
    assert found
    assert [of.text[start:end].strip() for start, end in lines_behind(of, found.end)] == [behind] * kept
