"""The headers that every response carries, whatever it is."""

import http
import re
import sqlite3

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from exchange.file_lock import exclusive
from tests.addresses import ROLES, put_down
from tests.builders import person
from tests.security.places import DOWNLOADS, ODD_METHODS, ask, log_in_again, office, site
from tests.settings import BASE_DIR

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SANDBOX = "default-src 'none'; sandbox"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


STAY = "max-age=31536000; includeSubDomains; preload"


def directives(policy):
    return sorted(part.strip() for part in policy.split(";"))


def faults(response, *, policy=POLICY):
    """What is wrong with the headers of a response."""
    wrong = {name: response.headers.get(name) for name, value in HEADERS.items() if response.headers.get(name) != value}
    given = response.headers.get("Content-Security-Policy", "")
    if directives(given) != directives(policy):
        wrong["Content-Security-Policy"] = given
    if not response.headers.get("Cache-Control"):
        wrong["Cache-Control"] = None
    if response.headers.get("Access-Control-Allow-Origin") or response.headers.get("Server"):
        wrong["told"] = dict(response.headers)
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_and_method_with_the_headers(client, things, log_in, role):
    log_in(role)
    wrong, seen = {}, set()
    for place in (*site(things), *office(things)):
        for method in ("get", "post", "options") if place.office else ("get", "head", "post", *ODD_METHODS):
            response = ask(client, method, place.address)
            seen.add(response.status_code)
            download = place.name in DOWNLOADS and "Content-Disposition" in response.headers
            if found := faults(response, policy=SANDBOX if download else POLICY):
                wrong[place.name, method, response.status_code] = found
            if response.status_code >= 500:
                wrong[place.name, method] = response.status_code
            if place.name in ("logout", "admin:logout"):
                log_in_again(client, role)
    assert wrong == {}
    assert {200, 302, 405} <= seen


def static(client, things):
    return client.get("/static/site.css")


def static_again(client, things):
    response = ask(client, "get", "/static/site.css")
    return client.get("/static/site.css", headers={"if-modified-since": response.headers["Last-Modified"]})


def page_again(client, things):
    """Somebody who has no session and read it before: an answer without content, or a copy of what was made then."""
    client.logout()
    seen = client.get("/kamus/")
    return client.get("/kamus/", headers={"If-None-Match": seen.headers["ETag"]})


def copy(client, things):
    client.logout()
    client.get("/kamus/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dictionary.views.competencies.CompetencyListView.get_context_data", lambda self, **_: 1 / 0)
        return client.get("/kamus/")


def too_many_files(client, things):
    client.force_login(person("Lain", "Penyunting"))
    return [client.post("/impor/", {"berkas": SimpleUploadedFile("x.md", b"%PDF")}) for _ in range(21)][-1]


def stranger(client, things):
    return client.get("/", headers={"host": "jahat.example"})


def senseless(client, things):
    client.force_login(person("Bos", "Penerbit"))
    return client.get("/admin/exchange/proposal/?content=x")


def line_of_nobody(client, things):
    return client.post("/kamus/DEVO/baris/")


def without_token(client, things):
    return Client(enforce_csrf_checks=True).post("/masuk/", {"username": "x", "password": "y"})


def stale(client, things):
    client.force_login(person("Lain", "Penerbit"))
    return client.post(f"/usulan/{things['import'].pk}/terapkan/", {"rencana": "x"})


def far_too_large(client, things):
    return client.post("/impor/", b"", content_type="text/plain", CONTENT_LENGTH=str(2**40))


def without_file(client, things):
    client.force_login(person("Lain", "Penyunting"))
    return client.post("/impor/")


def refused_file(client, things):
    client.force_login(person("Lain", "Penyunting"))
    return client.post("/impor/", {"berkas": SimpleUploadedFile("x.md", b"%PDF")})


def too_soon(client, things):
    return [client.post("/masuk/", {"username": "x", "password": "y"}) for _ in range(6)][-1]


def too_many_fields(client, things):
    return client.post("/masuk/", "&".join(f"a{n}" for n in range(50_001)), "application/x-www-form-urlencoded")


def fault(client, things):
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kompetensi.views.HomeView.get_context_data", lambda self, **_: 1 / 0)
        return client.get("/")


def busy(client, things):
    settings.PDF_DIR.mkdir(parents=True, exist_ok=True)
    with exclusive(settings.PDF_DIR / "lock"):
        return client.get("/ekspor/kamus.pdf")


def unmigrated(client, things):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kompetensi.operations.schema.applied", set)
        return client.get("/sehat/")


