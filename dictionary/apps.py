"""The app's name in the admin."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DictionaryConfig(AppConfig):
    """Configuration of this app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "dictionary"
    verbose_name = _("Kamus kompetensi")
