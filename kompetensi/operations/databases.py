"""Settings of the database that DATABASE_URL names, and their time limits."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

#: Seconds that a writer waits for another one. Saving takes far less than one, a large import up to a minute. A person
#: who meets one is asked to try again, before browsers and proxies give up (30 to 60 seconds).
LOCK_TIMEOUT = 20
#: Seconds that one statement may take. The longest, over a third of a million indicators, need a few. A longer one has
#: failed, and holds one of few connections.
STATEMENT_TIMEOUT = 60
#: Seconds that a transaction may stay open without a statement. A large import computes for some seconds between two
#: statements. After this limit its machine is gone, and its lock would block every writer.
IDLE_TIMEOUT = 120
#: Connections that a process keeps open at most: one for each answering thread (four by default), and as many again for
#: threads that are being replaced. A server that allows 100 in all serves a dozen processes.
POOL_SIZE = 8
#: Seconds to wait for a connection: for the server to answer, or for another thread to release one.
CONNECT_TIMEOUT = 10


def from_url(url: str, folder: Path) -> dict[str, Any]:
    """Return the settings for a DATABASE_URL; those of SQLite in `folder` for an empty one.

    PostgreSQL parameters in the address override the values here: `?options=-c%20lock_timeout%3D5s`. `?pool=16` sets
    the size of the pool; `?pool=0` disables it, for use with an external pooler. Raise ImproperlyConfigured for an
    address of another kind.
    """
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "kompetensi.sqlite3"), **embedded()}
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL={url} tidak dikenal. Contoh: postgres://nama:sandi@mesin:5432/basis")
    found: dict[str, Any] = environ.Env.db_url_config(url)
    return found | (embedded() if found["ENGINE"].endswith("sqlite3") else served(found.get("OPTIONS", {})))


def embedded() -> dict[str, Any]:
    """Return SQLite's settings for many writers: each queues at once (IMMEDIATE), and its commit is on disk.

    Connections stay open for a minute: opening the file and its log costs several times as much as a cached page.
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
    """Return PostgreSQL's settings: a pool whose connections are checked before use, and limits on every wait."""
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
    """Return the pool size of an address. Raise ImproperlyConfigured for a value that is no number."""
    if not str(asked).isdecimal():
        raise ImproperlyConfigured(f"DATABASE_URL: pool={asked} bukan bilangan. Contoh: ?pool=16, atau ?pool=0")
    return int(str(asked))


def held_open(database: Mapping[str, Any]) -> sqlite3.Connection | None:
    """Return a connection to SQLite that stays open while a process serves.

    SQLite keeps a file for its readers beside the database. The first connection creates it and the last one deletes
    it. If each request were the first and the last, reading would fail on a full disk. Return None for a database on a
    server, and where the file is missing or unreachable.
    """
    if not str(database["ENGINE"]).endswith("sqlite3"):
        return None
    with suppress(sqlite3.Error):  # a missing or unreachable file: requests report it
        address = f"{Path(database['NAME']).absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        atexit.register(connection.close)  # the last connection writes the log back into the database file
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        return connection
    return None
