"""Site files: what stands where on the pages of one site, and noise that is its own."""

from pathlib import Path

import pytest

from cleaners import BUILT_IN
from cleaners.clean import clean
from cleaners.errors import BadRule
from cleaners.page import Page
from cleaners.readers.html.page import read_html
from cleaners.sites.site import Site, known, read_site
from cleaners.speech import Cleaned

ONE = "今年的河堤加固工程比去年提前了二十天开工\uff0c各村的石料和木桩都已经运到了堤下\uff0c请大家放心。"
TWO = "夜校的灯每天晚上亮到十点钟\uff0c来听课的有木匠、瓦匠和卖菜的大嫂\uff0c人人都带着本子和铅笔。"
OTHER = "旁边这一栏写的是别的事情\uff0c比正文还要长\uff0c每一句都有逗号和句号\uff0c密度上占了便宜。" * 9
TOML = """
name = "某某文库"
[html]
body = [".never", "div.sheet"]
title = ".info h2"
date = "em.when"
author = ".who"
[[cut]]
id = "stamp"
why = "页面印章"
selector = "b.stamp"
[[cut]]
id = "banner"
why = "会员广告"
line = "开通会员(?!制).{0,20}"
cuts = ["开通会员看全站"]
keeps = ["开通会员制农场三个"]
"""
HTML = f"""<title>某某文库</title><div class=info><h2>关于河堤的讲话</h2><p>发布:<em class=when>2019-03-04 08:30</em>
<span class=who>作者\uff1a王小满</span></div><div class=side>{OTHER}</div>
<div class=sheet><p>{ONE}<b class=stamp>某某印</b></p></div><hr><div class=sheet>{TWO}<p>开通会员看全站</p></div>"""


def _site(folder: Path, toml: str = TOML) -> Site:
    path = folder / "wenku.example.toml"
    path.write_text(toml, "utf-8")
    return read_site(str(path))


def _cleaned(page: Page, site: Site) -> Cleaned:
    return clean(site.marked(page), BUILT_IN.without_sites().with_learned(site.rules))


def test_a_site_file_says_what_stands_where(tmp_path: Path) -> None:
    (speech,) = _cleaned(read_html(HTML.encode()), _site(tmp_path)).speeches
    assert speech.body == f"{ONE}\n{TWO}"
    assert (speech.title, speech.published_time, speech.author) == ("关于河堤的讲话", "2019-03-04T08:30:00", "王小满")
    assert speech.fields["published"].rule == "site/wenku.example/date"


@pytest.mark.breaks("cleaners/clean.py", "if self.rules[cited.rule].is_final", "if False")
def test_what_it_points_at_outdoes_what_the_page_says_elsewhere(tmp_path: Path) -> None:
    aside = "<div class=aside>编号<em class=when>2019-03-04 08:30</em><span class=who>王小满</span></div>"
    head = "<h1>关于河堤的讲话</h1><p>作者:李大满 发布时间:2011-12-13 14:15</p>"
    page = read_html(
        f"<title>关于河堤的讲话</title>{aside}{head}<div class=sheet><p>{ONE}</p><p>{TWO}</p></div>".encode()
    )
    (told,), (untold,) = _cleaned(page, _site(tmp_path)).speeches, clean(page).speeches
    assert (told.published_time, told.author) == ("2019-03-04T08:30:00", "王小满")
    assert (untold.published_time, untold.author) == ("2011-12-13T14:15:00", "李大满")


@pytest.mark.breaks("cleaners/clean.py", "draft.offset(end - 1 - len(value))", "draft.offset(end - len(value))")
def test_a_value_of_several_lines_does_not_shift_the_others(tmp_path: Path) -> None:
    page = read_html(
        f"<title>關於河堤的講話</title><div class=info><h2>關於河堤的講話</h2><div class=who>作者\uff1a王小滿<br>李大滿</div></div>"
        f"<div class=sheet><p>同志們\uff1a</p><p>{ONE}</p><p>{TWO}</p><p>標籤:護林、護堤</p></div>".encode()
    )
    (speech,) = _cleaned(page, _site(tmp_path)).speeches
    assert (speech.title, speech.author) == ("关于河堤的讲话", "王小满\n李大满")
    assert speech.tags == ("护林", "护堤")


def test_its_cuts_are_charged_to_it(tmp_path: Path) -> None:
    page = read_html(HTML.encode())
    done = _cleaned(page, _site(tmp_path))
    cut = {t.rule: page.text[t.start : t.end].strip() for t in done.draft.ledger if "/wenku" in t.rule}
    assert cut["site/wenku.example/stamp"] == "某某印"
    assert cut["site/wenku.example/banner"] == "开通会员看全站"


def test_without_the_file_density_decides() -> None:
    (speech,) = clean(read_html(HTML.encode())).speeches
    assert OTHER[:40] in speech.body


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ('name = "x"\n[html]\nbody = "div > p"', "'div > p' is no selector"),
        ('name = "x"\n[html]\ntext = "div"', "not .'text'"),
        ('name = "x"\n[[cut]]\nid = "a"\nwhy = "b"', "a cut needs"),
        ('name = "x"\n[[cut]]\nid = "a"\nwhy = "b"\nline = "("', "is no pattern"),
        ('name = "x"\n[[cut]]\nid = "a"\nwhy = "b"\nline = "c"\ncuts = ["cd"]', "a cuts nothing of cd"),
        ("name = ", "Invalid value"),
        ('[html]\nbody = "div"', "a site has a name"),
    ],
)
def test_a_wrong_file_is_named_with_the_reason(tmp_path: Path, toml: str, reason: str) -> None:
    with pytest.raises(BadRule, match=rf"wenku\.example\.toml: .*{reason}"):
        _site(tmp_path, toml)


def test_the_files_that_come_along_are_sound() -> None:
    assert all(read_site(path).domain == domain for domain, path in known().items())
