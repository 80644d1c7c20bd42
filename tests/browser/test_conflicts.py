"""Two people at once in Chromium: what the back office refuses, several documents decided, a line that is gone."""

import pytest

from dictionary.models import Competency
from exchange.imports import review as imports
from tests.browser.conftest import expect, fits, is_accessible, is_quiet
from tests.builders import KAMUS, PANDUAN, TEXT, export


@pytest.fixture
def office(watched, log_in, seeds, publisher):
    """A publisher's browser."""
    log_in(publisher)
    return watched


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_somebody_else_wrote_is_shown_before_it_is_deleted(office, live_server, theme):
    page = office
    page.emulate_media(color_scheme=theme)
    page.goto(f"{live_server.url}/admin/dictionary/competency/")
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("combobox", name="Aksi").select_option("delete_selected")
    imports.apply(KAMUS.replace(b"Mengamati", b"Melihat", 1), name="lain.md")
    page.locator("button[name=index]").click()
    page.locator("form input[type=submit]").last.click()
    page.get_by_role("heading", name="Ada yang menyunting lebih dulu").wait_for()
    is_accessible(page)
    fits(page)
    assert Competency.objects.count() == 2
    page.get_by_role("button", name="Tetap hapus").click()
    page.wait_for_url("**/admin/dictionary/competency/")
    assert Competency.objects.count() == 1
    is_quiet(page, 409)


def test_a_new_name_of_an_aspect_is_decided_in_one_go(office, live_server):
    page = office
    page.goto(f"{live_server.url}/admin/development/aspect/")
    page.get_by_role("link", name="INTEGRITAS", exact=True).click()
    page.locator("#id_name").fill("KEJUJURAN")
    other = PANDUAN.replace(b"Managing Self", b"Managing Me")
    imports.apply(other, name="lain.md")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("heading", name="Ada yang menyunting lebih dulu").wait_for()
    is_accessible(page)
    fits(page)
    page.get_by_role("button", name="Simpan semua").click()
    page.wait_for_url("**/panduan/kejujuran/**")
    assert export("panduan") == other.replace(b"INTEGRITAS", b"KEJUJURAN")
    is_quiet(page, 409)


def test_escape_on_a_line_that_is_gone_keeps_what_was_typed(office, live_server):
    page = office
    page.goto(f"{live_server.url}/kamus/DEVO/#level-4-5")
    page.get_by_role("link", name="Sunting level 4 nomor 5").click()
    field = page.locator("#level-4-5 textarea")
    field.fill("Hampir jadi.")
    without = b"\n".join(line for line in KAMUS.split(b"\n") if TEXT.encode() not in line)
    imports.apply(without, name="lain.md")
    field.press("Escape")
    page.get_by_role("alert").wait_for()
    expect(page.locator("#level-4-5 textarea")).to_have_value("Hampir jadi.")
    expect(page.locator("[data-toast]")).to_have_text("")
    is_accessible(page)
    is_quiet(page, 409)
