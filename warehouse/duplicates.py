"""Copies of one speech: what makes two texts the same."""

import re
from hashlib import blake2b

from cleaners.fold import fold

SHORTEST = 50
_NOT_HAN = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def han_key(body: str) -> bytes | None:
    """The key that two copies of a speech share: a hash of its Han characters, folded. White space, marks,
    figures and script make no difference. None below 50 Han characters: too little to tell two texts apart.

    >>> han_key("會議\\uff0c" * 25) == han_key("会议, " * 25)
    True
    >>> han_key("会议" * 24) is None
    True
    """
    han = _NOT_HAN.sub("", fold(body))
    return blake2b(han.encode(), digest_size=16).digest() if len(han) >= SHORTEST else None
