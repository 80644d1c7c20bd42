"""A damaged file is no backup: it is refused by a sentence, whatever is wrong with it, and nothing changes."""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest

from kompetensi.backups import container
from kompetensi.backups.errors import BackupError
from tests.faults import LONG
from tests.faults.conftest import breaking
from tests.own_site import POSTGRES

#: How many single bytes are changed, besides those of the container.
FLIPS = 2000 if LONG else 300
KIND = "postgresql" if POSTGRES else "sqlite"
on_sqlite = pytest.mark.skipif(POSTGRES, reason="the embedded database's own files")


@pytest.fixture(scope="module")
def kept(filled_site, tmp_path_factory):
    """A backup, which is only read."""
    path = tmp_path_factory.mktemp("asal") / "salinan"
    assert filled_site.manage("backup", path).returncode == 0
    return path


@pytest.fixture(scope="module")
def restoring(filled_site):
    """A function that restores a file into the filled site, which has to refuse it; says what it said."""
    before = filled_site.content()
    with breaking(filled_site) as attempt:

        def restore(path):
            told = attempt("restore", "--yes", path)
            assert told["end"] == 1, told
            assert filled_site.content() == before
            return told["said"]

        yield restore


def middle(data, new):
    """Overwrite bytes in the middle."""
    place = len(data) // 2
    return data[:place] + new + data[place + len(new) :]


SPOILT = {
    "nine bytes": lambda data: middle(data, b"Lain lain"),
    "zeroed": lambda data: middle(data, bytes(4096)),
    "a byte less": lambda data: data[: len(data) // 2] + data[len(data) // 2 + 1 :],
    "cut": lambda data: data[: len(data) * 2 // 3],
    "the last byte less": lambda data: data[:-1],
    "longer": lambda data: data + b"\0",
    "all of it twice": lambda data: data + data,
    "its beginning alone": lambda data: data[:100],
    "manifest": lambda data: data.replace(b'"sub aspek": 16', b'"sub aspek": 17'),
    "empty": lambda data: b"",
    "foreign": lambda data: b"bukan cadangan" * 99,
    "no name": lambda data: b"PK\3\4" + bytes(200),
    "a bare start": lambda data: b"SQLite format 3\0",
    "a bare start of the other": lambda data: b"PGDMP",
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_refused_by_a_sentence(kept, restoring, tmp_path, how):
    path = tmp_path / "rusak.cadangan"
    path.write_bytes(SPOILT[how](kept.read_bytes()))
    said = restoring(path)
    assert str(path) in said
    assert len(said.strip().splitlines()) == 1, said


def test_what_is_no_file_is_refused_by_a_sentence(restoring, tmp_path):
    os.mkfifo(tmp_path / "pipa")
    for path in (tmp_path, tmp_path / "pipa", "/dev/zero"):
        assert "bukan berkas biasa" in restoring(path)
    assert "tidak ada" in restoring(tmp_path / "tidak-ada")


def test_any_single_byte_that_changes_is_noticed(kept, tmp_path):
    """Everywhere in the heads and the end of the container, and in many places between."""
    data, path = bytearray(kept.read_bytes()), tmp_path / "satu"
    with zipfile.ZipFile(kept) as archive:
        begin = archive.infolist()[1].header_offset
        end = archive.start_dir
    dice = random.Random()
    for place in {*range(begin + 60), *range(end, len(data)), *dice.sample(range(len(data)), FLIPS)}:
        was = data[place]
        data[place] = was ^ dice.randrange(1, 256)
        path.write_bytes(data)
        with pytest.raises(BackupError):
            container.check(path)
        data[place] = was


def forged(kept, path, *, data=None, **members):
    """Write a backup with a right checksum, but with another manifest or other data: no accident does that."""
    with zipfile.ZipFile(kept) as archive:
        manifest = json.loads(archive.read("manifest.json")) | members
        data = archive.read(container.DATA[KIND]) if data is None else data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = container.MARK + b"0" * container.DIGITS
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr(container.DATA.get(manifest["kind"], "data"), data)
    whole = path.read_bytes()[: -container.DIGITS]
    path.write_bytes(whole + hashlib.sha256(whole).hexdigest().encode())


def state_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))["state"]


def test_a_manifest_that_does_not_fit_the_data_is_refused(kept, restoring, tmp_path):
    path, state = tmp_path / "palsu", state_of(kept)
    hashes = {slug: f"{said.split()[0]} {'0' * 64}" for slug, said in state["documents"].items()}
    for members, said in (
        ({"sha256": "0" * 64}, "bukan yang disebut manifesnya"),
        ({"size": 5}, "bukan yang disebut manifesnya"),
        ({"state": state | {"counts": state["counts"] | {"sub aspek": 17}}}, "sub aspek 17, terbaca 16"),
        ({"state": state | {"version": 1}}, "versi isi 1, terbaca"),
        ({"state": state | {"migrations": state["migrations"][1:]}}, "migrasi"),
        ({"state": state | {"documents": hashes}}, "isi kamus lain; isi panduan lain"),
        ({"state": 5}, "rusak"),
        ({"kind": "oracle"}, "rusak"),
        ({"format": 2}, "versi yang lebih baru"),
        ({"format": None}, "versi yang lebih baru"),
        ({"lain": 1}, "rusak"),
    ):
        forged(kept, path, **members)
        assert said in restoring(path), members


def test_a_bomb_is_refused_before_it_bursts(kept, restoring, tmp_path):
    path, zeros = tmp_path / "bom", bytes(200 * 1024 * 1024)
    forged(kept, path, data=zeros)
    assert "bukan yang disebut manifesnya" in restoring(path)
    forged(kept, path, data=b"", size=2**60)
    assert "bukan yang disebut manifesnya" in restoring(path)


@on_sqlite
def test_a_bomb_that_says_how_large_it_is_meets_the_check_of_space(kept, filled_site, tmp_path):
    path = tmp_path / "bom"
    forged(kept, path, data=bytes(200 * 1024 * 1024), size=200 * 1024 * 1024, sha256="0" * 64)
    with breaking(filled_site) as attempt:
        told = attempt("restore", "--yes", path, free=100 * 1024 * 1024)
    assert told["end"] == 1
    assert "MB diperlukan, 100,0 MB kosong" in told["said"]


@on_sqlite
def test_a_bare_backup_of_earlier_releases_is_read_as_well_as_can_be(site, filled_site, tmp_path):
    path, before = tmp_path / "lama.cadangan", site.content()
    shutil.copyfile(filled_site.file, path)
    with breaking(site) as attempt:
        told = attempt("restore", "--yes", path)
        assert (told["end"], "tanpa manifes, diperiksa sebisanya" in told["said"]) == (0, True), told
        assert site.content() == before
        whole, dice = path.read_bytes(), random.Random()
        for _ in range(FLIPS // 10):
            path.write_bytes(whole)
            with path.open("r+b") as file:
                file.seek(dice.randrange(len(whole)))
                file.write(dice.randbytes(9))
            attempt("restore", "--yes", path)  # a traceback fails
            with closing(sqlite3.connect(site.file)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL's own archives")
def test_a_bare_archive_of_earlier_releases_is_read_as_well_as_can_be(site, kept, tmp_path):
    path, before = tmp_path / "lama.cadangan", site.content()
    with zipfile.ZipFile(kept) as archive:
        path.write_bytes(archive.read(container.DATA[KIND]))
    with breaking(site) as attempt:
        told = attempt("restore", "--yes", path)
    assert (told["end"], "tanpa manifes, diperiksa sebisanya" in told["said"]) == (0, True), told
    assert site.content() == before
