"""A process that is killed in the middle of an apply leaves the database exactly as before, or exactly as after."""

import os
import random
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest

from benchmarks.generator import dictionary
from tests.builders import FIXTURES
from tests.faults import LONG, seconds_left
from tests.own_site import POSTGRES, Site, driver

#: How many processes are killed, and how many, without the transaction, until a half state must have been seen.
KILLS = (100 if POSTGRES else 300) if LONG else 6
CONTROLS = 40
#: Seconds that other tests and the end of this one are left.
SPARE = 60
#: How many competencies the file brings besides those it changes: enough that a random moment falls between two.
NEW = 30
#: How many times a backup is put back.
RESTORES = 10 if LONG else 2
RESTORE = """
from django.core.management import call_command
from kompetensi.management.commands import restore
print("ready", flush=True)
sys.stdin.readline()
call_command("restore", sys.argv[1], yes=True, verbosity=0)
"""
RECEIVE = """
from exchange.imports import review as imports
from exchange.proposals.rows import save_rows
data = open(sys.argv[1], "rb").read()
found = imports.review(data)
row = imports.new_import(data, name="baru.md", review=found, user=None)
row.save()
save_rows(row, found.rows)
print(row.pk)
"""


@pytest.fixture(scope="module")
def base(filled_site, tmp_path_factory):
    """A site where a file waits that changes much, and the import's number; it is copied for every attempt."""
    folder = tmp_path_factory.mktemp("base")
    base = Site(folder)
    base.copy_of(filled_site)
    text = (FIXTURES / "kamus.md").read_text()
    new = "".join(dictionary(NEW))
    (folder / "baru.md").write_text(text.replace("Memberikan", "Memberi") + "\n" + new)
    yield base, base.run(RECEIVE, folder / "baru.md").strip()
    base.remove()


@contextmanager
def killer(site, pk, *options):
    """A function that applies the import in a process which is killed after so many seconds; says what became of it."""
    with site.start("tests.faults.killing", pk, *options, stdin=subprocess.PIPE) as process:

        def attempt(seconds):
            process.stdin.write(f"{seconds}\n")
            process.stdin.flush()
            said = process.stdout.readline().split()
            assert said[0] in ("killed", "done"), said
            settle(site)
            return said[0], float(said[1]) if said[1:] else 0.0

        yield attempt
        process.stdin.close()


def settle(site):
    """Wait until the server has noticed that a process is gone."""
    if POSTGRES:
        with driver("postgres") as connection:
            while connection.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", [site.name]).fetchone():
                time.sleep(0.005)


def states(site, base, pk, *options, count):
    """The states that so many killed processes left, "before", "after" or "half", as they come."""
    with killer(site, pk, *options) as attempt:
        site.copy_of(base)
        before = site.content()
        _, took = attempt("inf")
        after = site.content()
        assert before != after
        dice, killed = random.Random(), 0
        while killed < count and seconds_left() > SPARE:
            site.copy_of(base)
            moment = dice.choice([dice.uniform(0, 1), dice.uniform(0.85, 1.05)])  # the end is where it is decided
            fate, seconds = attempt(moment * took)
            content = site.content()
            if fate == "killed":
                killed += 1
                yield "before" if content == before else "after" if content == after else "half"
            else:
                took = seconds or took
                assert content == after or options


def test_a_killed_apply_leaves_everything_as_before_or_as_after(site, base):
    found = list(states(site, *base, count=KILLS))
    seen = ", ".join(f"{found.count(state)} {state}" for state in ("before", "after", "half"))
    print(f"{len(found)} kills of {KILLS}: {seen}")
    assert "half" not in found
    assert len(found) == KILLS, "there was no time for more"


def test_without_the_transaction_the_same_kills_leave_halves(site, base):
    for number, state in enumerate(states(site, *base, "--piecemeal", count=CONTROLS), start=1):
        if state == "half":
            print(f"without the transaction: half after {number} kills")
            return
    pytest.fail(f"{CONTROLS} kills without a transaction left nothing half: the test above can see nothing")


def restored(site, kept, wait):
    """Whether `kept` was put back by a process that is killed after so many seconds, and how many it took."""
    with site.start(RESTORE, kept, stdin=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        process.stdin.write("go\n")
        process.stdin.flush()
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with the programs that it has started
        seconds = time.monotonic() - began
    settle(site)
    return process.returncode == 0, seconds


def test_a_killed_restore_leaves_what_was_there_or_what_was_kept(site, base, tmp_path):
    base, pk = base
    assert site.manage("backup", tmp_path / "semula.cadangan").returncode == 0
    changed = tmp_path / "lain.cadangan"
    site.copy_of(base)
    with killer(site, pk) as attempt:
        attempt("inf")
    assert site.manage("backup", changed).returncode == 0
    after = site.content()
    assert restored(site, tmp_path / "semula.cadangan", 60)[0]
    before = site.content()
    assert before != after
    _, took = restored(site, changed, 60)
    found, dice = [], random.Random()
    for number in range(RESTORES):
        path = tmp_path / "semula.cadangan" if site.content() == after else changed
        ended, seconds = restored(site, path, dice.uniform(0.2, 1.1) * took)
        if ended:
            took = min(took, seconds)
        content = site.content()
        found.append("before" if content == before else "after" if content == after else f"half ({number})")
    print(f"{len(found)} restores, most of them killed: {found.count('before')} before, {found.count('after')} after")
    assert set(found) <= {"before", "after"}
