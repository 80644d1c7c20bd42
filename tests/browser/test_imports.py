"""A new version of a document, from the file to the page and back, in a real browser."""

import pytest

from exchange import document_types
from exchange.imports import review as imports
from tests.browser.conftest import expect, fits, is_accessible, is_quiet
from tests.builders import FIXTURES

KAMUS = (FIXTURES / "kamus.md").read_text()
EDITED = KAMUS.replace("5 | Memberikan solusi", "5 | Memberi solusi").replace("nyata dan mendasar", "nyata", 1)
INDICATOR = "#level-4-5 .text"


@pytest.fixture
def as_publisher(watched, seeds, log_in, publisher):
    """A browser with the publisher logged in."""
    log_in(publisher)
    return watched


@pytest.fixture
def file(tmp_path):
    """Writes a file to upload when called, and gives its path."""

    def write(text, name="kamus-2027.md"):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


def send(page, live_server, path):
    page.goto(f"{live_server.url}/impor/")
    page.set_input_files('input[type="file"]', path)
    page.get_by_role("button", name="Baca dan tinjau").click()


def test_a_file_is_uploaded_reviewed_applied_in_part_seen_and_undone(as_publisher, live_server, file):
    page = as_publisher
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Impor", exact=True).click()
    is_accessible(page)
    send(page, live_server, file(EDITED))
    page.wait_for_url("**/usulan/*-*/")
    is_accessible(page)
    page.get_by_role("checkbox", name="Customer Focus, Definisi").uncheck()
    is_accessible(page)
    apply = page.get_by_role("button", name="Terapkan 1 perubahan").first
    apply.click()
    page.get_by_role("heading", name="Sudah diterapkan").wait_for()
    is_accessible(page)
    expect(page.locator(".diff")).to_have_count(1)
    page.get_by_role("link", name="Developing Others").click()
    assert page.locator(INDICATOR).inner_text().startswith("Memberi solusi")
    page.go_back()
    page.get_by_role("button", name="Batalkan impor ini").click()
    page.get_by_role("heading", name="Sudah dibatalkan").wait_for()
    is_accessible(page)
    assert document_types.get("kamus").text.render(document_types.get("kamus").repository.load()) == KAMUS
    page.goto(f"{live_server.url}/kamus/DEVO/")
    assert page.locator(INDICATOR).inner_text().startswith("Memberikan solusi")
    is_quiet(page)


def test_a_refused_file_is_told_in_place_and_can_be_sent_again(as_publisher, live_server, file):
    page = as_publisher
    send(page, live_server, file(KAMUS.replace("Kode  | CUSF", "Kode  | DEVO"), "rusak.md"))
    page.get_by_role("heading", name="Berkas ini belum dapat diimpor").wait_for()
    assert "E_DUP_KODE" in page.locator(".problems").inner_text()
    is_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh daftar masalah").click()
    assert download.value.suggested_filename == "masalah-rusak.txt"
    page.set_input_files('input[type="file"]', file(EDITED))
    page.get_by_role("button", name="Baca dan tinjau").click()
    page.wait_for_url("**/usulan/*-*/")
    is_quiet(page, 422)


def test_a_file_is_dropped_on_the_page(as_publisher, live_server):
    page = as_publisher
    page.goto(f"{live_server.url}/impor/")
    dropped = page.evaluate_handle(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "jatuh.md", { type: "text/markdown" }));
            return data;
        }""",
        EDITED,
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    assert "jatuh.md" in page.locator("[data-chosen]").inner_text()
    page.get_by_role("button", name="Baca dan tinjau").click()
    page.wait_for_url("**/usulan/*-*/")


def test_a_file_that_is_too_big_is_told_before_it_travels(as_publisher, live_server, file):
    page = as_publisher
    page.goto(f"{live_server.url}/impor/")
    page.set_input_files('input[type="file"]', file("x" * (10 * 1024 * 1024 + 1)))
    assert "paling besar" in page.locator("[data-status]").inner_text()
    page.get_by_role("button", name="Baca dan tinjau").click()
    assert page.url == f"{live_server.url}/impor/"


def test_two_people_one_review(as_publisher, live_server, file):
    page = as_publisher
    send(page, live_server, file(EDITED))
    page.wait_for_url("**/usulan/*-*/")
    imports.apply(KAMUS.replace("7 | ", "7 | Juga ", 1).encode(), name="lain.md")
    page.get_by_role("button", name="Terapkan 2 perubahan").first.click()
    page.get_by_role("alert").wait_for()
    is_accessible(page)
    assert "Isi sudah berubah" in page.get_by_role("alert").inner_text()
    assert "Juga" in document_types.get("kamus").text.render(document_types.get("kamus").repository.load())


def test_importing_works_without_scripts(browser, live_server, seeds, log_in, publisher, file):
    context = browser.new_context(java_script_enabled=False)
    log_in(publisher, context)
    page = context.new_page()
    send(page, live_server, file(EDITED))
    page.get_by_role("checkbox", name="Customer Focus, Definisi").uncheck()
    page.get_by_role("button", name="Berubah").click()
    expect(page.get_by_role("checkbox", name="Customer Focus, Definisi")).not_to_be_checked()
    page.get_by_role("button", name="Terapkan 1 perubahan").first.click()
    page.get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_role("heading", name="Sudah dibatalkan")).to_be_visible()
    context.close()


def test_of_several_dropped_files_the_first_is_taken_and_that_is_said(as_publisher, live_server):
    page = as_publisher
    page.goto(f"{live_server.url}/impor/")
    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            for (const name of ["satu.md", "dua.md"]) data.items.add(new File(["x"], name));
            return data;
        }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    told = page.locator("[data-status]").inner_text()
    assert "satu.md" in page.locator("[data-chosen]").inner_text() and "satu per satu" in told
    assert page.locator('input[type="file"]').evaluate("(input) => input.files.length") == 1


def test_the_button_follows_every_tick(as_publisher, live_server, file):
    page = as_publisher
    send(page, live_server, file(EDITED.replace("dengan hormat", "secara hormat")))
    page.wait_for_url("**/usulan/*-*/")
    apply = page.locator("[data-apply]").first
    assert apply.inner_text() == "Terapkan 3 perubahan"
    page.get_by_role("checkbox", name="Customer Focus, Definisi").uncheck()
    assert apply.inner_text() == "Terapkan 2 perubahan"


def test_the_upload_and_a_refusal_fit_a_phone(as_publisher, live_server, file):
    page = as_publisher
    send(page, live_server, file(KAMUS.replace("Kode  | CUSF", "Kode  | DEVO"), "rusak.md"))
    page.get_by_role("heading", name="Berkas ini belum dapat diimpor").wait_for()
    fits(page)
    page.goto(f"{live_server.url}/impor/")
    fits(page)


def test_a_printed_review_shows_what_its_closed_headings_hold(as_publisher, live_server, file):
    page = as_publisher
    send(page, live_server, file(KAMUS.replace("DEVO", "DEVA").replace("Developing Others", "Baru")))
    page.wait_for_url("**/usulan/*-*/")
    added = page.locator("details li", has_text="Mengamati, menilai").first
    expect(added).not_to_be_visible()
    page.emulate_media(media="print")
    expect(added).to_be_visible()
    expect(page.locator(":is(.btn, button:not(.vh)):visible")).to_have_count(0)


def test_a_review_fits_a_phone(as_publisher, live_server, file):
    page = as_publisher
    send(page, live_server, file(EDITED.replace("inovatif", "sangat" * 40)))
    page.wait_for_url("**/usulan/*-*/")
    fits(page)
