"""Public pages that are asked for again: 304 or a copy while nothing changed, and never what is old or another's."""

import io
import re
from tempfile import NamedTemporaryFile

import pytest
from django.core import serializers
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from development.mapping.relations import sub_aspect_side
from development.models import Aspect
from dictionary.models import Competency
from exchange import document_types
from exchange.editing.relations import save_links
from exchange.history import ledger
from exchange.history.archive import archive_document
from exchange.history.versions import newest
from exchange.models import Ledger, Revision
from kompetensi import page_cache
from kompetensi.views import HomeView
from tests.addresses import put_down
from tests.back_office import change, url
from tests.builders import TEXT
from tests.exchange.doors import BACK, DOORS, brought_in, group_action
from tests.faults.people import Person

PAGES = [
    "/",
    "/bantuan/",
    "/cari/?q=solusi",
    "/kamus/",
    "/kamus/DEVO/",
    "/kamus/DEVO/?level=4",
    "/kamus/matriks/?isi=lengkap",
    "/kamus/banding/?k=DEVO&k=CUSF",
    "/kamus/indeks/",
    "/kamus/cetak/",
    "/kamus/DEVO/cetak/",
    "/panduan/",
    "/panduan/integritas/",
    "/panduan/integritas/komitmen/",
    "/sitemap.xml",
    "/sitemap-kamus.xml",
]
FILES = ["/ekspor/kamus.md", "/ekspor/kamus.xlsx", "/ekspor/kamus/DEVO.json", "/kamus/DEVO.docx"]
#: One of each kind, for what takes long.
FEW = [*PAGES[:1], *PAGES[2:5], "/kamus/DEVO/cetak/", "/panduan/", *PAGES[-3:], "/ekspor/kamus.md", "/kamus/DEVO.docx"]
NAME = re.compile(r'W/"[0-9a-f]{32}"')


