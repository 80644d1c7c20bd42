"""The source of a competency comes through every door, and where there is none no file says so."""

import io
from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from docx import Document

from dictionary.format.layout import layout
from dictionary.models import Competency
from documents.document import NAME_LIMIT
from exchange import document_types
from exchange.document_types import read
from exchange.imports import review as imports
from exchange.models import Revision
from tests.back_office import posted
from tests.builders import changed_lines
from tests.conftest import FIXTURES

KAMUS = (FIXTURES / "kamus.md").read_text()
RULE = "PermenPANRB 38/2017"
WITH = KAMUS.replace("\nDefinisi | Secara", f"\nSumber | {RULE}\nDefinisi | Secara", 1)


def devo():
    return document_types.get("kamus").repository.load(["DEVO"])[0]


@pytest.fixture
def referred(seeds):
    """DEVO with its reference, from a file."""
    imports.apply(WITH.encode(), name="kamus.md")


def export(client, name):
    return client.get(f"/ekspor/{name}").getvalue()


def test_a_row_of_a_file_becomes_a_line_and_is_written_where_it_stood(client, referred):
    assert devo().text("sumber") == RULE == Competency.objects.get(code="DEVO").reference
    assert export(client, "kamus.md").decode() == WITH


def test_a_row_stands_after_the_definition_where_no_file_says_otherwise(seeds):
    before = devo()
    lines = tuple(replace(x, text=RULE) if x.section == "sumber" else x for x in before.lines)
    after = document_types.get("kamus").text.render([replace(before, lines=lines)])
    assert changed_lines(document_types.get("kamus").text.render([before]), after) == [f"+ Sumber | {RULE}"]
    assert f"tingkat kinerja mereka.\nSumber | {RULE}\nPerilaku Kunci" in after


@pytest.mark.parametrize("name", ["kamus.csv", "kamus.xlsx", "kamus.ods", "kamus.json", "kamus.md"])
def test_every_export_reads_back_the_same(client, referred, name):
    read_back = {document.key: document for document in read(export(client, name)).parsed.documents}
    assert read_back["DEVO"] == devo() and read_back["DEVO"].text("sumber") == RULE
    assert read_back["CUSF"].text("sumber") == ""


@pytest.mark.parametrize("name", ["kamus.csv", "kamus.json", "kamus.md"])
def test_an_export_without_it_does_not_name_it(client, seeds, name):
    text = export(client, name).decode().lower()
    assert "\nsumber" not in text and ";sumber;" not in text and '"reference"' not in text


def test_one_too_long_or_twice_is_refused():
    document_type = document_types.get("kamus")
    for text, code in ((WITH.replace(RULE, "x" * (NAME_LIMIT + 1)), "E_TOO_LONG"),
                       (WITH.replace(RULE, f"{RULE}\nSumber | x"), "E_DUP_FIELD")):  # fmt: skip
        assert [problem.code for problem in document_type.text.parse(text).problems if problem.fatal] == [code]


def test_a_file_without_it_would_take_it_away_and_says_so(referred):
    (entry,) = imports.review(KAMUS.encode()).changed
    assert [(change.path, change.before, change.after) for change in entry.lines] == [("sumber", RULE, "")]


def test_one_that_came_since_a_file_was_made_stays_when_the_file_comes_again(referred):
    imports.apply(KAMUS.encode(), name="kamus.md")
    assert devo().text("sumber") == RULE


def test_readers_see_it_and_find_it(client, referred):
    assert RULE in client.get("/kamus/DEVO/").content.decode()
    assert "Sumber" not in client.get("/kamus/CUSF/").content.decode()
    assert "/kamus/DEVO/" in client.get("/cari/", {"q": "PermenPANRB"}).content.decode()


def test_paper_has_it_as_a_section_of_one_text_and_no_sentence_for_a_list(client, referred):
    section = layout(devo()).sections[0]
    assert (str(section.title), section.text, section.missing) == ("Sumber", RULE, "")
    assert layout(document_types.get("kamus").repository.load(["CUSF"])[0]).sections[0].title.source == "Perilaku kunci"
    page = client.get("/kamus/DEVO/cetak/").content.decode()
    assert RULE in page and 'class="none"' not in page
    word = io.BytesIO(client.get("/kamus/DEVO.docx").getvalue())
    assert [each.text for each in Document(word).paragraphs if each.style.name == "Kosong"] == []


def test_it_stands_in_a_comparison_where_one_of_them_has_it(client, referred):
    path = reverse("comparison")
    assert RULE in client.get(path, {"k": ["DEVO", "CUSF"]}).content.decode()
    imports.apply(KAMUS.encode(), name="kamus.md", everything=True)
    assert "Sumber" not in client.get(path, {"k": ["DEVO", "CUSF"]}).content.decode()


def test_it_is_written_on_the_edit_page_line_and_in_the_back_office(client, boss, seeds):
    client.force_login(boss)
    assert 'value="sumber"' in client.get("/kamus/DEVO/sunting/").content.decode()
    sent = {"baris": "sumber", "teks": RULE, "semula": ""}
    assert client.post("/kamus/DEVO/baris/", sent, headers={"HX-Request": "true"}).status_code == 200
    assert devo().text("sumber") == RULE
    address = f"/admin/dictionary/competency/{Competency.objects.get(code='DEVO').pk}/change/"
    assert client.post(address, posted(client.get(address)) | {"reference": "Lain"}).status_code == 302
    assert devo().text("sumber") == "Lain"
    newest = Revision.objects.latest("pk")
    assert [line for line in newest.after["lines"] if line[0] == "sumber"] == [["sumber", "Lain", "", 0]]


def test_a_raw_text_that_had_such_a_row_before_keeps_it(seeds):
    Competency.objects.filter(code="DEVO").update(source=WITH[: WITH.index("Nama  | Customer")])
    import_module("dictionary.migrations.0004_competency_reference").read_from_raw_text(apps, None)
    assert document_types.get("kamus").text.render(document_types.get("kamus").repository.load()) == WITH
