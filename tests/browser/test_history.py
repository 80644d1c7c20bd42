"""The history in Chromium: read it, compare two versions, restore one; accessible and quiet in both themes."""

import pytest

from exchange import document_types
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Revision
from tests.browser.conftest import expect, is_quiet, stands
from tests.builders import KAMUS

LONG = b"5 | " + b"Sangatpanjangsekali" * 50


@pytest.fixture
def known(seeds, log_in, boss):
    """An administrator's browser, and a history with an import, a long word, a deletion and a new place."""
    imports.apply(
        KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi jalan keluar"), name="baru.md", user=boss, everything=True
    )
    imports.apply(KAMUS.replace(b"5 | Memberikan", LONG), name="panjang" * 20 + ".md", user=boss, everything=True)
    with record_changes(
        document_types.get("kamus"), ["CUSF"], origin="admin", user=boss, note="Tidak dipakai lagi. " * 9
    ):
        document_types.get("kamus").repository.delete(["CUSF"])
    log_in(boss)


def paths():
    """The pages, by name; revisions have other numbers in every test."""
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first().pk
    last = Revision.objects.of("kamus", "DEVO").newest()
    return {
        "everything": "/riwayat/",
        "nothing": "/riwayat/?oleh=tidak+ada",
        "one document": "/kamus/DEVO/riwayat/",
        "a deleted one": "/kamus/CUSF/riwayat/?sejak=2020-01-01",
        "two versions": f"/kamus/DEVO/riwayat/?dari={first}&ke={last}",
        "one version": f"/riwayat/{last}/",
        "one change of many": f"/riwayat/set/{Revision.objects.get(pk=first).change_set}/",
        "restoring": f"/riwayat/{first}/pulihkan/",
    }


PAGES = ["everything", "nothing", "one document", "a deleted one", "two versions", "one version", "one change of many"]
PAGES += ["restoring"]


@pytest.mark.parametrize("name", PAGES)
def test_the_history_stands(watched, live_server, known, name):
    stands(watched, live_server.url + paths()[name])


def test_two_versions_are_chosen_compared_and_the_old_one_restored(watched, live_server, known):
    watched.goto(live_server.url + "/kamus/DEVO/")
    watched.locator("#isi").get_by_role("link", name="Riwayat").click()
    cards = watched.locator(".history > li")
    expect(cards).to_have_count(4)
    cards.nth(2).get_by_label("dari").check()
    cards.nth(1).get_by_label("ke").check()
    watched.get_by_role("button", name="Bandingkan versi yang dipilih").click()
    row = watched.get_by_role("row", name="Level 4, nomor 5")
    assert row.locator("ins").first.inner_text() == "Memberi"
    expect(watched.get_by_role("row")).to_have_count(1)
    watched.get_by_role("link", name="Tampilkan semua baris").click()
    assert watched.get_by_role("row").count() > 30
    watched.get_by_role("link", name="Pulihkan versi ini (Versi lama)").click()
    assert "Yang akan berubah" in watched.locator("main").inner_text()
    watched.get_by_label("Catatan").fill("Kembalikan istilah lama")
    watched.get_by_role("button", name="Pulihkan").click()
    assert "sudah dipulihkan" in watched.locator(".said").inner_text()
    assert "Kembalikan istilah lama" in cards.first.inner_text()
    assert (
        document_types.get("kamus").text.render(document_types.get("kamus").repository.load(["DEVO"])) in KAMUS.decode()
    )
    is_quiet(watched)


def test_everything_works_without_scripts(browser, context, live_server, known):
    quiet = browser.new_context(java_script_enabled=False)
    quiet.add_cookies(context.cookies())
    page = quiet.new_page()
    page.goto(live_server.url + "/riwayat/")
    page.get_by_text("Saring", exact=True).first.click()
    page.get_by_label("Lewat").select_option("admin")
    page.get_by_role("button", name="Saring").click()
    expect(page.locator(".history > li")).to_have_count(1)
    page.get_by_role("link", name="Customer Focus", exact=True).click()
    page.get_by_role("link", name="Pulihkan isi sebelum diarsipkan").click()
    page.get_by_role("button", name="Pulihkan").click()
    expect(page.get_by_text("sudah dipulihkan")).to_be_visible()
    quiet.close()
