"""The page on which a document is written."""

import pytest
from django.contrib.sessions.models import Session

from exchange import document_types
from exchange.editing.stash import sign
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Revision
from tests.builders import KAMUS, PANDUAN, TEXT, export
from tests.pages import Page, fields, with_text

DEVO, KOMITMEN = "/kamus/DEVO/sunting/", "/panduan/integritas/komitmen/sunting/"


@pytest.fixture
def writer(client, seeds, publisher):
    client.force_login(publisher)
    return client


OTHER = "Mengamati, menilai, dan mengevaluasi pekerjaan bawahan."


@pytest.mark.parametrize("address", [DEVO, KOMITMEN, "/kamus/baru/", "/panduan/baru/"])
def test_only_who_may_write_gets_the_page(client, seeds, reader, publisher, address):
    assert client.get(address).headers["Location"] == f"/masuk/?next={address}"
    client.force_login(reader)
    assert client.get(address).status_code == client.post(address).status_code == 403
    client.force_login(publisher)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [DEVO, KOMITMEN])
def test_saving_an_untouched_page_changes_nothing(writer, address):
    before = Revision.objects.count()
    page = writer.post(address, fields(writer.get(address)), follow=True)
    assert "Tidak ada yang berubah" in page.content.decode()
    assert (Revision.objects.count(), export(), export("panduan")) == (before, KAMUS, PANDUAN)


def test_one_edited_line_is_one_revision_and_one_line_of_the_export(writer):
    sent = with_text(fields(writer.get(DEVO)), TEXT, "Memberi solusi.")
    response = writer.post(DEVO, sent)
    assert response.headers["Location"] == "/kamus/DEVO/"
    assert export() == KAMUS.replace(TEXT.encode(), b"Memberi solusi.")
    revision = Revision.objects.first()
    assert (revision.key, revision.door, revision.user_name) == ("DEVO", "edit", "Penerbit")


