"""A secrecy mark in the head of a file is found, and nothing else is taken for one."""

import pytest

from cleaners.page import Page
from warehouse.sources.secrecy import secrecy

TITLE = "关于做好当前有关工作的通知\n各单位\uff1a\n现将有关事项通知如下。\n"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("绝密", "绝密"),
        ("绝  密", "绝  密"),
        ("机密", "机密"),
        ("绝密★", "绝密★"),
        ("机密★", "机密★"),
        ("机密★5年", "机密★5年"),
        ("机 密 ★ 1 年", "机 密 ★ 1 年"),
        ("秘密★10年", "秘密★10年"),
        ("秘密☆6个月", "秘密☆6个月"),
        ("秘密 十年", "秘密 十年"),
        ("绝密★长期", "绝密★长期"),
        ("绝密★启用前", "绝密★启用前"),
        ("秘密★2019年3月1日", "秘密★2019年3月1日"),
        ("密级\uff1a秘密", "密级\uff1a秘密"),
        ("秘密  特急", "秘密"),
        ("机密★1年\t特急", "机密★1年"),
        ("000012  机密★1年  加急", "机密★1年"),
        ("特急  机密★1年", "机密★1年"),
        ("\uff08机密\uff09", "机密"),
        ("內部資料 注意保存", "內部資料 注意保存"),
        ("内部资料\uff0c注意保存", "内部资料\uff0c注意保存"),
        ("【内部资料 注意保存】", "内部资料 注意保存"),
        ("内部文件\u3000严禁外传", "内部文件\u3000严禁外传"),
        ("\ufeff\u3000\u3000机密★\uff11\uff10年", "机密★\uff11\uff10年"),
    ],
)
def test_marks(line: str, mark: str) -> None:
    assert secrecy(Page(f"{line}\n{TITLE}")) == mark
    assert secrecy(Page(f"\n\n某市委办公室文件\n\n{line}\r\n{TITLE}")) == mark


@pytest.mark.parametrize(
    "line",
    [
        "",
        "秘密",
        "在全市保密工作会议上的讲话",
        "机密工作条例",
        "绝密电文",
        "绝密档案",
        "机密、绝密",
        "绝密、机密、秘密三级",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "国家秘密标志为“秘密★10年”。",
        "秘密★10年的标志应当标在首页左上角。",
        "绝密级国家秘密是最重要的国家秘密",
        "机密级",
        "一、绝密",
        "密级: 无",
        "密级:公开",
        "保密期限:10年",
        "他把秘密保守了十年",
        "秘密战线",
        "十年机密",
        "机密文件不得外传",
        "内部资料",
        "内部资料性出版物",
        "内部资料 免费交流",
        "内部资料,仅供学习参考",
        "内部资料要注意保存好,不得外传。",
        "要把内部资料注意保存好",
        "加强内部管理",
        "注意保存",
        "★★★★★",
        "机密★★★★★好评",
        "商业秘密",
        "工作秘密",
        "特急",
        "000012",
    ],
)
def test_no_marks(line: str) -> None:
    assert secrecy(Page(f"{line}\n{TITLE}")) is None


@pytest.mark.breaks("warehouse/sources/secrecy.py", "_HEAD = 12", "_HEAD = 11")
@pytest.mark.breaks("warehouse/sources/secrecy.py", "_HEAD = 12", "_HEAD = 13")
def test_only_the_head_counts() -> None:
    lines = [f"第{i}行" for i in range(1, 30)]
    assert secrecy(Page("\n\n".join([*lines[:11], "机密★", *lines[11:]]))) == "机密★"
    assert secrecy(Page("\n\n".join([*lines[:12], "机密★", *lines[12:]]))) is None


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("绝" + " " * 38 + "密", None),
        ("机密" + " " * 37 + "★", None),
        ("密" * 40, None),
        ("机密★" + " 特急" * 12, "机密★"),
        ("机密★" + " 特急" * 13, None),
    ],
)
def test_strange_lines(line: str, mark: str | None) -> None:
    assert secrecy(Page("\n".join([line] * 12))) == mark
