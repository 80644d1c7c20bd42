"""Settings of the benchmarks: the site's own, with a key, room for large files, and the host name of the requests.

KOMPETENSI_DATA and DATABASE_URL name the database.
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
