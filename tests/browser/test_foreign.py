"""Files as people hold them, in a real browser: pasted, their columns matched, their lines accounted for."""

import pytest

from exchange.models import Proposal
from tests.browser.conftest import expect, fits, is_accessible, is_quiet
from tests.builders import EDITED, send
from tests.foreign import MATRIX, UNKNOWN

PASTE = """([html, text]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("main").dispatchEvent(event);
}"""
TABLE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'
    "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></html>"
)


@pytest.fixture
def editor(watched, seeds, log_in, publisher):
    """A browser with a publisher logged in, and foreign files."""
    log_in(publisher)
    return publisher


def test_a_paste_anywhere_says_what_it_is_and_can_be_dropped(watched, editor, live_server):
    page = watched
    page.goto(f"{live_server.url}/impor/")
    page.evaluate(PASTE, [TABLE, "a\tb\nc\td"])
    expect(page.locator("[data-said]")).to_have_text("Tempelan dari Excel: 2 baris × 2 kolom")
    is_accessible(page)
    page.get_by_role("button", name="Buang").click()
    expect(page.get_by_label("Tempel dari Word")).to_be_visible()
    page.evaluate(PASTE, ["", EDITED.decode()])
    page.get_by_role("button", name="Baca dan tinjau").click()
    page.wait_for_url("**/usulan/*-*/")
    assert Proposal.objects.first().name == "Tempelan"
    is_quiet(page)


def test_of_a_file_and_a_paste_the_later_one_wins_and_says_so(watched, editor, live_server, tmp_path):
    page = watched
    (tmp_path / "a.md").write_bytes(EDITED)
    page.goto(f"{live_server.url}/impor/")
    page.set_input_files('input[type="file"]', tmp_path / "a.md")
    page.evaluate(PASTE, [TABLE, "a\tb"])
    expect(page.locator("[data-status]")).to_contain_text("Yang dibaca tempelan ini")
    assert page.locator('input[type="file"]').evaluate("input => input.files.length") == 0
    page.set_input_files('input[type="file"]', tmp_path / "a.md")
    expect(page.locator("[data-status]")).to_contain_text("Yang dibaca berkas ini")
    expect(page.locator("p[data-pasted]")).to_be_hidden()


def test_columns_are_matched_with_the_result_beside_them(watched, editor, live_server):
    page, row = watched, send(UNKNOWN, editor, "Matriks.csv")
    page.goto(f"{live_server.url}/usulan/{row.pk}/")
    is_accessible(page)
    fits(page)
    page.get_by_role("link", name="Cocokkan kolomnya").click()
    expect(page.locator(".result")).to_contain_text("belum jelas tempatnya")
    page.get_by_label("Kolom C1, “Uraiannya”, dibaca sebagai").focus()
    page.get_by_label("Kolom C1, “Uraiannya”, dibaca sebagai").select_option("definisi")
    expect(page.locator(".result")).to_contain_text("Mengembangkan orang lain.")
    expect(page.get_by_label("Kolom C1, “Uraiannya”, dibaca sebagai")).to_be_focused()
    is_accessible(page)
    page.get_by_role("button", name="Lanjut ke hasil baca").click()
    page.get_by_role("heading", name="Hasil baca").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="Lanjut ke tinjauan").click()
    page.get_by_role("heading", name="Tinjau").wait_for()
    is_accessible(page, "light")
    is_quiet(page)


def test_columns_are_matched_without_scripts(browser, live_server, seeds, log_in, publisher):
    row = send(UNKNOWN, publisher, "Matriks.csv")
    context = browser.new_context(java_script_enabled=False)
    log_in(publisher, context)
    page = context.new_page()
    page.goto(f"{live_server.url}/impor/{row.pk}/kolom/")
    page.get_by_label("Kolom B1, “Perihal”, dibaca sebagai").select_option("nama")
    page.locator(".result").get_by_role("button", name="Perbarui").click()
    expect(page.locator(".result")).to_contain_text("Developing Others")
    page.get_by_role("button", name="Balik urutan").click()
    expect(page.locator('input[name="level mahir"]')).to_have_value("1")
    context.close()


def test_the_new_pages_fit_a_phone(watched, editor, live_server):
    page, row = watched, send(MATRIX, editor, "Matriks " + "panjang " * 20 + ".csv")
    for part in ("", f"{row.pk}/kolom/", f"{row.pk}/hasil-baca/", f"{row.pk}/", "susunan/"):
        page.goto(f"{live_server.url}/impor/{part}")
        fits(page)
    is_accessible(page)
