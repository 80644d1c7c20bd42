"""The room of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search, known under its own name."""

    name = "search"
    verbose_name = "Pencarian"
