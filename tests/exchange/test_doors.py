"""Every door that content changes through: one revision, the right review of a waiting file, one line of the export."""

import io
import re
from difflib import ndiff

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from dictionary.models import Competency, Indicator
from exchange import document_types
from exchange.imports import review as imports
from exchange.imports import uploads as waiting
from exchange.models import Import, Revision
from tests.faults.people import PATH, Person
from tests.kompetensi.test_admin import listed, posted
from tests.kompetensi.test_admin_actions import act

TEXT = "Memberikan solusi untuk pengembangan pengetahuan dan keterampilan yang inovatif."
NEW = "Diubah lewat pintu ini."
INDICATORS = "/admin/dictionary/indicator/"


def export():
    return document_types.get("kamus").text.render(document_types.get("kamus").repository.load())


def brought_in(user, old, new):
    """An import that was applied: it wrote `new` for `old`."""
    data = export().replace(old, new).encode()
    row = waiting.accept(data, name="tadi.md", size=len(data), user=user)
    plan = waiting.preview(row)
    waiting.apply(row, plan.fingerprint, lambda plan: plan.exclusions, sure=True, user=user)
    return row


def the_line():
    return Indicator.objects.get(level__competency__code="DEVO", level__number=4, label="5")


def write(door):
    """One line written by a person through a door of `test_storm`."""
    return lambda person, _: person.save(door, NEW)


def list_edit(person, _):
    address = f"{INDICATORS}?level__id__exact={the_line().level_id}"
    page = person.client.get(address)
    name = next(form.prefix for form in page.context["cl"].formset if form.instance == the_line())
    return person.client.post(address, listed(page) | {f"{name}-text": NEW, "dasar": Revision.objects.latest("pk").pk})


def inline_edit(person, _):
    address = f"/admin/dictionary/level/{the_line().level_id}/change/"
    data = posted(person.client.get(address))
    field = next(name for name, value in data.items() if value == TEXT)
    return person.client.post(address, data | {field: NEW})


def action(person, _):
    return act(person.client, INDICATORS, "delete_selected", [the_line()], post="yes")


def is_found(client, text):
    return 'href="/kamus/DEVO/#level-4-5"' in client.get("/cari/", {"q": text}).content.decode()


def group_action(person, _):
    rows = Competency.objects.all()[:1]
    return act(person.client, "/admin/dictionary/competency/", "move_to_group", rows, new="BARU", kerjakan="1")


def removal(person, _):
    return person.client.post(f"{INDICATORS}{the_line().pk}/delete/", {"post": "yes"})


def command(_, tmp_path):
    file = tmp_path / "perintah.md"
    file.write_text(export().replace(TEXT, NEW))
    call_command("importfile", str(file), "--apply", stdout=io.StringIO())


def restoring(person, _):
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    newest = Revision.objects.of("kamus", "DEVO").newest()
    return person.client.post(f"/riwayat/{first.pk}/pulihkan/", {"terakhir": newest})


def undoing(person, _):
    address = f"/impor/{Import.objects.filter(state='applied').latest('applied_at').pk}/"
    plan = re.search(r'name="rencana" value="([^"]*)"', person.client.get(address).content.decode())[1]
    return person.client.post(f"{address}batalkan/", {"rencana": plan})


CHANGED, GONE, BACK = [f"- 5 | {TEXT}", f"+ 5 | {NEW}"], [f"- 5 | {TEXT}"], ["- 5 | Tadi.", f"+ 5 | {TEXT}"]
DOORS = {
    "edit page": (write("page"), "edit", CHANGED),
    "quick edit": (write("line"), "edit", CHANGED),
    "admin form": (write("admin"), "admin", CHANGED),
    "admin form of the parent": (inline_edit, "admin", CHANGED),
    "admin list": (list_edit, "admin", CHANGED),
    "admin action": (action, "admin", GONE),
    "admin deletion": (removal, "admin", GONE),
    "import": (write("file"), "import", CHANGED),
    "command": (command, "import", CHANGED),
    "restore": (restoring, "restore", BACK),
    "undo": (undoing, "undo", BACK),
}


@pytest.mark.parametrize("name", DOORS)
def test_an_edit_through_any_door_is_one_revision_one_line_and_a_new_review(seeds, publisher, boss, tmp_path, name):
    walk, door, lines = DOORS[name]
    if lines is BACK:
        brought_in(publisher, TEXT, "Tadi.")
    person, other = Person(publisher), Person(boss)
    before, count = export(), Revision.objects.count()
    file = SimpleUploadedFile("menunggu.md", before.replace("Mengamati", "Melihat").encode())
    review = other.client.post("/impor/", {"berkas": file}).headers["Location"]
    page = other.client.get(review).content.decode()
    plan = re.search(r'name="rencana" value="([^"]*)"', page)[1]
    assert page.count('name="ubah"') == 1
    response = walk(person, tmp_path)
    assert response is None or response.status_code in (200, 302)
    (revision,) = Revision.objects.order_by("pk")[count:]
    assert (revision.key, revision.door) == ("DEVO", door)
    changed = [line for line in ndiff(before.splitlines(), export().splitlines()) if line[0] in "+-"]
    assert changed == lines
    assert other.client.post(f"{review}terapkan/", {"rencana": plan, "ubah": ["0.0"]}).status_code == 409
    page = other.client.get(review).content.decode()
    assert page.count('name="ubah"') == 2 and "level 4 nomor 5" in page.lower().replace(",", "")
    after = {line[6:] for line in changed if line[0] == "+"}
    assert {text for text in (TEXT, NEW, "Tadi.") if is_found(other.client, text)} == after
    call_command("reindex", "--check", stdout=io.StringIO())


def test_no_door_is_forgotten():
    assert {door for _, door, _ in DOORS.values()} == set(Revision.Origin.values)


def test_a_group_is_the_heading_of_the_next_export(seeds, publisher):
    """An action on one competency: what follows it keeps its own group, so its heading is printed again."""
    before = export()
    assert group_action(Person(publisher), None).status_code == 302
    assert Revision.objects.filter(door="admin").count() == 1
    changed = [line.strip() for line in ndiff(before.splitlines(), export().splitlines()) if line[0] in "+-"]
    assert [line for line in changed if line not in "+-"] == ["- # ELEMENTS", "+ # BARU", "+ # ELEMENTS"]


def test_doors_that_change_nothing_leave_no_revision(seeds, publisher):
    count = Revision.objects.count()
    imports.apply(export().encode(), name="sama.md")
    person = Person(publisher)
    person.save("line", TEXT)
    assert Revision.objects.count() == count
    assert PATH in [line.path for line in document_types.get("kamus").repository.load(["DEVO"])[0].lines]
