"""Export pages of the back office: the rows that a list shows, in the columns that a person chooses, as a sheet.

The page, its form and its permissions come from django-import-export; the files are written as all others of this site.
Its import pages are left out: files come in through the review only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DataError
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import Format as FileFormat
from import_export.forms import SelectableFieldsExportForm
from import_export.resources import Resource

from exchange import document_types
from exchange.bulk import chunked
from exchange.exports.kinds import SHEET_KINDS, SheetKind
from exchange.exports.snapshot import snapshot
from exchange.http import SANDBOX
from files.writers.sheet import Row, Sheet


class SheetRows(Resource):  # type: ignore[misc]  # the package has no types
    """Rows of one table as rows of a sheet; the fields are the columns."""

    title: str

    @classmethod
    def get_display_name(cls) -> str:
        """Return a name for the form, which shows it only beside a second resource of the same table."""
        return cls.__name__

    def export(self, queryset: QuerySet[Any], export_fields: Iterable[str] | None = None, **_options: Any) -> Sheet:
        """Return the rows of `queryset` as a sheet in the columns `export_fields`, or in all; rows are read while
        written.
        """
        names = [name for name in self.fields if not export_fields or name in export_fields]
        heads = tuple(self.fields[name].column_name for name in names)
        return Sheet(self.title, heads, self.rows(queryset, names))

    def rows(self, queryset: QuerySet[Any], names: list[str]) -> Iterator[Row]:
        """Yield one row for each of `queryset`; one query when it selects everything that the fields need."""
        for row in self.iter_queryset(queryset):
            yield [str(self.export_field(self.fields[name], row)) for name in names]


class DocumentRows(SheetRows):
    """Rows that are documents: each gives the rows that its document has on a sheet."""

    format_slug: str

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        document_type = document_types.get(self.format_slug)
        assert document_type.sheet
        self.title = str(document_type.label)
        self.fields = {name.replace(" ", "_"): Field(column_name=name) for name in document_type.sheet.COLUMNS}

    def keys(self, queryset: QuerySet[Any]) -> Iterable[str]:
        """Return the keys of the documents that the rows of `queryset` are; one query."""
        raise NotImplementedError

    def rows(self, queryset: QuerySet[Any], names: list[str]) -> Iterator[Row]:
        """Yield the rows of each document; queries as `Repository.load`."""
        document_type = document_types.get(self.format_slug)
        assert document_type.sheet
        places = [list(self.fields).index(name) for name in names]
        for chunk in chunked(self.keys(queryset)):
            for document in document_type.repository.load(chunk):
                for row in document_type.sheet.rows(document):
                    yield [row[place] for place in places]


def _file_format(writer: SheetKind) -> type[FileFormat]:
    """Return a kind of file as a format class of django-import-export."""

    class Written(FileFormat):  # type: ignore[misc]  # the package has no types
        def get_title(self) -> str:
            return f"{writer.name} (.{writer.extension})"

        def get_extension(self) -> str:
            return writer.extension

        def get_content_type(self) -> str:
            return writer.content_type

        def can_export(self) -> bool:
            return True

        def export_data(self, sheet: Sheet, **_options: Any) -> bytes:
            out = BytesIO()
            with override(settings.LANGUAGE_CODE):
                writer.write(sheet, out)
            return out.getvalue()

    return Written


class ChoiceForm(SelectableFieldsExportForm):  # type: ignore[misc]  # the package has no types
    """Form for the columns and the kind of file; initially all columns and the first kind."""

    def __init__(self, formats: Any, resources: Any, **options: Any) -> None:
        super().__init__(formats, resources, **options)
        kinds = self.fields["format"]
        kinds.label, kinds.initial = _("Jenis berkas"), "0"
        kinds.choices = [choice for choice in kinds.choices if choice[0]]

    @property
    def media(self) -> Media:
        """No scripts or styles: those of the package serve forms of several tables."""
        return Media()

    def columns(self) -> list[Any]:
        """Return the boxes of the columns."""
        return [field for field in self.visible_fields() if getattr(field.field, "is_selectable_field", False)]

    def _get_field_label(self, resource: Any, field_name: str) -> str:
        return str(resource().fields[field_name].column_name)

    def _validate_any_field_selected(self, resource: Any) -> None:
        """Raise ValidationError when no column is ticked."""
        if not any(self.cleaned_data.get(name) for name in resource().get_export_order()):
            raise ValidationError(_("Pilih sedikitnya satu kolom."))


class ExportAdmin(ExportMixin):  # type: ignore[misc]  # the package has no types
    """Admin whose list can be exported as it is filtered, and whose "Impor" leads to the review of files."""

    export_form_class = ChoiceForm
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def get_export_formats(self) -> list[type[FileFormat]]:
        """Return the kinds of file with one sheet; a database table has no native text."""
        return [_file_format(writer) for writer in SHEET_KINDS]

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Return the page or the file. Raises PermissionDenied, and SuspiciousOperation for a malformed address."""
        try:
            with snapshot():
                response: HttpResponse = super().export_action(request)
        except (IncorrectLookupParameters, ValueError, OverflowError, DataError) as error:
            raise SuspiciousOperation(request.path) from error
        if "Content-Disposition" in response.headers:
            response.headers["Content-Security-Policy"] = SANDBOX
        return response

    def get_export_filename(self, _request: HttpRequest, _queryset: Any, file_format: FileFormat) -> str:
        """Return the table's name with the ending; no date, so that the same content has the same name."""
        with override(settings.LANGUAGE_CODE):
            return f"{slugify(self.model._meta.verbose_name)}.{file_format.get_extension()}"  # noqa: SLF001

    def init_request_context_data(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        return {**super().init_request_context_data(request, form), "title": _("Ekspor")}

    def get_valid_export_item_pks(self, _request: HttpRequest) -> list[int]:
        """Return no keys: rows are chosen by filtering the list."""
        return []
