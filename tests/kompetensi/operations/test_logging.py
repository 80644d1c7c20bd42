"""Faults in the log: the type, the place and the key, and never what people wrote."""

import json
import logging
import sys

import pytest
from django.db import DatabaseError, DataError, IntegrityError, connection, models, transaction

from dictionary.models import Competency
from documents.document import Document, Line, Parsed, Problem
from exchange import document_types
from exchange.admin.concurrency import UnreviewedChangeError
from exchange.editing.saving import Conflict, EditConflictError
from exchange.history.restore import AbsentError
from exchange.imports.comparison import Review
from exchange.imports.review import RefusedError
from exchange.proposals.selection import UnfitError
from kompetensi.operations import logging as logs

MARKER = "Kalimat rahasia seorang penulis yang tidak boleh terbaca di catatan peladen"
FORMS = (logs.JsonFormatter, logs.TextFormatter)


def logged(error, *, text="rusak"):
    """Return what the log holds of an exception after which another one was raised, in both forms."""
    try:
        try:
            raise error
        except type(error):
            raise RuntimeError("di tengah penanganan")  # noqa: B904  # the chain is the point
    except RuntimeError:
        record = logging.getLogger().makeRecord("a", 40, "f", 1, text, (), sys.exc_info())
    return [form().format(record) for form in FORMS]


def document(key="DEVO"):
    return Document(key, MARKER, (Line("definisi", MARKER),), MARKER)


def conflicts(count):
    return [(f"K{number}", Conflict(document(), document(), document(), 1)) for number in range(count)]


def carriers():
    kamus = document_types.get("kamus")
    problems = tuple(Problem(1, "E_UNRECOGNISED", MARKER) for _ in range(100))
    return [
        EditConflictError(kamus, conflicts(14_000)),
        UnreviewedChangeError(kamus, [document(f"K{number}") for number in range(14_000)], removal=True),
        UnfitError([document(f"K{number}") for number in range(14_000)]),
        RefusedError(Review(kamus, Parsed((document(),), problems))),
        AbsentError(7),
        KeyError(MARKER),
        ValueError(f"invalid literal for int() with base 10: {MARKER!r}"),
        TypeError(f"“{MARKER}” bukan angka"),
        models.ProtectedError("dipakai", {document(f"K{number}") for number in range(1_000)}),
    ]


@pytest.mark.parametrize("number", range(9))
def test_no_exception_puts_a_text_or_a_long_list_into_the_log(number):
    error = carriers()[number]
    for line in logged(error):
        assert type(error).__name__ in line and "di tengah penanganan" in line
        assert MARKER not in line and MARKER[:30] not in line
        assert len(line) < 3_000


def test_a_key_of_a_fault_stays_readable():
    assert all("level 4, nomor 5" in line for line in logged(KeyError("level 4, nomor 5")))


def test_a_message_and_a_fact_are_cut():
    assert all(len(line) < 3_000 for line in logged(ValueError("x" * 100_000), text="y" * 100_000))
    record = logging.getLogger().makeRecord(
        "a", 20, "f", 1, "changed", (), None, extra={"facts": {"keys": "k" * 99_999}}
    )
    assert all(len(form().format(record)) < 1_500 for form in FORMS)


def test_an_endless_chain_and_one_that_cannot_be_shown_are_told_all_the_same():
    class UnshowableError(Exception):
        def __str__(self):
            raise ValueError

    error = UnshowableError()
    for _ in range(50):
        after = ValueError("a")
        after.__cause__, error = error, after
    assert all(line.count("ValueError") < 10 for line in logged(error))
    assert all("UnshowableError" in line for line in logged(UnshowableError()))


def refused(statement, *values):
    with pytest.raises(DatabaseError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return found.value


def test_what_a_database_refuses_is_named_by_its_constraint_and_not_quoted(seeds):
    same = "UPDATE dictionary_competency SET code = %s WHERE code = %s"
    Competency.objects.filter(code="CUSF").update(definition=MARKER)
    long = MARKER * 400
    faults = [
        refused(same, "DEVO", "CUSF"),
        refused("UPDATE dictionary_competency SET name = NULL WHERE code = %s", "CUSF"),
        refused("UPDATE dictionary_competency SET definition = %s WHERE code = %s", long, "CUSF"),
    ]
    if connection.vendor == "postgresql":
        faults += [refused("SELECT %s::integer", MARKER), refused("SELEC %s", MARKER)]
        assert any(MARKER[:30] in str(fault) for fault in faults)
    for fault in faults:
        for line in logged(fault):
            assert MARKER not in line and MARKER[:30] not in line
    assert isinstance(faults[0], IntegrityError) and "dictionary_competency" in logged(faults[0])[1]
    assert all(isinstance(fault, (IntegrityError, DataError, DatabaseError)) for fault in faults)
    assert "traceback" in json.loads(logged(faults[0])[0])
