"""Stored text is text everywhere: hostile words in every field, and every page read as a browser reads it."""

import csv
import io
import json
import re
from dataclasses import replace

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from tinyhtml5 import parse

from development.models import Aspect
from dictionary.models import Competency
from exchange import document_types
from exchange.history import versions
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Comment, Proposal, Revision
from exchange.proposals import commenting, deciding, drafts
from exchange.proposals.rows import save_rows
from tests.addresses import put_down
from tests.builders import with_texts
from tests.security.places import ask, office

#: What would show that text became markup: an element, an attribute or an address of this name.
MARK = "zjahat"
HOSTILE = [
    f"<script>{MARK}</script>",
    f"<{MARK}>x</{MARK}>",
    f'"><img src={MARK} onerror={MARK}()>',
    f"' onmouseover='{MARK}()' {MARK}='",
    f"</script><{MARK}>",
    f"</title></style></textarea><{MARK}>",
    f"--><{MARK}><!--",
    f"]]><{MARK}>",
    f"*<{MARK}>* **<b {MARK}=1>** *[a](javascript:{MARK})*",
    f"[a](javascript:{MARK}) ![a](javascript:{MARK}) <javascript:{MARK}> `x`",
    f'*a [b](<javascript:{MARK}> "{MARK}")* &lt;{MARK}&gt; &#60;{MARK}&#62;',
    f"{{{{ 7|add:7 }}}} {{% load {MARK} %}} {{# {MARK} #}} ${{7*7}} #{{7*7}} {{{{7*7}}}}",
    f"\u202e\u2066<{MARK}>\u2069 \u200b \ufeff %3C{MARK}%3E \\u003c{MARK}\\u003e",
    f'=HYPERLINK("javascript:{MARK}",1)|<{MARK}>',
    f"javascript:{MARK}",
    f"\x02mulai\x03 <mark><{MARK}></mark> \ue000<{MARK}>\ue001",
]


def store(evil, code="A1"):
    """A competency and a sub-aspect, joined, with these words in every field."""
    competency = Competency.objects.create(code=code, name=evil[:200], definition=evil, group=evil[:200], position=1)
    competency.behaviours.create(text=evil, position=1)
    level = competency.levels.create(number=1, description=evil)
    level.indicators.create(label="1", text=evil, position=1)
    aspect = Aspect.objects.create(name=evil[:200], domain=evil[:200], slug=f"a{code.lower()}", position=1)
    sub_aspect = aspect.sub_aspects.create(label="1", name=evil[:200], slug="b", description=evil, position=1)
    sub_aspect.actions.create(way="self", label="1", text=evil, position=1)
    sub_aspect.competencies.add(competency)
    return competency, sub_aspect


WAYS = ("change", "delete")
#: Three at a time, as many as a name has room for.
TOGETHER = [" ".join(HOSTILE[start : start + 3]) for start in range(0, len(HOSTILE), 3)]


@pytest.fixture(params=range(len(TOGETHER)))
def hostile(request, db):
    """Everything that can be stored, with one hostile text in it; the administrator's name has it as well."""
    evil = TOGETHER[request.param]
    boss = get_user_model().objects.create_superuser("bos", password="rahasia-sekali")
    boss.first_name, boss.last_name, boss.email = evil[:150], evil[:150], "bos@example.org"
    boss.save()
    kamus, panduan = document_types.get("kamus"), document_types.get("panduan")
    with (
        record_changes(kamus, ["A1"], origin="edit", user=boss, note=evil[:200]),
        record_changes(panduan, [], origin="edit"),
    ):
        competency, _ = store(evil)
    with record_changes(kamus, ["A1"], origin="admin", user=boss, note=evil[:200]):
        competency.definition = f"{evil} lagi"
        competency.save()
    store(evil, "A2")
    text = kamus.text.render(kamus.repository.load()).replace("lagi", "sekali lagi").encode()
    found = imports.review(text)
    waits = imports.new_import(text, name=f"{evil}.md", review=found, user=boss)
    waits.save()
    save_rows(waits, found.rows)
    propose_all(evil, boss)
    return evil, boss, waits


def propose_all(evil, boss):
    """A draft and a submitted proposal of the edit page, sent back with a note, with comments on all and on a line."""
    kamus, panduan = document_types.get("kamus"), document_types.get("panduan")
    for document_type, key, section in ((kamus, "A1", "definisi"), (panduan, "aa1/b", "deskripsi")):
        (document,) = document_type.repository.load([key])
        document = document_type.normalised(replace(with_texts(document, {section: f"{evil} usul"}), source=None))
        edit = drafts.Edit(document_type, document, key, versions.newest(document_type, key), reason=evil[:500])
        row = drafts.propose(edit, user=boss)
        for where in ({}, {"dokumen": key}, {"dokumen": key, "baris": section}):
            commenting.say(row, commenting.CommentForm({"teks": evil[:1000], **where}), user=boss)
        if key == "A1":
            deciding.send_back(row, note=evil[:500], user=boss)


