"""The errors of the cleaners. Each message says to people what is wrong, and what to do next.

QinggaoError
├── Unreadable            a page's bytes give no text: it goes to quarantine
│   ├── EmptyFile
│   ├── NotText           pictures, archives, programs, random bytes
│   ├── OldDocument       .doc, .wps and .rtf, which want LibreOffice
│   ├── Encrypted         it opens with a password only
│   ├── Corrupt           its kind is known, but it is damaged
│   ├── SecrecyMark       its head says that it is secret: it is held back
│   └── TooLarge
├── OverlappingEdits      two edits claim the same character: a fault of ours
└── BadRule               a rule's row cannot be used
"""


class QinggaoError(Exception):
    """Anything that qinggao itself raises."""


class Unreadable(QinggaoError):
    """The bytes of a page give no text."""


class EmptyFile(Unreadable):
    """Nothing, or nothing but blanks."""


class NotText(Unreadable):
    """The bytes are of another kind: a picture, an archive, a program."""


class OldDocument(Unreadable):
    """A Word document before .docx, or RTF, which is read from what LibreOffice makes of it."""


class Encrypted(Unreadable):
    """The file opens with a password only."""


class Corrupt(Unreadable):
    """The kind of the file is known, but it is cut off, damaged or wrongly made."""


class SecrecyMark(Unreadable):
    """The head of the page says that it is secret, so it is not shelved."""


class TooLarge(Unreadable):
    """More bytes than the limit allows."""


class OverlappingEdits(QinggaoError):
    """Two edits of one stage claim the same character."""


class BadRule(QinggaoError):
    """A row that cannot be made into a rule."""
