"""Journeys of files as people hold them, from the clipboard or a workbook to stored documents, in a real browser."""

import io

import openpyxl
import pytest

from dictionary.models import Competency
from tests.browser.conftest import expect, is_accessible, is_quiet

#: A web page with a table, as somebody finds it in an intranet.
PAGE = """<!doctype html><title>Kamus</title><h1>Kompetensi teknis</h1>
<table><thead><tr><th>Nama Kompetensi<th>Definisi<th>Level<th>Indikator Perilaku</thead><tbody>
<tr><td rowspan=2>Analisis Data<td rowspan=2>Mengolah <em>data</em>.<td>1<td>Menyusun tabel.
<tr><td>2<td>Menarik kesimpulan.
<tr><td>Audit Mutu<td>Memeriksa mutu.<td>1<td>Menyiapkan berkas.</tbody></table><p>Bersambung.</p>"""
SELECT = "getSelection().selectAllChildren(document.querySelector('table').parentNode)"


@pytest.fixture
def page_of_publisher(watched, seeds, log_in, publisher, live_server):
    log_in(publisher)
    watched.goto(f"{live_server.url}/impor/")
    return watched


@pytest.fixture
def workbook(tmp_path):
    """Writes a workbook of rows when called, and gives its path."""

    def write(*rows, name="kamus-teknis.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def send(page, path):
    page.set_input_files('input[type="file"]', path)
    page.get_by_role("button", name="Baca dan tinjau").click()


def to_review(page):
    """Go on from the questions, by the account, to the review; the answers given before are sent by then."""
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Lanjut ke hasil baca").click()
    page.get_by_role("heading", name="Hasil baca").wait_for()
    onward = page.get_by_role("link", name="Lanjut ke tinjauan")
    onward.or_(page.get_by_role("button", name="Lanjut ke tinjauan")).click()
    page.get_by_role("heading", name="Tinjau").wait_for()


def apply(page, changes):
    page.get_by_role("button", name=f"Terapkan {changes} perubahan").first.click()
    page.get_by_role("heading", name="Sudah diterapkan").wait_for()


def test_a_table_copied_from_a_web_page_is_pasted_and_its_proposed_code_changed(page_of_publisher, context):
    page, other = page_of_publisher, context.new_page()
    other.set_content(PAGE)
    other.evaluate(SELECT)
    other.keyboard.press("Control+C")
    other.close()
    page.get_by_label("Tempel dari Word").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("[data-said]")).to_have_text("Tempelan: 4 baris × 4 kolom")
    page.get_by_role("button", name="Baca dan tinjau").click()
    page.wait_for_url("**/impor/*-*/kolom/")
    is_accessible(page, "light")
    page.get_by_label("Kode untuk Audit Mutu").fill("MUTU.1")
    to_review(page)
    apply(page, 2)
    assert Competency.objects.get(code="MUTU.1").name == "Audit Mutu"
    assert Competency.objects.get(name="Analisis Data").definition == "Mengolah *data*."
    is_quiet(page)


def test_the_columns_of_a_foreign_workbook_are_named_and_it_is_applied(page_of_publisher, workbook):
    page = page_of_publisher
    send(page, workbook(
        ("Perihal", "Maksudnya", "Level", "Indikator", "Penanggung"),
        ("Audit Mutu", "Memeriksa mutu.", 1, "Menyiapkan berkas.", "Biro A"),
        ("Audit Mutu", "Memeriksa mutu.", 2, "Menilai temuan.", "Biro A"),
    ))  # fmt: skip
    page.get_by_role("link", name="Cocokkan kolomnya").click()
    page.get_by_label("Kolom A1, “Perihal”, dibaca sebagai").select_option("nama")
    expect(page.locator(".result")).to_contain_text("Audit Mutu")
    page.get_by_label("Kolom B1, “Maksudnya”, dibaca sebagai").select_option("definisi")
    expect(page.locator(".result")).to_contain_text("Memeriksa mutu.")
    to_review(page)
    apply(page, 1)
    assert Competency.objects.get(name="Audit Mutu").definition == "Memeriksa mutu."
    is_quiet(page)


def test_the_problems_of_a_workbook_come_back_as_comments_at_their_cells(page_of_publisher, workbook):
    page = page_of_publisher
    send(page, workbook(
        ("Kode", "Nama Kompetensi", "Level", "Indikator", "Penanggung"),
        ("AUDT", "Audit Mutu", 1, "Menyiapkan berkas.", "Biro A"),
        ("AUDT", "Audit Mutu", 99, "Menilai temuan.", "Biro B"),
    ))  # fmt: skip
    with page.expect_download() as download:
        page.get_by_role("link", name="catatan").or_(page.get_by_role("link", name="Unduh")).first.click()
    assert download.value.suggested_filename == "kamus-teknis-bertanda.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    comments = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert any("99" in text for text in comments.values())
    assert sheet["D3"].value == "Menilai temuan."
