"""The doors that content changes through: each writes one line of DEVO, or brings it back."""

import io

from django.core.management import call_command

from dictionary.models import Competency, Indicator
from exchange.models import Proposal, Revision
from tests.back_office import INDICATORS, act, listed, posted
from tests.builders import TEXT, apply, export, send
from tests.pages import fields

NEW = "Diubah lewat pintu ini."


def brought_in(user, old, new):
    """An import that was applied: it wrote `new` for `old`."""
    row = send(export().replace(old.encode(), new.encode()), user, name="tadi.md")
    apply(row, user, sure=True)
    return row


def the_line():
    return Indicator.objects.get(level__competency__code="DEVO", level__number=4, label="5")


def write(door):
    """One line written by a person through a door of `tests.faults.people`."""
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
    file.write_bytes(export().replace(TEXT.encode(), NEW.encode()))
    call_command("importfile", str(file), "--apply", stdout=io.StringIO())


def restoring(person, _):
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    newest = Revision.objects.of("kamus", "DEVO").newest()
    return person.client.post(f"/riwayat/{first.pk}/pulihkan/", {"terakhir": newest})


def undoing(person, _):
    address = f"/usulan/{Proposal.objects.filter(state='applied').latest('applied_at').pk}/"
    return person.client.post(f"{address}batalkan/", fields(person.client.get(address), "rencana"))


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
