"""What links give away inside the main text of an HTML page."""

import pytest

from cleaners import clean, read
from tests.cleaners.noise.around import SPEECH, cleaned, lines, rules_that_cut

LIST = "<p><a href=/7>在县人代会上的报告全文</a></p><p><a href=/8>在市人代会上的报告全文</a></p>"


@pytest.mark.parametrize(
    "put",
    [
        LIST,
        "<ul><li><a href=/7>路</a></li><li><a href=/8>水</a></li><li><a href=/9>电</a></li></ul>",
        "<p>1、<a href=/7>第一篇</a> 2019-03-04</p><p>2、<a href=/8>第二篇</a></p><p>3、<a href=/9>第三篇</a></p>",
        "<p>相关讲话</p><p><a href=/7>在县里的话</a></p>",
        "<p>目录</p><p><a href='#a'>一</a></p><p><a href='#b'>二</a></p>",
    ],
)
@pytest.mark.parametrize("at", [2, 3])
def test_lists_of_links_are_no_part_of_a_text(put: str, at: int) -> None:
    assert lines(cleaned(put, at=at)) == len(SPEECH)


def test_the_heading_of_related_links_goes_by_its_own_rule() -> None:
    done = cleaned("<p>推荐阅读:</p>" + LIST)
    assert rules_that_cut(done, "推荐阅读") == {"article/related"}
    assert rules_that_cut(done, "县人代会") == {"html/link-list"}


@pytest.mark.parametrize(
    "put",
    [
        "<h3 id=a><a href='#a'>先说路的事情有多难</a></h3><h3 id=b><a href='#b'>再说水的事情有多难</a></h3>",
        "<p>附件:</p><p><a href=/1.doc>电线杆分配到各村的表</a></p><p><a href=/2.xls>提水站的预算和图纸</a></p>",
        "<p><a href=http://tax.example/wssb/>http://tax.example/wssb/</a></p>",
        "<p><a href=/t/1>提水站</a>和<a href=/t/2>电线杆</a>,一样都不能少</p>",
        "<p><a href=/t/1>县水利局</a></p>",
        "<p><a href=http://www.pingchuan.gov.example/1>平川县人民政府</a></p>",
    ],
)
def test_linked_words_of_the_text_stay(put: str) -> None:
    done = cleaned(put)
    assert lines(done) == len(SPEECH) + put.count("<p>") + put.count("<h3")


@pytest.mark.parametrize(
    "put",
    [
        "<div><a href=http://ad.example/1>买化肥上农资在线量大从优</a></div>",
        "<div><a href=//shop.example/1>山里人家土鸡蛋包邮到家</a></div>",
    ],
)
def test_a_line_that_leads_to_another_site_is_an_advert(put: str) -> None:
    done = cleaned(put)
    assert lines(done) == len(SPEECH)
    assert "html/link-advert" in done.kinds


def test_a_link_that_comes_again_is_an_advert_wherever_it_leads() -> None:
    banner = "<div><a href=/vip>千万文档任意下载天天更新</a></div>"
    paragraphs = [f"<p>{line}</p>" for line in SPEECH]
    twice = banner.join((*paragraphs[:3], "".join(paragraphs[3:])))
    assert (
        "天天更新"
        not in clean(read(f"<html><body><div class=content>{twice}</div></body></html>".encode())).speeches[0].body
    )


def test_a_link_behind_the_last_sentence_goes_and_a_linked_sentence_stays() -> None:
    more = cleaned("<p>路边栽的杨树活了九成,三年以后能间伐一半。<a href=/x>更多报告点击查看&gt;&gt;</a></p>")
    assert more.speeches[0].body.split("\n")[2].endswith("间伐一半。")
    said = cleaned("<p>路边栽的杨树活了九成,三年以后能间伐一半。<a href=/x>卖树的钱修桥。</a></p>")
    assert said.speeches[0].body.split("\n")[2].endswith("卖树的钱修桥。")


def test_signs_of_notes_and_the_notes_go_together() -> None:
    note = "<p>注释</p><p><a href='#r1'>[1]</a> 平川县志,卷三。</p>"
    done = cleaned("<p>井深一百八十米<sup><a href='#n1'>[1]</a></sup>,还是干的,要想别的办法。</p>", note)
    assert lines(done) == len(SPEECH) + 1
    assert "[1]" not in done.speeches[0].body
    assert rules_that_cut(done, "平川县志") == {"html/note"}


def test_paragraphs_that_a_site_numbers_are_no_notes() -> None:
    numbered = (f"<p id=p{i}><a href='#p{i}'>{i}</a>{line}</p>" for i, line in enumerate(SPEECH, 1))
    assert lines(cleaned(*numbered)) == 2 * len(SPEECH)


def test_typed_note_signs_stay() -> None:
    assert "[1]" in cleaned("<p>井深一百八十米[1],还是干的,要想别的办法。</p>").speeches[0].body


def test_nothing_but_links_is_no_speech() -> None:
    items = "".join(f"<li><a href=/{i}>第{i}个村通了路,大家都来看!</a></li>" for i in range(9))
    assert clean(read(f"<html><body><ul class=content>{items}</ul></body></html>".encode())).speeches == ()


def test_the_names_of_attached_files_go() -> None:
    post = "<p>{}</p><p><a href='forum.php?mod=attachment&aid=8'>分配表.doc</a></p>".format("</p><p>".join(SPEECH))
    done = clean(
        read(f"<html><body><table><tr><td class=t_f id=postmessage_1>{post}</td></tr></table></body></html>".encode())
    )
    assert rules_that_cut(done, "分配表.doc") == {"html/attached"}
