"""Conflicts of several documents: one page, one decision, all or none."""

import pytest

from development.models import Aspect
from dictionary.models import Competency, Level
from exchange import document_types
from exchange.editing.conflict_page import ConflictCard
from exchange.editing.saving import Conflict
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Ledger, Revision
from tests.back_office import base, listed, posted
from tests.builders import FIXTURES, PANDUAN, export
from tests.pages import fields

SETTLE = "/sunting/panduan/"
OTHER = PANDUAN.replace(b"Managing Self", b"Managing Me").replace(b"1. ", b"1. Juga ", 1)


@pytest.fixture
def office(client, boss, seeds):
    client.force_login(boss)
    return client


def sent(page, **more):
    """The page's form as a browser would send it untouched, but for `more`."""
    return fields(page, "kunci") | more


def rename(client, other=OTHER, **changes):
    """What the admin answers to a new name of an aspect on a form that was opened before `other` came in."""
    aspect = Aspect.objects.get(slug="integritas")
    address = f"/admin/development/aspect/{aspect.pk}/change/"
    data = posted(client.get(address)) | {"dasar": Revision.objects.latest("pk").pk}
    imports.apply(other, name="lain.md")
    return client.post(address, data | {"name": "KEJUJURAN"} | changes)


def test_a_new_name_is_decided_for_all_documents_at_once(office):
    page = rename(office)
    assert page.status_code == 409 and page.content.decode().count('<form class="form"') == 1
    before, version = Revision.objects.count(), Ledger.objects.get().version
    assert office.post(SETTLE, sent(page)).status_code == 302
    assert export("panduan") == OTHER.replace(b"INTEGRITAS", b"KEJUJURAN")
    assert Revision.objects.count() == before + 6
    assert Ledger.objects.get().version > version


def test_documents_that_nobody_else_changed_are_part_of_it(office):
    """One alone under the new name would tear the aspect in two."""
    other = PANDUAN.replace(b"1. ", b"1. Juga ", 1)
    page = rename(office, other)
    assert page.status_code == 409 and page.content.decode().count('name="kunci"') == 6
    office.post(SETTLE, sent(page))
    assert export("panduan") == other.replace(b"INTEGRITAS", b"KEJUJURAN")


def test_a_new_document_of_the_same_form_is_stored_with_the_others(office):
    fresh = {"sub_aspects-TOTAL_FORMS": "7", "sub_aspects-6-name": "Jujur", "sub_aspects-6-position": "9"}
    page = rename(office, **fresh)
    assert "Dokumen baru" in page.content.decode()
    assert office.post(SETTLE, sent(page)).status_code == 302
    assert document_types.get("panduan").repository.load(["kejujuran/jujur"])[0].title == "Jujur"
    assert Aspect.objects.filter(slug="integritas").count() == 0


def test_what_is_sent_twice_is_stored_once(office):
    form = sent(rename(office))
    first = office.post(SETTLE, form)
    count = Revision.objects.count()
    assert office.post(SETTLE, form).status_code == 302
    assert first.headers["Location"].startswith("/panduan/kejujuran/")
    assert Revision.objects.count() == count


def test_a_third_person_makes_another_conflict_and_nothing_is_lost(office):
    form = sent(rename(office))
    third = OTHER.replace(b"1. Juga ", b"1. Lagi ", 1)
    imports.apply(third, name="ketiga.md")
    again = office.post(SETTLE, form)
    assert again.status_code == 409 and export("panduan") == third
    office.post(SETTLE, sent(again))
    assert export("panduan") == third.replace(b"INTEGRITAS", b"KEJUJURAN")


def test_what_documents_share_is_not_decided_in_two_ways(office):
    page = rename(office, domain="Ranah saya", name="INTEGRITAS")
    form = sent(page)
    refused = office.post(SETTLE, form | {"punyaku": form["punyaku"][:1]})
    assert refused.status_code == 422 and "Belum tersimpan" in refused.content.decode()
    assert export("panduan") == OTHER
    assert office.post(SETTLE, form | {"punyaku": []}).status_code == 302
    assert export("panduan") == OTHER
    assert office.post(SETTLE, form).status_code == 302
    assert b"Ranah saya" in export("panduan")


def test_a_document_removed_meanwhile_is_shown_and_the_others_are_stored(office):
    form = sent(rename(office))
    with record_changes(document_types.get("panduan"), origin="edit") as record:
        record.delete(["integritas/komitmen"])
    again = office.post(SETTLE, form)
    assert again.status_code == 409 and "Dokumen ini sudah dihapus" in again.content.decode()
    assert again.content.decode().count('name="kunci"') == 5
    assert office.post(SETTLE, sent(again)).status_code == 302
    assert Aspect.objects.get(slug="kejujuran").sub_aspects.count() == 5


def test_when_nothing_is_left_to_decide_the_text_is_still_there(office):
    form = sent(rename(office))
    with record_changes(document_types.get("panduan"), origin="edit") as record:
        record.delete(form["kunci"])
    page = office.post(SETTLE, form).content.decode()
    assert "KEJUJURAN" in page and "Simpan semua" not in page


