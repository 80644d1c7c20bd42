"""Release of the program, as it is installed and set up on this machine."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import distributions

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage


@cache
def release() -> str:
    """Return a digest of all that shapes pages and files: code, templates, translations, fonts, packages, settings.

    The digest is the same wherever the same is installed, and another one after an update. The first call reads several
    hundred files; later calls return the same digest.
    """
    found = hashlib.blake2b(digest_size=16)
    rooms = sorted(path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py"))
    for room in (*rooms, "templates", "locale"):
        for path in sorted((settings.BASE_DIR / room).rglob("*")):
            if path.suffix in (".py", ".html", ".txt", ".xml", ".mo", ".typ", ".ttf", ".docx"):
                found.update(path.read_bytes())
    packages = sorted(f"{each.name} {each.version}" for each in distributions())
    if settings.WORD_TEMPLATE and settings.WORD_TEMPLATE.is_file():
        found.update(settings.WORD_TEMPLATE.read_bytes())
    chosen = (settings.ORGANISATION, settings.TIME_ZONE, settings.STATIC_URL)
    found.update(repr((packages, chosen, getattr(staticfiles_storage, "manifest_hash", ""))).encode())
    return found.hexdigest()
