"""The map in the history: it changes through any door, goes with what it leads to, and comes back."""

import pytest

from development.models import SubAspect
from dictionary.models import Competency
from exchange import document_types
from exchange.history.recording import as_json, from_json, record_changes
from exchange.history.restore import preview, restore
from exchange.history.versions import Version
from exchange.imports import review as imports
from exchange.imports import uploads
from exchange.models import Ledger, Revision
from exchange.proposals import deciding, undo
from exchange.proposals.selection import Decisions
from tests.back_office import posted
from tests.builders import BOTH, GROWING, KAMUS, PANDUAN, SERVING, join, remove, the_map
from tests.pages import words


@pytest.fixture
def mapped(seeds):
    """Both documents with a map, made like any other change."""
    join(BOTH)


def recorded(key):
    """The newest revision's related documents, before and after."""
    revision = Revision.objects.filter(key=key).first()
    return [document and document.related for document in (from_json(revision.before), from_json(revision.after))]


def test_a_changed_map_is_one_revision_of_each_sub_aspect(mapped):
    revisions = join({SERVING: ("CUSF",), GROWING: ("DEVO",)})
    assert [revision.key for revision in revisions] == [SERVING]
    assert recorded(SERVING) == [("CUSF", "DEVO"), ("CUSF",)]
    version = Ledger.objects.get().version
    assert join({SERVING: ("CUSF",)}) == []
    assert Ledger.objects.get().version == version


def test_a_competency_that_is_not_there_is_left_out(mapped):
    join({SERVING: ("CUSF", "TIDAK")})
    assert the_map()[SERVING] == ("CUSF",)


def test_files_neither_carry_the_map_nor_change_it(mapped):
    for name, data in (("kamus.md", KAMUS), ("panduan.md", PANDUAN)):
        imports.apply(data.replace(b"dan ", b"serta "), name=name)
        imports.apply(data, name=name)
    assert the_map() == BOTH


def test_a_text_that_is_saved_keeps_the_map(mapped):
    from dataclasses import replace

    from exchange.editing import saving
    from exchange.history import versions

    guide = document_types.get("panduan")
    (document,) = guide.repository.load([SERVING])
    lines = tuple(replace(line, text=line.text + "!") if line.label else line for line in document.lines)
    lined = replace(document, lines=lines, related=None)
    base = versions.newest(guide, SERVING)
    saving.save(guide, lined, key=SERVING, base=base, user=None)
    assert the_map() == BOTH


def test_a_document_without_a_map_in_its_json_knows_none(mapped):
    (document,) = document_types.get("panduan").repository.load([SERVING])
    value = as_json(document)
    assert from_json(value).related == ("CUSF", "DEVO")
    del value["related"]
    assert from_json(value).related is None


def test_an_old_version_of_a_sub_aspect_brings_its_map_back(mapped):
    before = Revision.objects.of("panduan", SERVING).newest()
    join({SERVING: ()})
    version = Version(Revision.objects.get(pk=before))
    assert not preview(version).idle
    restore(version, seen=Revision.objects.of("panduan", SERVING).newest(), user=None)
    assert the_map() == BOTH
    assert preview(version).idle


def test_a_version_from_before_there_was_a_map_keeps_it(mapped):
    first = Revision.objects.of("panduan", SERVING).order_by("pk").first()
    value = {**first.after}
    del value["related"]
    old = Revision.objects.create(format="panduan", key=SERVING, before=None, after=value, door="edit")
    assert preview(Version(old)).idle


def test_a_deleted_sub_aspect_comes_back_with_its_map(mapped):
    guide = document_types.get("panduan")
    with record_changes(guide, [SERVING], origin="admin") as record:
        record.delete([SERVING])
    (revision,) = record.revisions
    assert SERVING not in the_map()
    restore(Version(revision, earlier=True), seen=revision.pk, user=None)
    assert the_map() == BOTH


def test_a_deleted_competency_is_recorded_in_every_sub_aspect_that_lost_it(mapped):
    revisions = remove("kamus", "DEVO")
    assert [(revision.format, revision.key) for revision in revisions] == [
        ("kamus", "DEVO"),
        ("panduan", SERVING),
        ("panduan", GROWING),
    ]
    assert recorded(SERVING) == [("CUSF", "DEVO"), ("CUSF",)]
    assert recorded(GROWING) == [("DEVO",), ()]
    assert from_json(revisions[0].before).related == (SERVING, GROWING)
    assert revisions[1].note == "Mengikuti perubahan kompetensi."


