"""Tables of the history: every change of every document, former keys, and the ledger that orders changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.models.proposals import Proposal


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
