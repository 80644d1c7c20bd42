"""The app's name in the admin."""

from __future__ import annotations

import gc

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: New objects between two looks of Python's collector, for its usual 700. A file is a million small objects that
#: refer to nothing in circles: looking at them again and again took a fifth of the time of reviewing it.
OBJECTS_BETWEEN_COLLECTIONS = 200_000


class ExchangeConfig(AppConfig):
    """Django's description of this room."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "exchange"
    verbose_name = _("Pertukaran")

    def ready(self) -> None:
        """Let the collector rest while documents are made."""
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
