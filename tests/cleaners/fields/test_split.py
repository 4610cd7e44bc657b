"""Pages of several speeches are parted, and single speeches stay whole."""

import pytest

from cleaners import clean
from cleaners.fields.split import _number
from cleaners.page import Page
from cleaners.readers.html.page import read_html

PROSE = "今天的会议内容很实在,大家回去以后要认真抓好落实。"


def parts(*lines: str) -> list[tuple[str | None, str | None]]:
    """Heading and title of each speech of a page."""
    return [(s.heading, s.title) for s in clean(Page("\n".join(lines))).speeches]


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["【座谈会发言稿范文】一", "同志们:", PROSE, "【座谈会发言稿范文】二", "同志们:", PROSE], ["【座谈会发言稿范文】一", "【座谈会发言稿范文】二"]),
        (["第一篇", "同志们:", PROSE, "第二篇", "同志们:", PROSE], ["第一篇", "第二篇"]),
        (["领导讲话稿1", PROSE, "领导讲话稿2", PROSE, "领导讲话稿3", PROSE], ["领导讲话稿1", "领导讲话稿2", "领导讲话稿3"]),
        (["【主持词】", "同志们:", PROSE, "【表态发言】", "各位领导:", PROSE], ["【主持词】", "【表态发言】"]),
        (["同志们:", PROSE, "谢谢大家!", "各位领导:", PROSE, "谢谢大家!"], [None, None]),
    ],
)  # fmt: skip
def test_pages_are_parted(lines: list[str], headings: list[str | None]) -> None:
    assert [heading for heading, _ in parts(*lines)] == headings


def test_a_heading_may_name_the_title() -> None:
    lines = ["篇一:在全镇禁烧会议上的讲话", "同志们:", PROSE, "篇二:在全镇防火会议上的讲话", "同志们:", PROSE]
    assert [title for _, title in parts(*lines)] == ["在全镇禁烧会议上的讲话", "在全镇防火会议上的讲话"]


@pytest.mark.parametrize(
    "lines",
    [
        ["同志们:", "一、提高认识", PROSE, "二、明确任务", PROSE, "三、抓好落实", PROSE],
        ["第一部分 总体要求", PROSE, "第二部分 主要任务", PROSE],
        ["第一篇章:书在路上", PROSE, "第二篇章:书在灯下", PROSE],
        ["同志们:", PROSE, "同志们:", PROSE, "谢谢大家!"],
        ["附件1", PROSE, "附件2", PROSE],
        ["(一)强化责任", PROSE, "(二)严格督查", PROSE],
    ],
)
def test_one_speech_stays_one(lines: list[str]) -> None:
    assert len(parts("在全市工作会议上的讲话", *lines)) == 1


@pytest.mark.breaks("cleaners/fields/split.py", "all(a < b for", "all(a != b for")
@pytest.mark.parametrize(("second", "count"), [("三", 2), ("一", 1)])
def test_numbers_of_headings_rise(second: str, count: int) -> None:
    assert len(parts("第二篇", "同志们:", PROSE, f"第{second}篇", "同志们:", PROSE)) == count


def test_a_table_of_contents_makes_no_parts() -> None:
    lines = [
        "篇一:甲乡的做法",
        "篇二:乙乡的做法",
        "篇一:甲乡的做法",
        "同志们:",
        PROSE,
        "篇二:乙乡的做法",
        "同志们:",
        PROSE,
    ]
    assert [heading for heading, _ in parts(*lines)] == ["篇一\uff1a甲乡的做法", "篇二\uff1a乙乡的做法"]


@pytest.mark.parametrize(
    ("numeral", "number"), [("3", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十四", 34), ("⑤", 5)]
)
def test_numbers(numeral: str, number: int) -> None:
    assert _number(numeral) == number


def test_a_long_note_over_the_first_heading_is_a_part_of_its_own() -> None:
    note = "编者按。" + "这一组讲话来自各村的会议,话不长,讲的都是身边的事,编在一起供大家参考。" * 9
    page = Page(
        "\n".join([note, "篇一:关于防火的讲话", "同志们,防火无小事,大家要记在心里。", "篇二:关于防汛的讲话", PROSE])
    )
    done = clean(page)
    assert [speech.heading for speech in done.speeches] == [
        None,
        "篇一\uff1a关于防火的讲话",
        "篇二\uff1a关于防汛的讲话",
    ]
    assert "\n".join(speech.body for speech in done.speeches) == done.draft.text


def test_articles_set_side_by_side_on_an_html_page_are_parted() -> None:
    article = "<article class='post'><h2>{}</h2><p>同志们:</p><p>{}</p><p>{}</p></article>"
    titles = ["在防火工作会议上的讲话", "在防汛工作会议上的讲话"]
    page = read_html(("<title>讲话两篇</title>" + "".join(article.format(t, PROSE, PROSE) for t in titles)).encode())
    assert [speech.title for speech in clean(page).speeches] == titles


def test_sections_with_headings_stay_in_one_speech() -> None:
    sections = "".join(f"<h2>{n}、狠抓工作落实</h2><p>{PROSE}</p><p>{PROSE}</p>" for n in "一二三")
    page = read_html(f"<title>讲话</title><h1>在会上的讲话</h1><p>同志们:</p><p>{PROSE}</p>{sections}".encode())
    assert len(clean(page).speeches) == 1
