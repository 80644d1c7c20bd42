"""Rows that raw SQL or a disk damaged: pages say which one, lists go on, and doctor names them."""

import json

import pytest
from django.db import connection

from exchange.history import triggers
from exchange.models import Proposal, Revision
from kompetensi.doctor import records
from tests.builders import KAMUS, apply, change, send
from tests.pages import words

GOOD = {"schema": 1, "key": "DEVO", "title": "T", "source": "", "place": [1], "lines": [["definisi", "x", "", 0]]}
REVISIONS = {
    "a number": 5,
    "a list": [],
    "a text": "rusak",
    "an empty object": {},
    "no lines": {name: value for name, value in GOOD.items() if name != "lines"},
    "no key": {name: value for name, value in GOOD.items() if name != "key"},
    "lines of another kind": GOOD | {"lines": 3},
    "a line too short": GOOD | {"lines": [["definisi"]]},
    "a line of numbers": GOOD | {"lines": [[1, 2, 3, 4]]},
    "a place in words": GOOD | {"place": ["satu"]},
    "a title that is null": GOOD | {"title": None},
    "related numbers": GOOD | {"related": [1]},
    "a newer schema": GOOD | {"schema": 99},
    "a schema in words": GOOD | {"schema": "baru"},
}
#: Strange, but readable.
READABLE = {
    "an unknown member": GOOD | {"lagi": {"a": 1}},
    "an unknown section": GOOD | {"lines": [["xyz", "x", "", 0], ["level abc", "x", "", 0]]},
    "a schema before the first": {name: value for name, value in GOOD.items() if name != "schema"},
    "a strange uid": GOOD | {"uid": "bukan uuid"},
}


def damage(table, column, value, pk):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def pages(pk):
    return [
        "/riwayat/",
        f"/riwayat/{pk}/",
        "/kamus/DEVO/riwayat/",
        f"/kamus/DEVO/riwayat/?dari={pk}&ke=0",
        f"/riwayat/{pk}/pulihkan/",
        f"/riwayat/{pk}/pulihkan/?versi=sebelum",
        "/arsip/",
        "/admin/exchange/revision/",
        f"/admin/exchange/revision/{pk}/change/",
    ]


@pytest.fixture
def revision(client, boss, seeds):
    client.force_login(boss)
    return change()


@pytest.fixture
def free_history(db):
    """Let SQL change the history, as somebody at the database can; the test's transaction brings the triggers back."""
    triggers.remove(connection)


@pytest.mark.parametrize("kind", [*REVISIONS, *READABLE])
def test_a_damaged_revision_gives_a_page_that_names_it(client, revision, kind, free_history):
    damage("exchange_revision", "after", json.dumps((REVISIONS | READABLE)[kind]), revision.pk)
    answers = {address: client.get(address) for address in pages(revision.pk)}
    assert {address: response.status_code for address, response in answers.items() if response.status_code >= 500} == {}
    assert answers["/riwayat/"].status_code == answers["/kamus/DEVO/riwayat/"].status_code == 200
    if kind in REVISIONS:
        gone = answers[f"/riwayat/{revision.pk}/"]
        text = words(gone.content.decode())
        assert gone.status_code == 410
        assert f"Baris {revision.pk} dari tabel riwayat" in text and "manage.py doctor" in text
        assert ("versi aplikasi yang lebih baru" in text) == (kind == "a newer schema")
        assert "rusak di basis data" in words(answers["/riwayat/"].content.decode())
    damaged = [result for result in records.findings() if result.subject == "catatan"]
    assert (f"riwayat {revision.pk}" in damaged[0].seen) == (kind in REVISIONS)


def test_restoring_a_damaged_version_changes_nothing(client, revision, free_history):
    for value in (*REVISIONS.values(), *READABLE.values()):
        damage("exchange_revision", "after", json.dumps(value), revision.pk)
        before = Revision.objects.count()
        response = client.post(f"/riwayat/{revision.pk}/pulihkan/", {"terakhir": revision.pk})
        assert response.status_code in (302, 409, 410)
        assert response.status_code == 302 or Revision.objects.count() == before


IMPORTS = [
    ("format", "hilang"),
    ("format", ""),
    ("choices", json.dumps([])),
    ("choices", json.dumps(5)),
    ("choices", json.dumps("x")),
    ("choices", json.dumps({"left_out": 5})),
    ("choices", json.dumps({"left_out": {"DEVO": 5}})),
    ("choices", json.dumps({"remove": 5})),
    ("choices", json.dumps({"left_out": {"LAIN": ["x"]}, "lagi": 1})),
    ("content", b""),
    ("content", b"\x00\xff"),
    ("content", b"PK\x03\x04rusak"),
    ("plan", "x"),
    ("name", "\x1b[31m"),
]


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize(("column", "value"), IMPORTS)
def test_a_damaged_import_gives_a_page_that_names_it(client, boss, seeds, column, value, applied):
    client.force_login(boss)
    row = send(KAMUS.replace(b"Mengamati", b"Melihat", 1), boss)
    if applied:
        apply(row, boss)
    stored = row.pk.hex if connection.vendor == "sqlite" else row.pk
    damage("exchange_proposal", column, value, stored)
    address = f"/usulan/{row.pk}/"
    answers = [client.get(each) for each in (address, f"/impor/{row.pk}/berkas", f"/impor/{row.pk}/masalah.txt")]
    answers += [client.post(f"{address}{name}/", {"rencana": "x"}) for name in ("pilih", "terapkan", "batalkan")]
    answers += [client.get(page) for page in ("/impor/", "/admin/exchange/proposal/")]
    answers += [client.get(f"/admin/exchange/proposal/{row.pk}/change/")]
    assert [response.status_code for response in answers if response.status_code >= 500] == []
    assert [response.status_code for response in answers[6:]] == [200, 200, 200]
    if (column == "format" and (value or applied)) or (column == "choices" and "lagi" not in value):
        assert any(result.subject == "catatan" and f"usulan {row.pk}" in result.seen for result in records.findings())
        if column == "format" or not applied:
            assert f"Baris {row.pk} dari tabel usulan" in words(answers[0].content.decode())
    assert Proposal.objects.filter(pk=row.pk).exists()
