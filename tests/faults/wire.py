"""The way to PostgreSQL, as a port of this machine that can be cut."""

import getpass
import socket
import threading
from contextlib import contextmanager, suppress

from django.conf import settings


class Wire:
    """Forwards connections to the tests' server, until it is told to refuse them, or to let nothing through."""

    def __init__(self):
        self.flows = threading.Event()
        self.flows.set()
        self.lines, self.port = [], 0
        self.listen()

    def listen(self):
        """Accept connections, on the same port as before."""
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def accept(self, listener):
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = to_server()
                self.lines += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self.forward, args=pair, daemon=True).start()

    def forward(self, source, target):
        with suppress(OSError):
            while data := source.recv(65536):
                self.flows.wait()
                target.sendall(data)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def refuse(self):
        """As a server that was stopped: end every connection and accept none."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for each in self.lines:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def hold(self):
        """As a server that was frozen, or a network that loses everything: accept, and let nothing through."""
        self.flows.clear()

    def mend(self):
        """As before."""
        if self.listener.fileno() < 0:
            self.listen()
        self.flows.set()


def to_server():
    """A new connection to the tests' server."""
    named = settings.DATABASES["default"]
    port = named["PORT"] or 5432
    if not named["HOST"].startswith("/"):
        return socket.create_connection((named["HOST"] or "127.0.0.1", port))
    line = socket.socket(socket.AF_UNIX)
    line.connect(f"{named['HOST']}/.s.PGSQL.{port}")
    return line


@contextmanager
def wire_to(site):
    """A wire that the site uses from now on."""
    wire, who = Wire(), settings.DATABASES["default"]["USER"] or getpass.getuser()
    site.environment["DATABASE_URL"] = f"postgres://{who}@127.0.0.1:{wire.port}/{site.name}"
    try:
        yield wire
    finally:
        wire.mend()
        wire.refuse()
