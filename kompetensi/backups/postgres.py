"""Backups of PostgreSQL: archives of pg_dump, restored in one transaction."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from django.db import connection, transaction

from kompetensi.backups import OURS, BackupError, Contents, Keeper, counts
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
_OPENING = f"BEGIN; SET LOCAL lock_timeout = '{PATIENCE}s'; SET client_min_messages = error; {_LEDGER} {_EMPTYING}\n"


class Postgres(Keeper):
    """Use PostgreSQL's own tools, which have to be of the server's version or newer."""

    def write(self, path: Path) -> dict[str, int]:
        """Dump and count one snapshot, even while others write. Others do not wait."""
        _check_version()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
            _run(["pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={path}", *_place()])
            return counts(lambda statement: cursor.execute(statement) and cursor.fetchone()[0])

    def read(self, path: Path) -> Contents:
        """Read the archive to its end. Raise BackupError when it is damaged, foreign, or of a newer server."""
        listing = _run(["pg_restore", "--list", str(path)])
        if not set(_TABLE.findall(listing)) >= OURS:
            raise BackupError(f"{path} bukan cadangan aplikasi ini.")
        _check_origin(listing, path)
        _run(["pg_restore", f"--file={os.devnull}", str(path)])
        rows = _run(["pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path)])
        made = re.search(r"Archive created at (.+)", listing)
        return Contents(f"dibuat {made[1]}" if made else "", frozenset(_migrations(rows)))

    def put_back(self, path: Path) -> None:
        """Replace all tables by those of the archive. Others wait, and go on with the new tables.

        COMMIT, the last statement of the transaction, is sent only after the archive was read to its end.
        """
        listing = _run(["pg_restore", "--list", str(path)])
        connection.close()
        with tempfile.NamedTemporaryFile("w+", suffix=".list") as wanted:
            wanted.write("\n".join(line for line in listing.splitlines() if not _LEFT_OUT.match(line)))
            wanted.flush()
            for _ in range(TRIES):
                said = _told(path, wanted.name)
                if "deadlock detected" not in said:
                    break
        if said:
            raise BackupError(f"Tidak dipulihkan, tidak ada yang berubah: {said}")


def _told(path: Path, wanted: str) -> str:
    """Try the restore once. Return the error message, "" for success."""
    psql = ["psql", "--no-psqlrc", "--quiet", "--output", os.devnull, "--set=ON_ERROR_STOP=1", *_place()]
    with tempfile.TemporaryFile() as said:
        told = subprocess.Popen(psql, stdin=subprocess.PIPE, stderr=said, env=_environment())  # noqa: S603  # our own command
        assert told.stdin is not None
        try:
            told.stdin.write(_OPENING.encode())
            complete = _pour(path, wanted, told.stdin)
            told.stdin.write(b"COMMIT;\n" if complete else b"")
            told.stdin.close()
        except BrokenPipeError:
            complete = False
        if not told.wait() and complete:
            return ""
        said.seek(0)
        return said.read().decode(errors="replace").strip()[-500:] or "berkasnya tidak terbaca sampai akhir."


def _pour(path: Path, wanted: str, out: IO[bytes]) -> bool:
    """Write an archive to `out` as SQL. Return whether all of it was readable."""
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", f"--use-list={wanted}"]
    with subprocess.Popen([*command, "--file=-", str(path)], stdout=subprocess.PIPE, env=_environment()) as process:  # noqa: S603  # our own command
        assert process.stdout is not None
        shutil.copyfileobj(process.stdout, out)
        return process.wait() == 0


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


def _check_origin(listing: str, path: Path) -> None:
    """Raise BackupError for an archive of a server newer than the one in use."""
    connection.ensure_connection()
    assert connection.connection is not None
    server = connection.connection.info.server_version // 10_000
    origin = re.search(r"Dumped from database version: (\d+)", listing)
    if origin and int(origin[1]) > server:
        raise BackupError(f"{path} berasal dari PostgreSQL {origin[1]}, sedangkan server ini {server}.")


def _migrations(words: str) -> list[schema.Name]:
    """Return the rows of django_migrations in the output of pg_restore."""
    found = re.search(r"^COPY \S+ \(([^)]*)\) FROM stdin;\n(.*?)^\\\.$", words, re.MULTILINE | re.DOTALL)
    if not found:
        return []
    names = found[1].split(", ")
    rows = (line.split("\t") for line in found[2].splitlines())
    return [(row[names.index("app")], row[names.index("name")]) for row in rows]
