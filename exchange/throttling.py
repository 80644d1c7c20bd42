"""Counts of attempts in a small SQLite file of their own, shared by all processes of a machine.

They are not in the content's database: who tries to log in must neither wait for a writer of content nor make one wait,
and counting must go on while that database is full, read-only or gone. The file is written in place, so a full disk
does not stop it. Where it cannot be written at all, each process counts in its memory. Losing it loses the counts,
and the ended sessions of `kompetensi.sessions`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.utils.crypto import salted_hmac

T = TypeVar("T")

#: Seconds for which an attempt counts, unless another time is given.
HOUR = 3600
#: Rows of one kind at most; the oldest go first. A row takes about 110 bytes.
LARGEST = 20_000
#: Rows for which the new file has room without growing.
READY = 4_000
#: Seconds to wait for another process. A transaction takes about a millisecond.
PATIENCE = 0.5

#: A kept journal is overwritten in place: it needs no room, and a killed process leaves no half of a transaction.
OPEN = ("PRAGMA synchronous=OFF", "PRAGMA journal_mode=PERSIST")
#: The second statement makes room in the file, the third in its journal.
CREATE = (
    "CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, who BLOB, at REAL, until REAL)",
    f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {READY})
    INSERT INTO attempts (kind, who, at, until) SELECT 'room', randomblob(16), i, i FROM n""",  # noqa: S608  # our number
    "UPDATE attempts SET at = 0 WHERE kind = 'room'",
    "DELETE FROM attempts WHERE kind = 'room'",
)
INDEXES = ("CREATE INDEX by_who ON attempts (who)", "CREATE INDEX by_until ON attempts (until)")

_memory_lock = Lock()
_memory: list[sqlite3.Connection] = []


class Counts:
    """The attempts that still count, within one transaction.

    Times come from the machine's monotonic clock, so nobody's wait changes when the clock is set. After a restart of
    the machine that clock begins anew: attempts that seem to lie in the future count as made now.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._now = connection, now()
        moment = (self._now,)
        connection.execute("UPDATE attempts SET until = until - at + ?1, at = ?1 WHERE at > ?1", moment)
        connection.execute("DELETE FROM attempts WHERE until <= ?", moment)

    def ages(self, kind: str, who: object) -> list[float]:
        """Return the ages of the attempts of `who`, in seconds to the millisecond, newest first. One query."""
        found = self._connection.execute(
            "SELECT at FROM attempts WHERE who = ? ORDER BY at DESC", (_digest(kind, who),)
        )
        return [round(self._now - at, 3) for (at,) in found]

    def add(self, kind: str, who: object, *, seconds: float = HOUR) -> int:
        """Count an attempt for so many seconds, and return its number. One query."""
        row = (kind, _digest(kind, who), self._now, self._now + seconds)
        number = self._connection.execute(
            "INSERT INTO attempts (kind, who, at, until) VALUES (?, ?, ?, ?)", row
        ).lastrowid
        if number and number % 256 == 0:
            surplus = "SELECT id FROM attempts WHERE kind = ?1 ORDER BY id DESC LIMIT -1 OFFSET ?2"
            self._connection.execute(f"DELETE FROM attempts WHERE id IN ({surplus})", (kind, LARGEST))  # noqa: S608
        return number or 0

    def remove(self, number: int) -> None:
        """Count one attempt no more."""
        self._connection.execute("DELETE FROM attempts WHERE id = ?", (number,))

    def forget(self, kind: str, who: object, *, oldest: int = -1) -> None:
        """Count the oldest attempts of `who` no more, or all of them."""
        chosen = "SELECT id FROM attempts WHERE who = ? ORDER BY at LIMIT ?"
        self._connection.execute(f"DELETE FROM attempts WHERE id IN ({chosen})", (_digest(kind, who), oldest))  # noqa: S608


def now() -> float:
    """Return the seconds of the machine's monotonic clock, by which attempts are counted."""
    return monotonic()


def transact(work: Callable[[Counts], T]) -> T:
    """Return what `work` returns, in one transaction. It may be called twice, and must do nothing else than count.

    Raises no error of its own: where the file cannot be used, the counts of this process's memory are.
    """
    try:
        with closing(_opened(Path(settings.ATTEMPTS_FILE))) as connection:
            return _within(connection, work)
    except (sqlite3.Error, OSError) as error:
        _discard_damaged(error)
    with _memory_lock:
        if not _memory:
            _memory.append(_prepared(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)))
        return _within(_memory[0], work)


def allow(kind: str, who: object, *, most: int) -> bool:
    """Count one attempt of `who` and return True, or return False after `most` attempts within the last hour."""

    def count(counts: Counts) -> bool:
        allowed = len(counts.ages(kind, who)) < most
        if allowed:
            counts.add(kind, who)
        return allowed

    return transact(count)


def holds(kind: str, who: object) -> bool:
    """Return whether an attempt of `who` still counts, without writing. About 0.1 ms, for use in many requests."""
    asked = ("SELECT 1 FROM attempts WHERE who = ? AND until > ?", (_digest(kind, who), now()))
    with _memory_lock:
        if any(connection.execute(*asked).fetchone() for connection in _memory):
            return True
    with suppress(sqlite3.Error):
        address = f"{Path(settings.ATTEMPTS_FILE).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as connection:
            return connection.execute(*asked).fetchone() is not None
    return False


def _digest(kind: str, who: object) -> bytes:
    """Return what stands for a name or an address in the file. Only who has the site's key can try names on it."""
    return salted_hmac("exchange.throttling", f"{kind}:{who}", algorithm="sha256").digest()[:16]


def _opened(path: Path) -> sqlite3.Connection:
    """Return a connection to the file, which is made on first use, for its owner's eyes. About 0.2 ms."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        return _prepared(connection)
    except sqlite3.Error:
        connection.close()
        raise


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    for statement in OPEN:
        connection.execute(statement)
    if not connection.execute("PRAGMA user_version").fetchone()[0]:
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            for statement in (CREATE[0], *INDEXES, CREATE[1]):
                connection.execute(statement)
            connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")
        for statement in CREATE[2:]:
            connection.execute(statement)
    return connection


def _within(connection: sqlite3.Connection, work: Callable[[Counts], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = work(Counts(connection))
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite may have rolled back by itself
            connection.execute("ROLLBACK")
        raise
    return found


def _discard_damaged(error: Exception) -> None:
    """Delete a file that is no database any more; the next attempt makes a new one."""
    if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        path = Path(settings.ATTEMPTS_FILE)
        for each in (path, path.with_name(f"{path.name}-journal")):
            with suppress(OSError):
                each.unlink(missing_ok=True)
