"""The page of a review: sides, three texts, groups, the list at the side, what was seen, comments, steps."""

from dataclasses import replace

import pytest

from documents.comparison.changes import DocumentChange
from documents.comparison.merge import exclude_changes
from documents.comparison.three_way import base_texts
from documents.document import Line
from exchange import document_types
from exchange.history.recording import record_changes
from exchange.imports import review as imports
from exchange.models import Proposal, Revision
from exchange.proposals import deciding
from tests.builders import (
    EDITED,
    KAMUS,
    NEW,
    TEXT,
    apply,
    change,
    competency,
    export,
    person,
    remove,
    send,
    with_texts,
)
from tests.pages import Page, fields, with_text

pytestmark = pytest.mark.django_db
#: The dictionary with another definition of DEVO: what it begins with.
BEGIN = KAMUS.index(b"Definisi | ") + len(b"Definisi | ")
BOTH = KAMUS[:BEGIN] + b"Di berkas. " + KAMUS[BEGIN:]


@pytest.fixture
def before(seeds):
    """Both files are stored, and their history knows it."""
    imports.apply(KAMUS, name="kamus.md")


@pytest.fixture
def review(client, before, publisher, uploader):
    """Send a file as an editor, submit it, and give its address; the publisher is logged in."""

    def review(data, name="berkas.md"):
        row = send(data, uploader, name=name)
        deciding.submit(row)
        client.force_login(publisher)
        return f"/usulan/{row.pk}/"

    return review


def shown(client, address):
    return Page(client.get(address))


def sent(client, address, **more):
    """The fields of the review's form as a browser sends them unchanged, and more."""
    return fields(client.get(address), "rencana") | more


def row_at(address):
    return Proposal.objects.get(pk=address.split("/")[2])


# Three ways


