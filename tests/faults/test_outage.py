"""A database that goes away while people read: an answer within seconds, and pages as soon as it is back."""

import threading
import time
from contextlib import contextmanager

import pytest

from tests.faults import LONG
from tests.faults.browsers import Browser
from tests.faults.serving import served
from tests.faults.wire import wire_to
from tests.own_site import POSTGRES

SECONDS = 30 if LONG else 6
#: Seconds that an answer may take, and what a busy machine may add to them.
PROMISED, BUSY = 3, 2
PEOPLE = 12
PATHS = ("/", "/kamus/DEVO/", "/cari/?q=solusi", "/sehat/")


class Reader:
    """Somebody who asks for one page over and over: when each time, how long it took, and the status."""

    def __init__(self, port, path, over):
        self.answers, self.over = [], over
        self.thread = threading.Thread(target=self.read, args=(Browser(port), path))
        self.thread.start()

    def read(self, browser, path):
        while not self.over.is_set():
            began = time.monotonic()
            try:
                status = browser.ask("GET", path).status_code
            except OSError as error:
                status = repr(error)
            self.answers.append((began, time.monotonic() - began, status))
            self.over.wait(0.05)


@contextmanager
def reading(port):
    """People who read, while the block runs; yields them."""
    over = threading.Event()
    readers = [Reader(port, PATHS[number % len(PATHS)], over) for number in range(PEOPLE)]
    try:
        yield readers
    finally:
        over.set()
        for reader in readers:
            reader.thread.join()


def has_no_long_end(port, cut, mend):
    """Cut for `SECONDS`, and look at what everybody was answered before, meanwhile and afterwards."""
    with reading(port) as readers:
        time.sleep(1)
        cut()
        gone = time.monotonic()
        time.sleep(SECONDS)
        mend()
        back = time.monotonic()
        time.sleep(PROMISED + BUSY + 1)
    answers = [answer for reader in readers for answer in reader.answers]
    slowest = max(took for _, took, _ in answers)
    first = min(began + took for began, took, status in answers if status == 200 and began + took > back) - back
    last = max((began + took for began, took, status in answers if status != 200), default=back) - back
    print(
        f"away for {SECONDS} s: slowest answer {slowest:.1f} s; first page {first:.1f} s, last 503 {last:.1f} s after"
    )
    assert {status for _, _, status in answers} == {200, 503}
    assert {status for began, took, status in answers if began + took < gone} == {200}
    assert {status for began, took, status in answers if gone + PROMISED + BUSY < began + took < back} == {503}
    assert slowest < PROMISED + BUSY
    assert last < PROMISED + BUSY


@pytest.mark.skipif(not POSTGRES, reason="hanya untuk PostgreSQL")
@pytest.mark.parametrize("how", ["refuse", "hold"])
def test_a_server_that_was_away_is_soon_said_and_soon_found_again(site, how):
    with wire_to(site) as wire, served(site) as (_, port):
        has_no_long_end(port, getattr(wire, how), wire.mend)


@pytest.mark.skipif(POSTGRES, reason="hanya untuk basis data tertanam")
def test_a_file_that_was_away_is_soon_said_and_soon_found_again_and_no_empty_one_takes_its_place(site):
    aside = site.folder / "aside"
    aside.mkdir()

    def cut():
        for path in sorted(site.folder.glob("kompetensi.sqlite3*")):
            path.rename(aside / path.name)

    def mend():
        assert not site.file.exists()
        for path in sorted(aside.iterdir(), reverse=True):
            path.rename(site.folder / path.name)

    with served(site) as (_, port):
        has_no_long_end(port, cut, mend)
