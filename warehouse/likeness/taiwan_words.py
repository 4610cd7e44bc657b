"""Comparing sentences in the words of one region, so that Taiwan's word for the mainland's is not taken for a change.

A page that went through a converter says 使用者 for 用户 and 网际网路 for 互联网, throughout. Cleaning undoes only what
surely a machine did. What a person may have written stays, and must not make the page another text.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from warehouse.likeness.alignment import Alignment
from warehouse.likeness.edits import Link, Links, Side, compare
from warehouse.likeness.sentences import Sentence, sentences


def in_one_usage(found: Alignment) -> Alignment:
    """The same alignment, but links have only the changes that remain when both sentences are put in Taiwan's words.

    >>> from warehouse.likeness.alignment import align; from warehouse.likeness.sentences import sentences
    >>> found = align(sentences("每个用户的数据都要保密,不可以外传"), sentences("每个使用者的资料都要加密,不可以外传"))
    >>> [[(c.old, c.new) for c in link.changes] for link in found.links_a + in_one_usage(found).links_a]
    [[('用户的数据', '使用者的资料'), ('保', '加')], [('保', '加')]]
    """
    links_a, links_b = (
        _compared_again(found.a, found.links_a, found.b),
        _compared_again(found.b, found.links_b, found.a),
    )
    return found._replace(links_a=links_a, links_b=links_b)


def _compared_again(side: Sequence[Sentence], links: Links, others: Sequence[Sentence]) -> Links:
    return [
        _compared(sentence, link, others[link.first : link.last + 1]) if link and link.changes else link
        for sentence, link in zip(side, links, strict=True)
    ]


def _compared(sentence: Sentence, link: Link, fellows: Sequence[Sentence]) -> Link:
    """The link with the changes that remain in Taiwan's words."""
    own, theirs = Side([_taiwanese(sentence)], [None]), Side([*map(_taiwanese, fellows)], [None] * len(fellows))
    compare(own, [0], theirs, list(range(len(fellows))))
    left = own.links[0]
    return link._replace(edited=left.edited, changes=left.changes) if left and left.edited < link.edited else link


def _taiwanese(sentence: Sentence) -> Sentence:
    return sentence._replace(key=_in_taiwans_words(sentence.key))


@lru_cache(1024)
def _in_taiwans_words(key: str) -> str:
    return "".join(s.key for s in sentences(_converter()(key)))


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2twp").convert
    return convert
