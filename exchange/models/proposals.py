"""Tables of what waits for a decision: proposals, their documents, and comments."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange import constraints

#: Time after which a file that nobody decided on is removed.
RETENTION = timedelta(days=30)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, newest first."""

    def open(self) -> ProposalQuerySet:
        """Return the proposals that nobody decided on yet: drafts and submitted ones."""
        return self.filter(state__in=Proposal.OPEN)

    def late(self) -> ProposalQuerySet:
        """Return the files that waited longer than `RETENTION`; what people wrote on pages never ends."""
        return self.open().exclude(door=Proposal.Door.EDIT).filter(created_at__lt=timezone.now() - RETENTION)


class Proposal(models.Model):
    """What waits for a decision, whatever its door: a file, a paste, or what a person wrote on an edit page.

    Its documents are `ProposedDocument` rows. A file is held whole in `content` (b"" without one), so that what was
    read can be shown beside it; `answers` holds what a person said about a file laid out otherwise (see
    `exchange.imports.answers`), `heads` a digest of the heads of its tables, "" without one; the next file with the
    same heads takes them if `remembered`. `notes` holds what reading the file told (see `exchange.imports.notes`).
    `format` is "" while the file cannot be read without an answer; then it cannot be applied.

    `author_name`, `applied_name`, `returned_name` and `undone_name` outlive the accounts. `added`, `changed` and
    `removed` count documents: those that it would change when it came in, then those that it did change once applied;
    `same` counts those of a file that were stored already. `choices` holds the decisions (see
    `exchange.proposals.selection`), `plan` the fingerprint of what was applied. `returned_at` says that a publisher
    asked for a correction, which `returned_note` tells; it is None again once the proposal is submitted again.
    """

    class State(models.TextChoices):
        """State of a proposal. A publisher rejects it, its author discards it; undone it was once applied."""

        DRAFT = "draft", _("Draf")
        SUBMITTED = "submitted", _("Diajukan")
        APPLIED = "applied", _("Diterapkan")
        REJECTED = "rejected", _("Ditolak")
        UNDONE = "undone", _("Dibatalkan")
        DISCARDED = "discarded", _("Dibuang")

    class Door(models.TextChoices):
        """The way in which a proposal came."""

        FILE = "file", _("berkas")
        PASTE = "paste", _("tempelan")
        EDIT = "edit", _("halaman sunting")

    #: States in which a proposal waits for a decision.
    OPEN = (State.DRAFT, State.SUBMITTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.CharField(_("lewat"), max_length=10, choices=Door.choices, default=Door.FILE)
    name = models.CharField(_("nama"), max_length=200)
    reason = models.CharField(_("alasan"), max_length=500, blank=True, default="")
    content = models.BinaryField(_("isi"), default=b"")
    size = models.PositiveIntegerField(_("ukuran"), default=0)
    sha256 = models.CharField(_("sidik SHA-256"), max_length=64, blank=True, default="")
    format = models.CharField(_("format"), max_length=50, blank=True, default="")
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    author_name = models.CharField(_("nama pengusul"), max_length=150, blank=True, default="")
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("diajukan pada"), null=True, blank=True)
    returned_at = models.DateTimeField(_("diminta perbaikan pada"), null=True, blank=True)
    returned_name = models.CharField(_("nama peminta perbaikan"), max_length=150, blank=True, default="")
    returned_note = models.CharField(_("yang harus diperbaiki"), max_length=500, blank=True, default="")
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diterapkan oleh"),
    )
    applied_at = models.DateTimeField(_("diterapkan pada"), null=True, blank=True)
    plan = models.CharField(_("sidik rencana"), max_length=64, blank=True, default="")
    applied_name = models.CharField(_("nama penerap"), max_length=150, blank=True, default="")
    undone_name = models.CharField(_("nama pembatal"), max_length=150, blank=True, default="")
    undone_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)
    added = models.PositiveIntegerField(_("baru"), default=0)
    changed = models.PositiveIntegerField(_("berubah"), default=0)
    removed = models.PositiveIntegerField(_("dihapus"), default=0)
    same = models.PositiveIntegerField(_("sama"), default=0)
    choices = models.JSONField(_("pilihan"), default=dict, blank=True)
    answers = models.JSONField(_("jawaban"), default=dict, blank=True)
    heads = models.CharField(_("sidik judul kolom"), max_length=64, blank=True, default="", db_index=True)
    remembered = models.BooleanField(_("jawaban diingat"), default=False)
    notes = models.JSONField(_("hasil baca"), null=True, blank=True)
    #: The order of arrival. A moment does not tell it when the machine's clock is set back; rows of old have none.
    number = models.PositiveBigIntegerField(_("nomor"), null=True, editable=False, db_index=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("usulan"), pgettext_lazy("jamak", "usulan")
        ordering = [models.F("number").desc(nulls_last=True), "-created_at"]
        permissions = [("apply_proposal", _("Dapat menerapkan, membatalkan, dan memulihkan"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "applied", "rejected", "undone", "discarded"]),
                name="proposal_state_known",
                violation_error_message=_("Keadaan usulan ini tidak dikenal."),
            ),
            constraints.filled("proposal", "name", _("Nama")),
        ]
        indexes = [
            # What waits for a person is counted on each of their pages: by this index alone, without reading a row.
            models.Index(fields=["state", "author", "returned_at", "door", "created_at"], name="proposals_waiting"),
            # The desk lists what was submitted first.
            models.Index(fields=["state", "submitted_at", "number"], name="proposals_in_turn"),
            # And what changed lately.
            models.Index(fields=["applied_at"], name="proposals_applied"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether nobody decided on it yet."""
        return self.state in self.OPEN

    @property
    def is_file(self) -> bool:
        """Whether it came as a file or a paste, whose reading can be shown."""
        return self.door != self.Door.EDIT

    @property
    def may_be_unread(self) -> bool:
        """Whether a proposal in this state may have no type."""
        return self.is_open or self.state in (self.State.DISCARDED, self.State.REJECTED)

    @property
    def ends(self) -> datetime | None:
        """When the file is removed if nobody decides; None for what was written on a page."""
        return self.created_at + RETENTION if self.is_file else None


class ProposedDocument(models.Model):
    """One document of a proposal as its author wants it, and the version that it was made on.

    `stored_key` is the key of the stored document that it is compared with, `key` the one that it gets. `base` is the
    primary key of the newest revision of that document when it was opened, or of the version that a file's text is
    nearest to: 0 is the version before the first revision, `NOTHING` says that there was none. `document` is a document
    as history keeps it (see `exchange.history.recording.as_json`), None for one to be removed.

    `marks` lists its changes (see `exchange.proposals.comparison.Mark`) and `weight` counts its rows on a page, as they
    were when its newest revision was `compared`. They hold as long as no revision came since, so that a page need not
    compare thousands of documents again.
    """

    #: The number of the base of a document that did not exist.
    NOTHING = -1

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="documents")
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=450)
    stored_key = models.CharField(max_length=450)
    title = models.CharField(max_length=450, blank=True, default="")
    base = models.BigIntegerField(default=0)
    document = models.JSONField(null=True)
    compared = models.BigIntegerField(default=0)
    marks = models.JSONField(default=list)
    weight = models.PositiveIntegerField(default=0)
    seen_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["proposal", "place"], name="proposed_in_order")]
        indexes = [models.Index(fields=["stored_key"], name="proposed_for_document")]

    def __str__(self) -> str:
        return self.title or self.key


class Comment(models.Model):
    """What a person said about a proposal, one of its documents (`key`) or one line of it (`change`, its name)."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comments")
    key = models.CharField(max_length=450, blank=True, default="")
    change = models.CharField(max_length=450, blank=True, default="")
    text = models.CharField(_("komentar"), max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["proposal", "key"], name="comments_of_document")]

    def __str__(self) -> str:
        return self.text[:40]
