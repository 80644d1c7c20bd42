"""The care list in Chromium: accessible and quiet in both themes, and a way to every line."""

import pytest

from development.mapping.relations import linked_sub_aspects
from dictionary.models import Competency
from tests.browser.conftest import stands

PATHS = {
    "everything": "/periksa/",
    "one kind": "/periksa/?jenis=peta&isi=panduan",
    "nothing": "/periksa/?jenis=perilaku",
}


@pytest.fixture
def caring(seeds, log_in, publisher):
    """An editor's browser, and something to care for."""
    Competency.objects.filter(code="CUSF").update(definition="", name="Panjang" * 25)
    log_in(publisher)


@pytest.mark.parametrize("name", PATHS)
def test_the_list_stands(watched, live_server, caring, name):
    stands(watched, live_server.url + PATHS[name])


def test_a_suggestion_leads_to_the_map_with_its_box_ticked(page, live_server, caring):
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Periksa").click()
    page.get_by_role("link", name="Pengembangan Diri dan Orang Lain").first.click()
    page.get_by_role("button", name="Simpan").click()
    (joined,) = linked_sub_aspects(["DEVO"]).values()
    assert "mengelola-perubahan/pengembangan-diri-dan-orang-lain" in joined
    page.goto(live_server.url + "/periksa/?jenis=nomor")
    page.get_by_role("link", name="Developing Others", exact=True).click()
    assert page.url.endswith("/kamus/DEVO/#level-4-5")
