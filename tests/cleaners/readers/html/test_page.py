"""HTML pages: every visible character in reading order, marks beside the text, and broken pages read all the same."""

import pytest

from cleaners import clean, read
from cleaners.errors import Corrupt, Unreadable
from cleaners.page import Mark, Page
from cleaners.readers.html.page import looks_like_html, read_html

COMMA, STOP, COLON = "\uff0c", "\u3002", "\uff1a"
SPEECH = (
    f"同志们{COLON}今天的会议只有一个议题{COMMA}就是把村口的路修好{STOP}大家有什么说什么{COMMA}说完了我们再来表决{STOP}"
)


def _read(markup: str, encoding: str = "utf-8") -> Page:
    return read_html(markup.encode(encoding))


def _marked(page: Page, kind: str) -> list[tuple[str, str]]:
    return [(page.text[m.start : m.end], m.value) for m in page.marks if m.kind == kind]


def test_the_text_is_what_a_reader_sees_in_reading_order() -> None:
    page = _read(
        "<html><head><title> 通知\n_某网 </title><style>p{}</style><script>var a='不见';</script></head><body>"
        "<!-- 注 --><h1>通知</h1><p>各村\n  <b>明天</b>开<i>会</i>。</p>尾<br>末<select><option>选</option></select>行"
        "<pre>一 \n  二</pre></body></html>"
    )
    assert page.text == "通知 _某网\n通知\n各村 明天开会。\n尾\n末行\n一 \n  二\n"


def test_full_width_blanks_and_entities_stay() -> None:
    assert _read("<p>\u3000\u3000一&nbsp;二&#8212;三&amp;四</p>").text == "\u3000\u3000一\xa0二—三&四\n"


def test_the_page_title_headings_and_containers_are_marked() -> None:
    page = _read('<title>讲话_某网</title><h1>讲话</h1><div class="biaoti">副题</div><p>正文</p>')
    assert _marked(page, "title") == [("讲话_某网", "")]
    assert _marked(page, "heading") == [("讲话", "h1"), ("副题", "div.biaoti")]


def test_containers_are_named_as_a_selector_has_them() -> None:
    page = _read('<table><tr><td id="postmessage_1" class="t_f x">正文</td></tr></table>')
    assert ("正文", "td#postmessage_1.t_f.x") in _marked(page, "block")


@pytest.mark.parametrize(
    "opening",
    [
        '<font class="jammer">',
        '<span style="display:none">',
        '<span style="color:red; DISPLAY : none">',
        '<span style="visibility:hidden">',
        '<font style="font-size:0px;color:#FFF">',
    ],
)
def test_what_a_browser_hides_is_in_the_text_and_marked(opening: str) -> None:
    tag = opening[1:5]
    page = _read(f"<p>前面{opening}x7Qz</{tag}>后面</p>")
    assert page.text == "前面x7Qz后面\n"
    assert [words for words, _ in _marked(page, "hidden")] == ["x7Qz"]


def test_small_print_is_not_hidden() -> None:
    assert not _marked(_read('<p style="font-size:12px">正文<span class="jam">字</span></p>'), "hidden")


def test_links_keep_their_addresses() -> None:
    page = _read('<p>见<a href="/a.html">附件<b>一</b></a>和<a>二</a>。</p>')
    assert _marked(page, "link") == [("附件一", "/a.html"), ("二", "")]


def test_cells_are_parted_by_a_tab_and_rows_by_a_line_break() -> None:
    page = _read("<table><tr><th>姓名<th>票数<tr><td>甲<td>12</table>")
    assert page.text == "姓名\t票数\n甲\t12\n"


def test_marks_lie_within_the_text() -> None:
    page = _read(f"<title>题</title><div class='a'><p>{SPEECH}</p><a href='x'>下</a></div><div style='display:none'>隐")
    assert page.marks
    assert all(isinstance(m, Mark) and 0 <= m.start <= m.end <= len(page.text) for m in page.marks)


def test_a_second_html_end_and_nul_bytes_lose_nothing() -> None:
    first, last = SPEECH + "甲", SPEECH + "乙"
    page = _read(
        f"<html><body><div><p>{first}</p></html>\0\0<html><body>广告</body></html>\0<p>{last[:9]}\0{last[9:]}</p></div>"
    )
    assert first in page.text
    assert last in page.text
    assert page.text.index(first) < page.text.index(last)
    assert "\0" not in page.text


def test_other_control_bytes_are_counted_as_damage() -> None:
    page = _read(f"<p>{SPEECH}\x01{SPEECH}</p>")
    assert page.text == f"{SPEECH}\ufffd{SPEECH}\n"
    assert page.source.replaced == 1


def test_unclosed_tags_lose_nothing() -> None:
    page = _read(f"<div><p>{SPEECH}<p><b>甲<div>乙<table><tr><td>丙")
    assert "".join(page.text.split()) == SPEECH + "甲乙丙"


