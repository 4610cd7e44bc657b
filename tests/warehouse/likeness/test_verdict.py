"""Verdicts hold for every kind of copy and adaptation, are the same from either side, and show what is shared."""

from math import prod
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.corpus import EXPECTED, Document, document, documents
from tests.benchmarks.grammar import common
from tests.benchmarks.notices import filling, notice, other
from tests.benchmarks.verdicts import OTHERS, pairs
from tests.warehouse.likeness.look_alikes import LOOK_ALIKES, UNTOLD
from warehouse.likeness import alignment
from warehouse.likeness.edits import Side, compare
from warehouse.likeness.verdict import SHORT, verdict

TEXTS = st.text("会议工作会办的了一二2019,\n。年月日县清河", max_size=300)
DOCUMENTS = list(documents(300, seed=2))
PAIRS = list(pairs(DOCUMENTS))


@given(TEXTS, TEXTS)
def test_a_verdict_is_the_same_from_either_side(a: str, b: str) -> None:
    there, back = verdict(a, b), verdict(b, a)
    assert (there.kind, there.coverage_a, there.coverage_b) == (back.kind, back.coverage_b, back.coverage_a)
    assert sorted((m.a, m.b) for m in there.matches) == sorted((m.b, m.a) for m in back.matches)


@pytest.mark.breaks("warehouse/likeness/verdict.py", ", _passage(found.mirrored()))", ", _passage(found))")
def test_the_kind_goes_by_both_sides_whichever_is_aligned_with_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    # All texts have one rank, so none is exchanged with the other.
    monkeypatch.setattr("warehouse.likeness.verdict._rank", lambda _: 0)
    for _, a, b in [*PAIRS[:200:4], *(pair for pair in PAIRS if pair[0] == "unrelated notices")]:
        assert verdict(a.text, b.text).kind == verdict(b.text, a.text).kind


@given(TEXTS.filter(lambda text: any(c in text for c in "会议工作办")))
def test_a_text_is_the_same_as_itself(text: str) -> None:
    judged = verdict(text, text)
    assert judged[:3] == ("same", 1, 1)
    assert all(m.a == m.b and m.edited == 0 for m in judged.matches)


@given(TEXTS, TEXTS)
def test_coverage_is_a_share_and_matches_lie_inside_the_texts(a: str, b: str) -> None:
    judged = verdict(a, b)
    assert 0 <= judged.coverage_a <= 1 and 0 <= judged.coverage_b <= 1
    for match in judged.matches:
        assert 0 <= match.a[0] < match.a[1] <= len(a) and 0 <= match.b[0] < match.b[1] <= len(b)


@pytest.mark.parametrize("kind", EXPECTED)
def test_variants_are_called_what_they_are(kind: str) -> None:
    judged = [verdict(a.text, b.text).kind for name, a, b in PAIRS if name == kind]
    right = ("adaptation", "reuse") if kind in ("half", "notice_near") else (EXPECTED[kind],)
    assert judged and all(called in right for called in judged)


@pytest.mark.parametrize("name", [name for name in OTHERS if "copies of one" not in name])
def test_what_is_no_copy_is_never_merged(name: str) -> None:
    judged = [verdict(a.text, b.text).kind for other, a, b in PAIRS if other == name]
    assert judged and not {"same", "part"} & set(judged)


def test_texts_without_han_are_nothing() -> None:
    assert verdict("", "") == verdict("abc 12", "12!") == (None, 0, 0, ())


def test_a_formula_is_no_part_of_a_speech() -> None:
    assert verdict("要提高认识,加强领导。", "要提高认识,加强领导。" + DOCUMENTS[0].text).kind is None


def told(count: int, seed: int, size: int = 20) -> str:
    """So many sentences of so many Han characters each, that no other seed has."""
    chance = Random(seed)
    return "".join("".join(chance.choices(common(), k=size)) + "。" for _ in range(count))


@pytest.mark.breaks("warehouse/likeness/verdict.py", "PART = 50", "PART = 49")
@pytest.mark.breaks("warehouse/likeness/verdict.py", "han >= PART", "han > PART")
@pytest.mark.parametrize(("size", "kind"), [(49, "reuse"), (50, "part")])
def test_fifty_han_characters_of_a_text_are_a_part_of_it(size: int, kind: str) -> None:
    some = told(1, 1, size)
    assert verdict(some, told(20, 2) + some + told(20, 3)).kind == kind


