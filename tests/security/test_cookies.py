"""The cookies that the site sets, with TLS and without, and what caches may keep of its pages."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import MessageEncoder

from tests.builders import person
from tests.security.places import DOWNLOADS, ask, office, site

PERSONAL, PUBLIC = "private, no-store", "public, max-age=0, must-revalidate"


@pytest.fixture
def cookies(served, seeds):
    """Every cookie that the site sets: those of a token, a log-in, a message and a language."""
    person("Ani", "Penyunting")
    found = {}
    for path, sent in (
        ("/masuk/", None),
        ("/masuk/", {"username": "Ani", "password": "rahasia-sekali"}),
        ("/keluar/", {}),
        ("/bahasa/", {"bahasa": "en"}),
    ):
        response = served.get(path) if sent is None else served.post(path, sent)
        assert response.status_code in (200, 302)
        found |= {name: morsel for name, morsel in response.cookies.items() if morsel.value}
    return found


def test_every_cookie_stays_with_its_host_and_away_from_scripts(served, cookies):
    prefix = "__Host-" if served.tls else ""
    assert set(cookies) == {prefix + name for name in ("sessionid", "csrftoken", "messages", "bahasa", "perangkat")}
    for name, morsel in cookies.items():
        assert bool(morsel["secure"]) == served.tls, name
        assert morsel["httponly"] is True, name
        assert morsel["samesite"] == "Lax", name
        assert (morsel["path"], morsel["domain"]) == ("/", ""), name


def test_a_message_is_read_once_and_its_cookie_taken_back_as_it_was_given(served, cookies):
    name = next(name for name in cookies if name.endswith("messages"))
    stranger = served.__class__()
    language = next(name for name in cookies if name.endswith("bahasa"))
    stranger.cookies[language] = cookies[language].value
    assert "ETag" in stranger.get("/").headers, "a page that is kept"
    response = served.get("/")
    assert b"Anda sudah keluar" in response.content
    gone = response.cookies[name]
    assert (gone.value, gone["path"], gone["max-age"], bool(gone["secure"])) == ("", "/", 0, served.tls)
    assert b"Anda sudah keluar" not in served.get("/").content


def test_a_message_that_nobody_signed_is_not_shown(client, db):
    forged = MessageEncoder().encode([Message(constants.SUCCESS, "Telepon 0800-JAHAT")])
    client.cookies["messages"] = forged
    assert "JAHAT" not in client.get("/").content.decode()


def test_public_pages_set_no_cookie_at_all(client, seeds):
    for path in ("/", "/kamus/", "/kamus/DEVO/", "/panduan/", "/bantuan/", "/cari/?q=melatih", "/ekspor/kamus.md"):
        assert ask(client, "get", path).cookies == {}, path


def test_what_a_person_sees_is_kept_by_no_cache_and_what_all_see_is_asked_for_again(client, things, log_in):
    for role in ("anonymous", "editor", "administrator"):
        log_in(role)
        for place in (*site(things), *office(things)):
            response = ask(client, "get", place.address)
            kept = response.headers["Cache-Control"]
            if role != "anonymous" or response.cookies or kept != PUBLIC:
                assert {"private", "no-store"} <= set(kept.split(", ")), (role, place)
            if "no-store" not in kept:
                assert "Cookie" in response.headers["Vary"], (role, place)
        assert ask(client, "get", "/static/site.css").headers["Cache-Control"].endswith("public")


@pytest.mark.parametrize("name", sorted(DOWNLOADS - {"import-file", "import-problems", "import-sample"}))
def test_where_reading_is_closed_nothing_is_public(client, things, log_in, name):
    log_in("closed")
    response = ask(client, "get", next(place.address for place in site(things) if place.name == name))
    assert response.status_code == 302
    client.force_login(person("Ani", "Pembaca"))
    response = ask(client, "get", next(place.address for place in site(things) if place.name == name))
    assert (response.status_code, response.headers["Cache-Control"]) == (200, PERSONAL)
