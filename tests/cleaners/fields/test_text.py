"""What a text says of itself is read, and what it does not say is not made up."""

import pytest

from cleaners.draft import Draft
from cleaners.fields.text import RULES, genre_of, is_redacted
from cleaners.page import Page
from cleaners.rules.view import Part, View
from cleaners.stage import lay


def read(title: str | None, body: str) -> dict[str, str]:
    view = View(Page(body), Draft.of(body), parts=[Part(0, None, 0, len(body), {"title": title} if title else {})])
    lay(view, RULES)
    return {name: cited.value for name, cited in view.parts[0].fields.items()}


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("在全市经济工作会议上的讲话", "讲话"),
        ("在誓师大会上的表态发言", "表态发言"),
        ("教师节庆祝大会主持词", "主持词"),
        ("开幕式致辞", "致辞"),
        ("党委书记述职报告", "述职"),
        ("关于农村客运的调研报告", "调研报告"),
        ("关于开展安全检查的通知", "通知"),
        ("老旧小区加装电梯三年行动方案", "方案"),
        ("督查工作经验交流材料", "经验材料"),
    ],
)
def test_genres_by_title(title: str, genre: str) -> None:
    found = genre_of(title)
    assert found is not None and found[0] == genre


@pytest.mark.parametrize(
    ("title", "occasion", "level"),
    [
        ("在全市经济工作会议上的讲话", "全市经济工作会议", "市"),
        ("在全镇读书月总结表彰大会上的讲话", "全镇读书月总结表彰大会", "乡镇"),
        ("全县招商引资大会主持词", "全县招商引资大会", "县"),
        ("办公室工作的几点体会", None, None),
        ("城市更新行动方案", None, None),
    ],
)
def test_occasion_and_level_by_title(title: str, occasion: str | None, level: str | None) -> None:
    found = read(title, "各位代表，请审议。")
    assert (found.get("occasion"), found.get("level")) == (occasion, level)


def test_an_occasion_that_the_text_calls() -> None:
    found = read(None, "同志们：\n经县委同意，今天我们召开全县政府系统办公室工作会议，主要任务是总结工作。")
    assert found["occasion"] == "全县政府系统办公室工作会议"
    assert found["level"] == "县"


@pytest.mark.parametrize("body", ["召开这次会议，很有必要。", "举行此次活动，目的是交流。", "我们开会从来不讲排场。"])
def test_no_occasion_is_made_up(body: str) -> None:
    assert "occasion" not in read(None, body)


def test_the_office_of_a_speaker_who_says_it() -> None:
    assert read(None, "在担任秘书长一年多的时间里，让我感受最深的是团结。")["speaker_role"] == "秘书长"
    assert "speaker_role" not in read(None, "老李担任过村主任，大家都佩服他。")


def test_the_day_of_delivery() -> None:
    assert read(None, "今天是2024年4月12日，花开得正好。")["event_date"] == "2024-04-12"
    assert "event_date" not in read(None, "2015年3月1日，我们的战友倒下了。")


@pytest.mark.parametrize(
    ("text", "redacted"),
    [("XX县", True), ("20xx年", True), ("张某某同志", True), ("某种意义上", False), ("X光机", False), ("xxl", False)],
)
def test_redaction(text: str, redacted: bool) -> None:
    assert is_redacted(text) is redacted
