"""Sites of their own for tests: a separate database, and processes that use it as on a real server."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from tests.settings import BASE_DIR

POSTGRES = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
#: The first line of a script: set up Django.
SETUP = "import sys, django; django.setup()\n"
#: Columns that differ in each run: moments, the version of the ledger and the change sets that it numbers.
TIMES = (
    "at",
    "version",
    "change_set",
    "submitted_at",
    "created_at",
    "applied_at",
    "undone_at",
    "applied",
    "last_login",
    "date_joined",
)
#: Random ids, as either database writes them.
MADE_UP = re.compile(r"\b(UUID\()?'?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}'?\)?\b")
ROOMS = ("exchange_", "dictionary_", "development_", "search_")


class Site:
    """A database in a folder, or on the server of the tests, and the commands that use it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file = self.folder / "kompetensi.sqlite3"
        self.name = f"site_{uuid.uuid4().hex[:12]}"
        self.environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "KOMPETENSI_DATA": str(folder)}
        if POSTGRES:
            address, question, options = os.environ["DATABASE_URL"].partition("?")
            self.environment["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{self.name}{question}{options}"
            ask_server(f"CREATE DATABASE {self.name}")

    def start(self, script, *arguments, through=(), **options):
        """Start a process that runs a Python script (text of several lines), a file (`.py`) or a module.

        `through` is a command before Python's, and `options` are those of Popen.
        """
        what = ["-c", SETUP + script] if "\n" in script else [script] if script.endswith(".py") else ["-m", script]
        command = [*through, sys.executable, *what, *map(str, arguments)]
        options = {"env": self.environment, "stdout": subprocess.PIPE, "text": True, "cwd": BASE_DIR} | options
        return subprocess.Popen(command, **options)

    def run(self, script, *arguments):
        """Run a script to its end and return its output; fails on an error or after 300 seconds."""
        process = self.start(script, *arguments)
        output, _ = process.communicate(timeout=300)
        assert process.returncode == 0, output
        return output

    def manage(self, *arguments):
        """Run a command of manage.py to its end; return its status, output and errors."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, cwd=BASE_DIR, capture_output=True, text=True, check=False)

    @contextmanager
    def connection(self):
        """Open a connection of the driver, without Django; each statement is a transaction."""
        if POSTGRES:
            with closing(driver(self.name)) as connection:
                yield connection
        else:
            with closing(sqlite3.connect(self.file, isolation_level=None, timeout=0)) as connection:
                yield connection

    def copy_of(self, other):
        """Replace the database with a copy of another site's, which must not be in use."""
        if POSTGRES:
            ask_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            ask_server(f"CREATE DATABASE {self.name} TEMPLATE {other.name}")
        else:
            for path in self.folder.glob("kompetensi.sqlite3*"):
                path.unlink()
            shutil.copyfile(other.file, self.file)

    def content(self):
        """Return all rows by table, without moments and random ids; fails on a damaged SQLite database."""
        with self.connection() as connection:
            if not POSTGRES:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                connection.execute("INSERT INTO search_line (search_line) VALUES ('integrity-check')")
            return {table: rows_of(connection, table) for table in tables_of(connection)}

    def remove(self):
        """Drop the database of the server."""
        if POSTGRES:
            ask_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


@contextmanager
def new_site(folder, like=None):
    """Yield a site with an empty database, or a copy of that of `like` (not in use); remove it afterwards."""
    site = Site(folder)
    try:
        if like:
            site.copy_of(like)
        yield site
    finally:
        site.remove()


def driver(database):
    """Return a connection of psycopg to a database of the tests' server."""
    import psycopg

    named = settings.DATABASES["default"]
    told = {"host": named["HOST"], "port": named["PORT"], "user": named["USER"], "password": named["PASSWORD"]}
    return psycopg.connect(dbname=database, autocommit=True, **{name: value for name, value in told.items() if value})


def ask_server(statement):
    """Run a statement on the server that creates or drops a database."""
    with closing(driver("postgres")) as connection:
        connection.execute(statement)


def tables_of(connection):
    """Return the names of this project's tables, without those of SQLite's search index."""
    if POSTGRES:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    else:
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_line_%'"
        )
    return sorted(name for (name,) in found if name.startswith(ROOMS))


def rows_of(connection, table):
    """Return the rows of a table as texts, sorted, without the columns of `TIMES`."""
    cursor = connection.execute(f"SELECT * FROM {table}")
    kept = [place for place, column in enumerate(cursor.description) if column[0] not in TIMES]
    return sorted(MADE_UP.sub("…", repr([plain(row[place]) for place in kept])) for row in cursor)


def plain(value):
    """Return a value whose text does not depend on its place in memory."""
    return bytes(value) if isinstance(value, memoryview) else value
