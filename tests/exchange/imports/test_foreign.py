"""Files that are laid out otherwise: kept while they ask, answered on a page, accounted for line by line."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from dictionary.models import Competency
from exchange.history.applying import StaleError
from exchange.imports import uploads
from exchange.imports.answers import as_json, from_json
from exchange.models import Proposal
from exchange.proposals import deciding
from exchange.proposals.deciding import UnreadError
from files.readers.understanding.record import Answers
from tests.builders import EDITED, apply, export, send
from tests.foreign import MATRIX, UNKNOWN
from tests.pages import Page


@pytest.fixture
def editor(client, seeds, publisher):
    client.force_login(publisher)
    return publisher


def upload(client, data, name="matriks.csv"):
    return client.post("/impor/", {"berkas": SimpleUploadedFile(name, data)})


def sent(page, **changes):
    """The fields of the mapping form as a browser sends them, with changes."""
    form = page.all("form.mapping")[0]
    inputs = [each for each in form.all("input") if "type" not in each or each["type"] in ("hidden", "number")]
    fields = {each["name"]: each["value"] for each in inputs}
    for select in form.all("select"):
        fields[select["name"]] = next((each["value"] for each in select.all("option") if "selected" in each), "")
    return fields | changes


def test_a_foreign_file_goes_to_its_questions_then_its_account_then_the_review(client, editor):
    answer = upload(client, MATRIX)
    row = Proposal.objects.first()
    assert answer.headers["Location"] == f"/impor/{row.pk}/kolom/"
    page = Page(client.get(answer.headers["Location"]))
    assert "2 kompetensi" in page.text and "Developing Others" in page.text
    answer = client.post(f"/impor/{row.pk}/kolom/", sent(page, lanjut="1"))
    assert answer.headers["Location"] == f"/impor/{row.pk}/hasil-baca/"
    account = Page(client.get(answer.headers["Location"]))
    assert "dibaca" in account.all("p.lead")[0].text
    assert "Masih memakai dugaan" in Page(client.get(f"/usulan/{row.pk}/")).text


def test_a_native_file_goes_to_the_review_at_once(client, editor):
    answer = upload(client, EDITED, "kamus.md")
    row = Proposal.objects.first()
    assert answer.headers["Location"] == f"/usulan/{row.pk}/"
    review = Page(client.get(f"/usulan/{row.pk}/"))
    assert "80 baris, semuanya dibaca" in review.text
    assert Page(client.get(f"/impor/{row.pk}/kolom/", follow=True)).all("h1")[0].text == "Hasil baca"


def test_a_line_of_the_review_leads_to_its_line_of_the_account_and_back(client, editor):
    row = send(EDITED, editor)
    review = Page(client.get(f"/usulan/{row.pk}/"))
    links = [each["href"] for each in review.all("a") if "baris=" in each["href"]]
    assert len(links) == 2
    page = Page(client.get(links[0].partition("#")[0]))
    assert page.all(id=links[0].partition("#")[2])
    assert any(each["href"] == f"/usulan/{row.pk}/?dokumen=CUSF#dok-CUSF" for each in page.all("a"))


def test_a_file_that_nobody_can_read_yet_is_kept_and_cannot_be_applied(client, editor):
    answer = upload(client, UNKNOWN)
    row = Proposal.objects.first()
    assert (answer.headers["Location"], row.format) == (f"/impor/{row.pk}/", "")
    refused = Page(client.get(answer.headers["Location"]))
    assert "Kolom berkas ini belum dikenali" in refused.text and "Perihal" in refused.text
    assert "belum terbaca" in Page(client.get("/impor/")).text
    with pytest.raises(UnreadError):
        deciding.apply(row, "", sure=False, user=editor)
    assert client.post(f"/usulan/{row.pk}/terapkan/", {}).headers["Location"] == f"/usulan/{row.pk}/"


def test_columns_that_a_person_names_make_a_file_readable_and_it_is_applied_with_them(client, editor):
    upload(client, UNKNOWN)
    row = Proposal.objects.first()
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    chosen = {"kolom perihal": "nama", "kolom uraiannya": "definisi"}
    client.post(f"/impor/{row.pk}/kolom/", sent(page, lihat="1", **chosen))
    row.refresh_from_db()
    assert (row.format, row.added, row.answers["columns"]) == ("kamus", 1, {"uraiannya": "definisi"})
    apply(row, editor)
    assert Competency.objects.get(name="Analisis Data").definition == "Mengolah data."
    assert client.get(f"/impor/{row.pk}/hasil-baca/").status_code == 200


def test_to_go_on_without_a_name_says_which_column_is_missing(client, editor):
    row = uploads.accept(UNKNOWN, name="u.csv", size=len(UNKNOWN), user=editor)
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    answer = client.post(f"/impor/{row.pk}/kolom/", sent(page, lanjut="1"))
    assert answer.status_code == 422
    assert Page(answer).all(role="alert")


def test_a_page_where_columns_are_answered_does_not_ask_to_upload_again(client, editor):
    row = send(UNKNOWN.replace(b"Perihal", b"Zzz").replace(b"Developing Others", b"Aaaa"), editor, "m.csv")
    for part in ("kolom/", ""):
        page = Page(client.get(f"/impor/{row.pk}/{part}"))
        words = " ".join(each.text for each in page.all("ol.problems") + page.all("ul.faults"))
        assert words and "unggah lagi" not in words and "Pilih arti" in words


def test_a_column_that_is_still_guessed_is_named_by_its_head(client, editor):
    row = send(MATRIX.replace(b"Ket.", b"**Catatan** lain"), editor, "m.csv")
    assert "kolom F “Catatan lain”" in Page(client.get(f"/usulan/{row.pk}/")).text


def test_a_file_without_questions_about_columns_leads_to_its_account(client, editor):
    row = send(b"Nama Kompetensi: Audit\nKode: AUDT\nDefinisi: Menghitung.\nLevel 1\n1. Rapi.\n", editor, "n.txt")
    answer = client.get(f"/impor/{row.pk}/kolom/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/impor/{row.pk}/hasil-baca/"
    assert "tidak punya pertanyaan" in Page(answer).text


def test_problems_of_a_foreign_file_show_no_marks_of_emphasis(client, editor):
    definition = b"Menghitung kas setiap hari kerja sampai sore dan mencatatnya dengan rapi."
    text = b"# **Audit**\n\nKode: AUDT\n\nDefinisi: " + definition
    text += b"\n\nLevel 1\n\n1. Rapi.\n\n**Penilai:** **atasan**\n"
    row = send(text, editor, "n.md")
    (problems,) = Page(client.get(f"/usulan/{row.pk}/")).all("ol.problems")
    assert "atasan" in problems.text and "**" not in problems.text


def test_the_row_with_the_heads_is_chosen_where_the_guess_is_wrong(client, editor):
    data = b"Kode;Nama;Level;Indikator\nK01;U01;1;Catatan lama\n" + MATRIX
    row = send(data, editor, "m.csv")
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    (field,) = [each for each in page.all("input", type="number") if each["name"].startswith("judul ")]
    assert field["value"] == "1"
    client.post(f"/impor/{row.pk}/kolom/", sent(page, lihat="1", **{field["name"]: "3"}))
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    assert "2 kompetensi" in page.text and "Developing Others" in page.text
    (field,) = [each for each in page.all("input", type="number") if each["name"].startswith("judul ")]
    assert field["value"] == "3"
    row.refresh_from_db()
    assert row.answers["heads"] == {"1": 3}
    for odd in ("0", "x", "-1", "9" * 5_000):
        client.post(f"/impor/{row.pk}/kolom/", sent(page, lihat="1", **{field["name"]: odd}))
        row.refresh_from_db()
        assert row.answers["heads"] == {"1": 3}


def test_a_code_of_another_document_stops_and_one_that_is_free_goes_on(client, editor):
    row = send(MATRIX, editor, "m.csv")
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    answer = client.post(f"/impor/{row.pk}/kolom/", sent(page, **{"kode analisis data": "cusf", "lanjut": "1"}))
    assert answer.status_code == 422
    assert "CUSF sudah milik “Customer Focus”" in Page(answer).text
    page = Page(answer)
    answer = client.post(f"/impor/{row.pk}/kolom/", sent(page, **{"kode analisis data": "adat", "lanjut": "1"}))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.answers["codes"] == {"analisis data": "ADAT"}
    apply(row, editor)
    assert Competency.objects.filter(code="ADAT").exists()


def test_levels_are_turned_round_by_one_button(client, editor):
    row = send(MATRIX, editor, "m.csv")
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    client.post(f"/impor/{row.pk}/kolom/", sent(page, balik="1"))
    row.refresh_from_db()
    assert row.answers["levels"] == {"dasar": 2, "mahir": 1}


def test_answers_are_remembered_for_files_with_the_same_heads_if_a_person_wants(client, editor):
    row = send(UNKNOWN, editor, "u.csv")
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    chosen = {"kolom uraiannya": "definisi", "draf": "1"}
    client.post(f"/impor/{row.pk}/kolom/", sent(page, **chosen))
    assert send(UNKNOWN + b"3;Lain;x;y;;\n", editor, "v.csv").format == ""
    client.post(f"/impor/{row.pk}/kolom/", sent(page, ingat="on", **chosen))
    again = send(UNKNOWN + b"3;Baru;x;y;;\n", editor, "w.csv")
    assert (again.format, again.answers["columns"]) == ("kamus", {"uraiannya": "definisi"})


def test_answers_given_since_a_page_was_made_stop_its_apply(client, editor):
    row = send(MATRIX, editor, "m.csv")
    seen = deciding.preview(row)
    uploads.answer(row, Answers(levels={"dasar": 3}), remember=False)
    answer = client.post(f"/usulan/{row.pk}/terapkan/", {"rencana": seen.fingerprint})
    assert answer.status_code == 409
    assert not Competency.objects.filter(name="Analisis Data").exists()


def test_answers_given_while_a_file_is_applied_stop_it_under_the_lock(client, editor):
    row = send(MATRIX, editor, "m.csv")
    stale = Proposal.objects.get(pk=row.pk)
    seen = deciding.preview(stale)
    uploads.answer(row, Answers(columns={"ket": "sumber"}), remember=False)
    with pytest.raises(StaleError):
        deciding.apply(stale, seen.fingerprint, sure=False, user=editor)


def test_a_paste_is_read_as_a_file_and_named_by_its_program(client, editor):
    client.post("/impor/", {"tempelan": EDITED.decode()})
    row = Proposal.objects.first()
    assert (row.name, row.door, row.format) == ("Tempelan", "paste", "kamus")
    assert 'filename="Tempelan.txt"' in client.get(f"/impor/{row.pk}/berkas").headers["Content-Disposition"]
    html = b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>x</td></tr></table>'
    answer = client.post("/impor/", {"tempelan": "x", "tempelan-html": SimpleUploadedFile("t.html", html)})
    assert "Tempelan dari Excel" in answer.content.decode()


def test_a_file_comes_before_a_paste_and_says_so(client, editor):
    answer = client.post("/impor/", {"tempelan": "apa", "berkas": SimpleUploadedFile("a.md", EDITED)}, follow=True)
    assert Proposal.objects.first().name == "a.md"
    assert "Tempelannya tidak diambil" in Page(answer).text


def test_nothing_sent_says_what_to_do_and_a_paste_that_was_refused_is_kept(client, editor):
    assert "Belum ada berkas atau tempelan" in Page(client.post("/impor/", {"tempelan": " "})).text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7", "a.pdf", "Minta berkas asalnya"),
        (b"\xd0\xcf\x11\xe0lama", "a.doc", "Simpan dengan format baru"),
        (b"\x89PNG\r\n", "a.png", "Foto dan pindaian bukan teks"),
        (b"halo", "a.txt", "Contoh"),
        (b"satu,dua\nx,y\n", "a.csv", "Pindahkan ke berkas contoh"),
    ],
)
def test_a_refusal_says_the_ways_out_for_that_kind_of_file(client, editor, data, name, words):
    answer = upload(client, data, name)
    assert answer.status_code == 422
    assert words in Page(answer).text
    assert not Proposal.objects.filter(name=name).exists()


def test_a_doubtful_table_comes_back_with_its_problems_at_their_cells(client, editor):
    row = send(UNKNOWN, editor, "u.csv")
    answer = client.get(f"/impor/{row.pk}/berkas-bertanda/")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet["B2"].value == "Developing Others"
    assert "kolom “Uraiannya” tidak dikenal" in sheet["C2"].comment.text


def test_the_account_is_filtered_and_paged(client, editor):
    row = send(MATRIX + b"".join(b"%d;Nama %d;d;i;;x\n" % (n, n) for n in range(3, 200)), editor, "m.csv")
    first = Page(client.get(f"/impor/{row.pk}/hasil-baca/"))
    assert 380 < len(first.all("tr")) < 400 + 2 * 100
    assert any("halaman=2" in each["href"] for each in first.all("a", rel="next"))
    left = Page(client.get(f"/impor/{row.pk}/hasil-baca/?saring=dilewati"))
    assert all("Dilewati" in each.text for each in left.all("tr.skipped")) and not left.all("tr", class_="")
    assert client.get(f"/impor/{row.pk}/hasil-baca/?saring=apa&halaman=x&baris=-1").status_code == 200


@pytest.mark.parametrize("part", ["kolom/", "hasil-baca/"])
def test_the_pages_cost_the_same_queries_for_one_document_and_for_many(
    client, editor, part, django_assert_max_num_queries
):
    row = send(MATRIX + b"".join(b"%d;Nama %d;d;i;;x\n" % (n, n) for n in range(3, 300)), editor, "m.csv")
    with django_assert_max_num_queries(9):
        client.get(f"/impor/{row.pk}/{part}")


def test_wide_tables_and_many_codes_are_folded_and_say_so(client, editor):
    heads = b";".join([b"Kompetensi", b"Definisi", *(b"K%d" % n for n in range(700))])
    rows = b"".join(b"Nama %d;d\n" % n for n in range(1_000))
    row = send(heads + b"\n" + rows, editor, "lebar.csv")
    page = Page(client.get(f"/impor/{row.pk}/kolom/"))
    assert len(page.all("select")) == 120
    assert "582 kolom lagi tidak ditampilkan" in page.text
    assert "halaman 1 dari 10" in page.text and len(page.all("table.codes")[0].all("tr")) == 101
    answer = client.post(f"/impor/{row.pk}/kolom/", sent(page, ke="2"))
    assert answer.headers["Location"].endswith("?halaman=2#kode")


def test_samples_are_tables_of_the_first_stored_document(client, editor):
    answer = client.get("/impor/contoh/kamus.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][:3] == ("Kelompok", "Kode", "Nama Kompetensi") and rows[1][1] == "DEVO"
    assert client.get("/impor/contoh/panduan.docx").content.startswith(b"PK")
    assert client.get("/impor/contoh/lain.docx").status_code == 404


@pytest.mark.parametrize(
    "value",
    [
        [],
        5,
        {"lagi": 1},
        {"columns": []},
        {"levels": {"a": "x"}},
        {"codes": {"a": 5}},
        {"document_type": 1},
        {"lines": {"1": 2}},
    ],
)
def test_answers_that_are_none_are_refused(value):
    with pytest.raises(ValueError, match=r"columns|levels|codes|document_type|lines|invalid literal"):
        from_json(value)


def test_answers_come_back_from_json():
    answers = Answers({"a": ""}, {"dasar": 1}, {"b": "C"}, "kamus", {"14:C": "indikator:2", "15": ""}, {"1": 3})
    assert from_json(json.loads(json.dumps(as_json(answers)))) == answers


def told(*args):
    out = StringIO()
    call_command("importfile", *args, stdout=out)
    return out.getvalue()


def test_the_command_tells_documents_account_and_what_is_open(editor, tmp_path):
    path, answers = tmp_path / "u.csv", tmp_path / "peta.json"
    path.write_bytes(UNKNOWN)
    answers.write_text(json.dumps({"columns": {"Uraiannya": ""}, "codes": {"Analisis Data": "ADAT"}}))
    before = export()
    (found,) = [json.loads(told("--json", "--documents", "--map", str(answers), str(path)))]
    assert [each["code"] for each in found["read"]] == ["DEVO", "ADAT"]
    fates = {each["text"]: each for each in found["account"]}
    assert fates["Menyusun tabel."] == {
        "place": "sel D3",
        "text": "Menyusun tabel.",
        "fate": "read",
        "reason": "",
        "as": ["ADAT, level 1"],
    }
    assert fates["Mengolah data."]["fate"] == "left out"
    assert export() == before
    said = told("--map", str(answers), str(path))
    assert "masih memakai dugaan" in said or "dugaan" in said
    with pytest.raises(CommandError):
        told("--documents", str(path))
    answers.write_text("[]")
    with pytest.raises(CommandError):
        told("--map", str(answers), str(path))


def test_problems_of_a_second_sheet_are_named_and_marked_there(client, editor):
    book = Workbook()
    book.active.title = "Petunjuk"
    book.active["A1"] = "Baca dulu"
    table = book.create_sheet("Isi")
    for row in (("kode", "nama", "bagian", "level", "nomor", "teks"), ("A", "Nama", "definisi", "2", "", "Isi.")):
        table.append(row)
    out = BytesIO()
    book.save(out)
    row = send(out.getvalue(), editor, "dua.xlsx")
    assert "lembar “Isi”, baris 2" in Page(client.get(f"/usulan/{row.pk}/")).text
    found = load_workbook(BytesIO(client.get(f"/impor/{row.pk}/berkas-bertanda/").content))
    assert found["Isi"]["A2"].comment and not found["Petunjuk"]["A2"].comment


def test_names_of_fields_with_controls_are_cleaned_before_they_are_kept(client, editor):
    row = send(MATRIX, editor, "m.csv")
    odd = "kode a\0b"
    client.post(f"/impor/{row.pk}/kolom/", {odd: "X\0Y", f"semula {odd}": "", "draf": "1"})
    row.refresh_from_db()
    assert "\0" not in json.dumps(row.answers) and "\\u0000" not in json.dumps(row.answers)
