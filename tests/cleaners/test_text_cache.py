"""Many short texts are remembered, and of long ones two."""

from cleaners.text_cache import cached_by_text


def test_a_book_does_not_stay() -> None:
    made: list[str] = []

    @cached_by_text
    def first(text: str) -> str:
        made.append(text[0])
        return text[0]

    short, books = [f"{n:03}" for n in range(100)], [letter * 20_000 for letter in "abc"]
    assert [first(text) for text in (*short, *books)] == [text[0] for text in (*short, *books)]
    made.clear()
    assert [first(text) for text in (*short, *books[::-1])] == [text[0] for text in (*short, *books[::-1])]
    assert made == ["a"]  # the third book has put the first one out
