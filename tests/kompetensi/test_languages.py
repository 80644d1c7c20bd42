"""Pages in the reader's language, content in its own: what a person reads changes, what is kept never does."""

import ast
import gettext
import io
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation.template import templatize

from development.models import Action, SubAspect
from dictionary.models import Competency, Indicator, Level
from documents.translation import LazyText, source_of
from exchange import document_types
from exchange.exports.kinds import EXPORT_KINDS
from exchange.history.recording import from_json
from exchange.models import Proposal, Revision
from kompetensi.templatetags.text import emphasis, plain
from tests.addresses import SITE, arguments, put_down
from tests.builders import FIXTURES
from tests.pages import Page, fields
from tests.settings import BASE_DIR

ROOMS = sorted({path.parent.name for path in BASE_DIR.glob("*/__init__.py")} - {"tests", "benchmarks"})
CATALOGUE = BASE_DIR / "locale/en/LC_MESSAGES/django.po"
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.8"}
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
#: Debian's gettext collects and compiles; the gate has it, and a machine without it tests the rest.
needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext belum terpasang (apt install gettext)")
#: Elements that nothing stands in.
VOID = {"meta", "link", "input", "img", "br", "hr", "path", "use"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!\{)\{\w*\}(?!\})|</?\w+")
#: Words that only Indonesian sentences have, and what is written for whoever runs the site rather than reads it.
INDONESIAN = re.compile(
    r"\b(yang|tidak|belum|sudah|dan|atau|ini|untuk|dengan|dari|dipakai|harus|lalu)\b", re.IGNORECASE
)
NOT_FOR_READERS = re.compile(
    r"/migrations/|/commands/|/backups/|/doctor/|/settings.py|/databases.py|/triggers.py|/suggestions.py|/stems.py"
    r"|/failures.py|/listening.py|/sqlite3/access.py"
)


