"""The database that DATABASE_URL names, and how long anything may wait for it."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

#: Seconds that a writer waits for another one. Saving takes far less than one, a large import up to a minute: who
#: meets one is told so and asked to try again, before browsers and proxies give up (30 to 60 seconds).
LOCK_TIMEOUT = 20
#: Seconds that one statement may take. The longest, over a third of a million indicators, need a few; what takes this
#: long has gone wrong, and holds one of few connections.
STATEMENT_TIMEOUT = 60
#: Seconds that a transaction may stay open while nothing is asked in it. A large import thinks for some between two
#: statements; after this, its machine is gone, and the lock that it holds would keep everybody from writing.
IDLE_TIMEOUT = 120
#: Connections that a process keeps open at most: one a thread that answers (four, as the site is served), and as many
#: again for threads that are being replaced. A server that allows 100 in all is shared by a dozen processes.
POOL_SIZE = 8
#: Seconds to wait for a connection: for the server to answer, or for another thread to give one back.
CONNECT_TIMEOUT = 10


def from_url(url: str, folder: Path) -> dict[str, Any]:
    """The settings of the database of a DATABASE_URL, of the embedded one in `folder` when it is empty.

    What PostgreSQL's own parameters in the address say goes before what stands here: `?options=-c%20lock_timeout%3D5s`.
    `?pool=16` makes the pool as large, `?pool=0` does without (where a pooler stands in between). Raises
    ImproperlyConfigured for an address of another kind.
    """
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "kompetensi.sqlite3"), **embedded()}
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL={url} tidak dikenal. Contoh: postgres://nama:sandi@mesin:5432/basis")
    found: dict[str, Any] = environ.Env.db_url_config(url)
    return found | (embedded() if found["ENGINE"].endswith("sqlite3") else served(found.get("OPTIONS", {})))


def embedded() -> dict[str, Any]:
    """How SQLite holds up with many writers: each takes its place in line at once, and is on disk when it is done.

    Opening the file and taking its log over costs several times what a page does that is read again.
    """
    return {
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_TIMEOUT,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def served(asked: dict[str, Any]) -> dict[str, Any]:
    """How PostgreSQL is spoken to: through a pool of connections, each looked at before it is used, never for ever."""
    limits = {
        "lock_timeout": LOCK_TIMEOUT,
        "statement_timeout": STATEMENT_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
    }
    options = " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())
    size = pool_size(asked.get("pool", POOL_SIZE))
    pool = {"pool": {"min_size": 1, "max_size": size, "timeout": CONNECT_TIMEOUT}} if size else {}
    others = {name: value for name, value in asked.items() if name not in ("pool", "options")}
    return {
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECT_TIMEOUT,
            **others,
            **pool,
            "options": f"{options} {asked.get('options', '')}".rstrip(),
        },
    }


def pool_size(asked: object) -> int:
    """The number that an address asks for. Raises ImproperlyConfigured where it is none."""
    if not str(asked).isdecimal():
        raise ImproperlyConfigured(f"DATABASE_URL: pool={asked} bukan bilangan. Contoh: ?pool=16, atau ?pool=0")
    return int(str(asked))


def held_open(database: Mapping[str, Any]) -> sqlite3.Connection | None:
    """A connection to the embedded database for as long as a process serves; None for one on a server.

    Beside the file, SQLite keeps one for its readers, made when the first connection opens and removed with the last.
    Where each request is the first and the last, nobody can read any more once the disk is full.
    """
    if not str(database["ENGINE"]).endswith("sqlite3"):
        return None
    with suppress(sqlite3.Error):  # not made yet, or out of reach: requests say so
        address = f"{Path(database['NAME']).absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        atexit.register(connection.close)  # the last to close moves all that was written into the file itself
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        return connection
    return None
