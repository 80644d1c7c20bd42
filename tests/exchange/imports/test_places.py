"""Where lines of a workbook of several sheets stand, on the pages and in the command."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from exchange import document_types
from exchange.templatetags.places import at
from files.readers.blocks import Place
from tests.pages import fields
from tests.sheets import as_ods

HEAD = document_types.get("kamus").sheet.COLUMNS
FIRST = [("KERJ", "Kerja", "definisi", "", "", "Bekerja."), ("KERJ", "Kerja", "perilaku kunci", "", "", "Giat.")]
SECOND = [("UJIA", "Uji", *row[2:]) for row in FIRST]
BAD = [*SECOND, ("UJIA", "Uji", "indikator", "tinggi", "1", "a")]


def send(client, data):
    return client.post("/impor/", {"berkas": SimpleUploadedFile("kamus.ods", data)})


def test_a_review_and_its_result_say_no_counted_line(client, db, publisher):
    client.force_login(publisher)
    address = send(client, as_ods([HEAD, *FIRST], [["Judul"], HEAD, *SECOND])).headers["Location"]
    page = client.get(address).content.decode()
    assert "lembar “Lembar1”, baris 2" in page
    assert "lembar “Lembar2”, baris 3" in page
    client.post(f"{address}terapkan/", fields(client.get(address), "rencana"))
    result = client.get(address).content.decode()
    assert "UJIA" in result and "baris 6" not in result


def test_a_refusal_says_the_sheet(client, db, publisher):
    client.force_login(publisher)
    page = send(client, as_ods([HEAD, *FIRST], [HEAD, *BAD])).content.decode()
    assert "lembar “Lembar2”, baris 4" in page
    assert "E_LEVEL_RANGE" in page


def test_the_command_says_the_sheet(db, tmp_path):
    path = tmp_path / "kamus.ods"
    path.write_bytes(as_ods([HEAD, *FIRST], [HEAD, *BAD]))
    for options, expected in (((), "lembar “Lembar2”, baris 4  E_LEVEL_RANGE"), (("--json",), "")):
        output = StringIO()
        with pytest.raises(CommandError):
            call_command("importfile", str(path), *options, stdout=output)
        assert expected in output.getvalue()
    problems = json.loads(output.getvalue())["problems"]
    assert [problem["place"] for problem in problems if problem["code"] == "E_LEVEL_RANGE"] == [
        "lembar “Lembar2”, baris 4"
    ]


def test_a_line_without_a_known_place_is_counted():
    assert at(7, {7: Place(2, sheet="Dua")}) == "lembar “Dua”, baris 2"
    assert at(8, {7: Place(2)}) == at(8, None) == "baris 8"
