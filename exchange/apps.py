"""App configuration of the mechanism: its name in the admin, and the threshold of the garbage collector."""

from __future__ import annotations

import gc

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Number of new objects between two runs of Python's garbage collector; its default is 700. A file is a million small
#: objects without reference cycles. With 700, a first load takes 1.4 times the CPU and an unchanged file 1.6 times
#: (`benchmarks.cleverness`).
OBJECTS_BETWEEN_COLLECTIONS = 200_000


class ExchangeConfig(AppConfig):
    """Configuration of the app `exchange`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "exchange"
    verbose_name = _("Pertukaran")

    def ready(self) -> None:
        """Make Python's garbage collector run less often (see `OBJECTS_BETWEEN_COLLECTIONS`)."""
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
