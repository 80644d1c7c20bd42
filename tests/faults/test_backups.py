"""Copies of the whole database: made while others write, refused when they are not whole, put back as they were."""

import json
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime

import pytest

from kompetensi import backups
from kompetensi.backups import embedded
from tests.builders import FIXTURES
from tests.own_site import POSTGRES, new_site

TIMES = 20
#: Changes one line again and again, each time one revision, until a file says stop.
WRITER = """
import pathlib, sys
from exchange.imports import review as imports
kamus = open(sys.argv[1], "rb").read()
stop, nth = pathlib.Path(sys.argv[2]), 0
while not stop.exists():
    nth += 1
    imports.apply(kamus.replace(b"5 | Memberikan", b"5 | Memberikan %d" % nth), name="kamus.md", everything=True)
    if nth == 3: print("ready", flush=True)
print(nth)
"""
COPIES = """
import json, pathlib, sys
from kompetensi import backups
for nth in range(int(sys.argv[2])):
    print(json.dumps(backups.write(pathlib.Path(sys.argv[1]) / str(nth))))
"""
#: Puts each copy into place and compares what belongs together.
CHECK = """
import json, pathlib, sys
from django.db import connection
from exchange.history import triggers
from exchange import document_types
from exchange.models import Proposal, Revision
from exchange.history.recording import from_json
from kompetensi import backups
from kompetensi.backups import contents
for nth in range(int(sys.argv[2])):
    path = pathlib.Path(sys.argv[1]) / str(nth)
    with backups.ready(path) as ready:
        ready.put_back()
    newest = Revision.objects.filter(key="DEVO").first()
    (stored,) = document_types.get("kamus").repository.load(["DEVO"])
    print(json.dumps({
        "counts": contents.counts(), "apart": Revision.objects.count() - Proposal.objects.count(),
        "same": from_json(newest.after).lines == stored.lines, "unprotected": len(triggers.missing(connection))}))
"""
EXPORTS = """
import hashlib, json, sys
from exchange.exports.snapshot import export_to_file, snapshot
from exchange import document_types
from exchange.exports.kinds import EXPORT_KINDS
print(json.dumps({f"{document_type.slug}.{writer.extension}":
    hashlib.sha256(export_to_file(document_type, writer, document_type.stream()).read()).hexdigest()
    for document_type in document_types.all_types()
    for writer in EXPORT_KINDS if writer.extension in sys.argv[1:] or not sys.argv[1:]}))
"""
LOG_IN = """
from django.contrib.sessions.backends.db import SessionStore
SessionStore().save()
from django.contrib.auth import get_user_model
get_user_model().objects.create_user("Ani", password="rahasia-sekali")
"""
#: Restores a copy without waiting for other writers, and prints why not.
IMPATIENT = """
from django.core.management import CommandError, call_command
from kompetensi.backups import embedded
embedded.PATIENCE = 0.2
try:
    call_command("restore", sys.argv[1], yes=True)
except CommandError as error:
    print(error)
"""
on_sqlite = pytest.mark.skipif(POSTGRES, reason="the embedded database's own files")


@pytest.fixture(scope="module")
def kept(filled_site, tmp_path_factory):
    """A copy of a site with both documents, which is only read, and what that site holds."""
    path = tmp_path_factory.mktemp("asal") / "salinan"
    assert filled_site.manage("backup", path).returncode == 0
    return path, filled_site.content()


@pytest.fixture
def other(tmp_path):
    """A site whose database is empty."""
    with new_site(tmp_path / "dua") as made:
        yield made


@pytest.fixture
def writer(site, tmp_path):
    """Somebody who goes on changing the content of the site."""
    process = site.start(WRITER, FIXTURES / "kamus.md", tmp_path / "stop")
    assert process.stdout.readline() == "ready\n"
    yield process
    (tmp_path / "stop").touch()
    assert int(process.communicate(timeout=60)[0]) > 3
    assert process.returncode == 0


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_every_copy_made_while_somebody_writes_is_of_one_moment(site, other, writer, tmp_path):
    folder = tmp_path / "salinan"
    folder.mkdir()
    counted = rows(site.run(COPIES, folder, TIMES))
    assert len({counts["perubahan"] for counts in counted}) > 1
    checked = rows(other.run(CHECK, folder, TIMES))
    assert [row["counts"] for row in checked] == counted
    assert {(row["apart"], row["same"], row["unprotected"]) for row in checked} == {(16, True, 0)}


@on_sqlite
def test_a_plain_copy_of_the_file_lacks_what_was_stored(site, writer, tmp_path):
    """The negative control: what the copies above are not."""
    place, wrong = site.folder / "kompetensi.sqlite3", 0
    for nth in range(TIMES):
        with closing(sqlite3.connect(place)) as connection:
            (before,) = connection.execute("SELECT version FROM exchange_ledger").fetchone()
        copy = tmp_path / f"{nth}.sqlite3"
        shutil.copyfile(place, copy)
        wrong += not is_whole(copy, before)
    assert wrong


