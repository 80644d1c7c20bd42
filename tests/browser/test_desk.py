"""The desk in Chromium: accessible in both themes, empty and full, and a way to each next step."""

import pytest
from django.utils import timezone

from exchange.proposals import deciding
from tests.browser.conftest import stands
from tests.builders import ONE_EDIT, send


@pytest.fixture
def working(seeds, log_in, uploader):
    """An editor's browser: a draft, and a proposal of one long name that was returned."""
    send(ONE_EDIT, uploader)
    values = {"returned_at": timezone.now(), "returned_name": "Penerbit", "returned_note": "Pendekkan. " * 40}
    deciding.new_proposal(name="Panjang" * 28, door="edit", format="kamus", user=uploader, **values).save()
    log_in(uploader)


@pytest.mark.parametrize("path", ["/meja/", "/usulan/", "/usulan/?dokumen=tidak-ada", "/akun/surat/"])
def test_the_pages_stand(watched, live_server, working, path):
    stands(watched, live_server.url + path)


def test_an_empty_desk_stands(watched, live_server, seeds, log_in, uploader):
    log_in(uploader)
    stands(watched, live_server.url + "/meja/")


def test_the_bar_leads_to_the_desk_and_the_desk_on(page, live_server, working):
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Meja 1 menunggu Anda").click()
    page.get_by_role("link", name="Lewati dulu").click()
    assert page.url.endswith("/meja/?rapi=2#rapi")
    assert page.get_by_text("Berikutnya, 2 dari").is_visible()
    page.get_by_role("link", name="Lanjutkan").click()
    assert "/usulan/" in page.url
