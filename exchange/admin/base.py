"""Base classes of the back office: every save, list edit and deletion is recorded in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, IntegrityError, models, transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from documents.document import excerpt
from exchange import document_types
from exchange.admin import concurrency, limits
from exchange.admin.concurrency import UnreviewedChangeError, current_revision
from exchange.admin.deletion import BATCH, BoundedAdmin, TooManyError, check_documents
from exchange.admin.forms import NamedForm, NumberedFormSet
from exchange.admin.limits import TooLargeError
from exchange.bulk import chunked
from exchange.editing.saving import EditConflictError
from exchange.history.applying import Preview, carry_out
from exchange.history.recording import Recording
from exchange.history.versions import shared_history
from exchange.models import Ledger, Proposal, Revision

#: The most rows below a row that its form shows; Django takes at most 1,000 back.
INLINE_LIMIT = 500


class GuardedAdmin(BoundedAdmin):
    """Admin that answers a malformed address or value with an error page (400), not with a fault (500).

    Django's own pages raise for `?level=abc` or for a number that no database holds.
    """

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the tables below a row, without those of more than `INLINE_LIMIT` rows: they have a list of their own.

        One query for each table.
        """
        found = super().get_inline_instances(request, obj)
        if obj is None:
            return found
        shown = [each for each in found if not self._overflows(each, obj)]
        if len(shown) < len(found) and request.method == "GET":
            text = _(
                "Baris di bawah “{row}” lebih dari {limit}, jadi tidak ditampilkan di sini. Sunting di daftarnya, yang "
                "dapat disaring dan dicari."
            )
            self.message_user(request, text.format(row=excerpt(str(obj)), limit=INLINE_LIMIT), messages.INFO)
        return shown

    def _overflows(self, inline: Any, obj: Any) -> bool:
        key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
        rows = inline.model._base_manager.filter(**{key.name: obj.pk})  # noqa: SLF001  # Django's name for it
        return len(rows.values_list("pk")[: INLINE_LIMIT + 1]) > INLINE_LIMIT

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.guarded(super().changeform_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.guarded(super().changelist_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.guarded(super().delete_view, request, *args, **kwargs)

    def guarded(
        self, view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Return the rendered response of `view`, run in one transaction.

        A value that breaks a constraint leads back to the same page with a message. Raises SuspiciousOperation (a 400)
        for malformed values.
        """
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                return response.render() if isinstance(response, TemplateResponse) else response
        except TooManyError as error:
            return self.tell_too_many(request, error)
        except IntegrityError:
            text = _(
                "Perubahan ini bertabrakan dengan perubahan lain, jadi tidak disimpan. Muat ulang, lalu coba lagi."
            )
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        except (ValueError, OverflowError, DataError) as error:
            raise SuspiciousOperation(request.path) from error


class RecordedAdmin(GuardedAdmin):
    """Admin whose changes go through `carry_out`; `keys_of` says which documents a row belongs to."""

    format_slug: str
    #: Whether a row has the key of its documents, or a part of it: other values there rename them.
    names_documents = False

    def keys_of(self, row: Any) -> Iterable[str]:
        """Return the keys of the documents that `row`, as it is now in memory, is part of."""
        raise NotImplementedError

    def recorded(self, request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """Answer a request; record the changes of a POST. Other requests take no lock.

        The documents that a form changes are known only after it is saved, so their revisions are checked then.
        """
        if request.method != "POST":
            return answer()
        response = HttpResponse()

        def apply_to(record: Recording) -> None:
            nonlocal response
            request.recording = record  # type: ignore[attr-defined]  # read by save_model and the actions
            response = answer()
            if not _acts(request):
                limits.check(record)
            if (base := _base(request)) is not None:
                if not _acts(request):
                    concurrency.check(record, base)
                concurrency.check_seen(record, base)

        document_type, origin = document_types.get(self.format_slug), Revision.Origin.ADMIN
        carry_out(document_type, lambda: Preview((), apply_to), seen=None, origin=origin, user=request.user)
        return response

    def snapshot(self, request: HttpRequest, row: Any) -> None:
        """Remember the documents of a row as they are, before it is saved or deleted."""
        record: Recording = request.recording  # type: ignore[attr-defined]
        stored = type(row).objects.filter(pk=row.pk).first() if row.pk else None
        olds, keys = list(self.keys_of(stored)) if stored else [], list(self.keys_of(row))
        record.snapshot(*check_documents([*keys, *olds]))
        if self.names_documents:
            self.note_renames(request, zip(olds, keys, strict=False))

    def note_renames(self, request: HttpRequest, keys: Iterable[tuple[str, str]]) -> None:
        """Tell the recording which documents get another key by this save: pairs of the old one and the new one."""
        record: Recording = request.recording  # type: ignore[attr-defined]
        for old, new in keys:
            if old != new:
                record.note_rename(old, new)

    def get_changelist_form(self, request: HttpRequest, **options: Any) -> Any:
        """Return the form of one row in the list."""
        return super().get_changelist_form(request, **{"form": NamedForm, **options})

    def get_changelist_formset(self, request: HttpRequest, **options: Any) -> Any:
        """Return the forms of all rows in the list."""
        return super().get_changelist_formset(request, **{"formset": NumberedFormSet, **options})

    def guarded(
        self, view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Return the response of `view`, recorded, or the conflict page (409) for a form or an action that is stale."""

        def record(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return self.recorded(request, lambda: view(request, *args, **kwargs))

        try:
            return super().guarded(record, request, *args, **kwargs)
        except EditConflictError as error:
            return concurrency.answer(request, error, _base(request) or 0)
        except UnreviewedChangeError as error:
            return concurrency.refuse(request, error, _base(request) or 0)
        except TooLargeError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Return the form, with the newest revision when it was opened."""
        return super().changeform_view(request, object_id, form_url, self.with_base(request, extra_context))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Return the list, with the newest revision when it was opened."""
        return super().changelist_view(request, self.with_base(request, extra_context))

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **options: Any) -> HttpResponse | None:
        """Return the response of an action; a page that asks first carries the newest revision when the list was
        opened.
        """
        response = super().response_action(request, queryset, *args, **options)
        if isinstance(response, TemplateResponse):
            response.context_data = self.with_base(request, response.context_data)
        return response

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Return the page that confirms a deletion, with the newest revision when it was opened."""
        return super().delete_view(request, object_id, self.with_base(request, extra_context))

    def with_base(self, request: HttpRequest, context: dict[str, Any] | None) -> dict[str, Any]:
        """Return a page's context with the newest revision (one query), or the one sent by its form."""
        base = _base(request)
        return {
            **(context or {}),
            "base": current_revision(document_types.get(self.format_slug)) if base is None else base,
        }

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the site's history of the documents that a row is part of."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_or_change_permission(request, row):
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(shared_history(document_types.get(self.format_slug), list(self.keys_of(row))))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save a row; a new row without a place goes to the end of its list."""
        self.snapshot(request, obj)
        request.recording.force_bump |= form.has_changed()  # type: ignore[attr-defined]
        place_last(obj)
        make_room(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Delete and save the rows below a row; new ones go to the end of their list."""
        rows = formset.save(commit=False)
        request.recording.force_bump |= formset.has_changed()  # type: ignore[attr-defined]
        self.touch_children(request, form.instance, rows)
        for row in formset.deleted_objects:
            row.delete()
        for row in rows:
            place_last(row)
            make_room(row)
            row.save()
        formset.save_m2m()

    def touch_children(self, request: HttpRequest, parent: Any, rows: Iterable[Any]) -> None:
        """Remember documents that rows below `parent` become, where these rows are documents themselves."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.snapshot(request, obj)
        request.recording.force_bump = True  # type: ignore[attr-defined]  # a row may belong to no document
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete rows, a batch at a time, in the transaction of the request. Raises TooManyError as `check_documents`.

        No more than a batch of rows is in memory, besides the documents as they were.
        """
        record: Recording = request.recording  # type: ignore[attr-defined]
        pks = list(queryset.order_by().values_list("pk", flat=True))
        batches = (self.get_queryset(request).filter(pk__in=batch).order_by() for batch in chunked(pks))
        record.snapshot(*check_documents(key for batch in batches for row in batch for key in self.keys_of(row)))
        record.force_bump = True
        for batch in chunked(pks, BATCH):
            self.model._base_manager.filter(pk__in=batch).delete()  # noqa: SLF001  # Django's name for it


def _base(request: HttpRequest) -> int | None:
    """Return the newest revision when the form was opened, None when the form does not say."""
    value = request.POST.get("dasar", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None


def _acts(request: HttpRequest) -> bool:
    """Return whether the request runs an action on rows or confirms a deletion, rather than saves a form."""
    asked = ACTION_CHECKBOX_NAME in request.POST or request.POST.get("post") == "yes"
    return asked and "_save" not in request.POST


def place_last(row: Any) -> None:
    """Place a new row without a place after its last sibling; one query, none for other rows."""
    if row.pk is None and not getattr(row, "position", 1):
        row.position = (row.siblings().aggregate(last=models.Max("position"))["last"] or 0) + 1


def make_room(row: Any) -> None:
    """Move the sibling that has the number of `row` to a free number, because the same save gives it another; one
    query.

    Rows with a number name its field in `number_field`. The form has checked that no two rows end with the same number.
    """
    if name := getattr(row, "number_field", ""):
        for holder in row.siblings().filter(**{name: getattr(row, name)}).exclude(pk=row.pk):
            holder.vacate()


class ReadOnlyAdmin(GuardedAdmin):
    """Admin of rows that nobody can add, change or delete."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Proposal)
class ImportAdmin(ReadOnlyAdmin):
    """Imports: the files that came in."""

    list_display = [
        "name",
        "format",
        "state",
        "size",
        "author",
        "created_at",
        "applied_by",
        "applied_at",
    ]
    list_filter = ["state", "format", "created_at"]
    search_fields = ["name", "sha256"]
    ordering = [models.F("number").desc(nulls_last=True), "-created_at"]
    exclude = ["content"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Return whether a filter is allowed; none is on the bytes of a file."""
        return not lookup.startswith("content") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    list_select_related = ["author", "applied_by"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Revisions of every document."""

    list_display = ["key", "door", "user_name", "at", "source", "note"]
    list_filter = ["door", "format", "at"]
    search_fields = ["key", "user_name", "note"]
    ordering = ["-pk"]
    exclude = ["user"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Revision]:
        """Return revisions without their texts and without the bytes of their files, which no list shows."""
        return Revision.objects.select_related("source").defer("before", "after", "source__content")


@admin.register(Ledger)
class LedgerAdmin(ReadOnlyAdmin):
    """The ledger with the content version; it has pages, but no index lists it."""

    list_display = ["__str__"]
    ordering = ["pk"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Return no permission, so that no index lists it."""
        return {}
