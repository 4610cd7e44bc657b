"""A program in the place of LibreOffice: it is called in the same way, and makes a .docx of the words in an RTF file.

Words in the file make it misbehave: MUTE (nothing comes of it), ONCE (nothing unless it comes alone), CRASH, HANG (while
the file `hang` stands beside the program), HALF (a part is written, then it hangs), HUGE.
"""

import sys
from pathlib import Path

_PROGRAM = """#!{python} -IS
import os, re, sys, time, zipfile
from pathlib import Path

home = Path({home!r})
at = sys.argv.index("--outdir")
out, files = Path(sys.argv[at + 1]), [Path(name) for name in sys.argv[at + 2 :]]
assert sys.argv[1:3] == ["--headless", "--norestore"] and sys.argv[at - 2 : at] == ["--convert-to", "docx"]
with open(home / "starts", "a") as starts:
    starts.write(" ".join([str(os.getpid()), *(file.name for file in files)]) + "\\n")
XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + "<w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
for file in files:
    text = re.sub(r"[{{}}]|[\\\\]\\w+ ?", "", file.read_text("utf-8")).strip()
    made = out / (file.stem + ".docx")
    if "MUTE" in text or ("ONCE" in text and len(files) > 1):
        continue
    if "CRASH" in text:
        os._exit(9)
    if "HALF" in text:
        made.write_bytes(b"PK" + bytes(99))
    if "HALF" in text or ("HANG" in text and (home / "hang").exists()):
        time.sleep(60)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        lines = "</w:t></w:r></w:p><w:p><w:r><w:t>".join(text.splitlines())
        archive.writestr("word/document.xml", XML % lines + " " * 99999 * ("HUGE" in text))
"""


def install(folder: Path) -> Path:
    """Writes the program `soffice` into a folder of its own, for PATH; it notes each of its starts there."""
    home = folder / "office"
    home.mkdir()
    (home / "hang").touch()
    program = home / "soffice"
    program.write_text(_PROGRAM.format(python=sys.executable, home=str(home)))
    program.chmod(0o755)
    return home


def starts(home: Path) -> list[list[str]]:
    """The files of each start."""
    file = home / "starts"
    return [line.split()[1:] for line in file.read_text().splitlines()] if file.exists() else []


def rtf(text: str) -> bytes:
    """An RTF file, of which the program makes a .docx that says this."""
    return b"{\\rtf1 " + text.encode() + b"}"
