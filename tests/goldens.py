"""The golden pages in tests/pages: one folder a page, and one command to add or renew one.

page.txt      the page as it arrived, in whatever encoding (or page.html, page.docx)
fair.txt      its fair copies, parted by a line of =====
account.tsv   every cut and lift that holds ink: rule, tab, the text
fields.json   what was read, a list with an object a speech; encoding, flags

python -m tests.goldens                 what differs from the goldens, page by page
python -m tests.goldens write SLUG...   write a page's goldens anew; read the difference before you commit
"""

import json
import sys
from pathlib import Path
from typing import Any

from cleaners import clean, read
from cleaners.speech import Cleaned

PAGES = Path(__file__).parent / "pages"
PARTED = "\n=====\n"
NAMES = ("account.tsv", "fair.txt", "fields.json")


def slugs() -> list[str]:
    """The names of all golden pages."""
    return sorted(page.parent.name for page in PAGES.glob("*/page.*"))


def page_of(slug: str) -> Path:
    """The file of a golden folder that holds the page."""
    return next((PAGES / slug).glob("page.*"))


def cleaned(slug: str) -> Cleaned:
    """The page of a golden folder, cleaned."""
    page = page_of(slug)
    return clean(read(page.read_bytes(), name=page.name))


def rendered(done: Cleaned) -> dict[str, str]:
    """What the files of a golden folder should hold."""
    return {"account.tsv": _account(done), "fair.txt": _fair(done), "fields.json": _fields(done)}


def _account(done: Cleaned) -> str:
    gone = (
        (t.rule, done.page.text[t.start : t.end].strip())
        for t in done.draft.ledger
        if done.kinds[t.rule] in ("cut", "lift")
    )
    return "".join(f"{rule}\t{text.translate({10: '⏎', 13: '␍', 9: '␉'})}\n" for rule, text in gone if text)


def _fair(done: Cleaned) -> str:
    return PARTED.join(speech.body for speech in done.speeches) + "\n" if done.speeches else ""


def _fields(done: Cleaned) -> str:
    given: dict[str, Any] = {"encoding": done.page.source.encoding, "flags": list(done.flags), "speeches": []}
    for speech in done.speeches:
        row = {name: value for name, value in speech.all_fields() if value not in (None, (), False)}
        given["speeches"].append(row | ({"gap": speech.gap._asdict()} if speech.gap else {}))
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Compare all goldens, or write some anew; the number of those that differ."""
    if arguments[:1] == ["write"]:
        for slug in arguments[1:]:
            for name, text in rendered(cleaned(slug)).items():
                (PAGES / slug / name).write_text(text, "utf-8")
        return 0
    different = 0
    for slug in slugs():
        for name, text in rendered(cleaned(slug)).items():
            if (PAGES / slug / name).read_text("utf-8") != text:
                different += 1
                print(f"{slug}/{name} differs; see: python -m tests.goldens write {slug}; git diff")
    return different


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
