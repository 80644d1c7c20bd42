"""Ten people read while others write, make PDF files, apply a large file and try to log in: how long they wait."""

import json
import os
import random
import subprocess
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from django.core.management import get_commands

from benchmarks.generator import dictionary
from tests.faults import LONG
from tests.faults.browsers import Browser, Crowd
from tests.faults.serving import served

#: Seconds of reading undisturbed, and of reading while others write.
SECONDS = 20 if LONG else 2
#: Competencies of the site, and of the file that is applied; READING says another number of these.
STORED, APPLIED = 100 if LONG else 20, int(os.environ.get("READING", "14000" if LONG else "100"))
WRITERS, PRINTERS, STRANGERS = 8, 10, 10
#: Seconds of each turn of those who try to log in, and seconds within which every reader is answered.
TURN, SOON = 4 if LONG else 0.5, 3
BOOKS = ("/ekspor/kamus.pdf", "/ekspor/panduan.pdf", "/ekspor/kamus/DEVO.pdf")
READ = """
from tests.faults.reading import main
main(int(sys.argv[1]))
"""
ACCOUNTS = """
import json
from django.contrib.auth import get_user_model
from django.test import Client
found = []
for number in range(int(sys.argv[1])):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser(f"Orang {number}"))
    found.append(client.cookies["sessionid"].value)
print(json.dumps(found))
"""
pytestmark = pytest.mark.skipif("serve" not in get_commands(), reason="tidak ada perintah serve")


class Waits:
    """How long readers waited for each page, in seconds."""

    def __init__(self, took=()):
        self.fill(took)

    def fill(self, took):
        """`took` holds for each page when it was asked for, and the seconds that it took."""
        self.took, self.sorted = took, sorted(seconds for _, seconds in took)

    def within(self, spans):
        """The waits for what was asked for within these spans of time."""
        return Waits([(at, seconds) for at, seconds in self.took if any(begin <= at < end for begin, end in spans)])

    def of(self, share):
        return self.sorted[int(share * (len(self.sorted) - 1))]

    def __str__(self):
        if not self.sorted:
            return "no page"
        found = (f"{name} {1000 * self.of(share):.0f} ms" for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1)))
        return f"{len(self.sorted)} pages, {', '.join(found)}"


@contextmanager
def readers(site, port):
    """Readers while the block runs, and how long they waited once it ended. Each of them gets every page."""
    waits = Waits()
    with site.start(READ, port, stdin=subprocess.PIPE) as process:
        assert process.stdout.readline() == "ready\n"
        yield waits
        took, statuses, lost = json.loads(process.communicate("enough\n")[0])
    assert lost == []
    assert set(statuses) == {"200"}, statuses
    waits.fill(took)


def in_turns(process, change):
    """Call `change` with True and False in turns until the process ends; the spans of time of both, by that word."""
    spans, word, began = {True: [], False: []}, False, time.monotonic()
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(TURN)
        spans[word].append((began, time.monotonic()))
        word, began = not word, time.monotonic()
        change(word)
    return spans


def reads_alone(site, port):
    with readers(site, port) as waits:
        time.sleep(SECONDS)
    return waits


def print_book(browser):
    """Ask for a PDF by an address that nobody asked for before."""
    yield browser.ask("GET", f"{random.choice(BOOKS)}?x={random.getrandbits(64)}").status_code


def guess(browser):
    """Try to log in by a name that nobody tried before."""
    if "csrftoken" not in browser.cookies:
        browser.ask("GET", "/masuk/")
    data = {"username": f"nama{random.getrandbits(64)}", "password": "salah"}
    data["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
    yield browser.post("/masuk/", data).status_code


@pytest.fixture
def port(site):
    """The port of a site with some competencies more, as it is served."""
    file = site.folder / "sedang.md"
    file.write_text("".join(dictionary(STORED)))
    assert site.manage("importfile", "--apply", file).returncode == 0
    with served(site) as (_, port):
        with readers(site, port):
            time.sleep(1)  # the first page of a thread takes longer
        yield port


def test_reading_goes_on_while_eight_write_and_ten_make_pdf_files(site, port):
    alone = reads_alone(site, port)
    others = Crowd(port)
    for session in json.loads(site.run(ACCOUNTS, WRITERS)):
        others.add(others.write, Browser(port, session))
    for _ in range(PRINTERS):
        others.add(print_book, Browser(port))
    with readers(site, port) as among:
        others.work(SECONDS)
    print(f"meanwhile {len(others.saved)} saves, {dict(others.statuses)}, {len(others.lost)} lost")
    assert others.saved
    print(f"alone: {alone}\nwhile {WRITERS} write and {PRINTERS} make PDF files: {among}")
    assert among.of(0.99) < SOON


def test_reading_goes_on_while_a_large_file_is_applied_and_strangers_try_to_log_in(site, port):
    file = site.folder / "besar.md"
    file.write_text("".join(dictionary(STORED + APPLIED)))
    site.environment["KOMPETENSI_UPLOAD_LIMIT_MB"] = "100"
    alone, trying = reads_alone(site, port), threading.Event()
    strangers = Crowd(port)

    def guesses(browser):
        if trying.wait(0.1):
            yield from guess(browser)

    def applied():
        with site.start("manage.py", "importfile", "--apply", file, stdout=subprocess.DEVNULL) as process:
            spans.update(in_turns(process, lambda now: trying.set() if now else trying.clear()))
            assert process.returncode == 0
        trying.set()  # so that nobody waits any more

    for _ in range(STRANGERS):
        strangers.add(guesses, Browser(port))
    began, spans = time.monotonic(), {}
    with readers(site, port) as among:
        strangers.work(0, applied)
    print(f"{APPLIED} applied in {time.monotonic() - began:.1f} s, {dict(strangers.statuses)} to strangers")
    quiet, beset = (among.within(spans[word]) for word in (False, True))
    print(f"alone: {alone}\nwhile that is applied: {quiet}\nand {STRANGERS} try to log in, in turns: {beset}")
    assert not LONG or beset.of(0.99) <= 2 * quiet.of(0.99) + 0.1
