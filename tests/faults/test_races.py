"""Two people at once: processes of their own on one database, as on a real server."""

import json
import time

from tests.builders import FIXTURES

PREPARE = """
import json
from django.contrib.auth import get_user_model
from exchange.proposals import deciding
from exchange.imports import uploads
kamus = open(sys.argv[1], "rb").read()
user = get_user_model().objects.create_user("Ani")
found = []
for word in (b"Memberi", b"Membawa"):
    data = kamus.replace(b"5 | Memberikan solusi", b"5 | " + word + b" solusi")
    row = uploads.accept(data, name="baru.md", size=len(data), user=user)
    found.append([str(row.pk), deciding.preview(row).fingerprint])
print(json.dumps(found))
"""
APPLY = """
import pathlib, time
from django.contrib.auth import get_user_model
from exchange.history.applying import StaleError
from exchange.models import Proposal
from exchange.proposals import deciding
user = get_user_model().objects.get()
row = Proposal.objects.get(pk=sys.argv[1])
print("ready", flush=True)
while not pathlib.Path(sys.argv[3]).exists(): time.sleep(.001)
try:
    deciding.apply(row, sys.argv[2], sure=False, user=user)
    print("applied")
except StaleError:
    print("stale")
"""
UPLOAD = """
import pathlib, time
from exchange.throttling import allow
print("ready", flush=True)
while not pathlib.Path(sys.argv[1]).exists(): time.sleep(.001)
print(sum(allow("file", 7, most=20) for _ in range(10)))
"""
COUNT = """
from exchange.models import Proposal, Revision
print(Revision.objects.filter(before__isnull=False).count(), Proposal.objects.filter(state="applied").count())
"""


def race(site, contenders):
    """What became of each (import, print) when all are applied at the same moment."""
    go = site.folder / "go"
    processes = [site.start(APPLY, pk, seen, go) for pk, seen in contenders]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    time.sleep(0.05)
    go.touch()
    outcomes = [process.communicate(timeout=60)[0].strip() for process in processes]
    go.unlink()
    return sorted(outcomes)


def test_of_two_applies_at_once_one_wins(site):
    rivals = json.loads(site.run(PREPARE, FIXTURES / "kamus.md"))
    assert race(site, rivals) == ["applied", "stale"]
    assert site.run(COUNT).split() == ["1", "3"]


def test_a_double_click_that_arrives_at_once_is_one_apply(site):
    first, _ = json.loads(site.run(PREPARE, FIXTURES / "kamus.md"))
    assert race(site, [first, first]) == ["applied", "applied"]
    assert site.run(COUNT).split() == ["1", "3"]


def test_what_one_may_do_so_often_an_hour_is_counted_by_all_processes_together(site):
    go = site.folder / "go"
    processes = [site.start(UPLOAD, go) for _ in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    go.touch()
    assert sum(int(process.communicate(timeout=60)[0]) for process in processes) == 20
