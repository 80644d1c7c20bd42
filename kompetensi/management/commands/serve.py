"""`manage.py serve`: serve the site with granian, with the options that suit it."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kompetensi.operations import databases, failures, listening, schema

#: Seconds that an old worker has to finish its responses during a reload.
FINISH = 60


class Command(BaseCommand):
    """Replace this process by granian. The process number stays: SIGTERM stops it and SIGHUP loads new code."""

    help = "Layani situs di server (granian). SIGHUP memuat kode baru tanpa memutus siapa pun; SIGTERM menghentikan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan (bawaan: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="porta (bawaan: 8000)")
        parser.add_argument("--socket", metavar="F", help="soket Unix, pengganti alamat dan porta; untuk proksi")
        parser.add_argument("--workers", type=int, default=2, help="jumlah proses (bawaan: 2)")
        threads = f"permintaan serentak tiap proses (bawaan: {databases.THREADS})"
        parser.add_argument("--threads", type=int, default=databases.THREADS, help=threads)
        wait = "detik bagi proses baru untuk siap sebelum yang lama berhenti, saat SIGHUP (bawaan: 15)"
        parser.add_argument("--wait", type=float, default=15, help=wait)
        parser.add_argument("--pid-file", metavar="F", help="berkas untuk nomor proses utama")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until a signal. Raise CommandError, with a remedy, when pages could not be served."""
        if find_spec("granian") is None:
            raise CommandError("granian belum terpasang. Jalankan: pip install -r requirements/server.txt")
        check_ready()
        place = claimed(options)
        pid_file = ["--pid-file", options["pid_file"]] if options["pid_file"] else []
        workers = ["--workers", str(options["workers"]), "--blocking-threads", str(options["threads"])]
        workers += ["--respawn-interval", str(options["wait"])]
        os.environ[databases.THREADS_VARIABLE] = str(options["threads"])
        become([sys.executable, "-m", "granian", *FIXED, *workers, *place, *pid_file, "kompetensi.wsgi:application"])


#: The proxy speaks HTTP/2. Failed workers are replaced, unless they fail again at once.
FIXED = [
    *("--interface", "wsgi", "--http", "1", "--no-ws"),
    *("--working-dir", str(settings.BASE_DIR)),
    *("--respawn-failed-workers", "--workers-kill-timeout", str(FINISH)),
]


def check_ready() -> None:
    """Raise CommandError where every page would fail: no database, pending migrations, or no static files."""
    try:
        unready = schema.is_empty() or schema.pending(schema.applied())
    except DatabaseError as error:
        said = failures.explained(error) or str(error).strip()
        raise CommandError(f"Basis data tidak dapat dibuka: {said}") from error
    if unready:
        raise CommandError("Basis data belum disiapkan untuk versi ini. Jalankan: manage.py migrate")
    try:
        lacking = isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files
    except ValueError as error:  # Django's, when the manifest is no JSON
        raise CommandError(f"{error} Jalankan: manage.py collectstatic --noinput") from error
    if lacking:
        raise CommandError(f"Berkas statis belum ada di {settings.STATIC_ROOT}. Jalankan: manage.py collectstatic")


def claimed(options: dict[str, Any]) -> list[str]:
    """Claim the address for this server alone and return granian's options for it. Raise CommandError when taken."""
    os.environ[listening.MAIN] = str(os.getpid())
    if options["socket"]:
        listening.claim_socket(Path(options["socket"]))
        return ["--uds", options["socket"], "--uds-permissions", "0660"]
    hint = f"pilih porta lain, misalnya: --port {options['port'] + 1}"
    host = listening.claim_port(options["host"], options["port"], hint=hint)
    return ["--host", host, "--port", str(options["port"])]


def become(command: list[str]) -> NoReturn:
    """Replace this process by another command. Where the system cannot, run it and exit with its status."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606  # our own command
    sys.exit(subprocess.run(command, check=False).returncode)  # noqa: S603  # our own command
