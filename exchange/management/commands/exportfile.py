"""`manage.py exportfile NAME`: write what is stored in its native format."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.formats import Format, all_formats


class Command(BaseCommand):
    """Writes everything stored in one format to a file or to standard output, byte for byte as it came in."""

    help = "Tulis isi yang tersimpan dalam format aslinya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="|".join(_names()), help="apa yang ditulis")
        parser.add_argument("--output", metavar="F", help="berkas tujuan (bawaan: keluaran standar)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it whole: a file that cannot be written to the end leaves the old one alone."""
        names = _names()
        if options["name"] not in names:
            raise CommandError(f"{options['name']} tidak dikenal. Pilih: {', '.join(names)}.")
        format_ = names[options["name"]]
        data = format_.render(format_.stored()).encode()
        if not options["output"]:
            sys.stdout.buffer.write(data)
            return
        _write(Path(options["output"]), data)


def _names() -> dict[str, Format]:
    return {f"{format_.slug}.{format_.extensions[0]}": format_ for format_ in all_formats()}


def _write(path: Path, data: bytes) -> None:
    """Put `data` in place at once, through links; devices are written to. Raises CommandError when it cannot be."""
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: tidak dapat ditulis ({error}).") from error