def test_a_new_document_alone_that_cannot_be_stored_is_not_lost(office):
    fresh = {"sub_aspects-TOTAL_FORMS": "7", "sub_aspects-6-name": "Jujur", "sub_aspects-6-position": "9"}
    form = sent(rename(office, **fresh))
    alone = {name: form[name][-1:] for name in ("kunci", "dasar", "dokumen")} | {"semula": form["semula"]}
    assert alone["kunci"] == [""]
    assert office.post(SETTLE, alone).status_code == 302
    again = office.post(SETTLE, alone)
    assert again.status_code == 422 and "Jujur" in again.content.decode()
    assert sent(again)["dokumen"] == alone["dokumen"]


def test_rows_of_a_list_in_documents_that_did_not_move_are_not_lost(office):
    address = "/admin/dictionary/indicator/"
    page = office.get(address)
    opened = base(page)
    last = page.context["cl"].formset.forms[-1].prefix
    data = listed(page) | {"form-0-text": "Pertama.", f"{last}-text": "Terakhir.", "dasar": opened}
    imports.apply((FIXTURES / "kamus.md").read_bytes().replace(b"Mengamati", b"Melihat", 1), name="lain.md")
    page = office.post(address, data)
    assert page.status_code == 409
    office.post("/sunting/kamus/", sent(page))
    for text in (b"Pertama.", b"Terakhir.", b"Melihat"):
        assert text in export("kamus")


def test_a_session_that_ended_while_deciding_brings_the_page_back(client, office, boss):
    form = sent(rename(office))
    client.logout()
    assert client.post(SETTLE, form).headers["Location"] == f"/masuk/?next={SETTLE}"
    client.force_login(boss)
    page = client.get(SETTLE)
    assert page.status_code == 200 and "Ada yang menyunting lebih dulu" in page.content.decode()
    assert client.post(SETTLE, sent(page)).status_code == 302
    assert export("panduan") == OTHER.replace(b"INTEGRITAS", b"KEJUJURAN")
    assert client.get(SETTLE).headers["Location"] == "/"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "null",
        "{}",
        '{"key": 1, "lines": []}',
        '{"key": "a/b", "lines": [[1, 2, 3, 4]]}',
        "[" * 9999,
        '{"key": "a/b", "lines": [["nama", "\\ud800"]]}',
        '{"key": "a/\\ud800", "lines": []}',
        '{"key": "a/b", "lines": [["catatan", "x"]]}',
    ],
)
def test_a_form_that_is_none_of_ours_is_refused(office, text):
    form = sent(rename(office))
    assert office.post(SETTLE, form | {"dokumen": [text, *form["dokumen"][1:]]}).status_code in (404, 422)
    assert office.post(SETTLE, form | {"kunci": form["kunci"][1:]}).status_code == 404
    assert office.post("/sunting/lain/", form).status_code == 404
    for key in ("\0", "x", "a/b", "x" * 900):
        assert office.post(SETTLE, form | {"kunci": [key, *form["kunci"][1:]]}).status_code == 404
    assert export("panduan") == OTHER


@pytest.mark.parametrize("indicators", [3, 40])
def test_a_conflict_takes_the_same_queries_for_few_and_many_lines(
    office, many, django_assert_max_num_queries, indicators
):
    many(1, levels=1, indicators=indicators)
    level = Level.objects.get(competency__code="K00000")
    address = f"/admin/dictionary/level/{level.pk}/change/"
    data = posted(office.get(address)) | {"dasar": Revision.objects.latest("pk").pk}
    with record_changes(document_types.get("kamus"), ["K00000"], origin="edit"):
        level.competency.behaviours.update(text="Lain")
    with django_assert_max_num_queries(70):
        page = office.post(address, data | {"description": "Saya", "indicators-0-text": "Saya."})
    assert page.status_code == 409 and "Saya." in page.content.decode()


@pytest.mark.parametrize("indicators", [3, 40])
def test_deciding_takes_the_same_queries_for_few_and_many_lines(
    office, many, django_assert_max_num_queries, indicators
):
    many(2, levels=1, indicators=indicators)
    rows = list(Competency.objects.filter(code__startswith="K").order_by("code"))
    kamus = document_types.get("kamus")
    form = {"semula": "0", "kunci": [row.code for row in rows], "dasar": ["0", "0"], "punyaku": ["0:nama", "1:nama"]}
    form["dokumen"] = [
        ConflictCard(doc.key, Conflict(doc, doc, doc, 0), None, [], "", "").text
        for doc in kamus.repository.load(form["kunci"])
    ]
    form["dokumen"] = [text.replace("Kompetensi ", "Kompetensi saya ") for text in form["dokumen"]]
    with django_assert_max_num_queries(64):
        assert office.post("/sunting/kamus/", form).status_code == 302
    assert {row.title for row in kamus.repository.load(form["kunci"])} == {"Kompetensi saya 0", "Kompetensi saya 1"}
