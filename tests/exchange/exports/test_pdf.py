"""PDF files: what stands on their pages, how they are made one at a time, and how they are kept."""

import io
import os
import re
import subprocess
import sys
import time
from unicodedata import normalize

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from dictionary.models import Competency, Indicator
from exchange import document_types
from exchange.exports import book as books
from exchange.exports import kept, pdf, scope, views
from exchange.exports.scope import EVERYTHING
from exchange.file_lock import exclusive
from exchange.models import Revision
from tests.settings import BASE_DIR

#: What means something to Typst, to Markdown or to machines.
HOSTILE = (
    r"#set page(width: 1cm) #panic() $x^2$ [a] <b> @c `d` \\e \\u{41} /* f */ // g _h_ = i ~ -- ... 'j' {k} \u200b"
)


def drawn(client, path="/ekspor/kamus.pdf"):
    response = client.get(path)
    assert response.status_code == 200, path
    return PdfReader(io.BytesIO(response.getvalue()))


def texts(reader):
    return [page.extract_text() for page in reader.pages]


def letters(text):
    """A text without the spaces and lines that pages put into it."""
    return re.sub(r"\s", "", normalize("NFC", text))


@pytest.fixture
def slot():
    """The one place where a PDF is made, taken by another process."""
    site.PDF_DIR.mkdir(parents=True, exist_ok=True)
    with exclusive(site.PDF_DIR / "lock") as mine:
        assert mine
        yield


@pytest.fixture
def draws(monkeypatch):
    """How often something was drawn, as a list that fills meanwhile."""
    calls, draw = [], pdf.draw
    monkeypatch.setattr(pdf, "draw", lambda data, out: calls.append(len(data)) or draw(data, out))
    return calls


# What stands on the pages


@pytest.mark.parametrize("slug", ["kamus", "panduan"])
def test_the_contents_name_the_pages_where_documents_are(client, seeds, slug):
    pages = texts(drawn(client, f"/ekspor/{slug}.pdf"))
    for title in (each.title for each in document_types.get(slug).repository.load()):
        entry = next(line for line in pages[1].splitlines() if re.match(rf"{re.escape(title)} [A-Z]", line))
        number = int(entry.split()[-1])
        assert title in pages[number - 1].splitlines()[1:5]
        assert pages[number - 1].rstrip().endswith(f"Halaman {number}")


def test_the_cover_says_what_it_is_whose_and_which_edition(client, seeds, settings):
    settings.ORGANISATION = "PT <Contoh> #1"
    newest = Revision.objects.filter(format="kamus").order_by("-pk").first()
    reader = drawn(client)
    cover = reader.pages[0].extract_text()
    for wanted in ("PT <Contoh> #1", "Kamus kompetensi", "2 kompetensi · 1 kelompok", f"Edisi {newest.pk} · "):
        assert wanted in cover
    assert reader.metadata.author == "PT <Contoh> #1"


def test_numbers_stand_as_they_are_and_every_text_is_there(client, seeds):
    whole = "\n".join(texts(drawn(client, "/ekspor/kamus/DEVO.pdf")))
    level = whole[whole.index("Level 4") :]
    assert re.findall(r"^(\d+) [A-Z]", level, re.MULTILINE) == ["1", "2", "3", "5", "6", "7"]
    for indicator in Indicator.objects.filter(level__competency__code="DEVO"):
        assert letters(indicator.text) in letters(whole)


def test_a_document_begins_on_a_page_of_its_own_and_a_split_table_repeats_its_head(client, seeds):
    pages = texts(drawn(client))
    at = next(nth for nth, page in enumerate(pages) if nth > 1 and "Customer Focus" in page)
    assert pages[at].splitlines()[1] == "Customer Focus"
    assert pages[at + 1].splitlines()[1] == "No Indikator perilaku"


def test_it_is_tagged_and_has_bookmarks_a_language_a_title_and_its_own_fonts(client, seeds):
    reader = drawn(client)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "id"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Kamus kompetensi"
    contents, group, (first, second) = reader.outline
    assert [each.title for each in (contents, group, first, second)] == [
        "Daftar isi",
        "ELEMENTS",
        "Developing Others",
        "Customer Focus",
    ]
    fonts = {font for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()}
    for font in (each.get_object() for each in fonts):
        (inner,) = font["/DescendantFonts"]
        assert re.search(r"\+(Literata|PublicSans)-", font["/BaseFont"])
        assert "/FontFile2" in inner.get_object()["/FontDescriptor"]


def test_emphasis_is_set_in_another_face_and_its_marks_are_gone(client, db):
    Competency.objects.create(code="A", name="Nama", definition="biasa *miring* dan **tebal**")
    reader = drawn(client, "/ekspor/kamus/A.pdf")
    faces = {}
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, font, _size: faces.update({text.strip(): font and font["/BaseFont"]})
    )
    assert faces["miring"].endswith("Literata-Italic")
    assert faces["tebal"].endswith("Literata-Bold")


