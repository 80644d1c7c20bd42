"""Logging out ends a session, whatever the database can do."""

import sqlite3

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, models

from exchange import throttling
from tests.pages import Page

#: Each in a process of its own, as workers are.
LOOK = """
from django.test import Client
client = Client()
client.cookies["sessionid"] = sys.argv[1]
print(client.get("/sandi/").status_code)
"""
ENTER = """
from django.test import Client
from django.contrib.auth import get_user_model
client = Client()
client.force_login(get_user_model().objects.create_user("Ani"))
print(client.cookies["sessionid"].value)
"""
LEAVE = """
from django.db import connection
from django.test import Client
connection.ensure_connection()
if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA query_only = 1")
else:
    connection.cursor().execute("SET default_transaction_read_only = on")
client = Client()
client.cookies["sessionid"] = sys.argv[1]
print(client.post("/keluar/").status_code, client.cookies["sessionid"].value == "")
"""


@pytest.fixture
def unwritable(monkeypatch):
    """Let no row be deleted, as on a full disk."""

    def refuse(*_asked, **_more):
        raise OperationalError("database or disk is full") from sqlite3.OperationalError()

    def spoil():
        monkeypatch.setattr(models.Model, "delete", refuse)

    return spoil


def test_who_logs_out_on_a_full_disk_is_out_and_is_told_so(client, uploader, unwritable):
    client.force_login(uploader)
    key = client.cookies["sessionid"].value
    unwritable()
    page = client.post("/keluar/", follow=True)
    assert "Anda sudah keluar" in Page(page).text
    assert client.cookies["sessionid"].value == ""
    assert Session.objects.filter(pk=key).exists(), "the row could not be deleted"
    client.cookies["sessionid"] = key
    assert client.get("/impor/").status_code == 302


def test_it_is_out_even_where_the_counts_cannot_be_written(client, uploader, unwritable, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.ATTEMPTS_FILE = tmp_path / "file" / "attempts.sqlite3"
    client.force_login(uploader)
    key = client.cookies["sessionid"].value
    unwritable()
    client.post("/keluar/")
    client.cookies["sessionid"] = key
    assert client.get("/impor/").status_code == 302


def test_a_session_that_ended_stays_so_as_long_as_its_row_may(client, uploader, unwritable, later):
    client.force_login(uploader)
    key = client.cookies["sessionid"].value
    unwritable()
    client.post("/keluar/")
    later(13 * 24 * 3600)
    throttling.allow("other", "x", most=1)
    client.cookies["sessionid"] = key
    assert client.get("/impor/").status_code == 302


def test_other_sessions_of_the_same_person_go_on(client, uploader, unwritable):
    other = client.__class__()
    for each in (client, other):
        each.force_login(uploader)
    unwritable()
    client.post("/keluar/")
    assert other.get("/impor/").status_code == 200


def test_on_a_database_that_takes_nothing_all_processes_refuse_the_session(site):
    key = site.run(ENTER).strip()
    assert site.run(LOOK, key).strip() == "200"
    assert site.run(LEAVE, key).strip() == "302 True"
    assert site.run(LOOK, key).strip() == "302"
