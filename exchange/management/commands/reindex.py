"""`manage.py reindex`: rebuild the search index, or check whether it is stale."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.history import indexing

SHOWN = 20


class Command(BaseCommand):
    """Rebuild the search index; `--check` changes nothing and fails when it is stale; `--if-stale` as needed."""

    help = "Membuat ulang indeks pencarian dari isi yang tersimpan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="hanya periksa; gagal bila indeks usang")
        parser.add_argument("--if-stale", action="store_true", help="hanya bila indeks usang")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self.check_index()
        elif not options["if_stale"] or next(indexing.stale(), None):
            count = indexing.reindex()
            self.stdout.write(f"Indeks pencarian dibuat ulang: {count} dokumen.")
        else:
            self.stdout.write("Indeks pencarian sudah sesuai dengan isi.")

    def check_index(self) -> None:
        """Report the documents whose index entries are stale. Raises CommandError when there are any."""
        found = list(islice(indexing.stale(), SHOWN + 1))
        if not found:
            self.stdout.write("Indeks pencarian sesuai dengan isi.")
            return
        for slug, key in found[:SHOWN]:
            self.stderr.write(f"{slug} {key}")
        more = "Ada lagi yang lain. " if len(found) > SHOWN else ""
        raise CommandError(f"{more}Indeks pencarian usang. Jalankan: manage.py reindex")
