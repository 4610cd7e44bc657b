"""An archive that is being read, and what its members become."""

from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

from cleaners.errors import TooLarge
from warehouse.incoming import Incoming
from warehouse.sources.archives.errors import BrokenMember, Encrypted
from warehouse.sources.left_out import ending_of_no_page

# Text does not shrink to a hundredth; what claims to was made to fill memories and disks.
_RATIO, _HARMLESS = 200, 1_000_000


class Archive(NamedTuple):
    """An open file, its place, and the most bytes that a member may have."""

    file: BinaryIO
    place: str
    limit: int

    def inside(self, name: str) -> str:
        """The place of a member."""
        return f"{self.place}!{name}"

    def read(self, most: int) -> bytes:
        """All of the file, or one byte more than `most`. What it raises tells that the file breaks off."""
        data = self.file.read(most + 1)
        return data if len(data) > most else data + self.file.read(1)

    def take(self, name: str, size: int, read: Callable[[], bytes], packed: int | None = None) -> Incoming:
        """A member of `size` bytes, `packed` in the archive, which `read` unpacks; or why it is not taken."""
        what = ending_of_no_page(name)
        if what:
            return Incoming(name=self.inside(name), left_out=what)
        if size > self.limit:
            return self.too_large(name, size)
        if packed is not None and size > max(_HARMLESS, _RATIO * packed):
            words = f"{packed:,} bytes that claim to unpack to {size:,}. Leave it out."
            return Incoming(name=self.inside(name), fault=TooLarge(f"{self.inside(name)}: {words}"))
        try:
            return Incoming(data=read(), name=self.inside(name))
        except Exception as error:  # Damage makes the libraries raise all kinds of errors.
            words = str(error) or "it breaks off"
            return self.broken(name, f"it does not unpack ({type(error).__name__}: {words}). Fetch the archive again.")

    def page(self, name: str, data: bytes, **known: Any) -> Incoming:
        """A page of a dump, with what the dump tells of it."""
        if len(data) > self.limit:
            return self.too_large(name, len(data))
        return Incoming(data=data, name=self.inside(name), **known)

    def too_large(self, name: str, size: int) -> Incoming:
        place = self.inside(name)
        words = f"{place}: {size:,} bytes or more, over the limit of {self.limit:,}. Unpack it, or raise the limit."
        return Incoming(name=place, fault=TooLarge(words))

    def broken(self, name: str, why: str) -> Incoming:
        place = self.inside(name)
        return Incoming(name=place, fault=BrokenMember(f"{place}: {why}"))

    def encrypted(self, name: str) -> Incoming:
        place = self.inside(name)
        return Incoming(name=place, fault=Encrypted(f"{place}: {PASSWORD}"))


PASSWORD = "it is encrypted. Unpack it with its password, and ingest the files."
