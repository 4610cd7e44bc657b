"""The lines under a title give day, office and name."""

import pytest

from cleaners import clean
from cleaners.page import Page
from cleaners.speech import Speech

BODY = "同志们:\n今天的会议内容很实在,大家回去以后要认真抓好落实。\n"


def first(*lines: str) -> Speech:
    return clean(Page("\n".join([*lines, BODY]))).speeches[0]


@pytest.mark.parametrize(
    ("lines", "date", "speaker", "role"),
    [
        (["在全县粮食工作会议上的讲话", "县长 林怀远", "(2021年3月5日)"], "2021-03-05", "林怀远", "县长"),
        (["在全县粮食工作会议上的讲话", "(二〇二一年三月五日)", "罗 素 琴"], "2021-03-05", "罗素琴", None),
        (["在全县粮食工作会议上的讲话(2021年3月5日)林怀远"], "2021-03-05", "林怀远", None),
        (["周启明同志在全县粮食工作会议上的讲话"], None, "周启明", None),
        (["在全县粮食工作会议上的讲话", "主讲人:张某某"], None, "张某某", None),
        (["在全县粮食工作会议上的讲话"], None, None, None),
    ],
)
def test_front_matter(lines: list[str], date: str | None, speaker: str | None, role: str | None) -> None:
    speech = first(*lines)
    assert (speech.event_date, speech.speaker, speech.speaker_role) == (date, speaker, role)
    assert speech.body.startswith("同志们")
    assert speech.title is not None and speech.title.endswith("在全县粮食工作会议上的讲话")


def test_a_signature_under_the_text_stays() -> None:
    speech = clean(Page(f"关于做好防汛工作的通知\n各村:\n{BODY}云河县人民政府\n2021年6月1日\n")).speeches[0]
    assert speech.body.endswith("云河县人民政府\n2021年6月1日")
    assert speech.event_date is None
