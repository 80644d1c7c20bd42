"""App of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search, under its own name."""

    name = "search"
    verbose_name = _("Pencarian")
