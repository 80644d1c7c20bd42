"""Many people at once on a site as it is served: nobody is answered 5xx, no save is lost, a restart loses nobody."""

import json
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.faults import LONG
from tests.faults.browsers import Browser, Crowd

SECONDS = 60 if LONG else 4
#: Writers and readers, and people who bring files in, each of whom may bring 20.
PEOPLE, IMPORTERS = 8, 5
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
KEPT = """
import json
from exchange.models import Revision
texts = {line[1] for revision in Revision.objects.exclude(after=None) for line in revision.after["lines"]}
print(json.dumps([text for text in json.load(sys.stdin) if text not in texts]))
"""
pytestmark = pytest.mark.skipif("serve" not in get_commands(), reason="tidak ada perintah serve")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(site):
    """The site as a server runs it: its process, and the port it answers on."""
    port, log = free_port(), site.folder / "server.log"
    command = ["manage.py", "serve", "--port", str(port)]
    with log.open("wb") as said, site.start(*command, stdout=said, stderr=said) as process:
        deadline = time.monotonic() + 60
        while True:
            try:
                assert Browser(port).ask("GET", "/bantuan/").status_code == 200
                break
            except OSError:
                assert time.monotonic() < deadline and process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield process, port
        process.terminate()


def crowd_of(site, port, *, people, importers):
    """That many writers and as many readers, and one who applies a file a second, of several accounts."""
    crowd = Crowd(port)
    sessions = json.loads(site.run(ACCOUNTS, people + importers))
    for session in sessions[:people]:
        crowd.add(crowd.write, Browser(port, session))
        crowd.add(crowd.read, Browser(port))
    crowd.add(crowd.apply, [Browser(port, session) for session in sessions[people:]], pause=1)
    return crowd


def nothing_went_wrong(site, crowd):
    """Everybody was answered, by what is meant, and what was saved is in the history."""
    print(f"{sum(crowd.statuses.values())} answers {dict(crowd.statuses)}, {len(crowd.saved)} saves")
    assert crowd.lost == []
    assert set(crowd.statuses) <= {200, 302, 409}
    assert crowd.saved
    with site.start(KEPT, stdin=subprocess.PIPE) as process:
        missing, _ = process.communicate(json.dumps(crowd.saved))
    assert json.loads(missing) == []


def test_many_readers_and_writers_and_an_apply_a_second(site):
    with served(site) as (_, port):
        crowd = crowd_of(site, port, people=PEOPLE, importers=IMPORTERS)
        crowd.work(SECONDS)
    nothing_went_wrong(site, crowd)


def workers_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.skipif(not LONG or not Path("/proc/self/task").exists(), reason="lama; python3 run.py faults")
def test_a_restart_under_load_loses_no_request(site):
    with served(site) as (process, port):
        crowd = crowd_of(site, port, people=3, importers=IMPORTERS)
        before = workers_of(process)

        def restart():
            time.sleep(3)
            process.send_signal(signal.SIGHUP)
            deadline = time.monotonic() + 90
            while set(workers_of(process)) & set(before) and time.monotonic() < deadline:
                time.sleep(0.5)

        crowd.work(SECONDS, restart)
        assert not set(workers_of(process)) & set(before)
    nothing_went_wrong(site, crowd)
