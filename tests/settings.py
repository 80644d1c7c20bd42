"""Settings for the tests: the site's own, with a key, a quick hasher and a database of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests only")
os.environ.setdefault("KOMPETENSI_PLAIN_HTTP", "1")
os.environ.setdefault("KOMPETENSI_DATA", str(Path(tempfile.gettempdir()) / "kompetensi-tests"))

from kompetensi.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  # pytest-django knows Django's own engine alone
