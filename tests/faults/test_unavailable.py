"""A database that is locked, full, read-only or gone: a page that says so, nothing half done, reading goes on."""

import getpass
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from kompetensi.operations import databases
from kompetensi.operations.unavailable import DatabaseProblem, problem_of
from tests.builders import TEXT
from tests.faults.conftest import visiting
from tests.faults.serving import somebody_writing
from tests.own_site import POSTGRES, Site, ask_server, driver
from tests.pages import Page, fields, with_text
from tests.settings import BASE_DIR

DEVO = "/kamus/DEVO/sunting/"
WRITTEN = "Memberi solusi yang “baru”, baris demi baris."

only_sqlite = pytest.mark.skipif(POSTGRES, reason="hanya untuk basis data tertanam")
only_postgres = pytest.mark.skipif(not POSTGRES, reason="hanya untuk PostgreSQL")


def is_unavailable(answer, title, *, after):
    """The page that says so, to people and to machines."""
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, after)
    assert title in answer.text
    Page(answer).one("h1")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def can_read(visitor):
    for path in ("/", "/kamus/DEVO/", "/cari/?q=solusi", "/ekspor/kamus.md", "/riwayat/", DEVO):
        assert visitor.get(path).status_code == 200, path


def can_write(visitor):
    sent = with_text(fields(visitor.get(DEVO)), TEXT, WRITTEN)
    assert visitor.post(DEVO, sent).status_code == 302


def test_who_waits_too_long_for_another_writer_is_told_and_can_send_again(site, visitor):
    sent = with_text(fields(visitor.get(DEVO)), TEXT, WRITTEN)
    before = site.content()
    with somebody_writing(site):
        can_read(visitor)
        answer = visitor.post(DEVO, sent)
    is_unavailable(answer, "Basis data sedang sibuk", after="10")
    assert site.content() == before
    form = Page(answer).form("teks")
    again = form.fields()
    assert WRITTEN in again["teks"]
    assert form["action"] == DEVO
    assert visitor.post(DEVO, again).status_code == 302
    assert "baris demi baris" in visitor.get("/kamus/DEVO/").text


def test_it_is_said_in_english_as_well(site, visitor):
    sent = with_text(fields(visitor.get(DEVO)), TEXT, WRITTEN)
    with somebody_writing(site):
        answer = visitor.post(DEVO, sent, **{"Accept-Language": "en"})
    is_unavailable(answer, "The database is busy", after="10")
    assert "Send again" in answer.text


def test_a_password_is_not_written_into_the_page(site, visitor):
    new = "Sandi-yang-baru-9"
    sent = {"old_password": "rahasia-sekali", "new_password1": new, "new_password2": new}
    with somebody_writing(site, "SELECT * FROM auth_user FOR UPDATE"):
        answer = visitor.post("/sandi/", sent)
    is_unavailable(answer, "Basis data sedang sibuk", after="10")
    assert new not in answer.text
    assert "Kembali ke halaman sebelumnya" in answer.text


@only_postgres
def test_a_reader_who_waits_too_long_is_told_as_well(site, visitor):
    with somebody_writing(site, "LOCK TABLE dictionary_competency"):
        answer = visitor.get("/kamus/DEVO/")
        is_unavailable(answer, "Basis data sedang sibuk", after="10")
        assert 'href="/kamus/DEVO/"' in answer.text
    can_read(visitor)


@only_postgres
def test_a_statement_that_takes_too_long_is_ended(db):
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'; SELECT pg_sleep(5)")
    assert problem_of(caught.value) == DatabaseProblem.BUSY


@only_postgres
def test_nothing_waits_for_ever(db):
    with connection.cursor() as cursor:
        for name, seconds in (
            ("lock_timeout", databases.LOCK_TIMEOUT),
            ("statement_timeout", databases.STATEMENT_TIMEOUT),
            ("idle_in_transaction_session_timeout", databases.IDLE_TIMEOUT),
        ):
            cursor.execute("SELECT setting FROM pg_settings WHERE name = %s", [name])
            assert cursor.fetchone() == (str(seconds * 1000),)


