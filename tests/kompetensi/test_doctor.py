"""What the check-up finds when a thing is broken, and that it finds nothing wrong where all is well."""

import json
import os
import re
import shutil
import time
from collections import namedtuple
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from exchange.history import triggers
from exchange.models import Ledger, Revision
from kompetensi.backups import container
from kompetensi.backups.contents import State
from kompetensi.doctor import checks
from search.stores import store
from tests.own_site import new_site
from tests.settings import BASE_DIR


def doctor():
    """The findings by subject, the last of each, and the exit status."""
    output, status = StringIO(), 0
    try:
        call_command("doctor", json=True, stdout=output)
    except SystemExit as end:
        status = end.code
    return {row["subject"]: row for row in json.loads(output.getvalue())}, status


@pytest.fixture
def sound(seeds, boss, settings, tmp_path):
    """A site with nothing wrong."""
    settings.SILENCED_SYSTEM_CHECKS = ["async.E001"]  # of what the browser's tests need in the environment
    settings.SECRET_KEY = "a1b2c3" * 10
    settings.BACKUPS = tmp_path
    data = tmp_path / "data"
    data.write_bytes(b"isi")
    state = State(frozenset(), {}, 0, {})
    container.pack(data, state, connection.vendor, tmp_path / "kompetensi-20260101-000000.cadangan")
    data.unlink()


def test_where_all_is_well_nothing_is_wrong(sound):
    found, status = doctor()
    assert [row for row in found.values() if row["state"] == "error"] == []
    assert status == 0
    assert found["migrasi"]["state"] == found["riwayat"]["state"] == found["pencarian"]["state"] == "ok"


def test_the_release_is_the_newest_of_the_changelog(sound):
    found, _ = doctor()
    newest = re.search(r"^## (\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)$", (BASE_DIR / "CHANGELOG.md").read_text(), re.M)
    assert found["release"]["seen"].startswith(f"{newest[1]}, Django ")


def unprotect(settings):
    triggers.remove(connection)


def forget_migration(settings):
    MigrationRecorder.Migration.objects.filter(app="search").delete()


def know_more(settings):
    MigrationRecorder.Migration.objects.create(app="exchange", name="9999_later")


def spoil_index(settings):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_indexed")
    store().empty()


def be_early(settings):
    Revision.objects.bulk_create([Revision(format="kamus", key="X", after={}, door="edit")])
    later = timezone.now() + timedelta(hours=2)
    triggers.remove(connection)
    Revision._base_manager.filter(key="X").update(at=later)
    triggers.install(connection)


def let_copies_age(settings):
    (path,) = settings.BACKUPS.iterdir()
    os.utime(path, (time.time() - 3 * 86_400,) * 2)


def lose_copies(settings):
    settings.BACKUPS = settings.BACKUPS / "kosong"


def spoil_copy(settings):
    (path,) = settings.BACKUPS.iterdir()
    path.write_bytes(path.read_bytes()[:-1])


def miss_static_files(settings):
    name = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": name}}
    settings.STATIC_ROOT = settings.BACKUPS / "statis"


def lose_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def lack_a_template(settings):
    settings.WORD_TEMPLATE = settings.BACKUPS / "tidak-ada.docx"


def restore_an_older_change(settings):
    """The clock went ahead, a change was made, the clock came back, another was made."""
    be_early(settings)
    Revision.objects.bulk_create([Revision(format="kamus", key="Y", after={}, door="edit", at=timezone.now())])


def raise_version(settings):
    ahead = timezone.now() + timedelta(days=300)
    Ledger.objects.update(version=int(ahead.timestamp() * 1_000_000))


def empty_index(settings):
    store().empty()


def lose_a_constraint(settings):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE dictionary_indicator DROP CONSTRAINT indicator_label_unique"
            )
        else:
            cursor.execute("ALTER TABLE exchange_proposal RENAME COLUMN name TO nama")


def collected(settings):
    """A folder with the static files as collectstatic leaves them, without the compressed ones, which take long."""
    name = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": name}}
    settings.STATIC_ROOT = settings.BACKUPS / "statis"
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def style_sheet(folder):
    return folder / json.loads((folder / "staticfiles.json").read_text())["paths"]["site.css"]


def lose_a_style_sheet(settings):
    style_sheet(collected(settings)).unlink()


def keep_an_old_style_sheet(settings):
    path = style_sheet(collected(settings))
    path.write_text(path.read_text() + "p { color: red }")


def keep_an_old_manifest(settings):
    path = collected(settings) / "staticfiles.json"
    told = json.loads(path.read_text())
    del told["paths"]["site.css"]
    path.write_text(json.dumps(told))
    settings.STORAGES = {**settings.STORAGES}  # as a process that starts now


def cut_the_manifest(settings):
    path = collected(settings) / "staticfiles.json"
    path.write_text(path.read_text()[:100])
    settings.STORAGES = {**settings.STORAGES}  # as a process that starts now


def lose_the_folder_of_copies(settings):
    settings.BACKUPS = settings.BACKUPS / "tidak ada"


def take_a_file_for_pdfs(settings):
    settings.PDF_DIR = settings.BACKUPS / "berkas" / "pdf"
    (settings.BACKUPS / "berkas").touch()


