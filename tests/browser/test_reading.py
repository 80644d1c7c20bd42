"""Finding one's way in Chromium: the matrix, the comparison, the index, light and dark, keys, sharing."""

import gzip
import re

import pytest

from dictionary.models import Competency
from tests.browser.conftest import expect, fits, is_quiet, stands, until, violations

PAGES = [
    "/kamus/matriks/",
    "/kamus/matriks/?isi=lengkap",
    "/kamus/matriks/?level=3",
    "/kamus/banding/",
    "/kamus/banding/?k=DEVO&k=CUSF&k=zzz",
    "/kamus/banding/?k=DEVO&level=1&level=2",
    "/kamus/indeks/",
    "/kamus/indeks/?menurut=kode",
]


@pytest.mark.parametrize("path", PAGES)
def test_an_overview_stands(watched, live_server, seeds, path):
    stands(watched, live_server.url + path)
    fits(watched, 900)


@pytest.mark.parametrize("levels", [1, 5, 8, 20])
def test_overviews_of_many_levels_and_long_words_fit(watched, live_server, many, levels):
    many(3, levels=levels)
    Competency.objects.update(name="x" * 200, group="y" * 200)
    for path in ("/kamus/matriks/", "/kamus/banding/?k=K00000&k=K00001&k=K00002", "/kamus/indeks/"):
        watched.goto(live_server.url + path)
        fits(watched, 320, 500, 900, 1360)
        assert violations(watched) == []
    is_quiet(watched)


@pytest.mark.parametrize("levels", [4, 12])
def test_the_head_and_the_first_column_of_the_matrix_stay_in_sight(page, live_server, many, levels):
    many(25, levels=levels)
    page.set_viewport_size({"width": 1360, "height": 700})
    page.goto(live_server.url + "/kamus/matriks/")
    page.locator('[href="/kamus/K00020/"]').scroll_into_view_if_needed()
    page.locator(".sheet").evaluate("sheet => { sheet.scrollLeft = 300; if (sheet.role) sheet.scrollIntoView(); }")
    head = page.locator("thead th").first.bounding_box()
    first = page.locator('[href="/kamus/K00020/"]').bounding_box()
    bar = page.locator("header.topbar").bounding_box()
    assert bar["y"] + bar["height"] <= head["y"] + 6 and head["y"] < first["y"] < 700
    assert first["x"] > 0
    assert page.locator('tbody th[scope="row"]').first.bounding_box()["width"] > 150


def test_competencies_are_chosen_in_the_matrix_and_compared_without_scripts(browser, live_server, seeds):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/kamus/matriks/?level=3")
    for name in ("Developing Others", "Customer Focus"):
        page.get_by_role("checkbox", name=f"Bandingkan {name}").check()
    page.get_by_role("button", name="Bandingkan").click()
    assert re.search(r"/kamus/banding/\?level=3&k=DEVO&k=CUSF$", page.url)
    expect(page.locator("tbody th")).to_have_text(["Level 3"])
    page.goto(live_server.url + "/kamus/matriks/")
    page.locator("summary").first.click()
    expect(page.get_by_text("Mengamati, menilai, dan mengevaluasi")).to_be_visible()
    page.goto(live_server.url + "/kamus/banding/?k=DEVO")
    page.get_by_label("Kompetensi 2").fill("customer focus")
    page.get_by_role("button", name="Bandingkan", exact=True).click()
    expect(page.get_by_role("columnheader", name="Customer Focus")).to_be_visible()
    context.close()


def colour(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 23, 26)"


def test_the_choice_of_light_and_dark_is_remembered_and_does_not_flash(watched, live_server, seeds):
    watched.emulate_media(color_scheme="light")
    watched.goto(live_server.url + "/kamus/")
    assert colour(watched) == LIGHT
    watched.get_by_role("radio", name="Gelap").check()
    assert colour(watched) == DARK
    assert violations(watched) == []
    watched.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => window.early = document.documentElement.dataset.theme)"
    )
    watched.goto(live_server.url + "/kamus/DEVO/")
    assert (colour(watched), watched.evaluate("window.early")) == (DARK, "dark")
    expect(watched.get_by_role("radio", name="Gelap")).to_be_checked()
    assert watched.evaluate("document.querySelector('script[src*=theme]').matches('link[rel=stylesheet] ~ *')") is False
    watched.emulate_media(color_scheme="dark")
    watched.get_by_role("radio", name="Terang").check()
    assert colour(watched) == LIGHT
    assert violations(watched) == []
    watched.get_by_role("radio", name="Ikuti perangkat").check()
    assert colour(watched) == DARK
    watched.emulate_media(color_scheme="light")
    assert colour(watched) == LIGHT
    is_quiet(watched)


