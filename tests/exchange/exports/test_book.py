"""Documents as books on pages of the site, and what is too large for one."""

import itertools
import re
from html import unescape

import pytest

from dictionary.models import Competency
from documents.emphasis import plain
from exchange import document_types
from exchange.exports import book as books
from exchange.exports import pdf, scope, views
from exchange.models import Revision


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def small(monkeypatch):
    """Books of two documents."""
    for module in (views, scope):
        monkeypatch.setattr(module, "VOLUME", 2)
    monkeypatch.setattr(views, "PAGE", books.Limit(2, 10_000))
    monkeypatch.setattr(pdf, "FILE", books.Limit(2, 10_000))


@pytest.mark.parametrize(
    "path", ["/kamus/cetak/", "/panduan/cetak/", "/kamus/DEVO/cetak/", "/panduan/integritas/komitmen/cetak/"]
)
def test_a_book_has_one_first_heading_and_skips_no_rank(client, seeds, path):
    ranks = [int(rank) for rank in re.findall(r"<h(\d)[ >]", get(client, path))]
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_a_book_holds_every_line(client, seeds, slug):
    text = "".join(words(get(client, f"/{slug}/cetak/")).split())
    for document in document_types.get(slug).repository.load():
        for line in document.lines:
            assert "".join(plain(line.text).split()) in text, line.path


def test_printed_numbers_stand_as_they_are(client, seeds):
    html = get(client, "/kamus/DEVO/cetak/")
    level = html[html.index(">Level 4<") :]
    assert re.findall(r"<tr><td>([^<]*)</td>", level) == ["1", "2", "3", "5", "6", "7"]


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_the_contents_lead_to_every_document(client, seeds, slug):
    html = get(client, f"/{slug}/cetak/")
    contents = html[html.index("book-contents") : html.index("</nav>", html.index("book-contents"))]
    links = re.findall(r'href="#([^"]+)"', contents)
    assert [link for link in links if not link.startswith("bagian-")] == document_types.get(slug).repository.keys()
    for link in links:
        assert f'id="{link}"' in html


def test_the_cover_says_whose_which_edition_and_of_when(client, seeds, settings):
    settings.ORGANISATION = "PT <Contoh>"
    newest = Revision.objects.filter(format="kamus").order_by("-pk").first()
    text = words(get(client, "/kamus/cetak/"))
    assert f"PT <Contoh> Kamus kompetensi Edisi {newest.pk} · " in text
    assert str(newest.at.year) in text


def test_what_has_no_history_has_no_edition(client, many):
    many(1)
    assert "Edisi" not in get(client, "/kamus/cetak/")


def test_a_book_of_one_part(client, seeds):
    text = words(get(client, "/panduan/cetak/?aspek=kerja-sama"))
    assert "Panduan pengembangan KERJA SAMA Edisi" in text
    assert "Tanggung Jawab" not in text
    assert "Kerjasama Internal" in text


@pytest.mark.parametrize(
    "path",
    [
        "/kamus/cetak/?kelompok=TIDAK",
        "/kamus/cetak/?jilid=99",
        "/kamus/TIDAK/cetak/",
        "/lain/cetak/",
        "/ekspor/kamus.xlsx?kelompok=TIDAK",
    ],
)
def test_what_is_not_there_is_not_found(client, seeds, path):
    get(client, path, status=404)


@pytest.mark.parametrize("query", ["kelompok=", "jilid=x", "jilid=-1", "jilid=0", "kelompok=%00", "lain=1"])
def test_nonsense_is_the_whole_book(client, seeds, query):
    assert "Customer Focus" in get(client, f"/kamus/cetak/?{query}")


def test_what_is_too_large_is_offered_by_parts_and_volumes(client, many, small):
    many(5, levels=1, indicators=1)
    html = get(client, "/kamus/cetak/")
    assert "paling banyak 2 kompetensi" in words(html)
    assert "Jilid 3 · kompetensi 5–5" in words(html)
    for path in re.findall(r'href="(/kamus/cetak/\?[^"]*jilid[^"]*)"', html):
        assert 'class="leaf"' in get(client, unescape(path))
    assert "K00004" in get(client, "/kamus/cetak/?jilid=3")
    assert "Jilid 3" in words(get(client, "/kamus/cetak/?jilid=3"))