BROKEN = {
    "jam yang kembali": restore_an_older_change,
    "jam di belakang versi isi": raise_version,
    "pencarian kosong": empty_index,
    "skema": lose_a_constraint,
    "berkas statis hilang": lose_a_style_sheet,
    "berkas statis lama": keep_an_old_style_sheet,
    "berkas statis tidak terdaftar": keep_an_old_manifest,
    "berkas statis terpotong": cut_the_manifest,
    "folder cadangan": lose_the_folder_of_copies,
    "PDF": take_a_file_for_pdfs,
    "riwayat": unprotect,
    "migrasi": forget_migration,
    "migrasi baru": know_more,
    "pencarian": spoil_index,
    "jam": be_early,
    "cadangan": let_copies_age,
    "cadangan hilang": lose_copies,
    "cadangan rusak": spoil_copy,
    "berkas statis": miss_static_files,
    "surel": lose_mail,
    "Django": lack_a_template,
    "mode": lambda settings: setattr(settings, "DEMO", True),
    "SECRET_KEY": lambda settings: setattr(settings, "SECRET_KEY", "x" * 60),
    "ALLOWED_HOSTS": lambda settings: setattr(settings, "ALLOWED_HOSTS", []),
}


@pytest.mark.parametrize("thing", BROKEN)
def test_each_thing_that_is_broken_is_named_with_what_to_do(sound, settings, thing):
    BROKEN[thing](settings)
    found, status = doctor()
    subject = max((name for name in found if thing.startswith(name)), key=len)
    assert (found[subject]["state"], status) == ("error", 1), found[subject]
    assert found[subject]["remedy"]


@pytest.mark.parametrize(
    ("names", "better"),
    [
        (["https://kamus.example.go.id"], "kamus.example.go.id"),
        (["kamus.example.go.id:8000"], "kamus.example.go.id"),
        (["kamus.example.go.id/"], "kamus.example.go.id"),
        (["kamus.example.go.id", " www.example.go.id"], "kamus.example.go.id,www.example.go.id"),
        (["*.example.go.id"], ".example.go.id"),
        (["::1"], "[::1]"),
        (["[::1]:8000"], "[::1]"),
    ],
)
def test_a_name_that_no_request_can_have_is_named_with_the_line_to_write(sound, settings, names, better):
    settings.ALLOWED_HOSTS = names
    found, status = doctor()
    assert (found["ALLOWED_HOSTS"]["state"], status) == ("error", 1)
    assert repr(names[-1]) in found["ALLOWED_HOSTS"]["seen"]
    assert found["ALLOWED_HOSTS"]["remedy"].endswith(f"ALLOWED_HOSTS={better}")
    (message,) = checks.check_names()
    assert message.is_serious() is (len(names) == 1)  # a site that has a name starts
    settings.ALLOWED_HOSTS = better.split(",")
    assert doctor()[0]["ALLOWED_HOSTS"]["state"] == "ok"


@pytest.mark.parametrize("name", ["kamus.example.go.id", "https://kamus.example.go.id/", "kamus.example.go.id/masuk/"])
def test_an_origin_that_no_browser_sends_is_named_with_the_line_to_write(sound, settings, name):
    settings.CSRF_TRUSTED_ORIGINS = [name]
    found, status = doctor()
    assert (found["CSRF_TRUSTED_ORIGINS"]["state"], status) == ("error", 1)
    assert found["CSRF_TRUSTED_ORIGINS"]["remedy"].endswith("CSRF_TRUSTED_ORIGINS=https://kamus.example.go.id")
    settings.CSRF_TRUSTED_ORIGINS = ["https://kamus.example.go.id", "http://10.0.0.7:8443", "https://*.example.go.id"]
    assert doctor()[0]["CSRF_TRUSTED_ORIGINS"]["state"] == "ok"


def test_static_files_as_they_were_collected_are_fine(sound, settings):
    collected(settings)
    assert doctor()[0]["berkas statis"]["state"] == "ok"


def test_a_full_disk_of_copies_is_named_with_its_setting(sound, settings, monkeypatch):
    usage = namedtuple("Usage", "total used free")
    settings.BACKUPS = settings.BACKUPS / "penuh"
    settings.BACKUPS.mkdir()
    whole = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda at: usage(1, 1, 0) if at == settings.BACKUPS else whole(at))
    found, _ = doctor()
    assert found["folder cadangan"]["state"] == "error"
    assert "KOMPETENSI_BACKUPS" in found["folder cadangan"]["remedy"]


@pytest.mark.parametrize(
    ("thing", "name", "value"),
    [
        ("TLS", "PLAIN_HTTP", True),
        ("TLS", "PLAIN_HTTP", False),
        ("ALLOWED_HOSTS", "ALLOWED_HOSTS", ["*"]),
        ("surel", "EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"),
    ],
)
def test_what_may_be_meant_is_worth_a_thought_and_not_wrong(sound, settings, thing, name, value):
    setattr(settings, name, value)
    found, status = doctor()
    assert found[thing]["state"] == "warning"
    assert status == 0


def test_looking_changes_nothing(sound, django_assert_max_num_queries):
    before = list(Revision.objects.values())
    with django_assert_max_num_queries(800):  # a dozen a table, however much is stored, to describe it
        doctor()
    assert list(Revision.objects.values()) == before


def test_on_a_server_of_its_own_it_reads_as_lines(tmp_path):
    with new_site(tmp_path) as site:
        empty = site.manage("doctor")
        assert empty.returncode == 1
        assert "SALAH     migrasi: Basis data masih kosong.\n          → Jalankan: manage.py migrate" in empty.stdout
        site.manage("migrate", "-v0")
        assert "basis data: " in site.manage("doctor").stdout


def test_a_database_that_does_not_answer_is_one_line(tmp_path):
    with new_site(tmp_path) as site:
        site.environment["DATABASE_URL"] = "sqlite:////tidak/ada/basis.sqlite3"
        result = site.manage("doctor")
        assert result.returncode == 1
        assert "SALAH     basis data: Tidak menjawab (unable to open database file)." in result.stdout
        assert "Traceback" not in result.stderr
