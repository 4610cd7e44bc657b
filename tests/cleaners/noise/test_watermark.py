"""A stamp goes whole, whatever it split, and takes no character of the text with it."""

from random import Random

import pytest

import cleaners
from tests.benchmarks.damage import watermarked
from tests.goldens import PAGES, PARTED

TEXT = (
    "同志们:今天把护林的事情说一说。山上的松树是三代人种下的,不能因为一个烟头毁在我们手里。\n"
    "进山的路口要有人守,巡山的记录要天天写。护林员的补助按月发到手里,不许拖欠一天。\n"
    "大家回去以后把话带到每一户,清明前后要格外小心。这件事就说到这里,谢谢大家。"
)
FAIR = [text for page in sorted(PAGES.glob("*/fair.txt")) for text in page.read_text("utf-8").split(PARTED)]
SPEECHES = list(filter(str.strip, FAIR))[::6]


def body(text: str) -> str:
    done = cleaners.clean(cleaners.read(text.encode(), name="page.txt"))
    return "\n".join(speech.body for speech in done.speeches)


@pytest.mark.parametrize("stamp", ["松风文苑www.sfwy7.example", "秘书屋www.msw7.example", "公文网 www.gw7.example"])
def test_a_stamp_that_stands_again_goes_to_the_letter(stamp: str) -> None:
    marks = ("不能因为", "巡山的", "护林员")
    text = TEXT
    for mark in marks:
        text = text.replace(mark, mark + stamp, 1)
    assert body(text) == body(TEXT)


@pytest.mark.parametrize("name", ["秘书屋", "公文网", "中国文秘网", "老笔杆子文库", "松风文库"])
@pytest.mark.parametrize("mark", ["不能因为", "巡山的记录", "护林员的"])
def test_a_single_stamp_takes_nothing_of_the_text_before_it(name: str, mark: str) -> None:
    left = body(TEXT.replace(mark, f"{mark}{name}www.wk7.example", 1))
    assert left.replace(f"{name}www.wk7.example", "") == body(TEXT)


@pytest.mark.parametrize("name", ["秘书屋", "公文网", "中国文秘网", "松风文库"])
def test_a_single_stamp_behind_a_mark_goes(name: str) -> None:
    assert body(TEXT.replace("种下的,", f"种下的,{name}www.wk7.example", 1)) == body(TEXT)


SENTENCES = (
    "山上的松树是三代人种下的,一棵也不能少。",
    "河边新搭的棚子要有人看,夜里轮着来。",
    "桥头那块木牌已经立了起来,过路的都看得见。",
    "路口的沙堆和水桶不许挪作他用,违者要罚。",
    "谁家要烧田埂必须先报告,批准了才可以点火。",
)


def stamped(*stamps: str) -> str:
    """As many sentences as there are stamps, each with its own inside."""
    return "".join(f"{s[:6]}{stamp}{s[6:]}" for s, stamp in zip(SENTENCES, stamps, strict=False))


@pytest.mark.breaks("cleaners/noise/watermark.py", "votes * 2 <= len(heads)", "votes * 2 < len(heads)")
@pytest.mark.breaks("cleaners/noise/watermark.py", "votes * 2 <= len(heads)", "votes * 2 <= len(heads) + 1")
@pytest.mark.parametrize(("named", "goes"), [(2, False), (3, True)])
def test_what_stands_before_most_copies_of_an_address_is_of_the_stamp(named: int, goes: bool) -> None:
    """So many addresses have the same words before them, and two others have not."""
    before = ["松风"] * named + ["纸上", "门外"]
    left = ["" if goes and words == "松风" else words for words in before]
    assert body(stamped(*[f"{words}www.sfwy7.example" for words in before])) == body(stamped(*left))


