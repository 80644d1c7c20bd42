"""Deletion in the back office: the question shows counts and the first rows, and a request deletes only so much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import model_ngettext, quote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CASCADE, PROTECT, RESTRICT, Model, QuerySet
from django.db.models.deletion import get_candidate_relations_to_delete
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.translation import grouped
from exchange.bulk import chunked

#: The most rows that one request deletes, with those below them, and the most documents that it changes or deletes:
#: these are held in memory as they were. 1,300 competencies, 10 s and 200 MB.
ROW_LIMIT, DOCUMENT_LIMIT = 50_000, 2_000
#: The number of rows that a question shows.
SHOWN = 20
#: The number of primary keys in one query.
BATCH = 5_000


class TooManyError(Exception):
    """A request would touch more rows or documents than it may; `sentence` tells the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Plan:
    """What a deletion takes: the number of rows of each kind, the first rows, and rows that prevent it."""

    counts: dict[type[Model], int]
    rows: list[Model]
    protected: list[Model]


def plan(objs: Any) -> Plan:
    """Return what deleting `objs` takes: a query set, or a list of rows of one table.

    Nothing is loaded but the primary keys and the first rows of these: a query for each kind and `BATCH` rows. Raises
    TooManyError beyond `ROW_LIMIT` rows.
    """
    if isinstance(objs, QuerySet):
        model, count = objs.model, objs.count()
        _check(count)
        pks = list(objs.order_by("pk").values_list("pk", flat=True))
        rows = list(objs.filter(pk__in=pks[:SHOWN]))
    else:
        model, pks, rows = type(objs[0]), [row.pk for row in objs], objs[:SHOWN]
    found = Plan({}, rows, [])
    _count(found, model, pks)
    return found


def _count(found: Plan, model: type[Model], pks: list[Any]) -> None:
    """Add the rows of `pks` and, kind by kind, those that go with them."""
    found.counts[model] = found.counts.get(model, 0) + len(pks)
    _check(sum(found.counts.values()))
    relations: Iterable[Any] = get_candidate_relations_to_delete(model._meta)  # noqa: SLF001  # Django's name for it
    for relation in relations if pks else ():
        manager, name = relation.related_model._base_manager, relation.field.name  # noqa: SLF001
        batches = [manager.filter(**{f"{name}__in": batch}) for batch in chunked(pks, BATCH)]
        if relation.on_delete in (PROTECT, RESTRICT):
            found.protected.extend(row for batch in batches for row in batch[: SHOWN - len(found.protected)])
        elif relation.on_delete is CASCADE:
            _check(sum(found.counts.values()) + sum(batch.count() for batch in batches))
            below = [pk for batch in batches for pk in batch.order_by().values_list("pk", flat=True)]
            if below:
                _count(found, relation.related_model, below)


def _check(count: int) -> None:
    """Raise TooManyError for more than `ROW_LIMIT` rows."""
    if count > ROW_LIMIT:
        sentence = _(
            "Belum ada yang dihapus: itu {count} baris dengan yang di bawahnya, padahal sekali hapus paling banyak "
            "{limit}. Saring daftarnya atau pilih lebih sedikit. Untuk mengganti sebagian besar isi, unggah berkas "
            "lengkap yang baru di halaman Impor; di sana yang tidak ada di berkas dapat ikut dihapus."
        )
        raise TooManyError(sentence.format(count=grouped(count), limit=grouped(ROW_LIMIT)))


def check_documents(keys: Iterable[str]) -> list[str]:
    """Return the different keys, in order. Raises TooManyError as soon as there are more than `DOCUMENT_LIMIT`."""
    found: dict[str, None] = {}
    for key in keys:
        found[key] = None
        if len(found) > DOCUMENT_LIMIT:
            sentence = _(
                "Belum ada yang diubah: pilihan ini menyangkut lebih dari {limit} dokumen, batas untuk satu kali. "
                "Saring daftarnya atau pilih lebih sedikit. Untuk mengganti sebagian besar isi, unggah berkas lengkap "
                "yang baru di halaman Impor."
            )
            raise TooManyError(sentence.format(limit=grouped(DOCUMENT_LIMIT)))
    return list(found)


