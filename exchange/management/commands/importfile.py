"""`manage.py importfile FILE…`: review files, or apply them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exchange.imports import review as imports
from exchange.imports.comparison import Review
from exchange.imports.review import RefusedError


class Command(BaseCommand):
    """Show the changes that files would make; with `--apply`, make them. Exit status 1 when a file is refused."""

    help = "Tinjau berkas: apa yang akan berubah. Dengan --apply, terapkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="berkas yang ditinjau; - untuk masukan standar")
        parser.add_argument("--apply", action="store_true", help="terapkan, bukan hanya meninjau")
        parser.add_argument("--json", action="store_true", help="satu objek JSON per berkas")

    def handle(self, *args: Any, **options: Any) -> None:
        """Review or apply the files in order; a refused file does not stop the others."""
        refused = []
        for name in options["files"]:
            review = self.take(name, apply=options["apply"])
            show = self.show_json if options["json"] else self.show
            show(name, review, applied=options["apply"])
            if review.parsed.fatal:
                refused.append(name)
        if refused:
            raise CommandError(f"Ditolak, tidak ada yang diubah: {', '.join(refused)}", returncode=1)

    def take(self, name: str, *, apply: bool) -> Review:
        """Return the review of one file, applied if `apply`; "-" is standard input. Raises CommandError for an
        unreadable file.
        """
        try:
            if name == "-":
                data, size = beginning(sys.stdin.buffer)
            else:
                with Path(name).open("rb") as file:
                    data, size = beginning(file)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise CommandError(f"{name}: tidak dapat dibaca ({reason}).") from error
        if refused := imports.too_big(size):
            return refused
        if not apply:
            return imports.review(data, progress=self.tell)
        try:
            return imports.apply(data, name=Path(name).name.encode(errors="replace").decode(), progress=self.tell)
        except RefusedError as error:
            return error.review

    def tell(self, words: str) -> None:
        """Report progress to a terminal."""
        if self.stderr.isatty():
            self.stderr.write(words, self.style.NOTICE)

    def show_json(self, name: str, review: Review, *, applied: bool) -> None:
        self.stdout.write(json.dumps(as_json(name, review), ensure_ascii=False))

    def show(self, name: str, review: Review, *, applied: bool) -> None:
        label = review.document_type.label if review.document_type else "format tidak dikenal"
        self.stdout.write(f"{name}: {label}")
        for problem in review.parsed.problems:
            place = review.where(problem.line)
            self.stdout.write(f"  {place}{'  ' if place else ''}{problem.code}  {problem.message}")
        if review.parsed.unlisted:
            self.stdout.write(f"  … dan {review.parsed.unlisted} masalah lain.")
        if review.parsed.fatal:
            return
        self.show_changes(review)
        counts = f"{len(review.added)} baru, {len(review.changed)} berubah, {review.same} sama"
        self.stdout.write(f"  {counts}, {len(review.missing)} tidak ada di berkas (dipertahankan).")
        if not review.added and not review.changed:
            self.stdout.write("  Tidak ada yang perlu diubah.")
        else:
            self.stdout.write("  Sudah diterapkan." if applied else "  Terapkan dengan --apply.")

    def show_changes(self, review: Review) -> None:
        for change in review.added:
            self.stdout.write(f"  baru: {change.key} ({change.document.title})")
        for changed in review.changed:
            for line in changed.lines:
                before = "(tidak ada)" if line.before is None else line.before
                after = "(dihapus)" if line.after is None else line.after
                moved = f" (semula {line.was})" if line.was else ""
                self.stdout.write(f"  berubah: {changed.key}, {line.path}{moved}\n      {before}\n    → {after}")
        for change in review.missing:
            self.stdout.write(f"  tidak ada di berkas: {change.key}")


def beginning(file: BinaryIO) -> tuple[bytes, int]:
    """Return the bytes of a file up to the limit of uploads, and its whole size; the rest is counted, not kept."""
    data = file.read(settings.EXCHANGE_BYTE_LIMIT)
    return data, len(data) + sum(map(len, iter(lambda: file.read(1024**2), b"")))


def as_json(name: str, review: Review) -> dict[str, Any]:
    """Return a review as plain values; `docs/operations.md` describes them."""
    parsed = review.parsed
    return {
        "file": name,
        "format": review.document_type.slug if review.document_type else None,
        "problems": [
            {
                "line": problem.line,
                "place": review.where(problem.line),
                "code": problem.code,
                "message": problem.message,
                "fatal": problem.fatal,
            }
            for problem in parsed.problems
        ],
        "documents": len(parsed.documents),
        "added": [change.key for change in review.added],
        "changed": [
            {
                "key": changed.key,
                "lines": [
                    {"path": line.path, "before": line.before, "after": line.after, "line": line.source_line}
                    | ({"from": line.was} if line.was else {})
                    for line in changed.lines
                ],
            }
            for changed in review.changed
        ],
        "missing": [change.key for change in review.missing],
        "same": review.same,
    }
