"""Passages are found whatever stands around them, in any order, with small edits; words of a trade are not."""

import json
import os
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.corpus import document
from tests.benchmarks.damage import edited
from warehouse.likeness.passages import EDITED, passages

GOLD = os.environ.get("QINGGAO_GOLD")
PASSAGE = "办好一件实事,胜过十次表态;群众不看你怎么说,只看你怎么做。"
TEXTS = st.text("会议工作会办的了一二,\n。年月日县清河", max_size=200)


@given(TEXTS, TEXTS)
def test_passages_lie_inside_the_texts_and_apart(a: str, b: str) -> None:
    found = passages(a, b)
    assert all(0 <= m.a[0] < m.a[1] <= len(a) and 0 <= m.b[0] < m.b[1] <= len(b) for m in found)
    assert all(m.edited <= EDITED for m in found)
    for spans in ([m.a for m in found], sorted(m.b for m in found)):
        assert all(x[1] <= y[0] for x, y in pairwise(spans))


def test_the_same_passage_twice_is_found_in_each_order() -> None:
    a, b = "先调查研究再作决定", "人人都管等于没人管"
    found = passages(f"{a}。{b}。", f"{b},于是{a}。")
    assert [m.a for m in found] == [(0, 9), (10, 19)]
    assert [m.b for m in found] == [(12, 21), (0, 9)]


@pytest.mark.parametrize("edits", [0, 1, 2, 4])
def test_a_sentence_of_twenty_is_found_with_edits(edits: int) -> None:
    chance = Random(edits)
    for _ in range(50):
        sentence = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(20))
        other = edited(edits / 20)(sentence, chance)
        assert passages(f"{document(1, 3).text}{sentence}。", f"{document(2, 3).text}{other}。")[-1].edited <= 0.3


def test_full_stops_and_marks_do_not_matter() -> None:
    other = PASSAGE.replace(",", "。").replace(";", "!")
    [found] = passages(f"我常说:{PASSAGE}", f"俗话讲,{other}大家记住。")
    assert found.edited == 0 and PASSAGE[:4] == f"我常说:{PASSAGE}"[slice(*found.a)][:4]


def test_a_word_that_a_text_repeats_is_its_subject() -> None:
    subject = "".join(f"全县办公室系统工作会议{x}开过了。" for x in "甲乙丙丁")
    assert passages(subject, "今天召开全县办公室系统工作会议。") == ()


def test_traditional_passages_are_found() -> None:
    assert len(passages("群众不看你怎么说,只看你怎么做", "群眾不看你怎麼說,只看你怎麼做")) == 1


@pytest.mark.skipif(not GOLD, reason="QINGGAO_GOLD names no folder of gold texts")
def test_passages_known_to_be_shared() -> None:
    folder = next(path.parent for path in sorted(Path(GOLD or "").rglob("reuse.json")))
    bodies = {
        f"{path.stem}/{n}": "\n".join(speech["body"])
        for path in sorted(folder.glob("[0-9]*.json"))
        for n, speech in enumerate(json.loads(path.read_text("utf-8"))["speeches"], 1)
    }
    found = defaultdict[str, list[bool]](list)
    for pair in json.loads((folder / "reuse.json").read_text("utf-8"))["pairs"]:
        a, b = bodies[pair["a"]], bodies[pair["b"]]
        x, y = a.index(pair["a_text"]), b.index(pair["b_text"])
        near = [m for m in passages(a, b) if m.a[0] < x + len(pair["a_text"]) and x < m.a[1]]
        found[pair["relation"]].append(any(m.b[0] < y + len(pair["b_text"]) and y < m.b[1] for m in near))
    assert all(found["near-verbatim"])
    assert not any(found["negative"])