def is_whole(path, version):
    try:
        with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return sound and connection.execute("SELECT version FROM exchange_ledger").fetchone()[0] >= version
    except sqlite3.DatabaseError:
        return False


def test_what_was_put_back_gives_the_same_bytes_in_every_kind_of_file(site, other, tmp_path):
    before = site.run(EXPORTS)
    copied = site.manage("backup", tmp_path / "salinan")
    assert "2 kompetensi, 16 sub aspek, 18 perubahan, 2 berkas impor, 0 akun" in copied.stdout
    assert stat.S_IMODE((tmp_path / "salinan").stat().st_mode) == 0o600
    restored = other.manage("restore", "--yes", tmp_path / "salinan")
    assert restored.returncode == 0, restored.stderr
    assert "Dipulihkan: 2 kompetensi, 16 sub aspek" in restored.stdout
    assert other.run(EXPORTS) == before
    assert other.manage("reindex", "--check").returncode == 0
    assert other.manage("makemigrations", "--check", "--dry-run").returncode == 0


def test_what_was_put_back_takes_the_place_of_what_was_there(site, kept, tmp_path):
    copy, before = kept
    changed = tmp_path / "kamus.md"
    changed.write_bytes((FIXTURES / "kamus.md").read_bytes().replace(b"5 | Memberikan", b"5 | Membawakan"))
    assert site.manage("importfile", "--apply", changed).returncode == 0
    site.run(LOG_IN)
    after = site.content()
    assert after != before
    result = site.manage("restore", "--yes", copy)
    assert "Yang diganti: 2 kompetensi, 16 sub aspek, 19 perubahan, 3 berkas impor, 1 akun." in result.stdout
    assert site.content() == before
    if not POSTGRES:
        (aside,) = site.folder.glob("kompetensi-sebelum-*.cadangan")
        assert site.manage("restore", "--yes", aside).returncode == 0
        assert site.content() == after


def test_a_database_set_aside_in_the_same_second_as_another_gets_a_name_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded.timezone, "localtime", lambda *_: datetime(2026, 11, 28, tzinfo=UTC))
    names = []
    for _ in range(3):
        names.append(embedded._free_name(tmp_path / "kompetensi.sqlite3", ".cadangan"))
        names[-1].touch()
    assert len(set(names)) == 3


def test_putting_back_while_somebody_writes_leaves_a_whole_database(site, other, writer, tmp_path):
    folder = tmp_path / "salinan"
    folder.mkdir()
    site.run(COPIES, folder, 1)
    result = site.manage("restore", "--yes", folder / "0")
    assert result.returncode == 0, result.stderr
    site.run(COPIES, tmp_path, 1)
    (after,) = rows(other.run(CHECK, tmp_path, 1))
    assert (after["apart"], after["same"], after["unprotected"]) == (16, True, 0)


def test_nobody_stays_logged_in_by_what_was_put_back(site, tmp_path):
    site.run(LOG_IN)
    site.manage("backup", tmp_path / "salinan")
    assert site.manage("restore", "--yes", tmp_path / "salinan").returncode == 0
    with site.connection() as connection:
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_a_copy_is_never_written_over_another_unless_told_so(site, tmp_path):
    path = tmp_path / "salinan"
    path.write_text("lama")
    refused = site.manage("backup", path)
    assert (refused.returncode, path.read_text()) == (1, "lama")
    assert "--force" in refused.stderr
    assert site.manage("backup", "--force", path).returncode == 0
    assert path.stat().st_size > 1000


def test_a_copy_that_cannot_be_written_leaves_nothing(site, tmp_path):
    result = site.manage("backup", tmp_path / "tidak-ada" / "salinan")
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_copy_of_a_newer_version_is_refused(site, tmp_path):
    path = tmp_path / "salinan"
    with site.connection() as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('exchange', '9999_later', CURRENT_TIMESTAMP)"
        )
    site.manage("backup", path)
    result = site.manage("restore", "--yes", path)
    assert result.returncode == 1
    assert "versi yang lebih baru (exchange.9999_later)" in result.stderr


def test_a_copy_of_an_older_version_says_what_to_do(site, other, tmp_path):
    path = tmp_path / "salinan"
    before = site.run(EXPORTS, "md")
    site.manage("migrate", "exchange", "0003", "-v0")
    site.manage("backup", path)
    said = other.manage("restore", "--yes", path).stdout
    assert "dari skema lain, isinya diperiksa lewat SHA-256 saja" in said
    assert "Jalankan: manage.py migrate" in said
    assert other.manage("migrate", "-v0").returncode == 0
    # And over a newer one, whose tables and columns the copy does not know.
    assert "Jalankan: manage.py migrate" in other.manage("restore", "--yes", path).stdout
    assert other.manage("migrate", "-v0").returncode == 0
    assert other.run(EXPORTS, "md") == before