def test_what_is_wrong_is_told_beside_the_line_and_nothing_is_saved_or_lost(writer):
    sent = with_text(fields(writer.get(DEVO)), TEXT, " ")
    sent["nomor"] = ["2" if number == "1" else number for number in sent["nomor"]]
    response = writer.post(DEVO, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Ada 5 baris" in text and "tidak boleh kosong" in text and "dua kali" in text
    assert fields(response)["nomor"] == sent["nomor"]
    assert export() == KAMUS


def test_two_people_one_line_is_a_conflict_with_three_texts(writer):
    mine = with_text(fields(writer.get(DEVO)), TEXT, "Tulisan saya.")
    imports.apply(KAMUS.replace(TEXT.encode(), b"Tulisan orang lain."), name="lain.md")
    response = writer.post(DEVO, mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert TEXT in text and "Tulisan saya." in text and "Tulisan orang lain." in text
    assert b"Tulisan orang lain." in export()
    sent = fields(response)
    assert writer.post(DEVO, sent | {"punyaku": ["level 4, nomor 5"]}).status_code == 302
    assert b"Tulisan saya." in export()


def test_lines_that_only_the_other_wrote_are_kept_unless_told(writer):
    mine = with_text(fields(writer.get(DEVO)), TEXT, "Tulisan saya.")
    other = KAMUS.replace(b"2 | Mengamati", b"2 | Melihat", 1)
    imports.apply(other, name="lain.md")
    response = writer.post(DEVO, mine)
    sent = fields(response)
    assert sent["punyaku"] == ["level 4, nomor 5"]
    writer.post(DEVO, sent)
    assert export() == other.replace(TEXT.encode(), b"Tulisan saya.")


def test_what_is_sent_twice_is_saved_once_and_no_conflict(writer):
    mine = with_text(fields(writer.get(DEVO)), TEXT, "Tulisan saya.")
    before = Revision.objects.count()
    for _ in range(2):
        page = writer.post(DEVO, mine, follow=True)
        assert page.redirect_chain == [("/kamus/DEVO/", 302)]
    assert "Sudah tersimpan." in page.content.decode()
    assert Revision.objects.count() == before + 1


def test_a_third_person_makes_another_conflict_and_nothing_is_lost(writer):
    mine = with_text(fields(writer.get(DEVO)), TEXT, "Tulisan saya.")
    imports.apply(KAMUS.replace(TEXT.encode(), b"Kedua."), name="lain.md")
    first = writer.post(DEVO, mine)
    imports.apply(KAMUS.replace(TEXT.encode(), b"Ketiga."), name="lain.md", everything=True)
    second = writer.post(DEVO, fields(first) | {"punyaku": ["level 4, nomor 5"]})
    assert second.status_code == 409
    assert "Ketiga." in second.content.decode() and "Tulisan saya." in second.content.decode()
    writer.post(DEVO, fields(second) | {"punyaku": ["level 4, nomor 5"]})
    assert b"Tulisan saya." in export()


def test_of_several_changes_by_others_the_text_is_shown_that_was_opened(writer):
    mine = with_text(fields(writer.get(DEVO)), TEXT, "Tulisan saya.")
    for other in (b"Kedua.", b"Ketiga."):
        imports.apply(KAMUS.replace(TEXT.encode(), other), name="lain.md")
    (card,) = writer.post(DEVO, mine).context["cards"]
    assert [(choice.opened, choice.ours, choice.both) for choice in card.conflict.choices] == [(TEXT, True, True)]


def test_a_document_that_is_gone_gives_what_was_written_back(writer):
    mine = with_text(fields(writer.get(DEVO)), TEXT, "Tulisan saya.")
    with record_changes(document_types.get("kamus"), origin="edit") as record:
        record.delete(["DEVO"])
    response = writer.post(DEVO, mine)
    assert response.status_code == 409
    assert "sudah dihapus" in response.content.decode() and "Tulisan saya." in response.content.decode()
    assert writer.post(DEVO, mine | {"aksi": "x"}).status_code == 200
    assert writer.get(DEVO).status_code == 410


def test_the_buttons_work_without_scripts_and_save_nothing(writer):
    def pressed(sent, action):
        return fields(writer.post(DEVO, sent | {"aksi": action}))

    sent = fields(writer.get(DEVO))
    more = pressed(sent, "tambah:level 4")
    assert len(more["teks"]) == len(sent["teks"]) + 1
    place = sent["teks"].index(TEXT)
    assert pressed(sent, f"hapus:{place}")["teks"] == [text for text in sent["teks"] if text != TEXT]
    assert pressed(sent, f"naik:{place}")["teks"].index(TEXT) == place - 1
    assert pressed(sent, f"turun:{place}")["teks"].index(TEXT) == place + 1
    assert "level 5" in pressed(sent, "bagian:level 5")["bagian"]
    assert "level 4" not in pressed(sent, "lepas:level 4")["bagian"]
    for nonsense in ("naik:99999", "naik:-1", "x", "tambah:<b>", "naik:0", "lepas:nama", "turun:²"):
        assert pressed(sent, nonsense)["teks"] == sent["teks"]
    assert export() == KAMUS


def test_a_form_that_is_none_of_ours_is_refused(writer):
    assert writer.post(DEVO, {"bagian": ["nama", "nama"], "teks": ["x"]}).status_code == 404
    sent = fields(writer.get(DEVO))
    mine = with_text(sent, TEXT, "Tulisan saya.")
    assert writer.post(DEVO, mine | {"dasar": "x" * 50}).status_code == 409


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"putus": "1", "semula": "abc"}, 302),
        ({"putus": "1", "semula": "9" * 30}, 302),
        ({"putus": "1", "semula": "9" * 5000}, 302),
        ({"dasar": "²"}, 302),
        ({"aksi": "naik:0000009999"}, 200),
    ],
)
def test_nonsense_in_the_small_fields_never_breaks_the_page(writer, more, status):
    assert writer.post(DEVO, fields(writer.get(DEVO)) | more).status_code == status


@pytest.mark.parametrize("address", [DEVO, "/kamus/baru/"])
def test_a_decision_about_a_document_that_is_not_there_loses_nothing(writer, address):
    sent = fields(writer.get(address)) | {"putus": "1", "semula": "1"}
    sent["teks"][1] = "Tulisan saya"
    with record_changes(document_types.get("kamus"), origin=Revision.Origin.ADMIN) as record:
        record.delete(["DEVO"])
    response = writer.post(address, sent)
    assert response.status_code in {409, 422}
    assert "Tulisan saya" in response.content.decode()


def test_a_new_competency_is_written_and_cannot_take_a_code_that_is_there(writer):
    sent = fields(writer.get("/kamus/baru/"))
    sent = sent | {"teks": ["inte" if s == "kode" else "Integritas" for s in sent["bagian"]]}
    assert writer.post("/kamus/baru/", sent).headers["Location"] == "/kamus/INTE/"
    assert document_types.get("kamus").repository.load(["INTE"])[0].title == "Integritas"
    other = sent | {"teks": ["inte" if s == "kode" else "Kejujuran" for s in sent["bagian"]]}
    again = writer.post("/kamus/baru/", other)
    assert (again.status_code, b"Sudah ada kompetensi lain" in again.content) == (422, True)
    wrong = sent | {"teks": ["a b" if s == "kode" else "Integritas" for s in sent["bagian"]]}
    refused = writer.post("/kamus/baru/", wrong)
    assert (refused.status_code, b"Ada satu baris yang perlu diperbaiki" in refused.content) == (422, True)


