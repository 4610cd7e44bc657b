"""Traditional ▶ Simplified: what turns, what stays, and what is never touched."""

import json
import os
import re
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.chinese.fold import fold
from cleaners.clean import lay
from cleaners.draft import Draft
from cleaners.page import Page
from cleaners.rules.view import View
from cleaners.spelling import phrases, script_table
from cleaners.spelling.region import region
from cleaners.spelling.script import RULES, decide
from tests.benchmarks.script import cleaned, errors, speeches, turners
from tests.tools import make_script_table

MAINLAND = ["s2t", "s2tw", "s2hk", "s2twp", "mirror"]
FRAME = "同志們:黨委會議認真總結了經驗。{}各級黨委要抓好落實。"  # a mainland page in Traditional
FRAMED = "同志们:党委会议认真总结了经验。{}各级党委要抓好落实。"

# In Simplified characters; the tests turn them Traditional and want them back word for word.
TAIWAN = [
    "各位乡亲、各位里长:县府今年推动智慧城市,资讯系统与网路服务已经上线,民众可以透过手机申办。健保与长照的品质也要提升。",
    "行政院院会通过数位发展计划,立法院将审查预算。国内软体产业的水准很高,希望各部会支援中小企业,执行力要到位。",
    "高雄市议会总质询时,议员关心档案管理局的资料库与程式安全,市府允诺最佳化流程,并向议长报告专案进度。",
    "台北捷运公司提醒,民众搭乘计程车转乘时请注意视窗号志,志工会在现场联络。国中、国小的营养午餐品质由卫生局稽核。",
    "中华民国总统出席荣民节大会致词,感谢眷村长辈与国军弟兄,并以行动电话连线花莲,听取救灾报导,蒐集各界意见。",
]
HONGKONG = [
    "行政长官在立法会发表施政报告,特区政府会透过资讯科技提升公共服务的质素,市民可以在网上递交申请。",
    "香港各区议会议员反映,公屋居民要求改善软件及硬件设施,政府会与业界商讨,务求最佳化管理。",
    "财政司司长宣布,财政预算案预留港元支援中小企,巴士公司须公布班次资讯,长者可继续享用优惠。",
    "港铁公司表示,新界及九龙的列车服务已恢复正常,民众如有查询可致电热线。廉政公署的专案小组会跟进。",
    "强积金及综援的档案由法定机构管理,政务司与律政司正检视程序,学界、业界均认为品质重要。",
]
OFFICE = [
    "同志们:县委高度重视网络安全,要求各单位优化流程、规范程序,把文件精神传达到每一名群众,为群众服好务。",
    "全市党员干部要深入基层,倾听群众呼声,搜集群众意见,运用数字化手段和软件平台,打通服务窗口的最后一公里。",
    "市委办公室的文件起草、新闻报道、信息网络等工作,要着眼宏观、着力微观,做到成效显著,切忌著书立说式的空谈。",
    "各乡镇党委要建立档案管理制度,加强档案馆建设,资料齐全,并配合着开展经济普查,意味着责任更重。",
    "纪委要求干部干干净净干事,乾隆年间的教训值得反复思考;卫生部门和征兵部门要密切配合,执行好各项制度。",
]
PROTECTED = (
    "原著 专著 论著 编著 卓著 拙著 遗著 译著 土著 名著 巨著 显著 合著 昭著 著名 著作 著称 著述 见微知著 彰明较著 著书立说 "
    "农民众多 居民众多 人民众志成城 档案馆 档案管理 人事档案 乾坤 乾隆 魏徵 瞭望台 公民众筹 方程式 软体动物 怎么 那么"
).split()
VERBS = "意味着 随着 看着名单 有着作用 讨论着 配合着 翻译着 理论着手 凸显着 沿着 跟着作战 拿着书".split()


@pytest.mark.parametrize("text", TAIWAN)
def test_taiwan_keeps_its_words(text: str) -> None:
    turned = opencc.OpenCC("s2tw").convert(text)
    assert region(fold(turned)) == "taiwan"
    assert cleaned(turned) == text.replace("蒐集", "搜集")


@pytest.mark.parametrize("text", HONGKONG)
def test_hong_kong_keeps_its_words(text: str) -> None:
    turned = opencc.OpenCC("s2hk").convert(text)
    assert region(fold(turned)) == "hongkong"
    assert cleaned(turned) == text


@pytest.mark.parametrize("way", MAINLAND)
@pytest.mark.parametrize("text", OFFICE)
def test_mainland_text_comes_back(text: str, way: str) -> None:
    assert cleaned(turners()[way](text)) == text


@pytest.mark.parametrize("way", MAINLAND)
def test_speeches_come_back(way: str) -> None:
    texts = speeches().values()
    wrong = sum(len(a or b) for text in texts for a, b in errors(text, cleaned(turners()[way](text))))
    assert wrong <= sum(map(len, texts)) / 1000


