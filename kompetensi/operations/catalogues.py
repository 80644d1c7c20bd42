"""Translations: compile each `.po` under `locale/` to the `.mo` beside it, which Django reads.

    .venv/bin/python -m kompetensi.operations.catalogues

Compiled files are made where the code is installed. gettext is not needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


def sources() -> list[Path]:
    """Return the catalogues that people write."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def stale() -> Iterator[Path]:
    """Yield the sources whose compiled file is missing, broken or different."""
    for source in sources():
        compiled = source.with_suffix(".mo")
        try:
            if not compiled.is_file() or _sentences(polib.mofile(str(compiled))) != _sentences(_read(source)):
                yield source
        except (OSError, ValueError, struct.error):
            yield source


def compile_stale() -> None:
    """Compile each stale source. Readers find either the old file or the new one, complete."""
    for source in stale():
        with TemporaryDirectory(dir=source.parent) as folder:
            made = Path(folder, source.with_suffix(".mo").name)
            _read(source).save_as_mofile(str(made))
            made.chmod(0o644)
            made.replace(source.with_suffix(".mo"))


def _read(source: Path) -> polib.POFile:
    return polib.pofile(str(source))


def _sentences(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str], tuple[str, dict[int, str]]]:
    return {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in catalogue.translated_entries()
    }


if __name__ == "__main__":
    compile_stale()
