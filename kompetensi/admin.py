"""The back office's frame: its title, where its links lead, and the order of its tables."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from exchange.access import publishes
from kompetensi.dashboard import dashboard

#: Rooms and tables as people look for them; what is not named comes last.
ORDER = (
    ("dictionary", ("Competency", "KeyBehaviour", "Level", "Indicator")),
    ("development", ("Aspect", "SubAspect", "Action")),
    ("exchange", ("Import", "Revision")),
    ("auth", ("User", "Group")),
)


class SiteAdmin(AdminSite):
    """Django's admin, named for this site."""

    site_header = "Kamus Kompetensi"
    site_title = "Kamus Kompetensi"
    index_title = "Pengelolaan isi"
    site_url = "/"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators and their staff, and whoever publishes."""
        user: Any = request.user
        return bool(user.is_active and (user.is_staff or publishes(user)))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The site's own log-in; who is logged in and may not be here is told so (403)."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        target = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(target)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The first page, with what needs care."""
        return super().index(request, {**dashboard(request.user), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms and their tables in `ORDER`: content first, accounts last."""
        rooms = super().get_app_list(request, app_label)
        for label, tables in ORDER:
            for room in rooms:
                if room["app_label"] == label:
                    room["models"].sort(key=lambda table: tables.index(table["object_name"]))
        places = [label for label, _ in ORDER]
        return sorted(rooms, key=lambda room: places.index(room["app_label"]))
