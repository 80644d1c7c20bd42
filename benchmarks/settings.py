"""Settings for the benchmarks: the site's own, with a key and room for large files; KOMPETENSI_DATA says where."""

import os

os.environ.setdefault("SECRET_KEY", "benchmarks only")

from kompetensi.settings import *  # noqa: F403

EXCHANGE_BYTE_LIMIT = 2**30
