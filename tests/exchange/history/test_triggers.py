"""History is final: the model, the admin and the database itself refuse to change or delete it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from exchange.history import triggers
from exchange.models import Proposal, Revision

TABLE = "exchange_revision"
COLUMNS = "id, format, key, before, after, user_name, at, door, source_id, user_id"


def everything():
    return list(Revision._base_manager.order_by("pk").values())


def first():
    return Revision.objects.order_by("pk").first()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def changed(revision, **values):
    for name, value in values.items():
        setattr(revision, name, value)
    return revision


def conflicting():
    fields = {"update_fields": ["note"], "unique_fields": ["id"]}
    return Revision._base_manager.bulk_create([changed(first(), note="x")], update_conflicts=True, **fields)


ATTEMPTS = {
    "save": lambda: changed(first(), note="x").save(),
    "save over it": lambda: Revision(id=first().pk, format="x", key="x", after={}, door="edit").save(),
    "delete": lambda: first().delete(),
    "update": lambda: Revision.objects.update(note="x"),
    "queryset delete": lambda: Revision.objects.all().delete(),
    "bulk update": lambda: Revision.objects.bulk_update([changed(first(), note="x")], ["note"]),
    "upsert": conflicting,
    "update or create": lambda: Revision.objects.update_or_create({"note": "x"}, pk=first().pk),
    "from an import": lambda: Proposal.objects.first().revisions.all().update(note="x"),
    "base update": lambda: Revision._base_manager.update(note="x"),
    "base delete": lambda: Revision._base_manager.all().delete(),
    "base raw delete": lambda: Revision._base_manager.all()._raw_delete("default"),
    "base bulk update": lambda: Revision._base_manager.bulk_update([changed(first(), note="x")], ["note"]),
    "base update or create": lambda: Revision._base_manager.update_or_create({"note": "x"}, pk=first().pk),
    "its import": lambda: Proposal.objects.all().delete(),
    "sql update": lambda: sql(f"UPDATE {TABLE} SET note = 'x'"),
    "sql delete": lambda: sql(f"DELETE FROM {TABLE}"),
    "sql delete of one": lambda: sql(f"DELETE FROM {TABLE} WHERE id = %s", first().pk),
    "sql upsert": lambda: sql(
        f"INSERT INTO {TABLE} (id, format, key, after, user_name, at, door, note) "
        "VALUES (%s, 'x', 'x', '{}', '', '2026-01-01', 'edit', 'x') ON CONFLICT (id) DO UPDATE SET note = 'x'",
        first().pk,
    ),
    "flush": lambda: call_command("flush", interactive=False, verbosity=0),
}
ON_SQLITE = {
    "sql replace": f"REPLACE INTO {TABLE} ({COLUMNS}, note) SELECT {COLUMNS}, 'x' FROM {TABLE} LIMIT 1",
    "sql insert or ignore": f"INSERT OR IGNORE INTO {TABLE} ({COLUMNS}, note) "
    f"SELECT {COLUMNS}, 'x' FROM {TABLE} LIMIT 1",
    "sql update or replace": f"UPDATE OR REPLACE {TABLE} SET id = id + 1",
    "sql update or ignore": f"UPDATE OR IGNORE {TABLE} SET note = 'x'",
}
ON_POSTGRESQL = {"truncate": f"TRUNCATE {TABLE} CASCADE"}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_history_is_neither_changed_nor_deleted(seeds, attempt):
    before = everything()
    with pytest.raises((TypeError, IntegrityError, CommandError)), transaction.atomic():
        ATTEMPTS[attempt]()
    assert everything() == before


@pytest.mark.parametrize(
    ("vendor", "statement"),
    [("sqlite", each) for each in ON_SQLITE.values()] + [("postgresql", each) for each in ON_POSTGRESQL.values()],
)
def test_no_databases_own_words_get_past_it(seeds, vendor, statement):
    if connection.vendor != vendor:
        pytest.skip(f"speaks to {vendor}")
    before = everything()
    connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement)
    assert everything() == before


def test_the_refusal_is_a_sentence(seeds):
    with pytest.raises(IntegrityError, match=r"Riwayat tidak dapat diubah\."), transaction.atomic():
        Revision._base_manager.update(note="x")
    with pytest.raises(IntegrityError, match=r"Riwayat tidak dapat dihapus\."), transaction.atomic():
        Revision._base_manager.all().delete()


def test_the_admin_offers_no_way_to_change_history(client, boss, seeds):
    client.force_login(boss)
    before = everything()
    row = f"/admin/exchange/revision/{first().pk}"
    action = {"action": "delete_selected", "_selected_action": [first().pk], "post": "yes"}
    for path, data in ((f"{row}/change/", {"note": "x"}), (f"{row}/delete/", {"post": "yes"})):
        assert client.post(path, data).status_code == 403
    client.post("/admin/exchange/revision/", action)
    assert everything() == before


def test_all_migrations_leave_the_history_protected(db):
    assert triggers.missing(connection) == set()


def test_a_person_who_left_takes_no_history_along(seeds, boss):
    Revision.objects.create(format="kamus", key="X", after={}, door="edit", user=boss, user_name=str(boss))
    before = everything()
    boss.delete()
    assert everything() == before


def test_new_history_is_still_written(seeds):
    before = Revision.objects.count()
    Revision.objects.bulk_create([Revision(format="kamus", key="X", after={}, door="edit") for _ in range(3)])
    assert Revision.objects.count() == before + 3


@pytest.mark.django_db(transaction=True)
def test_the_protection_comes_and_goes_with_its_migration():
    call_command("migrate", "exchange", "0002", verbosity=0)
    assert triggers.missing(connection) == triggers.TRIGGERS[connection.vendor].keys()
    Revision._base_manager.update(note="x")
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == set()


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_can_write_history_first():
    Revision.objects.create(format="kamus", key="X", after={}, door="edit")


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_find_an_empty_and_protected_history():
    assert Revision.objects.count() == 0
    assert triggers.missing(connection) == set()
