"""The search in a real browser: by keyboard to the very line, as a screen reader meets it, and without scripts."""

import re

import pytest

from tests.browser.conftest import expect, is_quiet, stands, violations


@pytest.fixture
def reading(watched, seeds):
    """A reader's browser, with both documents there."""
    return watched


def the_field(page):
    """The search in the top bar."""
    return page.get_by_role("combobox", name="Cari kompetensi, perilaku, tindakan")


def offered(page, typed):
    """Type into it until lines are offered; the field."""
    field = the_field(page)
    field.fill(typed)
    expect(page.get_by_role("listbox")).to_be_visible()
    return field


@pytest.mark.parametrize(
    "typed", ["melayani pelanggan", "kompentensi", "melayani bawahan", "qwxzyvb", "", "x" * 300], ids=range(6)
)
def test_a_page_of_results_stands(reading, live_server, typed):
    stands(reading, f"{live_server.url}/cari/?q={typed}")


def test_an_indicator_is_found_by_a_derived_word_with_the_keyboard_alone(reading, live_server):
    page = reading
    page.goto(f"{live_server.url}/bantuan/")
    page.keyboard.press("/")
    field = the_field(page)
    expect(field).to_be_focused()
    page.keyboard.type("dilayani adil")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "saran-1")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/kamus/CUSF/#level-1-7")
    expect(page.locator("#level-1-7")).to_be_in_viewport()


def test_enter_alone_searches_and_escape_closes_what_is_offered(reading, live_server):
    page = reading
    page.goto(f"{live_server.url}/")
    field = offered(page, "pelang")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("pelang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=pelang")
    expect(page.get_by_role("heading", level=1)).to_have_text("“pelang”")
    page.go_back()
    is_quiet(page)


def test_the_list_closes_when_the_focus_leaves_and_opens_when_it_comes_back(reading, live_server):
    page = reading
    page.goto(f"{live_server.url}/kamus/")
    field = offered(page, "mentor")
    page.get_by_role("link", name="Masuk").focus()
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.focus()
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_role("option").first.click()
    page.wait_for_url("**/kamus/DEVO/#level-3-7")


def test_what_was_chosen_is_chosen_no_more_once_something_else_is_typed(reading, live_server):
    page = reading
    page.goto(f"{live_server.url}/bantuan/")
    field = offered(page, "mentor")
    page.keyboard.press("ArrowDown")
    page.route("**/cari/saran/*", lambda _route: None)  # no further answer ever comes
    page.keyboard.type(" bawahan")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=mentor+bawahan")


def has_come(page, held, count):
    """Wait until so many requests have come that are held back."""
    for _ in range(100):
        if len(held) == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(held)} requests instead of {count}")


def test_answers_that_come_late_are_those_to_what_was_typed_last(reading, live_server):
    page, held = reading, []
    page.goto(f"{live_server.url}/bantuan/")
    page.route("**/cari/saran/*", lambda route: held.append(route))  # noqa: PLW0108  # a method takes no marks
    field = the_field(page)
    for number, words in enumerate(("pel", "mentor"), 1):
        field.fill(words)
        has_come(page, held, number)
    held[1].continue_()
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_role("link", name="Masuk").focus()
    field.focus()
    expect(page.get_by_role("listbox")).to_be_visible()
    field.fill("bawahan")
    has_come(page, held, 3)
    page.keyboard.press("Escape")
    held[2].continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_without_an_answer_nothing_is_offered_that_belongs_to_something_else(reading, live_server):
    page = reading
    page.goto(f"{live_server.url}/bantuan/")
    field = offered(page, "mentor")
    page.route("**/cari/saran/*", lambda route: route.continue_(url=f"{live_server.url}/tidak/ada/"))
    field.fill("pelanggan")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("link", name="Masuk").focus()
    field.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_slash_that_is_written_stays_where_it_is_written(reading, live_server, log_in, publisher):
    log_in(publisher)
    reading.goto(f"{live_server.url}/kamus/DEVO/sunting/")
    name = reading.get_by_label("Nama", exact=True)
    name.press("End")
    name.press("/")
    expect(name).to_have_value("Developing Others/")


def test_the_search_works_without_scripts(browser, live_server, seeds):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/panduan/")
    page.get_by_role("searchbox", name="Cari kompetensi, perilaku, tindakan").fill("mentoring")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Melakukan mentoring").click()
    page.wait_for_url("**/kamus/DEVO/#level-3-7")
    context.close()