def test_stored_text_is_text(client, db):
    competency = Competency.objects.create(code="A", name=HOSTILE, definition=HOSTILE, group=HOSTILE)
    competency.behaviours.create(text=HOSTILE)
    competency.levels.create(number=1, description=HOSTILE).indicators.create(label="1", text=HOSTILE)
    whole = letters("".join(texts(drawn(client))))
    assert whole.count(letters(HOSTILE)) >= 6


def test_a_long_word_stays_on_the_page_and_is_copied_whole(client, db):
    word = "https://example.org/" + "abcdefghij" * 40
    competency = Competency.objects.create(code="A", name="A", definition=word)
    competency.levels.create(number=1).indicators.create(label="1234567890123456", text=word)
    (page,) = drawn(client, "/ekspor/kamus/A.pdf").pages
    whole = page.extract_text()
    assert letters(whole).count(word) == 2
    assert max(map(len, whole.splitlines())) < 120


def test_a_character_of_no_font_is_shown_as_a_box(client, db):
    Competency.objects.create(code="A", name="Ḥasan 中文", definition="Ω ж 😀 \ufffe \x07 ✓")
    (page,) = drawn(client, "/ekspor/kamus/A.pdf").pages
    assert "Ḥasan" in normalize("NFC", page.extract_text())
    assert "Ω ж" in page.extract_text()
    assert any(font["/BaseFont"].endswith("Box-Regular") for font in page["/Resources"]["/Font"].values())


# The same bytes, one at a time, within limits


def test_the_same_book_gives_the_same_bytes(db):
    """Also in another process, at another second, with other hashes."""
    script = (
        "import sys\nfrom exchange.exports import drawing\n"
        "part = {'title': 'X', 'note': '', 'foreign': ''}\n"
        "section = dict(title='S', text='', points=[], head='H', rows=[['1', '*x*']], none='', tone=3)\n"
        "leaf = dict(key='A', part=part, title='J', mark='A', text='T *m*', none='', sections=[section])\n"
        "cover = dict(title='B', subtitle='', organisation='', edition='', created='', parts=[['x', 'X', 1]])\n"
        "words = dict(contents='D', number='No', page='H', no_part='T')\n"
        "book = dict(cover=cover, chapters=[dict(part=part, leaves=[leaf])], alone=False, label='B', language='id',\n"
        "            parted=True, count='1', created=None, words=words)\n"
        "sys.stdout.buffer.write(drawing.draw(drawing.prepared(book)))"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        command = [sys.executable, "-c", script]
        found.add(subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, check=True).stdout)
        time.sleep(1)
    assert len(found) == 1
    assert found.pop().startswith(b"%PDF-")


def test_others_are_told_at_once_to_come_back_while_one_is_made(client, seeds, slot, monkeypatch):
    monkeypatch.setattr("exchange.management.commands.exportfile.PATIENCE", 0)
    begun = time.monotonic()
    response = client.get("/ekspor/kamus/DEVO.pdf")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert time.monotonic() - begun < 10
    with pytest.raises(CommandError, match="membuat berkas lain"):
        call_command("exportfile", "kamus.pdf", stdout=io.StringIO())


