"""What the back office does to many documents, or deletes, when somebody wrote in them after the page was made."""

import pytest

from development.models import Aspect, SubAspect
from dictionary.models import Competency, Indicator
from exchange.imports import review as imports
from exchange.models import Revision
from tests.back_office import COMPETENCIES, INDICATORS, SUB_ASPECTS, act, base, recorded
from tests.builders import KAMUS, NEW, PANDUAN
from tests.pages import fields, words

MOVE = {"action": "move_to_group", "new": "BARU", "kerjakan": "1"}
JOIN = {"action": "join_competencies", "codes": "DEVO", "mode": "tambah", "kerjakan": "1"}
DELETE = {"action": "delete_selected", "post": "yes"}


@pytest.fixture
def office(client, publisher, seeds):
    client.force_login(publisher)
    return client


def somebody_else_writes():
    imports.apply(KAMUS.replace(b"Mengamati", b"Melihat", 1), name="lain.md")
    imports.apply(PANDUAN.replace(b"1. ", b"1. Juga ", 1), name="lain.md")


CASES = [
    (COMPETENCIES, Competency, MOVE),
    (COMPETENCIES, Competency, DELETE),
    (SUB_ASPECTS, SubAspect, JOIN),
    (SUB_ASPECTS, SubAspect, DELETE),
    (INDICATORS, Indicator, DELETE),
    ("/admin/development/aspect/", Aspect, DELETE),
]


@pytest.mark.parametrize(("address", "model", "action"), CASES)
def test_an_action_on_what_somebody_else_wrote_is_refused_until_it_was_seen(office, address, model, action):
    opened = base(office.get(address))
    rows = list(model.objects.all())
    somebody_else_writes()
    refused = act(office, address, rows=rows, dasar=opened, **action)
    text = words(refused.content.decode())
    assert refused.status_code == 409 and recorded() == []
    assert "Ada yang menyunting lebih dulu" in text and "belum ada yang" in text
    assert "Mengamati Melihat" in text or "Juga" in text
    assert 'class="note said' not in refused.content.decode()
    assert 'class="messagelist"' not in office.get(address).content.decode()
    assert office.post(address, fields(refused)).status_code == 302
    assert recorded() != []


@pytest.mark.parametrize(("address", "model", "action"), CASES)
def test_an_action_on_what_nobody_wrote_in_is_done(office, address, model, action):
    opened = base(office.get(address))
    rows = list(model.objects.order_by("pk"))[-1:]
    somebody_else_writes()
    assert act(office, address, rows=rows, dasar=opened, **action).status_code == 302
    assert recorded() != []


@pytest.mark.parametrize(
    ("address", "model", "action"), [(*case[:2], case[2]["action"]) for case in CASES if case[1] is not Indicator]
)
def test_the_page_between_remembers_when_the_list_was_made(office, address, model, action):
    opened = base(office.get(address))
    somebody_else_writes()
    assert base(act(office, address, action, model.objects.all(), dasar=opened)) == opened


@pytest.mark.parametrize(("address", "model"), [(address, model) for address, model, _ in CASES])
def test_one_row_is_not_deleted_with_what_nobody_saw(office, address, model):
    row = model.objects.order_by("pk").first()
    page = f"{address}{row.pk}/delete/"
    sent = {"post": "yes", "dasar": base(office.get(page))}
    if model is Indicator:
        imports.apply(KAMUS.replace(b"2 | Mengamati", b"2 | Melihat", 1), name="lain.md")
    somebody_else_writes()
    refused = office.post(page, sent)
    assert refused.status_code == 409 and recorded() == [] and model.objects.filter(pk=row.pk).exists()
    assert office.post(page, fields(refused)).status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()


def test_a_sub_aspect_deleted_under_its_aspect_is_not_deleted_with_what_nobody_saw(office):
    aspect = Aspect.objects.get(slug="integritas")
    page = f"/admin/development/aspect/{aspect.pk}/change/"
    rows = list(aspect.sub_aspects.order_by("position"))
    sent = {"dasar": base(office.get(page)), "name": aspect.name, "domain": aspect.domain, "position": aspect.position}
    sent |= {"sub_aspects-TOTAL_FORMS": len(rows), "sub_aspects-INITIAL_FORMS": len(rows)}
    for index, row in enumerate(rows):
        sent |= {f"sub_aspects-{index}-{name}": getattr(row, name) for name in ("id", "label", "name", "position")}
        sent[f"sub_aspects-{index}-aspect"] = aspect.pk
    somebody_else_writes()
    refused = office.post(page, sent | {"sub_aspects-0-DELETE": "on"})
    assert refused.status_code == 409 and aspect.sub_aspects.count() == len(rows)
    assert "Tetap hapus" in refused.content.decode()


def test_what_joined_a_list_after_it_was_made_is_not_taken_along(office):
    opened = base(office.get(COMPETENCIES))
    imports.apply(KAMUS + NEW, name="lain.md")
    rows = Competency.objects.all()[:1]
    refused = act(office, COMPETENCIES, rows=rows, dasar=opened, select_across="1", **DELETE)
    assert refused.status_code == 409 and Competency.objects.count() == 3
    assert "Integritas" in refused.content.decode()


def test_many_changed_documents_are_counted_and_not_all_shown(office, many):
    many(120)
    opened = base(office.get(COMPETENCIES))
    rows = list(Competency.objects.filter(code__startswith="K"))
    act(office, COMPETENCIES, rows=rows, dasar=opened, **MOVE)
    refused = act(office, COMPETENCIES, rows=rows, dasar=opened, **DELETE)
    text = words(refused.content.decode())
    assert "120 kompetensi yang Anda pilih" in text and "Masih ada 100 kompetensi lain" in text
    assert Revision.objects.filter(after=None).count() == 0
