"""Special files (pipes, sockets, devices), which are never opened: that may wait for ever, or read without end."""

import os
import stat

_KINDS = {stat.S_IFIFO: "pipe ", stat.S_IFSOCK: "socket ", stat.S_IFCHR: "device ", stat.S_IFBLK: "device "}
SPECIAL = tuple(_KINDS.values())


def special(path: str | os.PathLike[str]) -> str | None:
    """A special file in words, kind and path; None for what is a file or a folder, or is not there.

    >>> special(__file__), special("/dev/null")
    (None, 'device /dev/null')
    """
    try:
        kind = _KINDS.get(stat.S_IFMT(os.stat(path).st_mode))
    except (OSError, ValueError):
        return None  # Reading it will fail likewise, and be reported.
    return kind + os.fsencode(path).decode("utf-8", "backslashreplace") if kind else None
