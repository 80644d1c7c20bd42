"""What a refusal tells a person to do: what fits the file and its problem."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.imports.kinds import WAYS, FileKind, is_mendable, ways_of
from exchange.models import Proposal
from tests.pages import Page

BOTH = """Nama Kompetensi: Menyusun Arsip
Definisi: Kemampuan menyusun arsip.
Level 1
1.1 Memilah surat
1.2 Menata map

Aspek: Integritas
Sub Aspek: Tanggung Jawab
Deskripsi: Kesediaan menjalankan peran.
Pengembangan Mandiri
1. Membaca pedoman
2. Mengikuti pelatihan
Pengembangan Melalui Penugasan
1. Memimpin rapat
"""


@pytest.fixture
def editor(client, uploader):
    """Somebody who uploads, logged in."""
    client.force_login(uploader)
    return uploader


def refused(client, data, name):
    return Page(client.post("/impor/", {"berkas": SimpleUploadedFile(name, data)}, follow=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "name", "way"),
    [
        (b"", "a.docx", "Pilih berkas yang berisi"),
        (b"PK\x03\x04word/document.xml", "a.docx", "Simpan sekali lagi"),
        (b'{"a": [1, 2', "a.json", "Simpan sebagai Word atau Excel"),
        (BOTH.encode(), "dua.txt", "Simpan sebagai dua berkas"),
    ],
)
def test_other_heads_are_not_the_way_out_of_a_file_that_they_would_not_mend(client, editor, data, name, way):
    page = refused(client, data, name)
    assert "Berkas ini belum dapat diimpor" in page.text
    assert way in page.text
    assert "Beri judul yang dikenal" not in page.text
    assert "Perbaiki, simpan, lalu unggah lagi" not in page.text


@pytest.mark.django_db
def test_lines_that_can_be_mended_are_to_be_mended(client, editor):
    page = refused(client, b"halo\n", "a.txt")
    assert "Beri judul yang dikenal" in page.text
    assert "Perbaiki, simpan, lalu unggah lagi" in page.text


def test_a_closed_file_keeps_its_ways_whatever_its_problem():
    assert ways_of(FileKind.PDF, ["E_BINARY"]) == WAYS[FileKind.PDF]
    assert not is_mendable(FileKind.PDF, [])
    assert ways_of(FileKind.SHEET, ["E_LEVEL_RANGE"]) == WAYS[FileKind.SHEET]
    assert is_mendable(FileKind.SHEET, ["E_LEVEL_RANGE"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "name", "shown"),
    [
        (b"<table><tr><td>Kompetensi</td><td>Indikator</td></tr>%s</table>", "a.html", "Menata arsip"),
        (b"Kompetensi;Indikator\nBudi;Menata **arsip**", "a.csv", "Menata **arsip**"),
    ],
)
def test_the_pages_show_marks_only_where_a_file_holds_them(client, editor, data, name, shown):
    row = b"<tr><td>Budi</td><td>Menata <b>arsip</b></td></tr>"
    refused(client, data % row if b"%s" in data else data, name)
    row = Proposal.objects.get()
    account = Page(client.get(f"/impor/{row.pk}/hasil-baca/"))
    assert shown in [cell.text for cell in account.all("td")]
    assert "**" not in Page(client.get(f"/impor/{row.pk}/kolom/")).text
