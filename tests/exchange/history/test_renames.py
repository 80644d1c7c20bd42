"""A changed code or name is one document with one history, by whatever way it comes."""

from dataclasses import replace

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from development.models import Aspect, SubAspect
from dictionary.models import Competency
from exchange import document_types
from exchange.editing import saving
from exchange.history import renames
from exchange.history.indexing import stale
from exchange.history.recording import TakenError, after_of, before_of, record_changes
from exchange.history.renames import history_of
from exchange.history.restore import preview, restore
from exchange.history.versions import Version, newest, opened_at
from exchange.imports import review as imports
from exchange.models import FormerKey, Proposal, Revision
from exchange.proposals import undo
from search.models import Indexed
from tests.back_office import change as changed
from tests.back_office import posted, url
from tests.builders import (
    BOTH,
    GROWING,
    KAMUS,
    NEW,
    PATH,
    SERVING,
    change,
    export,
    join,
    remove,
    renamed,
    send,
    the_map,
)
from tests.pages import Page, fields, get, with_text, words

COMMITMENT = "integritas/komitmen"


@pytest.fixture
def keeper(client, seeds, publisher):
    client.force_login(publisher)
    return client


@pytest.fixture
def office(client, seeds, boss):
    client.force_login(boss)
    return client


def keys(slug, key):
    """The keys under which a document's revisions stand, oldest first."""
    return [*history_of(slug, key).order_by("pk").values_list("key", flat=True)]


def numbers(slug, key):
    """The numbers of a document's versions, oldest first."""
    return [revision.nth for revision in history_of(slug, key).with_nth().order_by("pk")]


def by_saving(_):
    kamus = document_types.get("kamus")
    (document,) = kamus.repository.load(["DEVO"])
    return saving.save(kamus, replace(document, key="DEVX"), key="DEVO", base=newest(kamus, "DEVO"), user=None)


def by_admin(office):
    before = Revision.objects.count()
    assert changed(office, Competency.objects.get(code="DEVO"), {"code": "DEVX"}).status_code == 302
    return list(Revision.objects.order_by("pk")[before:])


def by_recording(_):
    return renamed("kamus", "DEVO", "DEVX")


@pytest.mark.parametrize("way", [by_saving, by_admin, by_recording])
def test_a_rename_is_one_revision_with_the_old_key_before(office, way):
    join(BOTH)
    (revision,) = way(office)
    assert (revision.key, revision.before["key"], revision.after["key"]) == ("DEVX", "DEVO", "DEVX")
    assert revision.before["uid"] == revision.after["uid"]
    assert keys("kamus", "DEVX") == ["DEVO", "DEVX"] and numbers("kamus", "DEVX") == [1, 2]
    assert the_map() == {SERVING: ("CUSF", "DEVX"), GROWING: ("DEVX",)}
    assert not list(stale()) and not Indexed.objects.filter(key="DEVO").exists()
    assert renames.moved("kamus", "DEVO") == "DEVX"
    assert b"| DEVX" in export() and b"| DEVO" not in export()


def test_a_sub_aspect_renamed_on_its_page_keeps_its_history(keeper):
    address = f"/panduan/{COMMITMENT}/sunting/"
    keeper.post(address, with_text(fields(keeper.get(address)), "Komitmen", "Keteguhan"))
    assert keys("panduan", "integritas/keteguhan") == [COMMITMENT, "integritas/keteguhan"]
    page = words(get(keeper, "/panduan/integritas/keteguhan/riwayat/"))
    assert "Versi 2" in page and "Versi 1" in page and "/panduan/integritas/komitmen/" in page


def test_an_aspect_renamed_in_the_back_office_renames_each_of_its_documents(office):
    assert changed(office, Aspect.objects.get(slug="integritas"), {"name": "KEJUJURAN"}).status_code == 302
    made = Revision.objects.filter(door="admin")
    assert made.count() == 6 and all(before_of(each).key != after_of(each).key for each in made)
    assert keys("panduan", "kejujuran/komitmen") == [COMMITMENT, "kejujuran/komitmen"]


