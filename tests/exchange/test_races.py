"""Two people at once: processes of their own on one database file, as on a real server."""

import json
import os
import subprocess
import sys
import time

import pytest

from tests.conftest import FIXTURES
from tests.settings import BASE_DIR

PREPARE = """
import json, sys
import django; django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
from exchange import imports, waiting
call_command("migrate", verbosity=0)
kamus = open(sys.argv[1], "rb").read()
imports.apply(kamus, name="kamus.md")
user = get_user_model().objects.create_user("Ani")
found = []
for word in (b"Memberi", b"Membawa"):
    data = kamus.replace(b"5 | Memberikan solusi", b"5 | " + word + b" solusi")
    row = waiting.receive(data, name="baru.md", size=len(data), user=user)
    found.append([str(row.pk), waiting.plan_of(row).fingerprint])
print(json.dumps(found))
"""
APPLY = """
import pathlib, sys, time
import django; django.setup()
from django.contrib.auth import get_user_model
from exchange import waiting
from exchange.models import Import
user = get_user_model().objects.get()
row = Import.objects.get(pk=sys.argv[1])
print("ready", flush=True)
while not pathlib.Path(sys.argv[3]).exists(): time.sleep(.001)
try:
    waiting.apply(row, sys.argv[2], sure=False, user=user)
    print("applied")
except waiting.StaleError:
    print("stale")
"""
COUNT = """
import django; django.setup()
from exchange.models import Import, Revision
print(Revision.objects.filter(before__isnull=False).count(), Import.objects.filter(state="applied").count())
"""


def start(folder, script, *arguments):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "KOMPETENSI_DATA": str(folder)}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)


def run(folder, script, *arguments):
    process = start(folder, script, *arguments)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output


def race(folder, contenders):
    """What became of each (import, print) when all are applied at the same moment."""
    processes = [start(folder, APPLY, pk, seen, folder / "go") for pk, seen in contenders]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    time.sleep(0.05)
    (folder / "go").touch()
    outcomes = [process.communicate(timeout=60)[0].strip() for process in processes]
    (folder / "go").unlink()
    return sorted(outcomes)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the embedded database has files of its own here")
def test_of_two_applies_at_once_one_wins(tmp_path):
    rivals = json.loads(run(tmp_path, PREPARE, FIXTURES / "kamus.md"))
    assert race(tmp_path, rivals) == ["applied", "stale"]
    assert run(tmp_path, COUNT).split() == ["1", "2"]


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the embedded database has files of its own here")
def test_a_double_click_that_arrives_at_once_is_one_apply(tmp_path):
    first, _ = json.loads(run(tmp_path, PREPARE, FIXTURES / "kamus.md"))
    assert race(tmp_path, [first, first]) == ["applied", "applied"]
    assert run(tmp_path, COUNT).split() == ["1", "2"]
