"""What a document is joined to, chosen on the page on which its text is written."""

import pytest

from dictionary.models import Competency
from exchange import document_types
from exchange.history.recording import record_changes
from exchange.models import Proposal, Revision
from tests.builders import GROWING, SERVING, TEXT, export, the_map
from tests.pages import fields, with_text

DEVO, GUIDE = "/kamus/DEVO/sunting/", f"/panduan/{SERVING}/sunting/"


def sent(response):
    """The form as a browser would send it untouched, with what is ticked even where nothing is."""
    return {"kaitan": [], "kaitan-semula": []} | fields(response)


def open_page(client, address):
    return sent(client.get(address))


@pytest.fixture
def writer(client, publisher, seeds):
    """The client of a publisher, with both documents loaded."""
    client.force_login(publisher)
    return client


def test_text_and_map_of_a_sub_aspect_are_saved_as_one_revision(writer):
    form = open_page(writer, GUIDE)
    before = Revision.objects.count()
    changed = with_text(form, form["teks"][-1], "Tulisan saya.") | {"kaitan": ["DEVO", "CUSF"]}
    page = writer.post(GUIDE, changed, follow=True)
    assert "Tersimpan: 1 baris dan 2 kaitan berubah." in page.content.decode()
    assert the_map() == {SERVING: ("CUSF", "DEVO")}
    assert "Tulisan saya." in page.content.decode()
    assert Revision.objects.count() == before + 1


def test_text_and_map_of_a_competency_are_saved_together(writer):
    form = open_page(writer, DEVO)
    before = Revision.objects.count()
    page = writer.post(DEVO, with_text(form, TEXT, "Tulisan saya.") | {"kaitan": [GROWING, SERVING]}, follow=True)
    assert "Tersimpan: 1 baris dan 2 kaitan berubah." in page.content.decode()
    assert the_map() == {GROWING: ("DEVO",), SERVING: ("DEVO",)}
    assert Revision.objects.count() == before + 3
    again = open_page(writer, DEVO)
    assert {*again["kaitan"]} == {*again["kaitan-semula"]} == {GROWING, SERVING}


def test_a_map_alone_is_saved_and_leaves_the_text(writer):
    before, text = Revision.objects.count(), export()
    page = writer.post(DEVO, open_page(writer, DEVO) | {"kaitan": [GROWING]}, follow=True)
    assert "Tersimpan: 1 kaitan berubah." in page.content.decode()
    assert (the_map(), export(), Revision.objects.count()) == ({GROWING: ("DEVO",)}, text, before + 1)


@pytest.mark.parametrize(("address", "key"), [(DEVO, GROWING), (GUIDE, "CUSF")])
def test_a_form_without_boxes_leaves_the_map(writer, address, key):
    writer.post(address, open_page(writer, address) | {"kaitan": [key]})
    joined = the_map()
    boxless = {name: values for name, values in open_page(writer, address).items() if "kaitan" not in name}
    writer.post(address, boxless)
    assert the_map() == joined != {}


@pytest.mark.parametrize(
    ("address", "mine", "theirs"), [(DEVO, GROWING, SERVING), (GUIDE, "CUSF", "DEVO")], ids=["competency", "sub-aspect"]
)
def test_what_two_people_tick_is_all_kept(writer, address, mine, theirs):
    first, second = open_page(writer, address), open_page(writer, address)
    writer.post(address, first | {"kaitan": [theirs]})
    page = writer.post(address, second | {"kaitan": [mine]}, follow=True)
    assert "1 kaitan" in page.content.decode()
    assert set(open_page(writer, address)["kaitan"]) == {mine, theirs}


def test_what_was_ticked_goes_along_with_a_conflict_of_texts(writer):
    first, second = open_page(writer, DEVO), open_page(writer, DEVO)
    writer.post(DEVO, with_text(first, TEXT, "Tulisan lain."))
    answer = writer.post(DEVO, with_text(second, TEXT, "Tulisan saya.") | {"kaitan": [GROWING]})
    assert (answer.status_code, the_map()) == (409, {})
    writer.post(DEVO, sent(answer) | {"punyaku": ["level 4, nomor 5"]})
    assert the_map() == {GROWING: ("DEVO",)}
    assert b"Tulisan saya." in export()


@pytest.mark.parametrize(
    ("address", "slug", "key"), [(DEVO, "panduan", SERVING), (GUIDE, "kamus", "CUSF")], ids=["competency", "sub-aspect"]
)
def test_what_was_ticked_and_is_gone_is_not_said_to_be_joined(writer, address, slug, key):
    form = open_page(writer, address)
    with record_changes(document_types.get(slug), origin="edit") as record:
        record.delete([key])
    page = writer.post(address, with_text(form, form["teks"][-1], "Tulisan saya.") | {"kaitan": [key]}, follow=True)
    said = "Tersimpan: 1 baris berubah. 1 kaitan tidak tersimpan, karena yang dicentang sudah tidak ada."
    assert said in page.content.decode()
    assert the_map() == {}


def test_a_fault_in_the_text_stores_no_map_and_keeps_the_ticks(writer):
    form = open_page(writer, DEVO)
    answer = writer.post(DEVO, with_text(form, TEXT, "") | {"kaitan": [GROWING]})
    assert (answer.status_code, the_map()) == (422, {})
    assert sent(answer)["kaitan"] == [GROWING]


def test_a_search_lists_others_and_keeps_what_was_written_and_ticked(writer):
    form = with_text(open_page(writer, DEVO), TEXT, "Tulisan saya.")
    answer = writer.post(DEVO, form | {"kaitan": [GROWING], "cari": "pelayanan", "aksi": "cari"})
    assert (answer.status_code, the_map()) == (200, {})
    again = sent(answer)
    assert "Tulisan saya." in again["teks"] and again["kaitan"] == [GROWING]
    assert f'value="{SERVING}"' in answer.content.decode()


def test_what_was_ticked_comes_back_after_logging_in_again(client, seeds, publisher):
    client.force_login(publisher)
    form = open_page(client, DEVO) | {"kaitan": [GROWING]}
    client.logout()
    client.post(DEVO, form)
    client.force_login(publisher)
    assert open_page(client, DEVO)["kaitan"] == [GROWING]


def test_a_new_document_has_nothing_to_join_yet(writer):
    assert 'name="cari"' not in writer.get("/kamus/baru/").content.decode()
    assert Competency.objects.count() == 2


def test_a_sub_aspect_that_gets_another_name_takes_what_is_ticked_along(writer):
    form = with_text(open_page(writer, GUIDE), "Orientasi Pelayanan", "Orientasi Layanan")
    writer.post(GUIDE, form | {"kaitan": ["CUSF"]})
    assert the_map() == {"mengelola-perubahan/orientasi-layanan": ("CUSF",)}


@pytest.mark.parametrize("address", [DEVO, GUIDE])
def test_who_proposes_is_offered_no_box_and_a_forged_one_changes_no_map(client, uploader, seeds, address):
    client.force_login(uploader)
    page = client.get(address)
    assert 'name="kaitan"' not in page.content.decode()
    form = with_text(fields(page), fields(page)["teks"][-1], "Tulisan saya.")
    before = Revision.objects.count()
    client.post(address, form | {"kaitan": [GROWING, "CUSF"], "kaitan-semula": []})
    assert (the_map(), Revision.objects.count()) == ({}, before)
    assert Proposal.objects.get(door=Proposal.Door.EDIT).author == uploader