def test_an_aspect_and_a_name_in_it_changed_at_once_are_one_rename_of_each(office):
    aspect = Aspect.objects.get(slug="integritas")
    address = url(Aspect, "change", aspect.pk)
    data = posted(office.get(address)) | {"name": "KEJUJURAN"}
    place = next(name for name, value in data.items() if value == "Komitmen").removesuffix("name")
    gone = next(name for name, value in data.items() if value == "Konsistensi").removesuffix("name")
    assert office.post(address, data | {f"{place}name": "Keteguhan", f"{gone}DELETE": "on"}).status_code == 302
    assert keys("panduan", "kejujuran/keteguhan") == [COMMITMENT, "kejujuran/keteguhan"]
    assert renames.moved("panduan", COMMITMENT) == "kejujuran/keteguhan"
    last = Revision.objects.of("panduan", "integritas/konsistensi").first()
    assert last.after is None and renames.moved("panduan", "integritas/konsistensi") == ""


def test_a_sub_aspect_moved_to_another_aspect_is_renamed(office):
    row, aspect = SubAspect.objects.get(slug="komitmen"), Aspect.objects.get(slug="kerja-sama")
    assert changed(office, row, {"aspect": aspect.pk}).status_code == 302
    assert keys("panduan", "kerja-sama/komitmen") == [COMMITMENT, "kerja-sama/komitmen"]


def test_chains_lead_to_the_last_key_and_number_all_versions(seeds):
    for old, new in [("DEVO", "DEVA"), ("DEVA", "DEVB"), ("DEVB", "DEVC")]:
        change(old, f"Sebelum {new}.")
        renamed("kamus", old, new)
    assert {renames.moved("kamus", key) for key in ("DEVO", "DEVA", "DEVB")} == {"DEVC"}
    assert keys("kamus", "DEVC") == ["DEVO", "DEVO", "DEVA", "DEVA", "DEVB", "DEVB", "DEVC"]
    assert numbers("kamus", "DEVC") == [1, 2, 3, 4, 5, 6, 7]


def test_renaming_back_works_and_the_history_goes_on(seeds):
    renamed("kamus", "DEVO", "DEVA")
    renamed("kamus", "DEVA", "DEVO")
    assert renames.moved("kamus", "DEVA") == "DEVO"
    assert keys("kamus", "DEVO") == ["DEVO", "DEVA", "DEVO"] and numbers("kamus", "DEVO") == [1, 2, 3]
    renamed("kamus", "DEVO", "DEVA")
    assert renames.moved("kamus", "DEVO") == "DEVA" and numbers("kamus", "DEVA") == [1, 2, 3, 4]


def made(code="DEVO"):
    """Make a new document under a key that another one left."""
    kamus = document_types.get("kamus")
    (document,) = kamus.repository.load(["CUSF"])
    return saving.save(kamus, replace(document, key=code, uid=""), user=None)


def test_a_new_document_that_takes_an_old_key_ends_the_redirect_and_has_its_own_history(seeds):
    renamed("kamus", "DEVO", "DEVX")
    made()
    assert renames.moved("kamus", "DEVO") == ""
    assert numbers("kamus", "DEVO") == [1] and keys("kamus", "DEVX") == ["DEVO", "DEVX"]
    renamed("kamus", "DEVO", "DEVZ")
    assert renames.moved("kamus", "DEVO") == "DEVZ"
    assert numbers("kamus", "DEVZ") == [1, 2] and numbers("kamus", "DEVX") == [1, 2]


def test_a_document_born_under_an_old_key_in_the_same_recording_is_another_one(seeds):
    kamus = document_types.get("kamus")
    (document,) = kamus.repository.load(["DEVO"])
    with record_changes(kamus, origin="import") as record:
        record.rename("DEVO", moved := replace(document, key="DEVX", source=None))
        record.store([moved, replace(document, uid="", source="")])
    assert [(each.key, (each.before or {}).get("key")) for each in record.revisions] == [
        ("DEVX", "DEVO"),
        ("DEVO", None),
    ]
    assert numbers("kamus", "DEVO") == [1] and numbers("kamus", "DEVX") == [1, 2]
    assert not list(stale())


def test_a_key_taken_from_a_document_that_goes_at_once_is_an_end_and_a_rename(seeds):
    kamus = document_types.get("kamus")
    (document,) = kamus.repository.load(["DEVO"])
    with record_changes(kamus, origin="import") as record:
        record.delete(["CUSF"])
        record.rename("DEVO", moved := replace(document, key="CUSF", source=None))
        record.store([moved])
    assert [(each.key, each.before["key"], bool(each.after)) for each in record.revisions] == [
        ("CUSF", "CUSF", False),
        ("CUSF", "DEVO", True),
    ]
    assert keys("kamus", "CUSF") == ["DEVO", "CUSF"] and not list(stale())


