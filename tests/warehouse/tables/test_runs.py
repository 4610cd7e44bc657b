"""The row of a run, and the table of rules."""

from dataclasses import replace
from pathlib import Path

import pytest

import cleaners
from cleaners.rules.rule import Rule
from cleaners.sites import site as site_files
from tests.warehouse import standin
from tests.warehouse.shelves import rows, speech_text
from warehouse.ingest import Incoming, ingest


def test_a_run_tells_who_started_it(path: Path) -> None:
    summary = ingest([], path, trigger="schedule", flow_run_id="abc")
    assert rows(path, 'SELECT id, "trigger", flow_run_id, seen, error, finished >= started FROM runs') == [
        (summary.run_id, "schedule", "abc", 0, None, 1)
    ]


def test_a_run_stands_in_the_table_from_its_start(path: Path) -> None:
    def sources() -> object:
        assert rows(path, "SELECT finished FROM runs") == [(None,)]
        yield Incoming(text=speech_text(1))

    ingest(sources(), path)  # type: ignore[arg-type]
    assert rows(path, "SELECT count(finished) FROM runs") == [(1,)]


def test_rules_are_rows(path: Path) -> None:
    ingest([], path)
    assert rows(
        path, "SELECT family, kind, why, origin, finder, pattern, status FROM rules WHERE id = 'article/ad'"
    ) == [("article", "cut", "试", "built-in", "code", None, "active")]


def test_every_rule_of_every_site_is_a_row(path: Path) -> None:
    ingest([], path)
    described = {rule.id for domain in site_files.known() for rule in site_files.describe(domain).rules}
    held = {id for (id,) in rows(path, "SELECT id FROM rules WHERE origin = 'site'")}
    assert held == described
    assert {rule.id for rule in site_files.RULES} <= {id for (id,) in rows(path, "SELECT id FROM rules")}


def test_a_new_rulebook_retires_what_is_gone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([Incoming(text=speech_text(1))], path)
    kept = [rule for rule in standin.BOOK.rules if rule.id != "article/ad"]
    new = Rule("article/new", "cut", "新", lambda view: (), pattern="新.*")
    monkeypatch.setattr(cleaners, "BUILT_IN", replace(standin.BOOK, rules=(*kept, new), fingerprint="f1"))
    ingest([], path)
    wanted = "('article/ad', 'article/new', 'article/date')"
    assert rows(path, f"SELECT id, status, fingerprint, pattern FROM rules WHERE id IN {wanted} ORDER BY id") == [
        ("article/ad", "retired", "f0", None),
        ("article/date", "active", "f1", None),
        ("article/new", "active", "f1", "新.*"),
    ]


def test_the_same_rulebook_is_not_written_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([], path)
    rows(path, "UPDATE rules SET why = 'by hand' WHERE id = 'article/ad'")
    ingest([], path)
    assert rows(path, "SELECT why FROM rules WHERE id = 'article/ad'") == [("by hand",)]
