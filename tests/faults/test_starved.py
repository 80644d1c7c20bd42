"""A restore or backup that is killed, interrupted or runs out of disk at any step leaves the old state or the new."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.generator import dictionary
from kompetensi.backups.places import PREFIX, workplace
from tests.faults import LONG, seconds_left
from tests.faults.conftest import breaking
from tests.own_site import POSTGRES, Site

on_sqlite = pytest.mark.skipif(POSTGRES, reason="the embedded database's own files")
#: Every how many steps something goes wrong, and how many bytes lie between two fillings of the disk.
STRIDE = (3 if LONG else 12) if POSTGRES else (1 if LONG else 8)
GRAIN = (64 if LONG else 512) * 1024


@pytest.fixture(scope="module")
def two(filled_site, tmp_path_factory):
    """A site in the state "old", a backup of the state "new", three times as large, and the content of both."""
    folder = tmp_path_factory.mktemp("dua")
    site = Site(folder)
    site.copy_of(filled_site)
    (folder / "kamus.md").write_text("".join(dictionary(50)))
    assert site.manage("importfile", "--apply", folder / "kamus.md").returncode == 0
    assert site.manage("backup", folder / "baru.cadangan").returncode == 0
    yield filled_site, folder / "baru.cadangan", filled_site.content(), site.content()
    site.remove()


def leftovers(folder):
    """The names of what is in a folder besides the database and complete backups."""
    names = {path.name for path in folder.iterdir()}
    return sorted(name for name in names if not name.startswith("kompetensi") and name != "ballast")


def forget_saved(site):
    for path in site.folder.glob("kompetensi-sebelum-*"):
        path.unlink()


def steps_of(attempt, *command):
    """The numbers of the steps to break, the last ones among them, after one run that is not broken."""
    told = attempt(*command)
    assert told["end"] == 0, told
    count = told["steps"]
    return [*range(1, count - 2, STRIDE), *range(count - 2, count + 1)]


@pytest.mark.parametrize("how", ["kill", "fail", "interrupt"])
def test_a_restore_broken_at_any_step_leaves_the_old_or_the_new(site, two, how):
    base, backup, old, new = two
    ends = []
    with breaking(site) as attempt:
        for step in steps_of(attempt, "restore", "--yes", backup):
            if seconds_left() < 0:
                break
            site.copy_of(base)
            end = attempt("restore", "--yes", backup, how=how, at=step)["end"]
            content = site.content()
            assert content in (old, new), step
            assert content == new or end != 0, step
            assert all(name.startswith(PREFIX) for name in leftovers(site.folder)), step
            ends.append(("new" if content == new else "old", end))
            forget_saved(site)
        site.copy_of(base)
        assert attempt("restore", "--yes", backup)["end"] == 0
    assert site.content() == new
    assert not leftovers(site.folder)
    assert ("old", -9 if how == "kill" else 1) in ends


@on_sqlite
@pytest.mark.parametrize("during", ["", "_pour"])
@pytest.mark.parametrize("how", ["full", "cut"])
def test_a_restore_that_may_write_only_so_much_leaves_the_old_or_the_new(site, two, how, during):
    base, backup, old, new = two
    ends = set()
    with breaking(site) as attempt:
        for size in range(0, 5 * base.file.stat().st_size, GRAIN):
            site.copy_of(base)
            end = attempt("restore", "--yes", backup, how=how, at=size, during=during)["end"]
            content = site.content()
            assert content == new if end == 0 else content in (old, new), size
            assert how == "cut" or end == 0 or content == old
            assert how == "cut" or not leftovers(site.folder)
            ends.add((content == new, end != 0))
    assert ends >= {(False, True), (True, False)}


def fill(disk, left):
    """Leave so many bytes of a small disk."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            file.truncate(max(file.tell() - left, 0))


@on_sqlite
@pytest.mark.parametrize("unguarded", [False, True])
def test_a_restore_on_a_disk_of_any_fullness_leaves_the_old_or_the_new(small_disk, two, unguarded):
    base, backup, old, new = two
    site = Site(small_disk)
    ends = []
    with breaking(site) as attempt:
        for left in range(0, 12 * base.file.stat().st_size, 2 * GRAIN):
            forget_saved(site)
            (small_disk / "ballast").unlink(missing_ok=True)
            site.copy_of(base)
            fill(small_disk, left)
            told = attempt("restore", "--yes", backup, unguarded=unguarded)
            (small_disk / "ballast").unlink()
            assert site.content() == (old if told["end"] else new), (left, told)
            assert not leftovers(small_disk), left
            assert unguarded or not told["end"] or "MB diperlukan" in told["said"], told
            assert told["end"] or len(list(small_disk.glob("kompetensi-sebelum-*.cadangan"))) == 1
            ends.append(told["end"])
    assert ends == sorted(ends, reverse=True)
    assert set(ends) == {0, 1}


