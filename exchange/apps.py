"""App configuration of the mechanism: its name in the admin, and the threshold of the garbage collector."""

from __future__ import annotations

import gc

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Number of new objects between two runs of Python's garbage collector; its default is 700. Reading a large file makes
#: a million small objects without reference cycles: with the default, the collector took a fifth of the review's time.
OBJECTS_BETWEEN_COLLECTIONS = 200_000


class ExchangeConfig(AppConfig):
    """Configuration of the app `exchange`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "exchange"
    verbose_name = _("Pertukaran")

    def ready(self) -> None:
        """Make Python's garbage collector run less often (see `OBJECTS_BETWEEN_COLLECTIONS`)."""
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
