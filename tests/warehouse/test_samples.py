"""The real cleaners and the shelf together, on the sample pages."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from tests.warehouse.shelves import faults, rows, tables
from warehouse.ingest import Incoming, ingest, walk

PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture(autouse=True)
def cleaner() -> None:
    """Leaves the real cleaners in their place."""


@pytest.fixture
def samples() -> list[Incoming]:
    return [Incoming(path=page) for page in sorted(PAGES.glob("*/page.*"))]


def test_the_samples_balance_on_the_shelf_and_load_once(samples: list[Incoming], path: Path) -> None:
    assert len(samples) > 20
    first = ingest(samples, path)
    assert first.refused == ()
    assert first.loaded > first.no_speech
    assert faults(path) == []
    before = tables(path)
    again = ingest(samples, path)
    assert (again.loaded, again.unchanged) == (0, len(samples))
    after = tables(path)
    del before["runs"], after["runs"]
    assert after == before


def test_no_mobile_number_is_served(samples: list[Incoming], path: Path) -> None:
    ingest(samples, path)
    assert rows(path, "SELECT old FROM edits WHERE old GLOB '*1[3-9]" + "[0-9]" * 9 + "*'") == []


def test_a_folder_of_every_kind_is_shelved_or_named_with_its_reason(tmp_path: Path, path: Path) -> None:
    text = (PAGES / "shop-preview-truncated" / "page.txt").read_bytes()
    page = (PAGES / "html-vsb-school" / "page.html").read_bytes()
    word = (PAGES / "word-speech-with-header" / "page.docx").read_bytes()
    folder = tmp_path / "in"
    (folder / "存_files").mkdir(parents=True)
    (folder / "存_files" / "广告.txt").write_text("不应收进来的文字。")
    (folder / "存.html").write_bytes(page)
    (folder / "实为网页.doc").write_bytes((PAGES / "html-trs-gov" / "page.html").read_bytes())
    (folder / "坏.docx").write_bytes(word[: len(word) // 2])
    (folder / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    (folder / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (folder / "密.txt").write_text("机密★5年\n关于做好有关工作的通知\n各单位要认真做好这项工作,不得外传。\n")
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("讲话.docx", word)
        archive.writestr("空.txt", b"")
    line = json.dumps({"url": "http://mm.example/1.html", "title": "另题", "text": text.decode("utf-8")})
    with gzip.open(folder / "页.jsonl.gz", "wt") as dump:
        dump.write(line + "\n{broken\n")
    summary = ingest(walk([folder]), path)
    assert dict(summary.left_out) == {".png": 1}
    refused = {Path(r.name.replace("!", "/")).name for r in summary.refused}
    assert refused == {"坏.docx", "旧.doc", "密.txt", "空.txt", "2"}
    assert (summary.loaded, summary.quarantined) == (4, 5)
    assert rows(path, "SELECT error FROM quarantine WHERE path LIKE '%密.txt'") == [("SecrecyMark",)]
    assert rows(path, "SELECT title FROM speeches WHERE title = '另题'") == [("另题",)]
    assert faults(path) == []
