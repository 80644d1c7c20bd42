"""The page of a database that does not answer, in Chromium: accessible, and what was typed goes off again from it."""

import sqlite3

import pytest
from django.db import OperationalError
from playwright.sync_api import expect

from exchange import document_types
from exchange.history import recording
from tests.browser.conftest import is_accessible, is_quiet, stands

LOCKED, READ_ONLY = 5, 8


def fail(code):
    """As the driver and Django raise it."""
    said = sqlite3.OperationalError("…")
    said.sqlite_errorcode = code
    raise OperationalError from said


@pytest.mark.parametrize("code", [LOCKED, READ_ONLY])
def test_a_database_that_does_not_answer_is_said_on_an_accessible_page(watched, live_server, db, monkeypatch, code):
    monkeypatch.setattr("kompetensi.views.HomeView.get_context_data", lambda self, **_: fail(code))
    stands(watched, live_server.url + "/", status=503)


def test_what_was_typed_is_sent_again_from_the_page_that_says_so(watched, live_server, seeds, log_in, boss):
    log_in(boss)
    watched.goto(live_server.url + "/kamus/DEVO/sunting/")
    box = watched.get_by_role("textbox", name="Definisi")
    box.fill("Definisi yang sangat baru.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording.Recording, "store", lambda *_: fail(LOCKED))
        watched.get_by_role("button", name="Terbitkan").first.click()
        expect(watched.get_by_role("heading", level=1)).to_have_text("Basis data sedang sibuk")
        is_accessible(watched)
        is_quiet(watched, 503)
    watched.get_by_role("button", name="Kirim lagi").click()
    expect(watched.get_by_role("heading", level=1)).to_contain_text("Developing Others")
    assert "Definisi yang sangat baru." in document_types.get("kamus").text.render(
        document_types.get("kamus").repository.load()
    )
