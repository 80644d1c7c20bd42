"""What history keeps of a document: readable for ever, even when documents have since got a field more."""

from dataclasses import replace

import pytest

from documents.comparison.diff import compare
from documents.document import Line
from exchange import document_types
from exchange.history.recording import SCHEMA, after_of, as_json, before_of
from exchange.history.restore import preview
from exchange.history.versions import Version
from exchange.models import Revision

#: Every head line that may be empty, by format.
OPTIONAL = [("kamus", "DEVO", "definisi"), ("kamus", "DEVO", "kelompok"), ("panduan", None, "deskripsi")]


@pytest.fixture(params=OPTIONAL, ids=lambda each: each[2])
def old(request, client, boss, seeds):
    """A revision from before a field existed that is empty today, and the document as it is stored."""
    slug, key, section = request.param
    document_type = document_types.get(slug)
    document = document_type.repository.load([key or document_type.repository.keys()[0]])[0]
    lines = tuple(Line(x.section, "" if x.section == section else x.text, x.label, x.index) for x in document.lines)
    document_type.repository.save([replace(document, lines=lines)])
    stored = document_type.repository.load([document.key])[0]
    value = as_json(stored)
    value["lines"] = [line for line in value["lines"] if line[0] != section]
    del value["schema"]
    client.force_login(boss)
    return Revision.objects.create(format=slug, key=document.key, before=value, after=value, door="edit"), stored


def test_what_is_kept_says_in_which_schema(seeds):
    assert {revision.after["schema"] for revision in Revision.objects.all()} == {SCHEMA}


def test_a_version_from_before_a_field_equals_one_in_which_it_is_empty(old):
    revision, stored = old
    assert before_of(revision) == after_of(revision) == stored
    assert after_of(revision).lines == stored.lines
    assert compare(after_of(revision), stored) == ()
    assert preview(Version(revision)).idle


def test_pages_of_an_old_version_show_no_empty_rows(client, old):
    revision, stored = old
    later = Revision.objects.create(
        format=revision.format, key=stored.key, before=revision.after, after=as_json(stored), door="edit"
    )
    history = f"{document_types.get(revision.format).pages.url(stored.key)}riwayat/"
    assert client.get(f"/riwayat/{revision.pk}/pulihkan/").context["lines"] == ()
    assert client.get(history, {"dari": revision.pk, "ke": later.pk}).context["same"]
    assert client.get(history).context["entries"][0].lines == ()
    assert client.get(f"/riwayat/{later.pk}/").context["entry"].lines == ()


def test_a_revision_keeps_the_lines_of_a_type_that_is_gone():
    value = {"key": "X", "title": "Lama", "source": "", "lines": [["isi", "Teks.", "", 0]]}
    assert after_of(Revision(format="dulu", key="X", after=value)).lines == (Line("isi", "Teks."),)