def test_addresses_of_an_archived_document_do_not_lead_to_who_takes_its_key(seeds):
    renamed("kamus", "DEVO", "DEVX")
    remove("kamus", "DEVX")
    assert renames.moved("kamus", "DEVO") == "DEVX"
    renamed("kamus", "CUSF", "DEVX")
    assert renames.moved("kamus", "DEVO") == "" and renames.moved("kamus", "CUSF") == "DEVX"
    assert keys("kamus", "DEVX") == ["CUSF", "DEVX"]


def test_renames_one_after_another_in_one_recording_keep_each_history(seeds):
    kamus = document_types.get("kamus")
    documents = {each.key: each for each in kamus.repository.load()}
    first, second = replace(documents["CUSF"], key="AAAA"), replace(documents["DEVO"], key="CUSF")
    with record_changes(kamus, origin="import") as record:
        for key, document in (("CUSF", first), ("DEVO", second)):
            record.rename(key, replace(document, source=None))
    assert keys("kamus", "AAAA") == ["CUSF", "AAAA"] and keys("kamus", "CUSF") == ["DEVO", "CUSF"]
    assert renames.moved("kamus", "DEVO") == "CUSF"


def test_a_key_that_another_document_has_is_refused(seeds):
    before = Revision.objects.count()
    with pytest.raises(TakenError):
        renamed("kamus", "DEVO", "CUSF")
    assert (Revision.objects.count(), FormerKey.objects.count(), export()) == (before, 0, KAMUS)


def test_a_raw_change_of_the_key_is_still_an_end_and_a_beginning(seeds):
    """As all renames in an older database."""
    with record_changes(document_types.get("kamus"), ["DEVO", "DEVX"], origin="admin") as record:
        Competency.objects.filter(code="DEVO").update(code="DEVX")
    assert [(each.key, each.before is None) for each in record.revisions] == [("DEVO", False), ("DEVX", True)]
    assert keys("kamus", "DEVX") == ["DEVX"] and renames.moved("kamus", "DEVO") == ""


# Pages of the history


def test_the_pages_of_the_history_begin_before_the_rename(keeper):
    before = change(text="Dulu.")
    (rename,) = renamed("kamus", "DEVO", "DEVX")
    last = change("DEVX", text="Kini.")
    page = Page(get(keeper, "/kamus/DEVX/riwayat/"))
    assert [entry.revision.pk for entry in keeper.get("/kamus/DEVX/riwayat/").context["entries"]][:3] == [
        last.pk,
        rename.pk,
        before.pk,
    ]
    assert "Versi 4" in page.text and "Versi 2" in page.text
    pair = words(get(keeper, f"/kamus/DEVX/riwayat/?dari={before.pk}&ke={last.pk}"))
    assert "Dulu Kini ." in pair and "/kamus/DEVO/ /kamus/DEVX/" in pair
    assert [entry.revision.pk for entry in keeper.get("/riwayat/?dokumen=devx").context["entries"]][-1] < before.pk
    assert len(keeper.get("/kamus/DEVX/riwayat/?lewat=edit").context["entries"]) == 3
    one = words(get(keeper, f"/riwayat/{rename.pk}/"))
    assert "Alamat /kamus/DEVO/ /kamus/DEVX/" in one and "← Versi 2" in one and "Versi 4 →" in one


@pytest.mark.parametrize("count", [1, 40])
def test_a_history_takes_the_same_queries_however_often_it_was_renamed(keeper, django_assert_num_queries, count):
    key = "DEVO"
    for number in range(count):
        renamed("kamus", key, key := f"D{number}")
    with django_assert_num_queries(5 + 1 + 4):
        page = keeper.get(f"/kamus/{key}/riwayat/")
    assert len(page.context["entries"]) == count + 1


def test_a_document_as_it_was_opened_before_a_rename(seeds):
    kamus, base = document_types.get("kamus"), newest(document_types.get("kamus"), "DEVO")
    renamed("kamus", "DEVO", "DEVX")
    change("DEVX", text="Kini.")
    assert opened_at(kamus, "DEVX", base).key == "DEVO"


