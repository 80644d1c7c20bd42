"""The back office's frame: its title, where its links lead, and the order of its tables."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from exchange.permissions import publishes
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

    site_header = _("Kamus Kompetensi")
    site_title = _("Kamus Kompetensi")
    index_title = _("Pengelolaan isi")
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

    def get_urls(self) -> list[Any]:
        """Django's, with `on_site` in place of its own way to a page, which fails for keys that are no numbers."""
        way = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(on_site), name="view_on_site")
        return [way, *super().get_urls()]

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


def on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Leads to the page on which readers see a row. Raises Http404 when there is none, or can be none."""
    try:
        return shortcut(request, content_type_id, object_id)
    except (ValidationError, OverflowError) as error:
        raise Http404(object_id) from error