NEW_DOCUMENTS = [
    ("/kamus/baru/", {"kode": "inte", "nama": "Integritas", "definisi": " d"}, "/kamus/INTE/"),
    (
        "/panduan/baru/",
        {"aspek": "INTEGRITAS", "ranah": "Managing Self", "nama": "Jujur"},
        "/panduan/integritas/jujur/",
    ),
]


@pytest.mark.parametrize(("address", "texts", "made"), NEW_DOCUMENTS)
def test_a_new_document_sent_twice_is_made_once_and_shown_both_times(writer, address, texts, made, boss):
    sent = fields(writer.get(address))
    sent = sent | {"teks": [texts.get(section, "") for section in sent["bagian"]]}
    before = Revision.objects.count()
    for _ in range(2):
        assert writer.post(address, sent, follow=True).redirect_chain == [(made, 302)]
    assert Revision.objects.count() == before + 1
    writer.force_login(boss)
    assert writer.post(address, sent).status_code == 422


def test_a_new_document_that_was_changed_since_is_not_taken_for_the_one_sent(writer):
    sent = fields(writer.get("/kamus/baru/"))
    sent = sent | {"teks": ["inte" if s == "kode" else "Integritas" for s in sent["bagian"]]}
    writer.post("/kamus/baru/", sent)
    for text in ("Lain", "Integritas"):
        page = fields(writer.get("/kamus/INTE/sunting/"))
        places = [text if section == "nama" else old for section, old in zip(page["bagian"], page["teks"], strict=True)]
        writer.post("/kamus/INTE/sunting/", page | {"teks": places})
    assert writer.post("/kamus/baru/", sent).status_code == 422


def test_a_renamed_sub_aspect_moves_with_all_it_has(writer):
    sent = with_text(fields(writer.get(KOMITMEN)), "Komitmen", "Keteguhan")
    assert writer.post(KOMITMEN, sent).headers["Location"] == "/panduan/integritas/keteguhan/"
    assert export("panduan") == PANDUAN.replace(b"**Komitmen**", b"**Keteguhan**")


def test_a_domain_is_changed_for_all_sub_aspects_of_the_aspect(writer):
    sent = with_text(fields(writer.get(KOMITMEN)), "Managing Self", "Managing Me")
    writer.post(KOMITMEN, sent)
    assert export("panduan") == PANDUAN.replace(b"Managing Self", b"Managing Me")


def test_a_session_that_ended_while_typing_gives_the_form_back_after_log_in(client, seeds, publisher):
    client.force_login(publisher)
    sent = with_text(fields(client.get(DEVO)), TEXT, "Tulisan yang hampir hilang.")
    client.cookies.clear()
    response = client.post(DEVO, sent)
    assert response.headers["Location"] == f"/masuk/?next={DEVO}"
    client.post("/masuk/", {"username": "Penerbit", "password": "rahasia-sekali", "next": DEVO})
    page = client.get(DEVO)
    assert "Tulisan yang hampir hilang." in page.content.decode()
    assert client.post(DEVO, fields(page)).status_code == 302
    assert b"Tulisan yang hampir hilang." in export()
    assert Page(client.get(DEVO)).text.count("hampir hilang") == 1


def test_a_session_that_ended_while_deciding_leaves_what_somebody_else_wrote(client, seeds, publisher):
    client.force_login(publisher)
    mine = with_text(fields(client.get(DEVO)), TEXT, "Tulisan saya.")
    client.post(DEVO, with_text(fields(client.get(DEVO)), OTHER, "Tulisan lain."))
    decided = fields(client.post(DEVO, mine)) | {"punyaku": ["level 4, nomor 5"]}
    client.logout()
    client.post(DEVO, decided)
    client.force_login(publisher)
    again = client.post(DEVO, fields(client.get(DEVO)))
    assert again.status_code == 409 and b"Tulisan lain." in export()
    client.post(DEVO, fields(again) | {"punyaku": ["level 4, nomor 5"]})
    assert b"Tulisan lain." in export() and b"Tulisan saya." in export()


