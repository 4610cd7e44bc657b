"""Fields of a Word file that a program computes anew when it opens the file: today's date, the file's name."""

from typing import TYPE_CHECKING

from cleaners.readers.word.styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMPUTED = {"DATE", "TIME", "FILENAME"}


def empty_computed(root: "Element") -> None:
    """Empties the results of those fields of a part: a date that no author wrote must not be read as one."""
    codes = list[str]()  # of the fields that are open, the innermost last
    for element in root.iter(W + "fldChar", W + "instrText", W + "t"):
        if element.tag == W + "t":
            if any(map(_is_computed, codes)):
                element.text = ""
        elif element.tag == W + "instrText":
            codes[-1:] = [code + (element.text or "") for code in codes[-1:]]
        elif element.get(W + "fldCharType") == "begin":
            codes.append("")
        elif element.get(W + "fldCharType") == "end":
            del codes[-1:]


def _is_computed(code: str) -> bool:
    """Whether a field's code begins with the word of such a field.

    >>> _is_computed(' DATE \\\\@ "yyyy"'), _is_computed(" CREATEDATE ")
    (True, False)
    """
    return next(iter(code.upper().split()), "") in _COMPUTED
