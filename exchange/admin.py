"""The admin's door into the history: every save, list edit and deletion is recorded like any other change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from exchange.formats import by_slug
from exchange.models import Import, Ledger, Revision
from exchange.revisions import Recording, recording


class RecordedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """An admin whose changes go through `recording()`. Says which documents a row belongs to with `keys_of`."""

    format_slug: str

    def keys_of(self, row: Any) -> Iterable[str]:
        """The keys of the documents that `row`, as it is now in memory, is part of."""
        raise NotImplementedError

    @contextmanager
    def recorded(self, request: HttpRequest) -> Iterator[None]:
        """Record what a POST changes; a page that is only read takes no lock."""
        if request.method != "POST":
            yield
            return
        with recording(by_slug(self.format_slug), door=Revision.Door.ADMIN, user=request.user) as record:
            request.recording = record  # type: ignore[attr-defined]  # travels with the request to save_model
            yield

    def touch(self, request: HttpRequest, row: Any) -> None:
        """Remember the documents of a row as they are, before it is saved or deleted."""
        record: Recording = request.recording  # type: ignore[attr-defined]
        stored = type(row).objects.filter(pk=row.pk).first() if row.pk else None
        record.touch(*self.keys_of(row), *(self.keys_of(stored) if stored else ()))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with self.recorded(request):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with self.recorded(request):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with self.recorded(request):
            return super().delete_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save a row; a new one without a place goes to the end of its list."""
        self.touch(request, obj)
        place_last(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Save the rows below a row; new ones go to the end of their list."""
        rows = formset.save(commit=False)
        self.touch_children(request, form.instance, rows)
        for row in rows:
            place_last(row)
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def touch_children(self, request: HttpRequest, parent: Any, rows: Iterable[Any]) -> None:
        """Remember documents that rows below `parent` become, where they are documents of their own."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.touch(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            self.touch(request, row)
        super().delete_queryset(request, queryset)


def place_last(row: Any) -> None:
    """Give a new row without a place the one after its last sibling; one query, none for other rows."""
    if row.pk is None and not getattr(row, "position", 1):
        row.position = (row.siblings().aggregate(last=models.Max("position"))["last"] or 0) + 1


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Rows to look at, never to change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Files that came in."""

    list_display = [
        "name",
        "format",
        "state",
        "size",
        "uploaded_by",
        "uploaded_at",
        "applied_by",
        "applied_at",
    ]
    list_filter = ["state", "format", "uploaded_at"]
    search_fields = ["name", "sha256"]
    ordering = ["-uploaded_at"]
    exclude = ["content"]
    list_select_related = ["uploaded_by", "applied_by"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """The history of every document."""

    list_display = ["key", "door", "user_name", "at", "source", "note"]
    list_filter = ["door", "format", "at"]
    search_fields = ["key", "user_name", "note"]
    ordering = ["-pk"]
    exclude = ["user"]
    list_select_related = ["source"]


@admin.register(Ledger)
class LedgerAdmin(ReadOnlyAdmin):
    """The number of recorded changes."""

    list_display = ["__str__"]
    ordering = ["pk"]
