"""Lines in doubt on the page that shows how a file was read: each carries its question, and its answer is kept."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from exchange.imports.review import answers_of, uncompared
from exchange.models import Proposal
from tests.builders import send
from tests.foreign import MATRIX
from tests.pages import Page

#: A guess at what a text says, and a line that nothing says what it is.
TEXT = b"""Nama Kompetensi: Audit Kas
Kode: AUKA
Definisi: Memeriksa buku dan kas dari awal sampai akhir tahun.
Level 1
1. Menghitung kas.
2. Memeriksa bukti.
Penilai: atasan langsung
Nama Kompetensi: Pajak Daerah
Kode: PAJD
Definisi: Menghitung pajak daerah menurut aturan yang berlaku.
Level 1
1. Menghitung pajak.
"""


@pytest.fixture
def row(client, seeds, publisher):
    client.force_login(publisher)
    return send(TEXT, publisher, "naskah.txt")


def account(client, row, query=""):
    return Page(client.get(f"/impor/{row.pk}/hasil-baca/{query}"))


def answered(client, row, value, *, line="7", shown="", **buttons):
    sent = {f"baris {line}": value, f"semula baris {line}": shown}
    return client.post(f"/impor/{row.pk}/hasil-baca/?saring=diragukan", sent | (buttons or {"simpan": "1"}))


def texts(row):
    found = uncompared(Proposal.objects.get(pk=row.pk)).parsed
    return {(document.key, line.path): line.text for document in found.documents for line in document.lines}


def test_a_line_in_doubt_has_a_select_that_shows_what_holds_without_an_answer(client, row):
    page = account(client, row)
    (select,) = page.all("select")
    shown = [(each["value"], each.text.strip(), "selected" in each) for each in select.all("option")]
    assert shown[0] == ("", "Lewati (dugaan)", True)
    assert ("=", "Ya, sesuai dugaan", False) in shown and ("indikator:1", "Indikator, level 1", False) in shown
    assert [each["for"] for each in page.all("form.reading")[0].all("label")] == [select["id"]]
    assert "menunggu jawaban Anda" in page.all("p.lead")[0].text


def test_an_answer_is_kept_with_the_import_and_read(client, row):
    assert ("AUKA", "level 1, nomor 3") not in texts(row)
    answer = answered(client, row, "indikator:1")
    assert answer.headers["Location"] == f"/impor/{row.pk}/hasil-baca/?saring=diragukan"
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {"7": "indikator:1"}
    assert texts(row)["AUKA", "level 1, nomor 3"] == "Penilai: atasan langsung"
    page = account(client, row)
    assert "Diragukan 0" in page.text and "pilihan Anda" in page.text
    (select,) = page.all("select")
    assert [each["value"] for each in select.all("option") if "selected" in each] == ["indikator:1"]


def test_a_line_is_left_out_for_good_or_its_answer_taken_back(client, row):
    answered(client, row, "-")
    assert "Diragukan 0" in account(client, row).text and ("AUKA", "level 1, nomor 3") not in texts(row)
    found = uncompared(Proposal.objects.get(pk=row.pk))
    assert not any("Penilai" in each.message for each in found.parsed.problems)
    answered(client, row, "", shown="-")
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {}
    assert "Diragukan 1" in account(client, row).text


def test_to_go_on_saves_and_leads_to_the_review(client, row):
    answer = answered(client, row, "=", lanjut="1")
    assert answer.headers["Location"] == f"/impor/{row.pk}/"
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {"7": "="}


@pytest.mark.parametrize(("line", "value"), [("7", "apa"), ("x", "-"), ("7:c", "-"), ("7", "indikator:" + "9" * 2_000)])
def test_what_no_field_can_hold_is_ignored(client, row, line, value):
    assert answered(client, row, value, line=line).status_code == 302
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {}


def test_answers_of_columns_keep_those_of_lines_unless_the_type_changes(client, row):
    answered(client, row, "-")
    client.post(f"/impor/{row.pk}/kolom/", {"kode audit kas": "X", "draf": "1"})
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {"7": ""}
    client.post(f"/impor/{row.pk}/kolom/", {"jenis": "panduan", "draf": "1"})
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {}


def test_answers_of_lines_are_not_remembered_for_another_file(client, row, publisher):
    first = send(MATRIX, publisher, "m.csv")
    answered(client, first, "-", line="2:F")
    Proposal.objects.filter(pk=first.pk).update(remembered=True)
    assert answers_of(Proposal.objects.get(pk=first.pk)).lines == {"2:F": ""}
    second = send(MATRIX.replace(b"Wajib", b"Tidak wajib"), publisher, "n.csv")
    assert answers_of(second).lines == {}


def test_an_applied_import_asks_nothing_any_more(client, row):
    Proposal.objects.filter(pk=row.pk).update(state=Proposal.State.APPLIED)
    assert not account(client, row).all("select")
    answered(client, row, "-")
    assert answers_of(Proposal.objects.get(pk=row.pk)).lines == {}


def test_the_command_names_lines_in_doubt_and_takes_their_answers(seeds, tmp_path):
    path, answers = tmp_path / "n.txt", tmp_path / "peta.json"
    path.write_bytes(TEXT)

    def told(*args):
        out = StringIO()
        call_command("importfile", *args, str(path), stdout=out)
        return out.getvalue()

    assert "diragukan (--map, lines): 7, baris 7, “Penilai: atasan langsung”" in told()
    found = json.loads(told("--json", "--documents"))
    assert [each["line"] for each in found["account"] if "line" in each] == ["7"]
    answers.write_text(json.dumps({"lines": {"7": "indikator:1"}}))
    found = json.loads(told("--json", "--documents", "--map", str(answers)))
    (line,) = [each for each in found["account"] if each["text"].startswith("Penilai")]
    assert line["as"] == ["AUKA, level 1, nomor 3"] and line["reason"] == "menurut jawaban Anda" and "line" not in line


def test_documents_of_one_name_in_two_groups_have_sections_of_their_own(client, seeds, publisher):
    client.force_login(publisher)
    heads = "Aspek;Sub aspek;Deskripsi;Pengembangan Mandiri;Penugasan\n"
    first = "Kejujuran;Tekad Kuat;Setia pada janji kerja.;Membaca buku etika;Memimpin rapat\n"
    other = "Kebersamaan;Tekad Kuat;Setia pada kelompok kerja.;Menulis catatan;Menjadi mentor\n"
    row = send((heads + first + other).encode(), publisher, "panduan.csv")
    sections = account(client, row).all("section.account-of")
    names = [each["aria-label"] for each in sections]
    assert names == ["Sebelum dokumen pertama", "Tekad Kuat", "Tekad Kuat"]
    assert "Membaca buku" in sections[1].text and "Menulis catatan" in sections[2].text
    assert "Menulis catatan" not in sections[1].text


def test_a_file_that_a_line_in_doubt_refuses_is_kept_and_mended_by_its_answer(client, seeds, publisher):
    client.force_login(publisher)
    data = TEXT.replace(b"Penilai: atasan langsung", b"1. Menyusun daftar temuan.")
    answer = client.post("/impor/", {"berkas": SimpleUploadedFile("naskah.txt", data)})
    row = Proposal.objects.get(name="naskah.txt")
    assert answer.headers["Location"] == f"/impor/{row.pk}/"
    page = Page(client.get(f"/impor/{row.pk}/"))
    link = f"/impor/{row.pk}/hasil-baca/?saring=diragukan"
    assert link in [each["href"] for each in page.all("a")] and "Cocokkan" not in page.one("main").text
    assert link in [each["href"] for each in Page(client.get("/impor/")).all("a")]
    assert answered(client, row, "indikator:1").status_code == 302
    assert texts(row)["AUKA", "level 1, nomor 3"] == "Menyusun daftar temuan."
    assert "Belum ada yang diubah" in Page(client.get(f"/usulan/{row.pk}/")).text


def test_a_file_that_other_lines_refuse_as_well_is_not_kept(client, seeds, publisher):
    client.force_login(publisher)
    data = TEXT.replace(b"Penilai: atasan langsung", b"1. Menyusun daftar.") + b"Level 99\n1. Lagi.\n"
    assert client.post("/impor/", {"berkas": SimpleUploadedFile("naskah.txt", data)}).status_code == 422
