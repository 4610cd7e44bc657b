"""Masking contacts in every text that is served, so that people can read what it says but not whom to call.

One masker for all of them: what was cut, the evidence of gaps, the values of fields, titles, names, addresses, paths,
messages. The bodies of speeches alone are served as they are.
"""

import re
from collections.abc import Iterable, Mapping

from cleaners.text_cache import cached_by_text
from warehouse.privacy.addresses import addresses, without_folders, without_login
from warehouse.privacy.handles import handles
from warehouse.privacy.key import key_of
from warehouse.privacy.mail import mails
from warehouse.privacy.numbers import BETWEEN, NUMERALS, numbers

Span = tuple[int, int]

_FINDERS = (numbers, handles, mails, addresses)
# Every contact has five digits or letters of its own, next to each other or spaced out, or one of these signs. Most
# texts have neither, and one search tells so.
_HINT = re.compile(
    rf"[@#ⓐ]|艾特|小老鼠|圈a|公众号|短号|虚拟|小号|内线|分机|(?:[a-z0-9{NUMERALS}]{BETWEEN}{{0,3}}+){{5}}"
)
# Stars may lay open another contact, where two overlapped; a further round sees to it.
_ROUNDS = 4
# So many characters around a slice may say what it is.
_AROUND = 48


@cached_by_text
def mask(text: str) -> str:
    """The text with contacts starred, character for character: telephones, QQ, WeChat and other accounts, mail, identity
    and bank cards, logins and tokens in addresses. Masking again changes nothing.

    >>> mask("咨询热线0731-88881234,QQ群:123456789")
    '咨询热线*************,QQ群:*********'
    >>> mask("加微信 wenmi_2020 领取,或写信给 a.b@mail.example")
    '加微信 ********** 领取,或写信给 ****************'
    >>> mask("张三 138 1234 5678\\uff0c430102199001011234")
    '张三 *************\\uff0c******************'
    >>> mask("共3200字,2023年12月5日,第10086号")
    '共3200字,2023年12月5日,第10086号'
    """
    for _ in range(_ROUNDS):
        key = key_of(text)
        if not _HINT.search(key):
            break
        masked = _starred(text, {span for find in _FINDERS for span in find(key)})
        if masked == text:
            break
        text = masked
    return text


def masked_slices(text: str, spans: Iterable[Span]) -> list[str]:
    """Slices of a text, in order and without overlap, as they are masked where they stand: the word that tells a contact
    may be outside, and a slice may hold part of a longer number.

    >>> masked_slices("微信号是wenmi2020,欢迎", [(4, 9), (14, 16)])
    ['*****', '欢迎']
    """
    windows = list[list[Span]]()
    for span in spans:
        if windows and span[0] - _AROUND <= windows[-1][-1][1] + _AROUND:
            windows[-1].append(span)
        else:
            windows.append([span])
    return [one for window in windows for one in _masked_window(text, window)]


def _masked_window(text: str, spans: list[Span]) -> list[str]:
    first = max(0, spans[0][0] - _AROUND)
    masked = mask(text[first : spans[-1][1] + _AROUND])
    return [mask(masked[start - first : end - first]) for start, end in spans]


def masked_url(url: str) -> str:
    """An address as it is served: without login and fragment, its tokens and contacts starred.

    >>> masked_url("https://li:word@a.example/b?page=2&token=abc#d")
    'https://a.example/b?page=2&token=***'
    """
    return mask(without_login(url))


def masked_message(message: str) -> str:
    """A message as it is served: files without their folders, contacts starred.

    >>> masked_message("/srv/li/13812345678.txt: broken")
    '***********.txt: broken'
    """
    return mask(without_folders(message))


def masked_values(values: Mapping[str, str]) -> dict[str, str]:
    """Fields by name with contacts starred in their values."""
    return {name: mask(value) for name, value in values.items()}


def _starred(text: str, spans: Iterable[Span]) -> str:
    done, at = list[str](), 0
    for start, end in sorted(spans):
        if end > at:
            done += [text[at : max(at, start)], "*" * (end - max(at, start))]
            at = end
    return "".join([*done, text[at:]])
