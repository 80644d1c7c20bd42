"""One path for every change of documents."""

import re
from dataclasses import replace

import pytest

from exchange import document_types
from exchange.editing.saving import EditConflictError, save
from exchange.history.applying import Preview, StaleError, carry_out, fingerprint
from exchange.models import Revision
from tests.conftest import FIXTURES

ROOMS = ("exchange", "dictionary", "development", "kompetensi")


def remove_devo(seen, basis=(1,)):
    preview = Preview(basis, lambda record: record.delete(["DEVO"]))
    return carry_out(document_types.get("kamus"), lambda: preview, seen=seen, origin="edit", user=None)


def test_documents_change_on_one_path_only():
    root = FIXTURES.parent
    files = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    callers = {path.name for path in files if re.search(r"(?<!`)\brecord_changes\((?!\))", path.read_text())}
    assert callers == {"recording.py", "applying.py"}


@pytest.mark.parametrize("seen", [None, fingerprint([1])])
def test_a_preview_that_was_seen_or_that_nobody_had_to_see_is_applied(seeds, seen):
    assert [revision.key for revision in remove_devo(seen)] == ["DEVO"]


@pytest.mark.parametrize("seen", ["", "0", fingerprint([2]), fingerprint([])])
def test_another_preview_than_the_one_that_was_seen_changes_nothing(seeds, seen):
    count = Revision.objects.count()
    with pytest.raises(StaleError):
        remove_devo(seen)
    assert (Revision.objects.count(), len(document_types.get("kamus").repository.load())) == (count, 2)


def test_the_error_on_content_that_moved_brings_no_text_into_logs(seeds):
    (document,) = document_types.get("kamus").repository.load(["DEVO"])
    with pytest.raises(EditConflictError) as error:
        save(document_types.get("kamus"), replace(document, source=None), key="DEVO", base=0, user=None)
    assert error.value.args == ("kamus", "DEVO")
