"""Builders for tests: documents, people, imports, and changes through the site's own functions."""

from dataclasses import replace
from difflib import ndiff
from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection

from development.format import fields as sub_aspects
from development.format.records import key_of
from dictionary.format import fields as competencies
from documents.document import Document, Line
from exchange import document_types
from exchange.history.recording import record_changes
from exchange.imports import uploads
from exchange.proposals import deciding
from tests.settings import BASE_DIR

FIXTURES = BASE_DIR / "fixtures"
KAMUS, PANDUAN = ((FIXTURES / name).read_bytes() for name in ("kamus.md", "panduan.md"))
#: A line of DEVO: its path and its text.
PATH, TEXT = "level 4, nomor 5", "Memberikan solusi untuk pengembangan pengetahuan dan keterampilan yang inovatif."
#: The dictionary with one line changed, with two lines changed, and a competency that may follow either.
ONE_EDIT = KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi")
EDITED = ONE_EDIT.replace(b"nyata dan mendasar", b"nyata", 1)
NEW = b"\nNama | Integritas\nKode | INTE\nDefinisi | d\nPerilaku Kunci | p\nLevel 1 |\n1 | Jujur.\n"
ONLY_CUSF = b"Nama" + KAMUS.split(b"Nama")[2]
#: The sections of the head lines that every document has, in their order.
COMPETENCY_HEAD = tuple(field.section for field in competencies.HEAD)
SUB_ASPECT_HEAD = tuple(field.section for field in sub_aspects.HEAD)
#: Two sub-aspects, and a map of both.
SERVING = "mengelola-perubahan/orientasi-pelayanan"
GROWING = "mengelola-perubahan/pengembangan-diri-dan-orang-lain"
BOTH = {SERVING: ("CUSF", "DEVO"), GROWING: ("DEVO",)}
#: The name of the sub-aspect that the demonstration links to each competency.
MAP = {"DEVO": "Pengembangan Diri dan Orang Lain", "CUSF": "Orientasi Pelayanan"}


def competency_with(code, *, behaviours=(), levels=None, **head):
    """Build a competency of these texts: `levels` gives, by number, a description and (label, text) pairs."""
    lines = [Line(section, head.get(section, "")) for section in COMPETENCY_HEAD]
    lines += [Line("perilaku kunci", text, index=nth) for nth, text in enumerate(behaviours, 1)]
    for number, (description, indicators) in (levels or {}).items():
        lines.append(Line(f"level {number}", description))
        lines += [Line(f"level {number}", text, label=label) for label, text in indicators]
    return Document(code, head.get("nama", ""), tuple(lines), source="")


def competency(number, *, levels=4, indicators=6):
    """Build a document like a real competency, with invented words."""
    rows = [(str(nth), f"Indikator {nth}.") for nth in range(1, indicators + 1)]
    return competency_with(
        f"K{number:05}",
        kelompok=f"KELOMPOK {number // 100}",
        nama=f"Kompetensi {number}",
        definisi=f"Definisi kompetensi ke-{number}.",
        behaviours=[f"Perilaku {nth}." for nth in range(1, 8)],
        levels=dict.fromkeys(range(1, levels + 1), ("", rows)),
    )


def sub_aspect_with(*, alone=(), assigned=(), **head):
    """Build a sub-aspect of these texts: `alone` and `assigned` are the (label, text) pairs of its two ways."""
    lines = [Line(section, head.get(section, "")) for section in SUB_ASPECT_HEAD]
    lines += [Line("pengembangan mandiri", text, label=label) for label, text in alone]
    lines += [Line("pengembangan melalui penugasan", text, label=label) for label, text in assigned]
    return Document(key_of(head["aspek"], head["nama"]), head["nama"], tuple(lines), source="")


def with_texts(document, texts):
    """Return a document with other texts, given by the paths of its lines."""
    lines = tuple(replace(line, text=texts.get(line.path, line.text)) for line in document.lines)
    return replace(document, title=texts.get("nama", document.title), lines=lines)


def group(name):
    """Return a group of the migrations; make it again if an earlier test has emptied the tables."""
    if not Group.objects.filter(name=name).exists():
        groups = import_module("kompetensi.migrations.0001_groups")
        for rights in ("EDITOR", "PUBLISHER"):  # by the names of now
            now = tuple(right.replace("_import", "_proposal") for right in getattr(groups, rights))
            setattr(groups, rights, now)
        groups.make_groups(apps, connection.schema_editor())
    return Group.objects.get(name=name)


def person(name, *rights):
    """Create a person with these rights ("exchange.add_proposal") or in these groups ("Penyunting")."""
    user = get_user_model().objects.create_user(name, password="rahasia-sekali")
    for right in rights:
        app, _, codename = right.partition(".")
        if codename:
            user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        else:
            user.groups.add(group(right))
    return user


def send(data, user, name="baru.md"):
    """Upload a file and return the waiting import."""
    return uploads.accept(data, name=name, size=len(data), user=user)


def apply(row, user, choices=None, *, sure=False):
    """Apply a waiting import; `choices` are its exclusions, by default those of its preview."""
    plan = deciding.preview(row)
    deciding.apply(row, plan.fingerprint, lambda plan: choices or plan.decisions, sure=sure, user=user)
    row.refresh_from_db()


def changed_lines(before, after):
    """Compare two texts and return the removed ("- …") and the new ("+ …") lines."""
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[:2] in ("- ", "+ ")]


def export(slug="kamus"):
    """Return all documents of a type as their text file, in bytes."""
    return document_types.get(slug).text.render(document_types.get(slug).repository.load()).encode()


def change(key="DEVO", text="Berubah.", *, user=None, door="edit", note=""):
    """Change the definition of a competency and return the revision."""
    kamus = document_types.get("kamus")
    (document,) = kamus.repository.load([key])
    with record_changes(kamus, [key], origin=door, user=user, note=note) as record:
        kamus.repository.save([replace(with_texts(document, {"definisi": text}), source=None, related=None)])
    return record.revisions[0]


def remove(slug, key):
    """Delete a document as the back office does and return the revisions, its own first."""
    with record_changes(document_types.get(slug), [key], origin="admin") as record:
        record.delete([key])
    return record.revisions


def join(wanted):
    """Link sub-aspects to the competencies that `wanted` gives by key, and return the revisions."""
    guide = document_types.get("panduan")
    with record_changes(guide, list(wanted), origin="edit") as record:
        record.store([replace(each, related=wanted[each.key]) for each in guide.repository.load(list(wanted))])
    return record.revisions


def the_map():
    """Return the codes linked to each sub-aspect, by key; sub-aspects without links are left out."""
    return {
        document.key: document.related
        for document in document_types.get("panduan").repository.load()
        if document.related
    }
