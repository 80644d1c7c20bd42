"""System checks: Django does not start with these errors, and `manage.py doctor` reports them as well."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from exchange.exports import word
from files.writers.docx_template import TemplateError
from files.zip_guard import ArchiveError
from kompetensi.operations import catalogues


def check_catalogues(**_: Any) -> list[CheckMessage]:
    """Return an error for missing or stale translations. Readers of English would see Indonesian."""
    names = ", ".join(source.relative_to(catalogues.LOCALE).parts[0] for source in catalogues.stale())
    hint = "Jalankan: .venv/bin/python -m kompetensi.operations.catalogues"
    return [Error(f"Terjemahan belum dibuat atau usang: {names}.", hint, id="kompetensi.E001")] if names else []


def check_word_template(**_: Any) -> list[CheckMessage]:
    """Return an error when the template of Word documents cannot be used."""
    try:
        word.template()
    except OSError as error:
        seen = f"tidak dapat dibaca ({error.strerror})."
    except ArchiveError as error:
        seen = f"ditolak. {error.message}"
    except TemplateError as error:
        names = ", ".join(error.missing)
        seen = f"tidak memiliki gaya: {names}." if names else "bukan dokumen Word (.docx) yang dapat dipakai."
    else:
        return []
    hint = "Mulai dari salinan files/writers/template.docx, atau hapus KOMPETENSI_WORD_TEMPLATE."
    return [Error(f"KOMPETENSI_WORD_TEMPLATE={settings.WORD_TEMPLATE} {seen}", hint, id="kompetensi.E002")]
