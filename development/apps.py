"""The app's name in the admin."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevelopmentConfig(AppConfig):
    """Configuration of this app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "development"
    verbose_name = _("Panduan pengembangan")
