"""Converting the old Word documents in a stream of sources, many at a time, with the order kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from cleaners.errors import Unreadable
from cleaners.readers.word.old_kinds import is_convertible

BATCH_FILES, BATCH_BYTES = 200, 50_000_000

Item = TypeVar("Item")
Outcome = bytes | Unreadable | None


class Named(NamedTuple):
    """A file: what messages call it, and its bytes, empty if it need not be read."""

    name: str
    data: bytes


def converted(items: Iterable[Item], file_of: Callable[[Item], Named]) -> Iterator[tuple[Item, Outcome]]:
    """The items in their order. An old document comes with the .docx that LibreOffice made of it, or with an error that
    names it; every other item with None, as do old documents where LibreOffice is not installed.

    From the first old document on, items are held back until there are `BATCH_FILES` or `BATCH_BYTES` of them.
    """
    held = list[tuple[Item, Named]]()
    try:
        for item in items:
            file = file_of(item)
            if not held and not _is_wanted(file.data):
                yield item, None
                continue
            held.append((item, file))
            if len(held) >= BATCH_FILES or sum(len(file.data) for _, file in held) >= BATCH_BYTES:
                batch, held = held, []
                yield from _batch_converted(batch)
    except Exception:
        yield from _batch_converted(held)  # What was read before the error is not lost.
        raise
    yield from _batch_converted(held)


def _is_wanted(data: bytes) -> bool:
    """Whether bytes are an old document, and LibreOffice is installed to convert it."""
    if not is_convertible(data):
        return False
    from warehouse.sources import office  # Imported late, for a quick start where there is no old document.

    return office.program() is not None


def _batch_converted(held: list[tuple[Item, Named]]) -> Iterator[tuple[Item, Outcome]]:
    made = _docx_of(list(dict.fromkeys(file.data for _, file in held if is_convertible(file.data))))
    return ((item, _with_name(made.get(file.data), file.name)) for item, file in held)


def _docx_of(documents: list[bytes]) -> Mapping[bytes, bytes | Unreadable]:
    if not documents:
        return {}
    from warehouse.sources import office

    program = office.program()
    return dict(zip(documents, office.as_docx(documents, program), strict=True)) if program else {}


def _with_name(outcome: Outcome, name: str) -> Outcome:
    """The outcome; an error names the file."""
    return type(outcome)(f"{name}: {outcome}") if isinstance(outcome, Unreadable) else outcome
