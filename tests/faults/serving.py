"""A site as a server runs it, and somebody who is in its way."""

import socket
import time
from contextlib import contextmanager

from tests.faults.browsers import Browser
from tests.own_site import POSTGRES


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(site, *options):
    """The site as a server runs it, with these options: its process, and the port it answers on."""
    port, log = free_port(), site.folder / "server.log"
    command = ["manage.py", "serve", "--port", str(port), *options]
    with log.open("wb") as said, site.start(*command, stdout=said, stderr=said) as process:
        try:
            await_answer(port, process, log)
            yield process, port
        finally:
            process.terminate()


def await_answer(port, process, log):
    deadline = time.monotonic() + 60
    while True:
        try:
            assert Browser(port).ask("GET", "/bantuan/").status_code == 200
            return
        except OSError:
            assert time.monotonic() < deadline and process.poll() is None, log.read_text()
            time.sleep(0.1)


@contextmanager
def somebody_writing(site, lock="SELECT * FROM exchange_ledger FOR UPDATE"):
    """Somebody else who holds what every writer needs, while the block runs."""
    with site.connection() as other:
        other.execute("BEGIN" if POSTGRES else "BEGIN EXCLUSIVE")
        if POSTGRES:
            other.execute(lock)
        yield
        other.execute("ROLLBACK")
