"""Settings for the benchmarks: the site's own, with a key, room for large files, and what a browser needs to be let in.

KOMPETENSI_DATA and DATABASE_URL say where the database is.
"""

import os

os.environ.setdefault("SECRET_KEY", "benchmarks only")
os.environ.setdefault("KOMPETENSI_PLAIN_HTTP", "1")

from kompetensi.settings import *  # noqa: F403
from kompetensi.settings import BASE_DIR, STORAGES

EXCHANGE_BYTE_LIMIT = 2**30
ALLOWED_HOSTS = ["localhost"]
STATIC_ROOT = BASE_DIR / "static"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
