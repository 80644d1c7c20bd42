"""The dictionary between its documents and its tables."""

import uuid
from dataclasses import replace

from dictionary.models import Competency
from exchange import document_types
from exchange.history.recording import record_changes
from exchange.history.restore import restore
from exchange.history.versions import Version
from tests.builders import competency


def test_a_code_has_the_same_lasting_name_in_every_installation(many):
    many(1)
    first = Competency.objects.get().uid
    document_types.get("kamus").repository.delete(["K00000"])
    many(1)
    assert Competency.objects.get().uid == first


def test_a_lasting_name_stays_with_a_competency_whose_code_changes(many):
    many(1)
    before = Competency.objects.get()
    Competency.objects.update(code="LAIN")
    many(1)
    names = dict(Competency.objects.values_list("code", "uid"))
    assert names["LAIN"] == before.uid
    assert names["K00000"] != before.uid
    assert isinstance(names["K00000"], uuid.UUID)


def test_what_comes_back_has_the_lasting_name_it_had(many, client, boss):
    client.force_login(boss)
    many(1)
    Competency.objects.update(code="LAIN")
    many(1)
    before = dict(Competency.objects.values_list("code", "uid"))
    for code in before:
        with record_changes(document_types.get("kamus"), origin="admin") as record:
            record.delete([code])
        restore(Version(record.revisions[0], earlier=True), seen=record.revisions[0].pk, user=None)
    assert dict(Competency.objects.values_list("code", "uid")) == before


def test_one_made_in_the_back_office_is_named_as_if_it_came_from_a_file(many, client, boss):
    client.force_login(boss)
    data = {"code": " baru", "name": "Baru", "position": "0"}
    for prefix in ("behaviours", "levels"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    assert client.post("/admin/dictionary/competency/add/", data).status_code == 302
    made = Competency.objects.get().uid
    document_types.get("kamus").repository.delete(["BARU"])
    document_types.get("kamus").repository.save([replace(competency(0), key="BARU")])
    assert Competency.objects.get().uid == made


def test_a_document_stored_again_keeps_its_rows_and_its_place(many):
    many(3)
    kamus = document_types.get("kamus")
    rows = set(Competency.objects.values_list("pk", "position", "uid"))
    middle = competency(1)
    changed = replace(middle, lines=(*middle.lines[:1], replace(middle.lines[1], text="Nama lain"), *middle.lines[2:]))
    kamus.repository.save([changed])
    assert set(Competency.objects.values_list("pk", "position", "uid")) == rows
    assert kamus.repository.load(["K00001"]) == [changed]


def test_new_competencies_come_after_those_there_are(many):
    many(2)
    document_types.get("kamus").repository.save([replace(competency(0), key="A")])
    assert [document.key for document in document_types.get("kamus").repository.load()] == ["K00000", "K00001", "A"]
    assert list(Competency.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_what_is_deleted_is_gone_and_the_rest_stays(many):
    many(3)
    document_types.get("kamus").repository.delete(["K00001"])
    assert [document.key for document in document_types.get("kamus").repository.load()] == ["K00000", "K00002"]