def test_a_fault_of_ours_is_no_trouble_of_the_database(db):
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM there_is_no_such_table")
    assert problem_of(caught.value) is None
    assert problem_of(ZeroDivisionError()) is None


@only_sqlite
def test_where_the_file_may_not_be_written_people_go_on_reading(site, humble):
    with visiting(site) as visitor:
        sent = with_text(fields(visitor.get(DEVO)), TEXT, WRITTEN)
        site.environment["VISITOR_SESSION"] = visitor.session
    before = site.content()
    site.file.chmod(0o444)
    with visiting(site, through=humble) as visitor:
        can_read(visitor)
        is_unavailable(visitor.post(DEVO, sent), "tidak ada yang dapat disimpan", after="60")
        can_read(visitor)
    site.file.chmod(0o644)
    assert site.content() == before


@pytest.fixture
def new_file(tmp_path):
    """A file with documents that are not stored."""
    file = tmp_path / "baru.md"
    lines = "".join(f"Perilaku Kunci | Perilaku yang ke-{number}.\n" for number in range(900))
    file.write_text(
        "".join(f"Nama | Besar {number}\nKode | BESR{number}\nDefinisi | d\n{lines}" for number in range(3))
    )
    return file


@pytest.fixture
def closed_folder(site, humble):
    """A function that runs manage.py where neither the database's folder nor its file may be written."""

    def manage(*arguments):
        command = [*humble, sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, env=site.environment, cwd=BASE_DIR, capture_output=True, text=True, check=False)

    site.folder.chmod(0o555)
    yield manage
    site.folder.chmod(0o755)


@only_sqlite
def test_where_the_folder_may_not_be_written_people_go_on_reading(site, humble):
    with visiting(site) as visitor:
        sent = with_text(fields(visitor.get(DEVO)), TEXT, WRITTEN)
        site.environment["VISITOR_SESSION"] = visitor.session
    before = site.content()
    assert [path.name for path in site.folder.glob("*.sqlite3*")] == [site.file.name]
    site.folder.chmod(0o555)
    with visiting(site, through=humble) as visitor:
        can_read(visitor)
        is_unavailable(visitor.post(DEVO, sent), "tidak ada yang dapat disimpan", after="60")
        log_in = {"username": "Bos", "password": "rahasia-sekali"}
        stranger = {"Cookie": "bahasa=id"}
        is_unavailable(visitor.post("/masuk/", log_in, **stranger), "tidak ada yang dapat disimpan", after="60")
        can_read(visitor)
        site.folder.chmod(0o755)  # and without a restart
        can_write(visitor)
    assert site.content() != before


@only_sqlite
def test_commands_read_in_a_folder_that_may_not_be_written_and_say_why_they_do_not_write(site, closed_folder, new_file):
    assert "Kode  | DEVO" in closed_folder("exportfile", "kamus.md").stdout
    refused = closed_folder("importfile", "--apply", new_file)
    seen = f"tidak boleh menulis di folder {site.folder}"
    assert (refused.returncode, seen in refused.stderr, "Traceback" in refused.stderr) == (1, True, False)
    found = {row["subject"]: row for row in json.loads(closed_folder("doctor", "--json").stdout)}
    assert (found["basis data"]["state"], found["menulis"]["state"]) == ("warning", "error")
    assert seen in found["menulis"]["seen"]
    assert f"chown {getpass.getuser()} {site.folder}" in found["menulis"]["remedy"]
    assert found["pencarian"]["state"] == "ok"


