"""Letters about proposals: who gets which, when, and that nothing of it can disturb the work."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from exchange.models import Letter, LetterChoice, Proposal, Revision
from exchange.proposals import deciding, letters, telling
from tests.builders import ONE_EDIT, TEXT, apply, person, send
from tests.pages import Page, fields, with_text

pytestmark = pytest.mark.django_db
EDIT = "/kamus/DEVO/sunting/"


@pytest.fixture(autouse=True)
def _sent_when_committed(request, monkeypatch):
    """Send in this thread, as another one would not see what the test has not committed."""
    if "in_a_thread" not in request.fixturenames:
        monkeypatch.setattr(letters, "send_soon", letters.send_waiting)


@pytest.fixture
def in_a_thread(letters):
    """Return a function that waits until the thread has sent."""
    return letters


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a function that makes a block whose end is a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def author(db):
    """Return an editor with an address."""
    return addressed("Penulis", "Penyunting")


@pytest.fixture
def decider(db):
    """Return a publisher with an address."""
    return addressed("Pemutus", "Penerbit")


def addressed(name, group):
    user = person(name, group)
    user.email = f"{name.lower()}@example.id"
    user.save()
    return user


def choose(user, when, **values):
    LetterChoice.objects.update_or_create(person=user, defaults={"when": when, **values})


def submitted(author, committed):
    """Submit a file of one document; return the proposal."""
    row = send(ONE_EDIT, author)
    with committed():
        assert deciding.submit(row)
    row.refresh_from_db()
    return row


def test_publishers_are_told_of_what_is_submitted_without_a_word_of_it(seeds, author, decider, committed):
    row = submitted(author, committed)
    (letter,) = mail.outbox
    assert letter.to == ["pemutus@example.id"]
    assert letter.subject == "Kamus Kompetensi: 1 usulan menunggu Anda"
    assert "Penulis mengajukan usulan lewat berkas, 1 dokumen." in letter.body
    assert f"/usulan/{row.pk}/" in letter.body and "/meja/" in letter.body and "/akun/surat/" in letter.body
    for word in ("Memberi solusi", "Developing", "DEVO", "baru.md"):
        assert word not in letter.body + letter.subject
    assert not Letter.objects.exists()


def test_an_edit_that_is_proposed_tells_as_well(client, seeds, author, decider, committed):
    client.force_login(author)
    form = with_text(fields(client.get(EDIT)), TEXT, "Kata rahasia.")
    with committed():
        client.post(EDIT, form | {"simpan": "usulan", "alasan": "Alasan rahasia"})
    (letter,) = mail.outbox
    assert "Penulis mengajukan usulan lewat halaman sunting, 1 dokumen." in letter.body
    assert "rahasia" not in letter.body


def test_the_author_is_told_what_became_of_it(seeds, author, decider, committed):
    for step, told in (
        (deciding.send_back, "Pemutus meminta perbaikan usulan Anda lewat berkas, 1 dokumen."),
        (deciding.reject, "Pemutus menolak usulan Anda lewat berkas, 1 dokumen."),
    ):
        row = submitted(author, committed)
        mail.outbox.clear()
        with committed():
            assert step(row, note="Catatan rahasia", user=decider)
        (letter,) = mail.outbox
        assert letter.to == ["penulis@example.id"]
        assert told in letter.body and "rahasia" not in letter.body
    row = submitted(author, committed)
    mail.outbox.clear()
    with committed():
        apply(row, decider)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["penulis@example.id"], "Kamus Kompetensi: 1 kabar tentang usulan")
    assert "Pemutus menerapkan usulan Anda lewat berkas, 1 dokumen." in letter.body


def test_nobody_is_told_of_their_own_steps(seeds, decider, committed):
    row = submitted(decider, committed)
    with committed():
        apply(row, decider)
    assert mail.outbox == [] and not Letter.objects.exists()


def test_a_step_that_was_not_taken_tells_nobody(seeds, author, decider, committed):
    row = submitted(author, committed)
    mail.outbox.clear()
    with committed():
        assert not deciding.submit(row)
        with pytest.raises(deciding.NothingChosenError):
            plan = deciding.preview(row)
            nothing = deciding.Decisions({"DEVO": frozenset(plan.changes[0].row.marks[0][:1])})
            deciding.apply(row, plan.fingerprint, lambda _: nothing, sure=True, user=decider)
    assert mail.outbox == [] and not Letter.objects.exists()


def test_readers_editors_closed_accounts_and_people_without_an_address_get_none(seeds, author, committed):
    addressed("Pembaca", "Pembaca")
    addressed("Lain", "Penyunting")
    person("Tanpa alamat", "Penerbit")
    gone = addressed("Pergi", "Penerbit")
    gone.is_active = False
    gone.save()
    submitted(author, committed)
    assert mail.outbox == [] and not Letter.objects.exists()


def test_who_wants_none_gets_none_and_who_wants_a_digest_gets_one_a_day(seeds, author, decider, committed):
    choose(decider, "never")
    submitted(author, committed)
    assert not Letter.objects.exists()
    choose(decider, "daily")
    for name in ("satu.md", "dua.md"):
        row = send(ONE_EDIT + b"\n" * len(name), author, name=name)
        with committed():
            deciding.submit(row)
    assert mail.outbox == []
    call_command("sendmail", verbosity=0)
    (letter,) = mail.outbox
    assert letter.body.count("mengajukan usulan") == 2
    with committed():
        deciding.withdraw(row)
        deciding.submit(row)
    call_command("sendmail", verbosity=0)
    assert len(mail.outbox) == 1 and Letter.objects.count() == 1
    LetterChoice.objects.update(sent_at=timezone.now() - timedelta(hours=21))
    call_command("sendmail", verbosity=0)
    assert len(mail.outbox) == 2 and not Letter.objects.exists()


def test_what_was_decided_meanwhile_is_not_in_a_digest(seeds, author, decider, committed):
    choose(decider, "daily")
    row = submitted(author, committed)
    deciding.withdraw(row)
    call_command("sendmail", verbosity=0)
    assert mail.outbox == [] and not Letter.objects.exists()


def test_without_a_mail_server_nothing_is_kept_or_sent(seeds, author, decider, committed, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    submitted(author, committed)
    assert not Letter.objects.exists()
    call_command("sendmail")
    assert "EMAIL_URL" in capsys.readouterr().out


class Refusing(locmem.EmailBackend):
    """A mail server that fails as `error` says."""

    error: Exception

    def send_messages(self, messages):
        raise self.error


class Absent(locmem.EmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError

    def send_messages(self, messages):
        raise AssertionError


def test_a_server_that_fails_breaks_nothing_and_the_letter_waits(
    client, seeds, author, decider, committed, settings, caplog
):
    settings.EMAIL_BACKEND = f"{__name__}.Absent"
    client.force_login(author)
    form = with_text(fields(client.get(EDIT)), TEXT, "Kata rahasia.")
    with committed():
        assert client.post(EDIT, form | {"simpan": "usulan"}).status_code == 302
    assert Letter.objects.get().person == decider
    assert "letters not sent: ConnectionRefusedError" in caplog.text
    assert "pemutus@" not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert letters.send_waiting() == 1


@pytest.mark.parametrize(
    "error", [smtplib.SMTPRecipientsRefused({}), smtplib.SMTPServerDisconnected("x"), TimeoutError(), ValueError("x")]
)
def test_a_letter_that_was_not_taken_is_tried_again_later_and_given_up_in_the_end(
    seeds, author, decider, committed, settings, error
):
    Refusing.error = error
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    submitted(author, committed)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert letters.send_waiting() == 0
    Letter.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    Letter.objects.filter(pk=Letter.objects.get().pk).update(at=timezone.now() - timedelta(days=6))
    assert letters.send_waiting() == 1
    assert len(mail.outbox) == 1


def test_a_letter_nobody_could_send_for_a_week_is_dropped(seeds, author, decider, committed, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Absent"
    submitted(author, committed)
    Letter.objects.update(at=timezone.now() - timedelta(days=8))
    assert letters.send_waiting() == 0
    assert not Letter.objects.exists()


def test_a_table_that_fails_breaks_nothing(seeds, author, decider, committed, monkeypatch, caplog):
    def broken(*_):
        raise DatabaseError

    monkeypatch.setattr(telling, "_receivers", broken)
    row = send(ONE_EDIT, author)
    with committed():
        assert deciding.submit(row)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_failure_after_the_commit_is_logged_and_the_request_goes_on(author, decider, monkeypatch, caplog):
    def broken(*_):
        raise DatabaseError

    monkeypatch.setattr(telling, "_receivers", broken)
    row = deciding.new_proposal(name="Usulan", door="edit", user=author)
    row.save()
    assert deciding.submit(row)
    with transaction.atomic():
        assert deciding.withdraw(row)
        assert deciding.submit(row)
    assert len([message for message in caplog.messages if message.startswith("Error calling")]) == 2


@pytest.mark.django_db(transaction=True)
def test_letters_are_sent_by_a_thread_of_their_own(author, decider, in_a_thread):
    row = deciding.new_proposal(name="Usulan", door="edit", user=author)
    row.save()
    assert deciding.submit(row)
    in_a_thread()
    assert [letter.to for letter in mail.outbox] == [["pemutus@example.id"]]
    assert not Letter.objects.exists()


def test_only_so_many_people_are_told_of_one_event(seeds, author, committed, monkeypatch):
    monkeypatch.setattr(telling, "RECEIVERS", 3)
    for nth in range(5):
        addressed(f"Penerbit{nth}", "Penerbit")
    submitted(author, committed)
    assert len(mail.outbox) == 3


def test_a_long_digest_lists_some_and_counts_the_rest(seeds, author, decider, monkeypatch):
    row = send(ONE_EDIT, author)
    Proposal.objects.filter(pk=row.pk).update(state="submitted")
    Letter.objects.bulk_create(
        Letter(person=decider, proposal=row, event="submitted", by_name="Ani") for _ in range(60)
    )
    assert letters.send_waiting() == 1
    assert mail.outbox[0].body.count("Ani mengajukan") == 50 and "Dan 10 lagi." in mail.outbox[0].body


def test_two_processes_send_a_letter_once(seeds, author, decider, monkeypatch):
    row = send(ONE_EDIT, author)
    Proposal.objects.filter(pk=row.pk).update(state="submitted")
    Letter.objects.create(person=decider, proposal=row, event="submitted", by_name="Ani")
    deliver = letters._deliver

    def meanwhile(*given):
        assert letters.send_waiting() == 0
        return deliver(*given)

    monkeypatch.setattr(letters, "_deliver", meanwhile)
    assert letters.send_waiting() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("address", "origins", "hosts", "expected"),
    [
        ("https://kamus.example.id", ["https://lain.example.id"], ["x.id"], "https://kamus.example.id/meja/"),
        (
            "",
            ["https://*.example.id", "https://kamus.example.id:8443"],
            ["x.id"],
            "https://kamus.example.id:8443/meja/",
        ),
        ("", [], [".example.id", "kamus.example.id"], "http://kamus.example.id/meja/"),
        ("", [], ["*"], "/meja/"),
    ],
)
def test_links_lead_to_the_site_as_the_settings_name_it(settings, address, origins, hosts, expected):
    settings.SITE_ADDRESS, settings.CSRF_TRUSTED_ORIGINS, settings.ALLOWED_HOSTS = address, origins, hosts
    assert letters.address("desk") == expected


def test_a_person_chooses_and_the_letter_speaks_the_language_of_that_page(client, seeds, author, decider, committed):
    client.force_login(decider)
    page = Page(client.get("/akun/surat/"))
    assert "Surat dikirim ke pemutus@example.id." in page.text
    answer = client.post("/akun/surat/", {"when": "now"}, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.headers["Location"] == "/akun/surat/"
    submitted(author, committed)
    assert "Penulis submitted a proposal by file, 1 document." in mail.outbox[0].body
    client.post("/akun/surat/", {"when": "never"})
    assert LetterChoice.objects.get().when == "never"
    assert client.post("/akun/surat/", {"when": "selalu"}).status_code == 200
    assert LetterChoice.objects.get().when == "never"


def test_the_page_says_why_no_letter_comes(client, seeds, publisher, settings):
    client.force_login(publisher)
    assert "belum punya alamat surel" in Page(client.get("/akun/surat/")).text
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "belum mengirim surat" in Page(client.get("/akun/surat/")).text


def test_an_import_by_command_tells_nobody(seeds, decider, committed):
    from exchange.imports import review

    with committed():
        review.apply(ONE_EDIT, name="baru.md")
    assert Revision.objects.filter(door="import").exists()
    assert mail.outbox == []
