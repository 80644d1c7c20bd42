"""The matrix of levels and the index from A to Z."""

import re

import pytest
from django.db import connection

from dictionary.alphabet import begins_with
from dictionary.models import Competency, Indicator
from dictionary.models.competencies import OFFERED
from tests.pages import Page, each_page, get, words


def test_the_matrix_counts_the_indicators_of_every_level_and_holds_their_texts(client, seeds):
    page = Page(get(client, "/kamus/matriks/"))
    head, *body = page.rows()
    assert head == ["Kompetensi", "Level 1", "Level 2", "Level 3", "Level 4"]
    counts = [[re.search(r"(\d) indikator", cell)[1] for cell in row[1:]] for row in body]
    assert counts == [["3", "7", "7", "6"], ["7", "7", "5", "5"]]
    for indicator in Indicator.objects.all():
        assert indicator.text in page.text
    assert page.all("details", open=True) == []
    assert len(Page(get(client, "/kamus/matriks/?isi=lengkap")).all("details", open=True)) == 8


def test_one_level_of_all_competencies_is_read_in_full_with_the_printed_numbers(client, seeds):
    page = Page(get(client, "/kamus/matriks/?level=4"))
    head, _, cusf = page.rows()
    assert head == ["Kompetensi", "Level 4"]
    start = "/kamus/DEVO/#level-4-"
    numbers = [link.removeprefix(start) for link in page.links() if link.startswith(start)]
    assert numbers == ["1", "2", "3", "5", "6", "7"]
    assert "Menerjemahkan umpan balik" in cusf[1]
    assert page.one("table").all("details") == []
    assert not any("level-3" in link for link in page.links())


def test_a_competency_without_the_level_says_so(client, seeds):
    Competency.objects.get(code="CUSF").levels.get(number=4).delete()
    assert Page(get(client, "/kamus/matriks/?level=4")).rows()[2][1].endswith("Tidak ada level 4")
    assert Page(get(client, "/kamus/matriks/")).rows()[2][4].endswith("Tidak ada level 4")


def test_a_level_that_none_has_is_still_said(client, seeds):
    assert "Tidak ada level 9" in words(get(client, "/kamus/matriks/?level=9"))


def test_the_matrix_is_filtered_by_group_and_keeps_what_was_chosen(client, many):
    many(120, levels=2, indicators=1)
    page = Page(get(client, "/kamus/matriks/?kelompok=KELOMPOK+1&level=2"))
    assert page.values("k", type="checkbox") == [f"K{number:05}" for number in range(100, 120)]
    assert "?kelompok=KELOMPOK%200&level=2" in page.links()
    assert "tidak ditemukan" in words(get(client, "/kamus/matriks/?kelompok=TIDAK"))


@pytest.mark.parametrize("path", ["/kamus/", "/kamus/matriks/"])
@pytest.mark.parametrize("count", [24, 25])
def test_very_many_groups_are_a_list_to_choose_from(client, db, path, count):
    rows = [Competency(code=f"K{n}", name=f"N{n}", group=f"G & {n:02}", position=n) for n in range(count)]
    Competency.objects.bulk_create(rows)
    html = get(client, f"{path}?kelompok=G+%26+07" + ("&level=2" if "matriks" in path else ""))
    page, many = Page(html), count > 24
    options = [option for option in page.all("option") if option["value"].startswith("G & ")]
    assert len(options) == (count if many else 0)
    assert [option["value"] for option in options if "selected" in option] == (["G & 07"] if many else [])
    sent = [form.fields() for form in page.all("form.many")]
    assert [form.get("level") for form in sent] == ([["2"] if "matriks" in path else None] if many else [])
    assert len(page.all(".chip")) == (0 if many else count + 1)
    assert "N7<" in html and "N8<" not in html


def test_the_matrix_is_read_page_by_page_and_each_competency_stands_once(client, many):
    many(60, levels=1, indicators=1)
    seen = []
    for path, page in each_page(client, "/kamus/matriks/?isi=lengkap"):
        assert "isi=lengkap" in path
        seen += page.values("k", type="checkbox")
    assert seen == [f"K{number:05}" for number in range(60)]


@pytest.mark.parametrize(
    "query", ["level=99", "level=abc", "level=%00", "kelompok=%00", "setelah=%00", "isi=x", "level=" + "9" * 5000]
)
def test_a_matrix_address_that_makes_no_sense_shows_a_matrix(client, seeds, query):
    assert "Developing Others" in get(client, f"/kamus/matriks/?{query}")


def named(*names):
    for number, name in enumerate(names):
        Competency.objects.create(code=f"{chr(90 - number)}{number}", name=name)


