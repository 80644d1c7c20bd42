"""Starting in odd places: one line that says what to do, and secrets that stay secret."""

import os
import re
import sqlite3
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from kompetensi.operations import databases
from tests.settings import BASE_DIR


def manage(tmp_path, *arguments, **variables):
    environment = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DATABASE_URL")}
    environment |= {"KOMPETENSI_DATA": str(tmp_path / "data")} | variables
    environment["DJANGO_SETTINGS_MODULE"] = "kompetensi.settings"
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def test_without_a_key_it_refuses_to_start_with_one_line(tmp_path):
    result = manage(tmp_path, "check")
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "SECRET_KEY" in result.stderr


SEEN = """
from django.conf import settings
print({name: getattr(settings, name) for name in sorted(dir(settings)) if name.isupper()})
"""


def test_a_name_without_a_value_is_not_set(tmp_path, monkeypatch):
    read = set(re.findall(r'(?:env\.\w+|switch)\(\s*"(\w+)"', (BASE_DIR / "kompetensi" / "settings.py").read_text()))
    names = read - {"SECRET_KEY", "KOMPETENSI_DATA"}
    for name in names:
        monkeypatch.delenv(name, raising=False)
    unset = manage(tmp_path, "shell", "-v0", "-c", SEEN, SECRET_KEY="x" * 60)
    assert "'LOG': 'text'" in unset.stdout, unset.stderr
    empty = manage(tmp_path, "shell", "-v0", "-c", SEEN, SECRET_KEY="x" * 60, **dict.fromkeys(names, ""))
    assert (empty.stdout, empty.returncode) == (unset.stdout, 0), empty.stderr


def test_a_key_without_a_value_is_refused_with_one_line(tmp_path):
    result = manage(tmp_path, "check", SECRET_KEY="")
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
    assert "SECRET_KEY" in result.stderr


SEND = "from django.core.mail import send_mail; send_mail('x', 'tautan-rahasia', None, ['ani@example.go.id'])"


@pytest.mark.parametrize(("demo", "printed"), [("0", False), ("1", True)])
def test_a_letter_with_no_server_to_go_to_is_printed_by_the_demonstration_alone(tmp_path, monkeypatch, demo, printed):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    result = manage(tmp_path, "shell", "-v0", "-c", SEND, SECRET_KEY="x" * 60, KOMPETENSI_DEMO=demo)
    assert result.returncode == 0, result.stderr
    assert ("tautan-rahasia" in result.stdout + result.stderr) == printed


def test_the_key_of_a_demonstration_is_its_owners_alone_and_made_anew_when_empty(tmp_path):
    assert manage(tmp_path, "check", KOMPETENSI_DEMO="1").returncode == 0
    path = tmp_path / "data" / "secret-key.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.write_text("")
    assert manage(tmp_path, "check", KOMPETENSI_DEMO="1").returncode == 0
    assert len(path.read_text()) > 40


@pytest.mark.parametrize("value", ["nonsense", "ftp://x/y"])
def test_an_address_of_no_database_is_refused_with_one_line(tmp_path, value):
    result = manage(tmp_path, "check", KOMPETENSI_DEMO="1", DATABASE_URL=value)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_data_folder_may_be_called_anything(tmp_path):
    folder = tmp_path / "a#b?c%20d"
    assert manage(tmp_path, "migrate", "-v0", KOMPETENSI_DEMO="1", KOMPETENSI_DATA=str(folder)).returncode == 0
    assert (folder / "kompetensi.sqlite3").exists()


