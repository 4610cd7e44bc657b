"""Sites as rows: each by its domain, with the name that the first of its pages gives it."""

from sqlite_utils import Database

_ADD = """
INSERT INTO sites (domain, name) VALUES (?, ?)
ON CONFLICT DO UPDATE SET name = coalesce(name, excluded.name) RETURNING id
"""
# A page names its site where its first speech that has a domain has a name too.
_NAME = """
SELECT value FROM pages p JOIN copies c ON c.page_id = p.id JOIN fields f ON f.copy_id = c.id AND f.name = 'site_name'
WHERE p.site_id = ? AND c.part = (
    SELECT min(part) FROM copies JOIN fields d ON d.copy_id = copies.id AND d.name = 'site_domain' WHERE page_id = p.id
) ORDER BY p.id LIMIT 1
"""


def add(db: Database, domain: str, name: str | None) -> int:
    """The id of a site, which is added if it is not there, and named if it has no name yet. Call inside a transaction."""
    return int(db.execute(_ADD, [domain, name]).fetchall()[0][0])


def name_of(db: Database, site_id: int) -> str | None:
    """What the first page of a site that names it calls it."""
    row = db.execute(_NAME, [site_id]).fetchone()
    return str(row[0]) if row else None


def rename(db: Database, site_id: int) -> None:
    """Names a site anew after a page of it went. Call inside a transaction."""
    db.execute("UPDATE sites SET name = ? WHERE id = ?", [name_of(db, site_id), site_id])
