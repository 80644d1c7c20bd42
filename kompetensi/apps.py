"""The site's own app, and the admin with our frame."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import register
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import translation
from kompetensi.doctor import checks


class KompetensiConfig(AppConfig):
    """Django's description of this room; it has no tables."""

    default = True
    name = "kompetensi"
    verbose_name = _("Kamus Kompetensi")

    def ready(self) -> None:
        """Lend the translation to the modules that know no Django, register our checks, and listen to the log."""
        from kompetensi.operations import request_log  # noqa: PLC0415  # knows models, which are not ready before

        translation.set_translator(gettext)
        register(checks.check_catalogues)
        register(checks.check_word_template)
        register(checks.check_names)
        register(checks.check_origins)
        request_log.connect_signals()


class SiteAdminConfig(admin.AdminConfig):
    """Django's admin with our `SiteAdmin` as its default."""

    default = False
    default_site = "kompetensi.admin.SiteAdmin"
