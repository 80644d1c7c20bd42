"""Documents as books: what stands on the page and in the PDF, and what is too large for one book."""

import io
import itertools
import os
import re
import subprocess
import sys
import zlib
from html import unescape

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.management import CommandError, call_command

from dictionary.models import Competency, Indicator
from documents.emphasis import plain
from exchange import document_types
from exchange.exports import book as books
from exchange.exports import kinds as writers
from exchange.exports import scope
from exchange.models import Revision
from tests.settings import BASE_DIR

draws = pytest.mark.skipif(
    not writers.draws_pdf(), reason="WeasyPrint atau Pango tidak terpasang (requirements-pdf.txt)"
)


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def small(monkeypatch):
    """Books of two documents."""
    for module in (books, scope):
        monkeypatch.setattr(module, "VOLUME", 2)


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
    monkeypatch.setattr(books, "LINES", 60)
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
@pytest.mark.parametrize(("path", "most"), [("/kamus/cetak/", 9), ("/kamus/K00001/cetak/", 6), ("/panduan/cetak/", 8)])
def test_a_book_takes_the_same_few_queries_whatever_the_size(
    client, seeds, many, django_assert_max_num_queries, count, path, most
):
    many(count)
    with django_assert_max_num_queries(most):
        get(client, path)


def test_what_is_far_too_large_is_told_after_the_same_few_queries(client, many, small, django_assert_max_num_queries):
    many(700, levels=1, indicators=1)
    with django_assert_max_num_queries(8):
        get(client, "/kamus/cetak/")


def test_pdf_is_offered_only_where_it_can_be_drawn(monkeypatch):
    assert ("pdf" in [writer.extension for writer in writers.WRITERS]) == writers.draws_pdf()
    monkeypatch.setattr(writers, "find_spec", lambda _: None)
    assert not writers.draws_pdf()
    monkeypatch.undo()
    monkeypatch.setattr(writers, "find_library", lambda _: None)
    assert not writers.draws_pdf()


# The PDF


@pytest.fixture
def pages(monkeypatch):
    """The pages that WeasyPrint draws, each as the texts on it in order; told by a list that fills meanwhile."""
    pdffile = pytest.importorskip("exchange.exports.pdf")
    drawn = []
    render = pdffile.HTML.render

    def note(self, *arguments, **options):
        document = render(self, *arguments, **options)
        drawn.append(document)
        return document

    monkeypatch.setattr(pdffile.HTML, "render", note)
    return drawn


def texts(page):
    return [box.text for box in page._page_box.descendants() if getattr(box, "text", None)]


def unpacked(pdf):
    """A PDF with what is packed in it opened."""
    found = [pdf]
    for packed in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


@draws
@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_the_contents_of_a_pdf_name_the_pages_where_documents_are(client, seeds, pages, slug, caplog):
    assert client.get(f"/ekspor/{slug}.pdf").getvalue().startswith(b"%PDF-")
    (document,) = pages
    numbered = reversed(list(enumerate(document.pages, 1)))
    at = {name: number for number, page in numbered for name in page.anchors}
    printed = " ".join(texts(document.pages[1]))
    for key, title in ((each.key, each.title) for each in document_types.get(slug).repository.load()):
        assert re.search(rf"{re.escape(title)}[^.]*[. ]+{at[key]}(?!\d)", printed), (title, at[key])
    assert [record.message for record in caplog.records if record.levelname != "INFO"] == []


@draws
def test_a_pdf_prints_the_numbers_and_every_text(client, seeds, pages):
    client.get("/ekspor/kamus/DEVO.pdf").getvalue()
    found = [text.strip() for page in pages[0].pages for text in texts(page)]
    level = found[found.index("Level 4") :]
    assert [text for text in level if re.fullmatch(r"\d", text)] == ["1", "2", "3", "5", "6", "7"]
    whole = re.sub(r"\W", "", "".join(found))
    for indicator in Indicator.objects.filter(level__competency__code="DEVO"):
        assert re.sub(r"\W", "", indicator.text)[:40] in whole


@draws
def test_a_pdf_is_tagged_has_bookmarks_and_its_own_fonts(client, seeds):
    data = unpacked(client.get("/ekspor/kamus.pdf").getvalue())
    for wanted in (b"/StructTreeRoot", b"/Outlines", b"pdfuaid", b"/FontFile2", b"Public-Sans", b"Literata"):
        assert wanted in data, wanted
    assert re.search(rb"/Lang ?\(id", data)
    assert b"Customer Focus" in data


@draws
def test_the_same_book_gives_the_same_pdf(seeds):
    """Also in another process, at another second, with other hashes."""
    script = (
        "import django, sys, hashlib, io; django.setup()\n"
        "from documents.layout import Cover, Leaf, Part, Section, bound\n"
        "from exchange import document_types\nfrom exchange.exports import pdf as pdffile\n"
        "section = Section('S', head='H', rows=(('1', 'x'),))\n"
        "leaf = Leaf('A', Part('X'), 'Judul', 'A', 'Teks *miring*.', '', (section,))\n"
        "cover = Cover('Buku', parts=(('x', 'X', 1),))\n"
        "out = io.BytesIO(); pdffile.write(document_types.get('kamus'), bound(cover, [leaf]), out)\n"
        "print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script]
        result = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=True)
        found.add(result.stdout)
    assert len(found) == 1


@draws
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.css",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "data:text/css,a{}",
        "https://static.invalid/../settings.py",
        "https://static.invalid/%2e%2e/%2e%2e/etc/passwd.css",
        "https://static.invalid/js/copy.js",
        "https://static.invalid/tidak.css",
    ],
)
def test_a_pdf_takes_nothing_but_the_sites_own_style(address):
    from weasyprint.urls import FatalURLFetchingError

    from exchange.exports.pdf import OwnFiles

    with pytest.raises((FatalURLFetchingError, SuspiciousFileOperation)):
        OwnFiles().fetch(address)


@draws
def test_a_pdf_that_is_too_large_is_refused_with_its_volumes(client, many, small):
    many(3, levels=1, indicators=1)
    response = client.get("/ekspor/kamus.pdf")
    assert response.status_code == 422
    assert "Jilid 2" in words(response.content.decode())
    assert client.get("/ekspor/kamus.pdf?jilid=2").getvalue().startswith(b"%PDF-")
    with pytest.raises(CommandError, match="paling banyak 2 kompetensi"):
        call_command("exportfile", "kamus.pdf", stdout=io.StringIO())


@draws
def test_one_pdf_is_drawn_at_a_time_and_others_are_told_to_come_back(client, seeds, monkeypatch):
    from exchange.exports import pdf as pdffile

    monkeypatch.setattr(pdffile, "PATIENCE", 0.01)
    with pdffile._DRAWING:
        response = client.get("/ekspor/kamus/DEVO.pdf")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert client.get("/ekspor/kamus/DEVO.pdf").getvalue()