def pages(waits):
    """Every page that shows stored text, with every form of showing it."""
    yield from ("/", "/kamus/", "/kamus/A1/", "/kamus/A1/?level=1", "/kamus/matriks/", "/kamus/indeks/", "/bantuan/")
    yield from ("/kamus/matriks/?level=1", "/kamus/banding/?k=A1&k=A2", "/panduan/", "/panduan/aa1/", "/panduan/aa1/b/")
    yield from ("/kamus/cetak/", "/kamus/A1/cetak/", "/panduan/cetak/", "/panduan/aa1/b/cetak/", "/periksa/", "/arsip/")
    yield from (f"/cari/?q={MARK}", f"/cari/saran/?q={MARK}", "/cari/?q=lagi")
    yield from ("/kamus/A1/sunting/", "/kamus/A1/peta/", "/kamus/A1/riwayat/", "/kamus/A1/arsipkan/", "/kamus/baru/")
    yield from ("/panduan/aa1/b/sunting/", "/panduan/aa1/b/peta/", "/panduan/aa1/b/riwayat/", "/riwayat/")
    yield from (f"/riwayat/{row.pk}/" for row in Revision.objects.all())
    yield from (f"/riwayat/{row.pk}/pulihkan/" for row in Revision.objects.all())
    numbers = [row.pk for row in Revision.objects.filter(key="A1")]
    yield f"/kamus/A1/riwayat/?dari={numbers[0]}&ke={numbers[-1]}"
    yield from ("/impor/", f"/usulan/{waits.pk}/", f"/impor/{waits.pk}/hasil-baca/")
    yield from (f"/usulan/{row.pk}/" for row in Proposal.objects.filter(door=Proposal.Door.EDIT))


def planted(html):
    """The elements, attributes and addresses of a page that came from stored text, as a browser reads it."""
    found = []
    for element in parse(html, namespace_html_elements=False).iter():
        if not isinstance(element.tag, str):
            found += [str(element.text)] if MARK in str(element.text) else []
            continue
        if MARK in element.tag or (
            element.tag in ("script", "style") and MARK in (element.text or "") and not data(element)
        ):
            found.append(element.tag)
        for name, value in ((str(name), value) for name, value in element.attrib.items()):
            address = name in ("href", "src", "action", "formaction", "srcdoc", "style", "content-security-policy")
            leads = address and re.match(r"\s*(javascript|vbscript):", value, re.IGNORECASE)
            if MARK in name or name.startswith("on") or leads or name in ("style", "srcdoc"):
                found.append(f"{element.tag} {name}={value}")
    return found


def data(element):
    """Whether a script is data for machines; its text must then be JSON."""
    return element.get("type") == "application/ld+json" and json.loads(element.text or "")


def test_no_page_makes_markup_of_stored_text(client, hostile):
    evil, boss, waits = hostile
    client.force_login(boss)
    wrong, shown = {}, 0
    for language in ("id", "en"):
        for path in pages(waits) if language == "id" else ("/kamus/A1/", "/panduan/aa1/b/", "/kamus/A1/riwayat/", "/"):
            response = client.get(path, headers={"accept-language": language})
            put_down(response)
            html = response.content.decode()
            assert response.status_code == 200, path
            shown += MARK in html
            if found := planted(html):
                wrong[path] = found
            if "add:7" in evil and path == "/kamus/A1/":
                assert "{{ 7|add:7 }}" in html
    assert wrong == {}
    assert shown > 20


