"""Counting attempts: by whom, how long, by all processes together, and on a disk that takes nothing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from exchange import throttling
from exchange.throttling import allow

COUNT = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(SECRET_KEY="x", ATTEMPTS_FILE=sys.argv[1])
from exchange import throttling
print("ready", flush=True)
sys.stdin.readline()
print(sum(throttling.allow("file", 7, most=50) for _ in range(40)))
"""


@pytest.fixture(autouse=True)
def _nothing_in_memory(monkeypatch):
    monkeypatch.setattr(throttling, "_memory", [])


@pytest.fixture
def path(settings):
    return Path(settings.ATTEMPTS_FILE)


def rows(path):
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
    connection.close()
    return found


def test_attempts_are_counted_by_who_and_kind_and_forgotten_after_an_hour(path, later):
    assert [allow("a", "x", most=2) for _ in range(3)] == [True, True, False]
    assert allow("a", "y", most=2) and allow("b", "x", most=2)
    later(61 * 60)
    assert allow("a", "x", most=2)
    assert rows(path) == 1


def test_a_clock_that_begins_anew_neither_frees_nor_locks_anybody(later):
    later(1_000_000)
    assert [allow("a", "x", most=2) for _ in range(2)] == [True, True]
    later(-999_000)
    assert not allow("a", "x", most=2)
    later(59 * 60)
    assert not allow("a", "x", most=2)
    later(2 * 60)
    assert allow("a", "x", most=2)


def test_the_clock_on_the_wall_plays_no_part(monkeypatch):
    assert [allow("a", "x", most=2) for _ in range(2)] == [True, True]
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert not allow("a", "x", most=2)
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert not allow("a", "x", most=2)


def test_all_processes_of_a_machine_count_together(path):
    command = [sys.executable, "-c", COUNT, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(4)]
    for each in processes:
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        each.stdin.write("go\n")
        each.stdin.flush()
    assert sum(int(each.communicate(timeout=60)[0]) for each in processes) == 50
    assert path.stat().st_mode & 0o077 == 0, "for its owner's eyes"


def test_flooding_one_kind_stays_small_and_takes_no_other_with_it(path, monkeypatch):
    monkeypatch.setattr(throttling, "LARGEST", 300)
    assert not [allow("log-in", "x", most=1) for _ in range(2)][1]
    throttling.transact(lambda counts: [counts.add("letter", n) for n in range(2000)])
    assert rows(path) <= 300 + 256 + 1
    assert not allow("log-in", "x", most=1)
    assert throttling.holds("letter", 1999) and not throttling.holds("letter", 0)


def unwritable_folder(path):
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.write_bytes(b"a file, not a folder")


def folder_in_its_place(path):
    path.mkdir(parents=True)


def busy_file(path):
    allow("b", "y", most=1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    return other


@pytest.mark.parametrize("spoil", [unwritable_folder, folder_in_its_place, busy_file])
def test_where_the_file_cannot_be_written_the_process_counts_in_memory(settings, tmp_path, monkeypatch, spoil):
    monkeypatch.setattr(throttling, "PATIENCE", 0.01)
    settings.ATTEMPTS_FILE = tmp_path / "folder" / "attempts.sqlite3"
    held = spoil(settings.ATTEMPTS_FILE)
    assert [allow("a", "x", most=2) for _ in range(3)] == [True, True, False]
    assert throttling.holds("a", "x") and not throttling.holds("a", "y")
    if held:
        held.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_read_only_file_is_counted_in_memory(tmp_path):
    """As another account, since root may write everywhere."""
    script = COUNT.replace("print(sum", "import os; os.setuid(65534)\nprint(sum")
    path = tmp_path / "attempts.sqlite3"
    tmp_path.chmod(0o755)
    path.write_bytes(b"")
    path.chmod(0o444)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o055)
    command = [sys.executable, "-c", script, path]
    result = subprocess.run(command, input="go\n", capture_output=True, text=True, check=False)
    assert result.stdout == "ready\n40\n", result.stderr
    assert path.read_bytes() == b""


@pytest.mark.parametrize("content", [b"no database at all" * 300, "cut"])
def test_a_damaged_file_is_made_anew(path, content):
    allow("a", "x", most=9)
    if content == "cut":
        content = path.read_bytes()[:4096] + os.urandom(20_000)
    path.write_bytes(content)
    for _ in range(3):
        allow("a", "x", most=9)
    assert 1 <= rows(path) <= 3


def test_the_file_has_room_when_the_disk_has_none(path):
    """Rows are written into room that is there: neither the file nor its journal grows."""
    allow("a", "x", most=1)
    journal = path.with_name(f"{path.name}-journal")
    before = path.stat().st_size, journal.stat().st_size
    for n in range(1500):
        throttling.transact(lambda counts, n=n: (counts.add("name", n), counts.add("address", n)))
    assert (path.stat().st_size, journal.stat().st_size) == before
