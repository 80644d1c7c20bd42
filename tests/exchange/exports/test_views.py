"""Files to take away."""

import csv
import io
import os
import subprocess
import sys

import openpyxl
import pytest

from dictionary.models import Competency
from exchange import document_types
from exchange.document_types import read
from exchange.exports.kinds import EXPORT_KINDS
from exchange.exports.scope import VOLUME
from exchange.history import ledger
from exchange.imports.review import review
from files.readers.sheets import unescape_formula
from tests.builders import FIXTURES
from tests.settings import BASE_DIR

EXTENSIONS = [writer.extension for writer in EXPORT_KINDS]
#: Queries besides those for the documents: what stands on a cover, and which lists are printed.
COVER = {"docx": 3, "pdf": 4}
SLUGS = ["kamus", "panduan"]


def sheet(slug):
    """What a sheet of everything must hold."""
    document_type = document_types.get(slug)
    return [
        document_type.sheet.COLUMNS,
        *(row for document in document_type.repository.load() for row in document_type.sheet.rows(document)),
    ]


@pytest.mark.parametrize("name", ["kamus.md", "panduan.md"])
def test_what_was_imported_is_downloaded_byte_for_byte(client, seeds, name):
    assert client.get(f"/ekspor/{name}").getvalue() == (FIXTURES / name).read_bytes()


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("name", ["kamus", "panduan", "kamus/DEVO", "panduan/integritas/komitmen"])
def test_every_kind_of_file_is_an_attachment_that_can_do_nothing(client, seeds, name, extension):
    response = client.get(f"/ekspor/{name}.{extension}")
    assert response.streaming
    assert int(response.headers["Content-Length"]) == len(response.getvalue()) > 100
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name.split("/")[-1]}.{extension}"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("md", "text/markdown; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_every_kind_of_file_says_what_it_is(client, seeds, extension, content_type):
    response = client.head(f"/ekspor/kamus.{extension}")
    assert response.headers["Content-Type"] == content_type
    assert response.getvalue() == b""


@pytest.mark.parametrize("slug", SLUGS)
def test_sheets_hold_every_line(client, seeds, slug):
    text = client.get(f"/ekspor/{slug}.csv").getvalue().decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert [tuple(map(unescape_formula, row)) for row in rows] == sheet(slug)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/ekspor/{slug}.xlsx").getvalue()))
    assert [tuple(cell.value or "" for cell in row) for row in book.active.iter_rows()] == sheet(slug)
    assert book.active.title == str(document_types.get(slug).label)


@pytest.mark.parametrize("extension", ["md", "csv", "xlsx", "ods"])
@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_exported_changes_nothing_when_it_comes_in_again(client, seeds, slug, extension):
    Competency.objects.filter(code="DEVO").update(definition="'=1+1 _x0041_ & <b>", source="")
    again = review(client.get(f"/ekspor/{slug}.{extension}").getvalue())
    assert not again.parsed.fatal
    assert (again.added, again.changed, again.missing) == ((), (), ())
    assert again.same == len(document_types.get(slug).repository.load())


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_same_content_gives_the_same_bytes(client, seeds, extension):
    assert client.get(f"/ekspor/kamus.{extension}").getvalue() == client.get(f"/ekspor/kamus.{extension}").getvalue()


@pytest.mark.parametrize(
    ("address", "slug", "key"),
    [
        ("/ekspor/kamus/CUSF.md", "kamus", "CUSF"),
        ("/ekspor/panduan/integritas/komitmen.md", "panduan", "integritas/komitmen"),
    ],
)
def test_one_document_alone_reads_as_itself(client, seeds, address, slug, key):
    reading = read(client.get(address).getvalue())
    assert reading.document_type is document_types.get(slug)
    assert list(reading.parsed.documents) == document_types.get(slug).repository.load([key])


@pytest.mark.parametrize(
    "address",
    [
        "/ekspor/kamus.exe",
        "/ekspor/lain.md",
        "/ekspor/kamus/TIDAK.md",
        "/ekspor/kamus/TIDAK.xlsx",
        "/ekspor/panduan/tidak.md",
        "/ekspor/panduan/a/b/c.json",
        "/ekspor/kamus/../../etc/passwd.md",
        "/ekspor/kamus/%00.md",
    ],
)
def test_what_is_not_there_is_not_found(client, seeds, address):
    assert client.get(address).status_code == 404


def test_nothing_is_sent_to_an_export(client, seeds):
    assert client.post("/ekspor/kamus.md").status_code == 405


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_empty_dictionary_is_a_file_all_the_same(client, db, extension):
    response = client.get(f"/ekspor/kamus.{extension}")
    assert response.status_code == 200
    assert len(response.getvalue()) == int(response.headers["Content-Length"])


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_download_takes_the_same_queries_for_few_and_many(client, many, django_assert_num_queries, extension):
    queries = 7 + COVER.get(extension, 0)
    for count in (3, 150, 300):
        many(count)
        ledger.lock()
        ledger.bump()
        # A file of more than a volume is kept: its name is asked for again before it is made.
        with django_assert_num_queries(queries + (count > VOLUME and extension != "pdf")):
            client.get(f"/ekspor/kamus.{extension}").getvalue()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_only_files_of_text_are_compressed_on_their_way(client, seeds, extension):
    response = client.get(f"/ekspor/kamus.{extension}", headers={"Accept-Encoding": "gzip"})
    assert ("Content-Encoding" in response.headers) == (extension in ("md", "csv", "json"))
    assert response.getvalue()


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods", "docx", "json"])
def test_chunks_are_one_file(client, many, monkeypatch, extension):
    many(7, levels=1, indicators=1)
    whole = client.get(f"/ekspor/kamus.{extension}").getvalue()
    monkeypatch.setattr("exchange.bulk.chunked.__defaults__", (3,))
    assert client.get(f"/ekspor/kamus.{extension}").getvalue() == whole


def test_a_formula_in_a_text_is_a_text_in_every_file(client, seeds):
    Competency.objects.filter(code="DEVO").update(definition="=HYPERLINK(1)", source="")
    assert b";'=HYPERLINK(1)" in client.get("/ekspor/kamus/DEVO.csv").getvalue()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/ekspor/kamus/DEVO.xlsx").getvalue()))
    (cell,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("/kamus/", "/ekspor/kamus"),
        ("/kamus/DEVO/", "/ekspor/kamus/DEVO"),
        ("/panduan/", "/ekspor/panduan"),
        ("/panduan/integritas/komitmen/", "/ekspor/panduan/integritas/komitmen"),
    ],
)
def test_pages_lead_to_their_files(client, seeds, page, file):
    html = client.get(page).content.decode()
    for extension in EXTENSIONS:
        assert f'href="{file}.{extension}"' in html
        assert client.get(f"{file}.{extension}").getvalue()


SNAPSHOT = """
import threading
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connection
from dictionary.models import Competency
from exchange.exports.snapshot import snapshot

def write():
    Competency.objects.create(code="A", name="x")
    connection.close()

with snapshot():
    before = Competency.objects.count()
    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    during = Competency.objects.count()
print(before, during, Competency.objects.count())
"""


def test_a_change_meanwhile_is_not_in_the_file_and_waits_for_nobody(tmp_path):
    variables = {"DJANGO_SETTINGS_MODULE": "tests.settings", "KOMPETENSI_DATA": str(tmp_path)}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | variables
    command = [sys.executable, "-c", SNAPSHOT]
    result = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["0", "0", "1"]
