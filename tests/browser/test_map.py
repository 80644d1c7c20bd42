"""The map's pages in Chromium: accessible, quiet, and useful without scripts."""

import pytest

from tests.browser.conftest import expect, is_quiet, stands, violations
from tests.builders import GROWING, SERVING, join, the_map

PATHS = {
    "sub-aspect": f"/panduan/{SERVING}/peta/",
    "competency": "/kamus/DEVO/peta/",
    "search": f"/panduan/{SERVING}/peta/?cari=o",
    "nothing found": "/kamus/DEVO/peta/?cari=takadasama",
    "page with the way there": "/kamus/DEVO/",
}


@pytest.fixture
def writing(seeds, log_in, publisher):
    """An editor's browser, and a map."""
    join({SERVING: ("CUSF",)})
    log_in(publisher)


@pytest.mark.parametrize("name", PATHS)
def test_a_map_stands(watched, live_server, writing, name):
    stands(watched, live_server.url + PATHS[name])


def test_a_map_is_searched_and_saved_by_keyboard_without_scripts(browser, context, live_server, writing):
    quiet = browser.new_context(java_script_enabled=False)
    quiet.add_cookies(context.cookies())
    page = quiet.new_page()
    page.goto(live_server.url + "/kamus/DEVO/")
    page.get_by_role("link", name="Petakan ke sub aspek").click()
    page.get_by_label("Orientasi Pelayanan").check()
    page.get_by_label("Cari sub aspek").fill("orang lain")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Orientasi Pelayanan")).to_be_checked()
    page.get_by_label("Pengembangan Diri dan Orang Lain").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Peta tersimpan.")).to_be_visible()
    assert the_map() == {SERVING: ("CUSF", "DEVO"), GROWING: ("DEVO",)}
    quiet.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_conflict_is_accessible_and_solved_by_saving_again(watched, live_server, writing, theme):
    watched.emulate_media(color_scheme=theme)
    watched.goto(live_server.url + PATHS["sub-aspect"])
    watched.get_by_label("Developing Others").check()
    join({SERVING: ()})
    watched.get_by_role("button", name="Simpan").click()
    assert "Dilepas orang lain: Customer Focus" in watched.get_by_role("alert").inner_text()
    assert violations(watched) == []
    watched.get_by_role("button", name="Simpan").click()
    assert the_map() == {SERVING: ("DEVO",)}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("table", "action"), [("dictionary/competency", "move_to_group"), ("development/subaspect", "join_competencies")]
)
def test_what_an_action_asks_is_accessible_and_done(watched, live_server, seeds, log_in, boss, table, action, theme):
    log_in(boss)
    watched.emulate_media(color_scheme=theme)
    watched.goto(f"{live_server.url}/admin/{table}/")
    watched.locator(".action-select").first.check()
    watched.locator("select[name=action]").select_option(action)
    watched.locator("button[name=index]").click()
    assert "Untuk 1" in watched.locator("form.ask").inner_text()
    is_quiet(watched)
    assert violations(watched) == []
    watched.locator("input[type=text]").fill("DEVO")
    watched.get_by_role("button", name="Kerjakan").click()
    assert "1 " in watched.locator(".messagelist").inner_text()
