"""Ten people who read a served site, in a process of their own, so that nothing but the site makes them wait."""

import json
import random
import sys
import time

from tests.faults.browsers import Browser, Crowd

READERS = 10
#: Seconds between two pages of a person: ten people ask for fifty pages a second.
PAUSE = 0.2
#: Home, list, competency, search.
PAGES = ("/", "/kamus/", "/kamus/DEVO/", "/cari/?q=solusi", "/cari/?q=mengembangkan+bawahan")


class Readers(Crowd):
    """People who read; `took` holds for each answer when it was asked for, by the machine's clock, and its seconds."""

    def __init__(self, port):
        super().__init__(port)
        self.took = []
        for _ in range(READERS):
            self.add(self.look, Browser(port), pause=PAUSE)

    def look(self, browser):
        """Open a page."""
        began = time.monotonic()
        status = browser.ask("GET", random.choice(PAGES)).status_code
        self.took.append((began, time.monotonic() - began))
        yield status


def main(port):
    """Read until told to stop, and print as JSON what was seen."""
    readers = Readers(port)
    print("ready", flush=True)
    readers.work(0, sys.stdin.readline)
    print(json.dumps([readers.took, dict(readers.statuses), readers.lost]))
