"""What is wrong with an archive. Each names it, or its member, the reason and what to do next.

Unreadable
├── BrokenArchive       it cannot be read, or not to its end
├── BrokenMember        one member cannot be unpacked
└── Encrypted           a password stands before it
"""

from cleaners.errors import Unreadable


class BrokenArchive(Unreadable):
    """An archive that cannot be read, or not to its end."""


class BrokenMember(Unreadable):
    """A member of an archive that cannot be unpacked, or is no page."""


class Encrypted(Unreadable):
    """An archive or a member that wants a password."""
