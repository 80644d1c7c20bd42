"""Settings of the database that DATABASE_URL names, and their time limits."""

from __future__ import annotations

import atexit
import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import environ
from django.core.exceptions import ImproperlyConfigured

#: Seconds that a writer waits for another one: a command, and a request. Saving takes far less than one, a large import
#: up to a minute. A waiting request holds a thread, so a person is soon asked to try again.
LOCK_TIMEOUT, REQUEST_LOCK_TIMEOUT = 30, 5
#: Seconds that one statement may take. The longest, over a third of a million indicators, need a few. A longer one has
#: failed, and holds one of few connections.
STATEMENT_TIMEOUT = 60
#: Seconds that a transaction may stay open without a statement. A large import computes for some seconds between two
#: statements. After this limit its machine is gone, and its lock would block every writer.
IDLE_TIMEOUT = 120
#: Threads of a process that answer requests. `manage.py serve` tells its processes another number by this variable.
THREADS, THREADS_VARIABLE = 16, "KOMPETENSI_THREADS"
#: Connections of a process besides one for each thread, so that no reader waits for one: letters are sent by threads of
#: their own. A server that allows 100 in all serves four processes, or two while they are being replaced.
SPARE = 2
#: Seconds to wait for a connection, in a command and in a request: for the server to answer, or for another thread to
#: release one. A driver that is told less than two waits for two.
CONNECT_TIMEOUT, REQUEST_CONNECT_TIMEOUT = 10, 2
#: Seconds for which the pool of a served site goes on trying to replace a connection by itself. It waits longer and
#: longer between two attempts; an attempt for the next request is made at once.
RECONNECT_TIMEOUT = 1


def threads() -> int:
    """Return the number of threads that answer requests in this process, at least 1."""
    asked = os.environ.get(THREADS_VARIABLE, "")
    return max(1, int(asked)) if asked.isdecimal() else THREADS


def from_url(url: str, folder: Path) -> dict[str, Any]:
    """Return the settings for a DATABASE_URL; those of SQLite in `folder` for an empty one.

    PostgreSQL parameters in the address override the values here: `?options=-c%20lock_timeout%3D5s`. `?pool=16` sets
    the size of the pool; `?pool=0` disables it, for use with an external pooler. Raise ImproperlyConfigured for an
    address of another kind.
    """
    if not url:
        return {"NAME": str(folder / "kompetensi.sqlite3"), **embedded()}
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL={url} tidak dikenal. Contoh: postgres://nama:sandi@mesin:5432/basis")
    found: dict[str, Any] = environ.Env.db_url_config(url)
    return found | (embedded() if found["ENGINE"].endswith("sqlite3") else served(found.get("OPTIONS", {})))


def embedded() -> dict[str, Any]:
    """Return SQLite's settings for many writers: each queues at once (IMMEDIATE), and its commit is on disk.

    Connections stay open for a minute: opening the file and its log costs several times as much as a cached page.
    """
    return {
        "ENGINE": "kompetensi.operations.sqlite3",
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
    size = pool_size(asked.get("pool", threads() + SPARE))
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


def for_requests(database: dict[str, Any]) -> None:
    """Change the settings of a process that serves: a request waits for less long than a command.

    A missing file of SQLite is an error; other processes create it. Parameters of the address still go first.
    """
    options = database["OPTIONS"]
    if is_embedded(database):
        options["timeout"] = REQUEST_LOCK_TIMEOUT
        database["NAME"] = f"{file_of(database).absolute().as_uri()}?mode=rw"
        return
    own, asked = f"lock_timeout={LOCK_TIMEOUT}s", f"lock_timeout={REQUEST_LOCK_TIMEOUT}s"
    options["options"] = options["options"].replace(own, asked, 1)
    if options["connect_timeout"] == CONNECT_TIMEOUT:
        options["connect_timeout"] = REQUEST_CONNECT_TIMEOUT
    if "pool" in options:
        options["pool"] |= {"timeout": REQUEST_CONNECT_TIMEOUT, "reconnect_timeout": RECONNECT_TIMEOUT}


def is_embedded(database: Mapping[str, Any]) -> bool:
    """Return whether these settings name SQLite."""
    return str(database["ENGINE"]).endswith("sqlite3")


def file_of(database: Mapping[str, Any]) -> Path:
    """Return the path of SQLite's file, which the settings name by its path or, after `for_requests`, its address."""
    name = str(database["NAME"])
    return Path(url2pathname(urlsplit(name).path) if name.startswith("file:") else name)


def held_open(database: Mapping[str, Any]) -> sqlite3.Connection | None:
    """Return a new connection to SQLite that reads at once; None where the file is missing or unreachable."""
    with suppress(sqlite3.Error):  # requests report it
        connection = sqlite3.connect(database["NAME"], uri=True, check_same_thread=False)
        atexit.register(connection.close)  # the last connection writes the log back into the database file
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        return connection
    return None
