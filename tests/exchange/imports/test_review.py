"""Files against what is stored: reviewed, applied, refused, recorded."""

import hashlib

import pytest

from benchmarks.generator import dictionary
from dictionary.models import Competency
from documents.document import Line
from exchange import document_types
from exchange.document_types import read
from exchange.history.recording import as_json, from_json, record_changes
from exchange.imports import review as imports
from exchange.models import Ledger, Proposal, Revision
from tests.builders import KAMUS, PANDUAN


def test_a_review_writes_nothing(db):
    review = imports.review(KAMUS)
    assert [document.key for document in review.added] == ["DEVO", "CUSF"]
    assert (Proposal.objects.count(), Revision.objects.count(), document_types.get("kamus").repository.load()) == (
        0,
        0,
        [],
    )


@pytest.mark.parametrize(("name", "data"), [("kamus", KAMUS), ("panduan", PANDUAN)])
def test_what_was_applied_comes_back_byte_for_byte(seeds, name, data):
    document_type = document_types.get(name)
    assert document_type.text.render(document_type.repository.load()).encode() == data


@pytest.mark.parametrize("data", [KAMUS, PANDUAN])
def test_the_same_file_again_changes_nothing_and_leaves_no_trace(seeds, data):
    before = Proposal.objects.count(), Revision.objects.count(), Ledger.objects.get().version
    review = imports.apply(data, name="lagi.md")
    assert not review.added and not review.changed and not review.missing
    assert (Proposal.objects.count(), Revision.objects.count(), Ledger.objects.get().version) == before


def test_one_edited_indicator_is_one_changed_line_in_review_and_export(seeds):
    edited = KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi")
    (changed,) = imports.apply(edited, name="baru.md").changed
    assert [(line.path, line.source_line) for line in changed.lines] == [("level 4, nomor 5", 38)]
    assert document_types.get("kamus").text.render(document_types.get("kamus").repository.load()).encode() == edited


def test_what_is_missing_from_a_file_is_named_and_kept(seeds):
    only_cusf = b"Nama" + KAMUS.split(b"Nama")[2]
    review = imports.apply(only_cusf, name="sebagian.md")
    assert [document.key for document in review.missing] == ["DEVO"]
    assert [document.key for document in document_types.get("kamus").repository.load()] == ["DEVO", "CUSF"]


def test_a_refused_file_changes_nothing(seeds):
    before = document_types.get("kamus").repository.load()
    broken = KAMUS.replace(b"Kode  | CUSF", b"Kode  | DEVO").replace(b"Mengamati", b"Melihat")
    with pytest.raises(imports.RefusedError) as refused:
        imports.apply(broken, name="rusak.md")
    assert [p.code for p in refused.value.review.parsed.problems if p.fatal] == ["E_DUP_KODE"]
    assert document_types.get("kamus").repository.load() == before
    assert Proposal.objects.count() == 2


def test_an_apply_is_one_revision_a_document_and_keeps_the_file(seeds):
    kept = Proposal.objects.get(format="kamus")
    assert bytes(kept.content) == KAMUS
    assert kept.state == Proposal.State.APPLIED
    assert set(kept.revisions.values_list("key", flat=True)) == {"DEVO", "CUSF"}
    revision = Revision.objects.get(key="DEVO")
    assert revision.before is None
    assert from_json(revision.after) == document_types.get("kamus").repository.load(["DEVO"])[0]


def test_a_failure_inside_a_recording_leaves_everything_as_it_was(seeds):
    document_type = document_types.get("kamus")
    before, version = document_type.repository.load(), Ledger.objects.get().version
    with pytest.raises(RuntimeError), record_changes(document_type, ["DEVO"], origin="edit"):
        document_type.repository.delete(["DEVO"])
        raise RuntimeError
    assert document_type.repository.load() == before
    assert Ledger.objects.get().version == version


def test_a_deleted_document_is_recorded_with_all_it_held(seeds):
    document_type = document_types.get("panduan")
    (document,) = document_type.repository.load(["integritas/komitmen"])
    with record_changes(document_type, ["integritas/komitmen"], origin="edit") as record:
        document_type.repository.delete(["integritas/komitmen"])
    (revision,) = record.revisions
    assert revision.after is None
    assert from_json(revision.before) == document
    assert from_json(as_json(document)).source == document.source