def test_where_a_saved_page_came_from() -> None:
    saved = "<!-- saved from url=(0029)http://www.example.com/a.html -->"
    canonical = '<link rel="canonical" href="https://example.org/b" />'
    assert _read(f"{saved}<html><body><p>文</p>").source.url == "http://www.example.com/a.html"
    assert _read(f"<html><head>{canonical}</head><p>文</p>").source.url == "https://example.org/b"
    assert read_html(f"{saved}<p>文</p>".encode(), url="http://given/").source.url == "http://given/"
    assert _read("<p>文</p>").source.url is None


@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8", "iso-8859-1", "unicode", "nonsense"])
@pytest.mark.parametrize(("encoding", "read"), [("gb18030", "gb18030"), ("utf-8", "utf-8"), ("utf-16", "utf-16-le")])
def test_a_wrong_or_missing_charset_does_no_harm(declared: str, encoding: str, read: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = _read(f"<html><head>{meta}<title>镕基路</title></head><body><p>{SPEECH * 3}</p></body></html>", encoding)
    assert page.text == f"镕基路\n{SPEECH * 3}\n"
    assert (page.source.encoding, page.source.replaced) == (read, 0)
    assert page.source.media_type == "text/html"


def test_big5_without_a_charset() -> None:
    speech = f"各位鄉親{COLON}這條道路修了三年{COMMA}今天終於通車{STOP}當初有人說辦不到{COMMA}現在我們辦到了{STOP}"
    page = _read(f"<html><p>{speech}</p>", "big5")
    assert page.text == speech + "\n"
    assert page.source.encoding == "big5hkscs"


def test_text_about_tags_is_no_page() -> None:
    assert not looks_like_html("他说 <b> 是标签".encode())
    assert looks_like_html("\r\n<HTML><p>文".encode("utf-16-le"))


def test_text_of_a_small_size_is_seen_and_of_no_size_is_not() -> None:
    page = _read("<p style='font-size:0.9em'>看得见<font style='font-size:0px;'>x7k</font><span hidden>y8</span></p>")
    assert [text for text, _ in _marked(page, "hidden")] == ["x7k", "y8"]
    spaced = _read("<div style='font-size:0'><p style='font-size:16px'>看得见</p></div>")
    assert _marked(spaced, "hidden") == []


def test_what_a_browser_sets_on_its_own_lines_is_a_line() -> None:
    page = _read("<story-p>第一段。</story-p><story-p>第二段。</story-p><span style='display: block'>第三段。</span>")
    assert page.text.split() == ["第一段。", "第二段。", "第三段。"]


def test_an_unreadable_page_is_named() -> None:
    with pytest.raises(Unreadable, match=r"^b\.html: "):
        read_html(bytes(range(128, 256)) * 40, name="b.html")


PARAGRAPHS = "".join(f"<p>第{i}段{COLON}{SPEECH}</p>" for i in range(9))


@pytest.mark.parametrize(
    "broken",
    [
        f"<html><body><p>头</p></body></html></html>{PARAGRAPHS}</body></html>",
        f"<html><style>{'p {color: red} ' * 200}</style><body>头</body></html><html><body>{PARAGRAPHS}</body></html>",
        f"<html><body><!-- 没有结尾 {PARAGRAPHS}</body></html>",
        f'<html><body><a href="x>没有引号</a>{PARAGRAPHS}</body></html>',
    ],
)
def test_text_that_the_parser_loses_is_saved(broken: str) -> None:
    assert clean(_read(broken)).speeches[0].body.count(SPEECH) == 9


def test_deep_nesting_loses_nothing() -> None:
    assert clean(_read("<div>" * 5000 + PARAGRAPHS)).speeches[0].body.count(SPEECH) == 9


def test_a_page_broken_beyond_mending_says_so() -> None:
    with pytest.raises(Corrupt, match=r"^torn\.html: .*so broken"):
        read_html(f"<html><%<script>/*<noframes>{PARAGRAPHS}{PARAGRAPHS}".encode(), name="torn.html")


@pytest.mark.parametrize(
    "opening",
    [
        '<font color="white">',
        '<span style="color: #FFF">',
        '<b style="color:rgb(255,255,255)">',
        '<i style="color:transparent">',
    ],
)
def test_text_in_the_colour_of_its_ground_is_hidden(opening: str) -> None:
    page = _read(f"<p>前面{opening}本文来自某网</{opening[1:].split()[0]}>后面</p>")
    assert [words for words, _ in _marked(page, "hidden")] == ["本文来自某网"]


def test_light_text_on_dark_ground_is_seen() -> None:
    page = _read('<td bgcolor="#336699"><font color="#ffffff">表头</font></td><p style="color:#fff">不知其底</p>')
    assert _marked(page, "hidden") == []
    dark = _read('<div style="background:url(a.png) red"><span style="color:white">题</span></div>')
    assert _marked(dark, "hidden") == []


def test_what_the_head_says_and_times_behind_words_are_marked() -> None:
    page = _read(
        '<head><meta property="og:title" content="通知"><meta name="Author" content=""><title>通知</title>'
        '<script type="application/ld+json">{"datePublished": "2024-05-06"}</script><script>var a</script></head>'
        '<p>发布于<time datetime="2024-05-06T08:00">昨天</time> <span title="2012-5-23 13:17">3 天前</span></p>'
    )
    assert _marked(page, "meta") == [("", "og:title=通知")]
    assert _marked(page, "data") == [("", '{"datePublished": "2024-05-06"}')]
    assert _marked(page, "time") == [("昨天", "2024-05-06T08:00"), ("3 天前", "2012-5-23 13:17")]


VEIL = "<style>.x, p.y{display:none} #z{visibility:hidden} .s{font-size:0}</style>"


@pytest.mark.parametrize(
    "element", ["<b class='a x'>暗</b>", "<p class=y>暗</p>", "<i id=z>暗</i>", "<a class=s>暗</a>"]
)
def test_what_a_style_sheet_of_the_page_hides_is_hidden(element: str) -> None:
    for markup in (f"{VEIL}<div>明{element}</div>", f"<div>明{element}</div>{VEIL}"):
        assert [words.strip() for words, _ in _marked(_read(markup), "hidden")] == ["暗"]


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print{.x{display:none}}",
        ".x{display:none} .open .x{display:block}",
        ".menu .x{display:none} .x:hover{display:none}",
        "/* .x{display:none} */",
        ".x{display:inline}",
    ],
)
def test_a_rule_for_paper_or_for_some_moments_hides_nothing(sheet: str) -> None:
    assert _marked(_read(f"<style>{sheet}</style><p>明<b class=x>亮</b></p>"), "hidden") == []


