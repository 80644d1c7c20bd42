"""`manage.py restore FILE`: replace the whole database by a backup."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from exchange.history import triggers
from kompetensi import backups
from kompetensi.backups import contents
from kompetensi.backups.errors import BackupError, reason
from kompetensi.management.commands.backup import described
from kompetensi.operations import schema


class Command(BaseCommand):
    """Read a backup to its end, ask, save the present database (SQLite), and restore the backup, all or nothing."""

    help = "Pulihkan seluruh basis data dari berkas backup. Hentikan layanan dahulu; semua orang perlu masuk lagi."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="BERKAS", type=Path, help="berkas yang dibuat perintah backup")
        parser.add_argument("--yes", action="store_true", help="jangan bertanya")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore the backup and end all sessions. Raise CommandError when the backup or the restore is refused."""
        path = options["file"]
        try:
            with backups.ready(path) as ready:
                self.stdout.write(f"{path}: {ready.said}.")
                self.confirm(sure=options["yes"])
                kept = ready.put_back()
            if kept:
                self.stdout.write(f"Basis data sebelumnya disimpan di {kept}")
            self.stdout.write(f"Dipulihkan: {described(contents.counts())}.")
            self.tell_what_is_left()
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Dihentikan: basis data utuh, yang lama atau sudah yang baru.") from error
        except DatabaseError as error:  # after the restore, as nothing else here lets one through
            message = f"Sudah dipulihkan, tetapi belum terbaca lagi ({reason(error)}). Jalankan: manage.py doctor"
            raise CommandError(message) from error

    def confirm(self, *, sure: bool) -> None:
        """Name the content to be replaced and ask. Raise CommandError for "no", or without a terminal to ask in."""
        self.stdout.write(f"Yang diganti: {replaced()}.")
        if sure:
            return
        if not sys.stdin.isatty():
            raise CommandError("Tambahkan --yes untuk memulihkan tanpa ditanya.")
        if input("Ganti seluruh basis data dengan isi berkas ini? Ketik ya: ").strip().lower() != "ya":
            raise CommandError("Tidak jadi; tidak ada yang berubah.")

    def tell_what_is_left(self) -> None:
        """Print the steps that remain: migrations to apply, or a history without protection."""
        if schema.pending(schema.applied()):
            self.stdout.write("Cadangan ini dari versi yang lebih lama. Jalankan: manage.py migrate")
        elif triggers.missing(connection):
            self.stderr.write("Riwayat dalam cadangan ini tidak terlindungi; periksa dengan: manage.py doctor")


def replaced() -> str:
    """Return a description of the present database, which may be empty or unreadable."""
    try:
        return "basis data kosong" if schema.is_empty() else described(contents.counts())
    except DatabaseError as error:
        connection.close()
        return f"basis data yang tidak dapat dibaca ({str(error).strip()})"
