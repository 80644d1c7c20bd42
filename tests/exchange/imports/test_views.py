"""The pages of files that come in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange import document_types
from exchange.file_lock import one_at_a_time
from exchange.imports import review as imports
from exchange.imports import uploads
from exchange.models import Proposal, Revision
from tests.builders import EDITED, KAMUS, competency, export
from tests.pages import Page, fields

ONLY_CUSF = b"Nama" + KAMUS.split(b"Nama")[2].replace(b"nyata dan mendasar", b"nyata")


def send(client, data=EDITED, name="kamus-2027.md"):
    return client.post("/impor/", {"berkas": SimpleUploadedFile(name, data)})


@pytest.fixture
def waiting(client, seeds, publisher):
    """The address of a file that waits, with the publisher logged in."""
    client.force_login(publisher)
    return send(client).headers["Location"]


ADDRESSES = ["/impor/", "/usulan/{pk}/", "/impor/{pk}/masalah.txt", "/impor/{pk}/berkas"]
STEPS = ["pilih", "terapkan", "buang", "batalkan"]


def test_who_is_not_logged_in_logs_in_first(client, waiting):
    client.logout()
    for address in ADDRESSES:
        response = client.get(address.format(pk=waiting.split("/")[2]))
        assert (response.status_code, "/masuk/" in response.headers["Location"]) == (302, True)
    for step in STEPS:
        assert client.post(f"{waiting}{step}/").status_code == 302
    assert Proposal.objects.filter(state="draft").exists()


def test_a_reader_may_do_nothing_here(client, waiting, reader):
    client.force_login(reader)
    for address in ADDRESSES:
        assert client.get(address.format(pk=waiting.split("/")[2])).status_code == 403
    for step in STEPS:
        assert client.post(f"{waiting}{step}/").status_code == 403


def test_an_editor_sees_own_files_and_applies_none(client, waiting, uploader):
    client.force_login(uploader)
    assert client.get(waiting).status_code == 404
    assert b"kamus-2027.md" not in client.get("/impor/").content
    own = send(client).headers["Location"]
    page = client.get(own)
    assert b"Memberi</ins>" in page.content
    assert b"terapkan/" not in page.content
    assert client.get(f"{own}berkas".replace("usulan", "impor")).content == EDITED
    assert client.post(f"{own}terapkan/", fields(page, "rencana")).status_code == 403
    assert export() == KAMUS


def test_a_publisher_sees_and_applies_the_files_of_all(client, waiting, uploader, publisher):
    client.force_login(uploader)
    own = send(client).headers["Location"]
    client.force_login(publisher)
    assert client.post(f"{own}terapkan/", fields(client.get(own), "rencana")).headers["Location"] == own
    assert export() == EDITED


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_merely_opened_leads_to_the_import_and_does_nothing(client, waiting, step):
    assert client.get(f"{waiting}{step}/").headers["Location"] == waiting
    assert client.put(f"{waiting}{step}/").status_code == 405
    assert b"Tinjau kamus-2027.md" in client.get(waiting).content


@pytest.mark.parametrize("step", STEPS)
def test_who_logs_in_again_in_the_middle_of_a_step_comes_back_to_the_import(client, waiting, publisher, step):
    client.logout()
    asked = client.post(f"{waiting}{step}/").headers["Location"]
    client.force_login(publisher)
    response = client.get(asked.partition("?next=")[2], follow=True)
    assert (response.status_code, response.request["PATH_INFO"]) == (200, waiting)


def test_the_review_shows_words_lines_and_counts(client, waiting):
    text = client.get(waiting).content.decode()
    assert "<del>Memberikan</del><ins>Memberi</ins>" in text
    assert "baris 38" in text
    assert Page(text).texts("button.chip") == ["Semua 2", "Berubah 2", "Belum dilihat 2"]
    assert "2 perubahan dalam 2 kompetensi. 2 dicentang." in Page(text).text
    assert "Terapkan 2 perubahan" in text


def test_one_edited_indicator_is_one_line_of_the_review(client, seeds, publisher):
    client.force_login(publisher)
    address = send(client, KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi")).headers["Location"]
    assert client.get(address).content.count(b'name="ubah"') == 1


def test_a_change_without_its_tick_is_left_out(client, waiting):
    sent = fields(client.get(waiting), "rencana")
    client.post(f"{waiting}terapkan/", sent | {"ubah": sent["ubah"][1:]})
    assert export() == KAMUS.replace(b"nyata dan mendasar", b"nyata", 1)
    assert b"Sudah diterapkan" in client.get(waiting).content


def test_choices_are_kept_from_page_to_page(client, waiting):
    sent = fields(client.get(waiting), "rencana")
    response = client.post(f"{waiting}pilih/", sent | {"ubah": sent["ubah"][1:], "ke": "berubah:1"})
    assert response.headers["Location"] == f"{waiting}?jenis=berubah&halaman=1"
    again = client.get(response.headers["Location"])
    assert fields(again, "rencana")["ubah"] == sent["ubah"][1:]
    assert "Terapkan 1 perubahan" in again.content.decode()


def test_the_button_counts_the_ticks_not_the_documents(client, seeds, publisher):
    client.force_login(publisher)
    address = send(client, EDITED.replace(b"dengan hormat", b"secara hormat")).headers["Location"]
    sent = fields(client.get(address), "rencana")
    assert "Terapkan 3 perubahan" in client.get(address).content.decode()
    client.post(f"{address}pilih/", sent | {"ubah": sent["ubah"][:-1], "ke": ":1"})
    assert "Terapkan 2 perubahan" in client.get(address).content.decode()


def test_an_editor_is_told_that_the_choices_are_kept(client, seeds, uploader):
    client.force_login(uploader)
    address = send(client).headers["Location"]
    sent = fields(client.get(address), "rencana")
    response = client.post(f"{address}pilih/", sent | {"ubah": sent["ubah"][1:], "simpan": "1"}, follow=True)
    assert "Pilihan Anda disimpan" in response.content.decode()
    assert fields(response, "rencana")["ubah"] == sent["ubah"][1:]


def test_a_level_without_words_is_not_shown_as_nothing(client, seeds, publisher):
    client.force_login(publisher)
    text = client.get(send(client, KAMUS.replace(b"Level 4 |  \n", b"Level 8 |  \n")).headers["Location"])
    assert "<del>(kosong)</del>" in text.content.decode()
    assert "<ins>(kosong)</ins>" in text.content.decode()


def test_a_stale_review_is_answered_with_the_new_one(client, waiting):
    sent = fields(client.get(waiting), "rencana")
    imports.apply(KAMUS.replace(b"7 | ", b"7 | Juga ", 1), name="lain.md")
    between = export()
    response = client.post(f"{waiting}terapkan/", sent)
    assert response.status_code == 409
    assert b"Isi sudah berubah" in response.content
    assert export() == between
    assert client.post(f"{waiting}terapkan/", fields(response, "rencana")).status_code == 302


def test_a_double_click_applies_once_and_leads_to_the_same_page(client, waiting):
    sent = fields(client.get(waiting), "rencana")
    pages = [client.post(f"{waiting}terapkan/", sent).headers["Location"] for _ in range(2)]
    assert pages == [waiting, waiting]
    assert Revision.objects.filter(door="import", source=waiting.split("/")[2]).count() == 2


def test_nothing_ticked_is_told(client, waiting):
    response = client.post(f"{waiting}terapkan/", fields(client.get(waiting), "rencana") | {"ubah": []})
    assert response.status_code == 422
    assert b"Semua perubahan dilewati" in response.content


def test_removing_has_to_be_confirmed(client, seeds, publisher):
    client.force_login(publisher)
    address = send(client, ONLY_CUSF).headers["Location"]
    sent = fields(client.get(address), "rencana")
    sent["ubah"] = [*sent["ubah"], "1.0"]
    response = client.post(f"{address}terapkan/", sent)
    assert response.status_code == 422
    assert b"Ya, hapus" in response.content
    sent = fields(response, "rencana")
    assert "1.0" in sent["ubah"]
    client.post(f"{address}terapkan/", sent | {"yakin": "on"})
    assert [document.key for document in document_types.get("kamus").repository.load()] == ["CUSF"]
    client.post(f"{address}batalkan/", {"rencana": fields(client.get(address), "rencana")["rencana"]})
    assert export() == KAMUS


def test_undo_gives_the_old_bytes_back_and_says_so(client, waiting):
    client.post(f"{waiting}terapkan/", fields(client.get(waiting), "rencana"))
    sent = fields(client.get(waiting), "rencana")
    for _ in range(2):
        assert client.post(f"{waiting}batalkan/", sent).headers["Location"] == waiting
    assert export() == KAMUS
    text = client.get(waiting).content.decode()
    assert "Sudah dibatalkan" in text and "seperti sebelum diterapkan." in text


def test_undo_names_what_was_edited_since(client, waiting):
    client.post(f"{waiting}terapkan/", fields(client.get(waiting), "rencana"))
    seen = fields(client.get(waiting), "rencana")
    imports.apply(EDITED.replace(b"7 | ", b"7 | Juga ", 1), name="lain.md")
    response = client.post(f"{waiting}batalkan/", seen)
    assert response.status_code == 409
    assert b'name="juga" value="DEVO"> Developing Others' in response.content
    client.post(f"{waiting}batalkan/", fields(response, "rencana"))
    assert b"Juga" in export()
    assert "kecuali 1 dokumen" in client.get(waiting).content.decode()


def test_a_discarded_file_leads_back_to_the_list(client, waiting):
    response = client.post(f"{waiting}buang/", follow=True)
    assert response.redirect_chain == [("/impor/", 302)]
    assert "dibuang" in response.content.decode()
    assert "tidak ada yang diubah" in response.content.decode()
    assert "2 berubah" not in response.content.decode()
    assert b"Berkas ini dibuang" in client.get(waiting).content
    assert client.get(f"{waiting}berkas").status_code == 404


def test_a_refused_file_is_told_line_by_line_with_a_text_to_take_away(client, seeds, publisher):
    client.force_login(publisher)
    before = Proposal.objects.count()
    response = send(client, KAMUS.replace(b"Kode  | CUSF", b"Kode  | DEVO"), name="<b>rusak.md")
    assert response.status_code == 422
    text = response.content.decode()
    assert "baris 46" in text and "E_DUP_KODE" in text
    assert "Kode | DEVO" in text
    assert "&lt;b&gt;rusak.md" in text and "<b>rusak" not in text
    assert "data:text/plain;charset=utf-8,Masalah" in text
    assert Proposal.objects.count() == before


def test_a_refusal_tells_mistakes_from_warnings_in_words(client, seeds, publisher):
    client.force_login(publisher)
    page = send(client, KAMUS.replace(b"Kode  | CUSF", b"Kode  | DEVO")).content.decode()
    text = re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(page.split()))
    assert "Ada satu masalah yang perlu diperbaiki" in text and "satu peringatan, yang boleh dibiarkan" in text
    assert re.findall(r'class="place">baris (\d+)<small>([^<]*)', text) == [
        ("38", "peringatan"),
        ("46", "harus diperbaiki"),
    ]
    assert "Baris%2038%20%C2%B7%20peringatan" in text


def test_a_refusal_with_more_problems_than_it_lists_says_more(client, seeds, publisher):
    client.force_login(publisher)
    text = send(client, b"Nama | X\nKode | !!\nLevel 77 |\n\n" * 120).content.decode()
    assert "Ada lebih dari 100 masalah" in text


def test_no_file_at_all_is_told(client, publisher):
    client.force_login(publisher)
    response = client.post("/impor/")
    assert (response.status_code, b"Belum ada berkas" in response.content) == (422, True)


def test_a_file_beyond_the_limit_is_refused_while_it_arrives(client, seeds, publisher, settings):
    settings.EXCHANGE_BYTE_LIMIT = 20_000
    client.force_login(publisher)
    response = send(client, KAMUS * 10)
    assert response.status_code == 422
    assert b"E_FILE_TOO_BIG" in response.content
    assert b"berukuran 0,1 MB" in response.content and b"KOMPETENSI_UPLOAD" not in response.content


def test_a_twenty_first_file_in_an_hour_is_refused(client, seeds, publisher):
    client.force_login(publisher)
    for number in range(20):
        send(client, EDITED.replace(b"inovatif", b"%d" % number))
    response = send(client)
    assert (response.status_code, b"satu jam" in response.content) == (429, True)


def test_warnings_of_a_waiting_file_can_be_taken_away(client, waiting):
    response = client.get(f"{waiting}masalah.txt".replace("usulan", "impor"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="masalah-kamus-2027.txt"'
    assert "W_NUMBER_GAP" in response.content.decode()


def test_markup_in_a_file_stays_text(client, seeds, publisher):
    client.force_login(publisher)
    address = send(client, KAMUS.replace(b"5 | Memberikan", b"5 | <script>alert(1)</script> Memberikan")).headers[
        "Location"
    ]
    for _ in range(2):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "&lt;" in text
        client.post(f"{address}terapkan/", fields(client.get(address), "rencana"))


def test_a_file_with_the_same_content_has_nothing_to_apply(client, seeds, publisher):
    client.force_login(publisher)
    address = send(client, KAMUS).headers["Location"]
    text = client.get(address).content.decode()
    assert "Tidak ada yang perlu diubah" in text
    assert "terapkan/" not in text


def test_nonsense_in_the_address_shows_the_beginning(client, waiting):
    for query in ("?halaman=abc", "?halaman=-1", "?halaman=99999999999999999999", "?jenis=<x>", "?jenis=hilang"):
        assert client.get(waiting + query).status_code == 200
    assert client.get("/impor/?halaman=abc").status_code == 200


@pytest.mark.parametrize("count", [3, 450])
def test_a_review_is_paged_and_takes_the_same_number_of_queries(
    client, publisher, many, django_assert_max_num_queries, count
):
    many(count)
    client.force_login(publisher)
    documents = document_types.get("kamus").repository.load()
    text = document_types.get("kamus").text.render([competency(number, indicators=5) for number in range(count)])
    address = send(client, text.encode()).headers["Location"]
    assert len(documents) == count
    with django_assert_max_num_queries(19):
        page = client.get(address)
    assert page.content.count(b"data-document=") == min(count, 10)
    if count > 200:
        assert client.get(f"{address}?halaman=45").content.count(b"data-document=") == 10


def test_changes_left_out_on_one_page_count_on_the_others(client, publisher, many):
    many(250)
    client.force_login(publisher)
    text = document_types.get("kamus").text.render(
        [competency(number, indicators=5, levels=1) for number in range(250)]
    )
    address = send(client, text.encode()).headers["Location"]
    sent = fields(client.get(address), "rencana")
    client.post(f"{address}pilih/", sent | {"ubah": [], "ke": ":2"})
    second = client.get(f"{address}?halaman=2")
    assert f"Terapkan {240 * (3 * 7 + 1)} perubahan" in second.content.decode()
    client.post(f"{address}terapkan/", fields(second, "rencana"))
    assert Proposal.objects.get(pk=address.split("/")[2]).changed == 240


def test_a_body_far_beyond_the_limit_is_not_even_read(client, settings, publisher):
    settings.EXCHANGE_BYTE_LIMIT = 1000
    client.force_login(publisher)
    response = send(client, KAMUS)
    assert (response.status_code, b"terlalu besar" in response.content) == (413, True)
    assert f"Kiriman ini {(len(KAMUS) + 300) / 1024:.0f}" in response.content.decode().replace(",", ".")
    assert b"KOMPETENSI_UPLOAD" not in response.content
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def rows_of(page):
    return len(page.all("section.diff")), sum(
        len(block.all("tr")) + len(block.all("li")) for block in page.all("section.diff")
    )


def test_a_review_has_so_many_rows_a_page_and_leaves_no_change_out(client, publisher, many):
    many(0)
    client.force_login(publisher)
    text = document_types.get("kamus").text.render([competency(number, levels=9, indicators=90) for number in range(7)])
    address = send(client, text.encode()).headers["Location"]
    pages = [Page(client.get(f"{address}?halaman={number}")) for number in (1, 2, 3, 4)]
    assert [rows_of(page) for page in pages] == [(2, 1640), (2, 1640), (2, 1640), (1, 820)]
    ticked = [value for page in pages for value in page.values("ubah")]
    assert ticked == [f"{number}.0" for number in range(7)]


def test_a_result_shows_so_many_rows_and_links_to_the_others(client, publisher, many):
    many(0)
    client.force_login(publisher)
    documents = [competency(number, levels=9, indicators=90) for number in range(60)]
    text = document_types.get("kamus").text.render(documents)
    address = send(client, text.encode()).headers["Location"]
    sent = fields(client.get(address), "rencana") | {"ubah": ["0.0", "1.0"]}
    client.post(f"{address}terapkan/", sent)
    page = Page(client.get(address))
    assert rows_of(page) == (50, 1640)
    revisions = [link for link in page.links() if link.startswith("/riwayat/") and link != "/riwayat/"]
    assert len(set(revisions)) == 48
    assert "Indikator 90." in Page(client.get(revisions[0])).text
    assert rows_of(Page(client.get(f"{address}?halaman=2"))) == (10, 1640)


@pytest.fixture
def crowded(settings, monkeypatch):
    """Another worker reviews a large file, and every file is one."""
    monkeypatch.setattr(uploads, "LARGE", 0)
    with one_at_a_time(settings.PDF_DIR / "lock-review") as mine:
        assert mine
        yield


def test_while_a_large_file_is_reviewed_others_are_told_to_come_again(client, waiting, crowded, caplog):
    before = Proposal.objects.count()
    for response in (client.get(f"{waiting}masalah.txt".replace("usulan", "impor")), send(client, KAMUS)):
        assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
        assert "Berkas besar lain sedang dibandingkan" in Page(response).text
    assert Proposal.objects.count() == before
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert client.get("/impor/").status_code == 200


def test_a_folder_that_cannot_be_written_stops_no_review(client, waiting, settings, monkeypatch, tmp_path):
    monkeypatch.setattr(uploads, "LARGE", 0)
    (tmp_path / "file").touch()
    settings.PDF_DIR = tmp_path / "file" / "below"
    assert client.get(waiting).status_code == 200
