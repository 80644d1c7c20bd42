"""Edits as proposals: who may edit proposes, who may publish publishes at once or proposes."""

import pytest

from exchange.models import Proposal, Revision
from exchange.proposals import deciding
from tests.builders import TEXT, export
from tests.pages import Page, fields, with_text

pytestmark = pytest.mark.django_db
ADDRESS = "/kamus/DEVO/sunting/"


def sent(client, old, new, **more):
    """Change one text on the edit page and send the form."""
    return client.post(ADDRESS, with_text(fields(client.get(ADDRESS)), old, new) | more)


def test_an_editor_proposes_and_nothing_is_public(client, seeds, uploader):
    client.force_login(uploader)
    before = export()
    answer = sent(client, TEXT, "Kata baru.", simpan="usulan", alasan="Istilah yang disepakati")
    row = Proposal.objects.get(door="edit")
    assert (answer.headers["Location"], row.state, row.reason) == (
        "/kamus/DEVO/",
        "submitted",
        "Istilah yang disepakati",
    )
    assert export() == before
    assert "1 usulan menunggu" in Page(client.get("/kamus/DEVO/")).text


def test_a_publisher_applies_it_and_history_names_the_reason(client, seeds, uploader, publisher):
    client.force_login(uploader)
    sent(client, TEXT, "Kata baru.", simpan="usulan", alasan="Istilah yang disepakati")
    row = Proposal.objects.get(door="edit")
    client.force_login(publisher)
    address = f"/usulan/{row.pk}/"
    client.post(f"{address}terapkan/", fields(client.get(address), "rencana"))
    assert b"Kata baru." in export()
    revision = Revision.objects.latest("pk")
    assert (revision.door, revision.note, revision.source_id) == ("edit", "Istilah yang disepakati", row.pk)


def test_a_draft_is_continued_and_seen_by_its_author_alone(client, seeds, uploader, publisher):
    client.force_login(uploader)
    sent(client, TEXT, "Kata baru.", simpan="draf")
    sent(client, "Kata baru.", "Kata yang lebih baru.", simpan="draf")
    (row,) = Proposal.objects.filter(door="edit")
    assert row.state == "draft"
    assert "Kata yang lebih baru." in str(row.documents.get().document)
    client.force_login(publisher)
    assert client.get(f"/usulan/{row.pk}/").status_code == 404
    assert "usulan menunggu" not in Page(client.get("/kamus/DEVO/")).text


def test_a_draft_saved_in_two_windows_loses_neither(client, seeds, uploader):
    client.force_login(uploader)
    opened = fields(client.get(ADDRESS))
    for new in ("Satu.", "Dua."):
        client.post(ADDRESS, with_text(opened, TEXT, new) | {"simpan": "draf"})
    texts = [str(row.documents.get().document) for row in Proposal.objects.filter(door="edit")]
    assert sorted("Satu." in text for text in texts) == [False, True]
    assert sorted("Dua." in text for text in texts) == [False, True]


def test_quick_edits_collect_in_one_draft(client, seeds, uploader):
    client.force_login(uploader)
    before = export()
    for path, old, new in (("definisi", None, "Definisi usulan."), ("level 4, nomor 5", TEXT, "Indikator usulan.")):
        opened = (
            old
            or Page(client.get("/kamus/DEVO/baris/", {"baris": path}, headers={"HX-Request": "true"}))
            .all("textarea")[0]
            .text
        )
        answer = client.post(
            "/kamus/DEVO/baris/", {"baris": path, "teks": new, "semula": opened}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200, answer.content
        assert "draf Anda" in answer.content.decode()
    (row,) = Proposal.objects.filter(door="edit")
    assert len(deciding.preview(row).changes[0].marks) == 2
    assert export() == before


def test_a_publisher_publishes_at_once_or_proposes(client, seeds, publisher):
    client.force_login(publisher)
    sent(client, TEXT, "Langsung terbit.")
    assert b"Langsung terbit." in export()
    sent(client, "Langsung terbit.", "Sebagai usulan.", simpan="usulan")
    assert Proposal.objects.get(door="edit").state == "submitted"
    assert b"Sebagai usulan." not in export()


def test_a_proposal_goes_back_with_words_and_comes_again(client, seeds, uploader, publisher):
    client.force_login(uploader)
    sent(client, TEXT, "Kata baru.", simpan="usulan")
    row = Proposal.objects.get(door="edit")
    client.force_login(publisher)
    assert client.post(f"/usulan/{row.pk}/kembalikan/", {"catatan": " "}).status_code == 422
    client.post(f"/usulan/{row.pk}/kembalikan/", {"catatan": "Pakai kata “bawahan”."})
    row.refresh_from_db()
    assert (row.state, row.returned_note) == ("draft", "Pakai kata “bawahan”.")
    client.force_login(uploader)
    assert "meminta perbaikan: Pakai kata “bawahan”." in Page(client.get(ADDRESS)).text
    sent(client, "Kata baru.", "Kata bawahan.", simpan="usulan")
    row.refresh_from_db()
    assert (row.state, row.returned_at) == ("submitted", None)


def test_changed_here_meanwhile_both_texts_wait_for_a_decision(client, seeds, uploader, publisher):
    client.force_login(uploader)
    sent(client, TEXT, "Dari pengusul.", simpan="usulan")
    client.force_login(publisher)
    sent(client, TEXT, "Dari penerbit.")
    row = Proposal.objects.get(door="edit")
    ((entry,), _) = (deciding.preview(row).changes, None)
    assert [str(mark.side) for mark in entry.marks] == ["both"]
    assert b"Dari penerbit." in export()


def test_a_new_document_waits_as_well(client, seeds, uploader):
    client.force_login(uploader)
    sent = fields(client.get("/kamus/baru/"))
    wanted = {"nama": "Integritas", "kode": "INTE", "definisi": "Jujur."}
    sent["teks"] = [wanted.get(part, text) for part, text in zip(sent["bagian"], sent["teks"], strict=True)]
    answer = client.post("/kamus/baru/", sent | {"simpan": "usulan"})
    assert answer.status_code == 302, Page(answer).text
    (row,) = Proposal.objects.filter(door="edit")
    assert deciding.preview(row).changes[0].kind == "added"
    assert client.get("/kamus/INTE/").status_code == 404