class BoundedAdmin(admin.ModelAdmin[Any]):
    """Admin whose questions before a deletion are small, whatever is chosen."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return the first rows as links, the counts by kind, the kinds that the person may not delete, and the rows
        that prevent the deletion, as Django's own does for all rows.

        Raises TooManyError as `plan`.
        """
        found = plan(objs)
        counts = {str(capfirst(kind._meta.verbose_name_plural)): n for kind, n in found.counts.items()}  # noqa: SLF001
        lacking = {kind._meta.verbose_name for kind in found.counts if not self._may_delete(request, kind)}  # noqa: SLF001
        return [self._link(row) for row in found.rows], counts, lacking, [self._link(row) for row in found.protected]

    def _may_delete(self, request: HttpRequest, kind: type[Model]) -> bool:
        registered = self.admin_site._registry.get(kind)  # noqa: SLF001  # Django's name for it
        return registered is None or registered.has_delete_permission(request)

    def _link(self, row: Model) -> str:
        options = row._meta  # noqa: SLF001  # Django's name for it
        viewname = f"{self.admin_site.name}:{options.app_label}_{options.model_name}_change"
        try:
            address = reverse(viewname, args=[quote(row.pk)])
        except NoReverseMatch:
            return f"{capfirst(options.verbose_name)}: {row}"
        return format_html('{}: <a href="{}">{}</a>', capfirst(options.verbose_name), address, row)

    def tell_too_many(self, request: HttpRequest, error: TooManyError) -> HttpResponseRedirect:
        """Redirect to the list with the sentence of the refusal."""
        self.message_user(request, error.sentence, messages.ERROR)
        options = self.opts
        address = reverse(f"{self.admin_site.name}:{options.app_label}_{options.model_name}_changelist")
        return HttpResponseRedirect(request.get_full_path() if request.path == address else address)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Return the question before one row is deleted, or the list with the reason why it is too much."""
        try:
            return super().delete_view(request, *args, **kwargs)
        except TooManyError as error:
            return self.tell_too_many(request, error)


@admin.action(permissions=["delete"], description=gettext_lazy("Delete selected %(verbose_name_plural)s"))
def delete_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
    """Ask before rows are deleted, then delete them in one transaction; in place of Django's action.

    Django's loads every row and shows it. The log of the back office gets one entry for many rows.
    """
    try:
        shown, counts, lacking, protected = model_admin.get_deleted_objects(queryset, request)
        if not request.POST.get("post") or protected:
            return _question(model_admin, request, queryset, (shown, counts, lacking, protected))
        if lacking:
            raise PermissionDenied
        if count := queryset.count():
            with transaction.atomic():
                _log(model_admin, request, queryset, count)
                model_admin.delete_queryset(request, queryset)
            told = {"count": count, "items": model_ngettext(model_admin.opts, count)}
            model_admin.message_user(request, _("Successfully deleted %(count)d %(items)s.") % told, messages.SUCCESS)
    except TooManyError as error:
        return model_admin.tell_too_many(request, error)
    return None


def _question(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any], found: Any) -> TemplateResponse:
    shown, counts, lacking, protected = found
    count, across = queryset.count(), request.POST.get("select_across") == "1"
    name = model_ngettext(model_admin.opts, count)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Cannot delete %(name)s") % {"name": name} if lacking or protected else _("Delete multiple objects"),
        "subtitle": None,
        "objects_name": name,
        "shown": shown,
        "unlisted": count - len(shown),
        "model_count": counts.items(),
        "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME)[: 1 if across else None],
        "across": "1" if across else "0",
        "perms_lacking": lacking,
        "protected": protected,
        "opts": model_admin.opts,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "media": model_admin.media,
    }
    request.current_app = model_admin.admin_site.name  # read by Django's addresses
    return TemplateResponse(request, "admin/delete_selected_confirmation.html", context)


def _log(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any], count: int) -> None:
    """Write the log of the back office: each of a few rows by its name, many as one entry with their number."""
    if count <= SHOWN:
        model_admin.log_deletions(request, queryset)
        return
    name = f"{count} {model_ngettext(model_admin.opts, count)}"
    kind = ContentType.objects.get_for_model(model_admin.model)
    user: Any = request.user
    LogEntry.objects.create(user=user, content_type=kind, object_repr=name, action_flag=DELETION)
