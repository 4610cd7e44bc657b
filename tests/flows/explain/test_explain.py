"""The marked-up draft: nothing lost, nothing let loose, everything said; in the terminal and as a page."""

import doctest
import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import BUILT_IN
from cleaners.draft import Draft
from cleaners.fields.table import FIELDS
from cleaners.page import Page, Source
from cleaners.speech import Cleaned, Field, Gap, Speech
from cleaners.tiles import Edit, Kind
from flows.explain import families as explain_families
from flows.explain import pieces as explain_pieces
from flows.explain import summary as explain_summary
from flows.explain import table as explain_table
from flows.explain.families import FAMILIES, GROUND, family_of
from flows.explain.html import html
from flows.explain.pieces import pieces
from flows.explain.summary import balance, tallies, whys_of
from flows.explain.table import wide
from flows.explain.terminal import terminal
from flows.terminal import wants_colour
from tests.goldens import cleaned, slugs

KINDS: dict[str, Kind] = {
    "page/head": "cut", "article/title": "lift", "layout/blank": "cut", "layout/break": "insert",
    "script/char": "respell", "script/phrase": "respell", "x/y": "cut",
}  # fmt: skip


class Draftsman(HTMLParser):
    """Reads the draft in a page: its text without the elements of one name, its elements, its attributes."""

    def __init__(self, page: str, without: str = "") -> None:
        super().__init__()
        self.without, self.text, self.deep, self.off = without, "", 0, 0
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = dict(attrs)
        self.elements.append((tag, given_))
        self.deep += self.deep > 0 or given_.get("id") == "draft"
        self.off += self.deep > 0 and (self.off > 0 or tag == self.without)

    def handle_endtag(self, tag: str) -> None:
        self.off -= self.off > 0
        self.deep -= self.deep > 0

    def handle_data(self, data: str) -> None:
        if self.deep and not self.off:
            self.text += data


def made(text: str, *changes: tuple[str, str, str], fields: dict[str, str] | None = None) -> Cleaned:
    """A page with changes laid on, each (old, new, rule) at the first place of old; one speech holds what is left."""
    draft = Draft.of(text)
    for old, new, rule in changes:
        at = draft.text.index(old)
        draft = draft.edit([Edit(at, at + (len(old) if KINDS[rule] != "insert" else 0), new, rule)])
    cited = {name: Field(text.index(s), text.index(s) + len(s), "x/y") for name, s in (fields or {}).items()}
    start, end = draft.page_span(0, len(draft.text))
    speeches = (Speech(0, start, end, draft.text, fields or {}, cited),) if draft.text else ()
    return Cleaned(Page(text), draft, speeches, cited, (), KINDS, "Hans")


def two_speeches() -> Cleaned:
    """A page with a title, a speech, a line between, and another speech."""
    text = "甲讲话\n甲一。\n甲二。\n----\n乙一。"
    draft = Draft.of(text).edit([Edit(0, 4, "", "article/title"), Edit(12, 17, "", "x/y")])
    first = Speech(0, 4, 11, "甲一。\n甲二。", {"title": "甲讲话"}, {"title": Field(0, 3, "article/title")},
                   gap=Gap("end", 1, "----"), completeness="truncated")  # fmt: skip
    return Cleaned(
        Page(text), draft, (first, Speech(1, 17, 20, "乙一。", {}, {})), {}, ("review/heavy-cut", "odd"), KINDS, "Hans"
    )


def plain(done: Cleaned, width: int = 80) -> str:
    return terminal(done, whys_of(done), colour=False, width=width)


@pytest.mark.parametrize("slug", slugs())
def test_every_golden_reads_back_and_renders_in_a_terminal(slug: str) -> None:
    done = cleaned(slug)
    page = html(done, whys_of(done))
    assert Draftsman(page, without="ins").text == done.page.text
    assert Draftsman(page, without="del").text == "\n".join(speech.body for speech in done.speeches)
    for rule in {tile.rule for tile in done.draft.ledger}:
        assert whys_of(done)[rule] in plain(done, width=200)
    assert "\x1b[" in terminal(done, whys_of(done), colour=True, width=80)


