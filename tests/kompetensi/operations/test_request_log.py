"""The log: each event is one line, with who and where, and never with what was written or a secret."""

import json
import logging

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from exchange.models import Proposal, Revision
from kompetensi.operations import logging as logs
from tests.builders import FIXTURES
from tests.pages import fields

PASSWORD = "rahasia-sekali"
WORDS = "Kalimat pribadi yang baru"


class Lines(logging.Handler):
    """What the log would hold, as JSON and as text."""

    def __init__(self):
        super().__init__()
        self.addFilter(logs.RequestFilter())
        self.records = []

    def emit(self, record):
        texts = [form().format(record) for form in (logs.JsonFormatter, logs.TextFormatter)]
        assert not any("\n" in text for text in texts)
        self.records.append((json.loads(texts[0]), texts[1]))

    def named(self, event):
        return [values for values, _ in self.records if values["event"] == event]

    def whole(self):
        return "\n".join(f"{json.dumps(values)} {text}" for values, text in self.records)


@pytest.fixture
def log():
    """What is told while a test runs."""
    handler, logger = Lines(), logging.getLogger("exchange.events")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def log_in(client, name, password=PASSWORD):
    return client.post("/masuk/", {"username": name, "password": password}, REMOTE_ADDR="10.0.0.7")


def waiting(client):
    data = (FIXTURES / "kamus.md").read_bytes().replace(b"5 | Memberikan", b"5 | " + WORDS.encode())
    client.post("/impor/", {"berkas": SimpleUploadedFile("kamus.md", data)})
    return Proposal.objects.get(state="draft")


def apply(client, row):
    return client.post(f"/usulan/{row.pk}/terapkan/", fields(client.get(f"/usulan/{row.pk}/"), "rencana"))


def test_logging_in_and_out_is_told_with_person_and_address(client, reader, log):
    log_in(client, "Pembaca")
    client.post("/keluar/")
    (came,), (left,) = log.named("logged-in"), log.named("logged-out")
    assert (came["user"], came["name"], came["address"]) == (reader.pk, "Pembaca", "10.0.0.7")
    assert left["name"] == "Pembaca"
    assert PASSWORD not in log.whole()


def test_failed_log_ins_and_the_lock_are_told_and_what_was_typed_is_not(client, reader, log):
    for _ in range(4):
        log_in(client, "Pembaca", "sandi-yang-salah")
    log_in(client, "sandi-di-tempat-nama", "x")
    assert [row.get("name") for row in log.named("login-failed")][:3] == ["Pembaca"] * 3
    assert {row.get("known") for row in log.named("login-failed")} == {None, False}
    (delayed,) = log.named("login-delayed")
    assert (delayed["user"], delayed["address"]) == (reader.pk, "10.0.0.7")
    assert [row["status"] for row in log.named("refused")] == [429]
    assert "sandi-yang-salah" not in log.whole()
    assert "sandi-di-tempat-nama" not in log.whole()


def test_a_file_is_told_when_it_comes_in_is_applied_undone_and_discarded(
    client, transactional_db, seeds, publisher, log
):
    client.force_login(publisher)
    row = waiting(client)
    (uploaded,) = log.named("uploaded")
    assert (uploaded["source"], uploaded["format"], uploaded["name"]) == (str(row.pk), "kamus", "Penerbit")
    apply(client, row)
    (applied,) = log.named("changed")
    newest = Revision.objects.latest("pk")
    expected = {"door": "import", "source": str(row.pk), "changed": 1, "added": 0, "removed": 0, "keys": "DEVO"}
    assert {name: applied[name] for name in expected} == expected
    assert (applied["revision"], applied["user"], applied["address"]) == (newest.pk, publisher.pk, "127.0.0.1")
    assert applied["ms"] > 0
    client.post(f"/usulan/{row.pk}/batalkan/", fields(client.get(f"/usulan/{row.pk}/"), "rencana"))
    assert [row["door"] for row in log.named("changed")] == ["import", "undo"]
    client.post(f"/usulan/{waiting(client).pk}/buang/")
    assert len(log.named("discarded")) == 1
    assert WORDS not in log.whole()


def test_editing_restoring_and_archiving_are_told(client, transactional_db, seeds, boss, log):
    client.force_login(boss)
    htmx = {"HX-Request": "true"}
    opened = client.get("/kamus/DEVO/baris/?baris=definisi", headers=htmx)
    client.post("/kamus/DEVO/baris/", fields(opened, "semula") | {"teks": WORDS}, headers=htmx)
    first = Revision.objects.filter(key="DEVO").order_by("pk").first()
    client.post(f"/riwayat/{first.pk}/pulihkan/", fields(client.get(f"/riwayat/{first.pk}/pulihkan/"), "terakhir"))
    base = Revision.objects.filter(key="DEVO").latest("pk").pk
    client.post("/kamus/DEVO/arsipkan/", {"dasar": base})
    assert [(row["door"], row["changed"], row["removed"]) for row in log.named("changed")] == [
        ("edit", 1, 0),
        ("restore", 1, 0),
        ("edit", 0, 1),
    ]
    assert WORDS not in log.whole()