@pytest.mark.breaks("cleaners/noise/watermark.py", "if n > 1 or len(heads) > 2", "if n > 0 or len(heads) > 2")
@pytest.mark.breaks("cleaners/noise/watermark.py", "if n > 1 or len(heads) > 2", "if n > 2 or len(heads) > 2")
@pytest.mark.breaks("cleaners/noise/watermark.py", "if n > 1 or len(heads) > 2", "if n > 1 or len(heads) > 3")
@pytest.mark.parametrize(("shared", "copies", "goes"), [("堤", 2, False), ("大堤", 2, True), ("堤", 3, True)])
def test_two_copies_may_agree_on_one_character_by_chance(shared: str, copies: int, goes: bool) -> None:
    left = stamped(*["" if goes else shared] * copies)
    assert body(stamped(*[f"{shared}www.sfwy7.example"] * copies)) == body(left)


@pytest.mark.breaks("cleaners/noise/watermark.py", "char in _STOP or", "")
@pytest.mark.breaks("cleaners/noise/watermark.py", "        n -= 1", "        break")
def test_marks_before_a_stamp_belong_to_the_text() -> None:
    assert body(stamped(*[",www.sfwy7.example"] * 3)) == body(stamped(*[","] * 3))
    assert body("".join(f"{s}www.sfwy7.example" for s in SENTENCES)) == body("".join(SENTENCES))


@pytest.mark.breaks("cleaners/noise/watermark.py", "len(copies) < 3 or", "len(copies) < 4 or")
@pytest.mark.breaks("cleaners/noise/watermark.py", "min(map(len, around)) < 4", "min(map(len, around)) < 5")
@pytest.mark.breaks("cleaners/noise/watermark.py", "min(map(len, around)) < 4", "min(map(len, around)) < 3")
def test_a_slogan_is_a_stamp_with_four_characters_more_in_three_places() -> None:
    four, three = "更多范文尽在这里", "更多范文尽在这"
    assert body(stamped(*[four] * 3)) == body(stamped(*[""] * 3))
    assert body(stamped(*[four] * 2)).count(four) == 2
    assert body(stamped(*[three] * 3)).count(three) == 3


@pytest.mark.breaks("cleaners/noise/watermark.py", "_SHORT_NAME = 5", "_SHORT_NAME = 4")
@pytest.mark.breaks("cleaners/noise/watermark.py", "_SHORT_NAME = 5", "_SHORT_NAME = 6")
def test_a_name_before_a_single_address_is_short_or_begins_as_such_names_do() -> None:
    def left(name: str) -> str:
        return body(TEXT.replace("种下的,", f"种下的,{name}www.wk7.example", 1))

    assert left("大松风书屋") == body(TEXT)
    assert left("记在心里老秘书写作网") == body(TEXT.replace("种下的,", "种下的,记在心里", 1))
    assert "新大松风书屋www.wk7.example" in left("新大松风书屋")


@pytest.mark.breaks("cleaners/noise/watermark.py", "    if own:", "    if False:")
def test_the_name_of_the_site_itself_goes_with_its_address_behind_any_word() -> None:
    page = f"清风松林书屋\n{TEXT}"
    assert body(page.replace("巡山的", "巡山的清风松林书屋 - www.wk7.example", 1)) == body(page)


@pytest.mark.breaks("cleaners/noise/watermark.py", "(?:gov|edu|mil)", "(?:org)")
@pytest.mark.parametrize("public", ["gov", "edu", "mil"])
def test_addresses_of_public_bodies_are_no_watermarks(public: str) -> None:
    assert body(stamped(*[f"www.linye.{public}.cn"] * 5)).count(f"www.linye.{public}.cn") == 5
    assert body(stamped(*["www.linye.com.cn"] * 5)) == body(stamped(*[""] * 5))


def test_stamps_anywhere_in_the_golden_speeches_take_hardly_any_text_with_them() -> None:
    """A stamp that falls next to a word of which sites are made (材料) may take it."""
    lost = 0
    for n, text in enumerate(SPEECHES):
        left = iter(body(watermarked(text, Random(n))))
        lost += sum(char not in left for char in body(text))
    assert lost <= 0.0005 * sum(map(len, SPEECHES))
