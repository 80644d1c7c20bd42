"""`manage.py backup FILE`: write the whole database to one file, during use."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.management.base import BaseCommand, CommandError

from kompetensi import backups
from kompetensi.backups.errors import BackupError


class Command(BaseCommand):
    """Write a complete and checked backup of one moment, or no file."""

    help = "Cadangkan seluruh basis data ke satu berkas, juga selagi dipakai. Pulihkan dengan: restore"

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = "berkas tujuan, atau folder tempat namanya menurut waktu (bawaan: KOMPETENSI_BACKUPS)"
        parser.add_argument("file", metavar="BERKAS", type=Path, nargs="?", default=settings.BACKUPS, help=place)
        parser.add_argument("--force", action="store_true", help="timpa berkas yang sudah ada")
        parser.add_argument("--keep", type=int, metavar="N", help="di folder: hapus semua selain N yang terbaru")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the backup; delete old ones with `--keep`. Raise CommandError for a wrong option or a failed backup."""
        path, keep = options["file"], options["keep"]
        if path is None:
            raise CommandError("Sebutkan berkas tujuan, atau atur KOMPETENSI_BACKUPS ke sebuah folder.")
        if keep is not None and (keep < 1 or not path.is_dir()):
            raise CommandError("--keep perlu folder, dan bilangan 1 atau lebih.")
        folder, path = path, path / backups.name_now() if path.is_dir() else path
        try:
            counts = backups.write(path, over=options["force"])
            self.stdout.write(f"{path}: {intcomma(path.stat().st_size)} bita; {described(counts)}")
            for gone in backups.thin(folder, keep) if keep else ():
                self.stdout.write(f"{gone}: dihapus.")
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Dihentikan. Berkas yang belum selesai sudah dihapus.") from error


def described(counts: dict[str, int]) -> str:
    """Return counts as text for people."""
    return ", ".join(f"{count} {name}" for name, count in counts.items())