def test_a_sheet_for_paper_and_a_long_text_hide_nothing() -> None:
    assert _marked(_read("<style media='print'>.x{display:none}</style><p>明<b class=x>亮</b></p>"), "hidden") == []
    assert _marked(_read(f"{VEIL}<div class=x>{PARAGRAPHS}</div>"), "hidden") == []
    assert _marked(_read(f"{VEIL}<p>明<b class=x style='display:inline'>亮</b></p>"), "hidden") == []


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>各单位\r\n负责人2\n名</p>", "各单位负责人2名\n"),
        ("<p><span>7月\n</span><span>1</span>\n<span>日</span></p>", "7月1日\n"),
        ("<p>7月\n</p><p>1日</p>", "7月\n1日\n"),
        ("<p>张三 李四\n  王五</p>", "张三 李四 王五\n"),
        (
            "<p>某某网\n作者:张三\n2019-01-01\n阅读:123\n日期:今天</p>",
            "某某网 作者:张三 2019-01-01 阅读:123 日期:今天\n",
        ),
        ("<p><a>首页</a>\n<a>新闻</a></p>", "首页 新闻\n"),
    ],
)
def test_a_break_in_the_source_parts_no_words_and_no_date(markup: str, shown: str) -> None:
    assert _read(markup).text == shown


@pytest.mark.parametrize(
    "unclosed", ["<title>通知_某网\n", "<select><option>甲<option>乙</option>", "<textarea>评", "<iframe src=x>"]
)
def test_what_is_never_closed_swallows_no_text(unclosed: str) -> None:
    page = _read(f"<html>{unclosed}<div class=y>{PARAGRAPHS}</div></html>")
    assert page.text.count(SPEECH) == PARAGRAPHS.count(SPEECH)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\n "])
@pytest.mark.parametrize("opening", [b"<!DOCTYPE html><div>", b"<div>"])
def test_a_byte_order_mark_before_the_first_tag_hides_nothing(mark: bytes, opening: bytes) -> None:
    assert read(mark + opening + SPEECH.encode()).source.media_type == "text/html"


def test_controls_written_as_entities_are_counted_as_damage() -> None:
    page = _read("<p>甲&#1;乙&#8;丙</p>")
    assert page.text == "甲\ufffd乙\ufffd丙\n"
    assert page.source.replaced == 2


def test_an_unknown_element_in_the_head_shows_its_text() -> None:
    assert SPEECH in _read(f"<meta ><h>{SPEECH}").text
    assert SPEECH in _read(f"<ht\ufffdml><head><meta charset=utf-8><h>{SPEECH}").text


def test_markup_that_no_parser_reads_is_refused() -> None:
    with pytest.raises(Corrupt, match=r"^x\.html: "):
        read_html(f"<html><!-- {PARAGRAPHS}<![文[".encode(), name="x.html")
