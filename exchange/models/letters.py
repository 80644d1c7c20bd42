"""Tables of letters: when a person wants them, and those that wait to be sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.models.proposals import Proposal


class LetterChoice(models.Model):
    """How a person wants to be told of proposals by mail; a person without a row chose `NOW`.

    `language` is that of the letters, "" for the language of the site. `sent_at` is when the last digest was sent.
    """

    class When(models.TextChoices):
        """When letters are sent."""

        NOW = "now", _("Segera")
        DAILY = "daily", _("Sekali sehari, dalam satu surat")
        NEVER = "never", _("Jangan kirim surat")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    when = models.CharField(_("surat"), max_length=10, choices=When.choices, default=When.NOW)
    language = models.CharField(max_length=10, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.get_when_display())


class Letter(models.Model):
    """What a person is to be told about a proposal by mail. Rows wait until they are sent, and are deleted then.

    `by_name` is who did it. `claimed_at` is when a process last began to send it, None before that.
    """

    class Event(models.TextChoices):
        """What became of the proposal."""

        SUBMITTED = "submitted"
        RETURNED = "returned"
        REJECTED = "rejected"
        PUBLISHED = "published"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    event = models.CharField(max_length=10, choices=Event.choices)
    by_name = models.CharField(max_length=150, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event} · {self.person_id}"
