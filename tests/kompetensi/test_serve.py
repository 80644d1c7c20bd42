"""The site on a server: what the command becomes, and when it refuses."""

import http.client
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from kompetensi.management.commands import serve
from tests.own_site import new_site
from tests.settings import BASE_DIR


@pytest.fixture
def became(monkeypatch):
    """The words of what the command became."""
    monkeypatch.setenv("KOMPETENSI_THREADS", "")
    words = []
    monkeypatch.setattr(serve, "become", words.extend)
    return words


def test_it_becomes_granian_with_worker_processes_that_are_replaced(db, became):
    call_command("serve", workers=3, threads=2, port=8123)
    assert became[1:3] == ["-m", "granian"]
    assert became[-1] == "kompetensi.wsgi:application"
    joined = " ".join(became)
    for words in ("--interface wsgi", "--workers 3", "--blocking-threads 2", "--host 127.0.0.1 --port 8123"):
        assert words in joined
    assert "--respawn-failed-workers" in became
    assert os.environ["KOMPETENSI_THREADS"] == "2"


def test_a_socket_that_nobody_serves_any_more_is_taken_over_and_a_served_one_is_not(db, became, tmp_path):
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
        left.listen()
        with pytest.raises(CommandError, match="Sudah ada yang melayani"):
            call_command("serve", socket=str(path))
    call_command("serve", socket=str(path))
    assert not path.exists()
    assert became[became.index("--uds") + 1] == str(path)
    assert "--host" not in became


def test_a_database_of_another_version_is_not_served(db, became):
    MigrationRecorder.Migration.objects.filter(app="exchange").delete()
    with pytest.raises(CommandError, match=r"Jalankan: manage\.py migrate"):
        call_command("serve")
    assert not became


def test_without_static_files_it_does_not_serve(db, became, settings, tmp_path):
    name = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": name}}
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(CommandError, match="collectstatic"):
        call_command("serve")
    assert not became


class Local(http.client.HTTPConnection):
    """A connection through a socket, as a proxy makes one for each request."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(self.path)


def asked(path, address="/bantuan/", *, again=True):
    """What becomes of one request: its status, or the name of what went wrong.

    A worker that ends closes a connection on which nothing was said yet; a proxy then asks once more, and so does this.
    """
    connection = Local(path)
    try:
        connection.request("GET", address)
        return connection.getresponse().status
    except OSError as error:
        return asked(path, address, again=False) if again else type(error).__name__
    finally:
        connection.close()


@pytest.fixture
def served(tmp_path):
    """A server of its own, behind a socket; the socket and the process."""
    with new_site(tmp_path) as site:
        assert site.manage("migrate", "-v0").returncode == 0
        command = [sys.executable, "manage.py", "serve", "--socket", str(tmp_path / "s"), "--wait", "8"]
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=BASE_DIR, env=site.environment, stdout=log, stderr=log)
        wait_for(tmp_path / "log", b"Started worker", 2)
        yield tmp_path / "s", process, tmp_path / "log"
        process.kill()
        process.wait()


def wait_for(log, words, times):
    for _ in range(600):
        if log.read_bytes().count(words) >= times:
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_new_code_is_taken_over_without_losing_a_request_and_it_ends_when_told(served):
    path, process, log = served
    outcomes, over = Counter(), threading.Event()

    def person():
        while not over.is_set():
            outcomes[asked(path)] += 1
            time.sleep(0.05)

    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    people = [threading.Thread(target=person) for _ in range(4)]
    for each in people:
        each.start()
    time.sleep(1)
    process.send_signal(signal.SIGHUP)
    wait_for(log, b"Stopped old", 2)
    over.set()
    for each in people:
        each.join()
    assert set(outcomes) == {200}, outcomes
    assert asked(path, "/sehat/") == 200
    process.terminate()
    assert process.wait(30) == 0
    assert not path.exists()
