"""Addresses that were public once: of renamed documents (301), of archived ones (410), and of those that never were."""

import pytest

from development.models import Aspect
from exchange import document_types
from exchange.history.restore import restore
from exchange.history.versions import Version
from exchange.models import Revision
from tests.addresses import put_down
from tests.back_office import change as changed
from tests.builders import person, remove, renamed
from tests.pages import Page

KEYS = {"kamus": ("DEVO", "DEVX"), "panduan": ("integritas/komitmen", "integritas/keteguhan")}
PAGES = ["", "cetak/", "sunting/", "arsipkan/", "riwayat/", "peta/"]
FILES = ["md", "csv", "xlsx", "ods", "json", "docx"]
DOORS = [(slug, f"/{slug}/{{}}/{page}") for slug in KEYS for page in PAGES]
DOORS += [(slug, f"/{slug}/{{}}.docx") for slug in KEYS]
DOORS += [(slug, f"/ekspor/{slug}/{{}}.{kind}") for slug in KEYS for kind in FILES]


@pytest.fixture
def office(client, seeds, boss):
    client.force_login(boss)
    return client


def rename(slug):
    return renamed(slug, KEYS[slug][0], "DEVX" if slug == "kamus" else "Keteguhan")


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(("slug", "door"), DOORS)
def test_every_door_of_an_old_address_leads_to_the_new_one_with_what_was_asked(office, slug, door, method):
    rename(slug)
    old, new = KEYS[slug]
    answer = getattr(office, method)(door.format(old) + "?level=2&baris=a%20b")
    assert (answer.status_code, answer.headers["Location"]) == (301, door.format(new) + "?level=2&baris=a%20b")
    there = getattr(office, method)(door.format(new))
    put_down(there)
    assert there.status_code == 200


@pytest.mark.parametrize(("slug", "door"), DOORS)
def test_every_door_of_an_archived_document_says_so(office, slug, door):
    remove(slug, KEYS[slug][0])
    wanted = 200 if door.endswith("riwayat/") else 410
    for method in ("get", "head"):
        answer = getattr(office, method)(door.format(KEYS[slug][0]))
        assert answer.status_code == wanted, method


@pytest.mark.parametrize(("slug", "door"), DOORS)
def test_what_never_was_is_not_found(office, slug, door):
    answer = office.get(door.format("TIDAK" if slug == "kamus" else "integritas/tidak-ada"))
    assert answer.status_code == 404


def test_an_old_address_in_lower_case_leads_on_too(client, seeds):
    rename("kamus")
    assert client.get("/kamus/devo/").headers["Location"] == "/kamus/DEVX/"


def test_an_old_address_of_an_archived_document_leads_to_where_that_is_said(client, seeds):
    rename("kamus")
    remove("kamus", "DEVX")
    answer = client.get("/kamus/DEVO/", follow=True)
    assert answer.redirect_chain == [("/kamus/DEVX/", 301)] and answer.status_code == 410


def test_no_cache_keeps_the_way_of_an_old_address(client, seeds):
    rename("kamus")
    answer = client.get("/kamus/DEVO/")
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate" and "ETag" not in answer.headers
    renamed("kamus", "DEVX", "DEVO")
    assert client.get("/kamus/DEVO/").status_code == 200
    assert client.get("/kamus/DEVX/").headers["Location"] == "/kamus/DEVO/"


def test_leading_on_costs_two_queries_more_than_a_page_that_never_was(client, seeds, django_assert_num_queries):
    rename("kamus")
    client.get("/kamus/DEVO/")
    with django_assert_num_queries(1 + 1 + 2):  # the version, the document, its rename, and who took its key
        assert client.get("/kamus/DEVO/").status_code == 301
    with django_assert_num_queries(1 + 1 + 2):
        assert client.get("/kamus/TIDAK/").status_code == 404


def test_a_renamed_aspect_leads_all_its_addresses_on(office):
    aspect = Aspect.objects.get(slug="integritas")
    assert changed(office, aspect, {"name": "KEJUJURAN DIRI"}).status_code == 302
    for path in ("", "komitmen/", "kejujuran/", "komitmen/riwayat/"):
        answer = office.get(f"/panduan/integritas/{path}?halaman=1")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/panduan/kejujuran-diri/{path}?halaman=1")
    changed(office, aspect, {"name": "INTEGRITAS"})
    assert office.get("/panduan/integritas/").status_code == 200
    assert office.get("/panduan/kejujuran-diri/").headers["Location"] == "/panduan/integritas/"


def test_an_aspect_whose_last_sub_aspect_was_archived_is_gone_and_does_not_lead_in_circles(office):
    aspect = Aspect.objects.get(slug="integritas")
    for name in ("KEJUJURAN DIRI", "INTEGRITAS"):
        changed(office, aspect, {"name": name})
    repository = document_types.get("panduan").repository
    for key in repository.keys(group="integritas"):
        remove("panduan", key)
    answer = office.get("/panduan/kejujuran-diri/", follow=True)
    assert answer.redirect_chain == [("/panduan/integritas/", 301)] and answer.status_code == 410
    assert office.get("/panduan/tidak-ada/").status_code == 404


def test_a_page_that_is_gone_says_when_who_and_what_now(client, publisher, seeds):
    client.force_login(publisher)
    base = Revision.objects.of("kamus", "DEVO").newest()
    client.post("/kamus/DEVO/arsipkan/", {"dasar": base})
    last = Revision.objects.first()
    page = Page(client.get("/kamus/DEVO/"))
    assert page.one("h1").text == "Developing Others sudah diarsipkan"
    assert "oleh Penerbit" in page.text and "Diarsipkan" in page.text
    links = {link["href"] for link in page.all("a")}
    assert {f"/riwayat/{last.pk}/pulihkan/?versi=sebelum", "/kamus/DEVO/riwayat/", "/arsip/"} <= links
    client.logout()
    answer = client.get("/kamus/DEVO/")
    public = Page(answer)
    assert answer.status_code == 410 and "Penerbit" not in public.one("main").text
    assert "mintalah penerbit memulihkannya" in public.text
    assert "/cari/?q=Developing%20Others" in {link["href"] for link in public.all("a")}
    client.force_login(person("Sunting", "Penyunting"))
    page = Page(client.get("/kamus/DEVO/"))
    assert "oleh Penerbit" in page.text and not [a for a in page.all("a") if "pulihkan" in a["href"]]


def test_a_page_that_came_back_is_there_again(client, seeds):
    gone = remove("kamus", "DEVO")[0]
    assert client.get("/kamus/DEVO/").status_code == 410
    restore(Version(gone, earlier=True), seen=gone.pk, user=None)
    assert client.get("/kamus/DEVO/").status_code == 200


def test_a_form_sent_to_an_old_address_is_sent_on(office):
    rename("panduan")
    for door in ("arsipkan/", "peta/", "sunting/"):
        answer = office.post(f"/panduan/integritas/komitmen/{door}", {"dasar": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (307, f"/panduan/integritas/keteguhan/{door}")
    answer = office.post("/panduan/integritas/komitmen/arsipkan/", {"dasar": "1"}, follow=True)
    assert answer.status_code == 409


def test_a_gone_document_whose_revision_is_damaged_is_told_of_by_its_key(client, seeds):
    Revision.objects.create(format="kamus", key="RUSAK", before={"key": 1}, after=None, door="edit")
    answer = client.get("/kamus/RUSAK/")
    assert answer.status_code == 410 and "RUSAK sudah diarsipkan" in answer.content.decode()
