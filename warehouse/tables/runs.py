"""Runs of the intake as rows, and the rules that were in force."""

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from cleaners.rulebook import Rulebook
from cleaners.rules.rule import Rule
from cleaners.sites import site as site_files
from warehouse import clock
from warehouse.privacy.mask import masked_message
from warehouse.tables.database import writing


def start(db: Database, trigger: str, flow_run_id: str | None, rulebook: Rulebook) -> int:
    """Brings the table of rules up to date, enters a run, commits, and returns its id."""
    with writing(db):
        _sync_rules(db, rulebook)
        row = {"trigger": trigger, "flow_run_id": flow_run_id, "started": clock.now()}
        return int(db.table("runs").insert(row).last_pk or 0)


def count(db: Database, run_id: int, counts: Mapping[str, int]) -> None:
    """Writes how many sources have had each outcome so far. Call inside a transaction."""
    db.table("runs").update(run_id, {"seen": sum(counts.values()), **counts})


def finish(db: Database, run_id: int, error: str | None = None) -> None:
    """Marks a run as finished, with the error that broke it off, if any."""
    with writing(db):
        db.table("runs").update(run_id, {"finished": clock.now(), "error": error and masked_message(error)})


def _sync_rules(db: Database, rulebook: Rulebook) -> None:
    """Writes the rules as rows. Those that are gone are retired, as the accounts of old pages still name them."""
    current = "SELECT 1 FROM rules WHERE status = 'active' AND fingerprint = ? LIMIT 1"
    if db.execute(current, [rulebook.fingerprint]).fetchone():
        return
    db.execute("UPDATE rules SET status = 'retired' WHERE origin != 'learned'")
    db.table("rules").upsert_all(rule_rows(rulebook), pk="id")


def rule_rows(rulebook: Rulebook) -> list[dict[str, str | None]]:
    """The rows of `rules` for the rules of a rulebook and of all described sites."""
    return [_rule_row(rule, rulebook.fingerprint) for rule in _all_rules(rulebook)]


def _all_rules(rulebook: Rulebook) -> Iterator[Rule]:
    """The rules of the rulebook and of all described sites."""
    yield from (*rulebook.rules, *site_files.RULES)
    for domain in site_files.known():
        yield from site_files.describe(domain).rules


def _rule_row(rule: Rule, version: str) -> dict[str, str | None]:
    return {
        "id": rule.id,
        "family": rule.family,
        "kind": rule.kind,
        "why": rule.why,
        "origin": rule.family if rule.family in ("site", "learned") else "built-in",
        "finder": "pattern" if rule.pattern else "code",
        "pattern": rule.pattern or None,
        "status": "active",
        "fingerprint": version,
    }
