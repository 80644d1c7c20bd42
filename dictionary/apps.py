"""The app's name in the admin."""

from django.apps import AppConfig


class DictionaryConfig(AppConfig):
    """Django's description of this room."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "dictionary"
    verbose_name = "Kamus kompetensi"
