"""A review by keyboard alone, with scripts and without: ticks, three texts, comments, what was seen."""

import pytest

from exchange.imports import review as imports
from exchange.models import Proposal
from exchange.proposals import deciding
from tests.browser.conftest import expect, fits, is_accessible, is_quiet
from tests.builders import EDITED, KAMUS, NEW, change, export, person, send

BEGIN = KAMUS.index(b"Definisi | ") + len(b"Definisi | ")
BOTH = (EDITED[:BEGIN] + b"Di berkas. " + EDITED[BEGIN:]) + NEW


@pytest.fixture
def waiting(seeds, uploader):
    """A submitted file of three documents, with one line that both sides changed and one changed here since."""
    imports.apply(KAMUS, name="kamus.md")
    row = send(BOTH, uploader, name="baru.md")
    deciding.submit(row, reason="Ejaan baru.")
    change("DEVO", "Di situs.", user=person("Ani"))
    return row


def review(page, live_server, row):
    page.goto(f"{live_server.url}/usulan/{row.pk}/")
    page.get_by_role("heading", name="Tinjau baru.md").wait_for()


def saved(page):
    """Wait until the page has saved what was chosen."""
    return page.expect_response(lambda response: response.url.endswith("/pilih/"))


def test_a_review_by_keyboard_alone(watched, live_server, waiting, log_in, publisher):
    page = watched
    log_in(publisher)
    page.set_viewport_size({"width": 1280, "height": 2600})  # nothing is behind the bar
    review(page, live_server, waiting)
    is_accessible(page)
    expect(page.locator("button[data-must]")).to_have_text("1 harus diputuskan")
    page.keyboard.press("n")
    with saved(page):
        page.keyboard.press("Space")
    expect(page.locator("button[data-must]")).to_have_text("0 harus diputuskan")
    page.keyboard.press("j")
    expect(page.locator("#dok-CUSF h3")).to_be_focused()
    page.keyboard.press("x")
    with saved(page):
        page.keyboard.press("x")
    expect(page.locator("[data-tally]")).to_have_text("3 dari 4 dicentang")
    page.keyboard.press("c")
    page.keyboard.type("Jangan jxs.")
    assert page.locator("textarea:focus").input_value() == "Jangan jxs."
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Jangan jxs.").wait_for()
    page.locator("#dok-CUSF h3").focus()
    with saved(page):
        page.keyboard.press("s")
    expect(page.locator("#dok-INTE h3")).to_be_focused()
    expect(page.locator(".docs .seen")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-tally]")).to_have_text("3 dari 4 dicentang")
    expect(page.locator(".docs .seen")).to_have_count(1)
    is_accessible(page)
    page.locator("[data-apply]").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sudah diterapkan").wait_for()
    assert b"Di berkas." in export()
    assert b"nyata dan mendasar" in export()
    is_quiet(page)


def test_the_keys_can_be_turned_off_and_stay_so(watched, live_server, waiting, log_in, publisher):
    page = watched
    log_in(publisher)
    review(page, live_server, waiting)
    page.keyboard.press("?")
    page.get_by_label("Pakai tombol-tombol ini").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("#dok-DEVO h3")).not_to_be_focused()
    is_quiet(page)


def test_typing_another_text_chooses_it(watched, live_server, waiting, log_in, publisher):
    page = watched
    log_in(publisher)
    review(page, live_server, waiting)
    with saved(page):
        page.get_by_label("Tulisan lain untuk Definisi").fill("Tulisan keempat.")
    expect(page.locator('[value="tulis"]')).to_be_checked()
    page.locator("[data-apply]").click()
    page.get_by_role("heading", name="Sudah diterapkan").wait_for()
    assert b"Definisi | Tulisan keempat." in export()
    is_quiet(page)


def test_a_tick_just_before_applying_is_not_lost(watched, live_server, waiting, log_in, publisher):
    page = watched
    log_in(publisher)
    review(page, live_server, waiting)
    page.get_by_role("checkbox", name="Tambahkan INTE").uncheck()
    page.locator("[data-apply]").click()
    page.get_by_role("heading", name="Sudah diterapkan").wait_for()
    assert b"INTE" not in export()
    is_quiet(page)


def test_a_review_without_scripts(browser, live_server, waiting, log_in, publisher):
    context = browser.new_context(java_script_enabled=False)
    log_in(publisher, context)
    page = context.new_page()
    review(page, live_server, waiting)
    page.get_by_role("checkbox", name="Customer Focus, Definisi").uncheck()
    page.locator("#dok-CUSF").get_by_label("Sudah dilihat").check()
    page.locator("button[data-must]").click()
    expect(page.locator(".diff[data-document]")).to_have_count(1)
    page.get_by_role("radio", name="Di situs sekarang").check()
    page.locator(".chip", has_text="Semua").click()
    expect(page.get_by_role("checkbox", name="Customer Focus, Definisi")).not_to_be_checked()
    expect(page.locator("#dok-CUSF").get_by_label("Sudah dilihat")).to_be_checked()
    page.locator("#dok-CUSF").get_by_role("button", name="Komentari Definisi").click()
    page.locator("#dok-CUSF textarea").fill("Mohon dilihat.")
    page.locator("#dok-CUSF").get_by_role("button", name="Kirim").click()
    expect(page.locator("#dok-CUSF .talk")).to_contain_text("Mohon dilihat.")
    page.get_by_label("Yang perlu diperbaiki").fill("Perbaiki definisi.")
    page.get_by_role("button", name="Kirim ke Penyunting").click()
    expect(page.get_by_text("Usulan dikembalikan")).to_be_visible()
    row = Proposal.objects.get(pk=waiting.pk)
    assert (row.state, row.returned_note) == ("draft", "Perbaiki definisi.")
    assert deciding.preview(row).undecided == ()
    context.close()


def test_a_review_with_three_texts_fits_a_phone(watched, live_server, waiting, log_in, publisher):
    log_in(publisher)
    review(watched, live_server, waiting)
    fits(watched)
