"""Commands that the machine or a person stops: one sentence that says what to do, never a traceback."""

import os
import signal
import sqlite3
import subprocess
import sys
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from kompetensi.operations.failures import explained
from tests.builders import FIXTURES
from tests.own_site import POSTGRES, new_site
from tests.settings import BASE_DIR

KAMUS = FIXTURES / "kamus.md"


def is_said(result, words, status=1):
    assert words in result.stderr
    assert (result.returncode, "Traceback" in result.stderr) == (status, False), result.stderr


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A site whose database was never migrated."""
    with new_site(tmp_path_factory.mktemp("empty")) as site:
        yield site


@pytest.mark.parametrize(
    "command",
    [
        ["importfile", KAMUS],
        ["importfile", "--apply", KAMUS],
        ["exportfile", "kamus.md"],
        ["reindex"],
        ["reindex", "--check"],
        ["makefixtures"],
        ["createsuperuser", "--noinput", "--username", "a", "--email", "a@example.org"],
        ["loaddata", "dictionary"],
        ["serve"],
    ],
    ids=lambda command: " ".join(map(str, command[:2])),
)
def test_a_database_that_was_never_migrated_is_said_so(empty, command):
    is_said(empty.manage(*command), "Jalankan: manage.py migrate")


@pytest.mark.skipif(POSTGRES, reason="hanya untuk basis data tertanam")
def test_a_file_that_is_no_database_is_said_so(tmp_path):
    with new_site(tmp_path) as site:
        site.file.write_bytes(b"catatan" * 1000)
        is_said(site.manage("importfile", "--apply", KAMUS), "rusak atau bukan basis data")
        is_said(site.manage("migrate"), "Pulihkan dari cadangan: manage.py restore")


@pytest.mark.skipif(POSTGRES, reason="hanya untuk basis data tertanam")
def test_a_folder_that_is_not_there_is_named(tmp_path):
    with new_site(tmp_path) as site:
        site.environment["KOMPETENSI_DATA"] = str(tmp_path / "tidak ada")
        is_said(site.manage("importfile", KAMUS), f"Folder {tmp_path / 'tidak ada'} tidak ada.")


def test_the_whole_traceback_is_there_for_who_asks(empty):
    assert "Traceback" in empty.manage("exportfile", "kamus.md", "--traceback").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="hanya untuk POSIX")
def test_a_command_that_is_interrupted_says_so(empty, tmp_path):
    os.mkfifo(tmp_path / "lambat.md")
    command = [sys.executable, "manage.py", "importfile", str(tmp_path / "lambat.md")]
    listens = partial(signal.signal, signal.SIGINT, signal.default_int_handler)  # jobs in the background ignore it
    process = subprocess.Popen(
        command,
        cwd=BASE_DIR,
        env=empty.environment,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=listens,  # noqa: PLW1509
    )
    with (tmp_path / "lambat.md").open("wb"):  # once the command has opened it; it waits for what never comes
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert errors.strip().startswith("Dihentikan.")
    assert process.returncode == 130


def locked():
    """The error of a write while another connection writes, as Django raises it."""
    first, second = (sqlite3.connect("file:x?mode=memory&cache=shared", uri=True, timeout=0) for _ in range(2))
    try:
        first.execute("BEGIN EXCLUSIVE")
        second.execute("CREATE TABLE x (y)")
    except sqlite3.OperationalError as error:
        raise OperationalError(str(error)) from error
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (KeyboardInterrupt(), "Dihentikan"),
        (MemoryError(), "Memori"),
        (OSError(28, "No space left on device", "/tujuan"), "/tujuan: ruang simpan penuh"),
        (OSError(30, "Read-only file system", "/tujuan"), "/tujuan: akun ini tidak berhak"),
        (ZeroDivisionError(), ""),
    ],
)
def test_each_failure_of_the_machine_has_a_sentence_and_a_fault_of_the_program_has_none(raised, said):
    assert explained(raised).startswith(said)
    assert bool(explained(raised)) is bool(said)


def test_a_locked_database_is_said_so():
    with pytest.raises(OperationalError) as caught:
        locked()
    assert explained(caught.value).startswith("Basis data sedang dipakai untuk menyimpan perubahan lain.")


def test_a_port_of_the_demonstration_that_another_program_has_is_refused_by_name(db, settings, monkeypatch):
    settings.DEMO = True
    for port, said in (("0", "0 bukan nomor porta"), ("x", "bukan nomor porta")):
        monkeypatch.setenv("PORT", port)
        with pytest.raises(CommandError, match=said):
            call_command("demo", "--serve")
