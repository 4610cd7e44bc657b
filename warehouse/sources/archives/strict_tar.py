"""A tar archive that says where it breaks off: Python's own reader takes a damaged header for the end."""

import tarfile
from typing import BinaryIO


class _StrictInfo(tarfile.TarInfo):
    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_StrictInfo":
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"no member can be read at byte {tarfile_.offset:,}: {error}") from error


def open_tar(file: BinaryIO) -> tarfile.TarFile:
    """An archive to be read once from its start to its end."""
    return tarfile.open(fileobj=file, mode="r|", tarinfo=_StrictInfo)
