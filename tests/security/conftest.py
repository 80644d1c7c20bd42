"""The cast of these tests, and the two ways in which the site is served: with TLS and without."""

import os
import runpy
from unittest.mock import patch

import pytest
from django.test import Client

from exchange.models import Revision
from kompetensi.message_storage import NamedCookie
from tests.builders import KAMUS, person, send
from tests.settings import BASE_DIR


def settings_of(plain):
    """What the settings are with TLS ("0") or without ("1"), whatever the tests run with."""
    with patch.dict(os.environ, {"KOMPETENSI_PLAIN_HTTP": plain}):
        return runpy.run_path(str(BASE_DIR / "kompetensi" / "settings.py"))


class TlsClient(Client):
    """A browser that asks over TLS, whatever it asks."""

    def request(self, **environ):
        """Ask over TLS."""
        return super().request(**{**environ, "wsgi.url_scheme": "https", "SERVER_PORT": "443"})


@pytest.fixture(params=["tls", "plain"])
def served(request, settings, monkeypatch):
    """A client of the site served in one of the two ways, `client.tls` says which."""
    tls = request.param == "tls"
    ways = [settings_of(plain) for plain in ("0", "1")]
    for name in (name for name in ways[0] if name.isupper() and ways[0][name] != ways[1][name]):
        setattr(settings, name, ways[0 if tls else 1][name])
    monkeypatch.setattr(NamedCookie, "cookie_name", settings.MESSAGE_COOKIE_NAME)
    client = TlsClient() if tls else Client()
    client.tls = tls
    return client


@pytest.fixture
def things(seeds):
    """A waiting file of somebody, and a revision."""
    row = send(KAMUS.replace(b"Mengamati", b"Melihat"), person("Pemilik", "Penyunting"), name="lain.md")
    return {"import": row, "revision": Revision.objects.filter(key="DEVO").first()}


@pytest.fixture
def log_in(client, settings, db):
    """Lets the client be one of ROLES."""

    def be(role):
        client.logout()
        if role == "closed":
            settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
            client.handler._middleware_chain = None
        groups = {"reader": "Pembaca", "editor": "Penyunting", "publisher": "Penerbit"}
        if role in groups:
            client.force_login(person(f"x {role}", groups[role]))
        if role == "administrator":
            user = person("x administrator")
            user.is_staff = user.is_superuser = True
            user.save()
            client.force_login(user)

    return be
