"""The dictionary's rules, held by the database and said in whole sentences."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from dictionary.models import Competency, Indicator, KeyBehaviour, Level


@pytest.fixture
def alpha(db):
    return Competency.objects.create(code="ALPH", name="Alpha")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (lambda c: Competency(code="ALPH", name="Lain"), "competency_code_unique"),
        (lambda c: Competency(code="", name="Lain"), "competency_code_filled"),
        (lambda c: Competency(code="BETA", name=""), "competency_name_filled"),
        (lambda c: Competency(code="BETA", name="n" * 201), "competency_name_length"),
        (lambda c: Competency(code="BETA", name="B", definition="d" * 5001), "competency_definition_length"),
        (lambda c: KeyBehaviour(competency=c, text=""), "behaviour_text_filled"),
        (lambda c: Level(competency=c, number=21), "level_number_range"),
        (lambda c: Level(competency=c, number=1), "level_number_unique"),
        (lambda c: Indicator(level=c.levels.get(), label="1", text="x"), "indicator_label_unique"),
        (lambda c: Indicator(level=c.levels.get(), label="2", text=""), "indicator_text_filled"),
        (lambda c: Indicator(level=c.levels.get(), label="2", text="x" * 5001), "indicator_text_length"),
    ],
)
def test_the_database_refuses_what_no_rule_allows(alpha, row, name):
    Indicator.objects.create(level=Level.objects.create(competency=alpha, number=1), label="1", text="Satu.")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row(alpha)).objects.bulk_create([row(alpha)])
    columns = {"competency_code_unique": "code", "level_number_unique": "number", "indicator_label_unique": "label"}
    assert name in str(error.value) or columns[name] in str(error.value)


def test_a_code_in_small_letters_never_reaches_the_table(alpha):
    Competency.objects.bulk_create([Competency(code="beta", name="B")])
    assert Competency.objects.filter(code="BETA").exists()
    with pytest.raises(IntegrityError, match="competency_code_upper_case"), transaction.atomic():
        Competency.objects.update(code=Lower("code"))


def test_every_constraint_has_a_name_and_an_indonesian_sentence():
    for model in (Competency, KeyBehaviour, Level, Indicator):
        for constraint in model._meta.constraints:
            assert constraint.name
            assert constraint.violation_error_message.endswith(".")
            assert "Constraint" not in constraint.violation_error_message


def test_forms_clean_text_as_files_do(alpha):
    behaviour = KeyBehaviour(competency=alpha, text="  dua \u00a0 spasi\u200b ")
    behaviour.full_clean()
    assert behaviour.text == "dua spasi"


def test_a_code_typed_in_small_letters_is_made_a_code():
    row = Competency(code=" beta ", name="B")
    row.clean_fields()
    assert row.code == "BETA"


@pytest.mark.parametrize("code", ["", "..", "A B", "É", "A/B", "X" * 21])
def test_what_is_no_code_is_refused_by_forms(code):
    with pytest.raises(ValidationError):
        Competency(code=code, name="B").clean_fields()


def test_invisible_text_is_refused_by_forms(alpha):
    with pytest.raises(ValidationError, match="tidak terlihat"):
        KeyBehaviour(competency=alpha, text="\u200d").clean_fields()


def test_the_pages_of_a_list_follow_each_other_without_counting(many, django_assert_num_queries):
    many(7, levels=1)
    first = Competency.objects.all().page(size=3)
    assert ([row.code for row in first.rows], first.previous, first.following) == (
        ["K00000", "K00001", "K00002"], "", "K00002",
    )  # fmt: skip
    with django_assert_num_queries(1):
        last = Competency.objects.all().page(after="K00005", size=3)
    assert ([row.code for row in last.rows], last.previous, last.following) == (["K00006"], "K00006", "")
    back = Competency.objects.all().page(before="K00006", size=3)
    assert ([row.code for row in back.rows], back.previous, back.following) == (
        ["K00003", "K00004", "K00005"], "K00003", "K00005",
    )  # fmt: skip
    assert Competency.objects.all().page(after="TIDAK-ADA", size=3) == first
    assert Competency.objects.all().page(before="K00000", size=3) == first


def test_neighbours_are_found_in_two_queries(many, django_assert_num_queries):
    many(3, levels=1)
    middle = Competency.objects.get(code="K00001")
    with django_assert_num_queries(2):
        before, after = Competency.objects.all().neighbours(middle)
    assert (before.code, after.code) == ("K00000", "K00002")
    assert Competency.objects.all().neighbours(before)[0] is None
    assert Competency.objects.all().neighbours(after)[1] is None