def test_the_lock_holds_between_processes_and_ends_with_its_process(tmp_path):
    script = (
        "import sys, pathlib\nfrom exchange.file_lock import exclusive\n"
        "with exclusive(pathlib.Path(sys.argv[1])) as mine: print(mine, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "lock")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=BASE_DIR, **pipes) as other:
        assert other.stdout.readline() == "True\n"
        with exclusive(tmp_path / "lock") as mine:
            assert not mine
        other.kill()
    with exclusive(tmp_path / "lock") as mine:
        assert mine


def test_a_book_that_is_too_large_is_refused_with_its_volumes(client, many, monkeypatch):
    for module in (views, scope):
        monkeypatch.setattr(module, "VOLUME", 2)
    monkeypatch.setattr(pdf, "FILE", books.Limit(2, 10_000))
    many(3, levels=1, indicators=1)
    response = client.get("/ekspor/kamus.pdf")
    assert response.status_code == 422
    assert "paling banyak 2 kompetensi" in response.content.decode()
    assert "Jilid 2" in response.content.decode()
    drawn(client, "/ekspor/kamus.pdf?jilid=2")
    with pytest.raises(CommandError, match="paling banyak 2 kompetensi"):
        call_command("exportfile", "kamus.pdf", stdout=io.StringIO())


def test_a_process_that_is_ended_is_told_in_words_and_not_begun_again_at_once(
    client, seeds, draws, monkeypatch, caplog
):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    for _ in range(3):
        response = client.get("/ekspor/kamus.pdf")
        assert response.status_code == 422
        assert "waktu atau memori" in response.content.decode()
    assert len(draws) == 1
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == [pdf.__name__]
    monkeypatch.undo()
    monkeypatch.setattr(kept, "RETRY", -1)
    drawn(client)


def test_a_machine_without_time_is_busy_and_makes_it_when_it_has(client, seeds, monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.001)
    assert client.get("/ekspor/kamus.pdf").status_code == 503
    assert [path.name for path in site.PDF_DIR.iterdir()] == ["lock"]
    monkeypatch.undo()
    drawn(client)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the system")
@pytest.mark.parametrize("limit", ["CPU_LIMIT, drawing.MEMORY_LIMIT = 1, 2**32", "MEMORY_LIMIT = 150 * 2**20"])
def test_the_system_ends_a_process_at_its_limits(limit):
    script = (
        f"from exchange.exports import drawing\ndrawing.{limit}\ndrawing.limit()\n"
        "part = {'title': 'X', 'note': '', 'foreign': ''}\n"
        "rows = [[str(n), 'kata ' * 900] for n in range(2_000)]\n"
        "section = dict(title='S', text='', points=[], head='H', rows=rows, none='', tone=3)\n"
        "leaf = dict(key='A', part=part, title='J', mark='A', text='T', none='', sections=[section])\n"
        "cover = dict(title='B', subtitle='', organisation='', edition='', created='', parts=[])\n"
        "words = dict(contents='D', number='No', page='H', no_part='T')\n"
        "book = dict(cover=cover, chapters=[dict(part=part, leaves=[leaf])], alone=True, label='B', language='id',\n"
        "            parted=False, count='1', created=None, words=words)\n"
        "drawing.draw(drawing.prepared(book))"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=BASE_DIR, capture_output=True, timeout=300, check=False)
    assert result.returncode != 0


def test_marks_without_end_are_drawn_within_the_limits(client, db):
    competency = Competency.objects.create(code="A", name="A")
    level = competency.levels.create(number=1)
    Indicator.objects.bulk_create(Indicator(level=level, label=str(n), text="*a" * 100) for n in range(1, 41))
    (first, *_) = texts(drawn(client, "/ekspor/kamus/A.pdf"))
    assert "aaa" in first


# What is kept


def test_a_file_is_made_once_whatever_else_the_address_says(client, seeds, draws):
    first = client.get("/ekspor/kamus.pdf").getvalue()
    for query in ("?x=1", "?x=2", "?jilid=0", "?jilid=x"):
        assert client.get(f"/ekspor/kamus.pdf{query}").getvalue() == first
    with by_exported("kamus") as file:
        assert file.read() == first
    assert len(draws) == 1


def by_exported(slug):
    document_type = document_types.get(slug)
    return pdf.opened(document_type, document_type.stream(), EVERYTHING)


def test_a_kept_file_is_given_while_another_is_made(client, seeds):
    first = client.get("/ekspor/kamus.pdf").getvalue()
    with exclusive(site.PDF_DIR / "lock"):
        assert client.get("/ekspor/kamus.pdf?x=1").getvalue() == first
        assert client.get("/ekspor/kamus/DEVO.pdf").status_code == 503


def test_a_change_or_another_name_of_the_organisation_makes_a_new_file(client, seeds, draws, settings):
    drawn(client)
    settings.ORGANISATION = "PT Lain"
    assert "PT Lain" in drawn(client, "/ekspor/kamus.pdf?x=1").pages[0].extract_text()
    call_command("importfile", str(BASE_DIR / "fixtures" / "panduan.md"), "--apply", stdout=io.StringIO())
    assert len(draws) == 2


def test_parts_volumes_and_documents_are_kept_apart(client, seeds, draws):
    paths = ["kamus.pdf", "kamus.pdf?jilid=1", "kamus.pdf?kelompok=ELEMENTS", "kamus/DEVO.pdf", "panduan.pdf"]
    assert len({client.get(f"/ekspor/{path}").getvalue() for path in paths}) == len(paths) == len(draws)


def test_room_is_made_for_new_files_and_what_was_left_half_made_goes(client, seeds, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES", 2)
    drawn(client)
    (site.PDF_DIR / "x.pdf.part").touch()
    for nth, key in enumerate(("DEVO", "CUSF")):
        for path in site.PDF_DIR.glob("*.pdf"):
            os.utime(path, (nth, nth))
        drawn(client, f"/ekspor/kamus/{key}.pdf")
    assert len(list(site.PDF_DIR.glob("*.pdf"))) == 2
    assert not list(site.PDF_DIR.glob("*.part"))
    monkeypatch.setattr(kept, "MOST_BYTES", 1)
    drawn(client, "/ekspor/panduan.pdf")
    assert len(list(site.PDF_DIR.glob("*.pdf"))) == 1
