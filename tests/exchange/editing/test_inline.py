"""One line, written where it is read."""

import pytest

from exchange import document_types
from exchange.editing.stash import sign
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Revision
from tests.builders import KAMUS, PATH, TEXT, export
from tests.pages import fields

ADDRESS = "/kamus/DEVO/baris/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def writer(client, seeds, publisher):
    client.force_login(publisher)
    return client


def save(client, text, opened=TEXT, path=PATH, address=ADDRESS):
    return client.post(address, {"baris": path, "teks": text, "semula": opened}, headers=HTMX)


def test_who_may_not_write_sees_no_pencil_and_is_refused(client, seeds, reader, publisher):
    for person, count in ((None, 0), (reader, 0), (publisher, 31)):
        if person:
            client.force_login(person)
        assert client.get("/kamus/DEVO/").content.count(b'class="pencil"') == count
    client.force_login(reader)
    assert client.get(f"{ADDRESS}?baris={PATH}", headers=HTMX).status_code == 403
    assert save(client, "x").status_code == 403


def test_the_pencil_gives_a_field_and_saving_gives_the_line(writer):
    form = writer.get(f"{ADDRESS}?baris={PATH}", headers=HTMX).content.decode()
    assert TEXT in form and "<textarea" in form and "<html" not in form
    response = save(writer, "Memberi *solusi*.")
    assert "HX-Request" in response.headers["Vary"]
    assert response.content.decode().strip() == "Memberi <em>solusi</em>."
    assert export() == KAMUS.replace(TEXT.encode(), b"Memberi *solusi*.")
    assert Revision.objects.first().door == "edit"


def test_leaving_gives_the_line_back(writer):
    assert leave(writer, "Belum jadi.").content.decode().strip() == TEXT
    assert export() == KAMUS


def leave(client, text, path=PATH, address=ADDRESS):
    return client.post(address, {"baris": path, "teks": text, "semula": TEXT, "batal": "1"}, headers=HTMX)


def test_leaving_a_line_that_is_gone_says_so_and_keeps_what_was_written(writer):
    without = "\n".join(line for line in KAMUS.decode().split("\n") if TEXT not in line)
    imports.apply(without.encode(), name="lain.md")
    response = leave(writer, "Hampir jadi.")
    html = response.content.decode()
    assert response.status_code == 409 and 'role="alert"' in html
    assert "sudah dihapus atau dipindahkan" in html and ">Hampir jadi.</textarea>" in html


@pytest.mark.parametrize("answer", [leave, save])
def test_a_document_that_is_gone_gives_what_was_written_back(writer, answer):
    with record_changes(document_types.get("kamus"), origin="edit") as record:
        record.delete(["DEVO"])
    response = answer(writer, "Hampir jadi.")
    assert response.status_code == 409
    assert "sudah dihapus atau dipindahkan" in response.content.decode() and "Hampir jadi." in response.content.decode()


def test_leaving_after_the_session_ended_keeps_nothing(client, seeds, publisher):
    sent = {"baris": PATH, "teks": "Tidak jadi.", "semula": TEXT, "penulis": sign(publisher), "batal": "1"}
    assert client.post(ADDRESS, sent, headers=HTMX).headers["HX-Redirect"] == "/masuk/?next=/kamus/DEVO/sunting/"
    client.force_login(publisher)
    assert "Tidak jadi." not in client.get("/kamus/DEVO/sunting/").content.decode()


@pytest.mark.parametrize("path", [PATH, "perilaku kunci 2", "nama"])
@pytest.mark.parametrize(
    ("text", "why"), [("", "tidak boleh kosong"), (" \u200b ", "tidak boleh kosong"), ("x" * 5001, "terlalu panjang")]
)
def test_what_cannot_be_saved_is_told_with_its_reason_and_stays_in_the_field(writer, path, text, why):
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    opened = next(line.text for line in document.lines if line.path == path)
    response = save(writer, text, opened=opened, path=path)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert export() == KAMUS


def test_a_definition_may_be_emptied(writer):
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    assert save(writer, "", opened=document.text("definisi"), path="definisi").status_code == 200
    assert document_types.get("kamus").repository.load(["DEVO"])[0].text("definisi") == ""


def test_what_somebody_else_wrote_just_so_is_no_conflict(writer):
    imports.apply(KAMUS.replace(TEXT.encode(), b"Kita berdua."), name="lain.md")
    assert save(writer, "Kita berdua.").status_code == 200


