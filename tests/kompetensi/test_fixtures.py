"""The Django fixtures and the documents they are made from."""

from django.core.management import call_command

from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from exchange import document_types
from tests.builders import FIXTURES, MAP

COUNTS = {Competency: 2, KeyBehaviour: 16, Level: 8, Indicator: 47, Aspect: 3, SubAspect: 16, Action: 96}


def counts():
    return {model: model.objects.count() for model in COUNTS}


def test_the_documents_fill_the_tables_as_counted_by_hand(seeds):
    assert counts() == COUNTS
    for sub_aspect in SubAspect.objects.all():
        assert [sub_aspect.actions.filter(way=way).count() for way in Action.Way.values] == [3, 3]
    labels = Indicator.objects.filter(level__competency__code="DEVO", level__number=4).values_list("label", flat=True)
    assert list(labels) == ["1", "2", "3", "5", "6", "7"]


def test_loaddata_gives_what_importing_the_files_gives(db):
    call_command("loaddata", "dictionary", "development", verbosity=0)
    assert counts() == COUNTS
    for name in ("kamus", "panduan"):
        document_type = document_types.get(name)
        stored = document_type.repository.load()
        assert tuple(stored) == document_type.text.parse((FIXTURES / f"{name}.md").read_bytes().decode()).documents
        assert document_type.text.render(stored).encode() == (FIXTURES / f"{name}.md").read_bytes()


def test_loaddata_brings_the_map(db):
    call_command("loaddata", "dictionary", "development", verbosity=0)
    assert {row.code: str(row.sub_aspects.get()) for row in Competency.objects.all()} == MAP


def test_loaddata_twice_changes_nothing(db):
    call_command("loaddata", "dictionary", "development", verbosity=0)
    keys = set(Indicator.objects.values_list("pk", flat=True))
    call_command("loaddata", "dictionary", "development", verbosity=0)
    assert counts() == COUNTS
    assert set(Indicator.objects.values_list("pk", flat=True)) == keys


def test_the_fixtures_are_not_stale(db, tmp_path):
    call_command("makefixtures", output=tmp_path, verbosity=0)
    for name in ("dictionary.json", "development.json"):
        assert (tmp_path / name).read_bytes() == (FIXTURES / name).read_bytes(), "run manage.py makefixtures"


def test_making_fixtures_leaves_the_database_as_it_was(many, tmp_path):
    many(3)
    call_command("makefixtures", output=tmp_path, verbosity=0)
    assert [document.key for document in document_types.get("kamus").repository.load()] == [
        "K00000",
        "K00001",
        "K00002",
    ]
