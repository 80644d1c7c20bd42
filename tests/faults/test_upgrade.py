"""From the first release to the newest, and back and forth: what people wrote stays as it is, byte for byte."""

import json
import os
import random
import signal
import subprocess
import time
from hashlib import sha256

import pytest

from benchmarks.generator import dictionary
from tests.builders import FIXTURES
from tests.faults import LONG
from tests.faults.upgrade import FIRST
from tests.own_site import Site, rows_of
from tests.settings import BASE_DIR

OLD = BASE_DIR / "tests/faults/first.json"
MIGRATE = """
import json
from django.core.management import call_command
for target in json.loads(sys.argv[1]):
    call_command("migrate", *target, verbosity=0)
"""
SHOW = """
import json
from exchange import document_types
from exchange.models import Revision
exports = [document_type.text.render(document_type.repository.load()) for document_type in document_types.all_types()]
history = [[r.key, r.before, r.after, r.user_name, r.door, r.note] for r in Revision.objects.order_by("pk")]
print(json.dumps([exports, history]))
"""
LATER = """
from django.db import connection
from exchange.history import triggers
from exchange.imports import review as imports
from exchange.models import Proposal
assert not triggers.missing(connection)
assert {row.state for row in Proposal.objects.all()} == {"applied", "undone"}
changed = open(sys.argv[1], "rb").read().replace(b"Memberikan solusi", b"Memberi solusi")
assert len(imports.apply(changed, name="kamus.md").changed) == 1
"""

#: Competencies of a large dictionary, and how often its upgrade is killed.
LARGE, KILLS = int(os.environ.get("UPGRADE", "1500")), 4
#: Migrates, and is killed when it is about to record this migration.
KILLED = """
import os, signal
from django.core.management import call_command
from django.db import connection
def killing(execute, sql, parameters, many, context):
    if 'INSERT INTO "django_migrations"' in sql and list(parameters[:2]) == sys.argv[1:]:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, parameters, many, context)
with connection.execute_wrapper(killing):
    call_command("migrate", verbosity=0)
"""
#: Opens the pages that show what was there before.
VISIT = """
import json
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from exchange.models import Proposal, Revision
settings.ALLOWED_HOSTS = ["testserver"]
get_user_model().objects.update(is_superuser=True, is_staff=True)
client = Client()
client.force_login(get_user_model().objects.get())
waiting, edited = Proposal.objects.get(state="draft"), Revision.objects.filter(door="edit").latest("pk")
paths = ["/", "/kamus/", "/kamus/K00007/", "/cari/?q=K00007", "/riwayat/", "/kamus/K00010/riwayat/", "/periksa/"]
paths += [f"/riwayat/{edited.pk}/", "/impor/", f"/usulan/{waiting.pk}/", "/admin/", "/ekspor/kamus/K00007.docx"]
print(json.dumps({path: client.get(path).status_code for path in paths}))
"""


@pytest.fixture
def empty_site(tmp_path):
    """A site without so much as a table."""
    site = Site(tmp_path / "site")
    yield site
    site.remove()


@pytest.fixture
def first_site(empty_site):
    """A site of the first release."""
    migrate(empty_site, *FIRST)
    empty_site.run("tests.faults.upgrade", "load", OLD)
    return empty_site


def migrate(site, *targets):
    """Go to each of these in turn, () for the newest of all."""
    site.run(MIGRATE, json.dumps(targets))


def rows(site, folder):
    """All content as the first tables held it; but for the ledger, whose version only ever rises."""
    site.run("tests.faults.upgrade", "dump", folder / "dump.json")
    found = json.loads((folder / "dump.json").read_text())
    return {table: rows for table, rows in found.items() if table != "exchange.Ledger"}


def is_whole(site, folder):
    """Everything that the old site had, in the newest one."""
    exports, history = json.loads(site.run(SHOW))
    assert exports == [(FIXTURES / name).read_text() for name in ("kamus.md", "panduan.md")]
    old = json.loads(OLD.read_text())
    del old["exchange.Ledger"]
    assert rows(site, folder) == old
    kept = [[r["key"], r["before"], r["after"], r["user_name"], r["door"], r["note"]] for r in old["exchange.Revision"]]
    assert history == kept


def test_a_site_of_the_first_release_becomes_one_of_the_newest(first_site, tmp_path):
    migrate(first_site, ())
    first_site.manage("reindex", "--if-stale")
    is_whole(first_site, tmp_path)
    first_site.manage("reindex", "--check")
    first_site.run(LATER, FIXTURES / "kamus.md")