def test_a_decision_that_cannot_be_saved_leaves_what_somebody_else_wrote(writer):
    mine = with_text(fields(writer.get(KOMITMEN)), "Komitmen", "Keteguhan")
    other = fields(writer.get(KOMITMEN))
    writer.post(KOMITMEN, with_text(other, other["teks"][-1], "Tulisan lain."))
    conflict = fields(writer.post(KOMITMEN, mine)) | {"punyaku": ["nama"]}
    third = KOMITMEN.replace("komitmen", "kejujuran")
    writer.post(third, with_text(fields(writer.get(third)), "Kejujuran", "Keteguhan"))
    taken = writer.post(KOMITMEN, conflict)
    assert taken.status_code == 422
    assert writer.post(KOMITMEN, with_text(fields(taken), "Keteguhan", "Kesetiaan")).status_code == 409
    assert b"Tulisan lain." in export("panduan")


def test_a_new_name_sent_twice_is_saved_once_and_shown_both_times(writer):
    sent = with_text(fields(writer.get(KOMITMEN)), "Komitmen", "Keteguhan")
    assert writer.post(KOMITMEN, sent).headers["Location"] == "/panduan/integritas/keteguhan/"
    again = writer.post(KOMITMEN, sent, follow=True)
    assert again.redirect_chain == [
        ("/panduan/integritas/keteguhan/sunting/", 307),
        ("/panduan/integritas/keteguhan/", 302),
    ]
    assert "Sudah tersimpan." in again.content.decode()
    assert Revision.objects.of("panduan", "integritas/keteguhan").count() == 1


def test_what_came_back_after_log_in_can_be_thrown_away(client, seeds, publisher):
    client.force_login(publisher)
    mine = with_text(fields(client.get(DEVO)), TEXT, "Tulisan saya.")
    client.logout()
    client.post(DEVO, mine)
    client.force_login(publisher)
    assert "Tulisan saya." in client.get(DEVO).content.decode()
    page = client.post(DEVO, {"aksi": "buang"}, follow=True).content.decode()
    assert "Tulisan saya." not in page and "sudah masuk lagi" not in page


def test_what_was_kept_is_shown_to_its_writer_and_to_nobody_else(client, seeds, publisher, boss):
    client.force_login(publisher)
    sent = with_text(fields(client.get(DEVO)), TEXT, "Hanya untuk penulisnya.")
    client.cookies.clear()
    client.post(DEVO, sent)
    client.post("/masuk/", {"username": "Bos", "password": "rahasia-sekali"})
    assert "Hanya untuk penulisnya." not in client.get(DEVO).content.decode()


def test_what_was_kept_is_shown_on_its_own_page_and_on_no_other(client, seeds, publisher):
    client.force_login(publisher)
    sent = with_text(fields(client.get(DEVO)), TEXT, "Hanya untuk DEVO.")
    client.logout()
    client.post(DEVO, sent)
    client.post("/masuk/", {"username": "Penerbit", "password": "rahasia-sekali"})
    assert "Hanya untuk DEVO." not in client.get("/kamus/CUSF/sunting/").content.decode()
    assert "Hanya untuk DEVO." in client.get(DEVO).content.decode()


def test_a_text_too_long_for_a_session_is_not_kept_there(client, seeds, publisher):
    client.post(DEVO, {"teks": "x" * 300_001, "penulis": sign(publisher)})
    assert "naskah" not in client.session


@pytest.mark.parametrize("writer", ["", "1", "{pk}", "{pk}:1:x"])
@pytest.mark.parametrize("path", [DEVO, f"{DEVO.replace('sunting', 'baris')}", "/kamus/baru/", "/sunting/kamus/"])
def test_of_who_never_had_a_form_of_ours_nothing_is_kept(client, seeds, publisher, writer, path):
    """Strangers could fill the database with sessions of 300,000 characters."""
    client.post(path, {"teks": "x" * 1000, "penulis": writer.format(pk=publisher.pk)})
    assert Session.objects.count() == 0


@pytest.mark.parametrize("indicators", [3, 60])
def test_the_page_takes_the_same_number_of_queries_for_few_and_many(
    client, many, publisher, django_assert_num_queries, indicators
):
    many(1, indicators=indicators)
    client.force_login(publisher)
    client.get("/kamus/K00000/sunting/")
    with django_assert_num_queries(13):
        client.get("/kamus/K00000/sunting/")


def test_markup_in_what_is_written_stays_text(writer):
    sent = with_text(fields(writer.get(DEVO)), TEXT, "</textarea><script>alert(1)</script>")
    assert "<script>alert" not in writer.post(DEVO, sent | {"aksi": "x"}).content.decode()
    writer.post(DEVO, sent)
    assert "<script>alert" not in writer.get(DEVO).content.decode()
    assert "<script>alert" not in writer.get("/kamus/DEVO/").content.decode()
