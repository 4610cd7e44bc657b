"""What a text is known by."""

import re
import subprocess
import sys
from hashlib import blake2b
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.chinese.fold import fold
from cleaners.chinese.fold_table import SIMPLIFIED, TRADITIONAL
from warehouse.likeness.fingerprint import SHINGLE, SHORTEST, VERSION, WINDOW, fingerprint

NEITHER = re.compile("[^0-9\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
BODY = "我们要认真学习贯彻会议精神把各项工作落到实处" * 3


def han(count: int, seed: int) -> str:
    """So many characters that no rule ties together."""
    chance = Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(count))


@given(st.text("会议督查靠抓", min_size=SHORTEST, max_size=400), st.lists(st.integers(0, 400), max_size=9))
def test_marks_letters_and_blanks_make_no_difference(body: str, places: list[int]) -> None:
    other = body
    for place in places:
        other = f"{other[:place]}\n\u3000,za\uff0c\ufffd{other[place:]}"
    assert fingerprint(body) == fingerprint(other)
    assert fingerprint(body).key is not None


@given(st.data())
def test_script_makes_no_difference(data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(TRADITIONAL) - 1), min_size=SHORTEST, max_size=300))
    traditional = "".join(TRADITIONAL[place] for place in places)
    assert fingerprint(traditional) == fingerprint("".join(SIMPLIFIED[place] for place in places))


@given(st.text(st.characters(), min_size=40))
def test_the_key_is_that_of_the_folded_han_characters_and_figures(text: str) -> None:
    assert fingerprint(BODY + text).key == _key(BODY + text)


def test_every_character_folds_as_everywhere() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert fingerprint(everything).key == _key(everything)


def _key(text: str) -> bytes:
    kept = NEITHER.sub("", fold(text)).encode("utf-32-le", "surrogatepass")
    return blake2b(kept, digest_size=16).digest()


def test_figures_tell_two_notices_apart_and_leave_their_samples_alike() -> None:
    one, other = (fingerprint(f"{BODY}\uff12\uff10{n}年") for n in (24, 25))
    assert one.key != other.key
    assert one.sample == other.sample
    assert one == fingerprint(f"{BODY}2024年")


@given(st.integers(0, len(BODY) - 1))
def test_one_character_makes_another_key(place: int) -> None:
    assert fingerprint(BODY).key != fingerprint(BODY[:place] + BODY[place + 1 :]).key


def test_short_texts_have_neither_key_nor_sample() -> None:
    assert fingerprint("会" * (SHORTEST - 1) + "abc123,\u3002") == (None, ())
    assert fingerprint("").sample == ()
    assert fingerprint("会" * SHORTEST).key is not None


@pytest.mark.breaks("warehouse/likeness/fingerprint.py", "SHORTEST = 50", "SHORTEST = 49")
@pytest.mark.breaks("warehouse/likeness/fingerprint.py", "len(han) < SHORTEST", "len(han) <= SHORTEST")
def test_fifty_han_characters_are_enough_to_be_known_by() -> None:
    assert fingerprint(han(49, 1) + "2024").key is None
    assert fingerprint(han(50, 1)).key is not None


@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 9_999))
def test_a_shared_stretch_is_met_whatever_stands_around_it(before: int, after: int, seed: int) -> None:
    stretch = han(WINDOW + SHINGLE - 1, seed)
    one = han(before, seed + 10_000) + stretch + han(3_000, seed + 20_000)
    other = han(2_000, seed + 30_000) + stretch + han(after, seed + 40_000)
    assert set(fingerprint(one).sample) & set(fingerprint(other).sample)


@given(st.integers(280, 900), st.integers(0, 9_999))
def test_a_short_text_meets_a_long_one_that_holds_it(count: int, seed: int) -> None:
    short = han(count, seed)
    long = han(9_000, seed + 10_000) + short + han(9_000, seed + 20_000)
    assert len(set(fingerprint(short).sample) & set(fingerprint(long).sample)) >= 2


@pytest.mark.parametrize(("count", "expected"), [(50, 43), (100, 93), (300, 65), (1_000, 60), (2_000, 31)])
def test_short_texts_are_sampled_densely(count: int, expected: int) -> None:
    sizes = [len(fingerprint(han(count, seed)).sample) for seed in range(40)]
    assert 0.9 < sum(sizes) / 40 / expected < 1.1
    assert min(sizes) > 0.6 * expected


def test_long_texts_are_sampled_by_their_length() -> None:
    sample = fingerprint(han(50_000, 1)).sample
    assert 0.95 < len(sample) / (2 * 50_000 / (WINDOW + 1)) < 1.05
    assert list(sample) == sorted(set(sample))
    assert 0 <= sample[0] <= sample[-1] < 1 << 48


def test_what_a_version_gives_stays_as_it_is() -> None:
    """Where this fails, shelves hold other samples than this program makes: VERSION has to change with it."""
    digest = blake2b(repr(fingerprint(han(400, 7)).sample).encode(), digest_size=8).hexdigest()
    how, constants = VERSION.split(" hash=")
    assert how == "winnowing k=8 window=128 dense=64 shortest=50 bits=48"
    assert (constants, digest) == ("9e3779b97f4a7c15+fmix64 fold=7eb62bbce7b7ff9c", "cb3a777f4cf02e31")


def test_numpy_is_imported_when_used_only() -> None:
    code = "import sys; import warehouse.likeness.fingerprint; print('numpy' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
