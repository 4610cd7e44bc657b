"""An archive that is being read, and sources made of its members."""

from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

from cleaners.errors import TooLarge
from warehouse.incoming import Incoming
from warehouse.sources.archives.errors import BrokenMember, Encrypted
from warehouse.sources.left_out import ending_of_no_page

# Text does not shrink 200-fold when compressed. What claims so is a bomb, made to fill memory and disk.
_RATIO, _HARMLESS = 200, 1_000_000


class Archive(NamedTuple):
    """An open archive: its file, its place, and how many bytes a member may have."""

    file: BinaryIO
    place: str
    limit: int

    def inside(self, name: str) -> str:
        """The place of a member."""
        return f"{self.place}!{name}"

    def read(self, most: int) -> bytes:
        """The whole file, or `most` bytes and one more. Raises what the file raises where it breaks off."""
        data = self.file.read(most + 1)
        return data if len(data) > most else data + self.file.read(1)

    def take(self, name: str, size: int, read: Callable[[], bytes], packed: int | None = None) -> Incoming:
        """A source of a member, which `read` unpacks: from so many `packed` bytes, if known, to `size`. If it is not
        taken, it has a fault or is left out.
        """
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
        except MemoryError:
            raise  # The system's fault, not the member's.
        except Exception as error:  # Libraries raise all kinds of errors on damage.
            words = str(error) or "it breaks off"
            return self.broken(name, f"it does not unpack ({type(error).__name__}: {words}). Fetch the archive again.")

    def page(self, name: str, data: bytes, **known: Any) -> Incoming:
        """A source of a page in a dump, with what the dump says of it."""
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