def test_a_change_that_is_taken_back_is_not_told(seeds, log, django_capture_on_commit_callbacks):
    from exchange import document_types
    from exchange.history.recording import record_changes

    def fail():
        with transaction.atomic():
            with record_changes(document_types.get("kamus"), origin="edit") as record:
                record.delete(["DEVO"])
            raise KeyError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(KeyError):
        fail()
    assert log.records == []


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda client: client.get("/riwayat/"), 403),
        (lambda client: client.get("/kamus/TIDAK/"), 404),
        (lambda client: client.get("/", HTTP_HOST="jahat.example"), 400),
        (lambda client: client.post("/kamus/"), 405),
        (lambda client: client.post("/impor/", b"", content_type="x/y", CONTENT_LENGTH=str(10**9)), 413),
    ],
)
def test_refusals_are_told_with_person_and_place(client, seeds, reader, log, ask, status):
    client.force_login(reader)
    assert ask(client).status_code == status
    (refused,) = log.named("refused")
    assert (refused["status"], refused["address"]) == (status, "127.0.0.1")
    assert refused["path"].startswith("/")


def test_a_conflict_and_a_file_that_is_refused_are_told(client, seeds, uploader, log):
    client.force_login(uploader)
    sent = {"baris": "definisi", "teks": WORDS, "semula": "bukan ini"}
    assert client.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"}).status_code == 409
    client.post("/impor/", {"berkas": SimpleUploadedFile("x.md", b"bukan kamus")})
    assert [row["status"] for row in log.named("refused")][:1] == [409]
    (refused,) = log.named("file-refused")
    assert refused["bytes"] == 11
    assert refused["name"] == "Penyunting"


def test_pages_that_are_not_there_are_noise_unless_somebody_is_logged_in(client, db, log):
    client.get("/kamus/TIDAK/")
    client.get("/")
    assert log.records == []


def test_every_request_is_told_where_that_is_wanted(client, db, log, settings):
    settings.LOG_REQUESTS = True
    client.get("/bantuan/?q=rahasia")
    (answered,) = log.named("answered")
    assert (answered["status"], answered["path"], answered["method"]) == (200, "/bantuan/", "GET")


def test_a_download_of_everything_is_told_with_its_size(client, seeds, log):
    data = client.get("/ekspor/kamus.md").getvalue()
    client.get("/ekspor/kamus/DEVO.md").getvalue()
    (exported,) = log.named("exported")
    assert (exported["format"], exported["kind"], exported["bytes"]) == ("kamus", "md", len(data))


def test_no_name_and_no_path_forges_a_line(client, db, log, settings):
    settings.LOG_REQUESTS = True
    name = "Ani\n2026 INFO logged-in user=1\u2028\x1b[31m"
    user = get_user_model().objects.create_user(name, password=PASSWORD)
    client.force_login(user)
    client.get("/kamus/x%0a2026 INFO logged-in user=1/")
    for _, text in log.records:
        assert text.isprintable()
        assert text.isascii()
    assert log.named("refused")[0]["name"] == name


def test_the_secret_in_an_address_is_not_told(client, db, log, settings):
    settings.LOG_REQUESTS = True
    client.get("/sandi/baru/MQ/rahasia-banget/")
    client.post("/sandi/baru/MQ/rahasia-banget/")
    assert log.records
    assert "rahasia-banget" not in log.whole()


def test_a_fault_is_told_with_its_traceback(client, db, log, settings, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("kompetensi.views.HelpView.get_context_data", lambda *a, **k: 1 / 0)
    assert client.get("/bantuan/").status_code == 500
    assert log.named("failed")[0]["status"] == 500
    try:
        raise ValueError("x")
    except ValueError:
        record = logging.getLogger().makeRecord("a", 40, "f", 1, "rusak", (), __import__("sys").exc_info())
    assert "ValueError" in json.loads(logs.JsonFormatter().format(record))["traceback"]
    assert logs.TextFormatter().format(record).endswith("ValueError: x")


def test_an_address_behind_a_proxy_is_what_the_proxy_saw(rf, settings):
    from kompetensi.addresses import address

    settings.BEHIND_PROXY = True
    seen = {
        "203.0.113.9": "203.0.113.9",
        "1.1.1.1, 203.0.113.9": "203.0.113.9",
        "203.0.113.9:5123": "203.0.113.9",
        "2001:db8::1": "2001:db8::1",
        "[2001:db8::1]:443": "2001:db8::1",
        "bukan": "127.0.0.1",
        "": "127.0.0.1",
    }
    assert {word: address(rf.get("/", HTTP_X_FORWARDED_FOR=word)) for word in seen} == seen
    settings.BEHIND_PROXY = False
    assert address(rf.get("/", HTTP_X_FORWARDED_FOR="1.1.1.1")) == "127.0.0.1"
