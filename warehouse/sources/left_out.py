"""Files that hold no page, known by their endings. They are counted and reported at the end, not put in quarantine."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from warehouse.sources.special import SPECIAL


class Kind(NamedTuple):
    """A kind of such files: its name in the plural, what to do about them, and their endings."""

    name: str
    advice: str
    endings: frozenset[str]


_KINDS = tuple(
    Kind(name, advice, frozenset(endings.split()))
    for name, advice, endings in (
        (
            "pictures",
            "Where they show text, have it recognised (OCR) and give that as .txt.",
            ".jpg .jpeg .png .gif .bmp .webp .ico .svg .tif .tiff .psd",
        ),
        (
            "recordings",
            "Have what is said written down, and give that as .txt.",
            ".mp3 .wav .wma .m4a .aac .flac .ogg .amr .mp4 .avi .mov .wmv .flv .mkv .rm .rmvb .mpg",
        ),
        ("tables", "Export their texts as .jsonl, a page a line.", ".xls .xlsx .xlsm .et"),
        ("slides", "Save their text as .txt or .docx.", ".ppt .pptx .pps .dps"),
        ("databases", "Export their texts as .jsonl, a page a line.", ".db .sqlite .sqlite3 .mdb .accdb"),
        ("programs", "Nothing needs to be done.", ".exe .dll .msi .apk .dmg .so .bin .iso .jar .class .pyc"),
        (
            "parts of web pages",
            "Nothing needs to be done.",
            ".css .js .mjs .woff .woff2 .ttf .otf .eot .map .swf",
        ),
    )
)
COMPANION_ENDS = ("_files", ".files")
_BY_ENDING = {ending: kind for kind in _KINDS for ending in kind.endings}


def ending_of_no_page(name: str) -> str | None:
    """The ending of a file, if files with that ending are never pages.

    >>> ending_of_no_page("a/合影.JPG"), ending_of_no_page("a/稿.txt")
    ('.jpg', None)
    """
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending in _BY_ENDING else None


def left_out_lines(counts: Mapping[str, int]) -> Iterator[str]:
    """What was left out, in words. `counts` says how many files of each ending or media type.

    >>> list(left_out_lines({".exe": 1, ".png": 12}))
    ['1 programs (.exe) left out. Nothing needs to be done.', \
'12 pictures (.png) left out. Where they show text, have it recognised (OCR) and give that as .txt.']
    """
    for what, count in sorted(counts.items()):
        if what in _BY_ENDING:
            kind = _BY_ENDING[what]
            yield f"{count:,} {kind.name} ({what}) left out. {kind.advice}"
        elif what.startswith(SPECIAL):
            yield f"{what}: not opened, as it is no file. Save what it gives in one, and ingest that."
        else:
            yield f"{count:,} records of {what} left out. Only pages that were answered with text are read."


def companions(names: list[str]) -> set[str]:
    """Those of the names in a folder that browsers give to the pictures and scripts of a saved page.

    >>> companions(["稿.html", "稿_files", "other_files", "b.htm", "b.files"]) == {"稿_files", "b.files"}
    True
    """
    beside = {stem + end for name in names if (stem := page_stem(name)) for end in COMPANION_ENDS}
    return beside.intersection(names)


def page_stem(name: str) -> str | None:
    """The name of a saved web page without its ending; None for other files."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.lower() in ("html", "htm", "shtml", "xhtml") else None
