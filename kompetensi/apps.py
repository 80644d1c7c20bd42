"""The site's own app, and the admin with our frame."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class KompetensiConfig(AppConfig):
    """Django's description of this room; it has no tables."""

    default = True
    name = "kompetensi"
    verbose_name = "Kamus Kompetensi"


class SiteAdminConfig(admin.AdminConfig):
    """Django's admin with our `SiteAdmin` as its default."""

    default = False
    default_site = "kompetensi.admin.SiteAdmin"
