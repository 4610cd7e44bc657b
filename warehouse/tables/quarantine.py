"""Quarantine: sources that were refused, with the reason and the time of the next try."""

import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from cleaners.errors import Unreadable
from warehouse import clock
from warehouse.incoming import Incoming, Loaded
from warehouse.tables.places import Place, told

_FIRST_WAIT, _LONGEST_WAIT = timedelta(hours=1), timedelta(days=7)
# To try these again costs all the time that the limits allow, or a process.
_COSTLY = frozenset({"TooSlow", "TooHungry", "WorkerDied"})

_FIND = """
SELECT id, attempts FROM quarantine
WHERE coalesce(sha256, '') = coalesce(:sha256, '') AND coalesce(url_key, '') = coalesce(:url_key, '')
    AND coalesce(path_key, '') = coalesce(:path_key, '')
"""
_ADD = """
INSERT INTO quarantine (sha256, path, path_key, url, url_key, bytes, modified, error, message, attempts, first_seen,
    last_tried, next_try)
VALUES (:sha256, :path, :path_key, :url, :url_key, :bytes, :modified, :error, :message, 1, :now, :now, :next_try)
"""
_AGAIN = """
UPDATE quarantine SET bytes = :bytes, modified = :modified, error = :error, message = :message,
    attempts = :attempts, last_tried = :now, next_try = :next_try, resolved_at = NULL
WHERE id = :id
"""
# A file that was corrected has other bytes, so entries of the same path or address are resolved as well.
_RESOLVE = """
UPDATE quarantine SET resolved_at = :now
WHERE resolved_at IS NULL AND (sha256 = :sha256 OR path_key = :path_key OR url_key = :url_key)
"""


_WAITING = f"""
SELECT error, message, next_try FROM quarantine
WHERE sha256 = :sha256 AND resolved_at IS NULL AND next_try > :now AND error IN ({", ".join(map(repr, sorted(_COSTLY)))})
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a source was not shelved: the name of the error, and a message that names the source and the reason. It
    `is_new` unless an earlier one still holds.
    """

    error: str
    message: str
    is_new: bool = True

    @property
    def is_costly(self) -> bool:
        """Whether trying again costs so much that it has to wait until it is due."""
        return self.error in _COSTLY

    @classmethod
    def of(cls, error: Exception, incoming: Incoming) -> "Refusal":
        words = _reason(error)
        message = words if incoming.label in words else f"{incoming.label}: {words}"
        return cls(type(error).__name__, message)


def wait(attempts: int) -> timedelta:
    """How long to wait after so many attempts: an hour, doubling up to a week.

    >>> [str(wait(n)) for n in (1, 2, 99)]
    ['1:00:00', '2:00:00', '7 days, 0:00:00']
    """
    return min(_FIRST_WAIT * (1 << min(attempts - 1, 10)), _LONGEST_WAIT)


def waiting(db: Database, sha256: str, label: str) -> Refusal | None:
    """The costly refusal of the same bytes that still holds, because they are not due to be tried again."""
    row = db.execute(_WAITING, {"sha256": sha256, "now": clock.now()}).fetchone()
    return Refusal(row[0], f"{label}: not tried again before {row[2]}. {row[1]}", is_new=False) if row else None


def put(db: Database, incoming: Incoming, place: Place, loaded: Loaded | None, refusal: Refusal) -> None:
    """Enters a refusal, or one more attempt if the same bytes from the same place were refused before."""
    identity = {"sha256": loaded and loaded.sha256, **place._asdict()}
    row = db.execute(_FIND, identity).fetchone()
    attempts, now = (row[1] if row else 0) + 1, clock.now()
    values = {
        "bytes": loaded and loaded.size,
        "modified": loaded and loaded.modified,
        "error": refusal.error,
        "message": told(refusal.message, incoming),
        "now": now,
        "next_try": (datetime.fromisoformat(now) + wait(attempts)).isoformat(),
    }
    if row:
        db.execute(_AGAIN, {**values, "id": row[0], "attempts": attempts})
    else:
        db.execute(_ADD, {**values, **identity})


def resolve(db: Database, place: Place, loaded: Loaded) -> None:
    """Marks the entries of these bytes, their path and their address as resolved."""
    db.execute(_RESOLVE, {**place._asdict(), "sha256": loaded.sha256, "now": clock.now()})


def resolve_place(db: Database, place: Place) -> None:
    """Marks the entries of a path as resolved."""
    values = {"path": place.path_key, "now": clock.now()}
    db.execute("UPDATE quarantine SET resolved_at = :now WHERE resolved_at IS NULL AND path_key = :path", values)


def _reason(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error}. See that the file is there and may be read, then ingest it again."
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno} in {last.name}"
    return f"{type(error).__name__}: {error} ({where}). This is a fault of qinggao: please report it with the page."