def test_a_line_changed_here_since_is_unticked_and_says_who_and_when(client, review, uploader):
    change("CUSF", "Satu.", user=uploader)
    newest = change("CUSF", "Dua.", user=person("Ani"))
    address = review(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi"))
    row = shown(client, address).one("tr.here")
    assert "checked" not in row.one("input", type="checkbox")
    assert "Diubah di situs oleh Ani" in row.text
    assert "Mencentang mengembalikan tulisan lama" in row.text
    assert f"/riwayat/{newest.pk}/" in row.links()


def test_of_several_changes_here_the_one_of_the_line_is_named(client, review):
    address = review(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi"))
    change("DEVO", "Baru di situs.", user=person("Ani"))
    kamus = document_types.get("kamus")
    (devo,) = kamus.repository.load(["DEVO"])
    with record_changes(kamus, ["DEVO"], origin="edit", user=person("Budi")):
        kamus.repository.save([replace(with_texts(devo, {"perilaku kunci 1": "Lain."}), source=None, related=None)])
    rows = {row.one("th").text: row.text for row in shown(client, address).all("tr.here")}
    assert "oleh Ani" in rows["Definisi"]
    assert "oleh Budi" in rows["Perilaku kunci 1"]


def test_a_line_added_or_removed_here_says_what_ticking_does(client, review):
    address = review(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi"))
    kamus = document_types.get("kamus")
    (devo,) = kamus.repository.load(["DEVO"])
    lines = [line for line in devo.lines if line.path != "perilaku kunci 7"]
    lines.append(Line("level 4", "Di situs saja.", label="99"))
    with record_changes(kamus, ["DEVO"], origin="edit"):
        kamus.repository.save([replace(devo, lines=tuple(lines), source=None, related=None)])
    text = shown(client, address).text
    assert "Dihapus di situs" in text and "Mencentang mengembalikan baris ini." in text
    assert "Ditambahkan di situs" in text and "Mencentang menghapus baris ini." in text


@pytest.fixture
def both(client, review):
    """A review with one line that both sides changed."""
    address = review(BOTH)
    change("DEVO", "Di situs.", user=person("Ani"))
    return address


def test_a_line_changed_on_both_sides_shows_three_texts_and_blocks_nothing(client, both):
    page = shown(client, both)
    row = page.one("tr.open")
    assert page.texts("button.must") == ["1 harus diputuskan"]
    assert row.values("putus-0.0") == ["usulan", "situs", "semula", "tulis"]
    for words in ("Di berkas ini", "Di situs sekarang oleh Ani", "Semula", "Belum dipilih: tulisan di situs"):
        assert words in row.text
    assert "Di berkas." in row.texts("ins")[0]
    assert client.post(f"{both}terapkan/", sent(client, both)).status_code == 422  # nothing is ticked


@pytest.mark.parametrize(
    ("more", "definition"),
    [
        ({"putus-0.0": "usulan"}, b"Definisi | Di berkas. "),
        ({"putus-0.0": "semula"}, KAMUS[BEGIN - 11 : BEGIN + 20]),
        ({"putus-0.0": "tulis", "teks-0.0": "Keempat."}, b"Definisi | Keempat."),
        ({"putus-0.0": "usulan", "teks-0.0": "Yang diketik menang."}, b"Definisi | Yang diketik menang."),
    ],
)
def test_a_line_changed_on_both_sides_becomes_what_was_chosen(client, both, more, definition):
    client.post(f"{both}pilih/", sent(client, both, **more))
    page = shown(client, both)
    assert not page.all("tr.open")
    assert page.one(name="putus-0.0", checked=True)["value"] == ("tulis" if "teks-0.0" in more else more["putus-0.0"])
    client.post(f"{both}terapkan/", sent(client, both))
    assert definition in export()


def test_to_keep_the_text_here_is_a_decision_until_it_changes_again(client, both):
    client.post(f"{both}pilih/", sent(client, both, **{"putus-0.0": "situs"}))
    assert deciding.preview(row_at(both)).undecided == ()
    assert "Diubah di situs" not in shown(client, both).one("form.review-desk").text.split("Daftar")[0]
    change("DEVO", "Lagi.")
    assert len(deciding.preview(row_at(both)).undecided) == 1


def test_a_choice_can_be_changed_back_from_an_own_text(client, both):
    client.post(f"{both}pilih/", sent(client, both, **{"putus-0.0": "tulis", "teks-0.0": "Keempat."}))
    client.post(f"{both}pilih/", sent(client, both, **{"putus-0.0": "usulan"}))
    (entry,) = deciding.preview(row_at(both)).changes
    assert deciding.preview(row_at(both)).text(entry, "definisi") is None


def test_an_own_text_for_a_line_that_one_side_removed_is_stored():
    old = competency(1)
    without = replace(old, lines=tuple(line for line in old.lines if line.path != "perilaku kunci 3"))
    edited = replace(without, lines=(*without.lines,))
    (name,) = [line.name for line in DocumentChange.between(old, edited).lines if line.after is None]
    merged = exclude_changes(old, edited, (), {name: "Ketiga, ditulis ulang."})
    behaviours = [line.text for line in merged.lines if line.section == "perilaku kunci"]
    assert behaviours[2] == "Ketiga, ditulis ulang."
    assert len(behaviours) == 7


def test_base_texts_are_those_before_both_changes():
    base = competency(1)
    here, there = with_texts(base, {"definisi": "Di sini."}), with_texts(base, {"definisi": "Di sana."})
    assert base_texts(base, here, there) == {"definisi": "Definisi kompetensi ke-1."}
    assert base_texts(None, here, there) == {"definisi": None}


def test_a_document_archived_here_and_changed_in_the_file_is_decided_as_a_whole(client, review):
    address = review(BOTH)
    remove("kamus", "DEVO")
    page = shown(client, address)
    assert "Diarsipkan di situs" in page.text
    assert page.values("putus-0.0") == ["usulan", "situs"]
    assert not page.values("ubah")
    client.post(f"{address}pilih/", sent(client, address, **{"putus-0.0": "situs"}))
    assert deciding.preview(row_at(address)).undecided == ()
    client.post(f"{address}terapkan/", sent(client, address, **{"putus-0.0": "usulan"}))
    assert b"Di berkas." in export()


def test_a_document_archived_here_comes_back_only_by_its_tick(client, review):
    remove("kamus", "DEVO")
    address = review(KAMUS.replace(b"nyata dan mendasar", b"nyata", 1))
    page = shown(client, address)
    assert "mencentang mengembalikannya dari arsip" in page.text
    client.post(f"{address}terapkan/", sent(client, address))
    assert b"DEVO" not in export()


# The list at the side, filters, groups


def test_a_proposal_of_one_document_has_no_list_and_no_filters(client, review):
    page = shown(client, review(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi")))
    assert (page.all("nav.docs"), page.all("button.chip"), page.all(name="dilihat")) == ([], [], [])


def test_every_box_and_field_has_a_name(client, both):
    for box in shown(client, both).one("form.review-desk").all("input"):
        if box["type"] == "checkbox" and box["name"] == "ubah":
            assert ", " in box["aria-label"]


def test_filters_count_what_they_show(client, review):
    address = review(EDITED + NEW)
    assert shown(client, address).texts("button.chip") == ["Semua 3", "Baru 1", "Berubah 2", "Belum dilihat 3"]
    assert shown(client, f"{address}?jenis=baru").ids("dok-") == ["INTE"]


def test_what_was_seen_is_kept_for_each_person(client, review, publisher):
    address = review(EDITED)
    client.post(f"{address}pilih/", sent(client, address, dilihat="1"))
    page = shown(client, address)
    assert [each["data-side"] for each in page.all("li.seen")] == ["1"]
    assert page.one(name="dilihat", checked=True)["value"] == "1"
    assert shown(client, f"{address}?jenis=belum").ids("dok-") == ["DEVO"]
    client.force_login(person("Lain", "Penerbit"))
    assert not shown(client, address).all("li.seen")
    client.force_login(publisher)
    client.post(f"{address}pilih/", sent(client, address, dilihat=[]))
    assert not shown(client, address).all("li.seen")


def many_changed(many, count, text="Sama di semua."):
    """Store competencies and return a file in which one line of each is another, the same in all."""
    many(count)
    kamus = document_types.get("kamus")
    wanted = [with_texts(each, {"perilaku kunci 2": text}) for each in kamus.repository.load()]
    return kamus.text.render(wanted).encode()


def test_equal_changes_have_one_tick_for_all_and_can_be_left_out_alone(client, many, publisher):
    row = send(many_changed(many, 30), publisher)
    address = f"/usulan/{row.pk}/"
    client.force_login(publisher)
    page = shown(client, address)
    assert "30 tempat" in page.one("section.same").text
    assert page.text.count("bersama 29 lainnya") == 10
    client.post(f"{address}pilih/", sent(client, address, sama=[]))
    assert deciding.preview(row_at(address)).ticked == 0
    client.post(f"{address}pilih/", sent(client, address, sama=page.values("sama")))
    assert deciding.preview(row_at(address)).ticked == 30
    ticked = sent(client, address)
    client.post(f"{address}pilih/", ticked | {"ikut": [each for each in ticked["ikut"] if each != "29.0"]})
    assert deciding.preview(row_at(address)).ticked == 29
    page = shown(client, address)
    assert "29 dicentang" in page.one("section.same").text
    assert "checked" not in page.one(name="sama")


def test_the_tick_of_a_group_that_was_not_touched_changes_nothing(client, many, publisher):
    row = send(many_changed(many, 3), publisher)
    address = f"/usulan/{row.pk}/"
    client.force_login(publisher)
    before = sent(client, address)
    client.post(f"{address}pilih/", before | {"ubah": before["ubah"][1:]})
    assert deciding.preview(row_at(address)).ticked == 2


def test_all_are_ticked_but_what_would_revert_or_remove(client, review):
    address = review(EDITED.split(b"Nama")[0] + b"Nama" + EDITED.split(b"Nama")[1])  # lacks CUSF
    change("DEVO", "Di situs.")
    client.post(f"{address}pilih/", sent(client, address, kosong=""))
    assert deciding.preview(row_at(address)).ticked == 0
    client.post(f"{address}pilih/", sent(client, address, semua=""))
    selection = deciding.preview(row_at(address))
    assert (selection.ticked, selection.count("removed")) == (1, 0)


@pytest.mark.parametrize("which", ["semua", "kosong"])
def test_a_document_is_ticked_and_unticked_alone(client, review, which):
    address = review(EDITED)
    client.post(f"{address}pilih/", sent(client, address, kosong=""))
    client.post(f"{address}pilih/", sent(client, address, **{which: "1"}))
    assert [len(each.marks) for each in deciding.preview(row_at(address)).included] == [1] * (which == "semua")


def test_the_button_of_another_page_keeps_the_ticks_and_leads_to_the_document(client, many, publisher):
    row = send(many_changed(many, 30), publisher)
    address = f"/usulan/{row.pk}/"
    client.force_login(publisher)
    page = shown(client, address)
    there = next(each["value"] for each in page.one("nav.docs").all("button", name="ke") if "K00015" in each["value"])
    form = sent(client, address)
    answer = client.post(f"{address}pilih/", form | {"ubah": form["ubah"][1:], "ke": there})
    assert answer.headers["Location"] == f"{address}?jenis=&halaman=2#dok-K00015"
    assert deciding.preview(row_at(address)).ticked == 29


# Size


@pytest.mark.parametrize("count", [3, 300])
def test_a_review_takes_as_many_queries_for_many(client, many, publisher, django_assert_max_num_queries, count):
    row = send(many_changed(many, count), publisher)
    row.comments.create(key="K00001", text="Ya.", author=publisher, author_name="Penerbit")
    client.force_login(publisher)
    client.get("/usulan/")
    with django_assert_max_num_queries(19):
        client.get(f"/usulan/{row.pk}/")


def test_a_page_of_300_changes_in_152_documents_is_light_and_lists_all_of_them(client, many, publisher):
    many(152)
    kamus = document_types.get("kamus")
    stored = kamus.repository.load()
    long = " ".join(["Teks definisi yang panjang seperti di kamus"] * 12)
    wanted = [with_texts(each, {"definisi": f"{long} {each.key}.", "perilaku kunci 2": "Sama."}) for each in stored]
    row = send(kamus.text.render(wanted).encode(), publisher)
    client.force_login(publisher)
    answer = client.get(f"/usulan/{row.pk}/")
    assert len(answer.content) < 150_000
    assert len(Page(answer).all("li", data_side=True)) == 152


def test_thousands_of_documents_are_a_light_page_with_few_names_at_the_side(client, publisher, db):
    kamus = document_types.get("kamus")
    wanted = [replace(competency(number, indicators=1, levels=1), source=None) for number in range(3_000)]
    row = send(kamus.text.render(wanted).encode(), publisher)
    client.force_login(publisher)
    answer = client.get(f"/usulan/{row.pk}/?halaman=150")
    page = Page(answer)
    assert len(page.all("li", data_side=True)) == 50
    assert len(page.one("nav.docs").all("button", name="ke")) < 80
    assert len(answer.content) < 150_000


def test_a_long_unchanged_run_is_folded_and_nothing_of_it_is_lost(client, review):
    words = " ".join(f"kata{number}" for number in range(60))
    change("DEVO", f"Awal {words} akhir.")
    address = review(export().replace(b"akhir.", b"selesai."))
    row = next(each for each in shown(client, address).all("tr") if "selesai" in each.text)
    assert "kata tetap" in row.one("summary").text
    assert all(word in row.text for word in words.split())


# Comments and steps


def test_a_comment_on_a_line_stands_there_and_keeps_the_ticks(client, review):
    address = review(EDITED)
    form = sent(client, address)
    answer = client.post(f"{address}pilih/", form | {"buka": "0.0", "ubah": form["ubah"][1:]})
    assert answer.headers["Location"].endswith("&buka=0.0#komentar-0.0")
    form = fields(client.get(answer.headers["Location"]), "rencana")
    client.post(f"{address}komentar/", form | {"kirim": "0.0", "komentar-0.0": "Mengapa <b>begini</b>?"})
    page = shown(client, address)
    row = next(each for each in page.all("tr") if "Mengapa <b>begini</b>?" in each.text)
    assert "Memberi" in row.text
    assert "1 komentar" in page.one("nav.docs").text
    assert shown(client, f"{address}?jenis=komentar").ids("dok-") == ["DEVO"]
    assert deciding.preview(row_at(address)).ticked == 1


def test_a_comment_on_a_line_that_is_no_change_any_more_stays_with_its_document(client, review, publisher):
    address = review(EDITED)
    row_at(address).comments.create(key="DEVO", change="definisi", text="Lama.", author_name="Ani")
    assert "Lama." in next(each for each in shown(client, address).all("section.diff") if "DEVO" in each["id"]).text


def test_a_comment_on_the_whole_stands_at_the_end(client, review):
    address = review(EDITED)
    client.post(f"{address}komentar/", sent(client, address, kirim="usulan", **{"komentar-usulan": "Bagus."}))
    assert "Bagus." in shown(client, address).one("section.ask-back", id="komentar").text


def test_a_publisher_asks_for_a_correction_and_the_author_sees_it_on_top(client, review, uploader):
    address = review(EDITED)
    form = sent(client, address)
    client.post(f"{address}kembalikan/", form | {"ubah": form["ubah"][1:], "catatan": "Pakai “memberi”."})
    assert deciding.preview(row_at(address)).ticked == 1
    client.force_login(uploader)
    page = shown(client, address)
    assert "Penerbit meminta perbaikan" in page.one("header.head").text
    assert "Pakai “memberi”." in page.one("header.head").text
    assert "Ajukan lagi" in page.texts("button.primary")
    client.post(f"{address}ajukan/", sent(client, address, alasan="Sudah."))
    assert (row_at(address).state, row_at(address).reason) == ("submitted", "Sudah.")
    page = shown(client, address)
    assert "“Sudah.”" in page.text
    assert "Tarik kembali" in page.texts("button.btn")


def test_an_editor_has_no_button_to_apply_or_to_reject(client, review, uploader):
    address = review(EDITED)
    client.force_login(uploader)
    page = shown(client, address)
    actions = [each["formaction"] for each in page.all("button", formaction=True)]
    assert not [each for each in actions if "terapkan" in each or "kembalikan" in each]


def test_a_rejection_needs_words(client, review):
    address = review(EDITED)
    assert client.post(f"{address}kembalikan/", sent(client, address, tolak="1")).status_code == 422
    client.post(f"{address}kembalikan/", sent(client, address, tolak="1", catatan="Tidak perlu."))
    page = shown(client, address)
    assert "Usulan ini ditolak" in page.text
    assert "Tidak perlu." in page.text


# Changed meanwhile, saved quietly


def test_after_a_change_here_the_ticks_stay_and_the_new_amber_row_comes_first(client, review):
    address = review(EDITED + NEW)
    form = sent(client, address)
    devo = next(value for value in form["ubah"] if value.startswith("0."))
    change("CUSF", "Di situs.")
    answer = client.post(f"{address}terapkan/", form | {"ubah": [each for each in form["ubah"] if each != devo]})
    page = Page(answer)
    assert answer.status_code == 409
    assert page.ids("dok-")[0] == "CUSF"
    assert page.all("tr.open")
    assert "checked" not in page.one(name="ubah", value=devo)
    assert client.post(f"{address}terapkan/", fields(answer, "rencana")).status_code == 302
    assert TEXT.encode() in export() and b"Di situs." in export()


def test_ticks_are_saved_quietly_and_the_new_print_comes_back(client, review):
    address = review(EDITED)
    form = sent(client, address)
    quiet = {"headers": {"Accept": "application/json"}}
    answer = client.post(f"{address}pilih/", form | {"ubah": form["ubah"][1:]}, **quiet)
    assert answer.json() == {"rencana": sent(client, address)["rencana"][0]}
    assert client.post(f"{address}pilih/", form, **quiet).status_code == 409


def test_opening_a_review_writes_nothing(client, review, django_assert_num_queries):
    address = review(EDITED)
    before = Proposal.objects.values().get(pk=row_at(address).pk)
    client.get(f"{address}?jenis=belum&buka=0.0&semua=&kosong=&dilihat=0")
    assert Proposal.objects.values().get(pk=row_at(address).pk) == before


@pytest.mark.parametrize(
    "more",
    [
        {"tampil-99999999999999999999": "x"},
        {"tampil-x": "x", "ikut-tampil": "9.9:0 x:1 ::", "ikut": ["x", "9.9"]},
        {"semua": "99999999999999"},
        {"sama-tampil": "zzz:0", "sama": "zzz"},
        {"putus-0.0": "lain", "teks-0.0": "x" * 10},
        {"ke": "a:b:c"},
        {"buka": "x" * 50},
        {"jangkar": "//jahat.example"},
    ],
)
def test_fields_that_no_page_sends_break_nothing(client, review, more):
    address = review(EDITED)
    answer = client.post(f"{address}pilih/", sent(client, address) | more)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{address}?jenis=")


# What people wrote on a page, and what came of a proposal


def test_a_proposal_from_a_page_is_named_by_its_document(client, seeds, uploader, publisher):
    client.force_login(uploader)
    form = with_text(fields(client.get("/kamus/DEVO/sunting/")), TEXT, "Kata baru.")
    client.post("/kamus/DEVO/sunting/", form | {"simpan": "usulan", "alasan": "Istilah yang disepakati"})
    row = Proposal.objects.get(door="edit")
    client.force_login(publisher)
    page = shown(client, f"/usulan/{row.pk}/")
    assert page.one("h1").text == "Developing Others"
    assert "Usulan Penyunting ·" in page.text and "“Istilah yang disepakati”" in page.text
    assert not [link for link in page.links() if "/impor/" in link and str(row.pk) in link]
    apply(row, publisher)
    page = shown(client, f"/usulan/{row.pk}/")
    assert "Istilah yang disepakati" in page.text
    assert "diusulkan lewat halaman sunting" in page.text
    assert not [link for link in page.links() if "/impor/" in link and str(row.pk) in link]


def test_the_result_says_who_proposed_who_applied_and_what_was_said(client, review, publisher):
    address = review(EDITED)
    row_at(address).comments.create(key="DEVO", text="Sudah dicek.", author_name="Ani")
    client.post(f"{address}terapkan/", sent(client, address))
    text = shown(client, address).text
    for words in ("oleh Penyunting", "oleh Penerbit", "Sudah dicek.", "Ani"):
        assert words in text
    assert Revision.objects.filter(source=row_at(address)).count() == 2


def test_what_somebody_saves_while_a_review_is_made_is_shown_and_stops_the_apply(
    client, before, publisher, monkeypatch
):
    row = send(EDITED, publisher)
    client.force_login(publisher)
    preview = deciding.preview

    def then_saved(proposal):
        found = preview(proposal)
        monkeypatch.setattr(deciding, "preview", preview)
        imports.apply(EDITED, name="sama.md")
        change("CUSF", "Disimpan sementara itu.")
        return found

    monkeypatch.setattr(deciding, "preview", then_saved)
    page = client.get(f"/usulan/{row.pk}/")
    assert page.status_code == 200
    assert client.post(f"/usulan/{row.pk}/terapkan/", fields(page, "rencana")).status_code == 409
