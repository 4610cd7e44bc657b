"""Archives of files: .zip, .tar, .7z, and gzip with a single file."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from warehouse.incoming import Incoming
from warehouse.sources.archives.archive import PASSWORD, Archive
from warehouse.sources.archives.errors import BrokenArchive, Encrypted
from warehouse.sources.archives.unpacking import check_number, check_swelling
from warehouse.sources.left_out import COMPANION_ENDS, page_stem

if TYPE_CHECKING:
    import tarfile
    import zipfile

_UTF8, _ENCRYPTED = 0x800, 0x1
_LONGEST_END_RECORD, _ENTRIES_WRAP, _UNCOUNTED = 22 + 65_535, 65_536, 65_535


class _Sieve:
    """Filters out hidden files, and the folder beside a saved page, which must have been seen before."""

    def __init__(self) -> None:
        self.beside = set[str]()

    def passes(self, name: str) -> bool:
        path = PurePosixPath(name)
        stem = page_stem(name)
        if stem:
            self.beside |= {stem + end for end in COMPANION_ENDS}
        hidden = any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in path.parts)
        return not hidden and not any(str(parent) in self.beside for parent in path.parents)


def zip_members(archive: Archive) -> Iterator[Incoming]:
    """The files of a ZIP archive, outer folders first, so that a saved page comes before the folder beside it."""
    import zipfile

    sieve = _Sieve()
    with zipfile.ZipFile(archive.file) as packed:
        _check_overlap(archive.file.seek(0, os.SEEK_END), packed.infolist())
        is_whole = _entries(archive.file) in (len(packed.infolist()) % _ENTRIES_WRAP, _UNCOUNTED)
        infos = [(_name(info), info) for info in packed.infolist() if not info.is_dir()]
        for name, info in sorted(infos, key=lambda pair: (pair[0].count("/"), pair[0])):
            if not sieve.passes(name):
                continue
            if info.flag_bits & _ENCRYPTED:
                yield archive.encrypted(name)
            else:
                yield archive.take(name, info.file_size, partial(packed.read, info), info.compress_size)
    if not is_whole:
        raise EOFError("its directory names more files than it lists")


def _check_overlap(size: int, infos: "list[zipfile.ZipInfo]") -> None:
    """Raises BrokenArchive if there are too many members, or if their packed bytes are more than the archive has: then
    they lie over one another, which only bombs do.
    """
    check_number(len(infos))
    packed, unpacked = sum(info.compress_size for info in infos), sum(info.file_size for info in infos)
    if packed > size:
        raise BrokenArchive(f"its members lie over one another, to unpack to {unpacked:,} bytes. Leave it out.")
    check_swelling(size, unpacked)


def _entries(file: BinaryIO) -> int:
    """How many members the end record of a ZIP archive counts: modulo 65,536, or no further than 65,535."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _LONGEST_END_RECORD))
    end = file.read()
    return int.from_bytes(end[end.rindex(b"PK\x05\x06") + 10 :][:2], "little")


def _name(info: "zipfile.ZipInfo") -> str:
    """A member's name. If it is not marked as UTF-8, Python decodes it as cp437, which loses nothing: encoding it again
    gives the original bytes.
    """
    if info.flag_bits & _UTF8:
        return info.filename
    return _decoded(info.orig_filename.partition("\0")[0].encode("cp437"))


def _decoded(raw: bytes) -> str:
    """A name in UTF-8 or else, as older Chinese systems write it, in GBK."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "backslashreplace")


def tar_members(archive: Archive) -> Iterator[Incoming]:
    """The files of a tar archive in their order, without links and devices."""
    from warehouse.sources.archives.strict_tar import open_tar

    sieve = _Sieve()
    with open_tar(archive.file) as packed:
        for info in packed:
            name = _decoded(os.fsencode(info.name))
            if info.isfile() and sieve.passes(name):
                yield archive.take(name, info.size, partial(_extracted, packed, info))


def _extracted(packed: "tarfile.TarFile", info: "tarfile.TarInfo") -> bytes:
    file = packed.extractfile(info)
    return file.read() if file else b""


def seven_zip_members(archive: Archive) -> Iterator[Incoming]:
    """The files of a 7z archive. It is compressed as one stream, so they go through a temporary folder."""
    import py7zr

    from warehouse.sources.archives.spool import Spool

    sieve = _Sieve()
    with py7zr.SevenZipFile(archive.file) as packed, TemporaryDirectory() as folder:
        if packed.needs_password():
            raise Encrypted(f"{archive.place}: {PASSWORD}")
        infos = [info for info in packed.list() if info.is_file]
        infos.sort(key=lambda info: (info.filename.count("/"), info.filename))
        infos = [info for info in infos if sieve.passes(info.filename)]
        wanted = [info for info in infos if info.uncompressed <= archive.limit]
        check_swelling(archive.file.seek(0, os.SEEK_END), sum(info.uncompressed for info in wanted))
        spool = Spool(Path(folder))
        spool.fill(packed, [info.filename for info in wanted])
        for info in infos:
            yield archive.take(info.filename, info.uncompressed, partial(spool.data, info.filename, info.crc32))


def unzipped(archive: Archive) -> Iterator[Incoming]:
    """The file in a gzip file."""
    name = PurePosixPath(archive.place.rpartition("!")[2]).name
    stem = name[:-3] if name.lower().endswith(".gz") else name
    data = archive.read(archive.limit)
    yield archive.take(stem, len(data), lambda: data)
