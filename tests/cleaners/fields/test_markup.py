"""What the markup of a page says beside its text, and that the text's own words outdo it."""

import pytest

from cleaners import clean
from cleaners.fields.markup import moment
from cleaners.readers.html.page import read_html
from cleaners.speech import Speech

LONG = "今年的河堤加固工程比去年提前了二十天开工\uff0c各村的石料和木桩都已经运到了堤下\uff0c请大家放心。"
PARAGRAPHS = f"<div class=content><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>"


def _speech(head: str = "", above: str = "", below: str = "") -> Speech:
    markup = f"<head><title>关于河堤的讲话</title>{head}</head><h1>关于河堤的讲话</h1>{above}{PARAGRAPHS}{below}"
    (speech,) = clean(read_html(markup.encode())).speeches
    return speech


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-03-04T05:06:07+08:00">',
        '<meta name="PubDate" content="2021-03-04 05:06:07">',
        '<meta itemprop="datePublished" content="2021-03-03T21:06:07Z">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-04T05:06:07"}]}</script>',
    ],
)
def test_the_head_tells_when_a_page_was_put_up(head: str) -> None:
    speech = _speech(head)
    assert speech.published_time == "2021-03-04T05:06:07"
    assert speech.fields["published"] == (0, 0, "page/markup-date")


def test_what_the_page_shows_outdoes_its_head() -> None:
    head = '<meta name="PubDate" content="2009-01-01">'
    assert _speech(head, "<p>发布时间:2021-03-04</p>").published == "2021-03-04"


def test_a_time_behind_words_is_read() -> None:
    above = '<p>发表于 <span title="2012-5-23 13:17:16">3 天前</span></p>'
    assert _speech("", above).published_time == "2012-05-23T13:17:16"
    below = '<p><time datetime="2020-01-02">昨天</time></p>'
    assert _speech("", "", below).published == "2020-01-02"


def test_no_date_is_made_up() -> None:
    head = '<meta name="PubDate" content="昨天"><meta name="keywords" content="2021-03-04">'
    assert _speech(head, "<a title='2001年大事记' href='/x'>年鉴</a>").published is None


def test_the_link_to_a_member_is_the_poster() -> None:
    links = '<a href="home.php?mod=space&uid=7">12</a><a href="home.php?mod=space&uid=7">青瓦老王</a>'
    assert _speech("", f"<p>{links}<a href='space-uid-9.html'>另一人</a></p>").poster == "青瓦老王"
    assert _speech("", "<p><a href='/news/7'>新闻中心</a><a href='space-uid-9.html'>发消息</a></p>").poster is None


def test_a_zone_is_told_in_the_time_of_china() -> None:
    assert moment("2024-05-06T20:30:00Z") == "2024-05-07T04:30:00"
    assert moment("2024-05-06T08:30:00+08:00") == "2024-05-06T08:30:00"
    assert moment("2024-13-06") is None
