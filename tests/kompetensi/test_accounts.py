"""Logging in and out, passwords, and the delay after failures."""

import re

import pytest
from django.core import mail

from tests.pages import Page

PASSWORD = "rahasia-sekali"


def log_in(client, name="Pembaca", password=PASSWORD, **more):
    return client.post("/masuk/", {"username": name, "password": password, **more})


def test_a_person_logs_in_and_out(client, reader):
    assert log_in(client).headers["Location"] == "/"
    assert b"Keluar" in client.get("/").content
    page = client.post("/keluar/", follow=True)
    assert b"Anda sudah keluar" in page.content
    assert b">Masuk</a>" in page.content


def test_logging_out_is_a_post(client, reader):
    client.force_login(reader)
    assert client.get("/keluar/").status_code == 405


def test_the_page_one_came_from_comes_back_and_no_other_site_does(client, reader):
    assert log_in(client, next="/kamus/?kelompok=A").headers["Location"] == "/kamus/?kelompok=A"
    client.post("/keluar/")
    for outside in ("https://jahat.example/", "//jahat.example/", "javascript:alert(1)", "/\\jahat.example"):
        assert log_in(client, next=outside).headers["Location"] == "/"
        client.post("/keluar/")


def test_the_answer_does_not_tell_whether_a_name_exists(client, reader):
    wrong = [log_in(client, name, "salah") for name in ("Pembaca", "Tidakada")]
    reader.is_active = False
    reader.save()
    wrong.append(log_in(client))
    texts = {re.sub(r'value="[^"]*"', "", response.content.decode()) for response in wrong}
    assert len(texts) == 1
    assert "Nama pengguna atau kata sandi salah" in texts.pop()


@pytest.mark.parametrize("name", ["Pembaca", "Tidakada"])
def test_after_three_failures_the_page_says_how_many_seconds_to_wait(client, reader, name, later):
    assert [log_in(client, name, "salah").status_code for _ in range(4)] == [200, 200, 200, 429]
    later(1)
    assert log_in(client, name, "salah").status_code == 200
    early = log_in(client, name, next="/kamus/")
    assert (early.status_code, early.headers["Retry-After"]) == (429, "2")
    page = Page(early)
    assert "Terlalu banyak percobaan" in page.text and "Tunggu 2 detik, lalu coba lagi" in page.text
    assert page.one("input", name="username")["value"] == name
    assert "/kamus/" in page.values("next")


def test_behind_a_proxy_the_address_it_saw_counts(client, reader, settings):
    settings.BEHIND_PROXY = True
    for number in range(31):
        wrong = {"username": f"Tidakada{number}", "password": "salah"}
        client.post("/masuk/", wrong, HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.7")
    right = {"username": "Pembaca", "password": PASSWORD}
    assert client.post("/masuk/", right, HTTP_X_FORWARDED_FOR="9.9.9.9, 10.0.0.7").status_code == 429
    assert client.post("/masuk/", right, HTTP_X_FORWARDED_FOR="10.0.0.7, 10.0.0.8").status_code == 302


def test_the_session_key_changes_at_log_in(client, reader):
    client.get("/masuk/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_a_deactivated_person_is_out_at_the_next_request(client, uploader):
    client.force_login(uploader)
    assert client.get("/impor/").status_code == 200
    uploader.is_active = False
    uploader.save()
    assert client.get("/impor/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/masuk/", "/sandi/", "/admin/auth/user/{}/change/", "/admin/auth/user/{}/password/", "/admin/"]
)
def test_every_page_says_kata_sandi(client, boss, path):
    if path != "/masuk/":
        client.force_login(boss)
    text = Page(client.get(path.format(boss.pk))).text
    assert re.search(r"kata sandi", text, re.IGNORECASE)
    assert not re.search(r"(?<!kata )(?<!/)\bsandi\b", text, re.IGNORECASE)


def test_a_password_is_changed_by_its_owner(client, reader):
    client.force_login(reader)
    new = "lebih-rahasia-lagi"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert "Kata sandi sudah diganti" in client.post("/sandi/", sent, follow=True).content.decode()
    reader.refresh_from_db()
    assert reader.check_password(new)


def test_a_forgotten_password_is_made_anew_by_mail_and_the_answer_is_always_the_same(client, reader, letters):
    reader.email = "ani@example.org"
    reader.save()
    answers = {
        re.sub(r'value="[^"]*"', "", client.post("/sandi/lupa/", {"email": email}, follow=True).content.decode())
        for email in ("ani@example.org", "lain@example.org")
    }
    assert len(answers) == 1
    letters()
    (letter,) = mail.outbox
    link = re.search(r"http://testserver(/sandi/baru/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    new = "lebih-rahasia-lagi"
    client.post(address, {"new_password1": new, "new_password2": new})
    for number in range(40):
        client.__class__().post("/masuk/", {"username": f"Lain{number}", "password": "salah"})
    assert log_in(client.__class__(), password=new).status_code == 429, "a stranger at the same address"
    assert log_in(client, password=new).status_code == 302
    assert b"tidak berlaku lagi" in client.get(link, follow=True).content


def test_where_no_letters_are_sent_nobody_is_told_that_one_was(client, reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    for page in (client.get("/sandi/lupa/"), client.post("/sandi/lupa/", {"email": "ani@example.org"}, follow=True)):
        html = page.content.decode()
        assert "belum dapat mengirim surat" in html and "sudah dikirim" not in html
        assert 'name="email"' not in html


@pytest.mark.parametrize("closed", [True, False])
def test_the_search_is_offered_to_who_may_search(client, reader, settings, closed):
    settings.REQUIRE_LOGIN = closed
    assert ("data-search" in client.get("/masuk/").content.decode()) is not closed
    client.force_login(reader)
    assert "data-search" in client.get("/bantuan/").content.decode()


def test_nothing_is_readable_without_an_account_when_reading_is_closed(client, seeds, reader, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    settings.REQUIRE_LOGIN = True
    for path in ("/", "/kamus/", "/kamus/DEVO/", "/panduan/", "/bantuan/", "/ekspor/kamus.md", "/impor/"):
        assert client.get(path).headers["Location"].startswith("/masuk/?next=")
    for path in ("/masuk/", "/sandi/lupa/"):
        assert client.get(path).status_code == 200
    assert client.get("/favicon.ico").status_code == 301
    client.force_login(reader)
    assert client.get("/kamus/DEVO/").status_code == 200


def test_the_back_office_sends_strangers_to_the_log_in_and_refuses_readers(client, reader, publisher, boss):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/masuk/?next=/admin/"
    client.force_login(reader)
    assert client.get("/admin/", follow=True).status_code == 403
    for person in (publisher, boss):
        client.force_login(person)
        assert client.get("/admin/").status_code == 200


def test_log_in_pages_are_never_kept(client, db):
    assert "no-store" in client.get("/masuk/").headers["Cache-Control"]