@only_sqlite
def test_a_log_with_changes_in_a_folder_that_may_not_be_written_is_named_and_no_old_content_is_shown(
    site, closed_folder
):
    site.folder.chmod(0o755)
    log = site.folder / f"{site.file.name}-wal"
    with site.connection() as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE exchange_ledger SET version = version + 1")
        kept = log.read_bytes()
    log.write_bytes(kept)
    site.folder.chmod(0o555)
    read = closed_folder("exportfile", "kamus.md")
    assert (read.returncode, read.stdout) == (1, "")
    found = {row["subject"]: row for row in json.loads(closed_folder("doctor", "--json").stdout)}
    for said in (read.stderr, found["basis data"]["seen"]):
        assert f"Perubahan terakhir masih di {log.name}" in said
    assert log.read_bytes() == kept


@only_postgres
def test_where_the_server_may_not_be_written_people_go_on_reading(site, visitor):
    sent = with_text(fields(visitor.get(DEVO)), TEXT, WRITTEN)
    before = site.content()
    ask_server(f"ALTER DATABASE {site.name} SET default_transaction_read_only = on")
    forget_connections(site)
    can_read(visitor)
    is_unavailable(visitor.post(DEVO, sent), "tidak ada yang dapat disimpan", after="60")
    assert site.content() == before
    ask_server(f"ALTER DATABASE {site.name} SET default_transaction_read_only = off")
    forget_connections(site)
    can_write(visitor)


def forget_connections(site):
    """As after a restart of the server: nobody's connection is good any more."""
    with driver("postgres") as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [site.name])


@only_postgres
def test_a_server_that_is_gone_is_said_and_found_again(site, visitor):
    can_read(visitor)
    ask_server(f"ALTER DATABASE {site.name} ALLOW_CONNECTIONS false")
    forget_connections(site)
    is_unavailable(visitor.get("/kamus/DEVO/"), "Basis data sedang tidak menjawab", after="30")
    ask_server(f"ALTER DATABASE {site.name} ALLOW_CONNECTIONS true")
    deadline = time.monotonic() + 5
    while visitor.get("/kamus/DEVO/").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    can_read(visitor)
    can_write(visitor)


@pytest.fixture
def cramped_site(small_disk, filled_site, tmp_path):
    """A site whose database is on a small disk, and a file that fills the disk."""
    if POSTGRES:
        yield from on_a_small_tablespace(small_disk, filled_site, tmp_path)
    else:
        site = Site(small_disk)
        site.copy_of(filled_site)
        yield site, small_disk / "ballast"


def on_a_small_tablespace(small_disk, filled_site, tmp_path):
    """The same where a server keeps the database."""
    with driver("postgres") as server:
        owner = Path(server.execute("SHOW data_directory").fetchone()[0]).stat()
    space = small_disk / "space"
    space.mkdir()
    for folder in (small_disk, space):
        os.chown(folder, owner.st_uid, owner.st_gid)
    site = Site(tmp_path / "cramped")
    site.copy_of(filled_site)
    ask_server(f"CREATE TABLESPACE {site.name} LOCATION '{space}'")
    ask_server(f"ALTER DATABASE {site.name} SET TABLESPACE {site.name}")
    yield site, small_disk / "ballast"
    site.remove()
    ask_server(f"DROP TABLESPACE {site.name}")


def fill(ballast):
    """Leave nothing of the disk."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def test_on_a_full_disk_people_go_on_reading_and_nothing_is_half_done(cramped_site, new_file):
    site, ballast = cramped_site
    with visiting(site) as visitor:
        before = site.content()
        fill(ballast)
        can_read(visitor)
        answer = visitor.post("/impor/", {"berkas": {"file": str(new_file)}})
        is_unavailable(answer, "tidak ada yang dapat disimpan", after="60")
        can_read(visitor)
        ballast.unlink()
        assert site.content() == before
        can_write(visitor)


def test_commands_on_a_full_disk_say_so_and_change_nothing(cramped_site, new_file):
    site, ballast = cramped_site
    before = site.content()
    with site.connection() as connection:  # as a server does
        connection.execute("SELECT count(*) FROM exchange_ledger").fetchall()
        fill(ballast)
        refused = site.manage("importfile", "--apply", new_file)
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert "penuh" in refused.stderr
    ballast.unlink()
    assert site.content() == before
