"""`manage.py importfile FILE…`: review files, or apply them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.comparison.three_way import Side
from documents.document import excerpt
from exchange.imports import review as imports
from exchange.imports.account import counts_of, fates_of
from exchange.imports.answers import from_json
from exchange.imports.comparison import Review
from exchange.imports.questions import Questions
from exchange.imports.review import RefusedError
from files.readers.detection import NO_ANSWERS
from files.readers.understanding.record import Answers
from files.readers.understanding.words import title

#: The most lines in doubt that are named one by one.
LINES = 20


class Command(BaseCommand):
    """Show the changes that files would make; with `--apply`, make them. Exit status 1 when a file is refused."""

    help = "Tinjau berkas: apa yang akan berubah. Dengan --apply, terapkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="berkas yang ditinjau; - untuk masukan standar")
        parser.add_argument("--apply", action="store_true", help="terapkan, bukan hanya meninjau")
        parser.add_argument(
            "--timpa", action="store_true", help="dengan --apply: timpa juga yang diubah di situs sejak berkas dibuat"
        )
        parser.add_argument("--json", action="store_true", help="satu objek JSON per berkas")
        parser.add_argument(
            "--documents", action="store_true", help="dengan --json: isi yang terbaca dan nasib tiap baris"
        )
        parser.add_argument("--map", metavar="FILE", help="jawaban untuk kolom, level, kode, dan baris (JSON)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Review or apply the files in order; a refused file does not stop the others."""
        if options["documents"] and not options["json"]:
            raise CommandError("--documents memerlukan --json.")
        answers, refused = answers_in(options["map"]), []
        for name in options["files"]:
            review = self.take(name, answers, apply=options["apply"], everything=options["timpa"])
            if options["json"]:
                values = as_json(name, review) | (contents(review) if options["documents"] else {})
                self.stdout.write(json.dumps(values, ensure_ascii=False))
            else:
                self.show(name, review, applied=options["apply"])
            if review.parsed.fatal:
                refused.append(name)
        if refused:
            raise CommandError(f"Ditolak, tidak ada yang diubah: {', '.join(refused)}", returncode=1)

    def take(self, name: str, answers: Answers, *, apply: bool, everything: bool) -> Review:
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
            return imports.review(data, answers, progress=self.tell)
        try:
            kept = Path(name).name.encode(errors="replace").decode()
            return imports.apply(data, answers, name=kept, progress=self.tell, everything=everything)
        except RefusedError as error:
            return error.review

    def tell(self, words: str) -> None:
        """Report progress to a terminal."""
        if self.stderr.isatty():
            self.stderr.write(words, self.style.NOTICE)

    def show(self, name: str, review: Review, *, applied: bool) -> None:
        label = review.document_type.label if review.document_type else "format tidak dikenal"
        self.stdout.write(f"{name}: {label}")
        for problem in review.parsed.problems:
            place = f"{review.place(problem.line)}  " if problem.line else ""
            self.stdout.write(f"  {place}{problem.code}  {problem.message}")
        if review.parsed.unlisted:
            self.stdout.write(f"  … dan {review.parsed.unlisted} masalah lain.")
        self.show_reading(review)
        if review.parsed.fatal:
            return
        self.show_changes(review)
        counts = f"{len(review.added)} baru, {len(review.changed)} berubah, {review.same} sama"
        self.stdout.write(f"  {counts}, {len(review.missing)} tidak ada di berkas (dipertahankan).")
        if not review.added and not review.changed:
            self.stdout.write("  Tidak ada yang perlu diubah.")
        else:
            self.stdout.write("  Sudah diterapkan." if applied else "  Terapkan dengan --apply.")

    def show_reading(self, review: Review) -> None:
        """Say how many lines were read, and what is still open."""
        counts = counts_of(fates_of(review.reading) if review.reading else ())
        if counts.total:
            doubtful = f", {counts.doubtful} diragukan" if counts.doubtful else ""
            self.stdout.write(f"  {counts}{doubtful}.")
        questions = Questions.of(review)
        doubts = (
            (each for each in questions.understanding.account if each.asks and each.text) if questions else iter(())
        )
        for fate in islice(doubts, LINES):
            self.stdout.write(f"  diragukan (--map, lines): {fate.line}, {fate.place}, “{excerpt(fate.text)}”")
        for column in questions.columns if questions else ():
            self.stdout.write(f"  belum dijawab (--map, columns): {column.place}, “{column.head}” → {column.title}")
        for level in questions.levels if questions else ():
            self.stdout.write(f"  dugaan (--map, levels): “{level.name}” → {level.number}")
        for code in questions.proposed if questions else ():
            self.stdout.write(f"  usulan (--map, codes): “{code.name}” → {code.code}")

    def show_changes(self, review: Review) -> None:
        for change in review.added:
            self.stdout.write(f"  baru: {change.key} ({change.document.title})")
        for changed in review.changed:
            if changed.renames and changed.before:
                self.stdout.write(f"  kode baru: {changed.before.key} → {changed.key}")
            for line in changed.lines:
                before = "(tidak ada)" if line.before is None else line.before
                after = "(dihapus)" if line.after is None else line.after
                moved = f" (semula {line.was})" if line.was else ""
                kept = "" if changed.side(line.name) is Side.PROPOSED else " (diubah di situs, dibiarkan)"
                self.stdout.write(f"  berubah: {changed.key}, {line.path}{moved}{kept}\n      {before}\n    → {after}")
        for change in review.missing:
            self.stdout.write(f"  tidak ada di berkas: {change.key}")


