"""The back office's frame: its title and where its links lead."""

from __future__ import annotations

from django.contrib.admin import AdminSite


class SiteAdmin(AdminSite):
    """Django's admin, named for this site."""

    site_header = "Kamus Kompetensi"
    site_title = "Kamus Kompetensi"
    index_title = "Pengelolaan isi"
    site_url = "/"
    enable_nav_sidebar = True
