"""Proving what follows from the rules: their table, and with which ones each page was cleaned."""

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from cleaners.rulebook import Rulebook
from warehouse.proof.faults import Fault, differing
from warehouse.tables.runs import rule_rows

_ACTIVE = "SELECT * FROM rules WHERE status = 'active' AND origin != 'learned'"
# The run in which a page came first.
_CLEANED_WITH = """
SELECT p.id, cleaned_with, (SELECT run_id FROM arrivals WHERE page_id = p.id ORDER BY id LIMIT 1) AS run FROM pages p
"""


def rule_faults(db: Database, rulebook: Rulebook) -> Iterator[Fault]:
    """What is wrong with the rows of rules. They follow from the rulebook if it is the one of the last run."""
    held = {row["id"]: row for row in db.query(_ACTIVE)}
    versions = Counter(row["fingerprint"] for row in held.values())
    if rulebook.fingerprint not in versions:
        for id in (id for id, row in held.items() if row["fingerprint"] != versions.most_common(1)[0][0]):
            yield Fault(f"rule {id}", "its fingerprint is not that of the other active rules")
        return
    due = {str(row["id"]): row for row in rule_rows(rulebook)}
    for id in sorted(held.keys() | due.keys()):
        if id not in held:
            yield Fault(f"rule {id}", "it is not among the active rules")
        elif id not in due:
            yield Fault(f"rule {id}", "it is active, but in no rulebook")
        else:
            yield from (Fault(f"rule {id}", what) for what in differing(held[id], due[id], "the rulebook says"))


def version_faults(db: Database) -> Iterator[Fault]:
    """Pages of one run were cleaned with the same rules, those of the last run with the active ones."""
    pages = db.execute(_CLEANED_WITH).fetchall()
    versions = Counter((run, version) for _, version, run in pages)
    due = {run: version for (run, version), _ in reversed(versions.most_common())}
    (last,) = db.execute("SELECT max(id) FROM runs").fetchone()
    active = db.execute(
        "SELECT fingerprint FROM rules WHERE status = 'active' GROUP BY 1 ORDER BY count(*) DESC"
    ).fetchone()
    if active:
        due[last] = active[0]
    for id, version, run in pages:
        if version != due[run]:
            yield Fault(f"page {id}", f"cleaned_with is {version}, but its run had the rules {due[run]}")