# Restoring


def test_restoring_a_text_from_before_a_rename_keeps_the_code(keeper):
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    change(text="Sementara.")
    renamed("kamus", "DEVO", "DEVX")
    assert preview(Version(first)).target.key == "DEVX"
    address = f"/riwayat/{first.pk}/pulihkan/"
    page = keeper.get(address)
    assert "Sementara" in page.content.decode() and "/kamus/DEVO/" not in page.content.decode()
    answer = keeper.post(address, fields(page, "terakhir"))
    assert answer.headers["Location"] == "/kamus/DEVX/riwayat/"
    assert export() == KAMUS.replace(b"| DEVO", b"| DEVX") and numbers("kamus", "DEVX") == [1, 2, 3, 4]


def test_restoring_a_name_brings_its_address_back_and_says_so(keeper):
    first = Revision.objects.of("panduan", COMMITMENT).order_by("pk").first()
    renamed("panduan", COMMITMENT, "Keteguhan")
    address = f"/riwayat/{first.pk}/pulihkan/"
    page = keeper.get(address)
    assert "/panduan/integritas/komitmen/" in words(page.content.decode())
    assert keeper.post(address, fields(page, "terakhir")).headers["Location"] == f"/panduan/{COMMITMENT}/riwayat/"
    assert keys("panduan", COMMITMENT) == [COMMITMENT, "integritas/keteguhan", COMMITMENT]
    assert renames.moved("panduan", "integritas/keteguhan") == COMMITMENT


def test_a_name_that_another_document_took_since_is_not_restored_over_it(keeper):
    first = Revision.objects.of("panduan", COMMITMENT).order_by("pk").first()
    renamed("panduan", COMMITMENT, "Keteguhan")
    renamed("panduan", "integritas/konsistensi", "Komitmen")
    before = export("panduan")
    for gone in (False, True):
        if gone:
            remove("panduan", "integritas/keteguhan")
            before = export("panduan")
        page = keeper.get(f"/riwayat/{first.pk}/pulihkan/")
        answer = keeper.post(f"/riwayat/{first.pk}/pulihkan/", fields(page, "terakhir"))
        assert answer.status_code == 409 and "Tidak dapat dipulihkan" in answer.content.decode()
        assert export("panduan") == before


def test_an_archived_document_is_not_restored_over_one_that_was_given_its_key(keeper):
    gone = remove("kamus", "CUSF")[0]
    renamed("kamus", "DEVO", "CUSF")
    before = export()
    address = f"/riwayat/{gone.pk}/pulihkan/?versi=sebelum"
    answer = keeper.post(address, fields(keeper.get(address), "terakhir"))
    assert answer.status_code == 409 and export() == before


def test_a_version_restored_after_its_links_were_renamed_leads_to_the_new_keys(seeds):
    join(BOTH)
    version = Version(Revision.objects.of("panduan", SERVING).first())
    renamed("kamus", "DEVO", "DEVX")
    assert preview(version).idle
    join({SERVING: ()})
    restore(version, seen=newest(document_types.get("panduan"), SERVING), user=None)
    assert the_map() == {SERVING: ("CUSF", "DEVX"), GROWING: ("DEVX",)}


# Links


def test_a_link_comes_back_to_what_was_renamed_while_its_other_end_was_gone(seeds):
    join(BOTH)
    gone = remove("kamus", "DEVO")[0]
    new = renamed("panduan", GROWING, "Tumbuh")[-1].key
    restore(Version(gone, earlier=True), seen=gone.pk, user=None)
    assert the_map() == {SERVING: ("CUSF", "DEVO"), new: ("DEVO",)}


def test_a_link_of_two_that_went_comes_back_under_their_new_keys(seeds):
    join({GROWING: ("DEVO",)})
    held = remove("panduan", GROWING)[0]
    renamed("kamus", "DEVO", "DEVX")
    gone = remove("kamus", "DEVX")[0]
    restore(Version(held, earlier=True), seen=held.pk, user=None)
    new = renamed("panduan", GROWING, "Tumbuh")[-1].key
    restore(Version(gone, earlier=True), seen=gone.pk, user=None)
    assert the_map() == {new: ("DEVX",)}