@pytest.mark.parametrize("how", ["kill", "fail", "interrupt"])
def test_a_backup_broken_at_any_step_is_whole_or_absent(site, tmp_path, how):
    folder = tmp_path / "cadangan"
    folder.mkdir()
    before = site.content()
    with breaking(site) as attempt:
        for step in steps_of(attempt, "backup", "--force", folder / "satu.cadangan"):
            (folder / "satu.cadangan").unlink(missing_ok=True)
            end = attempt("backup", folder / "satu.cadangan", how=how, at=step)["end"]
            assert (folder / "satu.cadangan").exists() or end != 0, step
            if (folder / "satu.cadangan").exists():
                assert attempt("restore", "--yes", folder / "satu.cadangan")["end"] == 0, step
            assert all(path.name == "satu.cadangan" or path.name.startswith(PREFIX) for path in folder.iterdir()), step
        assert attempt("backup", "--force", folder / "satu.cadangan")["end"] == 0
    assert [path.name for path in folder.iterdir()] == ["satu.cadangan"]
    assert site.content() == before


@on_sqlite
@pytest.mark.parametrize("unguarded", [False, True])
def test_a_backup_on_a_disk_of_any_fullness_keeps_the_earlier_ones(site, small_disk, unguarded):
    ends = []
    earlier = small_disk / "kompetensi-20260101-000000.cadangan"
    with breaking(site) as attempt:
        for left in range(0, 3 * site.file.stat().st_size, GRAIN):
            for path in small_disk.glob("*.cadangan"):
                path.unlink()
            earlier.touch()
            fill(small_disk, left)
            told = attempt("backup", small_disk, "--keep", 1, unguarded=unguarded)
            assert earlier.exists() == bool(told["end"]), left
            assert len(list(small_disk.glob("*.cadangan"))) == 1, left
            assert not leftovers(small_disk), left
            assert unguarded or not told["end"] or "MB diperlukan" in told["said"], told
            ends.append(told["end"])
    assert ends == sorted(ends, reverse=True)
    assert set(ends) == {0, 1}


@on_sqlite
@pytest.mark.parametrize("how", ["full", "cut"])
def test_an_import_that_may_write_only_so_much_leaves_the_old_or_the_new(site, two, tmp_path, how):
    base, _, old, _ = two
    (tmp_path / "kamus.md").write_text("".join(dictionary(50)))
    ends = set()
    with breaking(site) as attempt:
        for size in range(0, 5 * base.file.stat().st_size, GRAIN):
            site.copy_of(base)
            told = attempt("importfile", "--apply", tmp_path / "kamus.md", how=how, at=size, may_raise=True)
            assert (site.content() == old) == (told["end"] != 0), told
            ends.add(told["end"])
    assert len(ends) == 2, ends


@on_sqlite
@pytest.mark.parametrize("how", ["full", "cut"])
def test_migrations_that_may_write_only_so_much_leave_what_can_be_gone_on_with(site, filled_site, how):
    """Each migration that failed is undone, what its forerunners did is recorded, and the next attempt goes on."""
    older, ends = Site(site.folder / "older"), set()
    older.copy_of(filled_site)
    for app, name in (("exchange", "0003"), ("search", "0001")):
        assert older.manage("migrate", app, name, "-v0").returncode == 0
    site.copy_of(older)
    assert site.manage("migrate", "-v0").returncode == 0
    new = site.content()
    with breaking(site) as attempt:
        for size in range(0, 2 * older.file.stat().st_size, GRAIN // 4):
            site.copy_of(older)
            told = attempt("migrate", "-v0", how=how, at=size)
            site.content()
            ends.add(told["end"])
            assert attempt("migrate", "-v0")["end"] == 0, told
            assert without_index(site.content()) == without_index(new), told
    assert len(ends) == 2, ends


def without_index(content):
    """The content without the tables of the search, whose rows are numbered anew by each migration."""
    return {table: rows for table, rows in content.items() if not table.startswith("search_")}


def test_work_at_the_same_moment_takes_no_folder_away(tmp_path):
    def work(_):
        for _ in range(100):
            with workplace(tmp_path) as place:
                (place / "data").write_text("x")
                assert (place / "data").exists()

    with ThreadPoolExecutor(4) as people:
        list(people.map(work, range(4)))
    assert list(tmp_path.iterdir()) == []
