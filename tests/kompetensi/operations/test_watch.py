"""The watch over the database: what is answered while it is away, and when it comes back as another one."""

import sqlite3

import pytest
from django.conf import settings

from kompetensi.operations import databases, watch
from tests.pages import Page


class Switch:
    """A database that is there, or not."""

    opened, here = 1, True

    def __init__(self):
        self.freed = 0

    def ask(self):
        if not self.here:
            raise ConnectionError("rahasia\nkedua")

    def let_go(self):
        self.freed += 1


@pytest.fixture
def switch(monkeypatch):
    """A database that is watched."""
    switch = Switch()
    watched = watch.Watch(switch)
    switch.look = watched.look
    monkeypatch.setattr(watched, "renew", lambda: None)  # the test's transaction is open
    monkeypatch.setattr(watch, "_started", [watched])
    return switch


def test_while_it_is_away_every_page_is_503_without_a_query(client, db, switch, django_assert_num_queries):
    switch.look()
    assert client.get("/").status_code == 200
    switch.here = False
    switch.look()
    switch.look()
    assert switch.freed == 1
    with django_assert_num_queries(0):
        for path in ("/", "/kamus/", "/riwayat/", "/sehat/", "/admin/"):
            assert client.get(path).status_code == 503, path
        response = client.get("/kamus/?kelompok=x", headers={"Accept-Language": "en"})
        assert response.headers["Retry-After"] == "30"
        assert "The database does not answer" in response.text
        style = client.get("/static/site.css")
        assert style.status_code == 200
        style.getvalue()  # closes the file
    switch.here = True
    switch.look()
    assert client.get("/").status_code == 200


def test_what_was_typed_while_it_is_away_can_be_sent_again_unless_it_is_long_or_a_password(client, switch):
    switch.here = False
    switch.look()
    page = Page(client.post("/kamus/DEVO/sunting/", {"teks": ["satu\ndua", "tiga"]}))
    assert page.form("teks").fields()["teks"] == ["satu\ndua", "tiga"]
    assert not Page(client.post("/masuk/", {"username": "Ani", "password": "rahasia"})).all(name="username")
    long = {"teks": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    response = client.post("/kamus/DEVO/sunting/", long, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 503
    assert len(response.content) < 20_000


def test_a_file_that_comes_back_as_another_one_is_opened_anew(tmp_path):
    database = databases.from_url("", tmp_path)
    place = databases.file_of(database)
    databases.for_requests(database)
    probe = watch.FileProbe(database)
    with pytest.raises(FileNotFoundError):
        probe.ask()
    sqlite3.connect(place).close()
    probe.ask()
    first, held = probe.opened, probe.held
    probe.ask()
    assert (probe.opened, probe.held) == (first, held)
    other = tmp_path / "other"
    sqlite3.connect(other).close()
    other.replace(place)
    probe.ask()
    assert probe.opened != first
    assert probe.held is not held
    probe.held.close()
