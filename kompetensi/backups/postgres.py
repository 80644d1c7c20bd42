"""Backups of PostgreSQL: archives of pg_dump, restored in one transaction."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE
from typing import NoReturn

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction

from kompetensi.backups import OURS, Contents, Keeper, compare
from kompetensi.backups.container import Manifest
from kompetensi.backups.contents import State, state
from kompetensi.backups.errors import BackupError, DamagedError, reason
from kompetensi.operations import schema

#: Entries of an archive that only the database's owner may create, and that already exist.
_LEFT_OUT = re.compile(r"^\d+; \d+ \d+ (?:COMMENT - )?(?:EXTENSION|SCHEMA|DATABASE)\b")
_TABLE = re.compile(r"^\d+; \d+ \d+ TABLE \S+ (\S+) \S+$", re.MULTILINE)
#: Seconds that a restore waits for other transactions, and its attempts after a deadlock.
PATIENCE, TRIES = 30, 5
#: Writers lock the ledger before any other table, and so wait without holding locks.
_LEDGER = """DO $$ BEGIN IF to_regclass('exchange_ledger') IS NOT NULL
THEN LOCK TABLE exchange_ledger IN ACCESS EXCLUSIVE MODE; END IF; END $$;"""
#: Drop each table that the role owns, of any release. Leave the tables of extensions; partitions go with their tables.
_EMPTYING = """DO $$ DECLARE place regclass; BEGIN
FOR place IN SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
  AND NOT relispartition AND pg_has_role(relowner, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e') ORDER BY relname
LOOP EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', place); END LOOP; END $$;"""
#: Statements before those of the archive. The archive's own statements lift the limit on waiting again.
_OPENING = f"""SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '{PATIENCE}s';
SET LOCAL client_min_messages = error; {_LEDGER} {_EMPTYING}"""
#: First line of the rows of a table, in the SQL that pg_restore writes.
_ROWS = re.compile(rb"COPY .* FROM stdin;\n")
#: The archive's own statements set the search path, and other things, for the rest of the session.
_AS_BEFORE = "RESET search_path; RESET row_security"


class Postgres(Keeper):
    """Use PostgreSQL's own tools, which have to be of the server's version or newer."""

    def place(self) -> Path:
        """Return the folder of temporary files."""
        return Path(tempfile.gettempdir())

    def space_to_write(self) -> int:
        """Return 0: nobody knows beforehand how much pg_dump will pack."""
        return 0

    def space_to_restore(self, size: int) -> int:
        """Count the unpacked archive. The server needs room of its own, and refuses by itself."""
        return size

    def dump(self, path: Path) -> State:
        """Dump and read one snapshot, even while others write. Others do not wait."""
        _check_version()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
            _run(["pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={path}", *_place()])
            found = state()
        _contents(path)
        return found

    def read(self, path: Path, manifest: Manifest) -> Contents:
        """Read the archive to its end. Its documents are read while it is restored, before that becomes final."""
        contents = _contents(path)
        if manifest.state and contents.migrations != manifest.state.migrations:
            raise DamagedError("Isinya bukan yang disebut manifesnya: migrasinya lain.")
        return contents

    def put_back(self, path: Path, manifest: Manifest) -> None:
        """Replace all tables by those of the archive, in one transaction. Others wait, and go on with the new tables.

        The transaction ends only after the archive was read to its end, and every document in the new tables.
        """
        listing = _run(["pg_restore", "--list", str(path)])
        with tempfile.NamedTemporaryFile("w+", suffix=".list") as wanted:
            wanted.write("\n".join(line for line in listing.splitlines() if not _LEFT_OUT.match(line)))
            wanted.flush()
            try:
                _insist(lambda: _replace(path, wanted.name, manifest))
            except (BackupError, DatabaseError) as error:
                raise BackupError(f"Tidak dipulihkan, tidak ada yang berubah: {reason(error)}") from error
            finally:
                connection.close()
                connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone


def _insist(attempt: Callable[[], None]) -> None:
    """Make an attempt again after a deadlock, `TRIES` times in all."""
    for left in reversed(range(TRIES)):
        try:
            attempt()
        except DatabaseError as error:
            if not left or getattr(error.__cause__, "sqlstate", "") != "40P01":
                raise
        else:
            return


def _replace(path: Path, wanted: str, manifest: Manifest) -> None:
    """Restore the archive, and check what is stored then. Raise BackupError or DatabaseError: nothing is changed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_OPENING)
        with connection.wrap_database_errors:
            _pour(path, wanted)
        with connection.cursor() as cursor:
            cursor.execute(_AS_BEFORE)
        compare(manifest, state())
        Session.objects.all().delete()


def _pour(path: Path, wanted: str) -> None:
    """Run an archive as SQL on the connection in use. Raise BackupError when not all of it was readable."""
    assert connection.connection is not None
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", f"--use-list={wanted}"]
    with (
        connection.connection.cursor() as cursor,
        subprocess.Popen([*command, "--file=-", str(path)], stdout=PIPE, stderr=PIPE, env=_environment()) as process,  # noqa: S603  # our own command
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        statements: list[bytes] = []
        for line in process.stdout:
            if _ROWS.fullmatch(line):
                cursor.execute(b"".join(statements))
                statements.clear()
                with cursor.copy(line) as rows:
                    for row in iter(process.stdout.readline, b"\\.\n"):
                        rows.write(row or _cut_off())
            elif not line.startswith((b"\\restrict ", b"\\unrestrict ")):  # commands to psql
                statements.append(line)
        if process.wait():
            raise BackupError(process.stderr.read().decode(errors="replace").strip()[-500:])
        cursor.execute(b"".join(statements))


def _cut_off() -> NoReturn:
    raise BackupError("berkasnya tidak terbaca sampai akhir.")


def _contents(path: Path) -> Contents:
    """Read an archive to its end. Raise BackupError when it is damaged, foreign, or of a newer server."""
    listing = _run(["pg_restore", "--list", str(path)])
    if not set(_TABLE.findall(listing)) >= OURS:
        raise BackupError("Isinya bukan dari aplikasi ini.")
    _check_origin(listing)
    _run(["pg_restore", f"--file={os.devnull}", str(path)])
    rows = _run(["pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path)])
    made = re.search(r"Archive created at (.+)", listing)
    return Contents(f"dibuat {made[1]}" if made else "", frozenset(_migrations(rows)))


def _place() -> list[str]:
    """Return the options that name the database in use. The password is in `_environment` alone."""
    from psycopg import conninfo, pq  # noqa: PLC0415  # installed only where PostgreSQL is used

    words = {option.keyword.decode() for option in pq.Conninfo.get_defaults()} - {"password", "options"}
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER"}
    settings = connection.settings_dict
    values = {word: settings[name] for word, name in named.items() if settings.get(name)}
    values |= {word: value for word, value in settings.get("OPTIONS", {}).items() if word in words}
    return ["--dbname", conninfo.make_conninfo("", **values)]


def _environment() -> dict[str, str]:
    password = connection.settings_dict.get("PASSWORD")
    return os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": str(password)} if password else {})


def _run(command: list[str]) -> str:
    """Return the output of a PostgreSQL tool. Raise BackupError with its message when it fails or is missing."""
    try:
        done = subprocess.run(command, capture_output=True, env=_environment(), check=True)  # noqa: S603  # our own command
    except FileNotFoundError as error:
        message = f"{command[0]} belum terpasang. Pasang klien PostgreSQL (Debian: apt install postgresql-client)."
        raise BackupError(message) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]}: {error.stderr.decode(errors='replace').strip()[-500:]}") from error
    return done.stdout.decode(errors="replace")


def _check_version() -> None:
    """Raise BackupError when pg_dump is older than the server. Its own message would not name the remedy."""
    connection.ensure_connection()
    assert connection.connection is not None
    server = connection.connection.info.server_version // 10_000
    found = re.search(r"(\d+)", _run(["pg_dump", "--version"]))
    if found and int(found[1]) < server:
        message = f"pg_dump versi {found[1]} lebih tua daripada server ({server}). Pasang postgresql-client-{server}."
        raise BackupError(message)


def _check_origin(listing: str) -> None:
    """Raise BackupError for an archive of a server newer than the one in use."""
    connection.ensure_connection()
    assert connection.connection is not None
    server = connection.connection.info.server_version // 10_000
    origin = re.search(r"Dumped from database version: (\d+)", listing)
    if origin and int(origin[1]) > server:
        raise BackupError(f"Isinya berasal dari PostgreSQL {origin[1]}, sedangkan server ini {server}.")


def _migrations(words: str) -> list[schema.Name]:
    """Return the rows of django_migrations in the output of pg_restore."""
    found = re.search(r"^COPY \S+ \(([^)]*)\) FROM stdin;\n(.*?)^\\\.$", words, re.MULTILINE | re.DOTALL)
    if not found:
        return []
    names = found[1].split(", ")
    rows = (line.split("\t") for line in found[2].splitlines())
    return [(row[names.index("app")], row[names.index("name")]) for row in rows]