def test_versions_of_a_map_compare_by_the_codes_of_today(keeper):
    join(BOTH)
    first = Revision.objects.of("panduan", SERVING).first().pk
    renamed("kamus", "DEVO", "DEVX")
    change_of_text = renamed("panduan", SERVING, "Orientasi Baru")[-1]
    page = words(get(keeper, f"/panduan/{change_of_text.key}/riwayat/?dari={first}&baris=semua"))
    assert "DEVX" in page and "DEVO" not in page


# Undo


@pytest.fixture
def imported(seeds, publisher):
    """An applied import that renamed DEVO, changed CUSF and the renamed one."""
    data = KAMUS.replace(b"| DEVO", b"| DEVX").replace(b"Mengamati", b"Melihat")
    row = send(data, publisher)
    kamus = document_types.get("kamus")
    document = next(each for each in kamus.text.parse(data.decode()).documents if each.key == "DEVX")
    with record_changes(kamus, origin="import", user=publisher) as record:
        record.source = row
        record.rename("DEVO", document)
        record.store([document])
    Proposal.objects.filter(pk=row.pk).update(state=Proposal.State.APPLIED)
    row.refresh_from_db()
    return row


def test_undoing_an_import_that_renamed_gives_the_old_key_back(imported, publisher):
    assert renames.moved("kamus", "DEVO") == "DEVX"
    undo.undo(imported, undo.preview(imported).fingerprint, user=publisher)
    assert export() == KAMUS
    assert renames.moved("kamus", "DEVX") == "DEVO" and numbers("kamus", "DEVO") == [1, 2, 3]
    assert list(undo.skipped(imported)) == []


def test_what_was_renamed_again_since_is_left_alone_unless_told(imported, publisher):
    renamed("kamus", "DEVX", "DEVZ")
    back = undo.preview(imported)
    assert [revision.key for revision in back.edited] == ["DEVX"]
    undo.undo(imported, back.fingerprint, user=publisher)
    assert b"| DEVZ" in export() and [each.key for each in undo.skipped(imported)] == ["DEVX"]


def test_what_was_renamed_again_since_goes_back_when_told(imported, publisher):
    renamed("kamus", "DEVX", "DEVZ")
    undo.undo(imported, undo.preview(imported).fingerprint, include=["DEVX"], user=publisher)
    assert export() == KAMUS and list(undo.skipped(imported)) == []
    assert renames.moved("kamus", "DEVZ") == renames.moved("kamus", "DEVX") == "DEVO"


def test_what_an_import_changed_and_somebody_renamed_keeps_its_key_when_put_back(seeds, publisher):
    imports.apply(KAMUS.replace(b"Mengamati", b"Melihat", 1), name="baru.md")
    row = Proposal.objects.first()
    renamed("kamus", "DEVO", "DEVX")
    back = undo.preview(row)
    assert [revision.key for revision in back.edited] == ["DEVO"]
    undo.undo(row, back.fingerprint, include=["DEVO"], user=publisher)
    assert export() == KAMUS.replace(b"| DEVO", b"| DEVX")
    assert list(undo.skipped(row)) == []


def test_an_old_key_that_another_document_has_stops_the_undo_with_a_sentence(imported, keeper):
    made()
    page = keeper.get(f"/usulan/{imported.pk}/")
    answer = keeper.post(f"/usulan/{imported.pk}/batalkan/", fields(page, "rencana"))
    assert answer.status_code == 409 and "alamat lama sebuah dokumen" in answer.content.decode()
    imported.refresh_from_db()
    assert imported.state == "applied"


def test_a_key_taken_by_an_import_leads_on_again_when_the_import_is_undone(seeds, publisher):
    renamed("kamus", "DEVO", "DEVX")
    imports.apply(NEW.replace(b"INTE", b"DEVO"), name="lain.md", everything=True)
    assert renames.moved("kamus", "DEVO") == ""
    row = Proposal.objects.first()
    undo.undo(row, undo.preview(row).fingerprint, user=publisher)
    assert renames.moved("kamus", "DEVO") == "DEVX"


# Pages that were open


