"""Fixtures of all tests: both real files loaded, large dictionaries, sites, and people."""

import threading
from collections import Counter
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings

from exchange import document_types, throttling
from exchange.history import triggers
from exchange.imports import review as imports
from kompetensi.operations import catalogues
from search.stores import store
from tests import snapshots
from tests.builders import FIXTURES, competency, person
from tests.own_site import Site

# A busy machine is no fault of the code, so single examples have no deadline.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
#: Fixtures that mark a test as one on a database.
ON_A_DATABASE = {"db", "transactional_db", "site", "empty_site", "filled_site"}
#: How many cases of a test, and how many examples of a property, run on a second database.
CASES, EXAMPLES = 1, 10
settings.register_profile("few", deadline=None, max_examples=EXAMPLES)


def pytest_configure(config):
    """Compile the translations: tests read English pages, and the repository has no compiled files."""
    catalogues.compile_stale()


def pytest_addoption(parser):
    """Add `--database-only`: on a second database, tests without a database need no second run."""
    parser.addoption("--database-only", action="store_true", help="only what works on a database, one case a test")


def pytest_collection_modifyitems(config, items):
    """With `--database-only`, deselect tests without a database, tests with a browser, and further cases of a test."""
    if not config.getoption("--database-only"):
        return
    settings.load_profile("few")
    kept, cases = [], Counter()
    for item in items:
        if works_on_a_database(item) and "live_server" not in item.fixturenames and cases[item.function] < CASES:
            kept.append(item)
            cases[item.function] += 1
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def works_on_a_database(item):
    return item.get_closest_marker("django_db") or ON_A_DATABASE & set(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End the connections that the browsers' servers still hold, as PostgreSQL drops no database in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _counted_from_zero():
    """Clear the caches: no refused files are counted and no page is cached."""
    for each in caches.settings:
        caches[each].clear()


@pytest.fixture(autouse=True)
def _own_files(tmp_path_factory, settings):
    """Give each test its own folder for PDF files, and its own counts; they are created with the first use."""
    settings.PDF_DIR = tmp_path_factory.getbasetemp() / "pdf" / uuid4().hex
    settings.ATTEMPTS_FILE = tmp_path_factory.getbasetemp() / "attempts" / uuid4().hex


@pytest.fixture
def later(monkeypatch):
    """Return a function that lets so many seconds pass for the counts of attempts."""
    moment = [throttling.monotonic()]
    monkeypatch.setattr(throttling, "monotonic", lambda: moment[0])

    def pass_by(seconds):
        moment[0] += seconds

    return pass_by


@pytest.fixture(autouse=True)
def _in_indonesian():
    """Use Indonesian, as an earlier request may have left its language in the thread."""
    with translation.override("id"):
        yield


@pytest.fixture(autouse=True, scope="session")
def emptied_history():
    """Remove the triggers of history while tests with real transactions empty the database."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(case):
        triggers.remove(connection)
        store().empty()
        flush(case)
        triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(scope="session")
def seed_rows(django_db_setup, django_db_blocker):
    """Return the rows of all tables after both real files are imported; the import is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in ("kamus.md", "panduan.md"):
            imports.apply((FIXTURES / name).read_bytes(), name=name)
        found = snapshots.take()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def seeds(db, seed_rows):
    """Put both real files into the database."""
    snapshots.put(seed_rows)


@pytest.fixture(scope="session")
def filled_site(tmp_path_factory):
    """Yield a site with both files and the groups of people; tests copy it and never change it."""
    site = Site(tmp_path_factory.mktemp("filled"))
    assert site.manage("migrate", "-v0").returncode == 0
    assert site.manage("importfile", "--apply", FIXTURES / "kamus.md", FIXTURES / "panduan.md").returncode == 0
    yield site
    site.remove()


@pytest.fixture
def site(tmp_path, filled_site):
    """Yield a site of its own with both files: a SQLite file or a database on the server."""
    site = Site(tmp_path / "site")
    site.copy_of(filled_site)
    yield site
    site.remove()


@pytest.fixture
def many(db):
    """Return a function that saves `count` competencies, of the shape given as for `competency`."""

    def store(count, **shape):
        document_types.get("kamus").repository.save([competency(number, **shape) for number in range(count)])

    return store


@pytest.fixture
def boss(db):
    """Return an administrator, who may do everything."""
    return get_user_model().objects.create_superuser("Bos", password="rahasia-sekali")


@pytest.fixture
def reader(db):
    """Return a person who may log in and read."""
    return person("Pembaca", "Pembaca")


@pytest.fixture
def uploader(db):
    """Return a person who may write, upload files and see history, but not apply."""
    return person("Penyunting", "Penyunting")


@pytest.fixture
def publisher(db):
    """Return a person who may also apply, undo and restore, and work in the back office."""
    return person("Penerbit", "Penerbit")


@pytest.fixture
def editor(db):
    """Return a person who may change content in the admin, and nothing else there."""
    user = get_user_model().objects.create_user("Ed", password="rahasia-sekali", is_staff=True)
    content = Permission.objects.filter(content_type__app_label__in=["dictionary", "development"])
    user.user_permissions.set(content)
    return user


@pytest.fixture
def letters():
    """Return a function that waits until letters sent after a response are sent."""

    def wait():
        for thread in threading.enumerate():
            if thread.name == "letter":
                thread.join(10)

    return wait
