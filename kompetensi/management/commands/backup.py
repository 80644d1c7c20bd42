"""`manage.py backup FILE`: the whole database as one file, while it is in use."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.management.base import BaseCommand, CommandError

from kompetensi import backups


class Command(BaseCommand):
    """Writes a complete and checked copy of one moment, or nothing."""

    help = "Cadangkan seluruh basis data ke satu berkas, juga selagi dipakai. Pulihkan dengan: restore"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="BERKAS", type=Path, help="berkas tujuan; hanya pemiliknya dapat membaca")
        parser.add_argument("--force", action="store_true", help="timpa berkas yang sudah ada")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = backups.write(options["file"], over=options["force"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        size = intcomma(options["file"].stat().st_size)
        self.stdout.write(f"{options['file']}: {size} bita; {described(counts)}")


def described(counts: dict[str, int]) -> str:
    """Counts as people read them."""
    return ", ".join(f"{name} {count}" if name == "versi" else f"{count} {name}" for name, count in counts.items())
