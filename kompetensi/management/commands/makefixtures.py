"""`manage.py makefixtures`: make the Django fixtures from the two documents and the map between them."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.management.base import BaseCommand
from django.db import models, transaction

from development.mapping.relations import joined
from development.models import Action, Aspect, SubAspect
from dictionary.models import Competency, Indicator, KeyBehaviour, Level
from exchange import document_types

FIXTURES = settings.BASE_DIR / "fixtures"
#: For each document, the fixture made from it and the tables that it fills, parents first.
MADE: dict[str, tuple[str, tuple[type[models.Model], ...]]] = {
    "kamus.md": ("dictionary.json", (Competency, KeyBehaviour, Level, Indicator)),
    "panduan.md": ("development.json", (Aspect, SubAspect, Action)),
}


class Command(BaseCommand):
    """Write `dictionary.json` and `development.json`. The database stays as it was."""

    help = "Buat ulang fixtures Django dari kedua dokumen dan peta di folder fixtures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=FIXTURES, help="folder tujuan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files, each whole or not at all, with the same bytes in every run."""
        for name, text in fixtures():
            path = options["output"] / name
            unfinished = path.with_name(f"{name}.part")
            unfinished.write_text(text, encoding="utf-8", newline="\n")
            unfinished.replace(path)
            self.stdout.write(f"{name} ditulis.")


def fixtures() -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the fixtures. Saves the documents in a transaction that is rolled back."""
    with transaction.atomic():
        for _, tables in MADE.values():
            for table in tables:
                table._base_manager.all().delete()  # noqa: SLF001  # Django's name for the manager of all rows
        for document in MADE:
            reading = document_types.read((FIXTURES / document).read_bytes())
            assert reading.document_type is not None
            reading.document_type.repository.save(reading.parsed.documents)
        guide = document_types.get("panduan")
        guide.repository.save(joined(json.loads((FIXTURES / "peta.json").read_text(encoding="utf-8"))))
        made = [(name, _serialised(tables)) for name, tables in MADE.values()]
        transaction.set_rollback(True)
    yield from made


def _serialised(tables: tuple[type[models.Model], ...]) -> str:
    rows = (row for table in tables for row in table._base_manager.order_by("pk"))  # noqa: SLF001
    text: str = serializers.serialize(
        "json", rows, indent=1, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    return text