def test_another_persons_line_is_shown_and_not_overwritten_unknowingly(writer):
    imports.apply(KAMUS.replace(TEXT.encode(), b"Orang lain."), name="lain.md")
    response = save(writer, "Saya.")
    text = response.content.decode()
    assert response.status_code == 409
    assert "Orang lain." in text and "Saya." in text and 'name="semula" value="Orang lain."' in text
    assert b"Orang lain." in export()
    assert save(writer, "Saya.", opened="Orang lain.").status_code == 200
    assert b"5 | Saya." in export()


def test_another_line_of_somebody_else_stands_in_nobodys_way(writer):
    imports.apply(KAMUS.replace(b"2 | Mengamati", b"2 | Melihat", 1), name="lain.md")
    assert save(writer, "Saya.").status_code == 200
    assert b"Melihat" in export() and b"5 | Saya." in export()


def test_a_line_that_is_gone_keeps_what_was_written(writer):
    response = save(writer, "Saya.", path="level 4, nomor 99")
    assert (response.status_code, b"Saya." in response.content) == (409, True)
    assert writer.get(f"{ADDRESS}?baris=x", headers=HTMX).status_code == 404


def test_without_scripts_the_pencil_leads_to_the_line_on_the_edit_page(writer):
    page = writer.get("/kamus/DEVO/").content.decode()
    assert 'href="/kamus/DEVO/sunting/?baris=level%204%2C%20nomor%205"' in page
    edit = writer.get("/kamus/DEVO/sunting/?baris=level 4, nomor 5").content.decode()
    assert edit.count(" autofocus") == 1
    assert writer.get(f"{ADDRESS}?baris={PATH}").headers["Location"] == "/kamus/DEVO/sunting/"


def test_a_session_that_ended_while_typing_brings_the_line_back_after_log_in(client, seeds, publisher):
    sent = {"baris": PATH, "teks": "Hampir hilang.", "semula": TEXT, "penulis": sign(publisher)}
    response = client.post(ADDRESS, sent, headers=HTMX)
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/masuk/?next=/kamus/DEVO/sunting/")
    client.post("/masuk/", {"username": "Penerbit", "password": "rahasia-sekali"})
    assert "Hampir hilang." in client.get("/kamus/DEVO/sunting/").content.decode()


def test_a_line_that_comes_back_after_log_in_does_not_undo_what_somebody_else_wrote(client, seeds, publisher):
    sent = {"baris": PATH, "teks": "Hampir hilang.", "semula": "Teks waktu dibuka.", "penulis": sign(publisher)}
    client.post(ADDRESS, sent, headers=HTMX)
    client.force_login(publisher)
    page = client.get("/kamus/DEVO/sunting/")
    html = page.content.decode()
    assert "Ada yang menyunting lebih dulu" in html and "Teks waktu dibuka." in html
    client.post("/kamus/DEVO/sunting/", fields(page) | {"punyaku": []})
    assert TEXT.encode() in export()
    client.logout()
    client.post(ADDRESS, sent, headers=HTMX)
    client.force_login(publisher)
    decided = fields(client.get("/kamus/DEVO/sunting/")) | {"punyaku": [PATH]}
    assert client.post("/kamus/DEVO/sunting/", decided).headers["Location"] == "/kamus/DEVO/"
    assert b"Hampir hilang." in export()


def test_no_more_of_an_address_is_kept_than_an_address_is_long(client, seeds, publisher):
    sent = {"baris": "x" * 100_000, "teks": "Hampir hilang.", "penulis": sign(publisher)}
    client.post(ADDRESS, sent, headers=HTMX)
    assert len(client.session["naskah"]["line"]) == 300


def test_an_action_of_the_guide_is_written_in_place_as_well(writer):
    address, path = "/panduan/integritas/komitmen/baris/", "pengembangan mandiri, nomor 1"
    (document,) = document_types.get("panduan").repository.load(["integritas/komitmen"])
    text = next(line.text for line in document.lines if line.path == path)
    assert save(writer, "Tindakan baru.", opened=text, path=path, address=address).status_code == 200
    assert text.encode() not in export("panduan")
    assert (
        f"?baris={'pengembangan%20mandiri%2C%20nomor%201'}"
        in writer.get("/panduan/integritas/komitmen/").content.decode()
    )


def test_the_public_page_loads_nothing_more_for_readers(client, seeds):
    page = client.get("/kamus/DEVO/").content
    assert b"htmx" not in page and b"quick.js" not in page
