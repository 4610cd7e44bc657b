"""A run of the intake: its row, and the rules it worked by."""

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from cleaners.rulebook import Rulebook
from cleaners.rules.rule import Rule
from cleaners.sites import site as site_files
from warehouse import clock
from warehouse.tables.database import writing


def start(db: Database, trigger: str, flow_run_id: str | None, rulebook: Rulebook) -> int:
    """Enters a run, commits, and gives its id; the table of rules is brought up to date first."""
    with writing(db):
        _sync_rules(db, rulebook)
        row = {"trigger": trigger, "flow_run_id": flow_run_id, "started": clock.now()}
        return int(db.table("runs").insert(row).last_pk or 0)


def note(db: Database, run_id: int, counts: Mapping[str, int]) -> None:
    """Writes how many sources came to each outcome so far. Wants an open transaction."""
    db.table("runs").update(run_id, {"seen": sum(counts.values()), **counts})


def finish(db: Database, run_id: int, error: str | None = None) -> None:
    """Closes a run, with what ended it where it did not reach its end."""
    with writing(db):
        db.table("runs").update(run_id, {"finished": clock.now(), "error": error})


def _sync_rules(db: Database, rulebook: Rulebook) -> None:
    """The rulebook's rules as rows. A rule that is gone is retired: the accounts of old pages name it still."""
    current = "SELECT 1 FROM rules WHERE status = 'active' AND fingerprint = ? LIMIT 1"
    if db.execute(current, [rulebook.fingerprint]).fetchone():
        return
    db.execute("UPDATE rules SET status = 'retired' WHERE origin != 'learned'")
    db.table("rules").upsert_all((_rule_row(rule, rulebook.fingerprint) for rule in _every(rulebook)), pk="id")


def _every(rulebook: Rulebook) -> Iterator[Rule]:
    """The rulebook's rules, and those of all sites that somebody described."""
    yield from (*rulebook.rules, *site_files.RULES)
    for domain in site_files.known():
        yield from site_files.describe(domain).rules


def _rule_row(rule: Rule, fingerprint: str) -> dict[str, str | None]:
    return {
        "id": rule.id,
        "family": rule.family,
        "kind": rule.kind,
        "why": rule.why,
        "origin": rule.family if rule.family in ("site", "learned") else "built-in",
        "finder": "pattern" if rule.pattern else "code",
        "pattern": rule.pattern or None,
        "status": "active",
        "fingerprint": fingerprint,
    }