@pytest.mark.breaks("warehouse/likeness/verdict.py", "COVERED = 0.9", "COVERED = 0.91")
@pytest.mark.breaks("warehouse/likeness/verdict.py", "COVERED = 0.9", "COVERED = 0.89")
@pytest.mark.parametrize(("shared", "kind"), [(90, "same"), (89, "adaptation")])
def test_nine_tenths_of_both_texts_make_them_the_same(shared: int, kind: str) -> None:
    both, own = told(shared, 1), 100 - shared
    assert verdict(both + told(own, 2), both + told(own, 3)).kind == kind


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3月5日", "3月15日"),
        ("3月5日", "4月5日"),
        ("三楼", "四楼"),
        ("县礼堂", "党校报告厅"),
        ("保密", "档案"),
        ("上午", "下午"),
    ],
)
def test_a_notice_with_another_date_place_or_subject_is_not_the_same(old: str, new: str) -> None:
    notice = (
        "各单位:\n经研究,决定举办保密工作培训班。\n一、时间:2021年3月5日上午9:00。\n二、地点:县礼堂三楼会议室。\n"
        "三、请各单位明确专人参加,自带水杯,不得请人代替。参加人员名单请报送办公室。\n四、保密员必须到会。\n特此通知。"
    )
    assert verdict(notice, notice.replace(old, new)).kind in ("adaptation", "reuse")


@pytest.mark.parametrize("lines", [3, 4, 6])
def test_longer_notices_with_another_filling_are_never_merged(lines: int) -> None:
    body = [line for d in DOCUMENTS if d.kind == "base" for line in d.text.split("\n")[3:-1]]
    for n in range(20):
        filled, more = filling(f"{n}"), "\n".join(body[lines * n : lines * (n + 1)])
        one, changed = (notice(f"{n}", filled)[1], notice(f"{n}", other(filled, f"{n}"))[1])
        assert verdict(f"{one}\n{more}", f"{changed}\n{more}").kind in ("adaptation", "reuse")


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_texts_that_look_alike_are_told_apart(name: str) -> None:
    due, a, b = LOOK_ALIKES[name]
    assert verdict(a, b).kind in due


@pytest.mark.parametrize(
    ("a", "b"), [pytest.param(a, b, marks=pytest.mark.xfail(strict=True, reason=why)) for why, a, b in UNTOLD.values()]
)
def test_texts_that_form_alone_does_not_tell_apart(a: str, b: str) -> None:
    assert verdict(a, b).kind == "adaptation"


def test_one_figure_put_right_does_not_part_two_copies_of_a_long_speech() -> None:
    speech = max((d for d in DOCUMENTS if d.kind == "base"), key=lambda d: len(d.text)).text
    at = speech.index("。", 800)
    a, b = (f"{speech[:at]}。全年接待{n}人{speech[at:]}" for n in (315, 351))
    assert len(speech) > 3 * SHORT
    assert verdict(a, b).kind == "same"


def test_pages_that_break_their_lines_elsewhere_are_the_same() -> None:
    text = next(d for d in DOCUMENTS if d.kind == "base").text
    broken = "\n".join(text[i : i + 35] for i in range(0, len(text), 35))
    judged = verdict(text, broken)
    assert judged.kind == "same" and min(judged[1:3]) > 0.95


def giant(speeches: list[Document], seed: int) -> str:
    """A text of 300,000 characters in one line and without a mark."""
    chance = Random(seed)
    text = "".join(d.text for d in speeches).translate(dict.fromkeys(map(ord, "。\n\uff0c\uff1a\uff01"), ""))
    return "".join(c if chance.random() > 0.02 else chance.choice(common()) for c in text * (300_000 // len(text) + 1))


@pytest.mark.breaks("warehouse/likeness/alignment.py", "RUN = 800", "RUN = 8_000")
@pytest.mark.parametrize("other", [1, 2, None])
def test_two_giant_lines_are_judged_with_bounded_work(other: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What two runs of sentences cost is the product of their lengths: all of them must not cost the square of a text."""
    costs = [0]

    def counted(a: Side, run_a: list[int], b: Side, run_b: list[int]) -> None:
        chars = (sum(len(side.sentences[i].key) for i in run) for side, run in ((a, run_a), (b, run_b)))
        costs.append(prod(chars))
        compare(a, run_a, b, run_b)

    monkeypatch.setattr(alignment, "compare", counted)
    speeches = [document(n, 5) for n in range(60)]
    a, b = giant(speeches, 1), giant(speeches, other) if other else "会议" * 150_000
    assert verdict(a, b).kind == ("same" if other else None)
    assert max(costs) < 1_000_000
    assert sum(costs) < 1_000 * len(a)
