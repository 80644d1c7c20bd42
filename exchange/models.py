"""Tables of the mechanism: proposals, the history of every document, the ledger that orders changes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
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


@dataclass(frozen=True, slots=True)
class Page:
    """Some revisions, newest first, with the primary keys to ask from for newer and older ones; 0 at the ends."""

    revisions: tuple[Revision, ...]
    newer: int
    older: int


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions of the history, which can be added to but neither changed nor deleted."""

    def of(self, format_slug: str, key: str) -> RevisionQuerySet:
        """Return the revisions under one key, of which the newest is that of its document.

        `exchange.history.renames.history_of` returns a document's whole history.
        """
        return self.filter(format=format_slug, key=key)

    def with_nth(self) -> RevisionQuerySet:
        """Add `nth`, the number of a revision among those of its document, from 1, as pages show it; no query more.

        Those from before a rename count. Those under the same key of a document that left it do not.
        """
        key, pk = models.OuterRef("key"), models.OuterRef("pk")
        came = models.When(following=key, then=models.F("earlier"))
        touching = FormerKey.objects.touching(models.OuterRef("format"), key).filter(revision__lte=pk)
        last = touching.order_by("-revision_id").annotate(offset=models.Case(came, default=models.Value(0)))
        zero = models.Value(0)
        begun = self.annotate(
            begin=Coalesce(models.Subquery(last.values("revision")[:1]), zero, output_field=models.BigIntegerField()),
            offset=Coalesce(models.Subquery(last.values("offset")[:1]), zero),
        )
        same = Revision.objects.filter(format=models.OuterRef("format"), key=key, pk__gte=models.OuterRef("begin"))
        count = same.filter(pk__lte=pk).order_by().values("key").annotate(nth=models.Count("pk")).values("nth")
        return begun.annotate(nth=models.Subquery(count) + models.F("offset"))

    def for_pages(self) -> RevisionQuerySet:
        """Add `nth` and the import, without its file, as pages show a revision; one query more."""
        return self.with_nth().prefetch_related(
            models.Prefetch("source", Proposal.objects.only("name", "author", "author_name", "door"))
        )

    def newest(self) -> int:
        """Return the primary key of the newest revision, 0 when there is none; one query."""
        return self.order_by("-pk").values_list("pk", flat=True).first() or 0

    def page(self, *, before: int = 0, after: int = 0, size: int) -> Page:
        """Return the newest `size` revisions, or those older than the primary key `before` or newer than `after`.

        Returns the newest ones as well when no revision is older than `before`, or when at most `size` are newer than
        `after`. Three queries for any number of revisions, one more in these two cases. The first query sorts primary
        keys only, so that no database sorts texts.
        """
        if before:
            rows = self.filter(pk__lt=before).order_by("-pk")
        else:
            rows = self.filter(pk__gt=after).order_by("pk") if after else self.order_by("-pk")
        numbers = list(rows.values_list("pk", flat=True)[: size + 1])
        more, shown = len(numbers) > size, sorted(numbers[:size], reverse=True)
        if (before and not shown) or (after and not before and not more):
            return self.page(size=size)
        found = Revision.objects.filter(pk__in=shown).for_pages().order_by("-pk")
        newer = before or (after and more)
        older = more or (after and not before)
        return Page(tuple(found), shown[0] if newer else 0, shown[-1] if older else 0)

    def update(self, **values: Any) -> NoReturn:
        """Raise TypeError: history cannot be changed."""
        raise TypeError("Riwayat tidak dapat diubah.")

    def delete(self) -> NoReturn:
        """Raise TypeError: history cannot be deleted."""
        raise TypeError("Riwayat tidak dapat dihapus.")


