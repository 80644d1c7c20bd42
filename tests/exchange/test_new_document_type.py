"""A format that was made as `docs/document-types.md` says works through every door without a change elsewhere."""

from contextlib import contextmanager

import pytest
from django.db import connection

from exchange import document_types
from exchange.exports.kinds import EXPORT_KINDS, by_extension, kinds_of
from exchange.exports.snapshot import export_to_file
from exchange.history.indexing import stale
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Revision
from exchange.templatetags.downloads import downloads
from tests.settings import BASE_DIR

TEXT = "Istilah | Audit\nArti | Pemeriksaan yang runtut.\n\nIstilah |  Rubrik\nArti  | Ukuran penilaian.\n"
TABLE = (
    "CREATE TABLE glossary_term "
    "(slug varchar(200) PRIMARY KEY, name varchar(200), meaning text, position integer, source text)"
)


@contextmanager
def registered(settings, path):
    """The document types that there are, and one more."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    settings.DOCUMENT_TYPES = [*settings.DOCUMENT_TYPES, path]
    document_types.all_types.cache_clear()
    yield document_types.get("istilah")
    document_types.all_types.cache_clear()


@pytest.fixture
def glossary(db, settings):
    """A type with every part."""
    with registered(settings, "tests.glossary.documents.GLOSSARY") as found:
        yield found


@pytest.fixture
def bare(db, settings):
    """The smallest type: its text alone."""
    with registered(settings, "tests.glossary.documents.BARE") as found:
        yield found


def taken(glossary, extension):
    with export_to_file(glossary, by_extension(glossary, extension), glossary.stream()) as file:
        return file.read()


def test_a_file_of_it_is_known_and_comes_back_byte_for_byte(glossary):
    review = imports.apply(TEXT.encode(), name="istilah.md")
    assert review.document_type is glossary
    assert [document.key for document in review.added] == ["audit", "rubrik"]
    assert taken(glossary, "md") == TEXT.encode()
    assert imports.review(TEXT.encode()).same == 2


@pytest.mark.parametrize("writer", EXPORT_KINDS, ids=lambda writer: writer.extension)
def test_it_goes_out_as_every_kind_of_file_and_comes_in_again(glossary, writer):
    imports.apply(TEXT.encode(), name="istilah.md")
    data = taken(glossary, writer.extension)
    assert data == taken(glossary, writer.extension)
    if writer.extension not in ("docx", "pdf"):
        review = imports.review(data)
        assert (review.document_type, review.same, review.changed) == (glossary, 2, ())


def test_its_changes_are_history_and_found_and_can_be_taken_back(client, boss, glossary):
    imports.apply(TEXT.encode(), name="istilah.md")
    review = imports.apply(TEXT.replace("runtut", "teliti").encode(), name="istilah.md")
    assert [(changed.key, changed.lines[0].path) for changed in review.changed] == [("audit", "arti")]
    assert list(Revision.objects.filter(format="istilah", key="audit").values_list("door", flat=True)) == ["import"] * 2
    assert list(stale()) == []
    assert b"pemeriksaan" in client.get("/cari/?q=teliti").content.lower()
    with record_changes(glossary, ["audit"], origin="edit") as record:
        record.delete(["audit"])
    assert glossary.repository.keys() == ["rubrik"]
    client.force_login(boss)
    assert b"Audit" in client.get("/riwayat/").content


def test_what_is_wrong_with_a_file_is_told_with_its_line(glossary):
    problems = imports.review(b"Istilah | Audit\nArti | x\nentah apa\nIstilah | audit\n").parsed.problems
    assert [(problem.line, problem.code) for problem in problems] == [(3, "E_UNRECOGNISED"), (4, "E_DUPLICATE")]


def test_the_guide_to_document_types_names_every_part_of_the_contract():
    text = (BASE_DIR / "docs" / "document-types.md").read_text(encoding="utf-8")
    parts = [document_types.Repository, document_types.Pages, document_types.Editor, document_types.SearchProfile]
    members = {name for part in parts for name in {*vars(part), *part.__annotations__} if not name.startswith("_")}
    for name in sorted(members | {*document_types.DocumentType.__annotations__}):
        assert f"`{name}" in text, name


def test_the_smallest_type_comes_in_and_goes_out_as_its_text(client, bare):
    review = imports.apply(TEXT.encode(), name="istilah.md")
    assert review.document_type is bare
    assert taken(bare, "md") == TEXT.encode()
    assert list(stale()) == []
    assert client.get("/ekspor/istilah.md").getvalue() == TEXT.encode()


@pytest.mark.parametrize("address", ["/ekspor/istilah.csv", "/ekspor/istilah.json", "/ekspor/istilah.pdf"])
def test_what_a_type_does_not_offer_is_not_there(client, bare, address):
    imports.apply(TEXT.encode(), name="istilah.md")
    assert client.get(address).status_code == 404


def test_doors_of_parts_that_a_type_lacks_are_not_shown(client, boss, bare):
    imports.apply(TEXT.encode(), name="istilah.md")
    assert [kind.extension for kind in kinds_of(bare)] == ["md"]
    menu = downloads("Unduh", "istilah")
    assert (len(menu["choices"]), menu["book"]) == (1, "")
    assert client.get("/istilah/cetak/").status_code == 404
    client.force_login(boss)
    assert client.get("/sunting/istilah/").status_code == 404
    assert "Audit" not in client.get("/cari/?q=audit").content.decode()


def test_a_sheet_or_json_of_a_type_without_them_is_refused(glossary, settings):
    imports.apply(TEXT.encode(), name="istilah.md")
    sheet, nested = taken(glossary, "csv"), taken(glossary, "json")
    settings.DOCUMENT_TYPES = [*settings.DOCUMENT_TYPES[:-1], "tests.glossary.documents.BARE"]
    document_types.all_types.cache_clear()
    for data in (sheet, nested):
        assert imports.review(data).parsed.fatal