def test_no_page_of_the_back_office_makes_markup_of_stored_text(client, things, boss):
    get_user_model().objects.update(first_name=TOGETHER[0][:150], last_name=TOGETHER[2][:150])
    rows = [row for place, evil in enumerate(TOGETHER) for row in store(evil, f"A{place}")]
    client.force_login(boss)
    forms = [f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{way}/" for row in rows for way in WAYS]
    lists = [f"/admin/dictionary/{model}/?q={MARK}" for model in ("competency", "keybehaviour", "level", "indicator")]
    wrong, shown = {}, 0
    for address in (*(place.address for place in office(things)), *forms, *lists):
        response = ask(client, "get", address)
        html = response.content.decode() if response.headers["Content-Type"].startswith("text/html") else ""
        shown += MARK in html
        if found := planted(html):
            wrong[address] = found
    assert wrong == {}
    assert shown > 40
    action = {"action": "delete_selected", "_selected_action": [row.pk for row in Competency.objects.all()]}
    for sent in (action, {**action, "post": "yes"}):
        html = client.post("/admin/dictionary/competency/", sent, follow=True).content.decode()
        assert planted(html) == []
        assert MARK in html or "post" in sent


def test_what_is_typed_comes_back_as_text(client, hostile):
    evil, boss, _ = hostile
    for path in (
        "/cari/",
        "/cari/saran/",
        "/kamus/",
        "/kamus/banding/",
        "/kamus/indeks/",
        "/kamus/matriks/",
        "/masuk/",
    ):
        names = ("q", "k", "kelompok", "huruf", "setelah", "next", "jenis", "level", "menurut")
        response = client.get(path, dict.fromkeys(names, evil))
        assert planted(response.content.decode()) == [], path
    assert planted(client.get(f"/{evil}/").content.decode()) == []
    assert planted(client.post("/masuk/", {"username": evil, "password": evil, "next": evil}).content.decode()) == []
    client.force_login(boss)
    sent = {"nama": evil, "kode": evil, "teks": evil, "bagian": evil, "jenis": evil, "baris": evil, "catatan": evil}
    sent |= {"dokumen": evil, "rapi": evil, "when": evil}
    paths = ["/kamus/A1/sunting/", "/kamus/baru/", "/kamus/A1/peta/", "/riwayat/", "/kamus/A1/baris/", "/periksa/"]
    for path in (*paths, "/usulan/", "/meja/", "/akun/surat/"):
        for response in (client.get(path, sent), client.post(path, sent, headers={"hx-request": "true"})):
            assert planted(response.content.decode()) == [], path
    document = json.dumps({"key": evil, "lines": [["nama", evil, "", 0], ["definisi", evil, "", 0]]})
    both = {"kunci": ["A1", "A2"], "dasar": [0, 0], "dokumen": [document, document], "semula": 1}
    response = client.post("/sunting/kamus/", both, follow=True)
    assert planted(response.content.decode()) == []


def test_a_hostile_file_name_and_hostile_lines_are_told_as_text(client, hostile):
    evil, boss, waits = hostile
    client.force_login(boss)
    for content in (f"%PDF {evil}", f"{evil}\n{evil} | {evil}", f"Nama | {evil}\nKode | {evil}\n1 | x"):
        file = io.BytesIO(content.encode())
        file.name = f'{evil}"\r\nX-Jahat: 1.md'
        response = client.post("/impor/", {"berkas": file}, follow=True)
        assert planted(response.content.decode()) == []
    for path in (f"/impor/{waits.pk}/berkas", f"/impor/{waits.pk}/masalah.txt", "/ekspor/kamus/A1.md"):
        response = ask(client, "get", path)
        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename")
        assert "\r" not in disposition and "\n" not in disposition
        assert "X-Jahat" not in response.headers
    for row in Proposal.objects.open().filter(door=Proposal.Door.EDIT):
        for step in ("komentar", "ajukan", "tarik", "ajukan", "kembalikan", "terapkan"):
            sent = dict.fromkeys(("teks", "dokumen", "baris", "alasan", "catatan", "rencana", "jenis"), evil)
            answer = client.post(f"/usulan/{row.pk}/{step}/", sent, follow=True)
            assert planted(answer.content.decode()) == [], step
    assert Comment.objects.filter(change=evil[:450]).count() in (0, 2)
    told = client.post(f"/usulan/{waits.pk}/buang/", follow=True)
    assert (MARK in told.content.decode(), planted(told.content.decode())) == (True, [])


@pytest.mark.usefixtures("hostile")
def test_nothing_runs_in_a_spreadsheet(client):
    for slug in ("kamus", "panduan"):
        text = b"".join(client.get(f"/ekspor/{slug}.csv").streaming_content).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text), delimiter=";"):
            assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell != "-"], row
        book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"/ekspor/{slug}.xlsx").streaming_content)))
        kinds = {
            cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        assert kinds == {"s"}
        assert all(cell.hyperlink is None for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_letter_says_nothing_that_others_wrote(client, db, letters):
    name = "Ani\r\nBcc: semua@example.org"
    get_user_model().objects.create_user(
        name.replace("\r\n", " "), "ani@example.org", "rahasia-sekali", first_name=name
    )
    client.post("/sandi/lupa/", {"email": "ani@example.org"})
    letters()
    (letter,) = mail.outbox
    assert (letter.recipients(), letter.extra_headers, letter.alternatives) == (["ani@example.org"], {}, [])
    assert "\n" not in letter.subject


def test_what_planted_looks_for_is_found():
    """So that these tests can fail."""
    for text in HOSTILE[:7]:
        assert planted(f"<!doctype html><title>x</title><p>{text}</p><script>{text}</script>"), text
    assert planted(f'<a href=" JavaScript:{MARK}">x</a>')
