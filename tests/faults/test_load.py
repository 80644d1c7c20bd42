"""Many people at once on a site as it is served: nobody is answered 5xx, no save is lost, a restart loses nobody."""

import json
import random
import signal
import statistics
import subprocess
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.builders import TEXT
from tests.faults import LONG
from tests.faults.browsers import PAGES, Browser, Crowd
from tests.faults.serving import served, somebody_writing
from tests.pages import Page, fields, with_text

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
DEVO = "/kamus/DEVO/sunting/"
WRITTEN = "Memberi solusi yang “baru”, baris demi baris."
#: Seconds within which a reader is answered on a busy machine, and a writer who stands behind others: two short waits.
SOON, SHORT = 2, 2 * 5 + 3
pytestmark = pytest.mark.skipif("serve" not in get_commands(), reason="tidak ada perintah serve")


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


def asked_at_once(asks):
    """What each of these was answered, and the seconds it took, in a list that fills; and the threads that ask."""
    answers = []

    def take(ask):
        began = time.monotonic()
        answer = ask()
        answers.append((time.monotonic() - began, answer))

    threads = [threading.Thread(target=take, args=(ask,)) for ask in asks]
    for thread in threads:
        thread.start()
    return answers, threads


def test_readers_never_stand_behind_writers(site):
    [session] = json.loads(site.run(ACCOUNTS, 1))
    with served(site, "--workers", "1", "--threads", "4") as (_, port):
        writer, stranger = Browser(port, session), Browser(port)
        sent = with_text(fields(writer.ask("GET", DEVO)), TEXT, WRITTEN)
        name = fields(stranger.ask("GET", "/masuk/"), "username") | {"username": "Siapa", "password": "salah"}
        with somebody_writing(site):
            posts = [partial(writer.post, DEVO, sent)] * 8 + [partial(stranger.post, "/masuk/", name)] * 4
            answers, threads = asked_at_once(posts)
            time.sleep(1)
            read, readers = asked_at_once([partial(Browser(port).ask, "GET", path) for path in PAGES])
            for thread in (*readers, *threads):
                thread.join()
        assert {answer.status_code for _, answer in read} == {200}
        assert max(took for took, _ in read) < SOON
        assert max(took for took, _ in answers) < SHORT
        told = [answer for _, answer in answers if b'name="teks"' in answer.content]
        assert len(told) == 8
        for answer in told:
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
            assert WRITTEN in Page(answer).form("teks").fields()["teks"]
        assert writer.post(DEVO, Page(told[-1]).form("teks").fields()).status_code == 302
    assert "ERROR" not in (site.folder / "server.log").read_text()


@pytest.mark.skipif(not LONG, reason="lama; python3 run.py faults")
def test_strangers_who_try_to_log_in_hardly_slow_readers_down(site):
    """With passwords as they are hashed in earnest; strangers try for some seconds in turns, so both are measured."""
    site.environment |= {"DJANGO_SETTINGS_MODULE": "kompetensi.settings", "KOMPETENSI_DEMO": "1"}
    sessions = json.loads(site.run(ACCOUNTS, IMPORTERS))
    trying, took, read = threading.Event(), {True: [], False: []}, set()

    def look(browser):
        began, beset = time.monotonic(), trying.is_set()
        read.add(browser.ask("GET", random.choice(PAGES)).status_code)
        took[beset].append(time.monotonic() - began)
        return ()

    def guess(browser):
        if trying.wait(0.2):
            form = fields(browser.ask("GET", "/masuk/"), "username")
            sent = form | {"username": f"Siapa {random.getrandbits(60)}", "password": "salah"}
            yield browser.post("/masuk/", sent).status_code

    def in_turns():
        for _ in range(SECONDS // 6):
            for change in (trying.set, trying.clear):
                change()
                time.sleep(3)

    with served(site) as (_, port):
        crowd = Crowd(port)
        for _ in range(10):
            crowd.add(look, Browser(port))
            crowd.add(guess, Browser(port))
        crowd.add(crowd.apply, [Browser(port, session) for session in sessions], pause=1)
        crowd.work(SECONDS, in_turns)
    slow = {beset: statistics.quantiles(times, n=100)[-1] for beset, times in took.items()}
    print(f"readers' p99 {slow[False]:.2f} s, while strangers try to log in {slow[True]:.2f} s; {dict(crowd.statuses)}")
    assert read == {200}
    assert slow[True] < 2 * slow[False] + SOON / 4


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


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="perlu /proc")
def test_sigkill_of_the_main_process_ends_its_workers_and_loses_no_save(site):
    with served(site) as (process, port):
        crowd = crowd_of(site, port, people=3, importers=1)
        workers = workers_of(process)

        def kill():
            time.sleep(2)
            process.kill()
            deadline = time.monotonic() + 3
            while any(map(is_running, workers)) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not any(map(is_running, workers))

        crowd.work(3, kill)
        assert crowd.lost  # nobody answers any more
    crowd.lost = []
    nothing_went_wrong(site, crowd)
    site.content()  # and the file is whole
    with served(site) as (_, port):
        assert Browser(port).ask("GET", "/kamus/DEVO/").status_code == 200


def is_running(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
