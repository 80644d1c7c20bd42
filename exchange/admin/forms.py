"""The forms of rows in the back office's tables: named, numbered, and asked about only when they change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, ModelForm
from django.utils.translation import gettext as _


class NamedForm(ModelForm[Any]):
    """A row of fields in a table: each is named for who cannot see the table's head."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = str(self.instance) if self.instance.pk else _("baris baru")
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, {row}"

    def _clean_fields(self) -> None:
        """Take the row's own key as it is, without a query: its set of forms found the row by it."""
        key: Any = self.fields.get(self.instance._meta.pk.name)  # noqa: SLF001  # Django's name for it
        if key and self.instance.pk:
            key.to_python = self._own_row
        super()._clean_fields()  # type: ignore[misc]  # Django's name for it

    def _own_row(self, value: Any) -> Any:
        if str(value) != str(self.instance.pk):
            raise ValidationError(_("Baris ini tidak dikenal. Muat ulang halaman ini, lalu ulangi."))
        return self.instance

    def _post_clean(self) -> None:
        """Ask the database about a row that is new or changed; the others were asked about when they were saved."""
        if self.has_changed() or not self.instance.pk:
            super()._post_clean()  # type: ignore[misc]  # Django's name for it


class NumberedFormSet(BaseModelFormSet[Any, Any]):
    """Rows edited in a list: refuses a number that another row of the same parent has or gets."""

    def clean(self) -> None:
        """Put the error beside the number it concerns; one query."""
        super().clean()
        model: Any = self.model
        name = getattr(model, "number_field", "")
        changed = {form.instance.pk: form for form in self.forms if form.has_changed() and not form.errors}
        if not name or not changed:
            return
        scope: tuple[str, ...] = model.number_scope
        parents = {getattr(form.instance, scope[0]) for form in changed.values()}
        seen: dict[tuple[Any, ...], int] = {}
        for row in model.objects.filter(**{f"{scope[0]}__in": parents}):
            final = changed[row.pk].instance if row.pk in changed else row
            key = tuple(getattr(final, field) for field in (*scope, name))
            holder = seen.setdefault(key, row.pk)
            if holder != row.pk:
                guilty = changed.get(row.pk) or changed[holder]
                guilty.add_error(name, _("Nomor ini sudah dipakai di daftar yang sama."))
