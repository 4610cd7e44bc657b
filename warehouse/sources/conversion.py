"""Old documents among other sources: held back until there are many, converted in one go, passed on in their order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from cleaners.errors import Unreadable
from cleaners.readers.word.old_kinds import is_convertible

BATCH_FILES, BATCH_BYTES = 200, 50_000_000

Item = TypeVar("Item")
Outcome = bytes | Unreadable | None


class Named(NamedTuple):
    """A file's bytes, none where they are not to be read, and what to call it in messages."""

    name: str
    data: bytes


def converted(items: Iterable[Item], file_of: Callable[[Item], Named]) -> Iterator[tuple[Item, Outcome]]:
    """The items in their order, an old document with the .docx that LibreOffice made of it, or with an error that
    names it; every other with None, and so are old documents where LibreOffice is not installed.

    From an old document on, items are held back until there are `BATCH_FILES` or `BATCH_BYTES` of them.
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
                yield from _settled(batch)
    except Exception:
        yield from _settled(held)  # What was read before is not lost.
        raise
    yield from _settled(held)


def _is_wanted(data: bytes) -> bool:
    """Whether bytes are an old document, and LibreOffice is there to convert it."""
    if not is_convertible(data):
        return False
    from warehouse.sources import office  # Imported when it is needed: all other files start sooner.

    return office.program() is not None


def _settled(held: list[tuple[Item, Named]]) -> Iterator[tuple[Item, Outcome]]:
    made = _made(list(dict.fromkeys(file.data for _, file in held if is_convertible(file.data))))
    return ((item, _named(made.get(file.data), file.name)) for item, file in held)


def _made(documents: list[bytes]) -> Mapping[bytes, bytes | Unreadable]:
    if not documents:
        return {}
    from warehouse.sources import office

    program = office.program()
    return dict(zip(documents, office.as_docx(documents, program), strict=True)) if program else {}


def _named(outcome: Outcome, name: str) -> Outcome:
    """The same, an error with the name of the file."""
    return type(outcome)(f"{name}: {outcome}") if isinstance(outcome, Unreadable) else outcome
