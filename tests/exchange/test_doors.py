"""Every door that content changes through: one revision, the right review of a waiting file, one line of the export."""

import io
from difflib import ndiff

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from exchange import document_types
from exchange.imports import review as imports
from exchange.models import Revision
from tests.builders import PATH, TEXT, export
from tests.exchange.doors import BACK, DOORS, NEW, brought_in, group_action, is_found
from tests.faults.people import Person
from tests.pages import Page


@pytest.mark.parametrize("name", DOORS)
def test_an_edit_through_any_door_is_one_revision_one_line_and_a_new_review(seeds, publisher, boss, tmp_path, name):
    walk, door, lines = DOORS[name]
    if lines is BACK:
        brought_in(publisher, TEXT, "Tadi.")
    person, other = Person(publisher), Person(boss)
    before, count = export().decode(), Revision.objects.count()
    file = SimpleUploadedFile("menunggu.md", before.replace("Mengamati", "Melihat").encode())
    review = other.client.post("/impor/", {"berkas": file}).headers["Location"]
    form = Page(other.client.get(review)).form("rencana")
    assert len(form.values("ubah")) == 1
    response = walk(person, tmp_path)
    assert response is None or response.status_code in (200, 302)
    (revision,) = Revision.objects.order_by("pk")[count:]
    assert (revision.key, revision.door) == ("DEVO", door)
    changed = [line for line in ndiff(before.splitlines(), export().decode().splitlines()) if line[0] in "+-"]
    assert changed == lines
    assert other.client.post(f"{review}terapkan/", form.fields()).status_code == 409
    page = Page(other.client.get(review))
    assert len(page.values("ubah")) == 2 and "level 4 nomor 5" in page.text.lower().replace(",", "")
    after = {line[6:] for line in changed if line[0] == "+"}
    assert {text for text in (TEXT, NEW, "Tadi.") if is_found(other.client, text)} == after
    call_command("reindex", "--check", stdout=io.StringIO())


def test_no_door_is_forgotten():
    assert {door for _, door, _ in DOORS.values()} == set(Revision.Origin.values)


def test_a_group_is_the_heading_of_the_next_export(seeds, publisher):
    """An action on one competency: what follows it keeps its own group, so its heading is printed again."""
    before = export().decode()
    assert group_action(Person(publisher), None).status_code == 302
    assert Revision.objects.filter(door="admin").count() == 1
    changed = [line.strip() for line in ndiff(before.splitlines(), export().decode().splitlines()) if line[0] in "+-"]
    assert [line for line in changed if line not in "+-"] == ["- # ELEMENTS", "+ # BARU", "+ # ELEMENTS"]


def test_doors_that_change_nothing_leave_no_revision(seeds, publisher):
    count = Revision.objects.count()
    imports.apply(export(), name="sama.md")
    person = Person(publisher)
    person.save("line", TEXT)
    assert Revision.objects.count() == count
    assert PATH in [line.path for line in document_types.get("kamus").repository.load(["DEVO"])[0].lines]
