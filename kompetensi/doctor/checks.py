"""System checks: Django does not start with these errors, and `manage.py doctor` reports them as well."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004  # Django's name

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


#: A name that Django can compare with the host of a request.
_HOST = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
#: An origin as browsers send it, or one with a star for every name below.
_ORIGIN = re.compile(r"https?://(\*\.)?([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]+)?", re.IGNORECASE)


def check_names(**_: Any) -> list[CheckMessage]:
    """Return a message for names that no request can have: an error where there is no other, since all are refused."""
    wrong = [name for name in settings.ALLOWED_HOSTS if not _HOST.fullmatch(name)]
    if not wrong:
        return []
    better = ",".join(_host_in(name) for name in settings.ALLOWED_HOSTS)
    seen = f"ALLOWED_HOSTS: {', '.join(map(repr, wrong))} bukan nama mesin, jadi setiap halaman di sana ditolak (400)."
    hint = f"Tulis tanpa http://, porta, garis miring, dan spasi: ALLOWED_HOSTS={better}"
    kind = Error if len(wrong) == len(settings.ALLOWED_HOSTS) else Warning
    return [kind(seen, hint, id="kompetensi.E003")]


def _host_in(text: str) -> str:
    """Return the name in an address such as " https://kamus.example.go.id:443/"."""
    name = re.sub(r"^[a-z]+://", "", text.strip(), flags=re.IGNORECASE).partition("/")[0]
    name = name.removeprefix("*") if name.startswith("*.") else name
    if name.count(":") > 1 and not name.startswith("["):
        return f"[{name}]"
    return re.sub(r":\d*$", "", name) if not name.endswith("]") else name


def check_origins(**_: Any) -> list[CheckMessage]:
    """Return an error for addresses that no browser sends as an origin: forms from there are refused."""
    wrong = [name for name in settings.CSRF_TRUSTED_ORIGINS if not _ORIGIN.fullmatch(name)]
    if not wrong:
        return []
    better = ",".join(_origin_in(name) for name in settings.CSRF_TRUSTED_ORIGINS)
    seen = f"CSRF_TRUSTED_ORIGINS: {', '.join(map(repr, wrong))} bukan asal halaman, jadi formulir ditolak (403)."
    hint = f"Tulis skema, nama, dan porta saja: CSRF_TRUSTED_ORIGINS={better}"
    return [Error(seen, hint, id="kompetensi.E004")]


def _origin_in(text: str) -> str:
    """Return the origin in an address such as "kamus.example.go.id/" or " https://kamus.example.go.id:8443/masuk/"."""
    scheme, separator, rest = text.strip().rpartition("://")
    return f"{scheme if separator else 'https'}://{rest.partition('/')[0]}"
