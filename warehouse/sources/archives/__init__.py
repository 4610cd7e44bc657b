"""Archives and dumps, read member by member: each member is a source. Nothing is unpacked as a whole.

A member's place is `/abs/archive.zip!inner/name.txt`; in a dump, `/abs/pages.jsonl!12.html` (line or record 12).
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BufferedReader

from cleaners.errors import Unreadable
from warehouse.clock import stamp
from warehouse.incoming import Incoming, ReadThrough
from warehouse.sources.archives.archive import Archive
from warehouse.sources.archives.dumps import page_lines, records
from warehouse.sources.archives.errors import BrokenArchive, BrokenMember
from warehouse.sources.archives.kinds import Kind, kind_of
from warehouse.sources.archives.mhtml import saved_page
from warehouse.sources.archives.packed import seven_zip_members, tar_members, unzipped, zip_members
from warehouse.sources.archives.unpacking import Unpacked, check_number, check_swelling

__all__ = ["opened"]

_READERS = {
    "zip": zip_members,
    "tar": tar_members,
    "7z": seven_zip_members,
    "jsonl": page_lines,
    "warc": records,
    "mhtml": saved_page,
    "page": unzipped,
}


def opened(sources: Iterable[Incoming], max_bytes: int) -> Iterator[Incoming]:
    """The sources, with the members of archives in their place; of an archive in an archive, too, but no deeper.

    A member that cannot be unpacked has a fault. After its last member, an archive that is a file comes itself, as read
    through.
    """
    for source in sources:
        kind = _kind(source)
        if kind:
            yield from _opened(source, kind, max_bytes)
        else:
            yield source


def _kind(source: Incoming) -> Kind | None:
    if source.fault or source.left_out or source.text is not None or (source.path and not source.path.is_file()):
        return None
    try:
        with source.open() as file:
            return kind_of(source.label, file)
    except OSError:
        return None  # Reading it will fail likewise, and be reported.


def _opened(source: Incoming, kind: Kind, max_bytes: int) -> Iterator[Incoming]:
    sound = True
    with source.open() as file:
        stat = os.fstat(file.fileno()) if source.path else None
        members = _members(Archive(file, source.label, max_bytes), kind)
        unnested = (inner for member in members for inner in _unnested(member, max_bytes))
        for member in _within_measure(unnested, source.label, stat.st_size if stat else len(source.data or b"")):
            sound = sound and not isinstance(member.fault, BrokenArchive)
            yield replace(member, base=source.private)
    if stat:
        yield replace(source, read_through=ReadThrough(stat.st_size, stamp(stat.st_mtime_ns), sound))


def _within_measure(members: Iterator[Incoming], label: str, packed: int) -> Iterator[Incoming]:
    """The members, up to one too many or to more bytes in all than text unpacks to: then comes a fault that says so."""
    unpacked = 0
    try:
        for number, member in enumerate(members, 1):
            unpacked += len(member.data or b"")
            check_number(number)
            check_swelling(packed, unpacked)
            yield member
    except BrokenArchive as error:
        yield Incoming(name=label, fault=BrokenArchive(f"{label}: {error}"))


def _members(archive: Archive, kind: Kind) -> Iterator[Incoming]:
    """The members of one archive. Where reading breaks off, the last has a fault that says so."""
    try:
        if kind.gzipped:
            stream = Unpacked(archive.file)
            yield from _READERS[kind.reader](archive._replace(file=BufferedReader(stream, 1 << 16)))
            stream.finish()
        else:
            yield from _READERS[kind.reader](archive)
    except Unreadable as error:
        yield Incoming(name=archive.place, fault=error)
    except MemoryError:
        raise  # The system's fault, not the archive's.
    except Exception as error:  # Libraries raise all kinds of errors on damage.
        words = f"{archive.place}: broken ({type(error).__name__}: {error}). What stands before the break was taken in."
        yield Incoming(name=archive.place, fault=BrokenArchive(f"{words} Fetch it again, and ingest it again."))


def _unnested(member: Incoming, max_bytes: int) -> Iterator[Incoming]:
    """A member, or the members in it if it is an archive."""
    kind = _kind(member) if member.data else None
    if kind is None:
        yield member
        return
    for inner in _members(Archive(member.open(), member.label, max_bytes), kind):
        if inner.data and _kind(inner):
            words = f"{inner.label}: an archive in an archive in an archive. Unpack the outer one, and ingest that."
            yield Incoming(name=inner.place, fault=BrokenMember(words))
        else:
            yield inner
