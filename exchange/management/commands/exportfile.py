"""`manage.py exportfile NAME`: write stored documents to a file."""

from __future__ import annotations

import os
import shutil
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from documents.document import Document
from exchange import document_types
from exchange.bulk import CHUNK
from exchange.document_types import DocumentType
from exchange.exports.book import BusyError, ExportUnavailableError
from exchange.exports.kinds import EXPORT_KINDS, ExportKind, by_extension
from exchange.exports.pdf import PATIENCE
from exchange.exports.scope import Scope
from exchange.exports.snapshot import export_to_file, snapshot


class Command(BaseCommand):
    """Write all documents of one type, or one of them, to a file or to standard output.

    The ending of the name selects the kind of file; the native one is written byte for byte as it came in.
    """

    help = "Tulis isi yang tersimpan sebagai berkas. Akhiran nama menentukan jenisnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = "|".join(document_type.slug for document_type in document_types.all_types())
        endings = ",".join(writer.extension for writer in EXPORT_KINDS)
        parser.add_argument(
            "name",
            metavar=f"{names}[/KUNCI].{{{endings}}}",
            help="apa yang ditulis: semuanya, atau satu dokumen (kunci seperti di alamat halamannya)",
        )
        parser.add_argument("--output", metavar="F", help="berkas tujuan (bawaan: keluaran standar)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the whole file; an error on the way leaves the old file unchanged."""
        with self.made(*_asked(options["name"])) as file:
            if options["output"]:
                _write(Path(options["output"]), file)
            else:
                shutil.copyfileobj(file, sys.stdout.buffer)

    def made(self, document_type: DocumentType, key: str, writer: ExportKind) -> BinaryIO:
        """Return the file, made of one state of the tables; wait up to `PATIENCE` seconds for another PDF."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with snapshot():
                    return self.export(document_type, key, writer)
            except BusyError as error:
                if time.monotonic() > until:
                    raise CommandError(str(error)) from error
                time.sleep(1)
            except ExportUnavailableError as error:
                raise CommandError(str(error)) from error

    def export(self, document_type: DocumentType, key: str, writer: ExportKind) -> BinaryIO:
        """Return the file of everything, or of the document `key`. Raises CommandError for an unknown key."""
        keys = [key] if key else document_type.repository.keys()
        documents = document_type.repository.load(keys) if key else document_type.stream()
        if key and not documents:
            raise CommandError(f"{key} tidak ada di {document_type.label}.")
        shown = self.shown(documents, len(keys), str(document_type.noun))
        return export_to_file(document_type, writer, shown, Scope(key))

    def shown(self, documents: Iterable[Document], count: int, noun: str) -> Iterator[Document]:
        """Yield `documents`, and report progress to a terminal after each `CHUNK`."""
        watched = self.stderr.isatty()
        for nth, document in enumerate(documents, 1):
            yield document
            if watched and (nth % CHUNK == 0 or nth == count) and count > CHUNK:
                ending = "\n" if nth == count else ""
                self.stderr.write(f"\r{nth} dari {count} {noun}", self.style.NOTICE, ending=ending)


def _asked(name: str) -> tuple[DocumentType, str, ExportKind]:
    """Return the parts of a name like "slug.ending" or "slug/key.ending". Raises CommandError for an unknown one."""
    place, _, extension = name.rpartition(".")
    slug, _, key = place.partition("/")
    try:
        document_type = document_types.get(slug)
        return document_type, key, by_extension(document_type, extension)
    except KeyError as error:
        slugs = ", ".join(document_type.slug for document_type in document_types.all_types())
        endings = ", ".join(f".{writer.extension}" for writer in EXPORT_KINDS)
        raise CommandError(f"{name} tidak dikenal. Pilih: {slugs}; akhiran: {endings}.") from error


def _write(path: Path, file: BinaryIO) -> None:
    """Put `file` in place at once, following links; write directly to a device. Raises CommandError on failure."""
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                shutil.copyfileobj(file, device)
            return
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with unfinished.open("wb") as target:
                shutil.copyfileobj(file, target)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: tidak dapat ditulis ({error}).") from error