def test_the_choice_holds_in_the_back_office_and_on_paper_it_is_light(watched, live_server, seeds, log_in, boss):
    log_in(boss)
    watched.goto(live_server.url + "/kamus/")
    watched.get_by_role("radio", name="Gelap").check()
    watched.goto(live_server.url + "/admin/")
    assert watched.evaluate("document.documentElement.dataset.theme") == "dark"
    watched.goto(live_server.url + "/kamus/")
    watched.emulate_media(media="print")
    assert colour(watched) == "rgb(255, 255, 255)"


def test_without_scripts_no_choice_is_offered(browser, live_server, seeds):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(live_server.url + "/kamus/")
    assert page.locator("[data-theme-choice]").is_hidden()
    assert colour(page) == DARK
    context.close()


def test_arrows_turn_to_the_neighbours_but_not_while_writing(watched, live_server, seeds):
    watched.goto(live_server.url + "/kamus/DEVO/?level=2")
    watched.keyboard.press("ArrowLeft")
    watched.locator(".topbar [role=combobox]").focus()
    watched.keyboard.press("ArrowRight")
    watched.get_by_role("radio", name="Ikuti perangkat").focus()
    watched.keyboard.press("ArrowRight")
    watched.keyboard.press("Alt+ArrowRight")
    assert watched.url.endswith("/kamus/DEVO/?level=2")
    watched.locator("h1").click()
    watched.keyboard.press("ArrowRight")
    watched.wait_for_url("**/kamus/CUSF/?level=2")
    assert watched.locator(".pager a[rel=prev]").get_attribute("aria-keyshortcuts") == "ArrowLeft"
    watched.keyboard.press("ArrowLeft")
    watched.wait_for_url("**/kamus/DEVO/?level=2")
    is_quiet(watched)


def test_arrows_scroll_a_wide_matrix_and_do_not_turn_the_page(page, live_server, many):
    many(30, levels=12)
    page.goto(live_server.url + "/kamus/matriks/")
    page.get_by_role("region", name="Tabel matriks").focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.sheet').scrollLeft > 0")
    assert page.url.endswith("/kamus/matriks/")


def test_a_page_is_shared_where_the_device_can_and_its_link_copied_where_not(watched, context, live_server, seeds):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    watched.add_init_script("delete Navigator.prototype.share")
    watched.goto(live_server.url + "/kamus/DEVO/")
    expect(watched.get_by_role("button", name="Bagikan")).to_have_count(0)
    watched.get_by_role("button", name="Salin tautan").click()
    assert watched.evaluate("navigator.clipboard.readText()") == live_server.url + "/kamus/DEVO/"
    assert "Tautan disalin" in watched.locator("[data-toast]").inner_text()
    watched.add_init_script("Navigator.prototype.share = async (what) => { window.shared = what; }")
    watched.goto(live_server.url + "/kamus/DEVO/?level=2")
    watched.get_by_role("button", name="Bagikan").click()
    shared = watched.evaluate("window.shared")
    assert shared["url"] == live_server.url + "/kamus/DEVO/?level=2"
    assert "Developing Others" in shared["title"]
    is_quiet(watched)


def test_the_data_for_machines_breaks_no_policy_and_runs_nothing(watched, live_server, seeds):
    evil = "</script><script>window.broken = 1</script>"
    Competency.objects.filter(code="DEVO").update(definition=evil)
    broken = "document.addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective))"
    watched.add_init_script(broken)
    watched.goto(live_server.url + "/kamus/DEVO/", wait_until="networkidle")
    data = watched.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert data["description"] == evil
    assert watched.evaluate("window.broken") is None
    is_quiet(watched)


def test_a_printed_matrix_holds_every_indicator(page, live_server, seeds):
    page.emulate_media(media="print")
    page.goto(live_server.url + "/kamus/matriks/")
    for text in ("Mengamati, menilai, dan mengevaluasi", "Menerjemahkan umpan balik"):
        box = page.get_by_text(text).first.bounding_box()
        assert box and box["height"] > 0
    expect(page.locator("button:visible, input:visible")).to_have_count(0)


def test_the_first_visit_takes_no_more_than_100_kilobytes(page, live_server, seeds):
    """As a server sends it: compressed, but for the fonts, which are already."""
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: sent(answer.body(), answer.url)}))
    page.goto(live_server.url + "/kamus/CUSF/", wait_until="networkidle")
    assert any(".woff2" in url for url in sizes) and any("site.css" in url for url in sizes)
    assert sum(sizes.values()) <= 100_000, sizes


def sent(body, url):
    return len(body) if url.endswith((".woff2", ".ico", ".png")) else len(gzip.compress(body))
