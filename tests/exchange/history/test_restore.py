"""Restoring: an old version becomes the newest, whole, once, and only over what the person saw."""

import re

import pytest

from dictionary.models import Competency
from documents.document import Document
from exchange import document_types
from exchange.history.applying import StaleError
from exchange.history.recording import as_json, record_changes
from exchange.history.restore import AbsentError, restore
from exchange.history.versions import Version
from exchange.imports import review as imports
from exchange.models import Ledger, Revision
from exchange.permissions import HISTORY, PUBLISH
from tests.builders import KAMUS, ONE_EDIT, PANDUAN, change, export, person, remove
from tests.pages import get, words


@pytest.fixture
def restorer(client, seeds):
    """A person who may see history and restore, logged in."""
    user = person("Pak Terbit", HISTORY, PUBLISH)
    client.force_login(user)
    return user


def oldest(key="DEVO", slug="kamus"):
    return Revision.objects.of(slug, key).order_by("pk").first()


def newest(key="DEVO", slug="kamus"):
    return Revision.objects.of(slug, key).newest()


def state():
    return Revision.objects.count(), Ledger.objects.get().version, document_types.get("kamus").repository.load()


def post(client, revision, *, seen=None, query="", **data):
    path = f"/riwayat/{revision.pk}/pulihkan/{query}"
    return client.post(path, {"terakhir": newest(revision.key, revision.format) if seen is None else seen, **data})


def test_people_who_may_not_restore_are_refused_and_see_no_button(client, seeds):
    change()
    path = f"/riwayat/{oldest().pk}/pulihkan/"
    for method in (client.get, client.post):
        assert method(path).headers["Location"].startswith("/masuk/")
    client.force_login(person("Rina", HISTORY))
    before = state()
    for method in (client.get, client.post):
        assert method(path).status_code == 403
    assert state() == before
    for page in ("/kamus/DEVO/riwayat/", f"/riwayat/{oldest().pk}/", f"/kamus/DEVO/riwayat/?dari={oldest().pk}"):
        assert "pulihkan/" not in get(client, page)
    client.force_login(person("Terbit", HISTORY, PUBLISH))
    for page in ("/kamus/DEVO/riwayat/", f"/riwayat/{oldest().pk}/", f"/kamus/DEVO/riwayat/?dari={oldest().pk}"):
        assert "pulihkan/" in get(client, page)


def test_looking_shows_what_would_change_with_its_words_and_writes_nothing(client, restorer):
    change(text="Ubahan.")
    before = state()
    html = get(client, f"/riwayat/{oldest().pk}/pulihkan/")
    assert "Yang akan berubah" in html and re.search("<del>[^<]*Ubahan[^<]*</del>", html) and html.count("<tr>") == 1
    assert f'name="terakhir" value="{newest()}"' in html
    assert state() == before


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_is_restored_by_another_method(client, restorer, method):
    assert getattr(client, method)(f"/riwayat/{oldest().pk}/pulihkan/").status_code == 405


def test_a_restored_version_is_a_new_one_and_exports_the_same_bytes(client, restorer):
    imports.apply(ONE_EDIT, name="baru.md")
    count = Revision.objects.count()
    response = post(client, oldest(), catatan="Salah impor")
    assert (response.status_code, response.headers["Location"]) == (302, "/kamus/DEVO/riwayat/")
    assert export("kamus") == KAMUS
    revision = Revision.objects.first()
    assert Revision.objects.count() == count + 1
    assert (revision.door, revision.user_name, revision.key) == ("restore", "Pak Terbit", "DEVO")
    assert revision.note == "Kembali ke versi 1: Salah impor"
    assert "sudah dipulihkan" in words(get(client, "/kamus/DEVO/riwayat/"))


def test_a_second_click_changes_nothing_and_leads_to_the_same_place(client, restorer):
    change()
    seen = newest()
    first = post(client, oldest(), seen=seen)
    before = state()
    second = post(client, oldest(), seen=seen)
    assert second.headers["Location"] == first.headers["Location"]
    assert state() == before


def test_a_document_that_moved_is_left_alone_and_what_changed_is_shown(client, restorer):
    change(text="Definisi dua.")
    seen = newest()
    change(text="Definisi tiga.")
    before = state()
    response = post(client, oldest(), seen=seen)
    html = response.content.decode()
    assert response.status_code == 409
    assert state() == before
    assert "<del>dua</del><ins>tiga</ins>" in html and "Belum dipulihkan" in html
    assert f'name="terakhir" value="{newest()}"' in html
    assert post(client, oldest()).status_code == 302


@pytest.mark.parametrize("seen", ["", "abc", "0", "-1", "999999", "9" * 5000])
def test_what_the_person_saw_must_make_sense(client, restorer, seen):
    change()
    before = state()
    assert post(client, oldest(), seen=seen).status_code == 409
    assert state() == before


