"""Forms of rows in the back office's tables: labelled, checked for numbers, and validated only when they change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, ModelForm
from django.utils.translation import gettext as _


class NamedForm(ModelForm[Any]):
    """Form of one row in a table; each field gets a label for people who cannot see the table's head."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = str(self.instance) if self.instance.pk else _("baris baru")
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, {row}"

    def _clean_fields(self) -> None:
        """Accept the row's own key without a query, because the formset found the row by it."""
        key: Any = self.fields.get(self.instance._meta.pk.name)  # noqa: SLF001  # Django's name for it
        if key and self.instance.pk:
            key.to_python = self._own_row
        super()._clean_fields()  # type: ignore[misc]  # Django's name for it

    def _own_row(self, value: Any) -> Any:
        if str(value) != str(self.instance.pk):
            raise ValidationError(_("Baris ini tidak dikenal. Muat ulang halaman ini, lalu ulangi."))
        return self.instance

    def _post_clean(self) -> None:
        """Validate a new or changed row against the database; other rows were validated when they were saved."""
        if self.has_changed() or not self.instance.pk:
            super()._post_clean()  # type: ignore[misc]  # Django's name for it


class NumberedFormSet(BaseModelFormSet[Any, Any]):
    """Rows edited in a list; refuses a number that another row of the same parent has or gets."""

    def clean(self) -> None:
        """Add the error to the number field it concerns; one query."""
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