class Revision(models.Model):
    """One change of one document, of any origin: its text before and after, the author and the time.

    `before` and `after` are documents as JSON (see `exchange.history.recording.as_json`), null where there was none.
    `change_set` is the content version that the change made: one number for all revisions that were written together,
    null in rows from before it was kept (see `exchange.history.change_sets`).
    `user_name` outlives the account; never follow `user`, since its account may be gone. Rows can be neither changed
    nor deleted: this class raises TypeError, and triggers refuse it in the database (see `exchange.history.triggers`).
    """

    class Origin(models.TextChoices):
        """Way in which a change came in; stored in the column `door`."""

        IMPORT = "import", _("impor")
        EDIT = "edit", _("halaman sunting")
        ADMIN = "admin", _("admin")
        RESTORE = "restore", _("pemulihan")
        UNDO = "undo", _("pembatalan")

    format = models.CharField(_("format"), max_length=50)
    key = models.CharField(_("dokumen"), max_length=450)
    before = models.JSONField(_("sebelum"), null=True)
    after = models.JSONField(_("sesudah"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("oleh"),
    )
    user_name = models.CharField(_("nama"), max_length=150, blank=True, default="")
    at = models.DateTimeField(_("pada"), auto_now_add=True, db_index=True)
    door = models.CharField(_("lewat"), max_length=10, choices=Origin.choices)
    source = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="revisions", verbose_name=_("impor"))
    note = models.CharField(_("catatan"), max_length=200, blank=True, default="")
    change_set = models.PositiveBigIntegerField(_("perubahan bersama"), null=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("riwayat"), pgettext_lazy("jamak", "riwayat")
        permissions = [("edit_document", _("Dapat menulis dokumen"))]
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["format", "key", "-id"], name="revision_of_document"),
            models.Index(fields=["user_name", "-id"], name="revision_of_person"),
            models.Index(fields=["door", "-id"], name="revision_through_door"),
            models.Index(fields=["-change_set", "-id"], name="revision_of_set"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(door__in=["import", "edit", "admin", "restore", "undo"]),
                name="revision_door_known",
                violation_error_message=_("Jalan perubahan ini tidak dikenal."),
            ),
            models.CheckConstraint(
                condition=models.Q(before__isnull=False) | models.Q(after__isnull=False),
                name="revision_of_something",
                violation_error_message=_("Riwayat harus memuat isi sebelum atau sesudah."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.get_door_display()}"

    def save(self, *args: Any, **options: Any) -> None:
        """Store a new revision. Raises TypeError for one that is stored already."""
        if not self._state.adding:
            raise TypeError("Riwayat tidak dapat diubah.")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Raise TypeError: history cannot be deleted."""
        raise TypeError("Riwayat tidak dapat dihapus.")


class FormerKeyQuerySet(models.QuerySet["FormerKey"]):
    """Renames of documents."""

    def touching(self, format_slug: Any, *keys: Any) -> FormerKeyQuerySet:
        """Return the renames from or to one of `keys`, which may be expressions; no query."""
        return self.filter(models.Q(key__in=keys) | models.Q(following__in=keys), format=format_slug)


class FormerKey(models.Model):
    """One rename of a document: the `key` that it had, and `following`, which `revision` gave it.

    `current` is its key today, "" once a rename gave that one to another document. `earlier` counts its revisions
    before this one. Only `exchange.history.renames` writes rows; none is ever deleted.
    """

    format = models.CharField(_("format"), max_length=50)
    key = models.CharField(_("dokumen"), max_length=450)
    following = models.CharField(_("menjadi"), max_length=450)
    current = models.CharField(_("sekarang"), max_length=450, blank=True)
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="+", verbose_name=_("perubahan"))
    earlier = models.PositiveIntegerField(_("versi sebelumnya"))

    objects = FormerKeyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("alamat lama"), pgettext_lazy("jamak", "alamat lama")
        ordering = ["-revision_id"]
        indexes = [  # the key first: SQLite would take an index of formats for "from or to this key", and read them all
            models.Index(fields=["key", "format", "revision"], name="former_key"),
            models.Index(fields=["following", "format", "revision"], name="former_key_following"),
            models.Index(fields=["current", "format"], name="former_key_current"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.following}"


class Ledger(models.Model):
    """One row: its lock puts all writers in a line, and its `version` rises with every recorded change."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveBigIntegerField(_("versi"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("buku besar"), pgettext_lazy("jamak", "buku besar")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="ledger_has_one_row",
                violation_error_message=_("Buku besar hanya satu."),
            )
        ]

    def __str__(self) -> str:
        return f"versi {self.version}"