def body(response):
    """What was sent; the file of a download is put down."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    put_down(response)
    return content


def again(client, path, response, **headers):
    """The same page, asked for by who has it."""
    return client.get(path, headers={"If-None-Match": response.headers["ETag"], **headers})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_read_again_takes_one_query_and_is_the_same(client, seeds, django_assert_num_queries, path):
    first = client.get(path)
    assert first.status_code == 200 and NAME.fullmatch(first.headers["ETag"])
    with django_assert_num_queries(1):
        second = client.get(path)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_who_has_a_page_is_told_that_it_is_still_the_same_with_one_query(
    client, seeds, django_assert_num_queries, path
):
    first = client.get(path)
    assert first.status_code == 200
    body(first)
    with django_assert_num_queries(1):
        second = again(client, path, first)
    assert (second.status_code, second.content) == (304, b"")
    for name in ("ETag", "Cache-Control"):
        assert second.headers[name] == first.headers[name]
    assert set(second.headers["Vary"].split(", ")) == {"Accept-Language", "Cookie", "Accept-Encoding"}
    assert "default-src 'none'" in second.headers["Content-Security-Policy"]


def test_head_is_answered_alike(client, seeds, django_assert_num_queries):
    first = client.head("/kamus/DEVO/")
    assert again(client, "/kamus/DEVO/", first).status_code == 304
    page = client.get("/kamus/DEVO/")
    assert first.headers["ETag"] == page.headers["ETag"]
    with django_assert_num_queries(1):
        assert client.head("/kamus/DEVO/").headers["Content-Length"] == str(len(page.content))


def test_a_copy_is_sent_packed_only_to_who_can_unpack_it(client, seeds):
    packed = client.get("/kamus/", headers={"Accept-Encoding": "br, gzip"})
    plain = client.get("/kamus/")
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert client.get("/kamus/", headers={"Accept-Encoding": "gzip"}).content == packed.content
    assert client.get("/kamus/").content == plain.content


def map_edit(publisher, _):
    end = sub_aspect_side("integritas/komitmen")
    save_links(end, ["DEVO"], token=end.token(), user=publisher)


def archiving(publisher, _):
    assert archive_document(
        document_types.get("kamus"), "CUSF", base=newest(document_types.get("kamus"), "CUSF"), user=publisher
    )


def ordering(_, boss):
    office = Client()
    office.force_login(boss)
    assert change(office, Competency.objects.get(code="DEVO"), {"position": "9"}).status_code == 302


def renaming(_, boss):
    office = Client()
    office.force_login(boss)
    assert change(office, Aspect.objects.get(slug="integritas"), {"domain": "Ranah Lain"}).status_code == 302


def empty_aspect(_, boss):
    office = Client()
    office.force_login(boss)
    row = Aspect.objects.get(slug="kosong")
    assert office.post(url(Aspect, "delete", row.pk), {"post": "yes"}).status_code == 302


def empty_aspects(_, boss):
    office = Client()
    office.force_login(boss)
    row = Aspect.objects.get(slug="kosong")
    sent = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    sent["dasar"] = Revision.objects.latest("pk").pk
    assert office.post(url(Aspect, "changelist"), sent).status_code == 302


def fixtures(*_):
    row = Competency.objects.get(code="DEVO")
    row.name = "Lain"
    with NamedTemporaryFile("w", suffix=".json") as file:
        file.write(serializers.serialize("json", [row]))
        file.flush()
        call_command("loaddata", file.name, verbosity=0)


def indexing(*_):
    Competency.objects.filter(code="DEVO").update(name="Lain")
    call_command("reindex", stdout=io.StringIO())


OTHERS = {
    "map": map_edit,
    "archive": archiving,
    "order": ordering,
    "aspect": renaming,
    "empty aspect": empty_aspect,
    "empty aspects": empty_aspects,
    "loaddata": fixtures,
    "reindex": indexing,
    "group": lambda publisher, _: group_action(Person(publisher), None),
}


@pytest.mark.parametrize("name", [*DOORS, *OTHERS])
def test_a_change_through_any_door_is_seen_at_once_on_every_page(seeds, publisher, boss, tmp_path, name):
    if name in DOORS and DOORS[name][2] is BACK:
        brought_in(publisher, TEXT, "Tadi.")
    Aspect.objects.create(name="Kosong", slug="kosong")
    reader = Client()
    before = {path: (response := reader.get(path), body(response)) for path in FEW}
    if name in DOORS:
        DOORS[name][0](Person(publisher), tmp_path)
    else:
        OTHERS[name](publisher, boss)
    after = {path: again(reader, path, response) for path, (response, _) in before.items()}
    assert {response.status_code for response in after.values()} <= {200, 404}
    seen = {path: body(response) for path, response in after.items()}
    caches["pages"].clear()
    assert {path: body(reader.get(path)) for path in before} == seen
    assert seen != {path: content for path, (_, content) in before.items()}


def test_what_others_change_meanwhile_is_never_kept_under_a_name_that_is_asked_for(seeds, monkeypatch):
    """A page that is being read while its content changes is not a copy for the new version."""
    reader, version = Client(), ledger.version

    def changed_meanwhile():
        found = version()
        monkeypatch.setattr(ledger, "version", version)
        ledger.bump()
        return found

    monkeypatch.setattr(ledger, "version", changed_meanwhile)
    first = reader.get("/kamus/DEVO/")
    assert again(reader, "/kamus/DEVO/", first).status_code == 200


def test_a_version_is_never_given_away_twice_not_even_after_a_restored_backup(seeds):
    backup = ledger.version()
    ledger.bump()
    given = ledger.version()
    Ledger.objects.update(version=backup)
    ledger.bump()
    assert ledger.version() > given > backup
    Ledger.objects.update(version=2**62)
    ledger.bump()
    assert ledger.version() == 2**62 + 1


def test_each_language_has_its_own_copy(client, seeds):
    indonesian = client.get("/kamus/")
    english = again(client, "/kamus/", indonesian, **{"Accept-Language": "en"})
    assert english.status_code == 200 and 'lang="en"' in english.content.decode()
    assert english.headers["Content-Language"] == "en"
    client.post("/bahasa/", {"bahasa": "en", "next": "/kamus/"})
    assert again(client, "/kamus/", indonesian).content == english.content
    assert again(client, "/kamus/", english).status_code == 304


def test_each_address_and_each_host_has_its_own_copy(client, seeds):
    first = client.get("/kamus/DEVO/", headers={"Host": "localhost"})
    second = again(client, "/kamus/DEVO/", first, Host="127.0.0.1")
    assert "http://127.0.0.1/kamus/DEVO/" in second.content.decode()
    assert client.get("/kamus/DEVO/", headers={"Host": "jahat.example"}).status_code == 400
    assert again(client, "/kamus/CUSF/", first, Host="localhost").status_code == 200
    assert client.get("/kamus/DEVO/", secure=True, headers={"Host": "localhost"}).content != first.content


def test_who_logs_in_reads_pages_of_their_own_and_nobody_else_does(seeds, boss, publisher):
    reader, person = Client(), Client()
    public = {path: reader.get(path) for path in PAGES}
    person.force_login(boss)
    for path in PAGES:
        own = again(person, path, public[path])
        assert own.status_code == 200 and "ETag" not in own.headers
        assert own.headers["Cache-Control"] == "private, no-store"
        assert reader.get(path).content == public[path].content
    caches["pages"].clear()
    pages = {path: person.get(path).content.decode() for path in PAGES if not path.startswith("/sitemap")}
    assert all("Bos" in page and "csrfmiddlewaretoken" in page for path, page in pages.items() if "cetak" not in path)
    assert all("Bos" not in reader.get(path).content.decode() for path in PAGES)
    other = Client()
    other.force_login(publisher)
    assert all("Bos" not in other.get(path).content.decode() for path in PAGES)


def test_what_is_said_to_who_logged_out_is_said_once_and_to_nobody_else(client, seeds, boss):
    client.force_login(boss)
    client.post("/keluar/")
    assert "Anda sudah keluar." in client.get("/").content.decode()
    assert "Anda sudah keluar." not in client.get("/").content.decode()
    assert "Anda sudah keluar." not in Client().get("/").content.decode()


def test_a_message_is_told_to_who_has_the_page_already(client, seeds, boss):
    public = client.get("/")
    client.force_login(boss)
    client.post("/keluar/")
    told = again(client, "/", public)
    assert told.status_code == 200 and "Anda sudah keluar." in told.content.decode()
    assert again(client, "/", public).status_code == 304


def test_no_copy_holds_a_token_or_sets_a_cookie(client, seeds):
    for path in PAGES:
        response = client.get(path)
        assert "csrfmiddlewaretoken" not in response.content.decode() and not response.cookies


def test_closed_reading_has_no_public_pages(seeds, settings):
    before = Client().get("/kamus/DEVO/")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, page_cache.CLOSED]
    closed = again(Client(), "/kamus/DEVO/", before)
    assert closed.status_code == 302 and closed.headers["Location"].startswith("/masuk/")
    assert "ETag" not in closed.headers


@pytest.mark.parametrize("path", ["/masuk/", "/tidak-ada/", "/robots.txt", "/kamus/XXXX/", "/kamus/devo/", "/riwayat/"])
def test_everything_else_has_no_name(client, seeds, path):
    assert "ETag" not in client.get(path).headers


def test_a_form_that_is_sent_is_never_answered_by_a_copy(client, seeds):
    first = client.get("/kamus/DEVO/")
    assert client.post("/kamus/DEVO/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 405


def test_an_update_leaves_nobody_with_an_old_page(client, seeds, settings):
    first = client.get("/kamus/cetak/")
    settings.ORGANISATION = "Kementerian Contoh"
    page_cache.release.cache_clear()
    second = again(client, "/kamus/cetak/", first)
    page_cache.release.cache_clear()
    assert second.status_code == 200 and "Kementerian Contoh" in second.content.decode()


def test_the_release_is_another_when_a_template_is(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    page, prints = tmp_path / "templates" / "page.html", set()
    for text in ("satu", "dua", "satu"):
        page.write_text(text)
        prints.add(page_cache.release.__wrapped__())
    assert len(prints) == 2


def test_the_names_of_public_pages_are_names_of_addresses():
    assert {name for name in get_resolver().reverse_dict if isinstance(name, str)} >= page_cache.NAMED


def test_a_large_page_is_made_anew_and_not_kept(client, seeds, monkeypatch):
    monkeypatch.setattr(page_cache, "LARGEST", 1_000)
    first = client.get("/kamus/")
    assert caches["pages"].get(first.headers["ETag"][3:-1]) is None
    assert again(client, "/kamus/", first).status_code == 304


def test_a_reader_whose_database_is_away_is_answered_as_ever(client, seeds, monkeypatch):
    from django.db import OperationalError

    def away():
        raise OperationalError("locked")

    monkeypatch.setattr(ledger, "version", away)
    assert client.get("/kamus/DEVO/").status_code == 200


def test_a_page_that_sets_a_cookie_is_nobody_elses(client, db, monkeypatch):
    show = HomeView.get

    def with_a_cookie(view, request):
        response = show(view, request)
        response.set_cookie("rahasia", "x")
        return response

    with monkeypatch.context() as patch:
        patch.setattr(HomeView, "get", with_a_cookie)
        first = client.get("/")
    assert "ETag" not in first.headers and first.headers["Cache-Control"] == "private, no-store"
    assert not Client().get("/").cookies