def test_a_book_of_too_many_lines_is_too_large(client, seeds, monkeypatch):
    monkeypatch.setattr(views, "PAGE", books.Limit(100, 100))
    assert "Terlalu besar" in get(client, "/kamus/cetak/")
    assert 'class="leaf"' in get(client, "/kamus/DEVO/cetak/")


@pytest.mark.parametrize("extension", ["md", "csv", "xlsx", "docx", "json"])
def test_any_file_can_be_of_one_part_or_volume(client, many, small, extension):
    many(5, levels=1, indicators=1)
    Competency.objects.filter(code__in=["K00000", "K00001", "K00002"]).update(group="Satu & Dua")
    part = client.get(f"/ekspor/kamus.{extension}?kelompok=Satu+%26+Dua")
    assert part.headers["Content-Disposition"] == f'attachment; filename="kamus-satu-dua.{extension}"'
    volume = client.get(f"/ekspor/kamus.{extension}?jilid=2&kelompok=Satu+%26+Dua")
    assert volume.headers["Content-Disposition"] == f'attachment; filename="kamus-satu-dua-jilid-2.{extension}"'
    texts = [each.getvalue().decode(errors="replace") for each in (part, volume)]
    if extension == "md":
        assert re.findall(r"Kode +\| (\w+)", texts[0]) == ["K00000", "K00001", "K00002"]
        assert re.findall(r"Kode +\| (\w+)", texts[1]) == ["K00002"]


def test_the_menu_of_a_part_gives_files_of_that_part(client, seeds):
    html = unescape(get(client, "/panduan/cetak/?aspek=integritas"))
    assert 'href="/ekspor/panduan.docx?aspek=integritas"' in html


@pytest.mark.parametrize(
    ("page", "print_page"),
    [("/kamus/", "/kamus/cetak/"), ("/kamus/DEVO/", "/kamus/DEVO/cetak/"), ("/panduan/", "/panduan/cetak/")],
)
def test_pages_lead_to_what_is_printed_of_them(client, seeds, page, print_page):
    assert f'href="{print_page}"' in get(client, page)


def test_stored_text_is_text_in_a_book(client, db):
    evil = "<script>alert(1)</script>&amp;\"'*<b>x</b>*"
    competency = Competency.objects.create(code="A", name=evil, definition=evil, group=evil)
    competency.behaviours.create(text=evil)
    competency.levels.create(number=1, description=evil).indicators.create(label="1", text=evil)
    for path in ("/kamus/cetak/", "/kamus/A/cetak/"):
        html = get(client, path)
        assert "<script>alert" not in html
        assert "<b>x" not in html


@pytest.mark.parametrize("count", [3, 80])
@pytest.mark.parametrize(("path", "most"), [("/kamus/cetak/", 9), ("/kamus/K00001/cetak/", 7), ("/panduan/cetak/", 8)])
def test_a_book_takes_the_same_few_queries_whatever_the_size(
    client, seeds, many, django_assert_max_num_queries, count, path, most
):
    many(count)
    with django_assert_max_num_queries(most):
        get(client, path)


def test_what_is_far_too_large_is_told_after_the_same_few_queries(client, many, small, django_assert_max_num_queries):
    many(700, levels=1, indicators=1)
    with django_assert_max_num_queries(9):
        get(client, "/kamus/cetak/")


def test_a_long_text_counts_as_the_lines_it_takes(client, db, monkeypatch):
    Competency.objects.create(code="A", name="A", definition="kata " * 500)
    monkeypatch.setattr(views, "PAGE", books.Limit(100, 20))
    assert "Terlalu besar" in get(client, "/kamus/cetak/")


@pytest.mark.parametrize("path", ["/kamus/A/cetak/", "/kamus/cetak/", "/kamus/cetak/?kelompok=Satu"])
@pytest.mark.parametrize("held", [False, True])
def test_a_list_is_printed_where_its_page_shows_it(client, db, path, held):
    Competency.objects.create(code="A", name="Alpha", group="Satu")
    if held:
        Competency.objects.create(code="B", name="Beta", group="Dua").behaviours.create(position=1, text="Teliti.")
    for each in (path, "/kamus/A/"):
        assert ("Belum ada perilaku kunci." in get(client, each)) is held
