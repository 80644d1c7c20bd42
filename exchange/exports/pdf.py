"""Books as PDF files: made one at a time over all workers, kept until the content or the release changes."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext, pgettext

from documents.document import Document
from documents.layout import Book
from documents.translation import LazyText
from exchange.document_types import DocumentType
from exchange.exports.book import FILE, BusyError, UndrawnError, book_of, check_count
from exchange.exports.scope import Scope
from exchange.file_lock import exclusive
from exchange.history import ledger
from exchange.release import release

#: Seconds that a PDF may take on a busy machine; exchange.exports.drawing limits CPU time and memory itself.
PATIENCE = 120
#: The largest number of kept files, and of their bytes together.
MOST_FILES, MOST_BYTES = 500, 200 * 2**20
#: Seconds after which a book that could not be drawn is tried again.
RETRY = 3600
#: Seconds that clocks of machines and disks may differ. Files of a later time are from before a clock was set back.
APART = 60
logger = logging.getLogger(__name__)


def opened(document_type: DocumentType, documents: Iterable[Document], scope: Scope) -> BinaryIO:
    """Return the PDF of `documents`, which must be all those of `scope`: the kept file, or a new one. Close it when
    done.

    A kept file costs one query and reads no documents. Raises BusyError at once while another PDF is made, UndrawnError
    for a book beyond the limits of time and memory, and TooLargeError for more documents than fit into one book.
    """
    path = settings.PDF_DIR / f"{_name(document_type, scope)}.pdf"
    if kept := _kept(path):
        return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(path.with_name("lock")) as mine:
        if not mine:
            raise BusyError
        if kept := _kept(path):
            return kept
        check_count(document_type, scope, FILE)
        _tidy(path.parent)
        _make(path, content(document_type, book_of(document_type, documents, scope, FILE)))
        return path.open("rb")


def _name(document_type: DocumentType, scope: Scope) -> str:
    """Return the name of a file: a digest of everything that its bytes depend on. One query."""
    parts = (
        ledger.version(),
        release(),
        settings.LANGUAGE_CODE,
        settings.ORGANISATION,
        document_type.slug,
        repr(scope),
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _kept(path: Path) -> BinaryIO | None:
    """Return the kept file, None without one.

    An empty file stands for a book that could not be drawn: raises UndrawnError until it is `RETRY` seconds old.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    about = os.fstat(file.fileno())
    if about.st_size:
        with suppress(FileNotFoundError):
            os.utime(path)
        return file
    file.close()
    if not -APART <= time.time() - about.st_mtime <= RETRY:
        return None
    raise UndrawnError


def _tidy(folder: Path) -> None:
    """Make room for a new file: delete those requested least recently, and unfinished ones left by a killed worker."""
    latest = time.time() + APART
    asked = {path: path.stat().st_mtime for path in folder.glob("*.pdf")}
    kept = sorted(asked, key=lambda path: (asked[path] <= latest, asked[path]), reverse=True)
    size = 0
    for nth, path in enumerate(kept, 1):
        size += path.stat().st_size
        if nth >= MOST_FILES or size > MOST_BYTES:
            path.unlink()
    for path in folder.glob("*.part"):
        path.unlink()


def _make(path: Path, data: bytes) -> None:
    """Draw `data` to `path`, which is complete or absent. Raises UndrawnError, and marks the book with an empty file
    then.
    """
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as out:
            draw(data, out)
        part.replace(path)
    except UndrawnError:
        path.touch()
        raise
    finally:
        part.unlink(missing_ok=True)


def draw(data: bytes, out: BinaryIO) -> None:
    """Draw `data` to `out` in a process of its own.

    Raises UndrawnError when the process fails or ends at a limit, and BusyError after `PATIENCE` seconds.
    """
    command = [sys.executable, "-m", "exchange.exports.drawing"]
    environment = os.environ | {"RAYON_NUM_THREADS": "1"}  # the time and the memory of one core
    options: dict[str, Any] = {"stdout": out, "stderr": subprocess.PIPE, "cwd": settings.BASE_DIR, "env": environment}
    try:
        subprocess.run(command, input=data, timeout=PATIENCE, check=True, **options)  # noqa: S603  # fixed arguments
    except subprocess.TimeoutExpired as error:
        logger.warning("PDF not drawn within %s seconds", PATIENCE)
        raise BusyError from error
    except subprocess.CalledProcessError as error:
        logger.error("PDF not drawn: %s %s", error, error.stderr.decode(errors="replace")[-2000:])
        raise UndrawnError from error


def content(document_type: DocumentType, book: Book) -> bytes:
    """Return `book` as the JSON that exchange.exports.drawing reads."""
    leaves = sum(len(chapter.leaves) for chapter in book.chapters)
    counts = [f"{leaves} {document_type.pages.noun_of(leaves)}"]
    if book.cover.parted:
        counts.append(f"{len(book.chapters)} {gettext(document_type.pages.group_parameter)}")
    assert document_type.layout
    whole = _fields(book) | {
        "label": document_type.label,
        "language": settings.LANGUAGE_CODE,
        "parted": book.cover.parted,
        "count": " · ".join(counts),
        "created": _moment(book.cover.created),
        "words": {
            "contents": gettext("Daftar isi"),
            "number": pgettext("nomor urut", "No"),
            "page": "Halaman",
            "no_part": document_type.layout.UNGROUPED,
        },
    }
    return json.dumps(whole, default=_as_json).encode()


def _as_json(value: Any) -> str | dict[str, Any]:
    return str(value) if isinstance(value, LazyText) else _fields(value)


def _fields(value: Any) -> dict[str, Any]:
    assert is_dataclass(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _moment(created: str) -> dict[str, int] | None:
    if not created:
        return None
    moment = datetime.fromisoformat(created)
    return {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")}