def test_an_edit_page_opened_before_a_rename_says_so_and_loses_nothing(keeper):
    mine = with_text(fields(keeper.get("/kamus/DEVO/sunting/")), "Developing Others", "Tulisan saya")
    renamed("kamus", "DEVO", "DEVX")
    answer = keeper.post("/kamus/DEVO/sunting/", mine)
    assert (answer.status_code, answer.headers["Location"]) == (307, "/kamus/DEVX/sunting/")
    page = keeper.post("/kamus/DEVO/sunting/", mine, follow=True)
    assert page.status_code == 409
    text = words(page.content.decode())
    assert "Alamatnya sudah diubah orang lain" in text and "Tulisan saya" in text
    assert keeper.post("/kamus/DEVX/sunting/", fields(page)).headers["Location"] == "/kamus/DEVX/"
    assert Competency.objects.get(code="DEVX").name == "Tulisan saya"


def test_a_page_of_a_name_opened_before_another_name_keeps_the_other_one(keeper):
    address = f"/panduan/{COMMITMENT}/sunting/"
    mine = fields(keeper.get(address))
    mine = mine | {"teks": [f"{each} Lagi." if len(each) > 60 else each for each in mine["teks"]]}
    renamed("panduan", COMMITMENT, "Keteguhan")
    page = keeper.post(address, mine, follow=True)
    assert page.status_code == 409 and "Alamatnya sudah diubah" in page.content.decode()
    assert keeper.post("/panduan/integritas/keteguhan/sunting/", fields(page)).status_code == 302
    assert b"Lagi." in export("panduan") and b"**Keteguhan**" in export("panduan")


def test_a_rename_between_the_page_and_the_lock_is_a_conflict(seeds):
    kamus, base = document_types.get("kamus"), newest(document_types.get("kamus"), "DEVO")
    (document,) = kamus.repository.load(["DEVO"])
    renamed("kamus", "DEVO", "DEVX")
    with pytest.raises(saving.EditConflictError) as error:
        saving.save(kamus, document, key="DEVO", base=base, user=None)
    ((key, conflict),) = error.value.conflicts
    assert (key, conflict.now.key, conflict.opened.key) == ("DEVX", "DEVX", "DEVO")


def test_a_draft_of_a_session_that_ended_is_there_under_the_new_address(client, seeds, uploader):
    client.force_login(uploader)
    mine = with_text(fields(client.get("/kamus/DEVO/sunting/")), "Developing Others", "Tulisan saya")
    client.logout()
    client.post("/kamus/DEVO/sunting/", mine)
    renamed("kamus", "DEVO", "DEVX")
    client.force_login(uploader)
    page = client.get("/kamus/DEVO/sunting/", follow=True)
    assert page.redirect_chain == [("/kamus/DEVX/sunting/", 301)] and "Tulisan saya" in page.content.decode()


def test_a_quick_edit_of_a_page_from_before_a_rename_is_stored(keeper):
    text = "Memberikan solusi untuk pengembangan pengetahuan dan keterampilan yang inovatif."
    renamed("kamus", "DEVO", "DEVX")
    sent = {"baris": PATH, "teks": "Tulisan saya.", "semula": text}
    answer = keeper.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"}, follow=True)
    assert answer.redirect_chain == [("/kamus/DEVX/baris/", 307)] and answer.status_code == 200
    assert b"Tulisan saya." in export()


def test_a_conflict_of_several_documents_finds_them_under_their_new_keys(office):
    aspect = Aspect.objects.get(slug="integritas")
    data = posted(office.get(url(Aspect, "change", aspect.pk))) | {"domain": "Ranah saya"}
    data["dasar"] = Revision.objects.latest("pk").pk
    renamed("panduan", "integritas/konsistensi", "Ajek")
    page = office.post(url(Aspect, "change", aspect.pk), data)
    assert page.status_code == 409
    renamed("panduan", COMMITMENT, "Keteguhan")
    again = office.post("/sunting/panduan/", fields(page, "kunci"))
    assert again.status_code == 409 and "integritas/keteguhan" in fields(again, "kunci")["kunci"]
    assert office.post("/sunting/panduan/", fields(again, "kunci")).status_code == 302
    assert export("panduan").count(b"Ranah saya") == 1 and b"**Keteguhan**" in export("panduan")


def test_a_form_of_the_back_office_from_before_a_rename_is_a_conflict(office):
    row = Competency.objects.get(code="DEVO")
    data = posted(office.get(url(Competency, "change", row.pk))) | {"definition": "Tulisan saya."}
    data["dasar"] = Revision.objects.latest("pk").pk
    renamed("kamus", "DEVO", "DEVX")
    page = office.post(url(Competency, "change", row.pk), data)
    assert page.status_code == 409 and "Alamatnya sudah diubah" in page.content.decode()
    assert office.post("/kamus/DEVX/sunting/", fields(page)).status_code == 302
    assert Competency.objects.get(code="DEVX").definition == "Tulisan saya."


