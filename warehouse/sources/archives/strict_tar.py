"""Reading tar archives so that a damaged header is an error: Python's own reader takes it for the end."""

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
    """Opens an archive to be read once, from start to end."""
    return tarfile.open(fileobj=file, mode="r|", tarinfo=_StrictInfo)
