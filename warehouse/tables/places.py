"""Where sources came from, as the tables hold it: a path and an address to be read, and a key of each to know it again.

What is read names no home directory, no login and no contact, so two places may read the same. Their keys differ: they
are hashes of the whole place, keyed with a secret of the originals' file, so that nobody can find the place by trying.
"""

from hashlib import blake2b
from typing import NamedTuple

from warehouse.incoming import Incoming
from warehouse.privacy.mask import masked_message, masked_url


class Place(NamedTuple):
    """The place of a source: `path` and `url` as they are served, and their keys; None for what it has not."""

    path: str | None
    path_key: str | None
    url: str | None
    url_key: str | None


def place_of(incoming: Incoming, secret: bytes) -> Place:
    """The place of a source. Its path is the one within the folder that was named, or the name of the file."""
    path, url = incoming.place, incoming.url
    return Place(
        None if path is None else masked_message(path.removeprefix(incoming.private)),
        path and key_of(path, secret),
        url and masked_url(url),
        url and key_of(url, secret),
    )


def key_of(place: str, secret: bytes) -> str:
    """The key of a path or an address.

    >>> key_of("/in/a.txt", b"1") == key_of("/in/a.txt", b"1") != key_of("/in/a.txt", b"2")
    True
    """
    return blake2b(place.encode("utf-8", "surrogatepass"), key=secret, digest_size=16).hexdigest()


def told(message: str, incoming: Incoming) -> str:
    """A message about a source as it is served."""
    return masked_message(message.replace(incoming.private, "") if incoming.private else message)
