"""Bent addresses: other hosts, ways off the site, odd methods, forms without a token, numbers of others."""

import re
import uuid
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail, serializers
from django.test import Client

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from exchange.models import Comment, Ledger, Proposal, ProposedDocument, Revision
from tests.addresses import RULES, SITE
from tests.builders import person
from tests.pages import Page
from tests.security.places import ODD_METHODS, ask, office, site

ABROAD = [
    "//jahat.example",
    "///jahat.example",
    "////jahat.example/x",
    "/\\jahat.example",
    "\\\\jahat.example",
    "/\t/jahat.example",
    "\t//jahat.example",
    " //jahat.example",
    "\x00//jahat.example",
    "\x08//jahat.example",
    "/%09/jahat.example".replace("%09", "\t"),
    "http://jahat.example",
    "https://jahat.example/",
    "https:jahat.example",
    "https:/jahat.example",
    "https:///jahat.example",
    "HTTPS:\\\\jahat.example",
    "http://testserver@jahat.example/",
    "http://testserver.jahat.example/",
    "http://[jahat.example",
    "http://jahat.example\\@testserver/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://testserver/",
    "//testserver\\@jahat.example",
    "https://jahat。example/",
    "/\r\nSet-Cookie: a=b",
    "/\r\nLocation: https://jahat.example",
]
AT_HOME = re.compile(r"/(?![/\\])[\x21-\x7e]*\Z")
MODELS = (
    *(Competency, KeyBehaviour, Level, Indicator, Aspect, SubAspect, Action),
    *(Proposal, ProposedDocument, Comment, Revision, Ledger, Group, get_user_model()),
)


def everything():
    """All that is stored, as text."""
    rows = [serializers.serialize("json", model.objects.order_by("pk")) for model in MODELS]
    return re.sub(r'"last_login": "[^"]*"', "", "\n".join(rows))


def leads(response):
    """Where a response leads a browser, None for nowhere."""
    return response.headers.get("Location") or response.headers.get("HX-Redirect")


@pytest.mark.parametrize("target", ABROAD)
def test_no_address_to_return_to_leads_off_the_site(client, reader, target):
    right = {"username": "Pembaca", "password": "rahasia-sekali"}
    sent = [
        client.post("/bahasa/", {"bahasa": "id", "next": target}),
        client.get("/admin/login/", {"next": target}),
        client.get("/admin/", {"next": target}),
        client.post("/keluar/", {"next": target}),
        client.post("/masuk/", {**right, "next": target}),
        client.get("/masuk/", {"next": target}),
        client.post("/keluar/", {"next": target}),
        client.post("/masuk/", {**right, "redirect_to": target, "back": target}, query_params={"next": target}),
        client.post("/sandi/lupa/", {"email": "x@example.org", "next": target}),
    ]
    for place, response in enumerate(sent):
        assert response.status_code in (200, 302, 400), place
        assert leads(response) is None or AT_HOME.match(leads(response)), (place, leads(response))
        assert "Set-Cookie: a=b" not in str(response.serialize_headers()), place


@pytest.mark.parametrize("target", ["//jahat.example", "https:jahat.example", "/\r\nLocation: https://jahat.example"])
def test_nothing_else_that_is_sent_leads_off_the_site(client, things, target):
    client.force_login(person("Lain", "Penerbit"))
    names = ("next", "kembali", "back", "url", "alamat", "ke", "aksi", "_popup", "return", "redirect", "q")
    for place in site(things):
        if place.name == "logout":
            continue
        for method in ("get", "post"):
            response = ask(client, method, place.address, dict.fromkeys(names, target))
            assert leads(response) is None or AT_HOME.match(leads(response)), (place, method, leads(response))


@pytest.mark.parametrize(
    "path", ["//jahat.example/kamus", "/\\jahat.example", "//jahat.example/%2e%2e", "/%5cjahat.example"]
)
def test_a_path_that_looks_like_another_host_is_a_path(client, db, path):
    for method in ("get", "post"):
        response = getattr(client, method)(path)
        assert leads(response) is None or AT_HOME.match(leads(response))


def test_another_host_is_refused_and_what_proxies_say_of_it_is_not_believed(client, seeds):
    for host in (
        "jahat.example",
        "testserver.jahat.example",
        "testserver:80@jahat.example",
        "",
        "testserver\\x",
        "[::1",
    ):
        assert client.get("/", headers={"host": host}).status_code == 400, host
    forged = {"x-forwarded-host": "jahat.example", "x-host": "jahat.example", "forwarded": "host=jahat.example"}
    for path in ("/", "/kamus/DEVO/", "/sitemap.xml", "/robots.txt", "/cari/opensearch.xml", "/masuk/", "/tidak/ada"):
        response = client.get(path, headers=forged)
        assert b"jahat" not in response.content, path
        assert b"testserver" in response.content or path in ("/masuk/", "/tidak/ada"), path


