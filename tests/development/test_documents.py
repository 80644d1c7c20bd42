"""The guide between its documents and its tables."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from development.models import Action, Aspect, SubAspect
from documents.document import Line
from exchange import document_types

GUIDE = "panduan"


def edited(document, path, text):
    lines = tuple(replace(line, text=text) if line.path == path else line for line in document.lines)
    return replace(document, lines=lines)


def test_a_document_stored_again_keeps_its_rows(seeds):
    guide = document_types.get(GUIDE)
    (document,) = guide.repository.load(["integritas/komitmen"])
    rows = set(Action.objects.values_list("pk", flat=True))
    changed = edited(document, "pengembangan mandiri, nomor 2", "Baru.")
    guide.repository.save([changed])
    assert guide.repository.load(["integritas/komitmen"]) == [changed]
    assert set(Action.objects.values_list("pk", flat=True)) == rows


def test_an_action_that_is_gone_leaves_the_table(seeds):
    guide = document_types.get(GUIDE)
    (document,) = guide.repository.load(["integritas/komitmen"])
    guide.repository.save([replace(document, lines=document.lines[:-1])])
    assert Action.objects.count() == 95


def test_a_new_sub_aspect_comes_last_in_its_aspect(seeds):
    guide = document_types.get(GUIDE)
    (document,) = guide.repository.load(["integritas/komitmen"])
    new = edited(edited(document, "nama", "Keberanian"), "nomor", "7")
    guide.repository.save([replace(new, key="integritas/keberanian", source="", position=())])
    keys = [document.key for document in guide.repository.load()]
    assert keys[6] == "integritas/keberanian"
    text = guide.text.render(guide.repository.load())
    assert guide.text.parse(text).documents == tuple(guide.repository.load())


def test_an_aspect_goes_with_its_last_sub_aspect(seeds):
    guide = document_types.get(GUIDE)
    guide.repository.delete(
        [document.key for document in guide.repository.load() if document.key.startswith("kerja-sama/")]
    )
    assert [aspect.slug for aspect in Aspect.objects.all()] == ["integritas", "mengelola-perubahan"]


def test_reading_takes_the_same_queries_for_few_and_many(seeds, django_assert_num_queries):
    guide = document_types.get(GUIDE)
    with django_assert_num_queries(4):
        (document, *_) = guide.repository.load()
    more = [
        replace(edited(document, "nama", f"Nama {number}"), key=f"integritas/nama-{number}", source="")
        for number in range(100)
    ]
    guide.repository.save(more)
    with django_assert_num_queries(4):
        assert len(guide.repository.load()) == 116


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (lambda s: Aspect(name="A", slug=s.aspect.slug), "slug"),
        (lambda s: Aspect(name="", slug="a"), "aspect_name_filled"),
        (lambda s: SubAspect(aspect=s.aspect, name="A", slug=s.slug), "slug"),
        (lambda s: Action(sub_aspect=s, way="self", label="1", text="x"), "label"),
        (lambda s: Action(sub_aspect=s, way="lain", label="9", text="x"), "action_way_known"),
        (lambda s: Action(sub_aspect=s, way="self", label="9", text=""), "action_text_filled"),
    ],
)
def test_the_database_refuses_what_no_rule_allows(seeds, row, words):
    wrong = row(SubAspect.objects.first())
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        type(wrong).objects.bulk_create([wrong])


def test_every_constraint_has_a_name_and_an_indonesian_sentence():
    for model in (Aspect, SubAspect, Action):
        for constraint in model._meta.constraints:
            assert constraint.name
            assert constraint.violation_error_message.endswith(".")
            assert "Constraint" not in constraint.violation_error_message


def test_a_name_without_letters_is_refused_with_a_sentence(db):
    with pytest.raises(ValidationError, match="huruf atau angka"):
        Aspect(name="!!!").full_clean()


@pytest.mark.parametrize("name", ["Sub Aspek 2", "*Berani*", "** Berani"])
def test_a_name_that_no_file_could_hold_is_refused_with_a_sentence(seeds, name):
    with pytest.raises(ValidationError, match="terbaca sebagai hal lain"):
        Aspect(name=name).full_clean()
    sub_aspect = SubAspect(aspect=Aspect.objects.first(), label="9", name=name)
    if name != "Sub Aspek 2":
        with pytest.raises(ValidationError, match="terbaca sebagai hal lain"):
            sub_aspect.full_clean()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("KERJA SAMA", "Kerja Sama"),
        ("PENGEMBANGAN DIRI DAN ORANG LAIN", "Pengembangan Diri dan Orang Lain"),
        ("MANAJEMEN ASN", "Manajemen ASN"),
        ("Kerja sama", "Kerja sama"),
    ],
)
def test_a_name_set_in_capitals_is_shown_as_a_title(name, title):
    assert Aspect(name=name).title == title


def test_a_line_says_where_it_belongs():
    assert Line("pengembangan mandiri", "x", label="2").path == "pengembangan mandiri, nomor 2"


@pytest.mark.parametrize("name", ["BUMN", "PPSDM", "IT/TIK", "(SDM)"])
def test_what_may_be_an_abbreviation_stays_as_printed(name):
    assert Aspect(name=name).title == name
