"""Limits of marks and size at every door of the site that stores a text."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dictionary.models import Competency, Indicator
from documents import limits
from documents.limits import LINES_LIMIT, MARK_LIMIT
from exchange import document_types
from tests.builders import KAMUS, PATH, TEXT, export
from tests.pages import Page, fields, with_text

DEVO = "/kamus/DEVO/sunting/"
MARKS = "*a" * (MARK_LIMIT + 1)
SAID = f"memuat {MARK_LIMIT + 1} tanda bintang"


@pytest.fixture
def writer(client, seeds, publisher):
    client.force_login(publisher)
    return client


def refused(response, said=SAID):
    return response.status_code == 422 and said in Page(response).text and export() == KAMUS


def test_the_edit_page_names_the_text_with_too_many_marks(writer):
    response = writer.post(DEVO, with_text(fields(writer.get(DEVO)), TEXT, MARKS))
    assert refused(response) and MARKS in Page(response).texts("textarea")


def test_quick_edit_names_the_text_with_too_many_marks(writer):
    sent = {"baris": PATH, "teks": MARKS, "semula": TEXT}
    response = writer.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"})
    assert response.status_code == 422 and SAID in response.content.decode() and export() == KAMUS


def test_the_back_office_names_the_text_with_too_many_marks(client, seeds, admin_user):
    client.force_login(admin_user)
    row = Indicator.objects.get(text=TEXT)
    address = f"/admin/dictionary/indicator/{row.pk}/change/"
    response = client.post(address, fields(client.get(address)) | {"text": MARKS})
    assert response.status_code == 200 and SAID in Page(response).text and export() == KAMUS


@pytest.mark.parametrize("name", ["kamus.md", "kamus.json"])
def test_a_file_with_too_many_marks_is_refused(writer, name):
    data = writer.get(f"/ekspor/{name}").getvalue().replace(TEXT.encode(), MARKS.encode())
    assert refused(writer.post("/impor/", {"berkas": SimpleUploadedFile(name, data)}))


def row_lines(code):
    return document_types.get("kamus").repository.load([code])[0].lines


def rows(page, count):
    sent = fields(page)
    for name, value in {"bagian": "level 4", "teks": "x", "jenis": "butir", "asal": ""}.items():
        sent[name] = [*sent[name], *[value] * count]
    sent["nomor"] = [*sent["nomor"], *(f"{nth // 900 + 1}.{nth % 900 + 1}" for nth in range(count))]
    return sent


def test_the_edit_page_names_a_document_that_is_too_large_and_keeps_what_was_written(writer):
    response = writer.post(DEVO, rows(writer.get(DEVO), LINES_LIMIT))
    assert refused(response, "batas satu dokumen 1.000 baris") and len(Page(response).all(name="teks")) > LINES_LIMIT


def test_a_form_without_end_is_not_shown_again(writer):
    assert writer.post(DEVO, rows(writer.get(DEVO), 2 * LINES_LIMIT)).status_code == 400


def test_a_document_stored_before_the_limits_is_shown_and_can_be_edited_down(writer):
    level = Competency.objects.get(code="DEVO").levels.get(number=4)
    level.indicators.create(label="9", position=9, text=MARKS)
    assert MARKS in writer.get("/kamus/DEVO/").content.decode()
    sent = with_text(fields(writer.get(DEVO)), MARKS, "Cukup.")
    assert writer.post(DEVO, sent).headers["Location"] == "/kamus/DEVO/"


@pytest.fixture
def too_large(writer, monkeypatch):
    """DEVO was stored when documents could have more lines."""
    writer.get(DEVO)  # loads every module with the true limit
    monkeypatch.setattr(limits, "LINES_LIMIT", 20)


def test_a_document_stored_before_the_limits_can_be_corrected_on_its_page_and_not_grow(writer, too_large):
    response = writer.post(DEVO, with_text(fields(writer.get(DEVO)), TEXT, "Lain."))
    assert response.headers["Location"] == "/kamus/DEVO/" and b"Lain." in export()
    before = export()
    response = writer.post(DEVO, rows(writer.get(DEVO), 1))
    assert response.status_code == 422 and "batas satu dokumen" in Page(response).text and export() == before


def test_a_document_stored_before_the_limits_can_be_corrected_by_quick_edit(writer, too_large):
    sent = {"baris": PATH, "teks": "Lain.", "semula": TEXT}
    assert writer.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"}).status_code == 200
    assert b"Lain." in export()


def test_a_text_stored_before_the_limits_stops_no_quick_edit_of_another(writer):
    Competency.objects.get(code="DEVO").levels.get(number=4).indicators.create(label="9", position=9, text=MARKS)
    sent = {"baris": PATH, "teks": "Lain.", "semula": TEXT}
    assert writer.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"}).status_code == 200
    assert b"Lain." in export() and MARKS.encode() in export()


def test_the_back_office_lets_no_document_grow_that_is_too_large_already(client, seeds, boss, monkeypatch):
    client.force_login(boss)
    row = Indicator.objects.get(text=TEXT)
    address = "/admin/dictionary/indicator/add/"
    sent = fields(client.get(address), "label") | {"level": row.level_id, "label": "99", "text": "Satu lagi."}
    monkeypatch.setattr(limits, "LINES_LIMIT", 20)
    assert "batas satu dokumen" in Page(client.post(address, sent, follow=True)).text
    assert export() == KAMUS


def test_the_back_office_makes_no_document_too_large(client, seeds, boss, monkeypatch):
    client.force_login(boss)
    row = Indicator.objects.get(text=TEXT)
    address = f"/admin/dictionary/indicator/{row.pk}/change/"
    sent = fields(client.get(address)) | {"text": "x"}  # loads every module with the true limit
    monkeypatch.setattr(limits, "LINES_LIMIT", 20)
    page = Page(client.post(address, sent, follow=True))
    assert "batas satu dokumen" not in page.text and export() != KAMUS  # it was too large before
    address = "/admin/dictionary/indicator/add/"
    monkeypatch.setattr(limits, "LINES_LIMIT", len(row_lines("DEVO")))
    before = export()
    sent = fields(client.get(address), "label") | {"level": row.level_id, "label": "99", "text": "Satu lagi."}
    assert "batas satu dokumen" in Page(client.post(address, sent, follow=True)).text
    assert export() == before
