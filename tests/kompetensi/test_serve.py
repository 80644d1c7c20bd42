"""The site on a server: what the command becomes, and when it refuses."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from kompetensi.management.commands import serve


@pytest.fixture
def became(monkeypatch):
    """The words of what the command became."""
    words = []
    monkeypatch.setattr(serve, "become", words.extend)
    return words


def test_it_becomes_granian_with_worker_processes_that_are_replaced(db, became):
    call_command("serve", workers=3, threads=2, port=8123)
    assert became[1:3] == ["-m", "granian"]
    assert became[-1] == "kompetensi.wsgi:application"
    joined = " ".join(became)
    for words in ("--interface wsgi", "--workers 3", "--blocking-threads 2", "--host 127.0.0.1 --port 8123"):
        assert words in joined
    assert "--respawn-failed-workers" in became


def test_a_socket_that_nobody_serves_any_more_is_taken_over_and_a_served_one_is_not(db, became, tmp_path):
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
        left.listen()
        with pytest.raises(CommandError, match="Sudah ada yang melayani"):
            call_command("serve", socket=str(path))
    call_command("serve", socket=str(path))
    assert not path.exists()
    assert became[became.index("--uds") + 1] == str(path)
    assert "--host" not in became


def test_a_database_of_another_version_is_not_served(db, became):
    MigrationRecorder.Migration.objects.filter(app="exchange").delete()
    with pytest.raises(CommandError, match=r"Jalankan: manage\.py migrate"):
        call_command("serve")
    assert not became


def test_without_static_files_it_does_not_serve(db, became, settings, tmp_path):
    name = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": name}}
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(CommandError, match="collectstatic"):
        call_command("serve")
    assert not became
