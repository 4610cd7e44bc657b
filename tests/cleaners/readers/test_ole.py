"""OLE compound files: what stands at their top, and nothing but a word of damage where that cannot be read."""

import random
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.errors import Corrupt
from cleaners.readers.word.ole import MAGIC, top_streams
from tests.cleaners.readers.ole_files import compound

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda name: len(name.encode("utf-16-le")) <= 62
)


@given(st.dictionaries(NAMES, st.binary(min_size=64, max_size=100), max_size=14))
def test_streams_are_found_with_how_they_begin(streams: dict[str, bytes]) -> None:
    assert top_streams(compound(streams)) == {name: data[:64] for name, data in streams.items()}


def test_padding_at_the_end_does_no_harm() -> None:
    assert set(top_streams(compound({"WordDocument": b"a"}) + bytes(9_000))) == {"WordDocument"}


def test_large_files_name_their_tables_in_sectors_of_their_own() -> None:
    data = bytearray(compound({"WordDocument": b"a" * 64}))
    chained = len(data) // 512 - 1
    data[68:80] = pack("<III", chained, 1, 0xFFFFFFFF)  # none in the header
    data += pack("<128I", 0, *[0xFFFFFFFF] * 126, 0xFFFFFFFE)
    assert top_streams(bytes(data)) == {"WordDocument": b"a" * 64}


@pytest.mark.parametrize("data", [MAGIC, MAGIC + bytes(2000), compound({"a": b""})[:900], compound({"a": b""})[:30]])
def test_a_directory_that_is_not_there(data: bytes) -> None:
    with pytest.raises(Corrupt, match=r"cut off or damaged.*Fetch or save it again"):
        top_streams(data)


def test_damage_gives_names_or_a_word_of_damage() -> None:
    whole, dice, read = compound({f"Stream {n}": bytes(64) for n in range(9)}), random.Random(4), 0
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 9)):
            data[dice.randrange(2048)] = dice.choice((0, 1, 255, dice.randrange(256)))
        try:
            top_streams(bytes(data))
            read += 1
        except Corrupt:
            pass
    assert 10 < read < 400
