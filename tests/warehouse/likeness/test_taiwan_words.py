"""Taiwan's words and the mainland's own are no changes; other names and figures are."""

import pytest

from warehouse.likeness.alignment import align
from warehouse.likeness.sentences import sentences
from warehouse.likeness.taiwan_words import in_one_usage

SPEECH = "各位用户代表:今天把软件、网络、视频会议和信息安全几件事说清楚。项目的质量靠程序,也靠人。请清河县的同志了解以后再发布。"


def changes(a: str, b: str) -> list[tuple[str, str]]:
    found = in_one_usage(align(sentences(a), sentences(b)))
    return [(c.old, c.new) for link in found.links_a if link for c in link.changes]


@pytest.mark.parametrize("way", ["s2twp", "s2tw", "s2t"])
def test_a_converted_text_has_no_other_words(way: str) -> None:
    from opencc import OpenCC

    turned = OpenCC(way).convert(SPEECH)
    assert turned != SPEECH
    assert changes(SPEECH, turned) == changes(turned, SPEECH) == []


def test_what_else_was_replaced_is_told() -> None:
    from opencc import OpenCC

    turned = OpenCC("s2twp").convert(SPEECH.replace("清河", "临江"))
    assert changes(SPEECH, turned) == [("清河", "临江")]
    assert changes(turned, SPEECH) == [("临江", "清河")]


def test_a_link_without_changes_stays_as_it_is() -> None:
    found = align(sentences("今天开会。明天散会。"), sentences("明天散会。今天开会。"))
    assert in_one_usage(found) == found
