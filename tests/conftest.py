"""What every room's tests share: the two documents loaded, a large dictionary, and the cast."""

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

from exchange import document_types
from exchange.history import triggers as final
from exchange.imports import review as imports
from kompetensi.operations import catalogues
from search.stores import store
from tests import snapshots
from tests.builders import FIXTURES, competency, person
from tests.own_site import Site

# A busy machine is no fault of the code: how long a single example takes is not judged.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
#: What a test asks for that works on a database.
ON_A_DATABASE = {"db", "transactional_db", "site", "empty_site", "filled_site"}
#: How many cases of a test, and how many examples of a law, a second database is asked for.
CASES, EXAMPLES = 1, 10
settings.register_profile("few", deadline=None, max_examples=EXAMPLES)


def pytest_configure(config):
    """Pages are read in English too, and compiled translations are not kept with the code."""
    catalogues.compile_stale()


def pytest_addoption(parser):
    """A second database needs no second look at what never asks for one."""
    parser.addoption("--database-only", action="store_true", help="only what works on a database, one case a test")


def pytest_collection_modifyitems(config, items):
    """Leave out what works on no database, and what only adds a browser to it."""
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
    """PostgreSQL drops no database that is in use: what the browsers' servers still hold in the end is ended."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _counted_from_zero():
    """Nobody has sent refused files yet, and nobody has read a page."""
    for each in caches.settings:
        caches[each].clear()


@pytest.fixture(autouse=True)
def _own_files(tmp_path_factory, settings):
    """No PDF file is kept from one test to another; the folder is made when one is."""
    settings.PDF_DIR = tmp_path_factory.getbasetemp() / "pdf" / uuid4().hex


@pytest.fixture(autouse=True)
def _in_indonesian():
    """A request before this test may have left its language in the thread."""
    with translation.override("id"):
        yield


@pytest.fixture(autouse=True, scope="session")
def emptied_history():
    """Tests with real transactions empty the database after them, which history refuses while it is protected."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(case):
        final.remove(connection)
        store().empty()
        flush(case)
        final.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(scope="session")
def seed_rows(django_db_setup, django_db_blocker):
    """What both real documents leave in the tables when they are brought in as files."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in ("kamus.md", "panduan.md"):
            imports.apply((FIXTURES / name).read_bytes(), name=name)
        found = snapshots.take()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def seeds(db, seed_rows):
    """Both real documents in the database."""
    snapshots.put(seed_rows)


@pytest.fixture(scope="session")
def filled_site(tmp_path_factory):
    """A site with both documents and the cast's groups, to be copied; never to be changed."""
    site = Site(tmp_path_factory.mktemp("filled"))
    assert site.manage("migrate", "-v0").returncode == 0
    assert site.manage("importfile", "--apply", FIXTURES / "kamus.md", FIXTURES / "panduan.md").returncode == 0
    yield site
    site.remove()


@pytest.fixture
def site(tmp_path, filled_site):
    """A site of its own with both documents: a file or a database on the server, and processes that use it."""
    site = Site(tmp_path / "site")
    site.copy_of(filled_site)
    yield site
    site.remove()


@pytest.fixture
def many(db):
    """Stores that many more competencies of that many levels when called."""

    def store(count, **shape):
        document_types.get("kamus").repository.save([competency(number, **shape) for number in range(count)])

    return store


@pytest.fixture
def boss(db):
    """The administrator, who may do everything."""
    return get_user_model().objects.create_superuser("Bos", password="rahasia-sekali")


@pytest.fixture
def reader(db):
    """A person who may log in and read."""
    return person("Pembaca", "Pembaca")


@pytest.fixture
def uploader(db):
    """A person who may write, upload files and see history, and not apply."""
    return person("Penyunting", "Penyunting")


@pytest.fixture
def publisher(db):
    """A person who may also apply, undo and restore, and work in the back office."""
    return person("Penerbit", "Penerbit")


@pytest.fixture
def editor(db):
    """A person who may change content in the admin, and nothing else there."""
    user = get_user_model().objects.create_user("Ed", password="rahasia-sekali", is_staff=True)
    content = Permission.objects.filter(content_type__app_label__in=["dictionary", "development"])
    user.user_permissions.set(content)
    return user


@pytest.fixture
def letters():
    """Waits, when called, until what is sent after the answer was sent."""

    def wait():
        for thread in threading.enumerate():
            if thread.name == "letter":
                thread.join(10)

    return wait