def test_migrations_go_back_and_forth_on_full_tables(first_site, tmp_path):
    back = [("kompetensi", "zero"), ("search", "zero"), *FIRST[::-1]]
    migrate(first_site, (), *back, ())
    first_site.manage("reindex", "--if-stale")
    is_whole(first_site, tmp_path)


def test_a_migration_that_is_killed_before_it_is_recorded_is_applied_by_the_next_run(first_site, tmp_path):
    for name in ["exchange", "0005_attempts"], ["search", "0001_index"], ["sessions", "0001_initial"]:
        with first_site.start(KILLED, *name) as process:
            assert process.wait(60) == -signal.SIGKILL
    migrate(first_site, ())
    first_site.manage("reindex", "--if-stale")
    is_whole(first_site, tmp_path)


def large(site, file):
    """Add the competencies of a large dictionary, every tenth with a source; the text of all exports."""
    text = "".join(dictionary(LARGE)).replace("0\nDefinisi |", "0\nSumber | PermenPANRB 38/2017\nDefinisi |")
    file.write_text(text)
    site.run("tests.faults.growing", file)
    return (FIXTURES / "kamus.md").read_text() + text


def killed_often(site, *command):
    """Run the command of manage.py, killed later and later, until it comes to its end; how often it was killed."""
    for number in range(KILLS):
        with site.start("manage.py", *command) as process:
            try:
                if process.wait(0.5 + random.uniform(number, number + 1) * LARGE / 3000) == 0:
                    return number
            except subprocess.TimeoutExpired:
                process.kill()
    began = time.monotonic()
    ended = site.manage(*command)
    assert ended.returncode == 0, ended.stderr
    print(f"{command[0]} of {LARGE} competencies: {KILLS} kills, then {time.monotonic() - began:.1f} s")
    return KILLS


def revisions(site):
    """All rows of the history in one digest."""
    with site.connection() as connection:
        return sha256(repr(rows_of(connection, "exchange_revision")).encode()).hexdigest()


@pytest.mark.skipif(not LONG, reason="lama; python3 run.py faults")
def test_a_large_upgrade_that_is_killed_again_and_again_comes_to_its_end(first_site, tmp_path):
    whole, before = large(first_site, tmp_path / "besar.md"), revisions(first_site)
    assert killed_often(first_site, "migrate", "-v0")
    assert killed_often(first_site, "reindex", "--if-stale")
    assert revisions(first_site) == before
    assert first_site.manage("exportfile", "kamus.md", "--output", tmp_path / "kamus.md").returncode == 0
    assert (tmp_path / "kamus.md").read_text() == whole
    assert set(json.loads(first_site.run(VISIT)).values()) == {200}
    told = {each["subject"]: each["state"] for each in json.loads(first_site.manage("doctor", "--json").stdout)}
    assert {told[subject] for subject in ("migrasi", "menulis", "riwayat", "pencarian")} == {"ok"}


AXES = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
with connection.cursor() as cursor:
    for table in ("accessattempt", "accesslog", "accessfailurelog"):
        cursor.execute(f"CREATE TABLE axes_{table} (id integer PRIMARY KEY, username varchar(255))")
        cursor.execute(f"INSERT INTO axes_{table} VALUES (1, 'Ani')")
    cursor.execute(
        "CREATE TABLE axes_accessattemptexpiration"
        " (access_attempt_id integer PRIMARY KEY REFERENCES axes_accessattempt (id))"
    )
    cursor.execute("INSERT INTO axes_accessattemptexpiration VALUES (1)")
MigrationRecorder(connection).record_applied("axes", "0001_initial")
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
kind = ContentType.objects.create(app_label="axes", model="accessattempt")
Permission.objects.create(content_type=kind, codename="view_accessattempt", name="x")
"""
UNKNOWN = """
from kompetensi.operations import schema
print(schema.unknown(schema.applied()))
"""
LEFT = """
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from kompetensi.operations import schema
print([table for table in connection.introspection.table_names() if "axes" in table or "attempt" in table])
print(ContentType.objects.filter(app_label="axes").count(), Permission.objects.filter(name="x").count())
print(schema.pending(schema.applied()), schema.unknown(schema.applied()))
"""


def test_what_counted_log_ins_before_leaves_nothing(empty_site):
    migrate(empty_site, ("exchange", "0005_attempts"), ("kompetensi", "0001_groups"))
    empty_site.run(AXES)
    assert empty_site.run(UNKNOWN).strip() == "[]", "a backup of such a site is not one of a newer version"
    migrate(empty_site, ())
    assert empty_site.run(LEFT).splitlines() == ["[]", "0 0", "[] []"]