def parsed(text):
    """The entries of a catalogue's text: the fields of each ("msgid", "msgstr[0]") by their names."""
    for block in re.split(r"\n\n+", text):
        fields, name = {}, ""
        for line in block.splitlines():
            if match := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
                name = match[1]
                fields[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                fields[name] += ast.literal_eval(line)
        if fields.get("msgid"):
            yield fields


def entries():
    """The English catalogue as (context, sentence): (plural, [English, and its plural]); nothing fuzzy or obsolete."""
    text = CATALOGUE.read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    assert "#~" not in text
    return {
        (fields.get("msgctxt", ""), fields["msgid"]): (
            fields.get("msgid_plural", ""),
            [value for name, value in fields.items() if name.startswith("msgstr")],
        )
        for fields in parsed(text)
    }


def extracted(sources):
    """What xgettext collects from texts of Python: as the keys of `entries`."""
    command = ["xgettext", "-L", "Python", "--from-code=UTF-8", "--no-wrap", "-o", "-", "-"]
    command += [f"--keyword={keyword}" for keyword in KEYWORDS]
    pot = subprocess.run(command, input="\n".join(sources).encode(), capture_output=True, check=True).stdout.decode()
    return {(fields.get("msgctxt", ""), fields["msgid"]) for fields in parsed(pot)}


def ours(found):
    """Whether a sentence is written here, not one of Django's (which are English) that a template of ours says."""
    _, sentence = found
    return translation.gettext(sentence) == sentence


def modules():
    """The modules of the rooms."""
    return [path for room in ROOMS for path in sorted((BASE_DIR / room).rglob("*.py"))]


@needs_gettext
def test_every_sentence_of_the_source_has_english():
    missing = extracted(path.read_text(encoding="utf-8") for path in modules()) - set(entries())
    assert sorted(filter(ours, missing)) == []


@needs_gettext
def test_every_sentence_of_the_templates_has_english():
    paths = sorted((BASE_DIR / "templates").rglob("*.*"))
    # What templatize gives is Python as far as xgettext can tell, line by line.
    missing = extracted(templatize(path.read_text(encoding="utf-8")) for path in paths) - set(entries())
    assert sorted(filter(ours, missing)) == []


def test_english_keeps_every_placeholder_and_leaves_nothing_empty():
    wrong = [
        sentence
        for (_, sentence), (plural, english) in entries().items()
        if not all(english)
        or len(english) != (2 if plural else 1)
        or any(set(PLACEHOLDER.findall(each)) - {"<"} != set(PLACEHOLDER.findall(sentence)) for each in english[-1:])
    ]
    assert wrong == []


@needs_gettext
def test_the_compiled_catalogue_says_what_the_written_one_does():
    compiled = subprocess.run(
        ["msgfmt", "-c", "-o", "-", str(CATALOGUE)], capture_output=True, check=True
    ).stdout  # fails for a broken one
    theirs, ours = (
        gettext.GNUTranslations(io.BytesIO(data)) for data in (compiled, CATALOGUE.with_suffix(".mo").read_bytes())
    )
    ours.info().pop("pot-creation-date", None)  # msgfmt leaves the day out
    assert ours.info() == theirs.info()
    assert vars(ours)["_catalog"] | {"": ""} == vars(theirs)["_catalog"] | {"": ""}


def test_no_sentence_of_ours_is_said_otherwise_in_indonesian():
    """Django's own catalogue has English words for keys, and some are Indonesian words as well.

    What our templates say of Django's stands in the catalogue as it is.
    """
    assert [
        sentence
        for (context, sentence), (_, english) in entries().items()
        if not context and english != [sentence] and translation.gettext(sentence) != sentence
    ] == []


def test_no_indonesian_sentence_stands_in_the_source_that_the_catalogue_lacks():
    known = {sentence for _, sentence in entries()}
    left = []
    for path in modules():
        if not NOT_FOR_READERS.search(str(path)):
            left += [
                f"{path.name}: {text}"
                for text in literals(path)
                if len(INDONESIAN.findall(text)) > 1 and text not in known
            ]
    assert left == []


def literals(path):
    """The texts in a module that are no docstrings; of an f-string its fixed parts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def test_pages_are_indonesian_unless_english_is_asked_for(client, seeds):
    page, english, other = (
        client.get("/kamus/"),
        client.get("/kamus/", **ENGLISH),
        client.get("/kamus/", HTTP_ACCEPT_LANGUAGE="fr"),
    )
    assert '<html lang="id">' in page.content.decode()
    assert '<html lang="en">' in english.content.decode()
    assert '<html lang="id">' in other.content.decode()
    assert (page.headers["Content-Language"], english.headers["Content-Language"]) == ("id", "en")
    assert "Accept-Language" in page.headers["Vary"]
    assert "Cookie" in page.headers["Vary"]
    assert english.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_switch_in_the_foot_outweighs_the_browser_and_comes_back(client, seeds):
    page = client.get("/kamus/?sesudah=A").content.decode()
    assert 'action="/bahasa/"' in page
    assert 'name="next" value="/kamus/?sesudah=A"' in page
    answer = client.post("/bahasa/", {"bahasa": "en", "next": "/kamus/?sesudah=A"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/kamus/?sesudah=A")
    cookie = answer.cookies[site.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == ("en", True, "Lax", "/")
    assert '<html lang="en">' in client.get("/kamus/", HTTP_ACCEPT_LANGUAGE="id").content.decode()
    client.post("/bahasa/", {"bahasa": "id", "next": "/"})
    assert '<html lang="id">' in client.get("/kamus/", **ENGLISH).content.decode()


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", ""])
def test_the_switch_never_leads_off_the_site(client, target):
    assert client.post("/bahasa/", {"bahasa": "en", "next": target}).headers["Location"] == "/"


def test_the_switch_knows_its_languages_and_is_no_link(client):
    assert client.post("/bahasa/", {"bahasa": "xx", "next": "/"}).cookies == {}
    assert client.get("/bahasa/").status_code == 405


@pytest.mark.parametrize(("headers", "language"), [({}, "id"), (ENGLISH, "en")])
def test_every_page_is_in_the_language_it_says(client, boss, seeds, headers, language):
    client.force_login(boss)
    data = (FIXTURES / "kamus.md").read_bytes().replace(b"DEVO", b"DEVX")
    client.post("/impor/", {"berkas": SimpleUploadedFile("kamus.md", data)})
    things = {"import": Proposal.objects.get(state="draft"), "revision": Revision.objects.filter(key="DEVO").first()}
    wrong = []
    for name in SITE:
        response = client.get(reverse(name, kwargs=arguments(name, things)), **headers)
        put_down(response)
        if response.headers["Content-Type"].startswith("text/html") and not response.streaming and response.content:
            text = response.content.decode()
            if "<html" in text and f'<html lang="{language}">' not in text:
                wrong.append(name)
    assert wrong == []


def test_a_page_that_is_not_there_says_so_in_the_readers_language(client):
    assert '<html lang="en">' in client.get("/tidak-ada/", **ENGLISH).content.decode()


@pytest.mark.parametrize("document_type", document_types.all_types(), ids=lambda document_type: document_type.slug)
@pytest.mark.parametrize("writer", EXPORT_KINDS, ids=lambda writer: writer.extension)
def test_files_are_the_same_in_every_language(client, seeds, document_type, writer):
    address = f"/ekspor/{document_type.slug}.{writer.extension}"
    got = {language: b"".join(client.get(address, HTTP_ACCEPT_LANGUAGE=language)) for language in ("id", "en")}
    assert got["id"] == got["en"] != b""


def test_files_of_the_back_office_are_the_same_in_every_language(client, boss, seeds):
    client.force_login(boss)
    address = "/admin/dictionary/competency/export/"
    boxes = Page(client.get(address)).all("input", type="checkbox")
    names = [box["name"] for box in boxes]
    got = [
        client.post(address, {"format": "2", "resource": "", **dict.fromkeys(names, "on")}, HTTP_ACCEPT_LANGUAGE=each)
        for each in ("id", "en")
    ]
    assert got[0].headers.get("Content-Disposition") == got[1].headers.get("Content-Disposition")
    if "Content-Disposition" in got[0].headers:
        assert got[0].content == got[1].content


def test_a_file_is_refused_reviewed_and_applied_in_english_and_stored_as_ever(client, boss, seeds):
    client.force_login(boss)
    bad = SimpleUploadedFile("kamus.md", b"Nama | Salah Kode\nKode | A B\n")
    refused = client.post("/impor/", {"berkas": bad}, **ENGLISH).content.decode()
    assert "The code “A B” is not valid." in refused
    data = (FIXTURES / "kamus.md").read_bytes().replace(b"DEVO", b"DEVX")
    client.post("/impor/", {"berkas": SimpleUploadedFile("kamus.md", data)}, **ENGLISH)
    waiting = Proposal.objects.get(state="draft")
    sent = fields(client.get(f"/usulan/{waiting.pk}/", **ENGLISH), "rencana")
    client.post(f"/usulan/{waiting.pk}/terapkan/", sent, **ENGLISH)
    stored = from_json(Revision.objects.get(key="DEVX").after)
    assert {"nama", "definisi", "perilaku kunci 1", "level 1, nomor 1"} <= {line.path for line in stored.lines}
    assert document_types.get("kamus").repository.load(["DEVX"]) == [stored]


def test_history_keeps_its_notes_as_they_were_written(client, boss, seeds):
    client.force_login(boss)
    SubAspect.objects.first().competencies.add(Competency.objects.get(code="DEVO"))
    base, newest = Revision.objects.filter(key="DEVO").latest("pk").pk, Revision.objects.newest()
    client.post(reverse("competency-archive", args=["DEVO"]), {"dasar": base}, **ENGLISH)
    notes = set(Revision.objects.filter(pk__gt=newest).values_list("note", flat=True))
    assert notes == {"Diarsipkan", "Mengikuti perubahan kompetensi: Diarsipkan"}


def test_stored_text_says_its_language_on_pages_in_another():
    assert emphasis("*satu* dua") == "<em>satu</em> dua"
    with translation.override("en"):
        assert emphasis("*satu* dua") == '<span lang="id"><em>satu</em> dua</span>'
        assert emphasis("") == ""
        assert emphasis(LazyText("Belum ada definisi.")) == "No definition yet."
        assert plain(LazyText("Perilaku kunci")) == "Key behaviours"


class Languages(HTMLParser):
    """In which language each text of a page is said to be: {text: languages}."""

    def __init__(self):
        super().__init__()
        self.within, self.said = [("", "")], {}

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.within.append((tag, dict(attributes).get("lang") or self.within[-1][1]))

    def handle_endtag(self, tag):
        if self.within[-1][0] == tag:
            self.within.pop()

    def handle_data(self, data):
        self.said.setdefault(" ".join(data.split()), set()).add(self.within[-1][1])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/kamus/",
        "/kamus/DEVO/",
        "/kamus/DEVO/sunting/",
        "/kamus/matriks/?isi=lengkap",
        "/kamus/banding/?k=DEVO&k=CUSF",
        "/kamus/cetak/",
        "/panduan/integritas/",
        "/panduan/integritas/komitmen/sunting/",
        "/cari/?q=bawahan",
        "/admin/dictionary/level/{level}/change/",
    ],
)
def test_every_stored_sentence_of_an_english_page_says_that_it_is_indonesian(client, boss, seeds, path):
    client.force_login(boss)
    parser = Languages()
    parser.feed(client.get(path.format(level=Level.objects.first().pk), **ENGLISH).content.decode())
    stored = [
        *Competency.objects.values_list("definition", flat=True),
        *Indicator.objects.values_list("text", flat=True),
    ]
    stored += [*Action.objects.values_list("text", flat=True), *SubAspect.objects.values_list("description", flat=True)]
    beginnings = {text[:40] for text in stored if len(text) >= 40}
    said = {text: languages for text, languages in parser.said.items() if text[:40] in beginnings}
    assert said
    assert {text: languages for text, languages in said.items() if languages != {"id"}} == {}


def test_text_of_the_interface_keeps_its_source_and_is_shown_in_the_readers_language():
    words = LazyText("Belum ada definisi.")
    with translation.override("en"):
        assert (str(words), f"{words}") == ("No definition yet.", "No definition yet.")
        assert LazyText("{title} tidak boleh kosong.").format(title=LazyText("Nama")) == "Name must not be empty."
        assert words.source == source_of(words) == "Belum ada definisi."
        assert {words: 1}[LazyText("Belum ada definisi.")] == 1
    assert words != "Belum ada definisi."
    with pytest.raises(TypeError):
        "".join([words])
    assert str(words) == "Belum ada definisi."