def index(html):
    """The index as a reader sees it: each letter with its names."""
    return {part.one("h2").text: part.texts("li") for part in Page(html).all("section.part-of-index")}


def test_the_index_has_names_in_order_under_their_letters(client, db):
    named("berani", "Adaptasi", "*Awal* yang baik", "5 langkah", "Étika", "BERANI")
    html = get(client, "/kamus/indeks/")
    assert index(html) == {
        "A": ["Adaptasi Y1", "Awal yang baik X2"],
        "B": ["BERANI U5", "berani Z0"],
        "Lainnya": ["5 langkah W3", "Étika V4"],
    }
    assert html.count('id="huruf-lain"') == 1 and 'href="#huruf-lain"' in html


def test_the_index_by_code(client, seeds):
    html = get(client, "/kamus/indeks/?menurut=kode")
    assert index(html) == {"C": ["CUSF Customer Focus"], "D": ["DEVO Developing Others"]}
    assert 'href="#huruf-C"' in html and 'href="#huruf-E"' not in html


def test_a_long_index_has_a_letter_a_page_and_each_name_once(client, many):
    many(700, levels=0, indicators=0)
    Competency.objects.filter(code="K00007").update(name="Adaptasi")
    html = get(client, "/kamus/indeks/")
    assert index(html) == {"A": ["Adaptasi K00007"]}
    assert 'href="?huruf=K"' in html and 'href="?huruf=B"' not in html
    pages = [page for _, page in each_page(client, "/kamus/indeks/?huruf=K")]
    seen = [code for page in pages for code in page.texts("span.code") if code.startswith("K")]
    assert len(seen) == len(set(seen)) == 699
    assert "Tidak ada kompetensi yang diawali huruf B" in words(get(client, "/kamus/indeks/?huruf=B"))


@pytest.mark.parametrize("query", ["huruf=%00", "huruf=AB", "menurut=x", "setelah=%00", "huruf=K&setelah=zzz"])
@pytest.mark.parametrize("count", [3, 301])
def test_an_index_address_that_makes_no_sense_is_answered(client, many, query, count):
    many(count, levels=0)
    get(client, f"/kamus/indeks/?{query}")


@pytest.mark.parametrize("field", ["name", "code"])
def test_a_letter_is_looked_up_in_the_index_of_the_database(many, field):
    many(300, levels=0)
    rows = Competency.objects.all().alphabetical(field)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.filter(begins_with("K"))[:50].explain()
    assert f"competency_by_{field}" in plan


def test_long_competencies_make_shorter_pages_of_the_matrix_and_none_is_left_out(client, many):
    many(30, levels=20, indicators=25)
    pages = [page for _, page in each_page(client, "/kamus/matriks/")]
    shown = [page.values("k", type="checkbox") for page in pages]
    assert [code for codes in shown for code in codes] == [f"K{number:05}" for number in range(30)]
    assert [len(codes) for codes in shown] == [5] * 6  # 3,000 lines of 520 each
    back = Page(get(client, "/kamus/matriks/?sebelum=K00010")).values("k", type="checkbox")
    assert back == shown[1]
    assert len(Page(get(client, "/kamus/matriks/?level=3")).values("k", type="checkbox")) == 25


def test_a_competency_that_fills_a_page_of_the_matrix_stands_alone(client, many):
    many(3, levels=20, indicators=4)
    Indicator.objects.filter(level__competency__code="K00001").update(text="kata " * 999)
    shown = [page.values("k", type="checkbox") for _, page in each_page(client, "/kamus/matriks/")]
    assert shown == [["K00000"], ["K00001"], ["K00002"]]


@pytest.mark.parametrize("path", ["/kamus/", "/kamus/matriks/"])
def test_of_more_groups_than_a_list_holds_the_name_is_typed(client, db, path):
    rows = [Competency(code=f"K{n}", name=f"N{n}", group=f"Grup {n:03}", position=n) for n in range(OFFERED + 2)]
    Competency.objects.bulk_create(rows)
    page = Page(get(client, f"{path}?kelompok=Grup+501"))
    assert page.all("select", name="kelompok") == []
    assert page.one("input", name="kelompok")["value"] == "Grup 501"
    assert len(page.one("datalist").all("option")) == OFFERED + 1
    assert "N501" in page.text and "N500" not in page.text


def test_a_book_page_offers_so_many_groups(client, db):
    rows = [Competency(code=f"K{n}", name=f"N{n}", group=f"Grup {n:03}", position=n) for n in range(205)]
    Competency.objects.bulk_create(rows)
    page = Page(get(client, "/kamus/cetak/"))
    assert len([link for link in page.links() if "kelompok=" in link]) == 200
    assert "200 kelompok pertama dari semuanya." in page.text
