"""Writing in a real browser: by keyboard alone, in place, two people at once, and when the session ends."""

import pytest

from dictionary.models import Competency
from exchange import document_types
from exchange.imports import review as imports
from tests.browser.conftest import expect, fits, is_accessible, is_quiet, stands, until
from tests.builders import KAMUS, TEXT, export

LAST = "#level-4-5 .text"


@pytest.fixture
def as_writer(watched, seeds, log_in, publisher):
    """A browser with an editor logged in."""
    log_in(publisher)
    return watched


@pytest.mark.parametrize(
    "path", ["/kamus/DEVO/sunting/", "/panduan/integritas/komitmen/sunting/", "/kamus/baru/", "/kamus/DEVO/"]
)
def test_a_page_for_writing_stands(as_writer, live_server, path):
    stands(as_writer, live_server.url + path)


def test_a_long_word_in_a_field_does_not_widen_the_page(as_writer, live_server):
    Competency.objects.filter(code="DEVO").update(name="x" * 200, definition="y" * 5000)
    as_writer.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    fits(as_writer, 320, 1280)


def test_a_line_is_edited_and_moved_with_the_keyboard_alone(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    first = page.get_by_label("Perilaku kunci 1, Perilaku kunci")
    first.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Selalu.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pindahkan ke bawah"
    page.keyboard.press("Enter")
    expect(page.locator("[data-say]")).to_contain_text("Urutan 2 dari 7")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pindahkan ke bawah"
    assert "perubahan belum disimpan" in page.locator("[data-count]").inner_text()
    page.keyboard.press("Control+s")
    page.wait_for_url("**/kamus/DEVO/")
    behaviours = [
        line.text for line in document_types.get("kamus").repository.load(["DEVO"])[0].section("perilaku kunci")
    ]
    assert behaviours[1].endswith(" Selalu.")
    is_quiet(page)


def test_rows_are_added_removed_and_moved_to_another_level(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    one = page.locator('[data-part="level 1"]')
    count = one.locator("[data-row][data-listed]").count()
    one.get_by_role("button", name="Tambah indikator").click()
    page.keyboard.type("Indikator baru.")
    one.locator("[data-down]").last.click()
    two = page.locator('[data-part="level 2"]')
    assert two.locator("textarea").nth(1).input_value() == "Indikator baru."
    one.locator("[data-remove]").first.click()
    expect(one.locator("[data-row][data-listed]")).to_have_count(count - 1)
    page.get_by_role("button", name="Terbitkan").click()
    page.wait_for_url("**/kamus/DEVO/")
    levels = document_types.get("kamus").repository.load(["DEVO"])[0]
    assert levels.section("level 2")[1].text == "Indikator baru."
    assert len(levels.section("level 1")) == count


PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_pasted_lines_become_rows_and_can_be_taken_back(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    one = page.locator('[data-part="level 1"]')
    rows = one.locator("[data-row][data-listed]")
    field = rows.nth(0).locator("textarea")
    field.fill("")
    field.evaluate(PASTE, "1. Satu.\n2. Dua.\n3. Tiga.")
    expect(rows).to_have_count(5)
    expect(page.locator("[data-say]")).to_have_text(
        "3 baris yang ditempel menjadi 3 butir, tanpa nomor atau tanda di awalnya."
    )
    is_accessible(page)
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(3)
    expect(field).to_have_value("1. Satu. 2. Dua. 3. Tiga.")
    field.fill("")
    field.evaluate(PASTE, "Satu.\r\n\r\nDua.")
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Jadikan satu teks").click()
    expect(field).to_have_value("Satu. Dua.")
    field.fill("")
    field.evaluate(PASTE, "• Satu.\n• Dua.")
    page.get_by_role("button", name="Terbitkan").click()
    page.wait_for_url("**/kamus/DEVO/")
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    assert [(line.label, line.text) for line in document.section("level 1")[1:3]] == [("1", "Satu."), ("4", "Dua.")]
    is_quiet(page)


def test_leaving_with_unsaved_text_is_asked_about_and_the_text_can_come_back(as_writer, live_server):
    page = as_writer
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.get_by_label("Nama", exact=True).fill("Nama yang belum disimpan")
    until(page, "Object.values(localStorage).some(text => text.includes('belum+disimpan'))")
    page.goto(f"{live_server.url}/kamus/")
    assert asked == ["beforeunload"]
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_label("Nama", exact=True)).to_have_value("Nama yang belum disimpan")


def test_a_fault_is_told_beside_its_line(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.get_by_label("Perilaku kunci 2, Perilaku kunci").fill("")
    page.get_by_role("button", name="Terbitkan").click()
    page.get_by_role("alert").wait_for()
    is_accessible(page)
    assert page.locator(".row.wrong .error").inner_text().startswith("Teks ini tidak boleh kosong")
    is_quiet(page, 422)


def test_a_line_is_written_where_it_is_read(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/#level-4-5")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Sunting level 4 nomor 5").click()
    field = page.locator("#level-4-5 textarea")
    field.wait_for()
    is_accessible(page)
    assert page.evaluate("document.activeElement.name") == "teks"
    page.keyboard.press("Escape")
    expect(page.locator(LAST)).to_have_text(TEXT)
    page.keyboard.press("Enter")
    field.fill("Ditulis di tempat.")
    field.press("Enter")
    expect(page.locator(LAST)).to_have_text("Ditulis di tempat.")
    assert page.evaluate("window.stayed && document.activeElement.classList.contains('pencil')")
    assert export() == KAMUS.replace(TEXT.encode(), b"Ditulis di tempat.")
    is_quiet(page)


def test_a_conflict_is_solved_line_by_line(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.locator("textarea", has_text=TEXT).fill("Tulisan saya.")
    other = KAMUS.replace(b"2 | Mengamati", b"2 | Melihat", 1)
    imports.apply(other.replace(TEXT.encode(), b"Orang lain."), name="x.md")
    page.get_by_role("button", name="Terbitkan").click()
    page.get_by_role("heading", name="Ada yang menyunting lebih dulu").wait_for()
    is_accessible(page)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/kamus/DEVO/")
    assert export() == other.replace(TEXT.encode(), b"Tulisan saya.")
    is_quiet(page, 409)


def test_a_session_that_ends_while_typing_loses_nothing(as_writer, live_server, context):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.locator("textarea", has_text=TEXT).fill("Hampir hilang.")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Terbitkan").click()
    page.wait_for_url("**/masuk/**")
    is_accessible(page)
    page.get_by_label("Nama pengguna").fill("Penerbit")
    page.get_by_label("Sandi").fill("rahasia-sekali")
    page.get_by_role("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/kamus/DEVO/sunting/")
    page.get_by_role("button", name="Terbitkan").click()
    page.wait_for_url("**/kamus/DEVO/")
    assert page.locator(LAST).inner_text() == "Hampir hilang."


def test_a_row_is_dragged_by_its_handle(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    rows = page.locator('[data-part="perilaku kunci"] [data-listed]')
    text = rows.nth(0).locator("textarea").input_value()
    page.set_viewport_size({"width": 1280, "height": 2000})
    grip, target = rows.nth(0).locator("[data-grip]").bounding_box(), rows.nth(2).bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 15)
    page.mouse.down()
    page.mouse.move(target["x"] + 100, target["y"] + target["height"] - 3, steps=8)
    page.mouse.up()
    assert text in [rows.nth(place).locator("textarea").input_value() for place in (1, 2)]


def test_a_saved_text_is_not_offered_again_and_one_of_an_older_version_is(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    definition = page.locator("textarea[name=teks]").first
    definition.fill("Definisi yang disimpan.")
    page.click(".savebar button.primary")
    expect(page.locator(".said")).to_contain_text("Tersimpan")
    until(page, "Object.keys(localStorage).length === 0")
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.evaluate(
        "const now = document.querySelector('[data-edit]').dataset.key;"
        "localStorage.setItem(`naskah/${now.slice(0, now.lastIndexOf('/'))}/1`, 'dasar=1')"
    )
    page.reload()
    expect(page.locator("[data-kept]")).to_be_visible()


def test_the_pencil_clicked_twice_keeps_what_is_typed(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/")
    page.click("#level-4-5 .pencil")
    page.fill("#level-4-5 textarea", "Belum selesai")
    page.click("#level-4-5 .pencil")
    page.wait_for_timeout(300)
    expect(page.locator("#level-4-5 textarea")).to_have_value("Belum selesai")
    page.keyboard.press("Escape")
    expect(page.locator("#level-4-5 textarea")).to_have_count(0)


def test_what_a_document_is_joined_to_is_found_ticked_and_saved_beside_its_text(as_writer, live_server):
    page = as_writer
    page.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    page.locator("textarea[name=teks]").first.fill("Definisi baru.")
    page.focus("#cari")
    page.keyboard.type("pelayanan")
    page.keyboard.press("Enter")
    expect(page.locator("#kaitan")).to_contain_text("Hasil pencarian")
    expect(page.locator("textarea[name=teks]").first).to_have_value("Definisi baru.")
    page.get_by_label("Orientasi Pelayanan").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-count]")).to_have_text("2 perubahan belum disimpan")
    is_accessible(page)
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_have_text("Tersimpan: 1 baris dan 1 kaitan berubah.")
    expect(page.get_by_role("link", name="Orientasi Pelayanan")).to_be_visible()
    is_quiet(page)
