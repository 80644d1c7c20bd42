"""Competencies, or levels of one, side by side."""

import pytest

from dictionary.models import Competency
from tests.pages import Page, get, words


def columns(html):
    """The heads of the columns."""
    return [name for head in Page(html).all("thead") for name in head.texts("th")[1:]]


def sections(html):
    """The names of the rows."""
    return Page(html).texts("th", scope="row")


def marked(html):
    """The words that are marked in the table."""
    return [words for table in Page(html).all("table") for words in table.texts("mark")]


@pytest.fixture
def alike(seeds):
    """Two competencies that differ in a few words."""
    for code, degree in (("SATU", "secara terbatas"), ("DUA", "secara luas")):
        row = Competency.objects.create(code=code, name=f"Nama {code}", definition=f"Melayani *pelanggan* {degree}.")
        level = row.levels.create(number=1)
        level.indicators.create(label="1", position=1, text=f"Mengenali kebutuhan pelanggan di unit kerjanya {degree}.")
        level.indicators.create(label="3", position=2, text=f"Hanya di {code} ditulis begini.")


def test_competencies_stand_side_by_side_level_by_level(client, seeds):
    html = get(client, "/kamus/banding/?k=DEVO&k=CUSF")
    assert columns(html) == ["Developing Others DEVO", "Customer Focus CUSF"]
    assert sections(html) == ["Definisi", "Perilaku kunci", *(f"Level {number}" for number in range(1, 5))]
    for row in Competency.objects.prefetch_related("levels__indicators"):
        for level in row.levels.all():
            for indicator in level.indicators.all():
                assert indicator.text in words(html)
    assert "<em>Pelanggan meliputi" in html
    assert "Tidak ada kalimat yang cukup mirip" in words(html)


def test_the_words_that_differ_are_marked_in_lines_that_are_alike(client, alike):
    html = get(client, "/kamus/banding/?k=SATU&k=DUA")
    assert marked(html) == ["terbatas", "luas", "terbatas", "SATU", "luas", "DUA"]
    assert "mirip DUA nomor 1" in words(html)
    assert "*" not in Page(html).one("table").text


def test_key_behaviours_are_a_row_only_if_a_column_has_some(client, alike):
    assert "Perilaku kunci" not in sections(get(client, "/kamus/banding/?k=SATU&k=DUA"))
    assert "Perilaku kunci" in sections(get(client, "/kamus/banding/?k=SATU&k=DUA&k=DEVO"))


def test_of_three_only_the_later_ones_are_marked(client, alike):
    html = get(client, "/kamus/banding/?k=SATU&k=DUA&k=DEVO")
    assert "terbatas" not in marked(html) and "luas" in marked(html)


def test_one_level_of_several_competencies(client, seeds):
    html = get(client, "/kamus/banding/?k=DEVO&k=CUSF&level=3")
    assert sections(html) == ["Level 3"]


def test_two_levels_of_one_competency(client, seeds):
    html = get(client, "/kamus/banding/?k=DEVO&level=1&level=2")
    assert columns(html) == ["Level 1", "Level 2"]
    assert "Memberi saran dan memotivasi" in marked(html)
    assert "mirip Level 2 nomor 1" in words(html)
    assert "<h1>Developing Others: Level 1, Level 2</h1>" in html


@pytest.mark.parametrize("query", ["", "?k=", "?k=DEVO", "?k=DEVO&k=devo", "?k=DEVO&level=2", "?k=TIDAK&k=ADA"])
def test_fewer_than_two_are_asked_for_by_a_form(client, seeds, query):
    html = get(client, f"/kamus/banding/{query}")
    assert columns(html) == []
    page = Page(html)
    assert len(page.values("k")) >= 4
    if "DEVO" in query:
        assert "DEVO" in page.values("k", list=True)
        assert page.values("level") == ["1", "2", "3", "4"]


def test_what_is_not_known_is_told_with_what_may_be_meant(client, seeds):
    text = words(get(client, "/kamus/banding/?k=DEVO&k=customer&k=XYZ"))
    assert "“customer” tidak ditemukan" in text and "“XYZ” tidak ditemukan" in text
    assert "Maksud Anda Customer Focus (CUSF)?" in text


def test_names_and_codes_in_any_case_are_found(client, seeds):
    assert len(columns(get(client, "/kamus/banding/?k=devo&k=customer++FOCUS"))) == 2


def test_more_than_four_are_told_and_left_out(client, many):
    many(6, levels=1)
    html = get(client, "/kamus/banding/?" + "&".join(f"k=K0000{number}" for number in range(6)))
    assert len(columns(html)) == 4
    assert "Tidak ditampilkan: K00004, K00005" in words(html)


def test_a_level_that_is_not_there_is_told(client, seeds):
    assert "Tidak ada di sini: level 9" in words(get(client, "/kamus/banding/?k=DEVO&level=1&level=2&level=9"))


@pytest.mark.parametrize(
    "query",
    [
        "k=%00",
        "k=" + "x" * 5000,
        "level=%00&k=DEVO",
        "&".join(["k=x"] * 900),
        "k=DEVO&level=" + "9" * 5000,
        "k=²&level=²",
    ],
)
def test_nonsense_is_answered(client, seeds, query):
    get(client, f"/kamus/banding/?{query}")


def test_a_competency_leads_to_its_comparison_and_the_list_to_every_overview(client, seeds):
    assert 'href="/kamus/banding/?k=DEVO"' in get(client, "/kamus/DEVO/")
    html = get(client, "/kamus/")
    for path in ("/kamus/matriks/", "/kamus/banding/", "/kamus/indeks/"):
        assert f'href="{path}"' in html