def test_the_letter_of_a_forgotten_password_leads_here_whatever_host_was_asked(client, reader, letters):
    reader.email = "ani@example.org"
    reader.save()
    client.post("/sandi/lupa/", {"email": "ani@example.org"}, headers={"x-forwarded-host": "jahat.example"})
    letters()
    client.post("/sandi/lupa/", {"email": "ani@example.org"}, headers={"host": "jahat.example"})
    letters()
    (letter,) = mail.outbox
    assert "jahat" not in letter.body
    assert "http://testserver/sandi/baru/" in letter.body


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_only_a_post_changes_anything_and_odd_methods_are_refused(client, things, log_in, role):
    """Three look at no method before they lead on, or say that a link is no longer good."""
    log_in(role)
    before, wrong = everything(), {}
    for place in (*site(things), *office(things)):
        for method in ("get", "head", *ODD_METHODS) if not place.office else ("get", "options"):
            status = ask(client, method, place.address).status_code
            led = (place.name, status) in {("favicon", 301), ("login", 302)}
            told = method == "options" and status == 200
            if method in ODD_METHODS and not place.office and status not in (405, 403, 404) and not (led or told):
                wrong[place.name, method] = status
    assert wrong == {}
    assert everything() == before


def test_a_method_hidden_in_a_get_or_a_field_is_not_taken(client, things, log_in):
    log_in("administrator")
    before = everything()
    hidden = {f"x-{name}": "POST" for name in ("http-method-override", "http-method", "method-override")}
    for place in (*site(things), *office(things)):
        ask(client, "get", place.address, {"_method": "POST", "_HttpMethod": "DELETE", "post": "yes"}, headers=hidden)
    assert everything() == before


def test_every_form_asks_for_its_token(things, log_in):
    """All but the switch of the language, whose reason stands beside it."""
    before, free = everything(), {}
    person("Bos", "Penerbit")
    boss = get_user_model().objects.get(username="Bos")
    boss.is_superuser = boss.is_staff = True
    boss.save()
    for user in (None, boss):
        client = Client(enforce_csrf_checks=True)
        if user:
            client.force_login(user)
        before = everything()
        for place in (*site(things), *office(things)):
            for sent in ({}, {"csrfmiddlewaretoken": "x" * 64}):
                status = ask(client, "post", place.address, sent).status_code
                if status not in (403, 405):
                    free[place.name, bool(user)] = status
        assert everything() == before
    assert set(free) == {("language", False), ("language", True)}


def test_a_token_from_another_origin_is_not_enough(things):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/masuk/")
    token = Page(page).values("csrfmiddlewaretoken")[0]
    sent = {"username": "x", "password": "y", "csrfmiddlewaretoken": token}
    assert client.post("/masuk/", sent).status_code == 200
    for origin in ("https://jahat.example", "null", "http://testserver.jahat.example"):
        assert client.post("/masuk/", sent, headers={"origin": origin}).status_code == 403, origin
    unsafe = {"referer": "https://jahat.example/"}
    assert client.post("/masuk/", sent, headers=unsafe, secure=True).status_code == 403


def refused_form(origin, **more):
    """The page that answers a log-in from another origin."""
    client = Client(enforce_csrf_checks=True)
    token = Page(client.get("/masuk/")).values("csrfmiddlewaretoken")[0]
    sent = {"username": "x", "password": "y", "csrfmiddlewaretoken": token}
    return Page(client.post("/masuk/", sent, headers={"origin": origin}, **more))


def test_a_form_from_another_port_names_both_addresses_and_the_settings(db, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://lain.example"]
    page = refused_form("http://testserver:8443")
    assert page.one("h1").text == "Alamat situs tidak cocok"
    assert page.texts("code")[:3] == ["http://testserver:8443", "http://testserver", "https://lain.example"]
    for name in ("CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS", "BEHIND_PROXY", "$http_host"):
        assert name in page.text
    assert "kuki" not in page.one("main").text


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("null", "null"),
        ("http://<script>alert(1)</script>", "http://<script>alert(1)<"),
        ("https://" + "a" * 5000, "https://" + "a" * 192),
    ],
)
def test_an_odd_origin_is_shown_as_text(db, origin, shown):
    page = refused_form(origin)
    assert page.texts("code")[0] == shown
    assert not [part for part in page.all("script") if "alert" in part.text]


def test_a_form_without_its_token_is_said_to_be_old(db):
    page = Page(Client(enforce_csrf_checks=True).post("/masuk/", {"username": "x", "password": "y"}))
    assert page.one("h1").text == "Formulir sudah kedaluwarsa"
    assert "kuki" in page.one("main").text and "CSRF_TRUSTED_ORIGINS" not in page.text


GET_ONLY = ("import", "proposal", "import-problems", "import-file", "import-account", "import-marked")
#: What answers before a proposal is looked for: what an editor may do with none.
NOT_ASKED = {"proposal-apply": 403, "proposal-undo": 403, "proposal-return": 403}


