"""LibreOffice as a converter: many old documents in one process, in a temporary folder, with limits of time and size.

A document may link to pictures on the web and to files, and bring macros. The profile forbids all of it. LibreOffice
follows web links even so; only a proxy that does not exist stops it for sure.
"""

import os
import shutil
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape
from zipfile import is_zipfile

from cleaners.errors import Unreadable
from cleaners.readers.word.converted import for_office
from cleaners.readers.word.old_kinds import kind_of

# How long LibreOffice may go without writing anything, and how large it may make one file.
STALL_SECONDS, MOST_BYTES = 120.0, 100_000_000
_GLANCE_SECONDS = 0.5
_MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_SCRIPTING, _PROXY = "org.openoffice.Office.Common/Security/Scripting", "org.openoffice.Inet/Settings"
_SETTINGS = [
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_PROXY, "ooInetProxyType", "2"),
    *(
        (_PROXY, f"ooInet{scheme}Proxy{part}", value)
        for scheme in ("HTTP", "HTTPS", "FTP")
        for part, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
]
_ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
_ADVICE = "Open it in Word, WPS or LibreOffice, save it as .docx, and give that."


class NotConverted(Unreadable):
    """LibreOffice could not convert the file to .docx."""


def program() -> str | None:
    """The path of LibreOffice; None if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or shutil.which(_MACOS)


def as_docx(documents: Sequence[bytes], program: str) -> list[bytes | NotConverted]:
    """Converts old documents with LibreOffice, the `program`. In their order: a .docx each, or an error.

    A document that fails among others is tried once more alone. An interrupt ends LibreOffice first.
    """
    try:
        with TemporaryDirectory(prefix="qinggao-", ignore_cleanup_errors=True) as folder:
            return _Workshop(program, Path(folder)).convert(documents)
    except OSError as error:
        words = f"LibreOffice cannot be used ({error}). See to it, then try again."
        return [NotConverted(words)] * len(documents)


class _Workshop:
    """A folder with LibreOffice's profile, its input and its output."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        self.inside, self.outside = folder / "in", folder / "out"
        for path in (self.inside, self.outside, folder / "profile" / "user"):
            path.mkdir(parents=True)
        items = "".join(_ITEM.format(*map(escape, setting)) for setting in _SETTINGS)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items))

    def convert(self, documents: Sequence[bytes]) -> list[bytes | NotConverted]:
        files = [self.inside / f"{n:04}{kind_of(data).ending}" for n, data in enumerate(documents)]
        for file, data in zip(files, documents, strict=True):
            file.write_bytes(for_office(data))
        self._together(files)
        return [self._result(file) or self._alone(file) for file in files]

    def _together(self, files: list[Path]) -> None:
        """Converts the files in one process. If it breaks down or stalls, a new one goes on with the next file."""
        while files and self._run(files) != 0:
            made = [i for i, file in enumerate(files) if self._result(file)]
            files = files[max(made, default=-1) + 2 :]

    def _alone(self, file: Path) -> bytes | NotConverted:
        code = self._run([file])
        return self._result(file) or NotConverted(f"{self._reason(file, code)} {_ADVICE}")

    def _run(self, files: list[Path]) -> int | None:
        """Runs LibreOffice. The exit code; None if it was ended because it stalled or wrote too much."""
        process = Popen(
            [self.program, "--headless", "--norestore", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
             "--convert-to", "docx", "--outdir", str(self.outside), *map(str, files)],
            stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True,
            env=os.environ | {"TMPDIR": str(self.folder)},
        )  # fmt: skip
        try:
            return self._watch(process)
        finally:
            _end(process)

    def _watch(self, process: "Popen[bytes]") -> int | None:
        before, deadline = list[int](), time.monotonic() + STALL_SECONDS
        while time.monotonic() < deadline:
            with suppress(TimeoutExpired):
                return process.wait(_GLANCE_SECONDS)
            sizes = [*map(_size, self.outside.iterdir())]
            if max(sizes, default=0) > MOST_BYTES:
                return None
            if sizes != before:
                before, deadline = sizes, time.monotonic() + STALL_SECONDS
        return None

    def _result(self, file: Path) -> bytes | None:
        """The .docx of a file, if it is there and whole: the directory of a ZIP is written last."""
        made = self._target(file)
        return made.read_bytes() if _size(made) <= MOST_BYTES and is_zipfile(made) else None

    def _reason(self, file: Path, code: int | None) -> str:
        """Why a file was not converted when LibreOffice ended with this exit code."""
        if _size(self._target(file)) > MOST_BYTES:
            return f"As .docx it would be over {MOST_BYTES:,} bytes."
        if code is None:
            return f"LibreOffice made nothing of it in {STALL_SECONDS:.0f} seconds."
        if code:
            return f"LibreOffice broke down over it (exit code {code})."
        return "LibreOffice cannot read it: it is cut off or damaged."

    def _target(self, file: Path) -> Path:
        return self.outside / f"{file.stem}.docx"


def _size(file: Path) -> int:
    """The size of a file; 0 if it does not exist."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _end(process: "Popen[bytes]") -> None:
    """Ends the process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
