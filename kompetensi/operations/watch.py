"""Watch over the database of a process that serves: a thread asks twice a second whether it answers.

While it does not, requests are refused at once (`kompetensi.operations.unavailable.refuse_while_away`), and those that
wait for it are freed. So no thread is held by a database that is away, and the first page after its return is served.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
from contextlib import suppress
from selectors import EVENT_READ, DefaultSelector
from time import sleep
from typing import Any, Protocol
from weakref import WeakSet

from django.db import connection

from exchange.events import tell
from kompetensi.operations import databases

#: This thread's connection. Its type does not say what PostgreSQL's has.
own: Any = connection
#: Seconds between two questions, and seconds that the answer of a server may take.
INTERVAL, PATIENCE = 0.5, 1.5


class Probe(Protocol):
    """What asks one kind of database. `opened` changes when connections have to be opened anew."""

    opened: object

    def ask(self) -> None:
        """Return when the database answers. Raise any exception when it does not."""

    def let_go(self) -> None:
        """End every wait for the database, which is away."""


class Watch:
    """Whether the database is away, as its probe found it last."""

    def __init__(self, probe: Probe) -> None:
        self.probe, self.away, self._thread = probe, False, threading.local()

    def look(self) -> None:
        """Ask once. When the database has just gone away, free everybody who waits for it."""
        try:
            self.probe.ask()
        except Exception as error:  # noqa: BLE001  # of a driver or the system: there was no answer
            if not self.away:
                self.away = True
                tell("database-away", reason=" ".join(str(error).split()) or type(error).__name__)
                self.probe.let_go()
        else:
            if self.away:
                self.away = False
                tell("database-back")

    def start(self) -> None:
        """Ask once, and then for ever in a thread of its own."""
        self.look()
        threading.Thread(target=self._keep_looking, name="database-watch", daemon=True).start()

    def _keep_looking(self) -> None:
        while True:
            sleep(INTERVAL)
            self.look()

    def renew(self) -> None:
        """Close this thread's connection where it was opened before the database came back as another one."""
        if getattr(self._thread, "opened", None) != self.probe.opened:
            connection.close()
            self._thread.opened = self.probe.opened


class FileProbe:
    """Asks the system for SQLite's file, without opening it: to close it would release the locks of this process.

    `held` stays open while the process serves. SQLite keeps a file for its readers beside the database. The first
    connection creates it and the last one deletes it; if each request were both, reading would fail on a full disk.
    """

    def __init__(self, database: dict[str, Any]) -> None:
        self.database, self.path = database, databases.file_of(database)
        self.opened: object = None
        self.held: sqlite3.Connection | None = None

    def ask(self) -> None:
        """Raise OSError where there is no file. Another file at its place is opened anew."""
        found = self.path.stat()
        if self.opened != (found.st_dev, found.st_ino):
            if self.held:
                self.held.close()
            self.held = databases.held_open(self.database)
            self.opened = (found.st_dev, found.st_ino)

    def let_go(self) -> None:
        """Do nothing: nobody waits for a file."""


class ServerProbe:
    """Asks PostgreSQL on a connection of its own, which none of its readers and writers holds."""

    opened: object = None

    def __init__(self, database: dict[str, Any]) -> None:
        import psycopg  # noqa: PLC0415  # an optional package

        self.connection: Any = None
        self.requests: WeakSet[Any] = WeakSet()
        self.lock = threading.Lock()
        probe = self

        class Watched(psycopg.Connection[Any]):
            """Connection of the pool that `let_go` can end."""

            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options)
                with probe.lock:
                    probe.requests.add(self)

        if "pool" in database["OPTIONS"]:
            database["OPTIONS"]["pool"]["connection_class"] = Watched

    def ask(self) -> None:
        """Raise an error when the server does not answer within `PATIENCE`, or neither to a new connection."""
        server, self.connection = self.connection, None
        if server and not answers(server):
            self._drain()
            server = None
        self.connection = server or own.Database.connect(**own.get_connection_params(), autocommit=True)

    def let_go(self) -> None:
        """End the connections that requests hold, and close those that nobody holds."""
        self._drain()
        with self.lock:
            requests = list(self.requests)
        for each in requests:
            with suppress(Exception), socket.socket(fileno=os.dup(each.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)

    def _drain(self) -> None:
        """Close the connections of the pool: each would be tried by a request, with longer and longer waits between."""
        if own.pool:
            own.pool.drain()


def answers(server: Any) -> bool:
    """Return whether a connection of psycopg is still good, and close another one.

    Raise TimeoutError when nothing comes within `PATIENCE`.
    """
    with suppress(own.Database.Error), DefaultSelector() as line:
        server.pgconn.send_query(b"SELECT 1")
        line.register(server.pgconn.socket, EVENT_READ)
        if not line.select(PATIENCE):
            server.close()
            raise TimeoutError
        while server.pgconn.get_result():
            pass
        if server.pgconn.status == 0:  # libpq's CONNECTION_OK
            return True
    server.close()
    return False


#: The one watch of a process that serves; none in other processes.
_started: list[Watch] = []


def start(database: dict[str, Any]) -> None:
    """Watch the database of these settings until the process ends."""
    watch = Watch(FileProbe(database) if databases.is_embedded(database) else ServerProbe(database))
    watch.start()
    _started.append(watch)


def is_away() -> bool:
    """Return whether the database is known to be away; False in a process that does not watch it. No query."""
    return any(watch.away for watch in _started)


def renew() -> None:
    """Close this thread's connection where the database came back as another one. Call it outside of transactions."""
    for watch in _started:
        watch.renew()