def test_a_new_code_of_ones_own_in_a_conflict_is_not_dropped_in_silence(office):
    row = Competency.objects.get(code="DEVO")
    data = posted(office.get(url(Competency, "change", row.pk))) | {"definition": "Tulisan saya.", "code": "DEVA"}
    data["dasar"] = Revision.objects.latest("pk").pk
    change(text="Tulisan lain.")
    page = office.post(url(Competency, "change", row.pk), data)
    assert page.status_code == 409 and "/kamus/DEVA/" in page.content.decode()
    aspect = Aspect.objects.get(slug="integritas")
    data = posted(office.get(url(Aspect, "change", aspect.pk))) | {"name": "KEJUJURAN"}
    data["dasar"] = Revision.objects.latest("pk").pk
    renamed("panduan", COMMITMENT, "Keteguhan")
    page = office.post(url(Aspect, "change", aspect.pk), data)
    assert page.status_code == 409 and "belum dipakai" not in page.content.decode()


# Cost


@pytest.mark.parametrize("count", [3, 300])
def test_renaming_many_takes_few_queries_more(seeds, many, django_assert_max_num_queries, count):
    many(count)
    kamus = document_types.get("kamus")
    codes = [f"K{number:05}" for number in range(count)]
    with django_assert_max_num_queries(40 + count // 10), record_changes(kamus, codes, origin="admin") as record:
        record.snapshot(*(f"X{code}" for code in codes))
        Competency.objects.filter(code__in=codes).update(code=Concat(Value("X"), "code"))
        for code in codes:
            record.note_rename(code, f"X{code}")
    assert FormerKey.objects.count() == count


# Links on pages that were open


def linked(client, address, field):
    page = client.get(address)
    return page, fields(page, field)


@pytest.mark.parametrize("ticked", [True, False])
def test_a_map_opened_before_a_rename_keeps_and_takes_what_the_person_meant(keeper, ticked):
    join(BOTH)
    _, form = linked(keeper, f"/panduan/{GROWING}/peta/", "pilih")
    renamed("kamus", "DEVO", "DEVX")
    form["pilih"] = ["CUSF", *(["DEVO"] if ticked else [])]
    assert keeper.post(f"/panduan/{GROWING}/peta/", form).status_code == 302
    assert the_map()[GROWING] == (("CUSF", "DEVX") if ticked else ("CUSF",))


@pytest.mark.parametrize("ticked", [["CUSF", "DEVO"], ["CUSF"], ["DEVO"]])
def test_an_edit_page_opened_before_a_linked_document_was_renamed_saves_the_ticks(keeper, ticked):
    join({GROWING: ("DEVO",)})
    address = f"/panduan/{GROWING}/sunting/"
    form = fields(keeper.get(address)) | {"kaitan": ticked, "kaitan-semula": ["DEVO"]}
    renamed("kamus", "DEVO", "DEVX")
    page = keeper.post(address, form, follow=True)
    assert "tidak tersimpan" not in page.content.decode()
    assert the_map() == {GROWING: tuple("DEVX" if code == "DEVO" else code for code in ticked)}


def test_links_from_the_other_side_follow_a_renamed_sub_aspect(keeper):
    join({GROWING: ("DEVO",)})
    _, form = linked(keeper, "/kamus/DEVO/peta/", "pilih")
    new = renamed("panduan", GROWING, "Tumbuh")[-1].key
    assert keeper.post("/kamus/DEVO/peta/", form | {"pilih": [GROWING, SERVING]}).status_code == 409
    page = keeper.post("/kamus/DEVO/peta/", form | {"pilih": [GROWING, SERVING]})
    assert keeper.post("/kamus/DEVO/peta/", fields(page, "pilih")).status_code == 302
    assert the_map() == {SERVING: ("DEVO",), new: ("DEVO",)}


def test_a_link_to_an_old_key_that_another_document_took_leads_to_that_one(seeds):
    renamed("kamus", "DEVO", "DEVX")
    made()
    join({GROWING: ("DEVO",)})
    assert the_map() == {GROWING: ("DEVO",)}
