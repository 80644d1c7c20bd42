"""What the back office does with many documents at once, and what its first page says."""

import io

import openpyxl
import pytest
from django.utils.translation import gettext, ngettext

from development.models import SubAspect
from dictionary.models import Competency
from exchange import document_types
from exchange.imports import uploads
from tests.back_office import COMPETENCIES, SUB_ASPECTS, act, recorded
from tests.builders import BOTH, FIXTURES, GROWING, SERVING, join, the_map
from tests.pages import words


@pytest.fixture
def office(client, publisher, seeds):
    client.force_login(publisher)
    return client


def test_a_group_is_asked_for_before_anything_moves(office):
    response = act(office, COMPETENCIES, "move_to_group", Competency.objects.all())
    html = response.content.decode()
    assert response.status_code == 200 and "Untuk 2 kompetensi" in words(html)
    assert "ELEMENTS" in html and html.count('name="_selected_action"') == 2
    assert recorded() == []


def test_competencies_move_to_a_new_group_or_to_one_that_is_there(office):
    rows = list(Competency.objects.all())
    response = act(office, COMPETENCIES, "move_to_group", rows[:1], new="  BARU ", kerjakan="1")
    assert response.status_code == 302
    assert dict(Competency.objects.values_list("code", "group")) == {"DEVO": "BARU", "CUSF": "ELEMENTS"}
    assert recorded() == ["DEVO"]
    act(office, COMPETENCIES, "move_to_group", rows, there="BARU", kerjakan="1")
    assert set(Competency.objects.values_list("group", flat=True)) == {"BARU"}
    assert recorded() == ["CUSF", "DEVO"]
    assert "1 kompetensi diubah." in words(office.get(COMPETENCIES).content.decode())
    document_type = document_types.get("kamus")
    assert document_type.text.parse(document_type.text.render(document_type.repository.load())).documents == tuple(
        document_type.repository.load()
    )


@pytest.mark.parametrize("new", ["x" * 201, "\u3164", "\x00"])
def test_a_group_that_cannot_be_is_refused_with_a_sentence(office, new):
    response = act(office, COMPETENCIES, "move_to_group", Competency.objects.all(), new=new, kerjakan="1")
    assert response.status_code == 200 and 'class="errorlist"' in response.content.decode()
    assert recorded() == []


def test_all_rows_of_a_filtered_list_are_moved_and_no_others(office, many):
    many(120)
    address = COMPETENCIES + "?group=KELOMPOK+0"
    rows = Competency.objects.filter(group="KELOMPOK 0")[:50]
    asked = act(office, address, "move_to_group", rows, select_across="1")
    assert "Untuk 100 kompetensi" in words(asked.content.decode())
    assert asked.content.decode().count('name="_selected_action"') == 1
    act(office, address, "move_to_group", rows[:1], select_across="1", new="SATU", kerjakan="1")
    assert Competency.objects.filter(group="SATU").count() == len(recorded()) == 100


def test_sub_aspects_are_joined_to_competencies(office):
    rows = SubAspect.objects.filter(slug__in=["orientasi-pelayanan", "pengembangan-diri-dan-orang-lain"])
    page = act(office, SUB_ASPECTS, "join_competencies", rows)
    assert page.status_code == 200 and "Untuk 2 sub aspek" in words(page.content.decode())
    act(office, SUB_ASPECTS, "join_competencies", rows, codes="devo", mode="tambah", kerjakan="1")
    act(office, SUB_ASPECTS, "join_competencies", rows[:1], codes="CUSF; DEVO", mode="tambah", kerjakan="1")
    assert the_map() == BOTH
    assert recorded() == sorted([SERVING, SERVING, GROWING])
    act(office, SUB_ASPECTS, "join_competencies", rows, codes="CUSF", mode="ganti", kerjakan="1")
    assert the_map() == {SERVING: ("CUSF",), GROWING: ("CUSF",)}
    act(office, SUB_ASPECTS, "join_competencies", rows, codes="", mode="ganti", kerjakan="1")
    assert the_map() == {}


@pytest.mark.parametrize(("codes", "mode"), [("TIDAK", "tambah"), ("", "tambah"), ("DEVO", "x"), ("\x00", "ganti")])
def test_codes_that_are_not_there_are_refused_with_a_sentence(office, codes, mode):
    rows = SubAspect.objects.all()[:2]
    response = act(office, SUB_ASPECTS, "join_competencies", rows, codes=codes, mode=mode, kerjakan="1")
    assert response.status_code == 200 and 'class="errorlist"' in response.content.decode()
    assert recorded() == []