def test_a_deleted_document_comes_back_at_its_old_place_with_the_same_bytes(client, restorer):
    deletion = remove("kamus", "DEVO")[0]
    assert export("kamus") != KAMUS
    assert "Yang akan kembali" in get(client, f"/riwayat/{oldest().pk}/pulihkan/")
    assert post(client, oldest()).status_code == 302
    assert export("kamus") == KAMUS
    remove("kamus", "DEVO")
    assert post(client, deletion, query="?versi=sebelum").status_code == 302
    assert export("kamus") == KAMUS
    assert Revision.objects.first().note == "Kembali ke sebelum versi 2."


def test_every_document_of_a_part_that_is_gone_comes_back_at_its_old_place(seeds):
    document_type = document_types.get("panduan")
    keys = [document.key for document in document_type.repository.load() if document.key.startswith("integritas/")]
    with record_changes(document_type, keys, origin="admin"):
        document_type.repository.delete(keys)
    for key in reversed(keys):
        restore(Version(oldest(key, "panduan")), seen=newest(key, "panduan"), user=None)
    assert export("panduan") == PANDUAN


def test_what_shares_something_with_the_document_is_shown_and_recorded(client, restorer):
    imports.apply(PANDUAN.replace(b"Managing Self", b"Managing Oneself"), name="baru.md")
    revision = oldest("integritas/komitmen", "panduan")
    others = (
        len(
            [
                document
                for document in document_types.get("panduan").repository.load()
                if document.key.startswith("integritas/")
            ]
        )
        - 1
    )
    html = get(client, f"/riwayat/{revision.pk}/pulihkan/")
    assert "Yang ikut berubah" in html and html.count("<ins>Self</ins>") == others + 1
    assert post(client, revision).status_code == 302
    assert Revision.objects.filter(door="restore").count() == others + 1


def test_a_version_without_the_document_cannot_be_restored(client, restorer):
    deletion = remove("kamus", "DEVO")[0]
    with pytest.raises(AbsentError):
        restore(Version(deletion), seen=deletion.pk, user=None)
    for method in (client.get, client.post):
        response = method(f"/riwayat/{deletion.pk}/pulihkan/")
        assert response.status_code == 409 and "tidak ada yang dapat dipulihkan" in response.content.decode()


def test_the_same_version_again_is_said_to_need_nothing(client, restorer):
    html = get(client, f"/riwayat/{oldest().pk}/pulihkan/")
    assert "sudah sama dengan versi ini" in html and "<button" not in html.split("<main")[1].split("</main>")[0]


def test_raw_lines_come_back_as_well(client, restorer):
    imports.apply(KAMUS.replace(b"Kode  |", b"Kode |"), name="rapi.md")
    assert "seperti dulu" in get(client, f"/riwayat/{oldest().pk}/pulihkan/")
    for key in ("DEVO", "CUSF"):
        post(client, oldest(key))
    assert export("kamus") == KAMUS


def test_raw_lines_of_the_guide_come_back_with_its_map_left_as_it_is(client, restorer):
    imports.apply(PANDUAN.replace(b"\n", b"\r\n"), name="lain.md")
    assert export("panduan") != PANDUAN
    for document in document_types.get("panduan").repository.load():
        post(client, oldest(document.key, "panduan"))
    assert export("panduan") == PANDUAN


def test_a_version_that_the_tables_cannot_hold_is_refused_with_a_sentence(client, restorer):
    old = oldest("CUSF")
    lines = tuple(
        line for line in document_types.get("kamus").repository.load(["CUSF"])[0].lines if line.section != "nama"
    )
    odd = Revision.objects.create(
        format="kamus", key="CUSF", before=old.after, after=as_json(Document("CUSF", "X", lines)), door="edit"
    )
    before = state()
    response = post(client, odd)
    assert response.status_code == 409 and "Tidak dapat dipulihkan" in response.content.decode()
    assert state() == before


def test_a_moved_document_raises_and_leaves_everything(seeds):
    change()
    before = state()
    with pytest.raises(StaleError):
        restore(Version(oldest()), seen=oldest().pk, user=None)
    assert state() == before


def test_forged_requests_are_refused(restorer, seeds):
    from django.test import Client

    change()
    client = Client(enforce_csrf_checks=True)
    client.force_login(restorer)
    assert post(client, oldest()).status_code == 403
    assert Competency.objects.get(code="DEVO").definition == "Berubah."


def test_notes_are_cut_to_what_a_revision_holds(client, restorer):
    change()
    assert post(client, oldest(), catatan="x" * 150).status_code == 302
    assert re.search("x{150}", Revision.objects.first().note)
