"""Marks come back where Chinese writing has them, nowhere else, once and for all."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaners.chinese.characters import han
from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.view import View
from cleaners.spelling.marks import RULES
from cleaners.spelling.wide_marks import widened
from cleaners.tiles import Edit

WIDE = "\uff0c\uff1a\uff1b\uff1f\uff01\uff08\uff09"
FLAT = str.maketrans(WIDE, ",:;?!()")
SPEECHES = [
    "同志们\uff1a\n今天开会\uff0c讲三点\uff1a一是认识\uff1b二是方法\uff08主要是督查\uff09\uff1b三是作风。大家有没有信心\uff1f有\uff01",
    "各位代表\uff0c各位来宾\uff1a\n去年全县生产总值\uff08GDP\uff09增长8.5%\uff0c2023年力争突破1,200亿元\uff01",
    "会议定于10月9日\uff08星期一\uff099:30开始\uff0c地点\uff1a三楼会议室。请各乡镇\uff08街道\uff09主要负责同志参加\uff0c不得请假\uff1b确有急事的\uff0c向办公室说明。",
    "“四个意识”\uff0c说到底是看行动\uff1b“五个结合”\uff0c归根结底是抓落实。怎么抓\uff1f1.抓早\uff0c2.抓小\uff0c3.抓常。",
    "我们的办结率达到97.5%\uff0c满意率达到100%\uff1b比去年提高3个百分点。\uff08掌声\uff09谢谢大家\uff01",
]

RESTORED = [
    # pauses: behind Han, before Han, at a line's edges, in clusters
    ("首先,我讲三点:", "首先\uff0c我讲三点\uff1a", "comma colon"),
    ("好!好吗?好;", "好\uff01好吗\uff1f好\uff1b", "exclamation question semicolon"),
    (",接上页的话", "\uff0c接上页的话", "comma"),
    ("真的吗?!!", "真的吗\uff1f\uff01\uff01", "question exclamation exclamation"),
    ("“双减”,2023年起", "“双减”\uff0c2023年起", "comma"),
    ("《办法》:2023年", "《办法》\uff1a2023年", "colon"),
    ("达到95%,100%", "达到95%\uff0c100%", "comma"),
    ("达到95%,2023年", "达到95%\uff0c2023年", "comma"),
    ("甲涨3%,GDP涨5%,其中", "甲涨3%\uff0cGDP涨5%\uff0c其中", "comma comma"),
    ("2023年,5个乡", "2023年\uff0c5个乡", "comma"),
    ("推广5G,建设千兆网", "推广5G\uff0c建设千兆网", "comma"),
    ("目标1:加强领导", "目标1\uff1a加强领导", "colon"),
    ("时间:2023-10-23 09:54:13", "时间\uff1a2023-10-23 09:54:13", "colon"),
    ("VIP会员:", "VIP会员\uff1a", "colon"),
    ("他说OA:把文件发了", "他说OA\uff1a把文件发了", "colon"),
    ("会用Microsoft Office,还会写", "会用Microsoft Office\uff0c还会写", "comma"),
    ("见http://www.example.com:8080/a,请", "见http://www.example.com:8080/a\uff0c请", "comma"),
    ("见www.example.com,请登录", "见www.example.com\uff0c请登录", "comma"),
    ("同志们\uff0c朋友们!", "同志们\uff0c朋友们\uff01", "exclamation"),
    # brackets, as a pair
    ("(一)加强", "\uff08一\uff09加强", "bracket bracket"),
    ("各县(市)、12日(星期五)9:30", "各县\uff08市\uff09、12日\uff08星期五\uff099:30", "bracket bracket bracket bracket"),
    ("总值(GDP)增", "总值\uff08GDP\uff09增", "bracket bracket"),
    ("推广PPP(Public Private)模式", "推广PPP\uff08Public Private\uff09模式", "bracket bracket"),
    ("AGI(提升速度)", "AGI\uff08提升速度\uff09", "bracket bracket"),
    ("县\uff08市)和区(县\uff09", "县\uff08市\uff09和区\uff08县\uff09", "bracket bracket"),
    ("(1)2023年,(2)今年", "\uff081\uff092023年\uff0c\uff082\uff09今年", "bracket bracket comma bracket bracket"),
    ("办法(试行(二))", "办法\uff08试行\uff08二\uff09\uff09", "bracket bracket bracket bracket"),
    # quotes, by turns
    ('抓"小事"', "抓“小事”", "quote quote"),
    ('所谓"OK"就是好', "所谓“OK”就是好", "quote quote"),
    ('他说:"好,办!"', "他说\uff1a“好\uff0c办\uff01”", "colon quote comma exclamation quote"),
    ("'一'和'二'", "‘一’和‘二’", "quote quote quote quote"),
    ('“蹭了蹭"。', "“蹭了蹭”。", "quote"),
    ('Tom\'s家的"小店"在这里', "Tom's家的“小店”在这里", "quote quote"),
    # ellipsis, dash, digit, period
    ("说到这里...他", "说到这里……他", "ellipsis"),
    ("说到这里......他", "说到这里……他", "ellipsis"),
    ("说到这里。。。他", "说到这里……他", "ellipsis"),
    ("说到这里…他", "说到这里……他", "ellipsis"),
    ("怎么办?...他", "怎么办\uff1f……他", "question ellipsis"),
    ("第一项。\n...\n第二项。", "第一项。\n……\n第二项。", "ellipsis"),
    ("师兄--老秘书", "师兄——老秘书", "dash"),
    ("“师兄”--老秘书", "“师兄”——老秘书", "dash"),
    ("\uff12\uff10\uff12\uff13年\uff27\uff24\uff30", "2023年GDP", "digit digit"),
    ("\uff19:\uff13\uff10开会", "9:30开会", "digit digit"),
    # blanks
    ("第一, 办好", "第一\uff0c办好", "comma blank"),
    ("一 是抓早。", "一是抓早。", "blank"),
    ("经常性, “在", "经常性\uff0c“在", "comma blank"),
    ("问候! 市委办", "问候\uff01市委办", "exclamation blank"),
    ("时间: 2023年", "时间\uff1a2023年", "colon blank"),
    ("据报道 昨天开会。", "据报道昨天开会。", "blank"),
    ("负担 。他", "负担。他", "blank"),
    ("“ 双减 ”来了", "“双减”来了", "blank blank"),
    ("印发 《通知》 的函。", "印发《通知》的函。", "blank blank"),
    ("讲 话 稿", "讲话稿", "blank blank"),
    ("讲\u3000话\u3000稿", "讲话稿", "blank blank"),
]

LEFT = [
    # between Latin and digits: times, ratios, numbers, addresses, code
    "会议9:30开始",
    "比分3:1获胜",
    "共1,234.5万元和12,345户",
    "见http://www.example.com/a?b=1&c=2;d",
    "见http://www.example.com:8080/搜索?wd=1",
    "写信到a.b@example.com或506060961#qq.com",
    "函数f(a,b)是什么",
    "函数F(x)是什么",
    "用Windows (c)和Office(R)写",
    "化学式A(B)C和x=(1,2)",
    "4+N、1%、“9·5”、12345、20xx年、xx州长",
    "1.办公室是窗口",
    "1、重视",
    "1)加强领导",
    "Email:张三",
    "QQ:李四",
    "用Discuz!搭建",
    "加强&nbsp;领导&#160;责任",
    "他笑了:)",
    # English
    "He said (你好), and left: why? Because!",
    "口号“Yes, we can!”很响",
    "口号“Serve the people!”很响",
    "Serve the people! 为人民服务",
    '<a href="x">首页,你好</a>',
    '{"name":"张三,李四"}',
    "---",
    "12:30, 45",
    # what cannot be told
    '他说"好',
    '换7"和5"的屏',
    'he said "yes" and "no"',
    'class="x"的标签',
    "Tom's家",
    "(一",
    "一)",
    "约翰.史密斯来了.他走了。",
    "只有一句.",
    "到这里...",
    "到这里…",
    "到这里...\n",
    "第一章......5",
    "第一章..............",
    "第一章………………",
    "第1...5条",
    "2020--2023年",
    "A--B",
    # full width already
    WIDE,
    "同志们\uff1aYes\uff0cOK\uff01\uff08GDP\uff09 5\uff05",
    "《a,b》",
    # blanks that stand for something
    "张 三  李 四",
    "张三 李四 王五",
    "出席的有 张三 李四 王五 等人。",
    "由 张三 李四 负责。",
    "会前 会中 会后都要抓。",
    "秘书工作\uff1a把握新定位 服务新目标",
    "学习《把握新定位 服务新目标》一文。",
    "开展“知识普及月 知识进万家”活动。",
    "\uff08文/图 张三\uff09。",
    "写了20 页纸。",
    "用 OA 办公。",
    "前一段。\u3000\u3000后一段。",
    "答\uff08  \uff09。",
    "力量\uff08红\uff09 敏捷\uff08紫\uff09",
]


def view(text: str) -> View:
    return View(Page(text), Draft.of(text))


def edits(text: str) -> list[Edit]:
    seen = view(text)
    return sorted(Edit(*span, rule.id) for rule in RULES for span in rule.find(seen))


def restore(text: str) -> str:
    """The text with all edits laid at once: laying them proves that no two overlap."""
    return Draft.of(text).edit(edits(text)).text


@pytest.mark.parametrize(("flat", "fair", "rules"), RESTORED, ids=ascii)
def test_marks_are_restored(flat: str, fair: str, rules: str) -> None:
    assert restore(flat) == fair
    assert [e.rule for e in edits(flat)] == [f"marks/{name}" for name in rules.split()]


@pytest.mark.breaks(
    "cleaners/spelling/wide_marks.py", '_CHINESE = f"[{HAN}、{CLOSING}]"', '_CHINESE = f"[{HAN}0-9、{CLOSING}]"'
)
@pytest.mark.parametrize("text", LEFT, ids=ascii)
def test_what_is_no_defect_is_left(text: str) -> None:
    assert edits(text) == []


@pytest.mark.parametrize("text", [fair for _, fair, _ in RESTORED], ids=ascii)
def test_a_fair_copy_is_left(text: str) -> None:
    assert edits(text) == []


@pytest.mark.parametrize("text", SPEECHES, ids=range(len(SPEECHES)))
def test_a_flattened_speech_comes_back(text: str) -> None:
    assert edits(text) == []
    assert text.translate(FLAT) != text
    assert restore(text.translate(FLAT)) == text


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "benchmarks/speeches").glob("*.txt")), ids=lambda p: p.stem
)
def test_a_long_flattened_speech_comes_back(path: Path) -> None:
    text = path.read_text("utf-8").strip()
    assert edits(text) == []
    assert restore(text.translate(FLAT).replace("“", '"').replace("”", '"').replace("……", "...")) == text


def test_rules_are_of_their_stage_and_say_why_in_chinese() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.id.startswith("marks/")
        assert (rule.stage, rule.kind) == ("marks", "cut" if rule.id == "marks/blank" else "respell")
        assert han(rule.why) > 5


def test_the_source_holds_real_wide_marks() -> None:
    assert [ord(c) for c in WIDE] == [0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF01, 0xFF08, 0xFF09]
    assert [ord(c) for c in widened("好,:;?!(好)")[1:]] == [
        0xFF0C,
        0xFF1A,
        0xFF1B,
        0xFF1F,
        0xFF01,
        0xFF08,
        0x597D,
        0xFF09,
    ]


TEXT = st.text(
    st.sampled_from("中文。、“”‘’《》【】…—·Ab z09\uff11\uff21%\uff05 \u3000\n,:;?!()\"'.-=&#<{" + WIDE), max_size=40
)


@given(TEXT)
@settings(max_examples=1500)
@example('“中; "')
@example("中? …:")
@example("中、 …:")
@example("中。。 。文")
@example('“中” "文"')
@example("中...\n。")
def test_a_second_pass_finds_nothing(text: str) -> None:
    assert edits(restore(text)) == []


@given(TEXT)
@settings(max_examples=500)
def test_only_ellipses_and_blanks_change_the_length(text: str) -> None:
    for edit in edits(text):
        old = text[edit.start : edit.end]
        assert old != edit.new
        if edit.rule == "marks/blank":
            assert old.isspace()
            assert "\n" not in old
        elif edit.rule != "marks/ellipsis":
            assert len(old) == len(edit.new)
        assert not set(old) & set(WIDE)


WORD = st.text(st.sampled_from("中文同志办公室"), min_size=1, max_size=4)
CLAUSE = WORD | WORD.map("\uff08{}\uff09".format) | WORD.map("“{}”".format) | WORD.map("《{}》".format)
SENTENCES = st.lists(st.tuples(WORD, CLAUSE, st.sampled_from("\uff0c\uff1a\uff1b\uff1f\uff01。、\n")), min_size=1).map(
    lambda parts: "".join(a + b + mark for a, b, mark in parts).strip()
)


@given(SENTENCES)
def test_flattened_marks_between_han_come_back(text: str) -> None:
    assert edits(text) == []
    assert restore(text.translate(FLAT).replace("“", '"').replace("”", '"')) == text


PROTECTED = st.one_of(
    st.from_regex(r"[1-9]?[0-9]:[0-5][0-9](:[0-5][0-9])?", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{0,2}(,[0-9]{3}){1,2}(\.[0-9])?", fullmatch=True),
    st.from_regex(r"https?://[a-z]{2,8}\.com(/[a-z]{1,5}){0,2}(\?[a-z]=[0-9])?", fullmatch=True),
    st.from_regex(r"[a-z0-9]{3,9}[@#][a-z]{2,6}\.com", fullmatch=True),
    st.from_regex(r"[a-z]{1,3}\([a-z],[a-z]\)", fullmatch=True),
    st.from_regex(r"[1-9]:[1-9]", fullmatch=True),
)


@given(WORD, PROTECTED, WORD, st.sampled_from(["", "\uff0c", "。"]))
def test_protected_spans_stay(before: str, kept: str, after: str, mark: str) -> None:
    text = before + kept + mark + after
    assert edits(text) == []
    assert restore(text.translate(FLAT)) == text


@pytest.mark.parametrize(
    "unit", ["中,", "中, ", '"中"', "(中", "( ", " ,", "。", "张三 ", "“", "中.", "a中", "中", "中文 ", '!"', "(1)"]
)
def test_a_long_line_is_treated_as_a_short_one(unit: str) -> None:
    """Edits grow with the length, by as many for each unit as in a short line. Work that grew with its square would
    take minutes here.
    """
    few, more, most = (len(edits(unit * count)) for count in (100, 200, 50_100))
    assert most - few == (more - few) * 500


GOLD = os.environ.get("QINGGAO_GOLD")


@pytest.mark.skipif(not GOLD, reason="QINGGAO_GOLD names no folder of gold texts")
def test_every_mark_of_the_gold_comes_back_and_none_is_added() -> None:
    files = sorted(Path(GOLD or "").glob("gold/0*.json"))
    bodies = ["\n".join(s["body"]) for f in files for s in json.loads(f.read_text("utf-8"))["speeches"]]
    assert sum(len(re.findall(f"[{WIDE}]", body)) for body in bodies) == 1643
    for body in bodies:
        assert edits(body) == []
        assert restore(body.translate(FLAT)) == body