@pytest.mark.parametrize("parts", ["", " PARTITION BY HASH (nomor)"])
def test_what_a_newer_version_left_goes_away(site, kept, parts):
    """Its tables stand in the way of its own migrations, when it is put in place again."""
    with site.connection() as connection:
        connection.execute("CREATE TABLE exchange_later (nomor integer PRIMARY KEY)" + (parts if POSTGRES else ""))
        if POSTGRES and parts:
            connection.execute(
                "CREATE TABLE exchange_later_0 PARTITION OF exchange_later FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
            )
        if POSTGRES:
            connection.execute("CREATE TABLE exchange_latest (later integer REFERENCES exchange_later)")
    assert any("later" in table for table in site.content())
    result = site.manage("restore", "--yes", kept[0])
    assert result.returncode == 0, result.stderr
    assert not any("late" in table for table in site.content())


@on_sqlite
def test_a_broken_database_is_moved_aside(site, kept):
    copy, before = kept
    (site.folder / "kompetensi.sqlite3").write_bytes(b"rusak")
    result = site.manage("restore", "--yes", copy)
    assert result.returncode == 0, result.stderr
    assert site.content() == before
    assert next(site.folder.glob("kompetensi-sebelum-*.sqlite3")).read_bytes() == b"rusak"


@on_sqlite
def test_a_database_that_others_write_is_left_alone(site, kept):
    """Locked is not damaged: it is not moved aside."""
    before = site.content()
    with site.connection() as other:
        other.execute("BEGIN EXCLUSIVE")
        said = site.run(IMPATIENT, kept[0])
        other.execute("ROLLBACK")
    assert "Tidak dipulihkan (database is locked)" in said
    assert site.content() == before


@on_sqlite
def test_a_database_that_may_not_be_written_is_left_alone(site, kept, humble):
    """Not permitted is not damaged, either."""
    before = site.content()
    site.file.chmod(0o400)
    with site.start(IMPATIENT, kept[0], through=humble) as process:
        said = process.stdout.read()
    site.file.chmod(0o600)
    assert "basis data tetap seperti semula" in said
    assert site.content() == before


@on_sqlite
def test_a_database_of_another_program_is_left_alone(site, kept):
    for path in site.folder.glob("kompetensi.sqlite3*"):
        path.unlink()
    with closing(sqlite3.connect(site.file)) as connection:
        connection.execute("CREATE TABLE milik_lain (nomor integer)")
    before = site.file.read_bytes()
    result = site.manage("restore", "--yes", kept[0])
    assert (result.returncode, "bukan basis data aplikasi ini" in result.stderr) == (1, True)
    assert site.file.read_bytes()[100:] == before[100:]  # but for the mark of its journal


@on_sqlite
def test_a_database_that_is_missing_gets_a_file_of_its_own(site, kept):
    copy, before = kept
    for path in site.folder.glob("kompetensi.sqlite3*"):
        path.unlink()
    assert site.manage("restore", "--yes", copy).returncode == 0
    assert site.content() == before
    assert stat.S_IMODE(site.file.stat().st_mode) == 0o600


def test_nothing_is_put_back_unasked(site, kept):
    result = site.manage("restore", kept[0])
    assert result.returncode == 1
    assert "--yes" in result.stderr


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL's own tools")
def test_tools_that_are_missing_or_too_old_are_named(db, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(backups.BackupError, match="postgresql-client"):
        backups.write(tmp_path / "salinan")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    with pytest.raises(backups.BackupError, match=r"pg_dump versi 9 lebih tua daripada server \(\d+\)"):
        backups.write(tmp_path / "salinan")


def test_a_folder_of_copies_names_them_by_time_and_keeps_the_newest(site, tmp_path):
    folder = tmp_path / "salinan"
    folder.mkdir()
    for name in ("kompetensi-20260101-000000.cadangan", "kompetensi-20260102-000000.cadangan", "lain.cadangan"):
        (folder / name).touch()
    site.environment["KOMPETENSI_BACKUPS"] = str(folder)
    result = site.manage("backup", "--keep", 2)
    assert result.returncode == 0, result.stderr
    left = sorted(path.name for path in folder.iterdir())
    assert (len(left), left[0], left[2]) == (3, "kompetensi-20260102-000000.cadangan", "lain.cadangan")
    assert "kompetensi-20260101-000000.cadangan: dihapus." in result.stdout
    assert site.manage("backup", "--keep", 0).returncode == 1