def test_history_can_be_neither_changed_nor_deleted(seeds):
    revision = Revision.objects.first()
    for change in (revision.save, revision.delete, Revision.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        Revision.objects.update(note="x")


def test_a_form_keeps_the_raw_text_of_its_document(seeds):
    document_type = document_types.get("kamus")
    (devo,) = document_type.repository.load(["DEVO"])
    lines = tuple(Line(line.section, line.text, line.label, line.index) for line in devo.lines)
    with record_changes(document_type, ["DEVO"], origin="edit"):
        document_type.repository.save([type(devo)("DEVO", devo.title, lines)])
    assert document_type.text.render(document_type.repository.load()).encode() == KAMUS


def problems(data):
    return [(problem.code, problem.line) for problem in read(data).parsed.problems if problem.fatal]


def test_both_documents_in_one_file_are_refused_where_the_second_begins():
    assert problems(KAMUS + b"\n" + PANDUAN) == [("E_TWO_FORMATS", 90)]
    assert problems(PANDUAN + b"\n\n" + KAMUS) == [("E_TWO_FORMATS", PANDUAN.count(b"\n") + 3)]


def test_a_file_without_any_record_is_refused_with_an_example():
    (problem,) = read(b"Rapat tim hari Senin.\n").parsed.problems
    assert problem.code == "E_NOTHING_FOUND"
    assert "Nama | Developing Others" in problem.message


def test_a_group_that_sounds_like_the_guide_stays_a_group(db):
    text = b"# Sub Aspek 1\n\nNama | A\nKode | A\nDefinisi | d\nPerilaku Kunci | p\nLevel 1 |\n1 | x\n"
    reading = read(text)
    assert reading.document_type.slug == "kamus"
    assert not reading.parsed.fatal


@pytest.mark.parametrize("count", [3, 300])
def test_storing_takes_the_same_number_of_queries_for_few_and_many(db, django_assert_num_queries, many, count):
    with django_assert_num_queries(13):
        many(count)


def test_reading_back_takes_the_same_number_of_queries_for_few_and_many(many, django_assert_num_queries):
    many(3)
    with django_assert_num_queries(5):
        document_types.get("kamus").repository.load()
    many(300)
    with django_assert_num_queries(5):
        document_types.get("kamus").repository.load()


def test_a_changed_document_is_recorded_with_its_text_before_and_after(seeds):
    imports.apply(KAMUS.replace(b"5 | Memberikan solusi", b"5 | Memberi solusi"), name="baru.md")
    revision = Revision.objects.filter(format="kamus").first()
    assert (revision.key, revision.source.name, revision.door) == ("DEVO", "baru.md", "import")
    before, after = from_json(revision.before), from_json(revision.after)
    assert [line.path for line in after.lines if line not in before.lines] == ["level 4, nomor 5"]


def test_a_kept_file_is_known_by_its_size_and_print(seeds):
    kept = Proposal.objects.get(format="kamus")
    assert (kept.size, kept.sha256) == (len(KAMUS), hashlib.sha256(KAMUS).hexdigest())


def test_a_note_travels_with_its_revision(seeds):
    with record_changes(document_types.get("kamus"), ["DEVO"], origin="edit", note="salah ketik") as record:
        document_types.get("kamus").repository.delete(["DEVO"])
    assert [revision.note for revision in record.revisions] == ["salah ketik"]


def test_a_new_domain_is_reviewed_and_recorded_for_every_sub_aspect_of_its_aspect(seeds):
    part = PANDUAN.split(b"Sub Aspek - 2")[0].replace(b"Managing Self", b"Managing Me")
    review = imports.apply(part, name="bagian.md")
    assert len(review.changed) == 6
    assert {line.path for changed in review.changed for line in changed.lines} == {"ranah"}
    assert Revision.objects.filter(format="panduan", before__isnull=False).count() == 6
    text = document_types.get("panduan").text.render(document_types.get("panduan").repository.load())
    assert text.encode() == PANDUAN.replace(b"Managing Self", b"Managing Me")


def test_a_whole_file_in_other_raw_lines_is_the_same_and_is_given_back(seeds):
    spaced = KAMUS.replace(b"Level 1 |\n", b"Level 1 |\t\n").replace(b"Nama  | Customer", b"Nama | Customer")
    review = imports.apply(spaced, name="rapi.md")
    assert (review.same, review.changed) == (2, ())
    assert document_types.get("kamus").text.render(document_types.get("kamus").repository.load()).encode() == spaced
    kept = Revision.objects.filter(source__name="rapi.md")
    assert all(from_json(revision.before) == from_json(revision.after) for revision in kept)
    assert all(revision.before["source"] != revision.after["source"] for revision in kept)


def test_rows_that_share_a_place_are_settled_all_the_same(seeds):
    devo = Competency.objects.get(code="DEVO")
    devo.behaviours.update(position=1)
    imports.apply(KAMUS, name="lagi.md")
    imports.apply(KAMUS, name="lagi.md")
    assert document_types.get("kamus").text.render(document_types.get("kamus").repository.load()).encode() == KAMUS
    assert devo.behaviours.count() == 7


@pytest.mark.parametrize(
    "text",
    [
        PANDUAN.decode().split("Pengembangan Mandiri")[0].rstrip() + "\n\n" + KAMUS.decode(),
        PANDUAN.decode() + "\n" + KAMUS.decode().removeprefix("# ELEMENTS\n\n"),
        KAMUS.decode().rstrip("\n") + "\n" + PANDUAN.decode().lstrip("\n"),
    ],
)
def test_a_second_document_is_never_swallowed_by_a_text_of_the_first(text):
    assert [code for code, _ in problems(text.encode())] == ["E_TWO_FORMATS"]


def large(count, *, edited=0):
    """A file of so many competencies, `edited` of which have one indicator that is another."""
    return "".join(dictionary(count, edit_every=count // edited if edited else 0)).encode()


@pytest.mark.parametrize("count", [3, 300])
def test_a_new_file_takes_a_constant_number_of_queries(seeds, django_assert_max_num_queries, count):
    batches_of_revisions = count // 83  # SQLite takes 999 values at once, and a revision has twelve
    with django_assert_max_num_queries(53 + 2 * batches_of_revisions):
        imports.apply(large(count), name="besar.md")


@pytest.mark.parametrize("count", [3, 300])
def test_the_same_file_again_takes_a_constant_number_of_queries(seeds, django_assert_num_queries, count):
    imports.apply(large(count), name="besar.md")
    with django_assert_num_queries(17):
        imports.apply(large(count), name="besar.md")


@pytest.mark.parametrize("count", [3, 300])
def test_three_changes_take_a_constant_number_of_queries(seeds, django_assert_num_queries, count):
    imports.apply(large(count), name="besar.md")
    with django_assert_num_queries(53):
        imports.apply(large(count, edited=3), name="besar.md")