@pytest.mark.parametrize("word", PROTECTED + VERBS)
@pytest.mark.parametrize("way", ["s2t", "s2tw"])
def test_words_that_converters_spoil(word: str, way: str) -> None:
    text = FRAMED.format(f"他们说{word},也做到了{word},")
    assert cleaned(turners()[way](text)) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("學習民眾路線,為民眾辦事", "学习群众路线,为群众办事"),
        ("最佳化服務,提出最佳決策", "优化服务,提出最佳决策"),
        ("上級檔案發到視窗,年底交檔案管理人員", "上级文件发到窗口,年底交档案管理人员"),
        ("從巨觀層面想問題,要有想像空間", "从宏观层面想问题,要有想象空间"),
        ("年輕人要肯乾、會乾,守住這箇陣地", "年轻人要肯干、会干,守住这个阵地"),
        ("民眾來信,群眾來訪", "民众来信,群众来访"),
        ("健全網路,資訊與信息並重", "健全网络,资讯与信息并重"),
        ("檔案很多", "档案很多"),
        ("軟體動物的網路", "软体动物的网络"),
        ("塑膠跑道與塑膠製品", "塑胶跑道与塑料制品"),
        ("向民眾宣傳,視窗單位", "向群众宣传,窗口单位"),
    ],
)
def test_words_of_a_turned_mainland_page(before: str, after: str) -> None:
    assert cleaned(FRAME.format(before)) == FRAMED.format(after)


SIMPLIFIED_AROUND = (
    "我们要认真总结经验,切实转变作风,为群众办实事。{}这项工作关系发展大局,各单位务必重视。"
    + "实践证明,转变作风关键在领导干部,只要领导带头,问题总会解决。" * 3
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("領導說過來了", "领导说过来了"),
        ("立足於实际,這個問題", "立足于实际,这个问题"),
        ("其餘工作", "其余工作"),
    ],
)
def test_strays_among_simplified(before: str, after: str) -> None:
    text = SIMPLIFIED_AROUND.format(before)
    assert cleaned(text) == SIMPLIFIED_AROUND.format(after)
    assert {tile.rule for tile in lay(_view(text), RULES).ledger} == {"script/stray"}


@pytest.mark.parametrize(
    "kept", ["乾隆与乾坤", "乾安县", "看著名单", "毕昇和於潜", "姓於的", "於女士", "魏徵", "“說”这个字", "宫商角徵羽"]
)
def test_at_home_in_simplified(kept: str) -> None:
    text = SIMPLIFIED_AROUND.format(kept)
    assert cleaned(text) == text


def test_a_traditional_paragraph_in_a_simplified_page_turns_and_the_others_stay() -> None:
    plain = SIMPLIFIED_AROUND.format("显著的成绩,乾安县的土坏了,") * 3
    text = f"{plain}\n各級黨組織要嚴格執行會議紀律,幹部們隨時聽從調遣。\n{plain}"
    assert cleaned(text) == f"{plain}\n各级党组织要严格执行会议纪律,干部们随时听从调遣。\n{plain}"


def test_japanese_stays() -> None:
    page = "国会図書館は、東京にある図書館です。広島の歴史を調べることができる。"
    quoted = FRAME.format("他說「東京の図書館で本を読みました」,我們聽懂了,") + FRAME * 6
    assert cleaned(page) == page
    assert cleaned(quoted) == FRAMED.format("他说「東京の図書館で本を読みました」,我们听懂了,") + FRAMED * 6


def test_each_word_is_an_edit_of_its_own_and_characters_go_in_runs() -> None:
    ledger = lay(_view(FRAME.format("最佳化視窗")), RULES).ledger
    words = [(tile.new, tile.end - tile.start) for tile in ledger if tile.rule == "script/phrase"]
    assert words == [("优化", 3), ("窗口", 2)]
    assert "".join(tile.new or "" for tile in ledger[:2]) == "们党"


@pytest.mark.parametrize("name", speeches())
def test_simplified_is_never_touched(name: str) -> None:
    assert not lay(_view(speeches()[name]), RULES).ledger


WORDS = "檔案 民眾 群眾 最佳化 視窗 資訊 专案 支援 聯絡 著 着 乾 乾坤 於 說 说 同志們 党委 香港 台灣 の です 壞 坏 土 徵 魏 \n , 。 信息 程式 程序 網路 顯著 昇 畢".split()
# Becomes 苧, which is itself Traditional for the 苎 of 苎麻: the one character that a second pass turns on.
TURNS_TWICE = "薴"
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF, exclude_characters=TURNS_TWICE)
TEXTS = st.lists(st.sampled_from(WORDS) | HAN, max_size=60)


@given(TEXTS.map("".join))
def test_spans_change_what_they_cover_and_once_is_enough(text: str) -> None:
    tiles = lay(_view(text), RULES).ledger
    assert all(text[t.start : t.end] != t.new for t in tiles)
    assert all(a.end <= b.start for a, b in pairwise(tiles))
    once = cleaned(text)
    assert cleaned(once) == once