def full(client, things):
    client.raise_request_exception = False
    reason = OperationalError()
    reason.__cause__ = sqlite3.OperationalError()
    reason.__cause__.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kompetensi.views.HomeView.get_context_data", lambda self, **_: (_ for _ in ()).throw(reason))
        return client.get("/")


KINDS = {
    (lambda client, things: client.get("/")): 200,
    static: 200,
    static_again: 304,
    page_again: 304,
    copy: 200,
    (lambda client, things: client.get("/sehat/")): 200,
    (lambda client, things: client.get("/favicon.ico")): 301,
    (lambda client, things: client.get("/kamus/devo/")): 302,
    stranger: 400,
    senseless: 400,
    too_many_fields: 400,
    line_of_nobody: 401,
    without_token: 403,
    (lambda client, things: client.get("/tidak/ada")): 404,
    (lambda client, things: client.get("/static/tidak-ada.css")): 404,
    (lambda client, things: client.get("/ekspor/tidak.ada")): 404,
    (lambda client, things: client.post("/ekspor/kamus.md")): 405,
    (lambda client, things: client.post("/sehat/")): 405,
    (lambda client, things: client.get("/keluar/")): 405,
    stale: 409,
    far_too_large: 413,
    without_file: 422,
    refused_file: 422,
    too_soon: 429,
    too_many_files: 429,
    fault: 500,
    busy: 503,
    unmigrated: 503,
    full: 503,
}


@pytest.mark.parametrize(("kind", "status"), KINDS.items(), ids=lambda each: getattr(each, "__name__", str(each)))
def test_every_kind_of_answer_carries_the_headers(client, things, kind, status):
    cache.clear()
    response = kind(client, things)
    put_down(response)
    assert response.status_code == status, http.HTTPStatus(status).phrase
    assert faults(response) == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_every_kind_of_answer_over_tls_tells_browsers_to_stay_there(client, things, kind, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    cache.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.http.HttpRequest.is_secure", lambda request: True)
        response = kind(client, things)
    put_down(response)
    assert response.headers.get("Strict-Transport-Security") == STAY


def test_no_policy_says_unsafe_and_only_downloads_have_one_of_their_own(client, things):
    for policy in (POLICY, SANDBOX):
        assert "unsafe" not in policy
        assert "*" not in policy
    client.force_login(person("Lain", "Penerbit"))
    for place in site(things):
        response = ask(client, "get", place.address)
        attached = response.headers.get("Content-Disposition", "").startswith("attachment")
        assert attached == (place.name in DOWNLOADS), place
        assert (response.headers["Content-Security-Policy"] == SANDBOX) == attached, place


def test_over_tls_browsers_are_told_to_stay_there_and_on_an_intranet_without_they_are_not(served, seeds):
    response = served.get("/")
    assert response.headers.get("Strict-Transport-Security") == (STAY if served.tls else None)
    assert faults(response) == {}
    for address in ("/tidak/ada", "/static/site.css", "/ekspor/kamus.md"):
        response = ask(served, "get", address)
        assert ("Strict-Transport-Security" in response.headers) == served.tls, address


def test_plain_http_is_led_to_tls_on_the_same_host_with_the_headers(served, db):
    response = Client().get("/kamus/?kelompok=A")
    if served.tls:
        assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/kamus/?kelompok=A")
    else:
        assert response.status_code == 200
    assert faults(response) == {}
    forged = Client().get("/", headers={"x-forwarded-proto": "https"})
    assert forged.status_code == response.status_code, "only a proxy that the settings name is believed"


#: What a proxy's own answers carry: they have nothing to load.
BARE = "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("example", ["nginx.conf", "Caddyfile"])
def test_a_proxy_adds_the_headers_to_its_own_answers_and_doubles_none(example):
    text = (BASE_DIR / "deploy" / example).read_text().replace('"', "")
    for name, value in {**HEADERS, "Content-Security-Policy": BARE, "Strict-Transport-Security": STAY}.items():
        if example == "Caddyfile":  # ? is for answers that have none
            assert f"?{name} {value}\n" in text, name
        else:
            (variable,) = set(re.findall(rf"add_header {name} (\$\w+) always;", text))
            assert f"map $upstream_http_{name.lower().replace('-', '_')} {variable} {{  {value}; }}" in text, name


def test_the_proxy_passes_on_the_port_that_the_browser_shows():
    text = (BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert "proxy_set_header Host $http_host;" in text
    assert "proxy_set_header Host $host;" not in text
