"""Frame of the back office: its title, the targets of its links, and the order of its tables."""

from __future__ import annotations

from collections.abc import Sequence
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

#: Apps and tables in the order in which people look for them; others come last.
ORDER = (
    ("dictionary", ("Competency", "KeyBehaviour", "Level", "Indicator")),
    ("development", ("Aspect", "SubAspect", "Action")),
    ("exchange", ("Proposal", "Revision")),
    ("auth", ("User", "Group")),
)


class SiteAdmin(AdminSite):
    """Django's admin, named for this site."""

    site_header = _("Kamus Kompetensi")
    site_title = _("Kamus Kompetensi")
    index_title = _("Pengelolaan isi")
    site_url = "/"
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register tables; deletion is bounded in those of Django's own apps too."""
        from exchange.admin.deletion import BoundedAdmin, delete_selected  # noqa: PLC0415  # its package registers too

        self._actions["delete_selected"] = self._global_actions["delete_selected"] = delete_selected
        bases = (admin_class,) if admin_class else ()
        if not any(issubclass(base, BoundedAdmin) for base in bases):
            admin_class = type(f"Bounded{admin_class.__name__ if admin_class else 'Admin'}", (BoundedAdmin, *bases), {})
        super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether a person is an administrator, staff or a publisher."""
        user: Any = request.user
        return bool(user.is_active and (user.is_staff or publishes(user)))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Redirect to the site's own log-in. Raise PermissionDenied (403) for a person who may not be here."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        target = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(target)

    def get_urls(self) -> list[Any]:
        """Return Django's addresses, with `on_site` in place of its own view.

        That view fails for keys that are no numbers.
        """
        way = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(on_site), name="view_on_site")
        return [way, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Return the first page, with the figures of `dashboard`."""
        return super().index(request, {**dashboard(request.user), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return apps and tables in `ORDER`: content first, accounts last."""
        rooms = super().get_app_list(request, app_label)
        for label, tables in ORDER:
            for room in rooms:
                if room["app_label"] == label:
                    room["models"].sort(key=lambda table: _rank(tables, table["object_name"]))
        places = [label for label, _ in ORDER]
        return sorted(rooms, key=lambda room: _rank(places, room["app_label"]))


def _rank(order: Sequence[str], name: str) -> int:
    """Return the place of a name, the end for one not in the order."""
    return order.index(name) if name in order else len(order)


def on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Redirect to the page on which readers see a row. Raise Http404 where the row has no such page."""
    try:
        return shortcut(request, content_type_id, object_id)
    except (ValidationError, OverflowError) as error:
        raise Http404(object_id) from error
