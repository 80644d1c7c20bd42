"""From an edit to its publication with two browsers side by side, with scripts and without."""

import pytest
from django.test import Client

from exchange.imports import review as imports
from exchange.models import Proposal
from tests.browser.conftest import expect
from tests.builders import EDITED, KAMUS, TEXT, export

OTHER = "Mengamati, menilai, dan mengevaluasi pekerjaan bawahan."


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def two(request, browser, live_server, seeds, uploader, publisher):
    """The pages of an editor and of a publisher, each in a browser of their own."""
    imports.apply(KAMUS, name="kamus.md")
    contexts = [browser.new_context(java_script_enabled=request.param, locale="id-ID") for _ in range(2)]
    for person, context in zip((uploader, publisher), contexts, strict=True):
        client = Client()
        client.force_login(person)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def edit(page, address, old, new, button):
    """Write one text on the edit page and press a button, by keyboard alone."""
    page.goto(f"{address}/kamus/DEVO/sunting/")
    field = page.locator("textarea", has_text=old).first
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(new)
    pressed = page.get_by_role("button", name=button)
    pressed.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kamus/DEVO/")


def press(page, name, **more):
    """Press a button by keyboard."""
    page.get_by_role("button", name=name, **more).first.focus()
    page.keyboard.press("Enter")


def test_an_edit_a_colleagues_edit_and_an_old_file_are_decided_and_undone(two, live_server, tmp_path):
    editor, publisher = two
    edit(editor, live_server.url, TEXT, "Usulan penyunting.", "Ajukan perubahan")
    edit(publisher, live_server.url, OTHER, "Terbitan penerbit.", "Terbitkan")
    assert b"Terbitan penerbit." in export() and b"Usulan penyunting." not in export()

    old = tmp_path / "lama.md"
    old.write_bytes(EDITED)
    editor.goto(f"{live_server.url}/impor/")
    editor.set_input_files('input[type="file"]', old)
    press(editor, "Baca dan tinjau")
    editor.wait_for_url("**/usulan/*-*/")
    expect(editor.get_by_text("diubah di situs").first).to_be_visible()
    press(editor, "Ajukan")
    expect(editor.get_by_text("Usulan diajukan")).to_be_visible()

    publisher.goto(f"{live_server.url}/meja/")
    expect(publisher.get_by_role("heading", name="Menunggu saya 2")).to_be_visible()
    file, page = Proposal.objects.filter(state="submitted")
    publisher.goto(f"{live_server.url}/usulan/{page.pk}/")
    press(publisher, "Terapkan 1 perubahan")
    expect(publisher.get_by_role("heading", name="Sudah diterapkan")).to_be_visible()
    assert b"Usulan penyunting." in export() and b"Terbitan penerbit." in export()

    publisher.goto(f"{live_server.url}/usulan/{file.pk}/")
    expect(publisher.get_by_text("1 harus diputuskan").first).to_be_visible()
    publisher.get_by_label("Yang perlu diperbaiki").fill("Pakai istilah yang terbit.")
    press(publisher, "Kirim ke Penyunting")
    expect(publisher.get_by_text("Usulan dikembalikan")).to_be_visible()

    editor.goto(f"{live_server.url}/meja/")
    expect(editor.get_by_text("Pakai istilah yang terbit.")).to_be_visible()
    editor.goto(f"{live_server.url}/usulan/{file.pk}/")
    editor.get_by_role("radio", name="Di situs sekarang").first.check()
    press(editor, "Ajukan")
    expect(editor.get_by_text("Usulan diajukan")).to_be_visible()

    publisher.goto(f"{live_server.url}/usulan/{file.pk}/")
    press(publisher, "Terapkan 1 perubahan")
    expect(publisher.get_by_role("heading", name="Sudah diterapkan")).to_be_visible()
    stored = export()
    assert b"Usulan penyunting." in stored and b"Terbitan penerbit." in stored and b"nyata dan mendasar" not in stored
    press(publisher, "Batalkan impor ini")
    expect(publisher.get_by_role("heading", name="Sudah dibatalkan")).to_be_visible()
    assert b"nyata dan mendasar" in export() and b"Usulan penyunting." in export()
