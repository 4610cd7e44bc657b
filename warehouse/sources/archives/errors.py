"""Faults of archives. Each message names the archive or the member, the reason and what to do next.

Unreadable
├── BrokenArchive       the archive cannot be read, or not to its end
├── BrokenMember        a member cannot be unpacked, or is no page
└── Encrypted           it needs a password
"""

from cleaners.errors import Unreadable


class BrokenArchive(Unreadable):
    """An archive that cannot be read, or not to its end."""


class BrokenMember(Unreadable):
    """A member of an archive that cannot be unpacked, or is no page."""


class Encrypted(Unreadable):
    """An archive or a member that needs a password."""
