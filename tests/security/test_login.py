"""Who gets in, what strangers learn by trying, and how sessions end. See also tests/kompetensi/test_accounts.py."""

import re
import threading
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlsafe_base64_encode

from kompetensi import accounts
from tests.builders import person

PASSWORD = "rahasia-sekali"


def log_in(client, name="Pembaca", password=PASSWORD, **more):
    return client.post("/masuk/", {"username": name, "password": password}, **more)


def bare(response):
    """A page without what is new in every one."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


@pytest.fixture
def hashed(monkeypatch):
    """How often a password was hashed: what takes the time of a log-in."""
    counted, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *asked: counted.append(1) or encode(*asked))
    return counted


def test_an_unknown_name_takes_the_work_of_a_known_one(client, reader, hashed):
    person("Keluar", "Pembaca")
    get_user_model().objects.filter(username="Keluar").update(is_active=False)
    work = {}
    for name in ("Pembaca", "Tidakada", "Keluar"):
        hashed.clear()
        response = log_in(client, name, "salah")
        work[name] = (len(hashed), response.status_code, bare(response).replace(name, ""))
    assert len(set(work.values())) == 1
    assert work["Pembaca"][0] == 1


def test_a_delay_says_the_same_of_known_and_unknown_names_and_hashes_nothing(client, reader, hashed, later):
    answers = set()
    for name in ("Pembaca", "Tidakada"):
        for _ in range(3):
            log_in(client, name, "salah")
        hashed.clear()
        response = log_in(client, name)
        said = bare(response).replace(name, "")
        answers.add((response.status_code, response.headers["Retry-After"], said, len(hashed)))
    assert len(answers) == 1
    assert answers.pop()[::3] == (429, 0)


@pytest.mark.parametrize("spelling", ["Pembaca", " Pembaca", "Pembaca ", "\uff30embaca", "Pemba\u200bca", "pembaca"])
def test_the_delay_is_not_passed_by_spelling_the_name_otherwise(client, reader, spelling):
    for _ in range(5):
        log_in(client, "Pembaca", "salah")
    log_in(client, spelling)
    assert "_auth_user_id" not in client.session


def test_the_delay_is_not_passed_by_forged_addresses_or_a_new_session(client, reader):
    for number in range(5):
        client.cookies.clear()
        log_in(client, "Pembaca", "salah", headers={"x-forwarded-for": f"10.0.0.{number}", "user-agent": str(number)})
    forged = {"x-forwarded-for": "10.9.9.9", "x-real-ip": "10.9.9.9", "forwarded": "for=10.9.9.9"}
    assert log_in(client, headers=forged).status_code == 429


def test_what_was_tried_is_not_kept(client, reader, settings):
    log_in(client, "Pembaca", "Kata-sandi-salah-ketik", REMOTE_ADDR="192.0.2.77")
    kept = Path(settings.ATTEMPTS_FILE).read_bytes()
    for text in (b"Kata-sandi-salah-ketik", b"Pembaca", b"pembaca", b"192.0.2.77"):
        assert text not in kept


def test_the_session_of_a_stranger_is_not_taken_over(client, reader):
    client.cookies["sessionid"] = "a" * 32
    log_in(client)
    assert client.cookies["sessionid"].value != "a" * 32
    assert Session.objects.count() == 1


def test_a_new_password_ends_every_other_session_and_keeps_ones_own(client, reader):
    other = client.__class__()
    for each in (client, other):
        each.force_login(reader)
    new = "lebih-rahasia-lagi"
    client.post("/sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get("/sandi/").status_code == 200
    assert other.get("/sandi/").headers["Location"].startswith("/masuk/")


def test_logging_out_ends_the_session_in_the_database(client, uploader):
    client.force_login(uploader)
    stolen = client.cookies["sessionid"].value
    client.post("/keluar/")
    client.cookies["sessionid"] = stolen
    assert client.get("/impor/").status_code == 302


@pytest.mark.parametrize("path", ["/impor/", "/riwayat/", "/kamus/DEVO/sunting/", "/admin/", "/sandi/", "/arsip/"])
def test_who_was_shut_out_is_out_at_the_next_request_everywhere(client, things, boss, path):
    client.force_login(boss)
    assert client.get(path).status_code == 200
    get_user_model().objects.update(is_active=False)
    assert client.get(path).status_code == 302


def test_who_lost_a_right_has_lost_it_at_the_next_request(client, things, publisher):
    client.force_login(publisher)
    assert client.get("/admin/").status_code == 200
    publisher.groups.clear()
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/impor/").status_code == 403


@pytest.fixture
def ani(db):
    """Somebody with an address."""
    return get_user_model().objects.create_user("Ani", "ani@example.org", PASSWORD)


def forget(client, email="ani@example.org", **more):
    return client.post("/sandi/lupa/", {"email": email}, **more)


def test_a_letter_is_written_after_the_answer_so_that_its_time_tells_nothing(client, ani, monkeypatch, letters):
    """The mail server's seconds would tell which addresses are known."""
    gate = threading.Event()
    send = accounts.PasswordResetForm.send_mail
    monkeypatch.setattr(
        accounts.PasswordResetForm, "send_mail", lambda *asked, **more: gate.wait(10) and send(*asked, **more)
    )
    answer = forget(client)
    assert (answer.status_code, mail.outbox) == (302, [])
    gate.set()
    letters()
    assert len(mail.outbox) == 1


def test_known_and_unknown_addresses_take_the_same_queries(client, ani, letters):
    counted = []
    for email in ("ani@example.org", "tidak.ada@example.org"):
        with CaptureQueriesContext(connection) as queries:
            forget(client, email)
        letters()
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_an_address_gets_three_letters_an_hour_and_the_answer_stays_the_same(client, ani, letters, later):
    answers = {
        (answer.status_code, answer.headers["Location"])
        for email in ("ani@example.org", "ANI@example.org", "tidak.ada@example.org")
        for answer in (forget(client, email), forget(client, email))
    }
    letters()
    assert len(answers) == 1
    assert len(mail.outbox) == 3
    later(61 * 60)
    forget(client)
    letters()
    assert len(mail.outbox) == 4


def test_who_asks_for_letters_for_everybody_is_told_to_wait(client, ani):
    for number in range(30):
        assert forget(client, f"{number}@example.org").status_code == 302
    refused = forget(client)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert "Terlalu banyak permintaan" in refused.content.decode()
    assert forget(client, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_link_from_a_letter_is_good_once_and_for_its_owner_alone(client, ani, letters):
    forget(client)
    letters()
    link = re.search(r"(/sandi/baru/(\w+)/[^\s]+)", mail.outbox[0].body)
    other = person("Budi")
    stolen = link[1].replace(f"/{link[2]}/", f"/{urlsafe_base64_encode(str(other.pk).encode())}/")
    for bad in (stolen, link[1][:-2] + "/", "/sandi/baru/x/y/", "/sandi/baru/////"):
        response = client.get(bad, follow=True)
        assert response.status_code == 404 or "tidak berlaku lagi" in response.content.decode()
    form = client.get(link[1], follow=True)
    assert link[1] not in form.content.decode(), "the way in does not travel on in a Referer"
    get_user_model().objects.filter(pk=ani.pk).update(is_active=False)
    forget(client)
    letters()
    assert len(mail.outbox) == 1
