"""Other facts are told from damage: figures, places, people, subjects against typos and another script's words."""

import pytest

from warehouse.likeness.alignment import align
from warehouse.likeness.other_facts import replaced
from warehouse.likeness.sentences import sentences
from warehouse.likeness.taiwan_words import in_one_usage

TEXT = "清河县去年完成投资12亿元。张建国同志到过清河县的车间。大家鼓掌。我们要把软件和信息工作抓好。信息要报得及时。"


def facts(new: str, old: str = TEXT, strict: bool = False) -> float:
    return replaced(in_one_usage(align(sentences(old), sentences(new))), strict=strict).facts


@pytest.mark.parametrize(
    ("old", "new"),
    [("12", "15"), ("清河", "临江"), ("清河县", "永丰区"), ("县", "市")],
)
def test_other_facts(old: str, new: str) -> None:
    assert facts(TEXT.replace(old, new)) > 0.2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("鼓掌", "鼓鼓掌"),
        ("车间", "车问"),
        ("鼓掌", "热烈鼓掌"),
        ("清河县去", "清何县去"),
        ("信息", "资讯"),
        ("亿元", "亿 元"),
    ],
)
def test_damage_and_words_of_another_region_are_none(old: str, new: str) -> None:
    assert facts(TEXT.replace(old, new)) == 0


def test_a_subject_replaced_throughout_is_another_fact() -> None:
    assert facts("防火要早。防火靠大家来做。", "防汛要早。防汛靠大家来做。", strict=True) == 1
    old = "要把森林防火工作抓早抓小。大家都来关心森林防火工作。"
    assert facts(old.replace("森林防火", "道路交通"), old) == 1


def test_a_place_or_person_named_once_counts_strictly_or_where_all_else_is_clean() -> None:
    new = TEXT.replace("张建国", "李红")
    assert facts(new) == 0
    assert facts(new, strict=True) > 0.2
    assert facts(new + "大家都很高兴。" * 300, TEXT + "大家都很高兴。" * 300) > 0


def test_a_figure_that_lost_a_digit_is_damage_unless_it_is_short_and_all_else_clean() -> None:
    old = "会议定于2019年3月15日召开。请各单位提前做好准备。"
    assert facts(old.replace("2019", "209"), old, strict=True) == 0
    assert facts(old.replace("15", "5"), old, strict=True) > 0
    assert facts(old.replace("15", "5").replace("准备", "淮备"), old, strict=True) == 0
    assert facts(old.replace("15", "16").replace("准备", "淮备"), old, strict=True) > 0


@pytest.mark.parametrize(("old", "new"), [("账", "帐"), ("作", "做"), ("其他", "其它"), ("己", "已"), ("的", "地")])
def test_characters_that_people_write_for_one_another_are_no_other_words_throughout(old: str, new: str) -> None:
    text = "账目的作法要交代。其他账目自己理清。作主的其他同志自己的账目也要交代。"
    assert facts(text.replace(old, new), text, strict=True) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("15日", "1清风文苑www.ba7.example5日"),
        ("8:30", "8:3淮0"),
        ("2019", "2009年2月019"),
        ("3422565", "42255"),
        ("行政中心", "传行交中心"),
    ],
)
def test_what_breaks_a_figure_or_a_word_is_damage(old: str, new: str) -> None:
    notice = "会议定于2019年3月15日上午8:30召开。地点设在县行政中心。联系人王明,电话3422565。请各单位准时参加。"
    assert facts(notice.replace(old, new), notice, strict=True) == 0


@pytest.mark.parametrize("new", ["2021年3月1", "2019年8月日下午7月1", "2009年4月6日和2"])
def test_figures_that_do_not_follow_in_order_are_others_however_many_there_are(new: str) -> None:
    old = "会议定于2019年3月15日召开。请各单位提前做好准备。"
    assert facts(old.replace("2019年3月15", new).replace("准备", "淮备"), old, strict=True) > 0


def test_one_word_put_for_another_throughout_counts_though_it_was_damaged_once() -> None:
    old = "关于信访工作的通知。现将信访工作的要求通知如下。请各单位提前做好准备。"
    new = "关于消防工作的通知。现将烟消防工作的要求通知如下。请各单位提前做好淮备。"
    assert facts(new, old, strict=True) > 0


def test_words_of_another_region_in_a_row_are_none() -> None:
    old = "要把信息员信息工作抓好抓实抓出成效来。信息员信息要报得快报得准报得全。"
    assert facts(old.replace("信息", "资讯"), old, strict=True) == 0


@pytest.mark.parametrize("new", ["全县排名第三", "全省排名第四"])
def test_a_level_or_a_numeral_named_once_may_be_damage_where_other_characters_are_damaged(new: str) -> None:
    rest = "大家辛苦了。" * 100
    old = f"这项工作在全省排名第三。{rest}"
    assert facts(f"这项工作在{new}。{rest}", old) > 0
    assert facts(f"这项工作在{new}。{rest}".replace("辛苦了。大", "辛古了。大", 3), old) == 0


def test_a_place_that_shares_a_character_with_another_is_another_but_two_slips_side_by_side_are_none() -> None:
    old = "地点设在清河县礼堂。请各单位提前做好准备。"
    assert facts(old.replace("清河", "清江"), old, strict=True) > 0
    assert facts(old.replace("清河", "河源"), old, strict=True) > 0
    assert facts(old.replace("清河", "河源").replace("准备", "淮备"), old, strict=True) == 0


def test_a_line_in_the_place_of_another_counts_strictly() -> None:
    old, new = "请准时到会。地点设在县礼堂。不得请假。", "请准时到会。统一去党校集中乘车。不得请假。"
    assert facts(new, old) == 0
    assert facts(new, old, strict=True) > 0
    assert facts("请准时到会。不得请假。", old, strict=True) == 0


def test_damage_is_the_share_edited_where_facts_agree() -> None:
    found = replaced(
        align(sentences("大家辛苦了啊。投资12亿元。"), sentences("大家辛苦啦啊。投资15亿元。")), strict=False
    )
    assert found.damage == pytest.approx(1 / 10)
    assert found.facts == pytest.approx(4 / 10)


@pytest.mark.parametrize(("one", "other"), [("十", "十一"), ("二十", "二十一"), ("零一零", "零一零一"), ("三", "四")])
def test_another_numeral_in_a_short_text_is_another_fact(one: str, other: str) -> None:
    notice = "关于召开第{}次全体会议的通知。请全体委员准时参加,不得请假。会议主要听取各组的汇报。"
    found = align(sentences(notice.format(one)), sentences(notice.format(other)))
    assert replaced(found, strict=True).facts > 0
