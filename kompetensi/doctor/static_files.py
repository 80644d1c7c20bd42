"""Checks of the static files: what pages ask for is there, readable, and of this release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from kompetensi.doctor.results import Result, error, ok, warning

REMEDY = "Jalankan: manage.py collectstatic --noinput, lalu muat ulang layanan."
#: What collecting changes in a style sheet: names get a hash, and addresses quotation marks.
_CHANGED = re.compile(rb"\.[0-9a-f]{12}(?=\.)|[\"']")


def findings() -> Iterator[Result]:
    """Yield the result for the static files. Reads all of them, from the source and as collected."""
    try:
        yield _collected()
    except ValueError:  # Django's, when the manifest is no JSON
        yield error("berkas statis", f"staticfiles.json di {settings.STATIC_ROOT} rusak.", REMEDY)


def _collected() -> Result:
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return warning("berkas statis", "Dibaca dari sumbernya, tanpa cache.", "Hanya untuk mencoba.")
    if not staticfiles_storage.hashed_files:
        return error("berkas statis", f"Tidak ada di {settings.STATIC_ROOT} (atur STATIC_ROOT).", REMEDY)
    if wrong := list(islice(_wrong(staticfiles_storage.hashed_files), 3)):
        return error("berkas statis", f"Tidak sesuai di {settings.STATIC_ROOT}: {'; '.join(wrong)}", REMEDY)
    return ok("berkas statis", f"{len(staticfiles_storage.hashed_files)} berkas di {settings.STATIC_ROOT}")


def _wrong(hashed: dict[str, str]) -> Iterator[str]:
    """Yield each file that pages cannot get as the source has it, and why."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name not in hashed:
                yield f"{name} tidak ada di staticfiles.json"
                continue
            with storage.open(name) as file:
                source = file.read()
            for served in (name, hashed[name]):
                if said := _differs(Path(settings.STATIC_ROOT, served), source):
                    yield f"{served} {said}"


def _differs(path: Path, source: bytes) -> str:
    """Return what is wrong with a collected file; "" when it is as the source, but for what collecting changes."""
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return "tidak ada"
    except OSError as problem:
        return f"tidak dapat dibaca ({problem.strerror})"
    return "" if _CHANGED.sub(b"", found) == _CHANGED.sub(b"", source) else "dari rilis lain atau rusak"
