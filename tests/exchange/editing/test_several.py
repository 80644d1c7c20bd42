"""Several lines in one field of the editor: asked about, never run together in silence."""

import pytest

from documents.several import is_list, items
from exchange import document_types
from exchange.models import Revision
from tests.builders import KAMUS, PATH, TEXT, export
from tests.pages import Page, fields, with_text

DEVO = "/kamus/DEVO/sunting/"
HTMX = {"HX-Request": "true"}
LINES = "1. Memberi solusi.\r\n2. Menguji\r\nsolusi.\r\n\r\n3. Menyebarkan."


@pytest.fixture
def writer(client, seeds, publisher):
    client.force_login(publisher)
    return client


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. a\n2. b", ["a", "b"]),
        ("(1) a\r\n(2) b\rlagi", ["a", "b lagi"]),
        ("• a\n• b", ["a", "b"]),
        ("a) x\nb) y", ["x", "y"]),
        ("Satu\n\n Dua ", ["Satu", "Dua"]),
        ("1. a\n3. b", ["1. a", "3. b"]),
        ("- a\nb", ["- a", "b"]),
        ("1. sendiri", ["1. sendiri"]),
        ("2 orang\n3 orang", ["2 orang", "3 orang"]),
    ],
)
def test_lines_are_items_and_lose_only_plain_marks_in_order(text, found):
    assert items(text) == found


def test_running_text_in_several_lines_is_no_list():
    assert not is_list("Kemampuan menjaga\nnilai - nilai\n1. sendiri")
    assert is_list("Yaitu:\n- satu\n- dua")


def test_several_lines_in_one_item_are_asked_about_and_nothing_is_saved(writer):
    response = writer.post(DEVO, with_text(fields(writer.get(DEVO)), TEXT, LINES))
    html = response.content.decode()
    assert response.status_code == 422
    assert "memuat beberapa baris. Jadikan 3 butir tersendiri" in html
    assert [button.text for button in Page(html).all("button", name="aksi") if "bagi:" in button["value"]]
    assert export() == KAMUS


def chosen(writer, action):
    """The form after a choice about the row with several lines."""
    asked = writer.post(DEVO, with_text(fields(writer.get(DEVO)), TEXT, LINES))
    (button,) = [
        each
        for each in Page(asked.content.decode()).all("button", name="aksi")
        if (each["value"] or "").startswith(action)
    ]
    return fields(writer.post(DEVO, fields(asked) | {"aksi": button["value"]}))


def test_the_lines_become_items_with_free_numbers(writer):
    assert writer.post(DEVO, chosen(writer, "bagi:")).status_code == 302
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    found = [(line.label, line.text) for line in document.section("level 4")[4:7]]
    assert found == [("5", "Memberi solusi."), ("8", "Menguji solusi."), ("9", "Menyebarkan.")]


def test_the_lines_become_one_text_if_the_person_says_so(writer):
    assert writer.post(DEVO, chosen(writer, "satukan:")).status_code == 302
    one = "1. Memberi solusi. 2. Menguji solusi. 3. Menyebarkan."
    assert export() == KAMUS.replace(TEXT.encode(), one.encode())


def definition(writer, text):
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    return writer.post(DEVO, with_text(fields(writer.get(DEVO)), document.text("definisi"), text))


def test_a_definition_joins_its_lines_but_asks_about_a_list(writer):
    before = Revision.objects.count()
    response = definition(writer, "Kemampuan:\n• satu\n• dua")
    assert response.status_code == 422 and "memuat daftar" in response.content.decode()
    assert Revision.objects.count() == before
    assert definition(writer, "Kemampuan\nmengembangkan.").status_code == 302
    assert b"Definisi | Kemampuan mengembangkan.\n" in export()


def test_quick_edit_refuses_several_lines_and_keeps_what_was_typed(writer):
    sent = {"baris": PATH, "teks": "Satu.\nDua.", "semula": TEXT}
    response = writer.post("/kamus/DEVO/baris/", sent, headers=HTMX)
    assert response.status_code == 422
    assert "beberapa baris" in response.content.decode() and "Satu.\nDua." in response.content.decode()
    assert export() == KAMUS
