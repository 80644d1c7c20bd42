"""Template of Word documents: the organisation's own, or the one of this program."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from files.writers import docx_template
from files.writers.docx_template import Template


def template() -> Template:
    """Return the template that the settings name, read once. Raises OSError, ArchiveError or TemplateError."""
    return _read(settings.WORD_TEMPLATE or docx_template.DEFAULT)


def digest() -> str:
    """Return a digest of that template, for the names of files made with it. Raises OSError."""
    return hashlib.blake2b(_bytes(settings.WORD_TEMPLATE or docx_template.DEFAULT), digest_size=16).hexdigest()


@cache
def _read(path: Path) -> Template:
    return docx_template.read(_bytes(path))


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()
