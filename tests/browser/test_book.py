"""Books in Chromium: to read on a screen, and to print."""

import re

import pytest

from exchange.exports.book import Limit
from tests.browser.conftest import expect, fits, stands, until

PAGES = [
    "/kamus/cetak/",
    "/panduan/cetak/?aspek=integritas",
    "/kamus/DEVO/cetak/",
    "/panduan/integritas/komitmen/cetak/",
]


def sheets(pdf):
    """How many pages a PDF of the browser has."""
    return len(re.findall(rb"/Type ?/Page\b", pdf))


@pytest.mark.parametrize("path", PAGES)
def test_a_book_stands(watched, live_server, seeds, path):
    stands(watched, live_server.url + path)


def test_the_choice_of_volumes_stands(watched, live_server, many, monkeypatch):
    for module in ("scope", "views"):
        monkeypatch.setattr(f"exchange.exports.{module}.VOLUME", 2)
    monkeypatch.setattr("exchange.exports.views.PAGE", Limit(2, 10_000))
    many(5, levels=1, indicators=1)
    stands(watched, live_server.url + "/kamus/cetak/")
    watched.get_by_role("link", name="Jilid 3").click()
    expect(watched.locator(".leaf")).to_have_count(1)


def test_long_words_fit_a_phone(page, live_server, many):
    from dictionary.models import Competency, Indicator

    many(1)
    Competency.objects.update(name="x" * 200, definition="y" * 5000)
    Indicator.objects.update(text="z" * 500)
    page.goto(live_server.url + "/kamus/cetak/")
    fits(page)


def test_a_printed_book_has_no_tools_no_empty_page_and_every_competency_on_a_new_one(page, live_server, seeds):
    page.goto(live_server.url + "/kamus/cetak/", wait_until="networkidle")
    page.emulate_media(media="print")
    for hidden in (".topbar", ".foot", ".paper-tools"):
        expect(page.locator(hidden).first).not_to_be_visible()
    expect(page.locator("#DEVO td").first).to_be_visible()
    breaks = page.locator(".leaf").evaluate_all("them => them.map(it => getComputedStyle(it).breakBefore)")
    assert breaks == ["auto", "page"]
    # Cover, contents, two pages of the first, at most three of the second.
    assert 6 <= sheets(page.pdf(prefer_css_page_size=True)) <= 7


def test_a_document_alone_is_printed_without_cover(page, live_server, seeds):
    page.goto(live_server.url + "/kamus/DEVO/cetak/", wait_until="networkidle")
    assert page.locator("h1").inner_text() == "Developing Others"
    assert sheets(page.pdf(prefer_css_page_size=True)) == 2


def test_the_menu_leads_to_the_book_and_the_book_to_its_files(page, live_server, seeds):
    page.goto(live_server.url + "/panduan/")
    page.locator("[data-menu] summary").click()
    page.get_by_role("link", name="Buku untuk dicetak").click()
    page.get_by_role("link", name="KERJA SAMA").first.click()
    page.locator("[data-menu] summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word .docx").click()
    assert download.value.suggested_filename == "panduan-kerja-sama.docx"


def test_the_contents_lead_to_their_documents_uncovered(page, live_server, seeds):
    page.goto(live_server.url + "/panduan/cetak/")
    page.get_by_role("link", name="Komunikasi Sub aspek 3").click()
    until(page, "scrollY > 0")
    heading = page.get_by_role("heading", name="Komunikasi", exact=True).bounding_box()
    bar = page.locator("header").first.bounding_box()
    assert bar["y"] + bar["height"] <= heading["y"] < page.viewport_size["height"]
