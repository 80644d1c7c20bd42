"""Checks of the settings from the environment, and Django's own deployment checks."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from smtplib import SMTPException

import django
from django.conf import settings
from django.core import checks
from django.core.mail import get_connection

from kompetensi import __version__
from kompetensi.doctor.checks import check_names, check_origins
from kompetensi.doctor.results import Result, error, ok, warning

#: Django's checks that a result of ours covers already.
SAID = {"security.W004", "security.W008", "security.W009", "security.W012", "security.W016", "security.W018"} | {
    "security.W020",
    "4_0.E001",
    "kompetensi.E003",
    "kompetensi.E004",
}


def findings() -> Iterator[Result]:
    """Yield the release and the results for the settings. Connects to the mail server if one is set."""
    yield ok("release", f"{__version__}, Django {django.__version__}, Python {platform.python_version()}")
    yield _mode()
    yield _key()
    yield _names()
    yield from _origins()
    yield _transport()
    yield _mail()
    yield from _django()


def _mode() -> Result:
    if settings.DEMO or settings.DEBUG:
        on = "KOMPETENSI_DEMO" if settings.DEMO else "DEBUG"
        return error("mode", f"{on}=1: hanya untuk mencoba.", f"Hapus {on} dari pengaturan server.")
    return ok("mode", "produksi")


def _key() -> Result:
    key = settings.SECRET_KEY
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        return error(
            "SECRET_KEY",
            "Mudah ditebak.",
            'Ganti dengan hasil: python3 -c "import secrets; print(secrets.token_urlsafe(50))"',
        )
    return ok("SECRET_KEY", f"{len(key)} huruf")


def _names() -> Result:
    names = settings.ALLOWED_HOSTS
    if not names:
        return error(
            "ALLOWED_HOSTS", "Kosong: setiap halaman ditolak.", "Isi dengan nama situs: kamus.text.EXAMPLE.go.id"
        )
    for found in check_names():
        return error("ALLOWED_HOSTS", str(found.msg).removeprefix("ALLOWED_HOSTS: "), found.hint or "")
    if "*" in names:
        return warning("ALLOWED_HOSTS", "Menjawab nama apa pun.", "Isi dengan nama situs saja.")
    return ok("ALLOWED_HOSTS", ", ".join(names))


def _origins() -> Iterator[Result]:
    """Yield a result where addresses that forms may come from are set."""
    for found in check_origins():
        yield error("CSRF_TRUSTED_ORIGINS", str(found.msg).removeprefix("CSRF_TRUSTED_ORIGINS: "), found.hint or "")
        return
    if settings.CSRF_TRUSTED_ORIGINS:
        yield ok("CSRF_TRUSTED_ORIGINS", ", ".join(settings.CSRF_TRUSTED_ORIGINS))


def _transport() -> Result:
    if settings.PLAIN_HTTP:
        remedy = "Di luar intranet, pasang TLS di proksi dan hapus KOMPETENSI_PLAIN_HTTP."
        return warning("TLS", "HTTP biasa: kata sandi dan isi dapat dibaca di jalan.", remedy)
    if not settings.BEHIND_PROXY:
        remedy = "Bila TLS berakhir di proksi, atur BEHIND_PROXY=1; tanpa itu setiap halaman dialihkan tanpa akhir."
        return warning("TLS", "Tidak ada proksi yang dipercaya.", remedy)
    return ok("TLS", "berakhir di proksi, yang menyebut X-Forwarded-Proto dan X-Forwarded-For")


def _mail() -> Result:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return warning("surel", "Tidak ada surat yang terkirim, juga tautan kata sandi baru.", "Atur EMAIL_URL.")
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection(timeout=5):
            pass
    except (OSError, SMTPException) as problem:
        return error("surel", f"{place} tidak menerima ({problem}).", "Periksa EMAIL_URL.")
    sender = settings.DEFAULT_FROM_EMAIL
    if not re.search(r"@[^@\s>]+\.[^@\s>]+>?$", sender):
        remedy = "Atur EMAIL_FROM ke alamat yang ada, misalnya kamus@example.go.id."
        return warning("surel", f"{place}; pengirim {sender} ditolak banyak server surat.", remedy)
    return ok("surel", f"{place}, dari {sender}")


def _django() -> Iterator[Result]:
    """Yield the other results of `check --deploy`."""
    every = checks.run_checks(include_deployment_checks=True)
    found = [each for each in every if each.id not in SAID and not each.is_silenced()]
    for each in found:
        make = error if each.level >= checks.ERROR else warning
        yield make("Django", f"{each.id} {each.msg}", each.hint or "")
    if not found:
        yield ok("Django", "check --deploy tidak menemukan apa pun")