def test_a_restored_competency_has_its_map_again_whichever_version_it_is(mapped):
    gone = remove("kamus", "DEVO")[0]
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    revisions = restore(Version(first), seen=gone.pk, user=None)
    assert the_map() == BOTH
    assert [revision.key for revision in revisions] == ["DEVO", SERVING, GROWING]
    assert recorded(GROWING) == [(), ("DEVO",)]


def test_a_link_taken_away_before_the_competency_went_stays_away(mapped):
    first = Revision.objects.of("kamus", "DEVO").order_by("pk").first()
    restore(Version(first), seen=remove("kamus", "DEVO")[0].pk, user=None)
    join({SERVING: ("CUSF",)})
    restore(Version(first), seen=remove("kamus", "DEVO")[0].pk, user=None)
    assert the_map() == {SERVING: ("CUSF",), GROWING: ("DEVO",)}


def test_what_was_joined_meanwhile_stays_when_a_competency_comes_back(mapped):
    gone = remove("kamus", "DEVO")[0]
    join({"integritas/komitmen": ("CUSF",), SERVING: ()})
    restore(Version(gone, earlier=True), seen=gone.pk, user=None)
    assert the_map() == {"integritas/komitmen": ("CUSF",), SERVING: ("DEVO",), GROWING: ("DEVO",)}


def test_what_is_touched_and_does_not_come_back_gets_no_map(mapped):
    remove("kamus", "DEVO")
    before = Revision.objects.count()
    with record_changes(document_types.get("kamus"), ["DEVO"], origin="edit"):
        pass
    assert (Revision.objects.count(), the_map()) == (before, {SERVING: ("CUSF",)})


def test_an_import_that_removes_a_competency_is_undone_with_its_map(mapped, boss):
    data = document_types.get("kamus").text.render(document_types.get("kamus").repository.load(["CUSF"])).encode()
    row = uploads.accept(data, name="satu.md", size=len(data), user=boss)
    found = deciding.preview(row)
    removed = Decisions(remove=frozenset(["DEVO"]))
    deciding.apply(row, found.fingerprint, lambda _: removed, sure=True, user=boss)
    row.refresh_from_db()
    assert not Competency.objects.filter(code="DEVO").exists()
    assert the_map() == {SERVING: ("CUSF",)}
    back = undo.preview(row)
    assert "DEVO" in [revision.key for revision in back.revisions]
    undo.undo(row, back.fingerprint, user=boss)
    assert the_map() == BOTH
    assert Revision.objects.filter(format="panduan", door="undo").count() == 2


def test_a_competency_that_gets_another_code_takes_its_map_along(mapped):
    kamus = document_types.get("kamus")
    with record_changes(kamus, ["DEVO", "DEVA"], origin="admin") as record:
        Competency.objects.filter(code="DEVO").update(code="DEVA")
    assert the_map() == {SERVING: ("CUSF", "DEVA"), GROWING: ("DEVA",)}
    assert recorded(GROWING) == [("DEVO",), ("DEVA",)]
    gone = next(revision for revision in record.revisions if revision.key == "DEVO")
    assert from_json(gone.before).related == ()
    restore(Version(gone, earlier=True), seen=gone.pk, user=None)
    assert the_map() == {SERVING: ("CUSF", "DEVA"), GROWING: ("DEVA",)}


def test_a_competency_deleted_in_the_admin_is_recorded_with_its_map(mapped, client, boss):
    client.force_login(boss)
    devo = Competency.objects.get(code="DEVO")
    assert client.post(f"/admin/dictionary/competency/{devo.pk}/delete/", {"post": "yes"}).status_code == 302
    assert sorted(Revision.objects.filter(door="admin").values_list("key", flat=True)) == ["DEVO", SERVING, GROWING]


def test_the_admin_shows_the_map_and_a_save_there_keeps_it(mapped, client, boss):

    client.force_login(boss)
    address = f"/admin/development/subaspect/{SubAspect.objects.get(slug='orientasi-pelayanan').pk}/change/"
    page = client.get(address)
    assert "CUSF, DEVO" in page.content.decode() and f"/panduan/{SERVING}/peta/" in page.content.decode()
    assert client.post(address, posted(page) | {"description": "Baru."}).status_code == 302
    assert the_map() == BOTH


