"""From the first release to the newest, and back and forth: what people wrote stays as it is, byte for byte."""

import json

import pytest

from tests.builders import FIXTURES
from tests.faults.upgrade import FIRST
from tests.own_site import Site
from tests.settings import BASE_DIR

OLD = BASE_DIR / "tests/faults/first.json"
MIGRATE = """
import json
from django.core.management import call_command
for target in json.loads(sys.argv[1]):
    call_command("migrate", *target, verbosity=0)
"""
SHOW = """
import json
from exchange import document_types
from exchange.models import Revision
exports = [document_type.text.render(document_type.repository.load()) for document_type in document_types.all_types()]
history = [[r.key, r.before, r.after, r.user_name, r.door, r.note] for r in Revision.objects.order_by("pk")]
print(json.dumps([exports, history]))
"""
LATER = """
from django.db import connection
from exchange.history import triggers
from exchange.imports import review as imports
from exchange.models import Import
assert not triggers.missing(connection)
assert {row.state for row in Import.objects.all()} == {"applied", "undone"}
changed = open(sys.argv[1], "rb").read().replace(b"Memberikan solusi", b"Memberi solusi")
assert len(imports.apply(changed, name="kamus.md").changed) == 1
"""


@pytest.fixture
def empty_site(tmp_path):
    """A site without so much as a table."""
    site = Site(tmp_path / "site")
    yield site
    site.remove()


def migrate(site, *targets):
    """Go to each of these in turn, () for the newest of all."""
    site.run(MIGRATE, json.dumps(targets))


def rows(site, folder):
    """All content as the first tables held it; but for the ledger, whose version only ever rises."""
    site.run("tests.faults.upgrade", "dump", folder / "dump.json")
    found = json.loads((folder / "dump.json").read_text())
    return {table: rows for table, rows in found.items() if table != "exchange.Ledger"}


def is_whole(site, folder):
    """Everything that the old site had, in the newest one."""
    exports, history = json.loads(site.run(SHOW))
    assert exports == [(FIXTURES / name).read_text() for name in ("kamus.md", "panduan.md")]
    old = json.loads(OLD.read_text())
    del old["exchange.Ledger"]
    assert rows(site, folder) == old
    kept = [[r["key"], r["before"], r["after"], r["user_name"], r["door"], r["note"]] for r in old["exchange.Revision"]]
    assert history == kept


def test_a_site_of_the_first_release_becomes_one_of_the_newest(empty_site, tmp_path):
    migrate(empty_site, *FIRST)
    empty_site.run("tests.faults.upgrade", "load", OLD)
    migrate(empty_site, ())
    empty_site.manage("reindex", "--if-stale")
    is_whole(empty_site, tmp_path)
    empty_site.manage("reindex", "--check")
    empty_site.run(LATER, FIXTURES / "kamus.md")


def test_migrations_go_back_and_forth_on_full_tables(empty_site, tmp_path):
    migrate(empty_site, *FIRST)
    empty_site.run("tests.faults.upgrade", "load", OLD)
    back = [("kompetensi", "zero"), ("search", "zero"), *FIRST[::-1]]
    migrate(empty_site, (), *back, ())
    empty_site.manage("reindex", "--if-stale")
    is_whole(empty_site, tmp_path)