def beginning(file: BinaryIO) -> tuple[bytes, int]:
    """Return the bytes of a file up to the limit of uploads, and its whole size; the rest is counted, not kept."""
    data = file.read(settings.EXCHANGE_BYTE_LIMIT)
    return data, len(data) + sum(map(len, iter(lambda: file.read(1024**2), b"")))


def answers_in(name: str | None) -> Answers:
    """Return the answers in a JSON file, none without one. Raises CommandError for an unreadable file."""
    if name is None:
        return NO_ANSWERS
    try:
        found = from_json(json.loads(Path(name).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{name}: bukan JSON dari jawaban ({error}).") from error
    titled = {title(head): role for head, role in found.columns.items()}
    levels = {title(level): number for level, number in found.levels.items()}
    codes = {title(each): code for each, code in found.codes.items()}
    return replace(found, columns=titled, levels=levels, codes=codes)


def contents(review: Review) -> dict[str, Any]:
    """Return the documents of a file as `docs/json.md` has them, and the account of its lines."""
    nested = review.document_type.nested if review.document_type else None
    return {
        "read": [nested.values(document) for document in review.parsed.documents] if nested else [],
        "account": [
            {
                "place": str(fate.place),
                "text": fate.text,
                "fate": "left out" if fate.left_out else "read",
                "reason": str(fate.reason),
                "as": [f"{key}, {path}" if path else key for key, path in fate.read],
            }
            | ({"line": fate.line} if fate.asks and review.understanding else {})
            for fate in (fates_of(review.reading) if review.reading else ())
        ],
    }


def as_json(name: str, review: Review) -> dict[str, Any]:
    """Return a review as plain values; `docs/operations.md` describes them."""
    parsed = review.parsed
    return {
        "file": name,
        "format": review.document_type.slug if review.document_type else None,
        "problems": [
            {"line": problem.line, "place": review.place(problem.line), "code": problem.code}
            | {"message": problem.message, "fatal": problem.fatal}
            for problem in parsed.problems
        ],
        "documents": len(parsed.documents),
        "added": [change.key for change in review.added],
        "changed": [
            {
                "key": changed.key,
                **({"from": changed.before.key} if changed.before and changed.before.key != changed.key else {}),
                "lines": [
                    {"path": line.path, "before": line.before, "after": line.after, "line": line.source_line}
                    | {"side": str(changed.side(line.name))}
                    | ({"from": line.was} if line.was else {})
                    for line in changed.lines
                ],
            }
            for changed in review.changed
        ],
        "missing": [change.key for change in review.missing],
        "same": review.same,
    }