def test_once_is_enough_for_every_character_but_one() -> None:
    every = "".join(map(chr, range(0x3400, 0xA000)))
    once = opencc.OpenCC("t2s").convert("\n".join(every))
    twice = opencc.OpenCC("t2s").convert(once)
    assert [c for c, a, b in zip(every, once.split("\n"), twice.split("\n"), strict=True) if a != b] == [TURNS_TWICE]


@pytest.mark.parametrize(("config", "script"), [(None, "Hans"), ("s2t", "Hant"), ("s2tw", "Hant"), ("s2hk", "Hant")])
def test_windows_of_fifty_are_judged_right(config: str | None, script: str) -> None:
    whole = "".join(speeches().values())
    text = opencc.OpenCC(config).convert(whole) if config else whole
    calls = [decide(text[at : at + 50]) for at in range(0, len(text) - 50, 37)]
    assert len(calls) > 450
    assert set(calls) <= {script, "unknown"}
    assert calls.count("unknown") <= len(calls) / 50


@pytest.mark.parametrize(
    ("text", "script"), [("", "unknown"), ("图书馆 ひらがな カタカナ", "ja"), ("說说話话長长", "mixed")]
)
def test_decide(text: str, script: str) -> None:
    assert decide(text) == script


@pytest.mark.breaks("cleaners/spelling/script.py", "_FEWEST = 3", "_FEWEST = 2")
@pytest.mark.breaks("cleaners/spelling/script.py", "_FEWEST = 3", "_FEWEST = 4")
@pytest.mark.parametrize(
    ("text", "script"),
    [("說們", "unknown"), ("說們說", "Hant"), ("说们", "unknown"), ("说们东", "Hans"), ("说说说", "Hans")],
)
def test_three_telling_characters_make_a_judgement(text: str, script: str) -> None:
    assert decide(text) == script


@pytest.mark.breaks("cleaners/spelling/script.py", "_MOSTLY = 0.9", "_MOSTLY = 0.89")
@pytest.mark.breaks("cleaners/spelling/script.py", "_MOSTLY = 0.9", "_MOSTLY = 0.91")
@pytest.mark.parametrize(
    ("traditional", "simplified", "script"),
    [(90, 10, "Hant"), (89, 10, "mixed"), (9, 90, "Hans"), (11, 89, "mixed")],
)
def test_nine_in_ten_are_most(traditional: int, simplified: int, script: str) -> None:
    assert decide("說" * traditional + "说" * simplified) == script


def test_region_needs_a_lead() -> None:
    assert region("台湾与大陆") == "taiwan"
    assert region("台湾的党委") == "unknown"


def test_table_is_what_opencc_says() -> None:
    assert make_script_table.source() == Path(script_table.__file__).read_text("utf-8")


def test_opencc_keeps_the_length_of_every_word_it_knows() -> None:
    words = (
        script_table.TRADITIONAL
        + "".join(WORDS)
        + "".join(opencc.OpenCC("s2t").convert(t) for t in speeches().values())
    )
    assert len(opencc.OpenCC("t2s").convert(words)) == len(words)


def test_phrases_are_written_in_simplified_and_once() -> None:
    simplified = opencc.OpenCC("t2s").convert
    table = [phrase for bucket in phrases.table().values() for phrase in bucket]
    assert len(table) > 800
    assert [p for p in table if simplified(p.word + p.new) != p.word + p.new or len(p.word) < 2] == []
    sure = [p.word for p in table if p.when == "sure" and not p.stays and p.word != "厄瓜多"]
    assert [p for p in table if not p.stays and any(word in p.new for word in sure)] == []


# What sets of real pages say, kept outside the repository.
GOLD = os.environ.get("QINGGAO_GOLD")
needs_gold = pytest.mark.skipif(not GOLD, reason="QINGGAO_GOLD names no folder")


def _bare(text: str) -> str:
    wide = {0xFEE0 + ord(c): c for c in ",:;?!()"}
    return re.sub(r"\s", "", text).translate(wide)


@needs_gold
def test_gold_without_an_error() -> None:
    assert GOLD
    (seed,) = Path(GOLD, "seeds").glob("001*.txt")
    gold = json.loads(Path(GOLD, "gold", "001.json").read_text("utf-8"))
    got, *bodies = [cleaned(seed.read_text("utf-8")), *("".join(speech["body"]) for speech in gold["speeches"])]
    for best, other in gold["accept_alternatives"]:
        got, *bodies = [text.replace(other, best) for text in (got, *bodies)]
    assert len(bodies) == 2
    assert [body for body in bodies if _bare(body) not in _bare(got)] == []


@needs_gold
def test_gold_bodies_are_never_touched() -> None:
    assert GOLD
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(Path(GOLD, "gold").glob("0*.json"))]
    bodies = ["\n".join(speech["body"]) for gold in golds for speech in gold["speeches"]]
    assert len(bodies) >= 5
    assert [body for body in bodies if cleaned(body) != body] == []


def _view(text: str) -> View:
    return View(Page(text), Draft.of(text))