def test_a_data_folder_that_cannot_be_made_is_said_so_with_one_line(tmp_path):
    (tmp_path / "berkas").touch()
    result = manage(tmp_path, "check", KOMPETENSI_DEMO="1", KOMPETENSI_DATA=str(tmp_path / "berkas" / "x"))
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_production_keeps_its_cookies_to_itself_and_its_database_whole(tmp_path):
    script = (
        "from django.conf import settings as s; print([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, "
        "s.SECURE_HSTS_SECONDS > 0, s.DATABASES['default']['OPTIONS']['transaction_mode'], "
        "'synchronous=FULL' in s.DATABASES['default']['OPTIONS']['init_command']])"
    )
    variables = {"SECRET_KEY": "x" * 60, "KOMPETENSI_PLAIN_HTTP": "0", "ALLOWED_HOSTS": "kamus.text.EXAMPLE"}
    result = manage(tmp_path, "shell", "-v0", "-c", script, **variables)
    assert result.stdout.strip() == (
        "['__Host-sessionid', '__Host-csrftoken', True, True, True, 'Lax', True, 'IMMEDIATE', True]"
    )


def test_what_the_address_of_a_server_says_goes_first(tmp_path):
    plain = databases.from_url("postgres://a:b@mesin:5432/kamus", tmp_path)["OPTIONS"]
    assert plain["pool"]["max_size"] > databases.threads()
    assert f"-c lock_timeout={databases.LOCK_TIMEOUT}s" in plain["options"]
    address = "postgres://a:b@mesin:5432/kamus?pool=16&sslmode=require&options=-c%20lock_timeout%3D5s"
    asked = databases.from_url(address, tmp_path)["OPTIONS"]
    assert (asked["pool"]["max_size"], asked["sslmode"]) == (16, "require")
    assert asked["options"].endswith("-c lock_timeout=5s")
    assert "pool" not in databases.from_url("postgres://mesin/kamus?pool=0", tmp_path)["OPTIONS"]


def test_a_request_waits_for_less_long_than_a_command_unless_the_address_says_how_long(tmp_path):
    plain = databases.from_url("postgres://a:b@mesin:5432/kamus", tmp_path)
    databases.for_requests(plain)
    options = plain["OPTIONS"]
    assert f"-c lock_timeout={databases.REQUEST_LOCK_TIMEOUT}s" in options["options"]
    waits = options["connect_timeout"], options["pool"]["timeout"]
    assert waits == (databases.REQUEST_CONNECT_TIMEOUT, databases.REQUEST_CONNECT_TIMEOUT)
    asked = databases.from_url("postgres://mesin/kamus?connect_timeout=9&options=-c%20lock_timeout%3D30s", tmp_path)
    databases.for_requests(asked)
    assert asked["OPTIONS"]["options"].endswith("-c lock_timeout=30s")
    assert asked["OPTIONS"]["connect_timeout"] == 9
    databases.for_requests(databases.from_url("postgres://mesin/kamus?pool=0", tmp_path))


def test_a_process_that_serves_creates_no_database(tmp_path):
    database = databases.from_url("", tmp_path / "tidak ada? 100%")
    place = databases.file_of(database)
    databases.for_requests(database)
    assert databases.file_of(database) == place
    place.parent.mkdir()
    assert databases.held_open(database) is None
    assert not place.exists()
    sqlite3.connect(place).close()
    databases.held_open(database).close()


def test_a_pool_of_no_number_is_refused_with_one_line(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="pool=banyak"):
        databases.from_url("postgres://mesin/kamus?pool=banyak", tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KOMPETENSI_REQUIRE_LOGIN", "ja"),
        ("KOMPETENSI_PLAIN_HTTP", "benar"),
        ("BEHIND_PROXY", "2"),
        ("KOMPETENSI_UPLOAD_LIMIT_MB", "sepuluh"),
        ("KOMPETENSI_UPLOAD_LIMIT_MB", "0"),
        ("KOMPETENSI_ADDRESS", "kamus.example.go.id"),
        ("TIME_ZONE", "Asia/Jakart"),
        ("TIME_ZONE", "Asia"),
        ("DATABASE_URL", "postgres://nama:ra/hasia@mesin/basis"),
        ("EMAIL_URL", "smtp://nama:ra/hasia@surat"),
        ("EMAIL_URL", "surat://mesin"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_by_name(tmp_path, name, value):
    result = manage(tmp_path, "check", SECRET_KEY="a1b2c3" * 10, **{name: value})
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1), result.stderr
    assert name in result.stderr
    assert "hasia" not in result.stderr
