"""The page on which a person says how they want to be told of proposals by mail."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.views import SuccessMessageMixin
from django.forms import ModelForm
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from exchange.models import LetterChoice
from exchange.permissions import may_upload
from exchange.proposals.telling import mail_is_off


class LettersForm(ModelForm[LetterChoice]):
    """When letters are sent."""

    class Meta:
        model = LetterChoice
        fields = ["when"]
        labels = {"when": _("Kapan surat dikirim")}


@method_decorator(may_upload, name="dispatch")
class LettersView(SuccessMessageMixin[Any], UpdateView[LetterChoice, LettersForm]):
    """Show and store the choice of the person; a query, and two more when it is stored.

    Letters are written in the language of the page on which they were chosen.
    """

    http_method_names = ["get", "head", "post", "options"]
    form_class = LettersForm
    template_name = "accounts/letters.html"
    success_url = reverse_lazy("letters")
    success_message = _("Pilihan surat disimpan.")

    def get_object(self, queryset: Any = None) -> LetterChoice:
        """Return the choice of the person, not stored yet when they never chose."""
        found = LetterChoice.objects.filter(pk=self.request.user.pk).first()
        return found or LetterChoice(pk=self.request.user.pk)

    def form_valid(self, form: LettersForm) -> Any:
        """Store the choice, with the language of the page."""
        form.instance.language = get_language() or ""
        return super().form_valid(form)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(silent=mail_is_off(), **context)