def test_an_archived_competency_says_why_its_sub_aspects_changed(mapped, client, publisher):
    client.force_login(publisher)
    base = Revision.objects.of("kamus", "DEVO").newest()
    assert client.post("/kamus/DEVO/arsipkan/", {"dasar": base}).status_code == 302
    gone = Revision.objects.of("kamus", "DEVO").newest()
    assert Revision.objects.of("panduan", GROWING).first().note == "Mengikuti perubahan kompetensi: Diarsipkan"
    restore(Version(Revision.objects.get(pk=gone), earlier=True), seen=gone, user=None)
    assert the_map() == BOTH


def test_the_history_says_which_competencies_came_and_went(mapped, client, boss):
    join({SERVING: ("CUSF",), GROWING: ("CUSF", "DEVO")})
    client.force_login(boss)
    latest = words(client.get(f"/panduan/{SERVING}/riwayat/").content.decode())
    assert "Kompetensi terkait − DEVO" in latest and "cara penulisannya" not in latest
    number = Revision.objects.of("panduan", GROWING).newest()
    page = words(client.get(f"/riwayat/{number}/").content.decode())
    assert "Kompetensi terkait + CUSF" in page
    page = words(client.get(f"/riwayat/{number}/?baris=semua").content.decode())
    assert "Kompetensi terkait DEVO, + CUSF" in page
    first = Revision.objects.of("panduan", GROWING).order_by("pk").first().pk
    pair = words(client.get(f"/panduan/{GROWING}/riwayat/?dari={first}&ke={number}").content.decode())
    assert "+ CUSF, + DEVO" in pair.replace(" ,", ",") and "berbunyi sama" not in pair
    page = words(client.get(f"/riwayat/{first}/pulihkan/").content.decode())
    assert "− CUSF, − DEVO" in page.replace(" ,", ",")


@pytest.mark.parametrize("count", [3, 300])
def test_deleting_many_takes_the_same_queries(seeds, many, django_assert_max_num_queries, count):
    many(count)
    codes = [f"K{number:05}" for number in range(count)]
    join({SERVING: tuple(codes)})
    with (
        django_assert_max_num_queries(45 + count // 20),
        record_changes(document_types.get("kamus"), codes, origin="admin") as record,
    ):
        record.delete(codes)
    assert len(record.revisions) == count + 1


def bring_back(revision):
    return restore(Version(revision, earlier=True), seen=revision.pk, user=None)


BOTH_ENDS = [("panduan", GROWING), ("kamus", "DEVO")]


@pytest.mark.parametrize("going", [BOTH_ENDS, BOTH_ENDS[::-1]])
@pytest.mark.parametrize("first", [0, 1])
def test_a_link_comes_back_in_whatever_order_both_its_ends_went_and_come(mapped, going, first):
    gone = [remove(*end)[0] for end in going]
    assert the_map() == {SERVING: ("CUSF",)}
    bring_back(gone[first])
    bring_back(gone[1 - first])
    assert the_map() == BOTH
    for revision in Revision.objects.filter(format="panduan", key=GROWING, after__isnull=False).order_by("-pk")[:1]:
        assert from_json(revision.after).related == ("DEVO",)


def test_a_link_comes_back_although_its_holder_went_twice_meanwhile(mapped):
    first, code = (remove(*end)[0] for end in BOTH_ENDS)
    bring_back(first)
    again = remove("panduan", GROWING)[0]
    bring_back(again)
    bring_back(code)
    assert the_map() == BOTH


def test_a_link_taken_away_while_both_were_there_stays_away(mapped):
    join({GROWING: ()})
    gone = [remove(*end)[0] for end in BOTH_ENDS]
    for revision in gone:
        bring_back(revision)
    assert the_map() == {SERVING: ("CUSF", "DEVO")}


@pytest.mark.parametrize("count", [3, 300])
def test_bringing_many_back_takes_the_same_queries(seeds, many, django_assert_max_num_queries, count):
    many(count)
    codes = [f"K{number:05}" for number in range(count)]
    join({SERVING: tuple(codes)})
    holder = remove("panduan", SERVING)[0]
    kamus = document_types.get("kamus")
    documents = kamus.repository.load(codes)
    with record_changes(kamus, codes, origin="admin") as record:
        record.delete(codes)
    bring_back(holder)
    with django_assert_max_num_queries(60 + count // 10), record_changes(kamus, codes, origin="admin") as record:
        record.store(documents)
    assert the_map() == {SERVING: tuple(codes)}
