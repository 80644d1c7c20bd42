"""`/sehat/`: what a load balancer is told, whoever it is and however it asks."""

import json

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from kompetensi.operations import schema


def test_a_machine_that_can_answer_says_so_with_one_query(client, db, django_assert_num_queries):
    schema.pending(set())
    with django_assert_num_queries(1):
        response = client.get("/sehat/")
    assert (response.status_code, json.loads(response.content)) == (200, {"status": "sehat"})
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy"):
        assert name in response.headers


def test_it_answers_any_name_and_without_tls_and_nothing_else_does(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["kamus.text.EXAMPLE"]
    assert client.get("/sehat/", HTTP_HOST="10.0.0.4:8000").status_code == 200
    assert client.get("/", HTTP_HOST="10.0.0.4:8000").status_code in (301, 400)


def test_it_answers_where_even_reading_needs_an_account(client, db, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    client.handler._middleware_chain = None
    assert client.get("/sehat/").status_code == 200
    assert client.head("/sehat/").status_code == 200
    assert client.post("/sehat/").status_code == 405


def test_a_version_whose_migrations_are_missing_gets_nobody(client, db):
    MigrationRecorder.Migration.objects.filter(app="exchange").first().delete()
    response = client.get("/sehat/")
    assert (response.status_code, json.loads(response.content)["sebab"]) == (503, "migrasi tertunda")


def test_a_database_of_a_newer_version_is_still_read(client, db):
    MigrationRecorder.Migration.objects.create(app="exchange", name="9999_later")
    assert client.get("/sehat/").status_code == 200


@pytest.mark.parametrize("words", ["kata sandi rahasia ditolak", "x"])
def test_a_database_that_does_not_answer_is_said_without_its_words(client, db, monkeypatch, words):
    def fail():
        raise OperationalError(words)

    monkeypatch.setattr(schema, "applied", fail)
    response = client.get("/sehat/")
    assert (response.status_code, b"rahasia" in response.content) == (503, False)


def test_no_search_engine_keeps_it(client, db):
    assert "Disallow: /sehat/" in client.get("/robots.txt").content.decode()
