"""Back office actions on many documents at once; each changed document gets one revision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.forms import Form
from django.http import FileResponse, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exchange import document_types
from exchange.admin import deletion
from exchange.admin.deletion import check_documents
from exchange.bulk import chunked
from exchange.document_types import DocumentType
from exchange.exports.kinds import by_extension
from exchange.exports.snapshot import export_to_file
from exchange.exports.views import answer

#: The label of deletion: deleted documents can be restored.
KEPT = _("Hapus yang dipilih (riwayatnya tetap ada)")


class DocumentActions(admin.ModelAdmin[Any]):
    """Actions for a list whose rows are documents. The admin must also be a `RecordedAdmin` with an export of
    documents.
    """

    format_slug: str
    resource_classes: Sequence[Any]

    @property
    def document_type(self) -> DocumentType:
        """The type of the documents."""
        return document_types.get(self.format_slug)

    def keys(self, queryset: QuerySet[Any]) -> list[str]:
        """Return the keys of the documents that the rows are, in the list's order; one query."""
        return list(self.resource_classes[0]().keys(queryset))

    def keys_to_change(self, queryset: QuerySet[Any]) -> list[str]:
        """Return the same for an action that changes the documents. Raises TooManyError as `check_documents`."""
        return check_documents(list(self.resource_classes[0]().keys(queryset[: deletion.DOCUMENT_LIMIT + 1])))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions; the label of deletion says that the history stays."""
        actions: dict[str, Any] = super().get_actions(request)
        if "delete_selected" in actions:
            actions["delete_selected"] = (*actions["delete_selected"][:2], KEPT)
        return actions

    @admin.action(description=_("Ekspor yang dipilih (Excel)"), permissions=["view"])
    def export_selected(self, _request: HttpRequest, queryset: QuerySet[Any]) -> FileResponse:
        """Return the selected documents as a sheet (XLSX) that can be imported again."""
        keys = self.keys(queryset)
        documents = (document for chunk in chunked(keys) for document in self.document_type.repository.load(chunk))
        writer = by_extension(self.document_type, "xlsx")
        file = export_to_file(self.document_type, writer, documents)
        return answer(self.document_type, writer, file, f"{self.format_slug}-pilihan")

    def ask(
        self, request: HttpRequest, queryset: QuerySet[Any], *, form: Form, action: str, title: str
    ) -> TemplateResponse:
        """Return the page between choosing an action and running it: the form, and the rows it applies to.

        A selection of all rows of a filtered list is sent on as "all rows", so that the page does not name thousands.
        Raises TooManyError as `check_documents`.
        """
        self.keys_to_change(queryset)
        across = request.POST.get("select_across") == "1"
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "action": action,
            "count": queryset.count(),
            "rows": queryset[:10],
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME)[: 1 if across else None],
            "across": "1" if across else "0",
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/ask.html", context)

    def tell(self, request: HttpRequest, count: int) -> None:
        """Add a message with the number of documents changed."""
        text = str(_("Tidak ada yang berubah."))
        if count:
            sentence = ngettext("%(count)d %(noun)s diubah.", "%(count)d %(noun)s diubah.", count)
            text = sentence % {"count": count, "noun": self.document_type.pages.noun_of(count)}
        self.message_user(request, text, messages.SUCCESS if count else messages.INFO)


def sent(request: HttpRequest) -> Any:
    """Return the data for the form of `DocumentActions.ask`: None when the page is only asked for."""
    return request.POST if "kerjakan" in request.POST else None


def changed(keys: Iterable[str], request: HttpRequest) -> int:
    """Return the number of these documents that differ from their state when the recording first touched them."""
    wanted = set(keys)
    record: Any = request.recording  # type: ignore[attr-defined]  # set by `RecordedAdmin.recorded`
    return sum(key in wanted for key, _, _ in record.changes())