@given(st.text("<>&\"'\r\n\t \u3000\ufeff\u2028们們a", max_size=30), st.data())
def test_whatever_is_changed_both_texts_read_back(text: str, data: st.DataObject) -> None:
    draft = Draft.of(text)
    for rule, kind in KINDS.items():
        start = data.draw(st.integers(0, len(draft.text)))
        end = start if kind == "insert" else data.draw(st.integers(start, len(draft.text)))
        new = {"insert": "\n", "respell": "<x>" * (end > start)}.get(kind, "")
        draft = draft.edit([Edit(start, end, new, rule)])
    cut = data.draw(st.integers(0, len(text)))
    done = Cleaned(
        Page(text),
        draft,
        (Speech(0, cut, len(text), "", {}, {"title": Field(cut // 2, cut, "x/y")}),),
        {},
        (),
        KINDS,
        "Hans",
    )
    assert "".join(piece.old for piece in pieces(done)) == text
    assert Draftsman(html(done, {}), without="ins").text == text
    assert Draftsman(html(done, {}), without="del").text == draft.text
    assert "\r" not in plain(done)


def test_a_page_cannot_break_out_of_the_markup() -> None:
    nasty = "\"'><script>alert(1)</script></div></section><img src=x onerror=y>"
    done = made(f"{nasty}头\n正文{nasty}", (f"{nasty}头\n", "", "page/head"), fields={"title": nasty})
    done = done._replace(page=done.page.read_from(Source(name=nasty, encoding=nasty)), flags=(nasty,))
    page = html(done, dict.fromkeys(KINDS, nasty))
    found = Draftsman(page)
    assert [tag for tag, _ in found.elements].count("script") == 1
    assert not any(tag == "img" or name.startswith("on") for tag, given_ in found.elements for name in given_)
    assert found.text == done.page.text


def test_a_page_of_its_own_asks_for_nothing_from_elsewhere() -> None:
    done = made("见http://x.example/a.js\n正文")
    page = html(done, {})
    assert not re.search(r"@import|url\(|<link|<base|<img|<iframe", page)
    assert all("src" not in given_ for _, given_ in Draftsman(page).elements)
    assert all(given_["href"][0] == "#" for _, given_ in Draftsman(page).elements if given_.get("href"))  # type: ignore[index]
    assert "default-src 'none'" in page


@pytest.mark.parametrize("slug", slugs()[::6])
def test_every_link_leads_to_a_place_and_every_place_is_one(slug: str) -> None:
    done = cleaned(slug)
    elements = Draftsman(html(done, whys_of(done))).elements
    ids = [given_["id"] for _, given_ in elements if "id" in given_]
    assert len(ids) == len(set(ids))
    assert {given_["href"] for tag, given_ in elements if tag == "a"} <= {f"#{id}" for id in ids}


def test_a_field_is_boxed_where_it_was_read() -> None:
    done = made(
        "作者:张三 来源\n正文由李四讲。",
        ("作者:张三 来源\n", "", "page/head"),
        fields={"author": "张三", "speaker": "李四"},
    )
    page = html(done, {})
    assert re.search(r'<del class="gone f-page field" id="p1"[^>]* data-label="作者"[^>]*>张三</del>', page)
    assert re.search(r'<mark class="field"[^>]* data-label="讲话人"[^>]*>李四</mark>', page)
    assert re.search(r'<a href="#p1"[^>]*>张三</a> <small>3-5</small>', page)
    assert "[-作者:-]{page/head}[-张三-]{page/head 作者}[- 来源-]{page/head}\n正文由[=李四=]{讲话人}讲。" in plain(done)


def test_a_new_word_shows_the_old_one_and_a_new_form_does_not() -> None:
    done = made("同志們,民眾。", ("們", "们", "script/char"), ("民眾", "群众", "script/phrase"))
    assert "同志们,[民眾▶群众]{script/phrase}。" in plain(done)
    page = html(done, {})
    assert '<span class="light f-script"' in page and 'title="們▶们 · script/char"' in page
    assert '<span class="word f-script"' in page and 'title="民眾▶群众 · script/phrase · 改写"' in page
    assert "\x1b[4m们\x1b[0m" in terminal(done, {}, colour=True, width=80)


def test_white_space_shows_where_it_was_taken_or_put_in() -> None:
    done = made("一。\n\n\u3000 二。三。", ("\n\u3000 ", "", "layout/blank"), ("三", "\n", "layout/break"))
    assert "一。\n[-⏎□·-]二。[+⏎+]\n三。" in plain(done)
    assert 'data-signs="⏎□·"' in html(done, {})


def test_a_long_cut_is_folded_and_counted_and_a_shorter_one_is_whole() -> None:
    lines = [f"跟帖{i:02}" for i in range(13)]
    long = plain(made("正文\n" + "\n".join(lines), ("\n" + "\n".join(lines), "", "page/head")))
    assert "跟帖01" in long and "跟帖12" in long and "跟帖05" not in long
    assert "⋮ 这里还有 7 行" in long
    short = plain(made("正文\n" + "\n".join(lines[:12]), ("\n" + "\n".join(lines[:12]), "", "page/head")))
    assert all(line in short for line in lines[:12])


def test_blank_lines_do_not_part_a_cut() -> None:
    done = made("甲\n\n乙\n正文", ("甲\n", "", "page/head"), ("乙\n", "", "page/head"), ("\n", "", "layout/blank"))
    assert "[-甲\n⏎乙-]{page/head}\n正文" in plain(done)


def test_each_of_several_speeches_shows_where_it_begins_and_ends() -> None:
    text = plain(two_speeches())
    assert "[=甲讲话=]{article/title 标题}\n\n┌── 第 1 篇\n甲一。\n甲二。\n└── 第 1 篇完\n" in text
    assert "┌── 第 2 篇\n乙一。\n└── 第 2 篇完" in text
    assert "末尾, 第 2 段之后; 依据: ----" in text and "! review/heavy-cut 请复核" in text and "! odd" in text
    page = html(two_speeches(), {})
    assert '<section class="speech" id="s0" data-title="第 1 篇 · 4-11 · 甲讲话">甲一。\n甲二。</section>' in page
    assert '<section class="speech" id="s1" data-title="第 2 篇 · 17-20">乙一。</section>' in page


def test_what_was_read_off_a_page_without_a_speech_is_shown() -> None:
    done = made("列表页\n首页", ("列表页\n首页", "", "page/head"), fields={"title": "列表页"})
    assert "[-列表页-]{page/head 标题}\n[-首页-]{page/head}" in plain(done)
    assert re.search(r"标题 +0-3 x/y  列表页", plain(done))


def test_nothing_on_a_page_steers_the_terminal() -> None:
    text = "\x1b[2J正\x9b31m文\u202e\x07\x7f"
    shown = terminal(made(text, fields={"title": text}), {}, colour=False, width=80)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_colours_end_with_their_line() -> None:
    for slug in ("forum-discuz-x-full", "shop-preview-truncated"):
        for line in terminal(cleaned(slug), {}, colour=True, width=80).splitlines():
            codes = re.findall("\x1b\\[([0-9;]+)m", line)
            assert codes[1::2] == ["0"] * (len(codes) // 2) and len(codes) % 2 == 0 and "0" not in codes[::2]


def test_every_field_of_a_speech_has_a_name() -> None:
    assert all(row.label and row.read_from for row in FIELDS.values())


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_that_want_it() -> None:
    assert wants_colour(_Screen(), {"TERM": "xterm", "NO_COLOR": ""})
    assert not wants_colour(_Screen(), {"NO_COLOR": "1"})
    assert not wants_colour(_Screen(), {"TERM": "dumb"})
    assert not wants_colour(io.StringIO(), {"TERM": "xterm"})


@pytest.mark.parametrize("slug", slugs()[::6])
def test_the_numbers_add_up(slug: str) -> None:
    done = cleaned(slug)
    fates = balance(done)
    assert sum(fates.values()) == len(done.page.text)
    for kind in ("cut", "lift", "respell"):
        assert sum(t.chars for t in tallies(done, {}) if t.kind == kind) == fates.get(kind, 0)


@given(st.lists(st.text("a同\u0301", max_size=40), min_size=1, max_size=3), st.integers(20, 60))
def test_tables_keep_to_their_width(reasons: list[str], width: int) -> None:
    lines = "\n".join(explain_table.table([("甲", reason) for reason in reasons], width)).split("\n")
    assert all(wide(line) <= width for line in lines)
    assert "".join(line[3 if line.startswith("甲") else 4 :] for line in lines) == "".join(reasons)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("ground", GROUND._fields)
def test_colours_can_be_read(family: str, ground: str) -> None:
    pair = (_luminance(getattr(FAMILIES[family], ground)), _luminance(getattr(GROUND, ground)))
    assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5


def test_every_built_in_rule_has_a_family_with_a_name() -> None:
    assert {rule.id for rule in BUILT_IN.rules if family_of(rule.id) == "other"} == set()


def test_the_terminal_needs_no_templates() -> None:
    code = "import sys; import flows.explain; print(sorted(set(sys.modules) & {'jinja2', 'prefect', 'sqlite3'}))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


@pytest.mark.parametrize("module", [explain_families, explain_pieces, explain_summary, explain_table])
def test_examples_hold(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted and not done.failed