@pytest.mark.parametrize(
    ("address", "model", "slug"), [(COMPETENCIES, Competency, "kamus"), (SUB_ASPECTS, SubAspect, "panduan")]
)
def test_selected_documents_are_exported_as_a_sheet_that_can_be_imported(office, address, model, slug):
    rows = list(model.objects.all()[1:2])
    response = act(office, address, "export_selected", rows)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{slug}-pilihan.xlsx"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    document_type = document_types.get(slug)
    assert sheet.max_row == 1 + len(list(document_type.sheet.rows(document_type.repository.load()[1])))
    assert recorded() == []


def test_deleting_many_leaves_a_revision_of_each(office):
    join({SERVING: ("CUSF",)})
    rows = list(Competency.objects.all())
    page = office.get(COMPETENCIES).content.decode()
    assert "Hapus yang dipilih (riwayatnya tetap ada)" in page
    assert act(office, COMPETENCIES, "delete_selected", rows, post="yes").status_code == 302
    assert not Competency.objects.exists()
    assert recorded() == ["CUSF", "DEVO", SERVING]


@pytest.mark.parametrize("action", ["move_to_group", "export_selected"])
def test_who_may_not_act_does_not(client, seeds, reader, uploader, action):
    for user in (reader, uploader):
        client.force_login(user)
        response = act(client, COMPETENCIES, action, Competency.objects.all(), new="X", kerjakan="1")
        assert response.status_code in (302, 403)
    assert not Competency.objects.filter(group="X").exists()


@pytest.mark.parametrize("count", [3, 300])
def test_moving_takes_the_same_queries_for_few_and_many(office, many, django_assert_max_num_queries, count):
    many(count)
    rows = list(Competency.objects.filter(code__startswith="K"))
    with django_assert_max_num_queries(60 + count // 83):
        act(office, COMPETENCIES, "move_to_group", rows, new="X", kerjakan="1")
    assert len(recorded()) == count


def test_the_first_page_tells_what_needs_care_what_waits_and_what_changed(office, publisher):
    data = (FIXTURES / "kamus.md").read_bytes().replace(b"Mengamati", b"Melihat")
    uploads.accept(data, name="menunggu.md", size=len(data), user=publisher)
    Competency.objects.filter(code="DEVO").update(definition="")
    html = office.get("/admin/").content.decode()
    text = words(html)
    assert "Belum ada definisi 1 kompetensi" in text and "Belum dipetakan 16 sub aspek" in text
    assert "/periksa/?jenis=isi&amp;isi=kamus" in html
    assert "menunggu.md" in text and "/impor/" in html
    assert "Perubahan terakhir" in text and "Orientasi pada Hasil Perintah di server" in text


def test_the_first_page_shows_nobody_more_than_they_may_see(client, editor, seeds):
    client.force_login(editor)
    text = words(client.get("/admin/").content.decode())
    assert "Perlu diperiksa" not in text and "Impor yang menunggu" not in text and "Perubahan terakhir" not in text


@pytest.mark.parametrize("count", [3, 300])
def test_the_first_page_takes_the_same_queries_for_few_and_many(office, many, django_assert_max_num_queries, count):
    many(count)
    with django_assert_max_num_queries(22):
        office.get("/admin/")


def test_the_packages_speak_indonesian():
    errors = ngettext("Please correct the error below.", "Please correct the errors below.", 2)
    assert errors == "Perbaiki kesalahan di bawah ini."
    assert gettext("Export") == "Ekspor"


ENGLISH = ["Export", "Import", "Submit", "Select ", "Delete", "Add ", "Change", "History", "Search", "Save", "dibawah"]


PAGES = [
    "",
    "dictionary/competency/",
    "dictionary/competency/add/",
    "dictionary/competency/export/",
    "development/subaspect/",
    "development/subaspect/1/change/",
    "exchange/proposal/",
    "auth/user/",
    "auth/group/add/",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_back_office_speaks_english(client, boss, seeds, path):
    client.force_login(boss)
    text = words(client.get(f"/admin/{path}").content.decode())
    assert [word for word in ENGLISH if word in text] == []
