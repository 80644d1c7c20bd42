"""The pages in Chromium: accessible, quiet, self-contained, and useful with keyboard, phone and paper."""

import re

import pytest
from django.apps import apps

from dictionary.models import Competency
from tests.browser.conftest import expect, fits, is_quiet, stands, until, violations

PAGES = {
    "/": 200,
    "/kamus/": 200,
    "/kamus/DEVO/": 200,
    "/kamus/CUSF/?level=2": 200,
    "/panduan/": 200,
    "/panduan/kerja-sama/": 200,
    "/panduan/mengelola-perubahan/orientasi-pelayanan/": 200,
    "/bantuan/": 200,
    "/tidak-ada/": 404,
}
ADMIN = [
    "/admin/",
    "/admin/dictionary/competency/",
    "/admin/dictionary/competency/add/",
    "/admin/dictionary/competency/{first}/change/",
    "/admin/dictionary/level/{first}/change/",
    "/admin/dictionary/indicator/",
    "/admin/dictionary/indicator/add/",
    "/admin/dictionary/keybehaviour/",
    "/admin/development/aspect/{first}/change/",
    "/admin/development/subaspect/{first}/change/",
    "/admin/development/action/",
    "/admin/development/subaspect/",
    "/admin/exchange/revision/",
    "/admin/dictionary/competency/export/",
    "/admin/development/action/export/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands(watched, live_server, seeds, path):
    stands(watched, live_server.url + path, status=PAGES[path])


@pytest.mark.parametrize("levels", [1, 5, 8, 20])
def test_long_words_and_many_levels_fit_a_phone(page, live_server, many, levels):
    many(1, levels=levels)
    Competency.objects.update(name="x" * 200, definition="y" * 5000)
    for path in ("/", "/kamus/", "/kamus/K00000/"):
        page.goto(live_server.url + path)
        fits(page)


def with_first_row(path):
    """An address of the back office with the number of its table's first row, another one in every test."""
    table = path.split("/")[2:4]
    return path.format(first=apps.get_model(*table).objects.first().pk) if "{first}" in path else path


@pytest.mark.parametrize("path", ADMIN)
def test_the_back_office_stands(watched, live_server, seeds, log_in, boss, path):
    log_in(boss)
    address = live_server.url + with_first_row(path)
    # Django's forms add the rows that make rows when their scripts arrive, below what is read first.
    stands(watched, address, still="/change/" not in path and "/add/" not in path)
    assert watched.url == address


@pytest.mark.parametrize("width", [360, 1024, 1280])
def test_the_lists_and_forms_of_the_back_office_show_every_column(page, live_server, seeds, boss, client, width):
    client.force_login(boss)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    for path in [path for path in ADMIN if not path.endswith(("/add/", "/export/"))] + ["/admin/exchange/import/"]:
        page.goto(live_server.url + path)
        cells = page.locator("#result_list tbody :is(td, th), .tabular tr:not(.empty-form) > td")
        beyond = f"cells => cells.filter(cell => cell.getBoundingClientRect().right > {width}).length"
        assert (path, cells.evaluate_all(beyond)) == (path, 0)
        held = ".results, .inline-group"
        assert page.locator(held).evaluate_all("them => them.some(it => it.scrollWidth > it.clientWidth)") is False, (
            path
        )


def test_the_first_key_leads_past_the_bar_to_the_content(page, live_server, seeds):
    page.goto(live_server.url + "/kamus/DEVO/")
    page.keyboard.press("Tab")
    assert "Lompat ke isi" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#isi"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_an_indicator_is_copied_with_its_citation_and_address(page, context, live_server, seeds):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(live_server.url + "/kamus/DEVO/")
    line = page.locator("#level-4-5")
    line.hover()
    line.get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Memberikan solusi untuk pengembangan pengetahuan" in copied
    assert "Developing Others" in copied
    assert "level 4 nomor 5" in copied
    assert f"{live_server.url}/kamus/DEVO/#level-4-5" in copied
    assert re.search("disalin", page.locator("[data-toast]").inner_text())


def test_an_address_with_a_number_leads_to_its_line_uncovered(page, live_server, seeds):
    page.goto(live_server.url + "/kamus/CUSF/#level-4-5")
    until(page, "scrollY > 0")
    box = page.locator("#level-4-5").bounding_box()
    bar = page.locator("header").first.bounding_box()
    assert bar["y"] + bar["height"] <= box["y"] < page.viewport_size["height"]


def test_everything_can_be_read_without_scripts(browser, live_server, seeds):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/kamus/DEVO/")
    expect(page.locator("#level-4-7")).to_be_visible()
    expect(page.locator("button:visible:not(.language button)")).to_have_count(0)
    page.get_by_role("link", name="Level 3", exact=True).click()
    expect(page.locator("#level-3-1")).to_be_visible()
    expect(page.locator("#level-4-7")).to_have_count(0)
    page.locator("summary").click()
    expect(page.get_by_role("link", name="Excel .xlsx")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/kamus/", "/kamus/DEVO/", "/panduan/", "/panduan/integritas/komitmen/"])
def test_the_download_menu_opens_and_closes_by_keyboard(watched, live_server, seeds, path):
    watched.goto(live_server.url + path)
    button, choice = watched.locator("[data-menu] summary"), watched.get_by_role("link", name="Excel .xlsx")
    button.focus()
    watched.keyboard.press("Enter")
    expect(choice).to_be_visible()
    assert violations(watched) == []
    watched.keyboard.press("Tab")
    watched.keyboard.press("Escape")
    expect(choice).not_to_be_visible()
    assert button.evaluate("button => button === document.activeElement")
    button.click()
    watched.locator("h1").click()
    expect(choice).not_to_be_visible()
    is_quiet(watched)


@pytest.mark.parametrize("width", [320, 1360])
def test_the_open_download_menu_fits_its_window(page, live_server, seeds, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + "/kamus/DEVO/")
    page.locator("[data-menu] summary").click()
    box = page.locator("[data-menu] ul").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_file_is_chosen_from_the_menu(page, live_server, seeds):
    page.goto(live_server.url + "/kamus/DEVO/")
    page.locator("[data-menu] summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel .xlsx").click()
    assert download.value.suggested_filename == "DEVO.xlsx"
    expect(page.locator("[data-menu] ul")).not_to_be_visible()


def test_a_printed_page_holds_every_line_and_no_buttons(page, live_server, seeds):
    page.emulate_media(media="print")
    page.goto(live_server.url + "/kamus/DEVO/")
    expect(page.locator("#level-4-7")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    assert len(page.pdf(format="A4")) > 10_000
