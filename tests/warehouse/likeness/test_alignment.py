"""Sentences find their fellows: moved, damaged, run together, cut off; and unrelated ones find none."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.corpus import Document, document
from tests.benchmarks.damage import edited
from warehouse.likeness.alignment import Alignment, align
from warehouse.likeness.edits import FELLOW, NEAR
from warehouse.likeness.sentences import sentences

PAIRS = """
from itertools import pairwise
from warehouse.likeness.alignment import align
from warehouse.likeness.sentences import sentences
from tests.benchmarks.corpus import documents
found = [sentences(document.text) for document in documents(100, 5)]
print([align(a, b)[2:] for a, b in pairwise(sorted(found, key=len))])
"""
TEXTS = st.text("会议工作会办的了一二2019,\n。年月日", max_size=200)
SPEECHES = [d for n in range(100) if (d := document(n, 5)).kind == "base"][:12]


def aligned(a: str, b: str) -> Alignment:
    return align(sentences(a), sentences(b))


def share(found: Alignment, most: float = NEAR) -> float:
    """The share of the first text's Han characters whose sentences have a fellow."""
    sizes = [len(s.key) for s in found.a]
    return sum(n for n, link in zip(sizes, found.links_a, strict=True) if link and link.edited <= most) / sum(sizes)


@given(TEXTS, TEXTS)
def test_links_stay_inside_the_texts(a: str, b: str) -> None:
    found = aligned(a, b)
    for links, others in ((found.links_a, found.b), (found.links_b, found.a)):
        for link in filter(None, links):
            assert 0 <= link.first <= link.last < len(others)
            assert 0 <= link.edited <= 1
            assert all(change.old and change.new and change.old != change.new for change in link.changes)


@given(TEXTS)
def test_every_sentence_is_its_own_fellow(text: str) -> None:
    found = aligned(text, text)
    assert all(link and link.edited == 0 and not link.changes for link in found.links_a + found.links_b)


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda d: str(d.id))
def test_damage_and_disorder_part_no_fellows(speech: Document) -> None:
    chance = Random(speech.id)
    pieces = edited(0.05)(speech.text, chance).split("\n")
    chance.shuffle(pieces)
    assert share(aligned(speech.text, "\n".join(pieces))) > 0.95


def test_the_order_of_hashes_which_python_shuffles_makes_no_difference() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PAIRS],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert b"Link(" in told.pop()


def test_sentences_that_a_lost_full_stop_runs_together_keep_their_fellows() -> None:
    a = "今天的会议内容很实在。大家回去以后要认真抓好落实。老百姓看的是行动。"
    found = aligned(a, a.replace("在。", "在"))
    assert [(link.first, link.last) for link in found.links_a if link] == [(0, 0), (0, 0), (1, 1)]
    assert [(link.first, link.last) for link in found.links_b if link] == [(0, 1), (2, 2)]


def test_a_sentence_cut_off_has_its_fellow() -> None:
    found = aligned("会议要开短。大家回去以后要认真抓好落", "会议要开短。大家回去以后要认真抓好落实,老百姓看的是行动。")
    assert [link.first for link in found.links_a if link] == [0, 1]


def test_a_watermark_within_a_sentence_is_one_edit() -> None:
    found = aligned("请认真对照检查内容做好自查。", "请认真对照检查内容笔杆子文库做好自查。")
    assert share(found) == share(found.mirrored()) == 1


def test_repeated_sentences_are_paired_one_to_one() -> None:
    found = aligned("要抓落实。要抓落实。", "要抓落实。")
    assert [link is None for link in found.links_a] == [False, True]


def test_what_was_replaced_is_told() -> None:
    found = aligned("清河县的经验值得各地好好学习。", "临江县的经验值得各地好好学习。")
    assert [tuple(c) for link in found.links_a if link for c in link.changes] == [("清河", "临江", "县的")]


def test_a_word_that_changes_sides_is_a_change() -> None:
    found = aligned("定于近期组织食品安全现场观摩活动。", "定于近期组织安全生产现场观摩活动。")
    assert [tuple(c) for link in found.links_a if link for c in link.changes] == [("食品安全", "安全生产", "现场")]


def test_unrelated_speeches_share_formulae_alone() -> None:
    shares = [share(aligned(a.text, b.text), FELLOW) for a, b in pairwise(SPEECHES)]
    assert max(shares) < 0.3
    assert sorted(shares)[len(shares) // 2] < 0.15
