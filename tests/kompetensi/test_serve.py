"""The site on a server: what the command becomes, and when it refuses."""

import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

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


@pytest.fixture
def port():
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_it_becomes_granian_with_worker_processes_that_are_replaced(db, became, port):
    call_command("serve", workers=3, threads=2, port=port)
    assert became[1:3] == ["-m", "granian"]
    assert became[-1] == "kompetensi.wsgi:application"
    joined = " ".join(became)
    for words in ("--interface wsgi", "--workers 3", "--blocking-threads 2", f"--host 127.0.0.1 --port {port}"):
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


def test_a_file_that_is_no_socket_is_not_taken_over(db, became, tmp_path):
    (tmp_path / "s").write_text("catatan")
    with pytest.raises(CommandError, match="bukan soket"):
        call_command("serve", socket=str(tmp_path / "s"))
    assert (tmp_path / "s").read_text() == "catatan"
    with pytest.raises(CommandError, match="tidak dapat dibuat"):
        call_command("serve", socket=str(tmp_path / "tidak ada" / "s"))


@pytest.mark.parametrize("mine", ["127.0.0.1", "0.0.0.0", "::1", "::"])
@pytest.mark.parametrize("theirs", ["127.0.0.1", "0.0.0.0", "::1", "::"])
def test_a_port_that_another_program_has_is_refused_by_name(db, became, port, mine, theirs):
    """An address of the one family is free beside one of the other, unless either stands for all."""
    with socket.socket(socket.AF_INET6 if ":" in theirs else socket.AF_INET) as other:
        other.bind((theirs, port))
        other.listen()
        if {mine, theirs} in ({"127.0.0.1", "::1"}, {"0.0.0.0", "::1"}):
            call_command("serve", host=mine, port=port)
            return
        with pytest.raises(CommandError) as caught:
            call_command("serve", host=mine, port=port)
    assert f"Tidak dapat melayani di {mine} porta {port}: sudah dipakai" in str(caught.value)
    assert f"--port {port + 1}" in str(caught.value)
    if sys.platform == "linux":
        assert f"oleh proses {os.getpid()} (" in str(caught.value)
    assert not became


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"port": 80_000}, "80000 bukan nomor porta"),
        ({"host": "192.0.2.1"}, "mesin ini tidak memiliki alamat itu"),
        ({"host": "tidak-ada.invalid"}, "tidak-ada.invalid: nama atau alamat ini tidak dikenal"),
    ],
)
def test_an_address_that_cannot_be_is_refused_by_name(db, became, port, options, said):
    with pytest.raises(CommandError, match=said):
        call_command("serve", **{"port": port} | options)
    assert not became


CLAIM = """
import sys
from django.core.management.base import CommandError
from kompetensi.operations.listening import claim_port
print("ready", flush=True)
sys.stdin.readline()
try:
    claim_port("127.0.0.1", int(sys.argv[1]), hint="")
    print("mine", flush=True)
except CommandError:
    print("taken", flush=True)
sys.stdin.read()
"""


def test_of_several_that_claim_a_port_at_the_same_moment_one_gets_it(port):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", CLAIM, str(port)]
    processes = [subprocess.Popen(command, cwd=BASE_DIR, **pipes) for _ in range(4)]
    assert {process.stdout.readline() for process in processes} == {"ready\n"}
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sorted(process.stdout.readline() for process in processes) == ["mine\n"] + 3 * ["taken\n"]
    for process in processes:
        process.communicate(timeout=60)


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
def site(tmp_path):
    """A site of its own, migrated."""
    with new_site(tmp_path) as site:
        assert site.manage("migrate", "-v0").returncode == 0
        yield site


@contextmanager
def serving(site, log, *options):
    """A server of that site, once it answers; its main process."""
    command = [sys.executable, "manage.py", "serve", *map(str, options)]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=BASE_DIR, env=site.environment, stdout=file, stderr=file)
    try:
        wait_for(log, b"Started worker", 2)
        yield process
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture
def served(site, tmp_path):
    """A server of its own, behind a socket; the socket and the process."""
    with serving(site, tmp_path / "log", "--socket", tmp_path / "s", "--wait", 8) as process:
        yield tmp_path / "s", process, tmp_path / "log"


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


def workers(log):
    """The process numbers that a server gave to its workers."""
    return [int(number) for number in re.findall(rb"Spawning worker-\d with PID: (\d+)", log.read_bytes())]


def are_gone(numbers, within):
    """Whether all of these processes end within so many seconds."""
    until = time.monotonic() + within
    while any(map(is_running, numbers)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(is_running, numbers))


def is_running(number):
    """Whether there is such a process; one that has ended and waits for its parent is not running."""
    try:
        os.kill(number, 0)
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc").is_dir()


@pytest.mark.parametrize("kind", ["port", "socket"])
def test_a_second_server_is_refused_and_after_sigkill_of_the_main_process_a_new_one_serves_alone(
    site, tmp_path, kind, port
):
    place = ["--port", port] if kind == "port" else ["--socket", tmp_path / "s"]
    with serving(site, tmp_path / "log", *place) as main:
        for again in [place, ["--host", "0.0.0.0", *place]] if kind == "port" else [place]:
            second = site.manage("serve", *again)
            assert second.returncode == 1
            assert "Traceback" not in second.stderr
            assert f"oleh proses {main.pid}" in second.stderr
        main.kill()
        assert are_gone(workers(tmp_path / "log"), within=3)
        with serving(site, tmp_path / "new", *place) as new:
            third = site.manage("serve", *place)
            assert f"oleh proses {new.pid}" in third.stderr
            if kind == "socket":
                assert {asked(tmp_path / "s") for _ in range(8)} == {200}
        with serving(site, tmp_path / "next", *place):  # at once after it stopped
            pass