def test_a_file_of_another_editor_is_not_there_whoever_guesses_its_number(client, things, uploader):
    row = things["import"]
    client.force_login(uploader)
    before = everything()
    for place in site(things):
        if str(row.pk) not in place.address:
            continue
        refused = NOT_ASKED.get(place.name, 404)
        other = str(uuid.uuid4())
        sent = {"rencana": row.plan, "ubah": "0.0", "yakin": "on"}
        method = "get" if place.name in GET_ONLY else "post"
        answers = []
        for number in (str(row.pk), other):
            response = ask(client, method, place.address.replace(str(row.pk), number), sent)
            assert response.status_code == refused, place
            text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
            answers.append(text.replace(number, "").replace(quote(sent["rencana"]), ""))
        assert answers[0] == answers[1], place
    for path in ("/impor/", "/usulan/", "/meja/"):
        assert str(row.pk) not in client.get(path).content.decode()
    assert everything() == before


def test_history_and_shelf_are_closed_to_readers_by_whatever_way(client, things, log_in):
    Revision.objects.create(format="kamus", key="RAHASIA", before=things["revision"].after, door="edit")
    log_in("reader")
    revision = things["revision"]
    for path in (
        "/riwayat/",
        f"/riwayat/{revision.pk}/",
        f"/riwayat/{revision.pk}/pulihkan/",
        "/kamus/DEVO/riwayat/",
        f"/kamus/DEVO/riwayat/?dari={revision.pk}",
        "/kamus/RAHASIA/riwayat/",
        "/panduan/integritas/komitmen/riwayat/",
        "/arsip/",
        f"/admin/exchange/revision/{revision.pk}/change/",
    ):
        assert client.get(path, follow=True).status_code == 403, path
    for path in ("/", "/kamus/", "/kamus/DEVO/", "/cari/?q=RAHASIA", "/ekspor/kamus.json", "/kamus/RAHASIA/"):
        response = client.get(path)
        text = response.getvalue() if response.streaming else response.content
        assert b"/riwayat/" not in text, path
        assert path.endswith("RAHASIA/") or b"rahasia/" not in text.lower(), path


def test_a_publisher_gets_no_right_more_by_any_form(client, things, publisher):
    client.force_login(publisher)
    boss = get_user_model().objects.create_superuser("Bos", "bos@example.org", "rahasia-sekali")
    rights = dict.fromkeys(("is_superuser", "is_staff", "is_active"), "on")
    rights |= {"groups": [1, 2, 3], "user_permissions": list(Permission.objects.values_list("pk", flat=True)[:99])}
    rights |= {"username": "Penerbit", "password1": "rahasia-banget-1", "password2": "rahasia-banget-1"}
    rights |= {
        "old_password": "rahasia-sekali",
        "new_password1": "rahasia-banget-1",
        "new_password2": "rahasia-banget-1",
    }
    for place in (*site(things), *office(things)):
        if place.name not in ("logout", "admin:logout", "login"):
            ask(client, "post", place.address, rights)
            client.force_login(get_user_model().objects.get(pk=publisher.pk))
    publisher = get_user_model().objects.get(pk=publisher.pk)
    assert (publisher.is_staff, publisher.is_superuser) == (False, False)
    assert [group.name for group in publisher.groups.all()] == ["Penerbit"]
    assert not publisher.user_permissions.exists()
    boss.refresh_from_db()
    assert boss.check_password("rahasia-sekali")
    assert set(get_user_model().objects.values_list("username", flat=True)) == {"Pemilik", "Penerbit", "Bos"}


@pytest.mark.parametrize(
    "asked",
    [
        "exchange/proposal/?author__password__startswith=md5",
        "exchange/proposal/?author__email__contains=a",
        "exchange/proposal/?applied_by__is_superuser=1",
        "exchange/proposal/?content__startswith=a",
        "exchange/revision/?user__password__startswith=md5",
        "exchange/revision/?source__content__startswith=a",
        "exchange/revision/?source__author__password__startswith=m",
        "exchange/proposal/?o=content",
        "exchange/proposal/?_to_field=sha256&_popup=1",
        "dictionary/competency/?_to_field=source&_popup=1",
    ],
)
def test_a_list_of_the_back_office_answers_no_question_about_what_it_does_not_show(client, things, publisher, asked):
    get_user_model().objects.update(email="rahasia@example.org")
    client.force_login(publisher)
    response = client.get(f"/admin/{asked}")
    assert response.status_code in (400, 302) or asked.endswith("o=content")
    assert b"rahasia@example.org" not in response.content


def test_autocomplete_tells_a_publisher_of_content_alone(client, things, publisher):
    client.force_login(publisher)
    for app, model, field in (
        ("auth", "user", "groups"),
        ("exchange", "proposal", "author"),
        ("auth", "group", "permissions"),
    ):
        asked = {"term": "", "app_label": app, "model_name": model, "field_name": field}
        assert client.get("/admin/autocomplete/", asked).status_code == 403, asked


def test_there_is_a_test_for_every_address(things):
    """The walks above go over the addresses of `RULES`, whose own test fails for one that it lacks."""
    assert {place.name for place in site(things)} == set(RULES) == set(SITE)
